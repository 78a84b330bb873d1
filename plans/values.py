"""The placeholders of edition texts and what they mean for one LAO and cycle."""

from __future__ import annotations

from organizations.models import Organization
from thai.digits import to_thai
from thai.fiscal import Cycle

#: The closed list: whoever writes a text for many LAOs may use these and no others.
NAMES = (
    *("lao", "lao_kind", "lao_short", "district", "province", "head", "clerk", "staff", "office"),
    *("board", "board_full", "central_board", "law"),
    *("first", "middle", "last", "before", "next_first", "next_last"),
)
LONGEST_VALUE = 150  #: characters; the full name of an LAO is the longest, and is bounded by its model


def placeholder_values(organization: Organization, cycle: Cycle) -> dict[str, str]:
    """Value of each placeholder; years in Thai digits (B.E.)."""
    titles = organization.titles
    board = organization.board
    central = titles.central_board
    district = f"อำเภอ{organization.district}" if organization.district else ""
    return {
        "lao": organization.full_name,
        "lao_kind": titles.full_prefix,
        "lao_short": organization.short_name,
        "district": district,
        "province": f"จังหวัด{organization.province.name}",
        "head": titles.head,
        "clerk": titles.chief_official,
        "staff": titles.staff_term,
        "office": titles.office,
        "board": board.titles.abbreviation,
        "board_full": board.name,
        "central_board": str(central.label) if central else board.titles.abbreviation,
        "law": titles.founding_law,
        "first": to_thai(str(cycle.first)),
        "middle": to_thai(str(cycle.first + 1)),
        "last": to_thai(str(cycle.last)),
        "before": to_thai(str(cycle.first - 1)),
        "next_first": to_thai(str(cycle.first + 3)),
        "next_last": to_thai(str(cycle.last + 3)),
    }
