"""``{% revision_url revision "plans:section" code=... %}``: an address below a revision, without its three parts."""

from django import template
from django.urls import reverse

from plans.models import Revision

register = template.Library()


@register.simple_tag
def revision_url(revision: Revision, name: str, **kwargs: str | int) -> str:
    """The address of a view of this revision."""
    return reverse(name, kwargs={**revision.address, **kwargs})
