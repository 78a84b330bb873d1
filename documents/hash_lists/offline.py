"""Verification with nothing but a file and the lists that somebody kept: no register, no server, no network."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from documents.hash_lists.chain import Chain, Said, chain_of, said_of
from documents.hash_lists.content import GENESIS, List, Unreadable, read
from thai.dates import format_date


class NoLists(Exception):
    """The folder is not there, or has no list in it."""


@dataclass(frozen=True)
class Answer:
    """What lists say of a file, and what is to be thought of the lists; ``unreadable`` names files that are none."""

    sha256: str
    said: Said | None
    chain: Chain
    unreadable: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        """The file stands in lists that hang together."""
        return self.said is not None and not self.chain.faults and not self.unreadable

    def plain(self) -> dict[str, Any]:
        """For programs."""
        said, lists = self.said, self.chain.lists
        answer: dict[str, Any] = {
            "sha256": self.sha256,
            "issued": said is not None,
            "faults": [*self.chain.faults, *self.unreadable],
            "lists": len(lists),
            "first": lists[0].day.isoformat(),
            "last": lists[-1].day.isoformat(),
            "last_sha256": lists[-1].sha256,
            "from_the_first": lists[0].previous == GENESIS,
        }
        if said:
            answer |= {
                "kind": said.entry.kind,
                "code": said.entry.code or None,
                "issued_on": said.issued_on.isoformat(),
                "replaced_on": said.replaced_on and said.replaced_on.isoformat(),
                "withdrawn_on": said.withdrawn_on and said.withdrawn_on.isoformat(),
            }
        return answer

    def lines(self) -> list[str]:
        """For people."""
        return [*self._of_the_file(), *self._of_the_lists()]

    def _of_the_file(self) -> list[str]:
        said = self.said
        if said is None:
            return [_("ไม่ตรงกับเอกสารใดในรายการ (SHA-256 %(sha256)s)") % {"sha256": self.sha256}]
        lines = [
            _("ตรงกับเอกสารที่ออกเมื่อวันที่ %(day)s ประเภท %(kind)s %(code)s")
            % {"day": _day(said.issued_on), "kind": said.entry.kind, "code": said.entry.code}
        ]
        if said.withdrawn_on:
            lines.append(
                _("เอกสารนี้ยกเลิกเมื่อวันที่ %(day)s โปรดอย่านำไปใช้อ้างอิง") % {"day": _day(said.withdrawn_on)}
            )
        if said.replaced_on:
            lines.append(_("มีฉบับใหม่แทนเมื่อวันที่ %(day)s") % {"day": _day(said.replaced_on)})
        if not (said.withdrawn_on or said.replaced_on):
            last = self.chain.lists[-1].day
            lines.append(_("ไม่พบการยกเลิกหรือฉบับใหม่ในรายการถึงวันที่ %(day)s") % {"day": _day(last)})
        return [line.strip() for line in lines]

    def _of_the_lists(self) -> list[str]:
        faults = [
            *(_("แฟ้ม %(name)s ไม่ใช่รายการเอกสารประจำวัน") % {"name": name} for name in self.unreadable),
            *self.chain.faults,
        ]
        if faults:
            return [_("รายการในโฟลเดอร์เชื่อถือไม่ได้:"), *faults]
        first, last = self.chain.lists[0], self.chain.lists[-1]
        span = {"first": _day(first.day), "last": _day(last.day), "sha256": last.sha256}
        if first.previous == GENESIS:
            return [
                _("รายการต่อเนื่องจากรายการแรกวันที่ %(first)s ถึงวันที่ %(last)s รายการล่าสุดมี SHA-256 %(sha256)s")
                % span
            ]
        return [
            _("รายการต่อเนื่องจากวันที่ %(first)s (ไม่ใช่รายการแรก) ถึงวันที่ %(last)s รายการล่าสุดมี SHA-256 %(sha256)s")
            % span
        ]


def verify(sha256: str, folder: Path) -> Answer:
    """Hold the hash of a file to the lists in a folder (``*.json``); raises ``NoLists`` (Thai)."""
    lists: list[List] = []
    unreadable = []
    for path in sorted(folder.glob("*.json")):
        try:
            lists += read(path.read_bytes())
        except (Unreadable, OSError):
            unreadable.append(path.name)
    chain = chain_of(lists)
    if not chain.lists:
        raise NoLists(_("ไม่พบรายการเอกสารประจำวัน (*.json) ใน %(folder)s") % {"folder": folder})
    return Answer(sha256, said_of(sha256, chain.lists), chain, tuple(unreadable))


def _day(day: datetime.date) -> str:
    return format_date(day, "screen")
