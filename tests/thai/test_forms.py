from datetime import date
from decimal import Decimal

import pytest
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_form
from django import forms
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from thai.forms import BahtField, FiscalYearField, LineField, PlainTextField, ThaiDateField, ThaiIntegerField


class Sample(forms.Form):
    held_on = ThaiDateField(label="วันประชุม", earliest=date(2020, 1, 1), latest=date(2030, 12, 31))
    year = FiscalYearField(label="ปีงบประมาณ", min_value=2564, required=False)
    budget = BahtField(label="งบประมาณ", max_value=Decimal(1_000_000), required=False)
    people = ThaiIntegerField(min_value=1, max_value=5_000, required=False)
    reason = PlainTextField(label="เหตุผล", max_length=20, required=False)
    name = LineField(max_length=10, required=False)


DATE = {"held_on_day": "15", "held_on_month": "ส.ค.", "held_on_year": "๒๕๖๖"}


def sample(**typed: str) -> Sample:
    data = QueryDict(mutable=True)
    data.update({**DATE, **typed})
    return Sample(data)


def sample_errors(name: str, **typed: str) -> list[str]:
    return sample(**typed).errors.get(name, [])


def test_form_reads_thai_input_of_every_field():
    form = sample(
        year="๒๕๖๗", budget="๑๕๐,๐๐๐.๕๐ บาท", people="๑,๒๐๐", reason="นํ้า\r\nเเผน  ", name=" โครงการ \n ก "
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {
        "held_on": date(2023, 8, 15),
        "year": 2567,
        "budget": Decimal("150000.50"),
        "people": 1200,
        "reason": "น้ำ\nแผน",
        "name": "โครงการ ก",
    }


def test_form_empty_optional_fields_are_none_or_empty_text():
    form = sample(year=" ", budget="", people="\u200b", reason="\n ", name="  ")
    assert form.is_valid(), form.errors
    cleaned = form.cleaned_data
    assert [cleaned[name] for name in ("year", "budget", "people", "reason", "name")] == [
        None,
        None,
        None,
        "",
        "",
    ]


def test_form_required_message_names_the_field():
    form = Sample({})
    assert form.errors["held_on"] == ["กรุณากรอกวันประชุม"]
    assert ThaiIntegerField().error_messages["required"] == "กรุณากรอกข้อมูลในช่องนี้"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"held_on_year": "2023"}, "หมายถึง พ.ศ. 2566 ใช่หรือไม่"),
        ({"held_on_year": "66"}, "หมายถึง พ.ศ. 2566 ใช่หรือไม่"),
        ({"held_on_day": "31", "held_on_month": "เมษายน"}, "มี 30 วัน"),
        ({"held_on_month": ""}, "กรุณาใส่เดือน"),
        ({"held_on_year": "2562"}, "ต้องไม่ก่อนวันที่ 1 มกราคม 2563"),
        ({"held_on_year": "2574"}, "ต้องไม่หลังวันที่ 31 ธันวาคม 2573"),
    ],
)
def test_date_field_says_what_is_wrong_and_keeps_what_was_typed(typed, words):
    form = sample(**typed)
    assert words in form.errors["held_on"][0]
    html = str(form["held_on"])
    for value in {**DATE, **typed}.values():
        assert not value or f'value="{value}"' in html


def test_date_field_era_doubt_has_its_own_code():
    form = sample(held_on_year="2023")
    assert form.errors.as_data()["held_on"][0].code == "era"


def test_date_field_marks_only_the_wrong_box():
    form = sample(held_on_year="2023")
    html = as_crispy_form(form)
    inputs = {
        box.split('"')[0]: box.split(">")[0] for box in html.split('<input type="text" name="held_on_')[1:]
    }
    assert {part for part, box in inputs.items() if "is-invalid" in box} == {"year"}
    assert {part for part, box in inputs.items() if "aria-invalid" in box} == {"year"}
    assert 'class="row g-2 is-invalid"' in html  # Bootstrap shows the message beside an invalid sibling only


def test_date_field_is_a_fieldset_of_three_labelled_numeric_boxes():
    form = Sample()
    html = as_crispy_form(form)
    assert "<fieldset" in html
    assert "<legend" in html
    for part, label in enumerate(("วัน", "เดือน", "ปี พ.ศ.")):
        assert f'for="id_held_on_{part}">{label}</label>' in html
    assert html.count('inputmode="numeric"') == 5
    assert "maxlength" not in html
    assert "style=" not in html


def test_wrong_box_of_one_form_is_not_marked_in_the_next():
    assert not sample(held_on_year="2023").is_valid()
    assert Sample().fields["held_on"].widget.wrong_part is None


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_date_field_submit_show_submit_changes_nothing(day):
    for _round in range(5):
        form = Sample(initial={"held_on": day})
        shown = form["held_on"].subwidgets[0].data["subwidgets"]
        again = Sample({box["name"]: box["value"] for box in shown}, initial={"held_on": day})
        assert again.is_valid(), again.errors
        assert "held_on" not in again.changed_data
        assert again.cleaned_data["held_on"] == day


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("year", "2024", "หมายถึง พ.ศ. 2567 ใช่หรือไม่"),
        ("year", "67", "หมายถึง พ.ศ. 2567 ใช่หรือไม่"),
        ("year", "2561", "ต้องไม่น้อยกว่า 2564"),
        ("year", "ปีนี้", "4 หลัก"),
        ("budget", "-1", "ไม่ติดลบ"),
        ("budget", "1.005", "2 ตำแหน่ง"),
        ("budget", "1000000.01", "ต้องไม่เกิน 1,000,000 บาท"),
        ("people", "0", "ต้องไม่น้อยกว่า 1"),
        ("people", "-3", "ต้องไม่น้อยกว่า 1"),
        ("people", "5001", "ต้องไม่เกิน 5,000"),
        ("people", "9" * 18, "ต้องไม่เกิน 5,000"),
        ("people", "9" * 5000, "ตัวเลขจำนวนเต็ม"),
        ("people", "1.5", "ตัวเลขจำนวนเต็ม"),
        ("people", "1_0", "ตัวเลขจำนวนเต็ม"),
        ("people", "٣", "ตัวเลขจำนวนเต็ม"),
        ("people", "สิบ", "ตัวเลขจำนวนเต็ม"),
        ("reason", "ก" * 1225, "ข้อความยาว 1,225 ตัวอักษร ใส่ได้ไม่เกิน 20 ตัวอักษร กรุณาตัดออก 1,205 ตัวอักษร"),
        ("reason", "ดี 😀", "พิมพ์ในเอกสารราชการไม่ได้"),
        ("name", "ก" * 11, "กรุณาตัดออก 1 ตัวอักษร"),
    ],
)
def test_field_refuses_in_thai_and_keeps_what_was_typed(name, typed, words):
    form = sample(**{name: typed})
    assert words in form.errors[name][0]
    assert typed in str(form[name])


def test_fields_show_kept_values_as_people_read_them():
    form = Sample(
        initial={"held_on": date(2024, 2, 29), "year": 2567, "budget": Decimal("1234.50"), "people": 1200}
    )
    for value in ("29", "2", "2567"):
        assert f'value="{value}"' in str(form["held_on"])
    assert 'value="2567"' in str(form["year"])
    assert 'value="1,234.50"' in str(form["budget"])
    assert 'class="form-control"' in str(form["reason"])


def test_unchanged_values_in_thai_digits_are_no_change():
    initial = {
        "held_on": date(2023, 8, 15),
        "year": 2567,
        "budget": Decimal("150.00"),
        "people": 5,
        "reason": "ก\nข",
    }
    data = {**DATE, "year": "๒๕๖๗", "budget": "๑๕๐", "people": "๕", "reason": "ก\r\nข", "name": ""}
    assert Sample(data, initial=initial).changed_data == []


def test_what_is_not_chosen_asks_to_choose_and_not_to_fill_in():
    class Choices(forms.Form):
        year = FiscalYearField(label="รอบปี", widget=forms.RadioSelect(choices=[("2570", "2570")]))
        one = forms.ChoiceField(choices=[("a", "ก")])
        whole = forms.TypedChoiceField(choices=[("1", "1")], coerce=int)
        some = forms.MultipleChoiceField(choices=[("a", "ก")])

    assert Choices({}).errors == {
        "year": ["กรุณาเลือกรอบปี"],
        "one": ["กรุณาเลือกหนึ่งรายการ"],
        "whole": ["กรุณาเลือกหนึ่งรายการ"],
        "some": ["กรุณาเลือกอย่างน้อยหนึ่งรายการ"],
    }
