"""What stays on one line of a paper: names with their titles, places, dates, years, amounts, numbers of clauses and letters.

Nothing is put into the text, so what is copied is what was written: a stretch is only marked not to end a line. Thai
has no spaces between words, and a mark in the middle of a word would hide from the engine that it is one: a stretch
begins and ends only where the dictionary has the beginning and the end of a word.
"""

import re
from collections.abc import Callable

from thai.dates import THAI_MONTHS, THAI_MONTHS_SHORT
from thai.words import words

LONGEST = 42  #: letters of a stretch in running text; half a line
LONGEST_NAME = 12  #: characters of the name of a place; in a longer run the sentence goes on
NEAR = 40  #: letters of a run that are looked at before and behind

_YEAR = "[๐-๙]{4}"
_MONTH = "|".join(re.escape(month) for month in (*THAI_MONTHS, *THAI_MONTHS_SHORT))
_NAME = "[ก-ฮเ-ไ][ก-์]{1,24}"
_RANK = (
    r"ว่าที่(?:ร้อยตรี|ร้อยโท|ร้อยเอก|พันตรี)(?:หญิง)?|(?:สิบ|จ่าสิบ|ร้อย|พัน)(?:ตำรวจ)?(?:ตรี|โท|เอก)|ว่าที่ ?ร\.ต\.(?: ?หญิง)?"
    r"|(?:ส\.|จ\.ส\.|ร\.|พ\.|ด\.)(?:ต\.)?[ตทอ]\.|ดร\.|ผศ\.|รศ\.|ศ\.|ม\.[รล]\.|น\.ส\."
)
#: นายก and นายอำเภอ are offices; a name may begin with their letters (นายกมล).
_OFFICE = (
    "ก(?:องค์|เทศ|เมือง|อบ|สภา|รัฐ|สมาคม|เหล่า|ฯ|(?![ก-์]))|อำเภอ|ทะเบียน|ช่าง|แพทย์|จ้าง|ทหาร|ตำรวจ|ตรวจ|หน้า|ทุน|ประกัน"
)
#: Nobody has more ranks than three, and a search that took any number of them would begin again at each.
_RANKS = rf"(?:(?:{_RANK}) ?)"
_TITLED = rf"{_RANKS}{{0,3}}(?:นางสาว|นาง|นาย(?!{_OFFICE})) ?{_RANKS}{{0,3}}{_NAME} {_NAME}(?![ก-์])|{_RANKS}{{1,3}}{_NAME} {_NAME}(?![ก-์])"
_PLACE = r"(?P<kind>(?:เทศบาลตำบล|เทศบาลเมือง|เทศบาลนคร|ตำบล|อำเภอ|จังหวัด|อบต\.|อบจ\.|ทต\.|ทม\.|ทน\.) ?)(?P<name>[ก-ฮเ-ไ][ก-์]+)"
_DATE = (
    rf"(?:[๐-๙]{{1,2}} )?(?:{_MONTH}) (?:พ\.ศ\. ?)?(?:{_YEAR}|[๐-๙]{{2}}(?![๐-๙]))|[๐-๙]{{1,2}} (?:{_MONTH})"
)
_YEARS = rf"พ\.ศ\. ?{_YEAR}(?: ?[-–] ?{_YEAR})?|{_YEAR} ?[-–] ?{_YEAR}"
_UNITS = (
    r"(?:ล้าน|แสน|หมื่น|พัน)?บาท(?:ถ้วน)?|คน|ราย|แห่ง|โครงการ|หลักสูตร|ครั้ง|ชั่วโมง|นาที|วัน|เดือน|ปี|ชุด|เล่ม|ฉบับ|อัตรา|ตำแหน่ง"
    r"|หมู่บ้าน|ครัวเรือน|ไร่|ตารางกิโลเมตร|กิโลเมตร|เมตร|เปอร์เซ็นต์|ข้อ|ด้าน|กลุ่ม|หน้า|น\."
)
_AMOUNT = rf"(?<![๐-๙,.])[๐-๙]+(?:[,.][๐-๙]+)* (?:{_UNITS})"
_NUMBER = r"[๐-๙]+(?:[./][๐-๙]+)*"
_CLAUSE = (
    r"(?:ครั้งที่|หัวข้อที่|หัวข้อ|ข้อที่|ข้อ|มาตรา|วรรค|หมวดที่|หมวด|บทที่|ส่วนที่|ฉบับที่|ลำดับที่|ตารางที่|หมู่ที่|ภาคผนวกที่|ยุทธศาสตร์ที่"
    rf"|ประเด็นที่|เลขที่|ร้อยละ|พุทธศักราช) {_NUMBER}(?: \([๐-๙]+\))*"
)
_LETTER = rf"(?:ที่ )?[ก-ฮ]{{2}} [๐-๙]{{3,6}}(?:\.[๐-๙]+)*/(?:ว ?)?{_NUMBER}"
STRETCH = re.compile("|".join((_TITLED, _LETTER, _DATE, _YEARS, _CLAUSE, _PLACE, _AMOUNT, "ประกอบด้วย")))
_RUN, _RUN_BEFORE = re.compile("[\u0e01-\u0e4e]+"), re.compile("[\u0e01-\u0e4e]+$")
_OPENING = re.compile(r"(?:[(“‘\[]|&quot;|&#x27;)+$")
_CLOSING = re.compile(r"(?:[)”’\],.;:?!]|&quot;|&#x27;| ?ฯลฯ| ?ๆ)+")
_SEEN = re.compile(
    "[^\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]"
)  # letters that take room: not what stands above or below


def bind(text: str, keep: Callable[[str], str], longest: float = LONGEST) -> str:
    """The text with each such stretch as ``keep`` writes it; one longer than ``longest`` letters may end a line."""
    pieces: list[str] = []
    place = 0
    while found := STRETCH.search(text, place):
        stretch = _place(found) if found["name"] else found[0]
        start, end = found.start(), found.start() + len(stretch)
        if room_of(stretch) <= longest and _is_edge(text, start) and _is_edge(text, end):
            start, end = _with_signs(text, place, start, end)
            stretch = keep(text[start:end])
        pieces += [text[place:start], stretch]
        place = end
    return "".join(pieces) + text[place:]


def _with_signs(text: str, place: int, start: int, end: int) -> tuple[int, int]:
    """The stretch with its brackets and signs: beside a mark the engine would end a line between them."""
    opening, closing = _OPENING.search(text, max(place, start - NEAR), start), _CLOSING.match(text, end)
    return opening.start() if opening else start, closing.end() if closing else end


def room_of(text: str) -> int:
    """How many letters wide a text is."""
    return len(_SEEN.findall(text))


def _place(found: re.Match) -> str:
    """The kind of a place with its name; where the sentence goes on without a space, with the first word behind it."""
    name = found["name"]
    return found["kind"] + (name if len(name) <= LONGEST_NAME else words(name[:NEAR])[0])


def _is_edge(text: str, place: int) -> bool:
    """Whether no word goes over this place."""
    before = _RUN_BEFORE.search(text, max(0, place - NEAR), place)
    behind = _RUN.match(text, place, place + NEAR)
    if before is None or behind is None:
        return True
    end = 0
    for word in words(before[0] + behind[0]):
        end += len(word)
        if end >= len(before[0]):
            return end == len(before[0])
    return True
