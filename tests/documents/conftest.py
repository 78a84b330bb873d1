"""The faces must be there before anything is rendered."""

import subprocess

import pytest
from django.conf import settings

from documents import fonts


@pytest.fixture(scope="session", autouse=True)
def _faces():
    fonts.prepare(settings.FONT_DIR)


@pytest.fixture
def pdftotext(tmp_path):
    """What poppler reads from a PDF, page breaks and all."""

    def read(pdf: bytes, *options: str) -> str:
        path = tmp_path / "read.pdf"
        path.write_bytes(pdf)
        answer = subprocess.run(
            ["pdftotext", *options, str(path), "-"], capture_output=True, text=True, check=True
        )
        return answer.stdout

    return read
