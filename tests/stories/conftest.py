"""What the stories share."""

import subprocess

import pytest


@pytest.fixture
def pdf_text(tmp_path):
    """What poppler reads from a PDF, line ends made spaces."""

    def read(pdf: bytes) -> str:
        path = tmp_path / "paper.pdf"
        path.write_bytes(pdf)
        done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True)
        return " ".join(done.stdout.split())

    return read
