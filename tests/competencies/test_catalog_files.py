"""The catalogs are names fixed by regulation: hold their counts, codes and references without a database."""

import json
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
COUNTS = {
    "competencies/knowledge": 21,
    "competencies/skills": 9,
    "competencies/competencies": 31,
    "competencies/digital_abilities": 7,
    "competencies/digital_groups": 6,
    "competencies/digital_stages": 3,
    "competencies/position_types": 6,
    "competencies/position_levels": 19,
    "competencies/position_lines": 104,
    "courses/curricula": 5,
    "courses/methods": 5,
    "courses/submethods": 7,
    "courses/provider_kinds": 5,
    "courses/knowledge_areas": 5,
    "personnel/groups": 4,
    "approvals/return_reasons": 29,
}


def catalog(name):
    app, stem = name.split("/")
    return json.loads((ROOT / app / "catalogs" / f"{stem}.json").read_text(encoding="utf-8"))


def codes(name):
    return {entry["code"] for entry in catalog(name)["entries"]}


@pytest.mark.parametrize(("name", "count"), COUNTS.items())
def test_catalog_has_its_head_and_its_whole_list(name, count):
    data = catalog(name)
    assert data["catalog"] == name.split("/")[1]
    assert data["source"]
    assert data["edition"] == 2567
    assert len(data["entries"]) == count


@pytest.mark.parametrize("name", COUNTS)
def test_entries_have_unique_codes_names_and_an_order(name):
    entries = catalog(name)["entries"]
    keys = [entry.get("key") or entry["code"] for entry in entries]
    assert len(set(keys)) == len(keys)
    assert [entry["order"] for entry in entries] == list(range(1, len(entries) + 1))
    assert all(entry["name"].strip() == entry["name"] != "" for entry in entries)
    assert all("clause" in entry for entry in entries)


def test_competencies_are_five_core_four_executive_and_twenty_two_line():
    kinds = Counter(entry["kind"] for entry in catalog("competencies/competencies")["entries"])
    assert kinds == {"core": 5, "executive": 4, "line": 22}


def test_position_lines_have_a_code_or_a_key_and_say_how_sure_they_are():
    lines = catalog("competencies/position_lines")["entries"]
    types = codes("competencies/position_types")
    known = [line["code"] for line in lines if line["code"]]
    assert len(known) == len(set(known))
    for line in lines:
        assert line["type"] in types
        assert line["status"] in {"verified", "unverified"}
        assert line["code"] is None or line["code"] == line["key"]
    evidence = Counter(line["evidence"] for line in lines)
    assert evidence == {"position-number": 63, "published-name": 6, "unconfirmed": 35}
    assert all((line["status"] == "unverified") == (line["evidence"] == "unconfirmed") for line in lines)


def test_position_levels_belong_to_known_types():
    types = codes("competencies/position_types")
    assert {level["type"] for level in catalog("competencies/position_levels")["entries"]} == types


def test_only_the_second_curriculum_includes_digital_skill():
    digital = [c["code"] for c in catalog("courses/curricula")["entries"] if c["includes_digital"]]
    assert digital == ["cur2"]


def test_methods_name_known_groups_and_orientation_is_for_newcomers():
    groups = codes("personnel/groups")
    methods = {method["code"]: method for method in catalog("courses/methods")["entries"]}
    assert all(set(method["groups"]) <= groups for method in methods.values())
    assert methods["m1"]["groups"] == ["g1"]
    assert {sub["method"] for sub in catalog("courses/submethods")["entries"]} == {"m5"}


def test_group_definitions_are_the_corrected_words():
    groups = {group["code"]: group for group in catalog("personnel/groups")["entries"]}
    assert set(groups) == {"g1", "g2", "g3", "g4"}
    assert groups["g4"]["definition"] == "ปลัดองค์กรปกครองส่วนท้องถิ่นและรองปลัดองค์กรปกครองส่วนท้องถิ่น"
    assert sorted(group["decided"] for group in groups.values()) == [1, 2, 3, 4]


def test_return_reasons_are_polite_cited_and_addressed():
    for reason in catalog("approvals/return_reasons")["entries"]:
        assert reason["text"].startswith("ขอให้")
        assert reason["clause"]
        assert reason["audience"] in {"committee", "board", "both"}
        assert 1 <= reason["check"] <= 30


def test_provinces_are_seventy_six_with_unique_codes_names_and_letters():
    provinces = json.loads((ROOT / "organizations" / "data" / "provinces.json").read_text(encoding="utf-8"))
    assert len(provinces) == 76
    for field in ("code", "name", "name_en", "letters"):
        assert len({province[field] for province in provinces}) == 76
    nongkhai = next(province for province in provinces if province["code"] == "43")
    assert (nongkhai["name"], nongkhai["letters"]) == ("หนองคาย", "นค")
    assert "กรุงเทพมหานคร" not in {province["name"] for province in provinces}
