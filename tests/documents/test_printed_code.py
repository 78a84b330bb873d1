"""A telephone over the printed page: the QR of each page is read from its picture and leads to what the paper is."""

import subprocess
from urllib.parse import urlsplit

import pytest
import zxingcpp
from PIL import Image

from documents import codes
from documents.compose import compose
from documents.issue import allocate_code, issue, verify_address
from documents.paper import Issued
from documents.render import render_pdf
from tests.documents import papers

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
DOTS = 150  #: to the inch: less than an office printer, about what a telephone sees


def pictures(pdf: bytes, folder) -> list[Image.Image]:
    """Each page as it would be printed."""
    (folder / "paper.pdf").write_bytes(pdf)
    command = ["pdftoppm", "-r", str(DOTS), "-gray", "-png", str(folder / "paper.pdf"), str(folder / "page")]
    subprocess.run(command, check=True)
    return [Image.open(path) for path in sorted(folder.glob("page-*.png"))]


def test_the_qr_on_every_page_leads_to_the_page_of_the_paper(client, settings, tmp_path):
    settings.SITE_URL = "https://plans.example.go.th"
    code = allocate_code()
    paper = papers.book(Issued(codes.printed(code), verify_address(code)), rows=30)
    made = render_pdf(compose(paper), title=paper.title, variant="pdf/a-3a")
    document = issue(
        code=code, kind="plan", title=paper.title, pdf=made.pdf, pages=made.pages, organization=None, by=None
    )
    printed = pictures(made.pdf, tmp_path)
    assert len(printed) == made.pages
    for number, picture in enumerate(printed, start=1):
        read = [
            found.text for found in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
        ]
        assert read == [f"https://plans.example.go.th/verify/{document.printed_code}/"], number
    answer = client.get(urlsplit(read[0]).path)
    assert answer.context["document"] == document
