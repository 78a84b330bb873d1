"""Whether a page may lead to the scores of everybody."""

from django import template

from personnel.assessing import may_see_all

register = template.Library()


@register.simple_tag(takes_context=True)
def sees_scores(context: template.Context) -> bool:
    """True for the officer in charge of personnel."""
    return may_see_all(context.get("acting"))
