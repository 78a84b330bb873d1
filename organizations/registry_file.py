"""A list of organizations in a file: read whole, refused by line, and brought in twice without a change."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from organizations.models import Organization, Province
from organizations.registry import already_there, boards_of, identity, new_organization
from thai.text import normalise_line
from thai.titles import KIND_TITLES

MAX_BYTES = 10 * 1024 * 1024
#: Titles of the columns, as programs and as people write them.
COLUMNS = {"code": "รหัส", "kind": "ประเภท", "name": "ชื่อ", "district": "อำเภอ", "province": "จังหวัด"}
_KINDS = {
    word: kind.value
    for kind, titles in KIND_TITLES.items()
    for word in (kind.value, titles.full_prefix, titles.abbreviation)
}


class FileRefused(Exception):
    """The file as a whole cannot be read; the message is Thai and one line."""


@dataclass
class Proposal:
    """What a file would do to the register, and what is wrong in it by line."""

    new: list[Organization] = field(default_factory=list)
    changed: list[Organization] = field(default_factory=list)
    unchanged: int = 0
    faults: list[tuple[int, str]] = field(default_factory=list)


def propose(raw: bytes) -> Proposal:
    """Compare a file with the register; nothing is written. FileRefused when it is no such list."""
    return _Comparison().of(_rows(_text(raw)))


def bring_in(proposal: Proposal) -> None:
    """Write what a proposal without faults says, all or nothing."""
    with transaction.atomic():
        Organization.objects.bulk_update(proposal.changed, ["name", "district"], batch_size=200)
        Organization.objects.bulk_create(proposal.new, batch_size=500)


# Reading --------------------------------------------------------------------------------------


def _text(raw: bytes) -> str:
    """UTF-8, or what Thai Excel writes without being asked (Windows-874)."""
    if len(raw) > MAX_BYTES:
        raise FileRefused(_("แฟ้มใหญ่เกิน 10 MB โปรดแบ่งเป็นหลายแฟ้ม"))
    for encoding in ("utf-8-sig", "cp874"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileRefused(_("อ่านตัวอักษรในแฟ้มไม่ได้ โปรดบันทึกเป็น CSV UTF-8 แล้วลองใหม่"))


def _rows(text: str) -> Iterator[tuple[int, dict[str, str] | None]]:
    """Each line with its number and its five values; None where the number of cells is wrong."""
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        titles = [normalise_line(title) for title in next(reader, [])]
        places = {name: _place(titles, name) for name in COLUMNS}
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            whole = len(cells) == len(titles)
            values = {name: normalise_line(cells[place]) for name, place in places.items()} if whole else None
            yield reader.line_num, values
    except csv.Error as error:
        message = _("แฟ้มไม่ใช่ CSV ที่อ่านได้ บรรทัดที่ %(line)s")
        raise FileRefused(message % {"line": reader.line_num}) from error


def _place(titles: list[str], name: str) -> int:
    for title in (name, COLUMNS[name]):
        if title in titles:
            return titles.index(title)
    message = _("ไม่พบคอลัมน์ %(name)s บรรทัดแรกต้องเป็น %(columns)s")
    raise FileRefused(message % {"name": name, "columns": ",".join(COLUMNS)})


# Comparing ------------------------------------------------------------------------------------


class _Comparison:
    """The register in memory, so that a list of the whole country asks the database three questions."""

    def __init__(self) -> None:
        self.provinces = {
            word: province
            for province in Province.objects.all()
            for word in (province.code, province.name, f"จังหวัด{province.name}")
        }
        self.boards = boards_of()
        self.stored = {row.code: row for row in Organization.objects.select_related("province", "board")}
        self.wanted = dict(self.stored)
        self.lines: dict[str, int] = {}

    def of(self, rows: Iterator[tuple[int, dict[str, str] | None]]) -> Proposal:
        proposal = Proposal()
        for line, values in rows:
            try:
                self._add(proposal, line, values)
            except ValidationError as error:
                proposal.faults.append((line, " ".join(error.messages)))
        self._refuse_doubles(proposal)
        return proposal

    def _add(self, proposal: Proposal, line: int, values: dict[str, str] | None) -> None:
        if values is None:
            raise ValidationError(_("จำนวนช่องไม่เท่ากับบรรทัดแรก"))
        read = self._organization(values)
        if read.code in self.lines:
            raise ValidationError(_("รหัสซ้ำกับบรรทัดที่ %(line)s") % {"line": self.lines[read.code]})
        stored = self.stored.get(read.code)
        if stored is None:
            proposal.new.append(read)
        elif (stored.kind, stored.province_id) != (read.kind, read.province_id):
            message = _("รหัสนี้เป็นของ%(name)s %(place)s ประเภทและจังหวัดเปลี่ยนไม่ได้")
            raise ValidationError(message % {"name": stored.full_name, "place": stored.place})
        elif (stored.name, stored.district) != (read.name, read.district):
            read.pk = stored.pk
            proposal.changed.append(read)
        else:
            proposal.unchanged += 1
        self.lines[read.code] = line
        self.wanted[read.code] = read

    def _organization(self, values: dict[str, str]) -> Organization:
        province = self.provinces.get(values["province"])
        if province is None:
            raise ValidationError(_("ไม่รู้จักจังหวัด “%(word)s”") % {"word": values["province"]})
        kind = _KINDS.get(values["kind"])
        if kind is None:
            message = _("ไม่รู้จักประเภท “%(word)s” ใช้ได้คือ %(words)s")
            words = " ".join(titles.abbreviation for titles in KIND_TITLES.values())
            raise ValidationError(message % {"word": values["kind"], "words": words})
        return new_organization(
            code=values["code"].upper(),
            kind=kind,
            name=values["name"],
            district=values["district"],
            province=province,
            boards=self.boards,
        )

    def _refuse_doubles(self, proposal: Proposal) -> None:
        """Two codes for one organization: said at the line of the file, at the later one when both are in it."""
        seen: dict[tuple[str, str, str, int], Organization] = {}
        for code in sorted(self.wanted, key=lambda code: self.lines.get(code, 0)):
            organization = self.wanted[code]
            other = seen.setdefault(identity(organization), organization)
            if other is not organization and code in self.lines:
                proposal.faults.append((self.lines[code], " ".join(already_there(other).messages)))
        proposal.faults.sort()
