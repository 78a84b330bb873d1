"""A staged list as its page shows it: what each row would do, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from personnel.imports.catalog import Catalog
from personnel.imports.fields import BY_NAME, TEMPLATE_MARK, TEMPLATE_VERSION
from personnel.imports.workbooks import written
from personnel.models import StaffImport, StaffImportRow

Status = StaffImportRow.Status
TONES = {Status.NEW: "doing", Status.CHANGED: "waiting", Status.UNCHANGED: "todo", Status.ERROR: "stop"}
DOUBTFUL = "doubtful"
FILTERS: tuple[tuple[str, Any], ...] = (
    ("", gettext_lazy("ทั้งหมด")),
    *(
        (status.value, status.label)
        for status in (Status.ERROR, Status.NEW, Status.CHANGED, Status.UNCHANGED)
    ),
    (DOUBTFUL, gettext_lazy("มีข้อสงสัย")),
)


@dataclass(frozen=True)
class Change:
    """One value that would change."""

    label: str | Promise
    old: str
    new: str


@dataclass(frozen=True)
class Note:
    """An error or a doubt with its cell."""

    label: str | Promise
    text: str
    message: str
    suggestion: str


@dataclass(frozen=True)
class PreviewRow:
    """One row of the list."""

    row: StaffImportRow
    texts: dict[str, str]
    changes: list[Change]
    errors: list[Note]
    doubts: list[Note]

    @property
    def tone(self) -> str:
        """How its status is coloured."""
        return TONES[Status(self.row.status)]

    @property
    def proposes_head(self) -> bool:
        """True where the title alone says that its holder heads a unit."""
        return bool(self.row.values.get("head_is_proposed")) and self.row.status == Status.NEW


def filtered(batch: StaffImport, name: str) -> QuerySet[StaffImportRow]:
    """The rows of one status, or those with doubts; all for any other name."""
    rows = batch.rows.all()
    if name == DOUBTFUL:
        return rows.exclude(Q(doubts=[]))
    return rows.filter(status=name) if name in Status.values else rows


def filters(batch: StaffImport) -> list[tuple[str, Any, int]]:
    """Name, label and number of rows of every filter."""
    counts = {"": sum(batch.counts.values()), DOUBTFUL: filtered(batch, DOUBTFUL).count(), **batch.counts}
    return [(name, label, counts.get(name, 0)) for name, label in FILTERS]


def shown(rows: Iterable[StaffImportRow]) -> list[PreviewRow]:
    """Rows in words."""
    catalog = Catalog()
    return [_shown(row, catalog) for row in rows]


def _shown(row: StaffImportRow, catalog: Catalog) -> PreviewRow:
    texts = written(row.values, catalog)
    before = row.before or {}
    old = written(before["was"], catalog) if before else {}
    changed = ("full_name" if name == "acting" else name for name in before.get("changes", ()))
    names = [name for name in dict.fromkeys(changed) if name in BY_NAME]
    return PreviewRow(
        row,
        texts,
        [Change(BY_NAME[name].label, old[name], texts[name]) for name in names],
        [_note(note) for note in row.errors],
        [_note(note) for note in row.doubts],
    )


def _note(note: dict[str, Any]) -> Note:
    field = BY_NAME.get(note["field"])
    return Note(field.label if field else "", note["text"], note["message"], note.get("suggestion", ""))


def old_template(batch: StaffImport) -> str:
    """What to say about a copy of an older version of our template; empty for everything else."""
    mark = batch.report.get("mark", "")
    version = mark.removeprefix(TEMPLATE_MARK).strip()
    if not mark.startswith(TEMPLATE_MARK) or version == TEMPLATE_VERSION:
        return ""
    return _("แฟ้มนี้ใช้แบบบัญชีรุ่น {old} ปัจจุบันเป็นรุ่น {new} กรุณาตรวจว่าคอลัมน์ครบ หรือดาวน์โหลดแบบรุ่นใหม่").format(
        old=version, new=TEMPLATE_VERSION
    )
