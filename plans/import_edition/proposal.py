"""A document read as a master plan: the text proposed for each heading, every change, and what it adds up to."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from plans.import_edition.division import CONTENTS, COVER, FOREWORD, SECTION, TITLE, Division, Part, divide
from plans.import_edition.document import DocumentRefused, read_lines
from plans.import_edition.places import Identity, Replaced, identify, replace
from plans.import_edition.slips import Found, Join, Slip, correct, join, known_slips
from plans.import_edition.wording import Dropped, Line, clean, squeezed
from plans.models import Correction, Edition, Layout, OutlineSection
from thai.digits import to_thai

FOREWORD_HEADING = "คำนำ"
KEPT_ASIDE = {COVER: "หน้าปก", TITLE: "ชื่อเรื่องก่อนหัวข้อแรก", CONTENTS: "สารบัญ", FOREWORD: FOREWORD_HEADING}


@dataclass
class Text:
    """The text of one heading: as printed, as proposed, and how many of its characters were kept."""

    section: OutlineSection
    part: Part
    lines: list[Line]
    replaced: list[Replaced]

    @property
    def printed(self) -> str:
        """The lines under the heading, as found."""
        return "\n".join(self.part.lines[1:]).strip("\n")

    @property
    def proposed(self) -> str:
        """Marks of tables off, slips corrected, placeholders in."""
        return "\n".join(line.text for line in self.lines).strip("\n")

    @property
    def heading(self) -> str:
        """The heading's line as printed."""
        return self.part.lines[0]

    def characters(self) -> tuple[int, int]:
        """Characters of the source and those of them that are in the result, corrections and placeholders undone."""
        source = squeezed(self.printed)
        result = squeezed("\n".join(line.undone() for line in self.lines))
        head = squeezed(self.heading)
        if self.part.printed_number:  # a wrong number is among the corrections
            head = head.replace(to_thai(self.part.printed_number), self.section.number, 1)
        kept = _common(source, result) + _common(
            head, squeezed(f"{self.section.number}.{self.section.heading}")
        )
        return len(source) + len(head), kept


@dataclass
class Proposal:
    """What a document would bring to an edition."""

    sha256: str
    division: Division
    identity: Identity
    texts: list[Text] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    not_found: list[Slip | Join] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)

    @property
    def sections(self) -> list[Text]:
        """The texts of the numbered headings."""
        return [text for text in self.texts if text.part.kind == SECTION]

    def report(self) -> dict[str, Any]:
        """Everything that is not a text or a correction, as it is kept with the import."""
        return {
            "document": self._document(),
            "headings": [self._heading(text) for text in self.sections],
            "characters": _share(self.sections),
            "characters_with_foreword": _share(self.texts),
            "aside": [
                {"what": KEPT_ASIDE[part.kind], "line": part.first, "text": "\n".join(part.lines).strip("\n")}
                for part in self.division.parts
                if part.kind != SECTION and part not in [text.part for text in self.texts] and any(part.lines)
            ],
            "dropped": [asdict(line) for line in self.dropped],
            "placeholders": [
                {"section": text.section.code, **asdict(place)}
                for text in self.texts
                for place in text.replaced
            ],
            "not_found": [asdict(slip) for slip in self.not_found],
        }

    def _document(self) -> dict[str, Any]:
        titles = self.identity.titles
        return {
            "lao": titles.full_name(self.identity.name) if titles else "",
            "district": self.identity.district,
            "province": self.identity.province,
            "first_year": int(self.identity.cycle.first),
            "last_year": int(self.identity.cycle.last),
        }

    def _heading(self, text: Text) -> dict[str, Any]:
        return {
            "section": text.section.code,
            "heading": str(text.section),
            "printed": text.heading,
            "line": text.part.first,
        }


def propose(content: bytes, edition: Edition) -> Proposal:
    """Read a file as the master plan of ``edition``. DocumentRefused says, in Thai, why it is none."""
    lines = read_lines(content)
    outline = list(edition.sections.all())
    headings = [
        section for section in outline if section.layout == Layout.MASTER and section.parent_id is None
    ]
    division = divide(lines, headings)
    _refuse_incomplete(division, headings)
    proposal = Proposal(hashlib.sha256(content).hexdigest(), division, Identity(edition.cycle))
    known: set[Slip | Join] = set()
    front = _front_matter(proposal, known)
    proposal.identity = identify(front, lines, edition.cycle)
    _refuse_other_cycle(proposal.identity, edition)
    foreword = next((section for section in outline if section.heading == FOREWORD_HEADING), None)
    for part in division.parts:
        section = part.section or (foreword if part.kind == FOREWORD else None)
        if section is not None:
            _read_section(proposal, part, section, known)
    slips, joins = known_slips()
    every: list[Slip | Join] = [*slips, *joins]
    proposal.not_found = [each for each in every if each not in known]
    proposal.found.sort(key=lambda found: found.line)
    return proposal


def _refuse_incomplete(division: Division, headings: list[OutlineSection]) -> None:
    missing = division.missing
    if not missing:
        return
    found, wanted = to_thai(len(headings) - len(missing)), to_thai(len(headings))
    if len(missing) > len(headings) / 2:
        raise DocumentRefused(
            _(
                "แฟ้มนี้ไม่ใช่แผนแม่บทการพัฒนาบุคลากร ๓ ปี เพราะพบหัวข้อเพียง {found} จาก {wanted} หัวข้อ กรุณาเลือกแฟ้มใหม่"
            ).format(found=found, wanted=wanted)
        )
    raise DocumentRefused(
        _(
            "พบหัวข้อของแผนแม่บท {found} จาก {wanted} หัวข้อ ไม่พบข้อ {missing} "
            "กรุณาตรวจในแฟ้มว่าแต่ละหัวข้ออยู่คนละบรรทัดและมีเลขนำหน้า"
        ).format(found=found, wanted=wanted, missing=", ".join(section.number for section in missing))
    )


def _refuse_other_cycle(identity: Identity, edition: Edition) -> None:
    if identity.cycle.first != edition.year:
        raise DocumentRefused(
            _(
                "แฟ้มนี้เป็นแผนแม่บทรอบปีงบประมาณ พ.ศ. {found} แต่กำลังนำเข้าเป็นรอบ {wanted} กรุณาเลือกฉบับให้ตรงกับแฟ้ม"
            ).format(found=identity.cycle.label, wanted=edition.cycle.label)
        )


def _front_matter(proposal: Proposal, known: set[Slip | Join]) -> list[str]:
    """Lines of the cover and the title with their slips corrected; these tell whose document it is."""
    front: list[str] = []
    for part in proposal.division.parts:
        if part.kind in (COVER, TITLE):
            lines = [Line(number, text) for number, text in part.numbered_lines]
            for line in lines:
                _note(proposal, correct(line, None), known)
            front += [line.text for line in lines]
    return front


def _note(proposal: Proposal, found: Iterable[tuple[Slip | Join, Found]], known: set[Slip | Join]) -> None:
    for slip, place in found:
        known.add(slip)
        proposal.found.append(place)


def _read_section(proposal: Proposal, part: Part, section: OutlineSection, known: set[Slip | Join]) -> None:
    """One heading's text: clean, joined, corrected, with placeholders."""
    heading, *rest = part.numbered_lines
    _note(proposal, correct(Line(*heading), section), known)
    _note_number(proposal, part, section)
    _before, words, tail = heading[1].partition(section.heading)
    if words and tail.strip():
        proposal.dropped.append(Dropped(heading[0], tail.strip(), "ส่วนท้ายของชื่อหัวข้อ ในเล่มใช้ชื่อตามสารบัญ"))
    lines, dropped = clean(rest)
    proposal.dropped += dropped
    lines, cut = join(lines, section)
    _note(proposal, cut, known)
    replaced: list[Replaced] = []
    for line in lines:
        _note(proposal, correct(line, section), known)
        replaced += replace(line, proposal.identity)
    proposal.texts.append(Text(section, part, lines, replaced))


def _note_number(proposal: Proposal, part: Part, section: OutlineSection) -> None:
    """A heading that stands under another number than the contents give it."""
    printed, right = to_thai(part.printed_number), section.number
    if part.kind == SECTION and printed and printed != right:
        reason = "เลขหัวข้อไม่ตรงกับลำดับของแผนแม่บท"
        certain = Correction.Certainty.CERTAIN.value
        place = Found(
            part.first,
            f"{printed} {section.heading}",
            f"{right}. {section.heading}",
            certain,
            reason,
            True,
            section,
        )
        proposal.found.append(place)


def _share(texts: list[Text]) -> dict[str, Any]:
    counts = [text.characters() for text in texts]
    source, kept = sum(count[0] for count in counts), sum(count[1] for count in counts)
    return {"source": source, "kept": kept, "share": round(kept / source, 5) if source else 0.0}


def _common(source: str, result: str) -> int:
    """Characters of ``source`` that ``result`` has, in their order."""
    if source == result:
        return len(source)
    matcher = SequenceMatcher(None, source, result, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks())
