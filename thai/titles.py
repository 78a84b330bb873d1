"""The kinds of local administrative organisation and of personnel boards, with the titles that the law gives them.

Facts only: which kind has which head, clerk, staff, budget law, founding act and board (Local Personnel
Administration Act B.E. 2542; the founding act of each kind). Names of organisations are put to them elsewhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CentralBoard(TextChoices):
    """The boards that set the standards for the whole country; Pattaya has none of its own."""

    PAO = "pao", _("ก.จ.")
    MUNICIPAL = "municipal", _("ก.ท.")
    SAO = "sao", _("ก.อบต.")

    @property
    def full_name(self) -> str:
        return _CENTRAL_NAMES[self]


class BoardKind(TextChoices):
    """The boards that decide on plans: three in each province, and Pattaya's."""

    PAO_BOARD = "pao_board", _("ก.จ.จ.")
    MUNICIPAL_BOARD = "municipal_board", _("ก.ท.จ.")
    SAO_BOARD = "sao_board", _("ก.อบต.จังหวัด")
    PATTAYA_BOARD = "pattaya_board", _("ก.เมืองพัทยา")

    @property
    def titles(self) -> "BoardTitles":
        return BOARD_TITLES[self]


class LaoKind(TextChoices):
    """The kinds of local administrative organisation (Bangkok is not among them)."""

    PAO = "pao", _("องค์การบริหารส่วนจังหวัด")
    CITY = "city", _("เทศบาลนคร")
    TOWN = "town", _("เทศบาลเมือง")
    SUBDISTRICT_MUNICIPALITY = "subdistrict_municipality", _("เทศบาลตำบล")
    SAO = "sao", _("องค์การบริหารส่วนตำบล")
    PATTAYA = "pattaya", _("เมืองพัทยา")

    @property
    def titles(self) -> "KindTitles":
        return KIND_TITLES[self]


@dataclass(frozen=True)
class BoardTitles:
    """Official titles of one kind of board."""

    kind: BoardKind
    abbreviation: str  # as the master plan names it, without a province
    full_prefix: str  # stands before the bare name of the province; the whole name for Pattaya
    short_prefix: str  # stands before the bare name of the province
    central_board: CentralBoard | None

    def full_name(self, province: str) -> str:
        """คณะกรรมการพนักงานส่วนตำบลจังหวัดหนองคาย; ``province`` is the bare name."""
        return self.full_prefix if self.kind is BoardKind.PATTAYA_BOARD else f"{self.full_prefix}{province}"

    def short_name(self, province: str) -> str:
        """ก.อบต.จังหวัดหนองคาย, ก.จ.จ.หนองคาย; ``province`` is the bare name."""
        return self.short_prefix if self.kind is BoardKind.PATTAYA_BOARD else f"{self.short_prefix}{province}"


@dataclass(frozen=True)
class KindTitles:
    """Official titles of one kind of organisation."""

    kind: LaoKind
    full_prefix: str
    abbreviation: str
    head: str
    deputy_head: str
    chief_official: str
    deputy_chief: str
    staff_term: str
    office: str
    budget_law: str
    founding_law: str
    board_kind: BoardKind
    grade: str = ""  # นคร, เมือง, ตำบล: stands between a municipality's titles and its name

    def full_name(self, name: str) -> str:
        """องค์การบริหารส่วนตำบลสังคม; Pattaya is its own name."""
        return self.full_prefix if self.kind is LaoKind.PATTAYA else f"{self.full_prefix}{name}"

    def short_name(self, name: str) -> str:
        """อบต.สังคม, ทม.หนองคาย."""
        return self.abbreviation if self.kind is LaoKind.PATTAYA else f"{self.abbreviation}{name}"

    def head_of(self, name: str) -> str:
        """นายกองค์การบริหารส่วนตำบลสังคม, นายกเทศมนตรีเมืองหนองคาย."""
        return self._title_of(self.head, name)

    def deputy_head_of(self, name: str) -> str:
        return self._title_of(self.deputy_head, name)

    def chief_official_of(self, name: str) -> str:
        """ปลัดองค์การบริหารส่วนตำบลสังคม, ปลัดเทศบาลเมืองหนองคาย."""
        return self._title_of(self.chief_official, name)

    def deputy_chief_of(self, name: str) -> str:
        return self._title_of(self.deputy_chief, name)

    @property
    def annual_budget_law(self) -> str:
        return f"{self.budget_law}งบประมาณรายจ่ายประจำปี"

    @property
    def central_board(self) -> CentralBoard | None:
        return self.board_kind.titles.central_board

    def _title_of(self, title: str, name: str) -> str:
        return title if self.kind is LaoKind.PATTAYA else f"{title}{self.grade}{name}"


_CENTRAL_NAMES: Mapping[CentralBoard, str] = MappingProxyType(
    {
        CentralBoard.PAO: "คณะกรรมการกลางข้าราชการองค์การบริหารส่วนจังหวัด",
        CentralBoard.MUNICIPAL: "คณะกรรมการกลางพนักงานเทศบาล",
        CentralBoard.SAO: "คณะกรรมการกลางพนักงานส่วนตำบล",
    }
)

BOARD_TITLES: Mapping[BoardKind, BoardTitles] = MappingProxyType(
    {
        titles.kind: titles
        for titles in (
            BoardTitles(
                kind=BoardKind.PAO_BOARD,
                abbreviation="ก.จ.จ.",
                full_prefix="คณะกรรมการข้าราชการองค์การบริหารส่วนจังหวัด",
                short_prefix="ก.จ.จ.",
                central_board=CentralBoard.PAO,
            ),
            BoardTitles(
                kind=BoardKind.MUNICIPAL_BOARD,
                abbreviation="ก.ท.จ.",
                full_prefix="คณะกรรมการพนักงานเทศบาลจังหวัด",
                short_prefix="ก.ท.จ.",
                central_board=CentralBoard.MUNICIPAL,
            ),
            BoardTitles(
                kind=BoardKind.SAO_BOARD,
                abbreviation="ก.อบต.จังหวัด",
                full_prefix="คณะกรรมการพนักงานส่วนตำบลจังหวัด",
                short_prefix="ก.อบต.จังหวัด",
                central_board=CentralBoard.SAO,
            ),
            BoardTitles(
                kind=BoardKind.PATTAYA_BOARD,
                abbreviation="ก.เมืองพัทยา",
                full_prefix="คณะกรรมการพนักงานเมืองพัทยา",
                short_prefix="ก.เมืองพัทยา",
                central_board=None,
            ),
        )
    }
)


def _municipality(kind: LaoKind, grade: str, abbreviation: str) -> KindTitles:
    """The three grades of municipality differ in their name alone."""
    return KindTitles(
        kind=kind,
        full_prefix=f"เทศบาล{grade}",
        abbreviation=abbreviation,
        grade=grade,
        head="นายกเทศมนตรี",
        deputy_head="รองนายกเทศมนตรี",
        chief_official="ปลัดเทศบาล",
        deputy_chief="รองปลัดเทศบาล",
        staff_term="พนักงานเทศบาล",
        office="สำนักปลัดเทศบาล",
        budget_law="เทศบัญญัติ",
        founding_law="พระราชบัญญัติเทศบาล พ.ศ. ๒๔๙๖",
        board_kind=BoardKind.MUNICIPAL_BOARD,
    )


def _named_by_prefix(
    kind: LaoKind,
    prefix: str,
    *,
    abbreviation: str,
    staff_term: str,
    founding_law: str,
    board_kind: BoardKind,
) -> KindTitles:
    """Kinds whose titles all repeat the kind's full name."""
    return KindTitles(
        kind=kind,
        full_prefix=prefix,
        abbreviation=abbreviation,
        head=f"นายก{prefix}",
        deputy_head=f"รองนายก{prefix}",
        chief_official=f"ปลัด{prefix}",
        deputy_chief=f"รองปลัด{prefix}",
        staff_term=staff_term,
        office=f"สำนักปลัด{prefix}",
        budget_law="ข้อบัญญัติ",
        founding_law=founding_law,
        board_kind=board_kind,
    )


KIND_TITLES: Mapping[LaoKind, KindTitles] = MappingProxyType(
    {
        titles.kind: titles
        for titles in (
            _named_by_prefix(
                LaoKind.PAO,
                "องค์การบริหารส่วนจังหวัด",
                abbreviation="อบจ.",
                staff_term="ข้าราชการองค์การบริหารส่วนจังหวัด",
                founding_law="พระราชบัญญัติองค์การบริหารส่วนจังหวัด พ.ศ. ๒๕๔๐",
                board_kind=BoardKind.PAO_BOARD,
            ),
            _municipality(LaoKind.CITY, "นคร", "ทน."),
            _municipality(LaoKind.TOWN, "เมือง", "ทม."),
            _municipality(LaoKind.SUBDISTRICT_MUNICIPALITY, "ตำบล", "ทต."),
            _named_by_prefix(
                LaoKind.SAO,
                "องค์การบริหารส่วนตำบล",
                abbreviation="อบต.",
                staff_term="พนักงานส่วนตำบล",
                founding_law="พระราชบัญญัติสภาตำบลและองค์การบริหารส่วนตำบล พ.ศ. ๒๕๓๗",
                board_kind=BoardKind.SAO_BOARD,
            ),
            _named_by_prefix(
                LaoKind.PATTAYA,
                "เมืองพัทยา",
                abbreviation="เมืองพัทยา",
                staff_term="พนักงานเมืองพัทยา",
                founding_law="พระราชบัญญัติระเบียบบริหารราชการเมืองพัทยา พ.ศ. ๒๕๔๒",
                board_kind=BoardKind.PATTAYA_BOARD,
            ),
        )
    }
)
