"""What the forms of the plan share with those of every app."""

from organizations.form_layout import Folded, anchored, page_helper, side_by_side

__all__ = ["Folded", "anchored", "page_helper", "side_by_side"]
