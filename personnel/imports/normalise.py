"""What people write in staff lists, in one form: kinds, types, levels, names, markers of vacancy, departments.

Pure functions of a text; doing it twice changes nothing. What is not recognised comes back empty, never guessed.
"""

from __future__ import annotations

import re
from functools import lru_cache

from personnel.models import EmploymentKind
from thai.digits import to_arabic
from thai.text import normalise_line
from thai.titles import KIND_TITLES, LaoKind

#: "พนักงานจ้าง" alone: which of the three kinds is not said.
HIRED = "hired"

_MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_SIGNS = re.compile(rf"[^\w{_MARKS}]|_")
_DASHES = re.compile(r"[-\u2010-\u2015\u2212.\s_]*")
_YES = {"ใช่", "y", "yes", "true", "1", "x", "มี", "ผ่าน", "ผ่านแล้ว", "เป็น", "/", "✓", "✔", "√"}
_NO = {"ไม่ใช่", "ไม่", "n", "no", "false", "0", "ไม่มี", "ไม่ผ่าน", "ยังไม่ผ่าน", "ยัง", "ไม่เป็น"}


#: Each cell is looked at by several rules one after the other, and words of titles return in row after row.
_remembered = lru_cache(maxsize=4096)


@_remembered
def clean(text: str) -> str:
    """One line, one kind of space and dash, digits 0-9; nothing for a cell that only has dashes."""
    line = re.sub(r"[\u2010-\u2015\u2212]", "-", to_arabic(normalise_line(text)))
    return "" if _DASHES.fullmatch(line) else line


@_remembered
def key(text: str) -> str:
    """For comparing: letters and digits alone."""
    return _SIGNS.sub("", clean(text)).lower()


def yes_or_no(text: str) -> bool | None:
    """ใช่, Y, TRUE, 1, ผ่าน and their opposites; None for anything else."""
    word = normalise_line(text).lower()
    return True if word in _YES else False if word in _NO else None


# Kinds and types ------------------------------------------------------------------------------

_LAO = "|".join(
    sorted(
        {t.full_prefix for t in KIND_TITLES.values()} | {"เทศบาล", "อบต", "อบจ", "ทต", "ทม", "ทน"},
        key=len,
        reverse=True,
    )
)
_KINDS: tuple[tuple[str, str], ...] = (
    (EmploymentKind.CONTRACT, r"(พนักงาน|ลูกจ้าง|ผู้รับ)?จ้างเหมา(บริการ)?(รายบุคคล|บุคคลธรรมดา|บุคคลภายนอก)?"),
    (EmploymentKind.HIRED_EXPERT, r"(พนักงานจ้าง)?(ประเภท)?ผู้เชี่ยวชาญพิเศษ|พนักงานจ้างผู้เชี่ยวชาญ"),
    (
        EmploymentKind.HIRED_TASK,
        (
            r"(พนักงานจ้าง|พจ)(ประเภท)?(ตาม)?ภารกิจ(ประเภท)?((สำหรับ)?ผู้มี(คุณวุฒิ|ทักษะ))*|(ตาม)?ภารกิจ((สำหรับ)?ผู้มี(คุณวุฒิ|ทักษะ))*"
            r"|(สำหรับ|ประเภท)?ผู้มี(คุณวุฒิ|ทักษะ)"
        ),
    ),
    (EmploymentKind.HIRED_GENERAL, r"(พนักงานจ้าง|พจ)(ประเภท)?ทั่วไป"),
    (HIRED, r"พนักงานจ้าง"),
    (EmploymentKind.PERMANENT, r"ลูกจ้างประจำ(ถ่ายโอน)?(กลุ่ม.{0,30})?|ลจป"),
    (
        EmploymentKind.TEACHER,
        (
            rf"(ข้าราชการหรือ)?(ข้าราชการ|พนักงาน)ครู(ส่วนตำบล|เทศบาล|และ)?({_LAO})?(หรือพนักงานครู)?(และ)?(บุคลากรทางการศึกษา)?(ส่วนท้องถิ่น)?"
            r"|(ครูและ)?บุคลากรทางการศึกษา|ครู"
        ),
    ),
    (
        EmploymentKind.CIVIL,
        (
            rf"ข้าราชการ(หรือพนักงานส่วนท้องถิ่น|หรือพนักงานท้องถิ่น|พนักงานส่วนท้องถิ่น|ส่วนท้องถิ่น|ท้องถิ่น|สามัญ|ถ่ายโอน)?({_LAO})?"
            rf"|พนักงาน(ส่วนตำบล|เทศบาล|เมืองพัทยา|ส่วนท้องถิ่น|{_LAO})(สามัญ)?"
        ),
    ),
    (
        EmploymentKind.ELECTED,
        r"(คณะ)?ผู้บริหารท้องถิ่น(และสมาชิกสภา(ท้องถิ่น)?)?|คณะผู้บริหาร|(ข้าราชการ|ฝ่าย)การเมือง|(สมาชิก)?สภา(ท้องถิ่น|อบต|เทศบาล|องค์การบริหารส่วนตำบล)?",
    ),
)
_KIND_TAIL = re.compile(r"(จำนวน|รวม)?[0-9]*(อัตรา|คน|ราย|ตำแหน่ง)?")
_TYPES = {
    "executive": r"(ประเภท)?(บริหารท้องถิ่น|บริหารงานท้องถิ่น|บริหาร|บท)",
    "directing": r"(ประเภท)?(อำนวยการท้องถิ่น|อำนวยการ|อท)",
    "academic": r"(ประเภท)?(วิชาการ|วช)",
    "general": r"(ประเภท)?(ทั่วไป|ทป)",
    "school_head": r"(ประเภท|สายงาน)?ผู้บริหารสถานศึกษา",
    "teacher": r"(ประเภท|สายงาน)?(ครู|ครูผู้สอน|ผู้สอน|การสอน)",
}


@_remembered
def kind_of(text: str) -> str:
    """The employment kind that a cell or a group row names, HIRED when only "พนักงานจ้าง" is said, else ""."""
    words = key(_without_numbering(clean(text)))
    for kind, pattern in _KINDS:
        found = re.match(rf"(?:{pattern})", words)
        if found and _KIND_TAIL.fullmatch(words[found.end() :]):
            return str(kind)
        if re.fullmatch(pattern, words):
            return str(kind)
    return ""


def general_or_task(text: str) -> str:
    """The short words that a list of hired employees uses: ภารกิจ, ทั่วไป."""
    return EmploymentKind.HIRED_GENERAL if key(text) == "ทั่วไป" else kind_of(text)


def type_of(text: str) -> str:
    """Code of the type of position, else ""."""
    words = key(text)
    return next((code for code, pattern in _TYPES.items() if re.fullmatch(pattern, words)), "")


def _without_numbering(text: str) -> str:
    """Without what counts rows: 1. 1.2 (3) ก. •"""
    return re.sub(r"^\s*(?:\(?[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]\s*|\(?[ก-ฮ][.)]\s+|[-•*]\s*)", "", text)


# Levels ---------------------------------------------------------------------------------------

_ABBREVIATED = {
    "ปก": "ปฏิบัติการ",
    "ชก": "ชำนาญการ",
    "ชพ": "ชำนาญการพิเศษ",
    "ชช": "เชี่ยวชาญ",
    "ปง": "ปฏิบัติงาน",
    "ชง": "ชำนาญงาน",
    "อส": "อาวุโส",
}
LEVELS = (*_ABBREVIATED.values(), "ต้น", "กลาง", "สูง", "ครูผู้ช่วย")
_RANK = r"ค\.?\s*ศ\.?\s*\(?([1-5])\)?"
_ONE_LEVEL = (
    r"(?:"
    + "|".join(sorted((re.escape(word) for word in LEVELS), key=len, reverse=True))
    + "|"
    + "|".join(rf"{a}\.?" for a in _ABBREVIATED)
    + r"|ค\.?\s*ศ\.?\s*[1-5])"
)
_LEVELS = rf"{_ONE_LEVEL}(?:\s*(?:/|-|หรือ|,|ถึง)\s*{_ONE_LEVEL}){{0,4}}"
_LEVEL_CELL = re.compile(rf"(?:ระดับ\s*)?({_LEVELS})(?:\s*\(\s*(?:ระดับ\s*)?({_LEVELS})\s*\))?")
_LEVEL_TAIL = re.compile(rf"(?P<word>ระดับ\s*)?(?P<levels>{_LEVELS})$")


def levels_of(text: str) -> tuple[str, ...] | None:
    """Levels that a text names, in full words (คศ.2 as "คศ2"); more than one is a range, None is not recognised."""
    found = _LEVEL_CELL.fullmatch(clean(text))
    if not found:
        return None
    words = _level_words(found[1])
    more = _level_words(found[2]) if found[2] else ()
    ranks = [word for word in (*words, *more) if word.startswith("คศ")]
    return (ranks[0],) if ranks and len(words) == 1 else words  # "ชำนาญการ (คศ.2)" says one thing twice


def _level_words(text: str) -> tuple[str, ...]:
    words = []
    for part in re.findall(_ONE_LEVEL, text):
        rank = re.fullmatch(_RANK, part)
        words.append(f"คศ{rank[1]}" if rank else _ABBREVIATED.get(part.rstrip("."), part))
    return tuple(dict.fromkeys(words))


def split_level(text: str) -> tuple[str, tuple[str, ...], bool]:
    """A title, the levels at its end, and whether they stand apart; levels may be glued to the title.

    What looks like a level may be part of a title: whoever asks decides by what remains.
    """
    line = clean(text)
    found = _LEVEL_TAIL.search(line)
    rest = line[: found.start()].rstrip(" ,/-") if found else ""
    if not found or not rest:
        return line, (), False
    apart = bool(found["word"] or len(rest) < found.start() or "." in found["levels"])
    return rest, _level_words(found["levels"]), apart


# Words of titles --------------------------------------------------------------------------------

_START = r"(?:(?<![^\s(/,])|(?<=ผู้ช่วย)|(?<=รอง))"
_WORDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(_START + pattern), full)
    for pattern, full in (
        (r"ผู้ช่วย\s+", "ผู้ช่วย"),
        (r"ผช\.?\s*", "ผู้ช่วย"),
        (r"รอง\s+", "รอง"),
        (r"จพง\.?\s*", "เจ้าพนักงาน"),
        (r"จนท\.?\s*", "เจ้าหน้าที่"),
        (r"นวก\.?\s*", "นักวิชาการ"),
        (r"นบห\.?\s*(?:งาน\s*)?", "นักบริหารงาน"),
        (r"พนง\.\s*", "พนักงาน"),
        (r"ผอ\.\s*", "ผู้อำนวยการ"),
        (r"หน\.\s*", "หัวหน้า"),
        (r"ผดด\.\s*", "ผู้ดูแลเด็ก"),
    )
)
#: Names of bodies, at the start of a word and behind "ปลัด".
_BODIES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"(?<=ปลัด)\s*{word}\.?|(?<=หัวหน้า)\s*{word}\.?|(?<![^\s]){word}\.?"), full)
    for word, full in (
        ("อบต", KIND_TITLES[LaoKind.SAO].full_prefix),
        ("อบจ", KIND_TITLES[LaoKind.PAO].full_prefix),
        ("ศพด", "ศูนย์พัฒนาเด็กเล็ก"),
        ("สป(?![ก-๛])", "สำนักปลัด"),
    )
)
_HEADS = re.compile(
    r"หัวหน้า(สำนัก|กอง|ส่วน|ฝ่าย|กลุ่ม|หน่วย|ศูนย์|สถาน|งานตรวจสอบภายใน)"
    r"|ผู้อำนวยการ(สำนัก|กอง|ส่วน|กลุ่ม|โรงเรียน|สถานศึกษา|ศูนย์|โรงพยาบาล|รพ)|ผู้อำนวยการ$|ครูใหญ่|อาจารย์ใหญ่"
)


@_remembered
def expand(text: str) -> str:
    """A title with the usual abbreviations written out: จพง. ผช. นวก. นบห. จนท. ผอ. อบต."""
    line = clean(text)
    for pattern, full in (*_WORDS, *_BODIES):
        line = pattern.sub(full, line)
    return re.sub(r"\s+ฯ", "ฯ", line)


def is_head_title(title: str) -> bool:
    """True for titles of heads named in section 4.2 (3); deputies are none."""
    return bool(_HEADS.match(expand(title).replace(" ", "")))


# People ---------------------------------------------------------------------------------------

_RANKS = {
    r"น\.\s*ส\.?|นส\.": "นางสาว",
    r"ว่าที่\s*ร\.\s*ต\.\s*หญิง|ว่าที่\s*ร้อยตรี\s*หญิง|ว่าที่\s*ร\.\s*ต\.\s*\(หญิง\)": "ว่าที่ร้อยตรีหญิง",
    r"ว่าที่\s*(?:ร\.\s*ต\.|ร้อยตรี)": "ว่าที่ร้อยตรี",
    r"ว่าที่\s*(?:ร\.\s*ท\.|ร้อยโท)": "ว่าที่ร้อยโท",
    r"ว่าที่\s*(?:ร\.\s*อ\.|ร้อยเอก)": "ว่าที่ร้อยเอก",
    r"พ\.\s*จ\.\s*อ\.": "พันจ่าเอก",
    r"พ\.\s*จ\.\s*ท\.": "พันจ่าโท",
    r"พ\.\s*จ\.\s*ต\.": "พันจ่าตรี",
    r"พ\.\s*อ\.\s*อ\.": "พันจ่าอากาศเอก",
    r"จ\.\s*ส\.\s*อ\.": "จ่าสิบเอก",
    r"จ\.\s*ส\.\s*ท\.": "จ่าสิบโท",
    r"จ\.\s*ส\.\s*ต\.": "จ่าสิบตรี",
    r"จ\.\s*อ\.": "จ่าเอก",
    r"จ\.\s*ท\.": "จ่าโท",
    r"จ\.\s*ต\.": "จ่าตรี",
    r"ส\.\s*อ\.": "สิบเอก",
    r"ส\.\s*ท\.": "สิบโท",
    r"ส\.\s*ต\.": "สิบตรี",
    r"ด\.\s*ต\.": "ดาบตำรวจ",
    r"ร\.\s*ต\.\s*ต\.": "ร้อยตำรวจตรี",
    r"ร\.\s*ต\.\s*ท\.": "ร้อยตำรวจโท",
    r"ร\.\s*ต\.\s*อ\.": "ร้อยตำรวจเอก",
    r"ร\.\s*ต\.": "ร้อยตรี",
    r"ร\.\s*ท\.": "ร้อยโท",
    r"ร\.\s*อ\.": "ร้อยเอก",
}
_PREFIXES = (
    *("นางสาว", "นาย", "นาง", "ว่าที่ร้อยตรีหญิง", "ว่าที่ร้อยตรี", "ว่าที่ร้อยโท", "ว่าที่ร้อยเอก"),
    *("พันจ่าอากาศเอก", "พันจ่าอากาศโท", "พันจ่าอากาศตรี", "พันจ่าเอก", "พันจ่าโท", "พันจ่าตรี"),
    *("จ่าสิบเอก", "จ่าสิบโท", "จ่าสิบตรี", "จ่าเอก", "จ่าโท", "จ่าตรี", "สิบเอก", "สิบโท", "สิบตรี", "ดาบตำรวจ"),
    *("สิบตำรวจเอก", "สิบตำรวจโท", "สิบตำรวจตรี", "จ่าสิบตำรวจ", "ร้อยตำรวจเอก", "ร้อยตำรวจโท", "ร้อยตำรวจตรี"),
    *("เรืออากาศเอก", "เรืออากาศโท", "เรืออากาศตรี", "เรือเอก", "เรือโท", "เรือตรี"),
    *("ร้อยเอก", "ร้อยโท", "ร้อยตรี", "พันเอก", "พันโท", "พันตรี"),
    *("ผศ.ดร.", "รศ.ดร.", "ดร.", "ผศ.", "รศ.", "นายแพทย์", "แพทย์หญิง", "ทันตแพทย์หญิง", "ทันตแพทย์"),
    *(
        "นพ.",
        "พญ.",
        "ทพญ.",
        "ทพ.",
        "ภก.",
        "ภญ.",
        "สพ.ญ.",
        "น.สพ.",
        "หม่อมหลวง",
        "หม่อมราชวงศ์",
        "ม.ล.",
        "ม.ร.ว.",
    ),
)
_RANK_AT_START = tuple((re.compile(rf"^(?:{pattern})\s*"), full) for pattern, full in _RANKS.items())
_PREFIX_AT_START = re.compile(
    rf"^((?:{'|'.join(re.escape(word) for word in sorted(_PREFIXES, key=len, reverse=True))})+)\s*(?![{_MARKS}])(.*)$"
)
_VACANT = re.compile(
    r"\W*(?:ตำแหน่ง|อัตรา)?\s*ว่าง|(?:ตำแหน่ง|อัตรา)?กำหนด(?:เพิ่ม|ใหม่)|(?:อยู่)?(?:ใน)?ระหว่าง(?:การ|ดำเนินการ)?สรรหา|รอ(?:การ)?สรรหา"
    r"|ไม่มี(?:ผู้|คน)(?:ดำรง|ครอง)|ไม่มีคน$|vacant",
    re.IGNORECASE,
)
_SAYS_NOTHING = re.compile(r"[-\u2010-\u2015\u2212._]")
_ACTING = re.compile(r"รักษาราชการแทน|รักษาการ|ปฏิบัติหน้าที่แทน|ปฏิบัติราชการแทน|\(?\s*รก\.")


def is_vacant(text: str) -> bool:
    """True for the many ways to say that nobody holds a post; a cell of dashes is one of them."""
    line = clean(text)
    return bool(_VACANT.match(line)) if line else bool(_SAYS_NOTHING.search(text))


def names_acting(text: str) -> bool:
    """True when a cell speaks of somebody who acts in a post."""
    return bool(_ACTING.search(text))


def clean_name(text: str) -> str:
    """คำนำหน้าชื่อ สกุล with the prefix written out, without a space behind it."""
    line = clean(text).strip(" .,")
    for pattern, full in _RANK_AT_START:
        line, changed = pattern.subn(full, line, count=1)
        if changed:
            break
    found = _PREFIX_AT_START.match(line)
    return f"{found[1]}{found[2]}" if found else line


def name_without_prefix(text: str) -> str:
    """ชื่อ สกุล; empty for a cell that has a prefix alone."""
    found = _PREFIX_AT_START.match(clean_name(text))
    return found[2].strip() if found else clean_name(text)


def has_prefix(text: str) -> bool:
    """True for a name that begins with a known prefix or rank."""
    return bool(_PREFIX_AT_START.match(clean_name(text)))
