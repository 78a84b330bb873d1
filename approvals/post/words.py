"""What a mail says: that something happened or waits, with the way to it, grouped by plan.

Text only, made once; the page that a mail program shows is the same text with its links made clickable.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.html import linebreaks, urlize
from django.utils.translation import gettext as _

from approvals.models import Mail, Notice
from organizations.models import User
from thai.dates import format_date, today

LONGEST_SUBJECT = 120
THAI = "th"


def one_line(text: str) -> str:
    """Without line breaks or other control characters: what stands in a header ends where it ends."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def link(name: str, *args: object) -> str:
    """The whole address of a page of ours."""
    return settings.SITE_URL + reverse(name, args=args)


def subject_of(kind: str, notices: Sequence[Notice]) -> str:
    """One notice is its own subject; of several, how many."""
    with translation.override(THAI):
        if kind == Mail.Kind.DIGEST:
            text = _("สรุปการแจ้ง {date}: {count} เรื่อง").format(
                date=format_date(today(), "screen"), count=len(notices)
            )
        elif len(notices) == 1:
            text = notices[0].text
        else:
            text = _("มี {count} เรื่องแจ้งถึงท่าน").format(count=len(notices))
        text = one_line(text)
        if len(text) > LONGEST_SUBJECT:
            text = text[: LONGEST_SUBJECT - 1] + "…"
        return f"[{_('พัฒนา')}] {text}"


def body_of(user: User, notices: Iterable[Notice]) -> str:
    """The text of a mail; notices come with their membership and revision."""
    with translation.override(THAI):
        lines = [_("เรียน {name}").format(name=one_line(str(user))), ""]
        for heading, rows in _grouped(notices).items():
            lines += [heading, ""]
            for notice in rows:
                lines += [f"- {one_line(notice.text)}", f"  {link('approvals:notice', notice.pk)}", ""]
        return "\n".join([*lines, *ending()])


def ending() -> list[str]:
    """The lines below every mail."""
    return [
        "--",
        _("ระบบแผนพัฒนาบุคลากรท้องถิ่นส่งข้อความนี้โดยอัตโนมัติ โปรดอย่าตอบกลับ"),
        _("ดูการแจ้งทั้งหมด: {address}").format(address=link("approvals:notices")),
        _("เปลี่ยนวิธีรับหรือเลิกรับอีเมล: {address}").format(address=link("approvals:notice_choices")),
    ]


def as_page(body: str) -> str:
    """The same for programs that show pages."""
    return f'<html lang="th"><body>{linebreaks(urlize(body, autoescape=True))}</body></html>'


def _grouped(notices: Iterable[Notice]) -> dict[str, list[Notice]]:
    """By plan, in the order in which they came, with what is about no plan last."""
    groups: dict[str, list[Notice]] = {}
    rest: list[Notice] = []
    for notice in notices:
        if notice.revision is None:
            rest.append(notice)
        else:
            groups.setdefault(one_line(str(notice.revision)), []).append(notice)
    if rest:
        groups[_("เรื่องอื่น") if groups else _("เรื่องที่แจ้งถึงท่าน")] = rest
    return groups
