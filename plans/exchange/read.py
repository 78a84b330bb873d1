"""From the bytes of a file to a document: what cannot be one is refused before anything is looked up.

Nothing is guessed: numbers with a fraction, years of the Christian era and keys that stand twice are told, not mended.
Texts take the one clean form that typed texts take (``thai.text``), which files of this system have already.
"""

from __future__ import annotations

import json
import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from plans.exchange.conform import Mistake, mistakes_in
from plans.exchange.document import Document
from plans.exchange.schema import FORMAT, VERSION
from thai.text import normalise, refuse_emoji, refuse_endless_words

MAX_BYTES = 5 * 1024 * 1024  #: a plan of five hundred projects has one megabyte
MAX_DEPTH = 12  #: the format has six levels
_OPENING, _CLOSING = frozenset("[{"), frozenset("]}")


class DocumentRefused(ValueError):
    """The file is no plan that can be brought in; ``mistakes`` says where, and the message what to do."""

    def __init__(self, message: str, mistakes: list[Mistake] | None = None) -> None:
        super().__init__(message)
        self.mistakes = mistakes or []

    @property
    def line(self) -> str:
        """Everything in one readable line."""
        return " | ".join([str(self), *map(str, self.mistakes)])


class _Odd(ValueError):
    """Something that JSON allows or that Python reads, and this format does not."""


def read_document(content: bytes) -> Document:
    """The document in a file; raises DocumentRefused."""
    if len(content) > MAX_BYTES:
        raise DocumentRefused(_("แฟ้มใหญ่เกิน 5 MB จึงไม่ใช่แผนที่ส่งออกจากระบบนี้"))
    document = _parsed(_decoded(content))
    _refuse_other_formats(document)
    return checked(document)


def checked(document: Any) -> Document:
    """A document in the clean form of its texts that follows the schema; raises DocumentRefused."""
    mistakes: list[Mistake] = []
    clean = _cleaned(document, "$", mistakes)
    if not mistakes:
        mistakes = mistakes_in(clean)
    if mistakes:
        raise DocumentRefused(
            _("แฟ้มไม่ตรงตามรูปแบบของแผน พบ {count} แห่ง ไม่มีอะไรถูกบันทึก").format(count=len(mistakes)), mistakes
        )
    return clean


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentRefused(_("แฟ้มนี้ไม่ใช่ JSON ที่เข้ารหัสแบบ UTF-8 กรุณาเลือกแฟ้มที่ส่งออกจากระบบ")) from error


def _parsed(text: str) -> Any:
    _refuse_deep(text)
    try:
        return json.loads(
            text, object_pairs_hook=_once, parse_constant=_no_constant, parse_float=_no_fraction
        )
    except _Odd as odd:
        raise DocumentRefused(str(odd)) from odd
    except json.JSONDecodeError as error:
        raise DocumentRefused(
            _("แฟ้มนี้ไม่ใช่ JSON อ่านไม่ได้ที่บรรทัด {line} ตัวที่ {column} กรุณาเลือกแฟ้มที่ส่งออกจากระบบ").format(
                line=error.lineno, column=error.colno
            )
        ) from error
    except (ValueError, RecursionError) as error:  # numbers of thousands of digits
        raise DocumentRefused(_("แฟ้มมีตัวเลขหรือโครงสร้างที่ผิดปกติ กรุณาเลือกแฟ้มที่ส่งออกจากระบบ")) from error


def _refuse_deep(text: str) -> None:
    """Count brackets outside texts, so that no parser is led down thousands of levels."""
    depth, is_text, is_escaped = 0, False, False
    for character in text:
        if is_text:
            is_text = is_escaped or character != '"'
            is_escaped = character == "\\" and not is_escaped
        elif character == '"':
            is_text, is_escaped = True, False
        elif character in _OPENING:
            depth += 1
            if depth > MAX_DEPTH:
                raise DocumentRefused(_("แฟ้มซ้อนกันลึกเกิน {limit} ชั้น จึงไม่ใช่แผน").format(limit=MAX_DEPTH))
        elif character in _CLOSING:
            depth -= 1


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise _Odd(_("มี “{name}” ซ้ำในที่เดียวกัน จึงไม่รู้ว่าจะใช้ค่าใด").format(name=name[:60]))
        found[name] = value
    return found


def _no_constant(text: str) -> Any:
    raise _Odd(_("พบค่า {text} ซึ่งไม่ใช่ตัวเลข").format(text=text))


def _no_fraction(text: str) -> Any:
    raise _Odd(
        _('พบตัวเลข {text} รูปแบบนี้ใช้จำนวนเต็ม ส่วนจำนวนเงินเขียนเป็นข้อความ เช่น "12000.00"').format(text=text[:30])
    )


def _refuse_other_formats(document: Any) -> None:
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise DocumentRefused(_('แฟ้มนี้ไม่ใช่แผนที่ส่งออกจากระบบ (ไม่พบ "format": "{format}")').format(format=FORMAT))
    if document.get("version") != VERSION or isinstance(document["version"], bool):
        raise DocumentRefused(
            _("แฟ้มเป็นรูปแบบรุ่น {found} ระบบนี้อ่านได้เฉพาะรุ่น {known}").format(
                found=str(document.get("version"))[:20], known=VERSION
            )
        )


def _cleaned(value: Any, path: str, mistakes: list[Mistake]) -> Any:
    if isinstance(value, str):
        return _clean_text(value, path, mistakes)
    if isinstance(value, dict):
        return {name: _cleaned(item, f"{path}.{name[:60]}", mistakes) for name, item in value.items()}
    if isinstance(value, list):
        return [_cleaned(item, f"{path}[{place}]", mistakes) for place, item in enumerate(value)]
    return value


def _clean_text(text: str, path: str, mistakes: list[Mistake]) -> str:
    if any(unicodedata.category(letter) in ("Cc", "Cs") and letter != "\n" for letter in text):
        mistakes.append(Mistake(path, _("ข้อความมีอักขระควบคุมซึ่งพิมพ์ไม่ได้ กรุณาลบออก")))
        return text
    clean = normalise(text)
    try:
        refuse_emoji(clean)
        refuse_endless_words(clean)
    except ValidationError as error:
        mistakes.append(Mistake(path, " ".join(error.messages)))
    return clean
