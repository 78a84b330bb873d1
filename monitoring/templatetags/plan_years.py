"""``{% year_url of "report" %}``: an address of a fiscal year of a plan, without its three parts."""

from django import template

from monitoring.years import PlanYear

register = template.Library()


@register.simple_tag
def year_url(of: PlanYear, view: str) -> str:
    """The address of a view of this year."""
    return of.url(view)
