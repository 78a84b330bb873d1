"""``manage.py render_plan``: the plan as PDF or Word for scripts; one readable line where it cannot be."""

import subprocess
import sys

import docx
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from documents import fonts
from plans.models import Layout
from tests.builders import make_organization, make_plan

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def reference() -> str:
    fonts.prepare(settings.FONT_DIR)
    return make_plan(make_organization(code="SANGKHOM", name="สังคม"), year=2567).reference


@pytest.mark.parametrize("layout", Layout.values)
def test_plan_is_written_as_pdf_in_either_layout(reference, layout, tmp_path):
    output = tmp_path / "plan.pdf"
    call_command("render_plan", reference, layout=layout, format="pdf", output=str(output))
    assert output.read_bytes().startswith(b"%PDF-")
    answer = subprocess.run(["pdftotext", str(output), "-"], capture_output=True, text=True, check=True)
    assert "สารบัญ" in answer.stdout


def test_pdf_goes_to_standard_output(reference, capfdbinary):
    call_command("render_plan", reference, output="-")
    sys.stdout.flush()
    assert capfdbinary.readouterr().out.startswith(b"%PDF-")


def test_plan_is_written_as_word(reference, tmp_path):
    output = tmp_path / "plan.docx"
    call_command("render_plan", reference, format="docx", output=str(output))
    assert any("สารบัญ" in paragraph.text for paragraph in docx.Document(output).paragraphs)


@pytest.mark.parametrize(
    "reference_of_nothing", ["NOWHERE:2567:0", "SANGKHOM:2567:9", "SANGKHOM", "SANGKHOM:ปี"]
)
def test_unknown_plan_is_one_readable_line(reference, reference_of_nothing):
    with pytest.raises(CommandError) as refused:
        call_command("render_plan", reference_of_nothing, output="-")
    assert reference_of_nothing.split(":")[0] in str(refused.value)
    assert "\n" not in str(refused.value)


def test_file_that_cannot_be_written_is_named(reference, tmp_path):
    with pytest.raises(CommandError, match="เขียนแฟ้มไม่ได้"):
        call_command("render_plan", reference, output=str(tmp_path / "no" / "plan.pdf"))
