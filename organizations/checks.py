"""Refuses to start while a view does not say who may call it."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from organizations.access import undeclared_views


@register()
def views_declare_access(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """One error for every address whose view lacks @public, @signed_in or @roles."""
    return [
        Error(
            f"The view of '{route}' does not declare who may call it.",
            hint="Put @public, @signed_in or @roles(...) of organizations.access on it.",
            id="organizations.E001",
        )
        for route in undeclared_views()
    ]
