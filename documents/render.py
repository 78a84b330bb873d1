"""Turns a composed page into PDF: with ``documents.parts.engine`` and ``documents.quick`` the only one that knows WeasyPrint.

The engine has no limits of its own and, left alone, would fetch any address and embed any file that a
page names. Here it can reach a fixed table of our own assets and nothing else, stops at a number of
pages, and runs in a child process with limits of memory and time (``render_pdf_isolated``).
The same input gives the same bytes: nothing in a file depends on the clock, the machine or chance.
"""

import gc
import io
import logging
import mimetypes
import re
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeVar

from django.utils.translation import gettext_lazy as _

from documents import footnote_pages, line_cutter, quick, tagged_files

T = TypeVar("T")
Variant = Literal["pdf/ua-1", "pdf/a-3a", "pdf/a-3u"]
Reason = Literal["pages", "letters", "refused", "memory", "time", "broken"]

ASSETS = Path(__file__).resolve().parent / "assets"
PAGE_LIMIT = 800
PAGE_STEP = re.compile(r"Step 5 - Creating layout - Page (\d+)")
#: What the engine says when no typeface of the machine has a letter; it would print a box.
LACKING = re.compile(r'unsupported by fonts: "(.*)" \(U\+([0-9A-F]+)\)', re.DOTALL)
MOST_NAMED = 8  #: letters that a message names
# A date inside the file must not be the clock's: attachments carry this one when they are given none.
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
# One stack frame that wants this many slots makes CPython map one large block (2 MiB) instead of a
# 16 KiB block for every few calls; the engine's deep recursion would map and unmap at each border.
STACK_SLOTS = 140_000
#: Functions of the engine are exchanged while it renders (tags, typefaces, style sheet): in one process one thread renders at a time.
TURN = threading.RLock()

MESSAGES: dict[Reason, Any] = {
    "pages": _("เอกสารยาวเกินกำหนด โปรดลดจำนวนข้อความหรือแถวในตาราง แล้วสร้างเอกสารใหม่"),
    "letters": _(
        "ข้อความมีตัวอักษรหรือสัญลักษณ์ที่พิมพ์ในเอกสารไม่ได้ (%(detail)s) โปรดลบออกหรือใช้ข้อความแทน แล้วสร้างเอกสารใหม่"
    ),
    "refused": _("เอกสารอ้างถึงแฟ้มหรือที่อยู่ภายนอกซึ่งระบบไม่อนุญาต โปรดแจ้งผู้ดูแลระบบ"),
    "memory": _("เอกสารมีขนาดใหญ่เกินกว่าที่ระบบจะสร้างได้ โปรดลดข้อความหรือแถวในตาราง แล้วสร้างเอกสารใหม่"),
    "time": _("สร้างเอกสารไม่เสร็จภายในเวลาที่กำหนด โปรดลองใหม่อีกครั้ง หากยังไม่สำเร็จโปรดแจ้งผู้ดูแลระบบ"),
    "broken": _("สร้างเอกสารไม่สำเร็จ โปรดลองใหม่อีกครั้ง หากยังไม่สำเร็จโปรดแจ้งผู้ดูแลระบบ"),
}


class RenderError(Exception):
    """No PDF was made; ``reason`` says why for programs, ``str()`` for people, ``detail`` for the log."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason: Reason = reason
        self.detail = detail

    def __str__(self) -> str:
        said = str(MESSAGES[self.reason])
        return said % {"detail": self.detail} if self.reason == "letters" else said


class Attached(NamedTuple):
    """A file carried inside the PDF, such as the data that the paper was made from."""

    name: str
    data: bytes
    description: str = ""
    dated: datetime = NO_DATE


class Rendered(NamedTuple):
    """A PDF, its number of pages, and what the engine complained of (nothing, for a paper of ours)."""

    pdf: bytes
    pages: int
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Job:
    """Everything that one rendering needs, in a form that can be sent to another process."""

    html: str
    title: str
    page_limit: int = PAGE_LIMIT
    attachments: Sequence[Attached] = ()
    variant: Variant = "pdf/ua-1"
    assets: Mapping[str, Path] = field(default_factory=dict)


@dataclass(frozen=True)
class Limits:
    """What a rendering process may use."""

    memory_bytes: int = 3 << 30
    cpu_seconds: int = 120
    wall_seconds: float = 180


def asset_table() -> dict[str, Path]:
    """Return the addresses that a paper may name, and the files behind them."""
    from django.conf import settings

    garuda = Path(settings.GARUDA_FILE) if settings.GARUDA_FILE else ASSETS / "garuda.svg"
    fonts = {
        f"asset:/fonts/{path.name}": path for path in Path(settings.FONT_DIR).glob("SarabunOfficial-*.ttf")
    }
    return {**fonts, "asset:/paper.css": ASSETS / "paper.css", "asset:/garuda": garuda}


def render_pdf(
    html: str,
    *,
    title: str,
    page_limit: int = PAGE_LIMIT,
    attachments: Sequence[Attached] = (),
    variant: Variant = "pdf/ua-1",
) -> Rendered:
    """Render in this process, for commands and tests; raises ``RenderError``."""
    return render(Job(html, title, page_limit, attachments, variant, asset_table()))


def render_pdf_isolated(
    html: str,
    *,
    title: str,
    page_limit: int = PAGE_LIMIT,
    attachments: Sequence[Attached] = (),
    variant: Variant = "pdf/ua-1",
    limits: Limits | None = None,
) -> Rendered:
    """Render in a child process with limits of memory and time; raises ``RenderError``."""
    from documents import isolation

    job = Job(html, title, page_limit, attachments, variant, asset_table())
    return isolation.run(job, limits or Limits())


def warm() -> None:
    """Import the engine and change in it what is ours to change, so that a forked child starts with both."""
    import weasyprint
    from weasyprint.layout import block, inline, preferred
    from weasyprint.text import line_break

    with TURN:
        line_cutter.patch(line_break, [inline, preferred], weasyprint.__version__)
        footnote_pages.patch(block, weasyprint.__version__)
        quick.patch()


def render(job: Job) -> Rendered:
    """Render one job; raises ``RenderError``."""
    warm()
    (pdf, pages), complaints = guarded(job.page_limit, lambda: _paint(job))
    return Rendered(pdf, pages, complaints)


def guarded(page_limit: int, paint: Callable[[], T]) -> tuple[T, tuple[str, ...]]:
    """What ``paint`` returns and what the engine complained of; whatever stops it is a ``RenderError``.

    Where ours fails and the engine alone does not, it is painted again without ours.
    """
    with TURN:
        try:
            return _guarded(page_limit, paint)
        except RenderError:
            raise
        except Exception as error:
            return quick.without(lambda: _guarded(page_limit, paint), error)


def _guarded(page_limit: int, paint: Callable[[], T]) -> tuple[T, tuple[str, ...]]:
    with _without_collector(), _watched(page_limit) as complaints, warnings.catch_warnings():
        # The engine leaves the file of its colour profile to the collector to close.
        warnings.simplefilter("ignore", ResourceWarning)
        from weasyprint.urls import FatalURLFetchingError

        try:
            painted = _with_deep_stack(paint)
        except FatalURLFetchingError as error:
            raise RenderError("refused", str(error)) from error
        except _PageLimitReached as error:
            raise RenderError("pages", str(error)) from error
        except (MemoryError, SystemError) as error:  # C code without memory leaves no exception behind
            raise RenderError("memory") from error
        except RecursionError as error:
            raise RenderError("broken", "nested too deeply") from error
    if lacking := _lacking(complaints):
        raise RenderError("letters", " ".join(lacking[:MOST_NAMED]))
    return painted, tuple(complaints)


def _lacking(complaints: Sequence[str]) -> list[str]:
    """The letters that no typeface has, each once; those that nobody can see by their number."""
    found = [LACKING.search(complaint) for complaint in complaints]
    named = (match[1] if match[1].isprintable() else f"U+{match[2]}" for match in found if match)
    return list(dict.fromkeys(named))


class _PageLimitReached(Exception):
    """The paper has more pages than it may have."""


def _paint(job: Job) -> tuple[bytes, int]:
    from weasyprint import Attachment

    from documents.quick import reading

    attachments = [
        Attachment(
            file_obj=io.BytesIO(item.data),
            name=item.name,
            description=item.description,
            created=item.dated,
            modified=item.dated,
            relationship="Data",
        )
        for item in job.attachments
    ]
    options = {"pdf_variant": job.variant, "attachments": attachments}
    document = reading.page(job.html, fetcher(job.assets)).render(**options)
    document.metadata.title = job.title
    document.metadata.lang = "th"
    with tagged_files.tagged(document, job.variant):
        pdf = document.write_pdf(**options)
    return pdf, len(document.pages)


def fetcher(assets: Mapping[str, Path]) -> Any:
    """Return a fetcher that knows the table of assets and stops the rendering at anything else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class AssetFetcher(URLFetcher):
        def __init__(self) -> None:
            super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)

        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
            if url not in assets:
                raise ValueError(f"not an asset of ours: {url[:80]}")
            path = assets[url]
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    return AssetFetcher()


@contextmanager
def _without_collector() -> Iterator[None]:
    """The collector would walk the whole page tree again and again, a fifth of the time, and free nothing."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def _watched(page_limit: int) -> Iterator[list[str]]:
    """Count pages while they are laid out, and gather the engine's complaints."""
    progress, engine = logging.getLogger("weasyprint.progress"), logging.getLogger("weasyprint")
    counter, complaints = _PageCounter(page_limit), _Complaints()
    level = progress.level
    progress.setLevel(logging.INFO)
    progress.addFilter(counter)
    engine.addFilter(complaints)
    try:
        yield complaints.messages
    finally:
        progress.removeFilter(counter)
        progress.setLevel(level)
        engine.removeFilter(complaints)


class _PageCounter(logging.Filter):
    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit

    def filter(self, record: logging.LogRecord) -> bool:
        match = PAGE_STEP.match(record.getMessage())
        if match and int(match[1]) > self.limit:
            raise _PageLimitReached(f"more than {self.limit} pages")
        return False


class _Complaints(logging.Filter):
    def __init__(self) -> None:
        super().__init__()
        self.messages: list[str] = []

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno >= logging.WARNING:
            self.messages.append(record.getMessage())
        return False


def _with_deep_stack(call: Callable[[], T]) -> T:
    return call()


_with_deep_stack.__code__ = _with_deep_stack.__code__.replace(co_stacksize=STACK_SLOTS)
