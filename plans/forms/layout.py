"""What the forms of the plan share with those of every app."""

from organizations.form_layout import anchored, page_helper, side_by_side

__all__ = ["anchored", "page_helper", "side_by_side"]
