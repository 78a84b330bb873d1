"""The renderer: true text, whole words, same bytes, no way out, and limits that hold."""

import io
import logging
import subprocess
import sys
import time

import pypdf
import pytest

from documents import isolation
from documents.render import Attached, Limits, RenderError, render_pdf, render_pdf_isolated

TONES = ["", "่", "้", "๊", "๋"]
CONSONANTS = [chr(code) for code in range(0x0E01, 0x0E2F)]
CORPUS = [
    "กำหนด จำนวน สำหรับ ทำงาน น้ำ ก่ำ ค่ำ ย้ำ ต่ำ ประจำปี คำสั่ง ผู้นำ ชำนาญ สำนักงาน ดำเนินการ ที่ปรึกษา ผู้ใต้บังคับบัญชา ฤๅ ญู ฐุ ปั้น ฝึก ฟื้น ที่มา เปลี่ยน รู้แล้ว เกี่ยว วิธีการ ปฏิบัติ ส่วน ซึ่ง สิ่ง ทั่วไป ๐๑๒๓๔๕๖๗๘๙"
] + [" ".join(consonant + tone + "ำ" for consonant in CONSONANTS) for tone in TONES]
PARAGRAPH = "การพัฒนาบุคลากรท้องถิ่นต้องกำหนดเป้าหมายที่วัดได้"
STYLE = """<style>
@font-face { font-family: S; src: url(asset:/fonts/SarabunOfficial-Regular.ttf) }
@font-face { font-family: S; font-weight: bold; src: url(asset:/fonts/SarabunOfficial-Bold.ttf) }
@font-face { font-family: S; font-style: italic; src: url(asset:/fonts/SarabunOfficial-Italic.ttf) }
@font-face { font-family: S; font-weight: bold; font-style: italic; src: url(asset:/fonts/SarabunOfficial-BoldItalic.ttf) }
html { font: 16pt/21.3pt S } p { margin: 0 }
</style>"""


def page(body: str) -> str:
    return f'<html lang="th"><head>{STYLE}</head><body>{body}</body></html>'


# True text -------------------------------------------------------------------------------------


@pytest.mark.parametrize("weight", ["normal", "bold"])
@pytest.mark.parametrize("slant", ["normal", "italic"])
def test_text_read_back_is_the_text_that_was_written(pdftotext, weight, slant):
    body = "".join(f'<p style="font-weight: {weight}; font-style: {slant}">{line}</p>' for line in CORPUS)
    pdf = render_pdf(page("<style>@page { size: 1200mm 200mm }</style>" + body), title="คำ").pdf
    source = " ".join(CORPUS).split()
    assert pdftotext(pdf).split() == source
    assert pdftotext(pdf, "-raw").split() == source
    assert (
        " ".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(pdf)).pages).split() == source
    )


# Same bytes -----------------------------------------------------------------------------------


@pytest.mark.parametrize("variant", ["pdf/ua-1", "pdf/a-3a", "pdf/a-3u"])
def test_the_same_input_gives_the_same_bytes(variant):
    attachments = [Attached("plan.json", b"{}", "data")]
    body = page(f"<h1>{PARAGRAPH[:30]}</h1><p><b>{PARAGRAPH}</b></p><img src='asset:/garuda' alt='x'>")
    first = render_pdf(body, title="แผน", variant=variant, attachments=attachments)
    other = render_pdf_isolated(body, title="แผน", variant=variant, attachments=attachments)
    assert first.pdf == other.pdf
    assert first.warnings == ()


def test_attachment_is_carried_whole():
    pdf = render_pdf(
        page("<p>ก"), title="แผน", variant="pdf/a-3u", attachments=[Attached("plan.json", b'{"a": 1}')]
    ).pdf
    assert pypdf.PdfReader(io.BytesIO(pdf)).attachments["plan.json"] == [b'{"a": 1}']


def test_title_and_language_are_in_the_file():
    reader = pypdf.PdfReader(io.BytesIO(render_pdf(page("<p>ก"), title="แผนพัฒนาบุคลากร").pdf))
    assert reader.metadata.title == "แผนพัฒนาบุคลากร"
    assert reader.trailer["/Root"]["/Lang"] == "th"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


# No way out -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        '<img src="file:///etc/hostname">',
        '<img src="http://127.0.0.1:9/x.png">',
        '<img src="data:image/svg+xml,<svg/>">',
        '<img src="asset:/../settings.py">',
        '<link rel="attachment" href="file:///etc/hostname">',
        '<a rel="attachment" href="file:///etc/hostname">x</a>',
        '<a rel="attachment" href="hostname">x</a>',
        '<base href="file:///etc/"><img src="hostname">',
        '<link rel="stylesheet" href="http://127.0.0.1:9/a.css">',
        '<style>@import "file:///etc/hostname";</style>',
        "<style>@font-face { font-family: X; src: url(file:///etc/hostname) } p { font-family: X }</style><p>x",
        '<p style="background: url(file:///etc/hostname)">x',
        '<p style="list-style: url(http://127.0.0.1:9/); display: list-item">x',
        '<object data="file:///etc/hostname">x</object>',
        '<embed src="file:///etc/hostname">',
    ],
)
def test_a_page_that_names_anything_else_is_refused(body):
    with pytest.raises(RenderError) as refusal:
        render_pdf(page(body), title="x")
    assert refusal.value.reason == "refused"
    assert "ไม่อนุญาต" in str(refusal.value)


@pytest.mark.parametrize(
    "body",
    [
        '<link rel="attachment" href="hostname">',
        '<img src="hostname" alt="x">',
        '<svg><image href="file:///etc/hostname"/></svg>',
        '<svg><use href="file:///etc/hostname#x"/></svg>',
        '<iframe src="file:///etc/hostname"></iframe>',
    ],
)
def test_an_address_that_leads_nowhere_brings_nothing_in(body, pdftotext):
    with open("/etc/hostname") as file:
        secret = file.read().strip()
    pdf = render_pdf(page(f"<p>ก{body}"), title="x").pdf
    assert not pypdf.PdfReader(io.BytesIO(pdf)).attachments
    assert secret not in pdftotext(pdf)


# Limits ---------------------------------------------------------------------------------------

SLOW = "<div style='display: flex'>" * 14 + "ก"


@pytest.mark.parametrize("how", [render_pdf, render_pdf_isolated])
def test_more_pages_than_allowed_are_refused(how):
    with pytest.raises(RenderError) as refusal:
        how(page("<p style='break-after: page'>ก" * 12), title="x", page_limit=10)
    assert refusal.value.reason == "pages"


def test_exactly_the_allowed_pages_pass():
    assert render_pdf(page("<p style='break-before: page'>ก" * 10), title="x", page_limit=10).pages == 10


@pytest.mark.parametrize(
    ("limits", "reason"),
    [(Limits(wall_seconds=0.5), "time"), (Limits(cpu_seconds=1), "memory")],
)
def test_a_rendering_without_end_is_stopped(limits, reason):
    began = time.monotonic()
    with pytest.raises(RenderError) as refusal:
        render_pdf_isolated(page(SLOW), title="x", limits=limits)
    assert refusal.value.reason == reason
    assert time.monotonic() - began < 60


def test_a_rendering_that_wants_too_much_memory_is_stopped():
    rows = "<table>" + "<tr><td>ก</td></tr>" * 60_000
    with pytest.raises(RenderError) as refusal:
        render_pdf_isolated(page(rows), title="x", page_limit=10_000, limits=Limits(memory_bytes=400 << 20))
    assert refusal.value.reason == "memory"


def test_a_page_nested_too_deeply_is_an_error_not_a_crash():
    with pytest.raises(RenderError) as refusal:
        render_pdf_isolated(page("<div>" * 3000), title="x")
    assert refusal.value.reason == "broken"


def test_a_rendering_leaves_loggers_and_collector_as_they_were():
    import gc

    progress = logging.getLogger("weasyprint.progress")
    before = (progress.level, list(progress.filters), gc.isenabled())
    render_pdf(page("<p>ก"), title="x")
    assert (progress.level, list(progress.filters), gc.isenabled()) == before


def test_the_engine_is_imported_only_when_something_is_rendered():
    code = "import sys; import documents.render, documents.isolation; assert 'weasyprint' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0
    assert isolation.KILL_GRACE_SECONDS > 0
