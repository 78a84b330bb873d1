"""Editions from their folders: inheritance, idempotence, and no silent change under a plan."""

import shutil

import pytest

from organizations.load import LoadError
from organizations.models import Board, Organization
from plans.load import EDITIONS, edition_years, exported_editions, load_editions, read_edition
from plans.models import Edition, EditionImport, ImportedText, OutlineSection, Plan, Revision, State


@pytest.fixture
def folder(tmp_path):
    """A copy of the editions that a test may change."""
    shutil.copytree(EDITIONS, tmp_path / "editions")
    return tmp_path / "editions"


def edit(folder, old, new, year=2567):
    path = folder / str(year) / "edition.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def a_plan(db):
    """A plan of edition 2567 in drafting."""
    board = Board.objects.get(code="BOARD-43-SAO")
    owner = Organization.objects.create(
        code="SANGKHOM", kind="sao", name="สังคม", district="สังคม", province=board.province, board=board
    )
    plan = Plan.objects.create(organization=owner, edition=Edition.objects.get(year=2567), first_year=2567)
    return Revision.objects.create(plan=plan, organization=owner)


def decide(revision):
    """Put the revision beyond drafting, the short way."""
    snapshot = revision.snapshots.create(organization=revision.organization, sha256="0" * 64, content={})
    Revision.objects.filter(pk=revision.pk).update(state=State.ENDORSED, snapshot=snapshot)


def test_an_edition_takes_over_what_it_does_not_say():
    base, derived = read_edition(2567), read_edition(2570)
    assert edition_years() == [2567, 2570]
    assert derived.parameters == base.parameters
    assert derived.seats == base.seats
    assert list(derived.sections) == list(base.sections)
    assert derived.sections["m02"]["body"] == base.sections["m02"]["body"]
    assert derived.sections["m01"]["body"] != base.sections["m01"]["body"]
    assert derived.head["plan_title"] == base.head["plan_title"]
    assert derived.sha256 != base.sha256


def test_the_outline_has_nineteen_headings_and_six_parts(db):
    for edition in Edition.objects.all():
        master = edition.sections.filter(layout="master")
        assert [section.number for section in master][::9] == ["๑", "๑๐", "๑๙"]
        parts = edition.sections.filter(layout="six", parent=None).exclude(code="s0")
        assert [part.code for part in parts] == ["s1", "s2", "s3", "s4", "s5", "s6"]
        assert edition.sections.get(code="s1.2").parent.code == "s1"
        assert all(section.body for section in master)
        assert edition.number("lecture_share_max") < 1


def test_every_rule_names_its_clause(db):
    for edition in Edition.objects.all():
        assert all(parameter.clause for parameter in edition.parameters.all())


def test_loading_editions_twice_changes_nothing(db):
    Edition.objects.filter(year=2570).delete()
    Edition.objects.filter(year=2567).delete()
    first, _ = load_editions()
    second, refused = load_editions()
    assert all(changes.is_nothing for changes in second)
    assert [changes.unchanged for changes in second] == [changes.new for changes in first]
    assert refused == []


def test_the_export_is_the_resolved_file(db):
    for row in exported_editions():
        file = read_edition(row["year"])
        assert row["sections"] == {code: file.sections[code] for code in row["sections"]}
        assert len(row["sections"]) == len(file.sections)
        assert row["parameters"] == {key: file.parameters[key] for key in row["parameters"]}
        assert len(row["parameters"]) == len(file.parameters)
        assert {(seat["committee"], seat["order"]): seat for seat in row["seats"]} == file.seats
        assert row["based_on"] == file.based_on


def test_a_change_reaches_an_edition_that_is_only_drafted_with(a_plan, folder):
    edit(folder, 'heading = "วัตถุประสงค์"', 'heading = "จุดประสงค์"')
    changes, refused = load_editions(folder)
    assert (changes[0].changed, refused) == (2, [])  # the section, and the fingerprint of the edition
    assert OutlineSection.objects.get(edition__year=2567, code="m02").heading == "จุดประสงค์"


def test_a_heading_that_left_the_file_leaves_an_edition_that_is_only_drafted_with(a_plan, folder):
    path = folder / "2567" / "edition.toml"
    head, _sign, tail = path.read_text("utf-8").partition('[[section]]\ncode = "s6.3"')
    path.write_text(head + "\n".join(tail.split("\n[[")[1:]), "utf-8")
    (folder / "2567" / "texts" / "s6.3.txt").unlink()
    load_editions(folder)
    assert not OutlineSection.objects.filter(edition__year=2567, code="s6.3").exists()


def test_an_edition_that_was_decided_upon_is_not_changed(a_plan, folder):
    decide(a_plan)
    edit(folder, 'heading = "วัตถุประสงค์"', 'heading = "จุดประสงค์"')
    changes, (line,) = load_editions(folder)
    assert "๒๕๖๗" in line
    assert "m02.heading" in line
    assert [change.what for change in changes] == ["edition 2570"]
    assert OutlineSection.objects.get(edition__year=2567, code="m02").heading == "วัตถุประสงค์"


def test_a_parameter_that_an_edition_in_use_lacks_is_added_and_no_value_is_changed(a_plan, folder):
    decide(a_plan)
    edition = a_plan.plan.edition
    edition.parameters.filter(key="needs_high_rank").delete()
    changes, refused = load_editions(folder)
    assert (refused, changes[0].new) == ([], 1)
    assert edition.parameters.get(key="needs_high_rank").value == 5
    edition.parameters.filter(key="needs_high_rank").delete()
    edition.parameters.filter(key="study_tour_share_max").update(value="0.90")
    _changes, (line,) = load_editions(folder)
    assert "study_tour_share_max" in line
    assert edition.parameters.get(key="study_tour_share_max").value == "0.90"
    assert edition.parameters.filter(key="needs_high_rank").exists()


def test_help_may_change_under_a_plan(a_plan, folder):
    decide(a_plan)
    section = read_edition(2567).sections["m02"]
    edit(folder, section["help"], "อ่านแล้วยืนยัน")
    assert load_editions(folder)[1] == []
    assert OutlineSection.objects.get(edition__year=2567, code="m02").help == "อ่านแล้วยืนยัน"


def test_a_text_that_an_import_stands_in_for_may_change_under_a_plan(a_plan, folder):
    decide(a_plan)
    (folder / "2567" / "texts" / "m02.txt").write_text("ข้อความใหม่", "utf-8")
    assert len(load_editions(folder)[1]) == 1
    edition = a_plan.plan.edition
    batch = EditionImport.objects.create(
        edition=edition, file_name="ก", sha256="0" * 64, confirmed_at="2023-06-29T00:00:00Z", in_force=True
    )
    section = edition.sections.get(code="m02")
    ImportedText.objects.create(batch=batch, section=section, printed="ก", proposed="ก")
    assert load_editions(folder)[1] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("last_year = 2569", "last_year = 2570"),
        ("[[parameter]]", "[[parameter"),
        ('clause = "', 'klause = "'),
    ],
    ids=["four years", "not TOML", "no clause"],
)
def test_a_wrong_file_is_named(folder, old, new):
    edit(folder, old, new)
    with pytest.raises(LoadError, match="2567"):
        read_edition(2567, folder)


def test_a_text_without_its_heading_is_named(folder):
    (folder / "2567" / "texts" / "m20.txt").write_text("ก", "utf-8")
    with pytest.raises(LoadError, match="m20"):
        read_edition(2567, folder)
