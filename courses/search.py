"""Finds courses in the library: by words, by what they develop, by curriculum and by group of personnel.

The whole library of an LAO (national and own) is some hundred rows: it is read once and compared here, so that Thai
words are compared in one clean form on both databases.
"""

from __future__ import annotations

from collections.abc import Iterable

from competencies.items import ItemKind
from competencies.models import Competency, DigitalAbility, Knowledge, Skill
from courses.models import Course, Curriculum
from organizations.models import Organization
from thai.dates import today
from thai.digits import to_arabic
from thai.text import normalise_line
from thai.words import words as words_of

ITEM_CATALOGS = {
    ItemKind.COMPETENCY: Competency,
    ItemKind.KNOWLEDGE: Knowledge,
    ItemKind.SKILL: Skill,
    ItemKind.DIGITAL: DigitalAbility,
}
Item = tuple[str, str]  #: kind and code
SHORTEST_TELLING = 3  #: letters of a word that says what a course is about
#: Words of nearly every need and course: what they are about is said by the others.
_COMMON = (
    "การ ความ งาน ความรู้ ทักษะ พัฒนา พัฒนาการ เพิ่ม เพิ่มเติม ด้าน เรื่อง และ หรือ ของ ให้ ใน ที่ มี ไม่ ได้ เป็น เพื่อ ตาม จาก "
    "แก่ ต่อ ต้อง ต้องการ เกี่ยวกับ ขาด ยัง บุคลากร พนักงาน เจ้าหน้าที่ ปฏิบัติ ปฏิบัติงาน การปฏิบัติงาน ทำงาน หลักสูตร โครงการ อบรม "
    "ฝึกอบรม การอบรม ประสิทธิภาพ สามารถ ความสามารถ ส่วน ตำบล องค์การ องค์กร หน่วยงาน ท้องถิ่น ผู้ใช้ ปัญหา การใช้ ใช้ "
    "รู้ จัด ทุก กลุ่ม สมรรถนะ ระบบ ด้วย เข้าใจ ภาค รัฐ ภาครัฐ"
)
COMMON = frozenset(_COMMON.split())


def find(
    organization: Organization | None,
    words: str = "",
    items: Iterable[Item] = (),
    curriculum: Curriculum | None = None,
    group: str = "",
    *,
    with_retired: bool = False,
) -> list[Course]:
    """Courses in use today that the LAO may take over (the national ones alone without an LAO).

    Every word must occur. With ``items`` (kind, code), only courses that develop one of them, those that develop
    most of them first. ``group`` is a code of a personnel group; a course that names none is for everybody.
    Own courses stand before national ones, then by code. The number of queries does not depend on what is found.
    """
    offered = Course.objects.offered_to(organization)
    if not with_retired:
        offered = offered.in_use(today())
    if curriculum is not None:
        offered = offered.filter(curriculum=curriculum)
    wanted = set(items)
    sought = compared(words).split()
    names = item_names() if sought else {}
    found = []
    for course in offered.with_details():
        developed = wanted & {(item.item_kind, item.item_code) for item in course.items.all()}
        if (
            (not wanted or developed)
            and (not group or not course.group_codes or group in course.group_codes)
            and (not sought or _mentions(course, sought, names))
        ):
            found.append((-len(developed), course.is_national, course.code, course))
    return [row[-1] for row in sorted(found, key=lambda row: row[:-1])]


def near(organization: Organization | None, text: str) -> list[Course]:
    """Courses in use whose name has a telling word of ``text`` and that share half of them, the nearest first.

    For what somebody wrote in their own words, where nobody can expect every word to occur in a course. Words count
    by their letters: the longer one says more.
    """
    sought = telling_words(text)
    names = item_names() if sought else {}
    found = []
    for course in Course.objects.offered_to(organization).in_use(today()).with_details() if sought else ():
        shared = _letters_in(_text_of(course, names), sought)
        in_name = _letters_in(compared(course.name), sought)
        if in_name and 2 * shared >= sum(map(len, sought)):
            found.append((-in_name, -shared, course.is_national, course.code, course))
    return [row[-1] for row in sorted(found, key=lambda row: row[:-1])]


def _letters_in(text: str, sought: list[str]) -> int:
    return sum(len(word) for word in sought if word in text)


def telling_words(text: str) -> list[str]:
    """The words of a text that say what it is about, each once, in order."""
    found = dict.fromkeys(word.strip() for word in words_of(compared(text)))
    return [word for word in found if len(word) >= SHORTEST_TELLING and not _is_common(word)]


def _is_common(word: str) -> bool:
    """Also of two common words that the dictionary takes for one."""
    return word in COMMON or any(word[:end] in COMMON and word[end:] in COMMON for end in range(1, len(word)))


def item_names() -> dict[Item, str]:
    """The names of everything that a course can develop, retired entries included."""
    return {
        (str(kind), code): name
        for kind, model in ITEM_CATALOGS.items()
        for code, name in model.objects.values_list("code", "name")
    }


def compared(text: str) -> str:
    """A text as it is compared: one form of each letter, Arabic digits, small Latin letters."""
    return to_arabic(normalise_line(text)).lower()


def _mentions(course: Course, sought: list[str], names: dict[Item, str]) -> bool:
    text = _text_of(course, names)
    return all(word in text for word in sought)


def _text_of(course: Course, names: dict[Item, str]) -> str:
    developed = [names.get((item.item_kind, item.item_code), "") for item in course.items.all()]
    texts = (course.code, course.name, course.objective, course.provider_name, *developed)
    return compared("\n".join(texts))
