"""What a survey may ask about: every item of the catalogs, subjects that courses are usually held on, and own topics.

A topic keeps the key of its item, so that a wish and a gap about the same thing are recognised as such. A topic of
the LAO's own words is known by the words themselves.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from personnel.requirements import Part, items
from thai.text import normalise_line

FEWEST, MOST = 5, 20  #: questions of a survey
LONGEST = 300  #: characters of a topic
SUBJECT, OWN = "subject", "topic"

#: Subjects of courses that cut across the catalogs, by a code that never changes.
SUBJECTS = (
    ("s01", "ระเบียบงานสารบรรณและการเขียนหนังสือราชการ"),
    ("s02", "การจัดซื้อจัดจ้างและการบริหารพัสดุภาครัฐ"),
    ("s03", "ระเบียบการเงิน การคลัง และการเบิกจ่ายขององค์กรปกครองส่วนท้องถิ่น"),
    ("s04", "การจัดทำงบประมาณและแผนพัฒนาท้องถิ่น"),
    ("s05", "วินัย คุณธรรม จริยธรรม และการป้องกันการทุจริต"),
    ("s06", "ความรับผิดทางละเมิดและกฎหมายปกครอง"),
    ("s07", "การคุ้มครองข้อมูลส่วนบุคคลและการเปิดเผยข้อมูลข่าวสาร"),
    ("s08", "การให้บริการประชาชนและการรับเรื่องร้องเรียน"),
    ("s09", "การป้องกันและบรรเทาสาธารณภัย"),
    ("s10", "สุขภาพกายและใจในการทำงาน และการทำงานร่วมกับผู้อื่น"),
    ("s11", "การใช้ปัญญาประดิษฐ์และโปรแกรมสำนักงานในงานประจำ"),
    ("s12", "การสอนงานและการถ่ายทอดความรู้ในหน่วยงาน"),
)


@dataclass(frozen=True)
class Topic:
    """A topic with the item it stands for."""

    kind: str
    code: str
    text: str

    @property
    def value(self) -> str:
        """What a box on the form sends for it."""
        return f"{self.kind}:{self.code}"


@dataclass(frozen=True)
class TopicGroup:
    """Topics of one catalog under its name."""

    title: str | Promise
    topics: tuple[Topic, ...]


def topic_groups(edition_year: int) -> list[TopicGroup]:
    """Everything on offer in an edition (its first fiscal year, B.E.), subjects of courses first."""
    found = items(edition_year).values()
    by_part = [
        TopicGroup(
            part.label, tuple(Topic(item.kind, item.code, item.name) for item in found if item.part == part)
        )
        for part in Part
    ]
    subjects = tuple(Topic(SUBJECT, code, text) for code, text in SUBJECTS)
    return [TopicGroup(_("เรื่องที่มักจัดอบรม"), subjects), *(group for group in by_part if group.topics)]


def own_topic(text: str) -> Topic:
    """A topic in the LAO's own words; the same words give the same key in every survey."""
    words = normalise_line(text)
    return Topic(OWN, hashlib.sha256(words.encode()).hexdigest()[:16], words)
