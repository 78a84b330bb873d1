"""Files that are sent: every refusal names the file and what to do."""

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from organizations.uploads import UploadField


class OneFile(forms.Form):
    file = UploadField(label="แฟ้มแผน", accept=".docx", max_bytes=3, too_large="ใหญ่ไป กรุณาย่อ")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "กรุณาเลือกแฟ้มแผน"),
        (b"", "แฟ้มนี้ว่างเปล่า กรุณาเลือกแฟ้มแผนที่มีข้อมูล"),
        (b"1234", "ใหญ่ไป กรุณาย่อ"),
    ],
)
def test_what_is_no_usable_file_is_refused_in_words(content, message):
    files = {} if content is None else {"file": SimpleUploadedFile("plan.docx", content)}
    assert OneFile({}, files).errors["file"] == [message]


def test_a_file_of_the_allowed_size_is_taken_and_its_kind_offered():
    form = OneFile({}, {"file": SimpleUploadedFile("plan.docx", b"123")})
    assert form.is_valid()
    assert form.cleaned_data["file"].read() == b"123"
    assert 'accept=".docx"' in str(form["file"])
