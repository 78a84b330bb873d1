"""What pages ask before they lead to scores, or say a figure that would tell them."""

from django import template

from personnel.assessing import may_see_all
from personnel.models import Need
from personnel.need_sources import tells_of_few

register = template.Library()


@register.simple_tag(takes_context=True)
def sees_scores(context: template.Context) -> bool:
    """True for the officer in charge of personnel."""
    return may_see_all(context.get("acting"))


@register.filter
def of_few(need: Need) -> bool:
    """True where the number of people would tell whose scores they are."""
    return tells_of_few(need)
