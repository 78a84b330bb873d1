"""The edition files are data that a central editor reads and corrects: hold their shape without a database."""

import re
import tomllib
from pathlib import Path

import pytest

EDITIONS = Path(__file__).resolve().parents[2] / "plans" / "editions"
PLACEHOLDERS = {
    "lao", "lao_kind", "lao_short", "district", "province", "head", "clerk", "staff", "office", "board",
    "board_full", "central_board", "law", "first", "middle", "last", "before", "next_first", "next_last",
}  # fmt: skip
TEXTS = sorted(EDITIONS.glob("*/texts/*.txt"))


def edition(year):
    return tomllib.loads((EDITIONS / str(year) / "edition.toml").read_text(encoding="utf-8"))


def layout(name):
    return [section for section in edition(2567)["section"] if section["layout"] == name]


def text(code, year=2567):
    return (EDITIONS / str(year) / "texts" / f"{code}.txt").read_text(encoding="utf-8")


def items(body):
    """Lines of a list that begin with a Thai number and a closing bracket."""
    return re.findall(r"^[๐-๙]+\) .+$", body, flags=re.MULTILINE)


def test_master_outline_has_the_nineteen_headings_in_order():
    master = layout("master")
    assert [section["code"] for section in master] == [f"m{number:02d}" for number in range(1, 20)]
    assert master[0]["heading"] == "หลักการและเหตุผล"
    assert master[18]["heading"] == "การปรับปรุงแผนพัฒนาบุคลากร ๓ ปี"


def test_six_part_outline_names_the_compulsory_parts():
    headings = {section["code"]: section["heading"] for section in layout("six")}
    assert [headings[f"s{number}"] for number in range(1, 7)] == [
        "หลักการและเหตุผล",
        "เป้าหมายการพัฒนา",
        "หลักสูตรการพัฒนา",
        "วิธีการพัฒนาและระยะเวลาดำเนินการพัฒนา",
        "งบประมาณในการดำเนินการพัฒนา",
        "การติดตามและประเมินผล",
    ]


def test_typed_sections_are_the_five_tables():
    typed = {s["code"]: s["typed"] for s in edition(2567)["section"] if "typed" in s}
    assert typed == {
        "s2.3": "targets",
        "s3.3": "projects",
        "s4.2": "schedule",
        "s5.2": "budget",
        "s6.2": "monitoring",
    }


def test_sections_have_unique_codes_known_parents_and_guidance():
    sections = edition(2567)["section"]
    codes = [section["code"] for section in sections]
    assert len(codes) == len(set(codes)) == 45
    for section in sections:
        assert section["duty"] in {"write", "confirm"}
        assert section["clause"]
        assert section.get("parent", section["code"]) in codes
        assert section.get("heading_only") or (section["help"] and section["example"]), section["code"]


def test_every_text_section_has_its_file_and_no_file_is_left_over():
    expected = {
        section["code"]
        for section in edition(2567)["section"]
        if not section.get("heading_only") and "typed" not in section
    }
    assert {path.stem for path in (EDITIONS / "2567" / "texts").glob("*.txt")} == expected
    assert {path.stem for path in (EDITIONS / "2570" / "texts").glob("*.txt")} <= expected


def test_parameters_are_unique_cited_and_hold_the_figures_of_the_plan():
    parameters = edition(2567)["parameter"]
    values = {parameter["key"]: parameter["value"] for parameter in parameters}
    assert len(values) == len(parameters)
    assert all(parameter["clause"] and parameter["note"] for parameter in parameters)
    expected = {
        "cycle_years": 3,
        "submit_by": "09-30",
        "effective": "10-01",
        "committee_chairs": 1,
        "committee_secretaries": 1,
        "committee_assistants_max": 2,
        "committee_quorum": "0.5",
        "provincial_committee_size": 12,
        "experience_years": 2,
        "line_competencies_min": 3,
        "lecture_share_max": "0.60",
        "orientation_groups": ["g1"],
        "executive_course_groups": ["g3", "g4"],
    }
    assert {key: values[key] for key in expected} == expected
    assert len(values["six_parts"]) == 6


def test_provincial_committee_seats_add_up_to_twelve():
    seats = [seat for seat in edition(2567)["seat"] if seat["committee"] == "provincial"]
    assert sum(seat["max"] for seat in seats) == 12


def test_derived_edition_moves_the_cycle_by_three_years():
    derived = edition(2570)
    assert derived["based_on"] == 2567
    assert (derived["first_year"], derived["last_year"]) == (2570, 2572)
    assert derived["title"] != edition(2567)["title"]
    assert derived["status"] == "draft-derived"


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_text_uses_known_placeholders_thai_digits_and_no_name_of_one_lao(path):
    body = path.read_text(encoding="utf-8")
    assert set(re.findall(r"\{(.*?)\}", body)) <= PLACEHOLDERS
    assert body.count("{") == body.count("}") == len(re.findall(r"\{\w+\}", body))
    without_latin_words = re.sub(r"[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*", "", body)
    assert not re.search(r"[0-9]", without_latin_words)
    for forbidden in (
        "สังขาม",
        "ตำบลสังคม",
        "อำเภอสังคม",
        "หนองคาย",
        "๒๕๗๓",
        "๒๕๖๗",
        "๒๕๖๘",
        "๒๕๖๙",
        "....",
        "…",
    ):
        assert forbidden not in body, forbidden
    assert body.count("**") % 2 == 0
    assert not re.search(r"[ \t]+$|\n\n\n|[\u200b\ufeff\xa0]", body, flags=re.MULTILINE)


@pytest.mark.parametrize(
    ("code", "count"), [("m08", 21), ("m09", 9), ("m10", 5 + 4 + 22), ("s3.2", 21 + 9 + 31)]
)
def test_catalogs_of_knowledge_skills_and_competencies_are_printed_whole(code, count):
    assert len(items(text(code))) == count


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("m01", ("มาตรา ๑๗ (๑๑)", "มาตรา ๒๔ วรรคเจ็ด", "มาตรา ๒๖ วรรคเจ็ด", "๕ พฤศจิกายน พ.ศ. ๒๕๖๔")),
        ("m05", tuple(f"๕.{digit} **" for digit in "๑๒๓๔๕๖๗")),
        ("m06", ("HRM", "HRD", "Tacit", "Explicit", "MBNQA", "JQA", "หมวดที่ ๗", "ประสิทธิผล")),
        ("m07", ("๑๐๑ สายงาน", "ว ๑๗๓", "๑๖ ธันวาคม ๒๕๖๕")),
        ("m14", ("ไม่เกิน ๒ คน", "๑๒ คน", "ชื่อ - สกุล")),
        ("m18", ("กันยายน {before}", "๑ ตุลาคม {before}", "{next_first} - {next_last}", "๑ ตุลาคม {last}")),
        ("m19", ("{board}", "ครั้งที่")),
    ],
)
def test_section_keeps_the_facts_of_its_clause(code, words):
    body = text(code)
    assert [word for word in words if word not in body] == []


def test_methods_section_names_five_methods_seven_ways_and_five_providers():
    body = text("m12")
    assert [f"({digit}) **" in body for digit in "๑๒๓๔๕"] == [True] * 5
    assert len(re.findall(r"^[๑-๗]\) \*\*.+\([A-Za-z -]+\)\*\*", body, flags=re.MULTILINE)) == 7
    assert len(items(body.split("ผู้จัดการพัฒนาได้มี ๕ ฝ่าย")[1])) == 5


def test_derived_edition_says_that_the_national_plans_end_in_2570():
    for code in ("m05", "s1.5"):
        assert "สิ้นสุดในปี พ.ศ. ๒๕๗๐" in text(code, 2570)
