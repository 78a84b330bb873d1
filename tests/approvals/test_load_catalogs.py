"""Reference data: complete, loaded twice without change, retired instead of deleted, exported as it came."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from approvals.load import load_return_reasons
from approvals.management.commands.load_catalogs import CATALOGS
from approvals.models import ReturnReason
from competencies.load import CatalogFile
from competencies.models import Competency, Knowledge, PositionLine
from courses.models import CostRate, Course
from organizations.load import LoadError
from organizations.models import Board, Province
from plans.models import Edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def empty(db):
    """A database without the reference data that every test otherwise finds."""
    Course.objects.all().delete()
    CostRate.objects.all().delete()
    for catalog in reversed(CATALOGS):
        catalog.model.objects.all().delete()
    Edition.objects.filter(based_on__isnull=False).delete()
    for model in (Edition, Board, Province):
        model.objects.all().delete()


def run(name, *arguments):
    out = StringIO()
    call_command(name, *arguments, stdout=out)
    return out.getvalue()


def counted(output):
    rows = json.loads(output)["loaded"]
    return {kind: sum(row[kind] for row in rows) for kind in ("new", "changed", "unchanged", "retired")}


def test_loading_twice_changes_nothing(empty):
    first = counted(run("load_catalogs", "--json"))
    second = counted(run("load_catalogs", "--json"))
    assert first["new"] > 700
    assert second == {"new": 0, "changed": 0, "unchanged": first["new"], "retired": 0}


def test_the_catalogs_have_the_numbers_of_the_master_plan():
    run("load_catalogs")
    exported = json.loads(run("export_catalogs", "--json"))["catalogs"]
    numbers = {name: len(entries) for name, entries in exported.items()}
    assert numbers["knowledge"] == 21
    assert numbers["skills"] == 9
    assert numbers["digital_abilities"] == 7
    assert numbers["digital_groups"] == 6
    assert numbers["digital_stages"] == 3
    assert (numbers["curricula"], numbers["methods"], numbers["submethods"]) == (5, 5, 7)
    assert (numbers["provider_kinds"], numbers["knowledge_areas"], numbers["groups"]) == (5, 5, 4)
    kinds = [entry["kind"] for entry in exported["competencies"]]
    assert [kinds.count(kind) for kind in ("core", "executive", "line")] == [5, 4, 22]


def test_every_province_has_three_boards_and_pattaya_its_own():
    run("load_catalogs")
    assert Province.objects.count() == 76
    assert Board.objects.count() == 76 * 3 + 1
    assert Board.objects.get(code="BOARD-20-PATTAYA").short_name == "ก.เมืองพัทยา"
    assert Board.objects.get(code="BOARD-43-SAO").short_name == "ก.อบต.จังหวัดหนองคาย"


def test_the_export_says_what_the_files_say():
    run("load_catalogs")
    exported = json.loads(run("export_catalogs", "--json"))["catalogs"]
    for catalog in CATALOGS:
        edition, entries = catalog.entries()
        wanted = [
            {"first_edition": edition}
            | {key: value for key, value in entry.items() if value not in ("", None)}
            for entry in entries
        ]
        found = [
            {key: entry[key] for key in entry if key in expected or entry[key]}
            for entry, expected in zip(exported[catalog.name], wanted, strict=True)
        ]
        assert found == wanted, catalog.name


def test_a_line_without_an_official_code_says_so():
    run("load_catalogs")
    line = PositionLine.objects.get(name="เจ้าพนักงานศูนย์เยาวชน")
    assert (line.official_code, line.is_verified) == ("", False)


def test_return_reasons_carry_the_wording_of_the_letter(empty):
    assert load_return_reasons().new == ReturnReason.objects.count() > 20
    assert all(reason.details["text"] for reason in ReturnReason.objects.all())


def write(path, *entries, edition=2567):
    content = {"catalog": "knowledge", "source": "ตัวอย่าง", "edition": edition, "entries": list(entries)}
    path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    return CatalogFile(Knowledge, path)


def entry(number, name="ความรู้"):
    return {"code": f"k{number}", "name": f"{name} {number}", "order": number}


def test_an_entry_that_left_its_file_is_retired_and_comes_back(empty, tmp_path):
    path = tmp_path / "knowledge.json"
    write(path, entry(1), entry(2)).load()
    assert write(path, entry(1), edition=2570).load().retired == 1
    assert Knowledge.objects.get(code="k2").retired_edition == 2570
    assert [row.code for row in Knowledge.objects.for_edition(2567)] == ["k1", "k2"]
    assert [row.code for row in Knowledge.objects.for_edition(2570)] == ["k1"]
    assert write(path, entry(1), edition=2570).load().is_nothing
    assert write(path, entry(1), entry(2), edition=2570).load().changed == 1
    assert Knowledge.objects.for_edition(2570).count() == 2


def test_a_changed_name_is_counted_and_keeps_its_first_edition(empty, tmp_path):
    path = tmp_path / "knowledge.json"
    write(path, entry(1), entry(2)).load()
    changes = write(path, entry(1, "ทักษะ"), entry(2), edition=2570).load()
    assert (changes.changed, changes.unchanged) == (1, 1)
    assert Knowledge.objects.get(code="k1").first_edition == 2567


@pytest.mark.parametrize(
    ("entries", "word"),
    [
        ([entry(1), entry(1)], "k1"),
        ([{"code": "k1", "name": "ก" * 301, "order": 1}], "k1"),
        ([{"code": "k1", "name": "", "order": 1}], "k1"),
    ],
    ids=["twice the same code", "a name too long for its column", "no name"],
)
def test_a_wrong_entry_is_named_and_nothing_is_loaded(empty, tmp_path, entries, word):
    with pytest.raises(LoadError, match=word):
        write(tmp_path / "knowledge.json", *entries).load()
    assert not Knowledge.objects.exists()


def test_a_link_to_nowhere_is_named(empty, tmp_path):
    path = tmp_path / "competencies.json"
    path.write_text(
        json.dumps({"edition": 2567, "entries": [{"code": "c1", "name": "ก", "order": 1, "of": "x"}]})
    )
    with pytest.raises(LoadError, match="c1"):
        CatalogFile(Competency, path, {"of": ("kind", Knowledge)}).load()


def test_the_command_says_in_one_line_what_is_wrong(empty, monkeypatch, tmp_path):
    broken = tmp_path / "knowledge.json"
    broken.write_text("{")
    monkeypatch.setattr(
        "approvals.management.commands.load_catalogs.CATALOGS", [CatalogFile(Knowledge, broken)]
    )
    with pytest.raises(CommandError, match=r"knowledge\.json"):
        run("load_catalogs")
    assert not Province.objects.exists()
