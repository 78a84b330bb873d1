"""Forms of the orders on the committee: why it changes, what the order prints, and what the head signs."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Div
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from approvals.evidence import EvidenceField
from approvals.models import AppointmentOrder, NumberTaken
from approvals.numbers import propose, written, year_of
from approvals.order_accounts import Accounts
from approvals.order_issue import Given
from approvals.orders import FIRST, OrderRefused
from approvals.papers_orders import usual_words_of
from organizations.models import Membership
from plans.forms.layout import Folded, anchored, page_helper, side_by_side
from plans.forms.own_words import OwnWordsForm, remembered, words_field
from plans.holders import stands_in
from thai.dates import format_date, today
from thai.forms import LineField, ThaiDateField

PRINTS: list[tuple[str, str | Promise]] = [
    ("names", gettext_lazy("ชื่อ - สกุล และตำแหน่ง")),
    ("positions", gettext_lazy("เฉพาะตำแหน่ง")),
]


def _prints_field() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=gettext_lazy("ในคำสั่งให้พิมพ์"),
        choices=PRINTS,
        coerce=lambda value: value == "names",
        widget=forms.RadioSelect,
    )


def _circulation_field() -> forms.BooleanField:
    return forms.BooleanField(
        label=gettext_lazy("ให้ขอมติโดยเวียนหนังสือได้"),
        required=False,
        help_text=gettext_lazy("คำสั่งจะมีข้อความให้ประธานขอมติโดยเวียนหนังสือแทนการประชุมในกรณีเร่งด่วนได้"),
    )


def _reason_field() -> LineField:
    return LineField(
        label=gettext_lazy("เหตุที่เปลี่ยนแปลงคณะกรรมการ"),
        max_length=500,
        help_text=gettext_lazy("พิมพ์ในคำสั่งต่อจากคำว่า เนื่องจาก เช่น ผู้อำนวยการกองคลังโอนไปดำรงตำแหน่งที่หน่วยงานอื่น"),
    )


class ReasonForm(forms.Form):
    """Why the committee changes."""

    reason = _reason_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = page_helper("reason")


class ChangeForm(OwnWordsForm):
    """What a further order says beside its list."""

    reason = _reason_field()
    prints_names = _prints_field()
    allows_circulation = _circulation_field()
    grounds = words_field(gettext_lazy("ข้อความในคำสั่ง ก่อนรายชื่อ"))
    duties = words_field(gettext_lazy("ข้อความในคำสั่ง หลังรายชื่อ"))

    def __init__(self, *args: Any, order: AppointmentOrder, **kwargs: Any) -> None:
        self.usual = usual_words_of(order)
        stored = {
            "usual_shown": remembered(self.usual),
            **{name: getattr(order, name) or words for name, words in self.usual.items()},
            "reason": order.reason,
            "prints_names": "names" if order.prints_names else "positions",
            "allows_circulation": order.allows_circulation,
        }
        super().__init__(*args, **{"initial": stored, **kwargs})
        self.helper = page_helper(
            "reason",
            anchored("prints_names"),
            "allows_circulation",
            "usual_shown",
            Folded(_("ข้อความในคำสั่ง (แก้ไขได้)"), "grounds", "duties"),
        )


class RecordForm(forms.Form):
    """The scan of an order that was given on paper, where there is one."""

    scan = EvidenceField(
        label=gettext_lazy("ไฟล์สแกนคำสั่งที่ลงนามแล้ว (ถ้ามี)"),
        required=False,
        help_text=gettext_lazy("PDF JPEG หรือ PNG ไม่เกิน 10 MB"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = page_helper("scan")


class IssueForm(forms.Form):
    """Number, date and signer, and the roles that go with the seats."""

    number = LineField(label=gettext_lazy("คำสั่งที่"), max_length=40)
    dated_on = ThaiDateField(label=gettext_lazy("สั่ง ณ วันที่"))
    prints_names = _prints_field()
    allows_circulation = _circulation_field()
    signer_name = LineField(label=gettext_lazy("ผู้ลงนาม"), max_length=150)
    signer_position = LineField(label=gettext_lazy("ตำแหน่งผู้ลงนาม"), max_length=200)
    give = forms.MultipleChoiceField(
        label=gettext_lazy("ให้บทบาทในระบบตั้งแต่วันที่สั่ง"), required=False, widget=forms.CheckboxSelectMultiple
    )
    end = forms.TypedMultipleChoiceField(
        label=gettext_lazy("สิ้นสุดบทบาทของผู้ที่ไม่มีรายชื่อในคำสั่งนี้"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("วันสุดท้ายคือวันก่อนวันที่สั่ง"),
    )

    def __init__(
        self, data: Any = None, *, order: AppointmentOrder, by: Membership, accounts: Accounts
    ) -> None:
        super().__init__(data, initial=_initial(order, by, accounts))
        self.fields["number"].help_text = (
            _("เลขถัดไปตามทะเบียนในระบบ แก้ให้ตรงกับทะเบียนคำสั่งของหน่วยงานได้")
            if self.initial["number"]
            else _("ปีนี้ยังไม่มีเลขคำสั่งในระบบ กรุณาใส่เลขถัดไปตามทะเบียนคำสั่งของหน่วยงาน เช่น 125/2569")
        )
        for name, choices in (("give", _to_give(accounts)), ("end", _to_end(accounts))):
            if choices:
                self.fields[name].choices = choices  # type: ignore[attr-defined]
            else:
                del self.fields[name]
        roles = [
            Div(name, css_id=f"id_{name}", tabindex="-1") for name in ("give", "end") if name in self.fields
        ]
        self.helper = page_helper(
            side_by_side("number"),
            anchored("dated_on"),
            anchored("prints_names"),
            "allows_circulation",
            "signer_name",
            "signer_position",
            *roles,
        )

    def given(self) -> Given:
        """What was filled in, for ``order_issue.issue_order``."""
        return Given(**self.cleaned_data)

    def refuse(self, refused: OrderRefused) -> None:
        """Show why the order cannot be issued, at the box where there is one."""
        self.add_error(refused.field or None, str(refused))


def _initial(order: AppointmentOrder, by: Membership, accounts: Accounts) -> dict[str, Any]:
    """The usual answers: the next number, today, and the head as the role names him or her."""
    dated = order.dated_on or today()
    year = year_of(dated)
    following = propose(order.organization, NumberTaken.Series.ORDER, year)
    # An office whose orders are not kept here yet is further than 1: nothing is better than a wrong number.
    number = written(following, year) if following > 1 else ""
    position = by.position if stands_in(by.position) else order.organization.head_title
    return {
        "number": order.number or number,
        "dated_on": dated,
        "prints_names": "names" if order.prints_names else "positions",
        "allows_circulation": order.allows_circulation,
        "signer_name": by.user.full_name,
        "signer_position": position,
        "give": [seat.key for seat in accounts.to_give],
        "end": [row.pk for row in accounts.leaving] if order.seq != FIRST else [],
    }


def _to_give(accounts: Accounts) -> list[tuple[str, str]]:
    return [
        (seat.key, _("{who} เป็น {role}").format(who=seat.user, role=seat.role.label))
        for seat in accounts.to_give
    ]


def _to_end(accounts: Accounts) -> list[tuple[int, str]]:
    text = _("{who} {role} ตั้งแต่ {date}")
    return [
        (
            row.pk,
            text.format(
                who=row.user,
                role=row.get_role_display(),
                date=format_date(row.started_on, "screen_short"),
            ),
        )
        for row in accounts.leaving
    ]
