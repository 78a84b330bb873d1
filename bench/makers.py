"""Each way to make the PDF of a plan, in a process of its own: seconds of each repetition, bytes, pages.

Run by ``bench.documents``; prints one line of JSON.
"""

from __future__ import annotations

import base64
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

CHROMIUM = "/usr/bin/chromium"
OFFICE = ("soffice", "libreoffice")
ABSENT = "not installed"

Made = Callable[[int], bytes]  #: number of the repetition -> PDF


def page_of(pages: int, edit: int = 0) -> str:
    """The HTML of a synthetic plan."""
    from bench.plans import plan
    from documents.compose import compose

    return compose(plan(pages, edit))


def parts_first(pages: int, processors: int | None = None) -> Made:
    """Ours, warm workers, nothing kept."""
    from documents.parts import kept, workers
    from documents.parts.make import render_in_parts

    if processors:
        workers.pool().size = processors
    html = page_of(pages)

    def made(_time: int) -> bytes:
        shutil.rmtree(kept.folder(), ignore_errors=True)
        return render_in_parts(html, title="แผน").pdf

    made(0)
    return made


def parts_announced(pages: int) -> Made:
    """Ours as papers are announced: archival, with a file inside, warm workers, nothing kept."""
    from documents.parts import kept
    from documents.parts.make import render_announced
    from documents.render import Attached

    html, files = page_of(pages), [Attached("plan.json", b"{}")]

    def made(_time: int) -> bytes:
        shutil.rmtree(kept.folder(), ignore_errors=True)
        return render_announced(html, title="แผน", attachments=files).pdf

    made(0)
    return made


def parts_announced_kept(pages: int) -> Made:
    """The same behind a draft of the same text, of which only the foot of the pages is another."""
    from documents.parts.make import render_announced

    html = page_of(pages)
    render_announced(html, title="แผน")
    return lambda _time: render_announced(html, title="แผน").pdf


def parts_first_one(pages: int) -> Made:
    """The same with one worker, as on a computer with one processor."""
    return parts_first(pages, processors=1)


def parts_changed(pages: int) -> Made:
    """Ours, one paragraph changed since the last time."""
    from documents.parts.make import render_in_parts

    render_in_parts(page_of(pages), title="แผน")
    changed = [page_of(pages, edit) for edit in range(1, 12)]
    return lambda time: render_in_parts(changed[time], title="แผน").pdf


def ours_whole(pages: int) -> Made:
    """Ours in one piece, as papers are announced where there are no workers."""
    from documents.render import render_pdf

    html = page_of(pages)
    return lambda _time: render_pdf(html, title="แผน").pdf


def weasyprint(pages: int) -> Made:
    """WeasyPrint as it is delivered, in a process that has rendered before."""
    from weasyprint import HTML

    from documents.render import asset_table, fetcher

    html, assets = page_of(pages), fetcher(asset_table())
    HTML(string="<p>ก", url_fetcher=assets).write_pdf()
    return lambda _time: HTML(string=html, url_fetcher=assets).write_pdf()


def chromium(pages: int) -> Made:
    """Chromium that is already running; it cannot number the contents."""
    if not Path(CHROMIUM).exists():
        raise FileNotFoundError(ABSENT)
    from playwright.sync_api import sync_playwright

    html = _self_contained(page_of(pages))
    browser = sync_playwright().start().chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])

    def made(_time: int) -> bytes:
        page = browser.new_page()
        page.set_content(html, wait_until="load")
        page.evaluate("document.fonts.ready")
        pdf = page.pdf(prefer_css_page_size=True, tagged=False)
        page.close()
        return pdf

    made(0)
    return made


def libreoffice(pages: int) -> Made:
    """LibreOffice from the same HTML, started for each, as its command has it."""
    program = next(filter(None, map(shutil.which, OFFICE)), None)
    if program is None:
        raise FileNotFoundError(ABSENT)
    place = Path(tempfile.mkdtemp())
    source = place / "plan.html"
    source.write_text(_self_contained(page_of(pages)), "utf-8")
    command = [
        program,
        "--headless",
        f"-env:UserInstallation=file://{place}/profile",
        "--convert-to",
        "pdf:writer_web_pdf_Export",
    ]

    def made(_time: int) -> bytes:
        subprocess.run([*command, "--outdir", str(place), str(source)], check=True, capture_output=True)  # noqa: S603 - constants
        return source.with_suffix(".pdf").read_bytes()

    return made


WAYS: dict[str, Callable[[int], Made]] = {
    way.__name__: way
    for way in (
        parts_first,
        parts_first_one,
        parts_changed,
        parts_announced,
        parts_announced_kept,
        ours_whole,
        weasyprint,
        chromium,
        libreoffice,
    )
}


def _self_contained(html: str) -> str:
    """The page with style and typefaces in it, for programs that do not know our addresses."""
    from documents.render import asset_table

    assets = asset_table()
    style = assets["asset:/paper.css"].read_text("utf-8")
    for address, path in assets.items():
        if address.startswith("asset:/fonts/"):
            style = style.replace(
                address, f"data:font/ttf;base64,{base64.b64encode(path.read_bytes()).decode()}"
            )
    return html.replace('<link rel="stylesheet" href="asset:/paper.css">', f"<style>{style}</style>")


def main(way: str, pages: int, times: int) -> dict:
    """Measure one way; what is not there says so."""
    import pikepdf

    try:
        made = WAYS[way](pages)
    except FileNotFoundError as error:
        return {"way": way, "absent": str(error)}
    print("begun", flush=True)
    seconds, pdf = [], b""
    for number in range(times):
        began = time.perf_counter()
        pdf = made(number)
        seconds.append(round(time.perf_counter() - began, 3))
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return {"way": way, "seconds": seconds, "bytes": len(pdf), "pages": len(file.pages)}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import logging

    import django

    django.setup()
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))), flush=True)
    sys.stdout.flush()
    os._exit(0)  # a browser that still runs must not hold us
