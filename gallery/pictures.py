"""From a paper to small pictures of its pages, the same bytes for the same paper."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image

from documents.compose import compose
from documents.paper import Paper
from documents.render import Rendered, render_pdf

DPI = 64
COLOURS = 12  #: greys of a page


def rendered(paper: Paper) -> Rendered:
    """The paper as PDF; a complaint of the engine is an error here."""
    made = render_pdf(compose(paper), title=paper.title)
    if made.warnings:
        raise ValueError(f"{paper.title}: {made.warnings}")
    return made


def pictures(pdf: bytes, pages: Sequence[int], dpi: int = DPI) -> Iterator[Image.Image]:
    """The chosen pages, in grey."""
    with tempfile.TemporaryDirectory(prefix="phatthana-gallery-") as folder:
        file = Path(folder, "paper.pdf")
        file.write_bytes(pdf)
        for page in pages:
            command = ["pdftoppm", "-r", str(dpi), "-gray", "-f", str(page), "-l", str(page), "-singlefile"]
            subprocess.run([*command, str(file), str(file)], check=True, capture_output=True)  # noqa: S603 - constants
            with Image.open(f"{file}.pgm") as picture:
                yield picture.copy()


def save(picture: Image.Image, path: Path) -> None:
    """As a small PNG."""
    picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
        path, optimize=True
    )
