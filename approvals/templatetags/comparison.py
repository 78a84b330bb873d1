"""``{% changes_since_last revision %}``: how much changed since it was last sent; ``{{ part|fields_of:row }}``."""

from typing import Any

from django import template

from approvals.versions import compared, sent_last
from plans.comparison import FieldChange, RowChange, TablePart
from plans.models import Revision

register = template.Library()


@register.filter
def fields_of(part: TablePart, row: RowChange) -> list[FieldChange]:
    """Of a table that was compared."""
    return part.fields(row)


@register.inclusion_tag("approvals/_changes_since_last.html", takes_context=True)
def changes_since_last(context: dict[str, Any], revision: Revision) -> dict[str, Any]:
    """Where a plan comes back, first of all what changed since the reader had it last; nothing otherwise.

    What is still being written is not counted: it changes while one looks.
    """
    acting = getattr(context.get("request"), "acting", None)
    pair = sent_last(revision, acting) if acting else None
    if acting is None or pair is None:
        return {"before": None}
    before, after = pair
    return {
        "revision": revision,
        "before": before,
        "after": after,
        "to_board": acting.organization_id is None,
        "comparison": compared(before, after) if after.snapshot else None,
    }
