"""A plan as a document: export then import gives the same plan, and what is no plan changes nothing."""

import copy
import datetime
import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from organizations.roles import Role
from personnel.models import Need
from plans.exchange.bring import bring
from plans.exchange.document import document_of
from plans.exchange.read import DocumentRefused, read_document
from plans.facts import PlanFacts
from plans.freeze import content_of, fingerprint
from plans.models import KeptVersion, Plan, Project, Revision, State
from tests.builders import (
    load_reference,
    make_complete_plan,
    make_member,
    make_organization,
    make_plan,
    make_project,
    put_in_state,
)
from tests.plans.random_plans import Filling

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def written(document) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode()


def again(revision) -> Revision:
    return Revision.objects.with_plan().get(pk=revision.pk)


@pytest.fixture
def revision():
    return make_complete_plan()


@pytest.fixture
def document(revision):
    return document_of(revision)


# The same plan ------------------------------------------------------------------------------------


def forget_the_plan(plan) -> None:
    """As in an installation that never had it: departments and needs stay the organization's."""
    for revision in plan.revisions.all():
        revision.projects.all().delete()
        revision.delete()
    plan.delete()


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(data=st.data())
def test_export_then_import_gives_the_same_plan(db, data):
    load_reference()
    with transaction.atomic():
        revision = Filling(data.draw, make_plan()).write()
        exported, content, by = document_of(revision), content_of(PlanFacts(revision)), revision.prepared_by
        content.pop("finding_reasons")  # their places name the rows of an installation
        forget_the_plan(revision.plan)
        document = read_document(written(exported))
        assert document == exported, "reading changes nothing"

        brought = bring(organization=revision.organization, document=document, by=by)
        assert document_of(brought.revision) == exported
        brought_content = content_of(PlanFacts(brought.revision))
        brought_content.pop("finding_reasons")
        assert brought_content == content

        other = make_organization()
        foreign = bring(organization=other, document=document, by=by, from_another=True)
        theirs = document_of(foreign.revision)
        assert theirs.pop("organization")["code"] == other.code
        assert theirs == {name: value for name, value in exported.items() if name != "organization"}
        transaction.set_rollback(True)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(data=st.data())
def test_replacing_a_draft_by_any_plan_keeps_its_hash(db, data):
    load_reference()
    with transaction.atomic():
        revision = Filling(data.draw, make_plan()).write()
        exported, before, by = document_of(revision), fingerprint(revision), revision.prepared_by
        blank = Filling(data.draw, revision)
        for project in revision.projects.all():
            Project.objects.filter(pk=project.pk).update(order=project.order + 7, is_digital=True)
        for rows in ("committeemembers", "monitoringitems", "yearbudgets", "findingreasons"):
            getattr(revision, rows).all().delete()
        blank.texts()
        blank.targets()

        bring(organization=revision.organization, document=exported, by=by, replace=True)
        assert document_of(again(revision)) == exported
        assert fingerprint(again(revision)) == before, "rows with the same name keep their places"
        transaction.set_rollback(True)


def test_a_closed_plan_writes_out_the_wording_it_was_decided_with(revision):
    closed = put_in_state(revision, State.SUBMITTED)
    before = document_of(closed)
    follows = next(row for row in before["texts"] if row["follows_edition"] and row["code"] == "s2.1")
    heading = closed.plan.edition.sections.get(code=follows["code"])
    old_text = PlanFacts(closed).text(heading)
    closed.plan.edition.sections.filter(pk=heading.pk).update(body="ถ้อยคำใหม่")
    after = {row["code"]: row for row in document_of(again(closed))["texts"]}
    assert after["s2.1"] == follows | {"follows_edition": False, "text": old_text}


def test_nothing_of_what_people_were_assessed_at_leaves(revision):
    project = revision.projects.first()
    need = Need.objects.create(
        organization=revision.organization,
        first_year=2570,
        title="การใช้เทคโนโลยี",
        source="gap",
        evidence="นายสมชาย ระดับ 1 จาก 3",
        people=1,
    )
    project.needs.add(need)
    make_project(revision, "โครงการที่ระบบเสนอ", is_proposed=True, proposed_because="นายสมชาย ระดับ 1")
    text = json.dumps(document_of(again(revision)), ensure_ascii=False)
    assert "การใช้เทคโนโลยี" in text
    assert "สมชาย" not in text
    assert "ระบบเสนอ" not in text


# Bringing in --------------------------------------------------------------------------------------


def test_a_draft_with_content_is_replaced_only_on_purpose_and_kept(revision, document):
    changed = copy.deepcopy(document)
    changed["projects"][0]["objective"] = "ข้อความใหม่"
    given_by = {"organization": revision.organization, "by": revision.prepared_by}
    with pytest.raises(DocumentRefused, match="--replace"):
        bring(document=changed, **given_by)
    assert document_of(again(revision)) == document

    pks = list(revision.projects.values_list("pk", flat=True))
    brought = bring(document=changed, replace=True, **given_by)
    kept = KeptVersion.objects.get(revision=revision, label=brought.kept_as)
    assert kept.snapshot.content["projects"][0]["objective"] != "ข้อความใหม่"
    assert list(revision.projects.values_list("pk", flat=True)) == pks
    assert revision.projects.filter(version__gt=1).count() == 1, "what is the same keeps its version"
    assert bring(document=changed, replace=True, **given_by).is_same
    assert revision.keptversions.count() == 1


def test_a_plan_just_begun_needs_no_confirmation(document, revision):
    other = make_organization()
    begun = make_plan(other)
    brought = bring(organization=other, document=document, by=begun.prepared_by, from_another=True)
    assert (brought.revision, brought.kept_as, brought.is_new) == (begun, "", False)
    assert begun.projects.count() == len(document["projects"])


@pytest.mark.parametrize("state", [State.IN_COMMITTEE, State.APPROVED_WITH_CORRECTIONS, State.ANNOUNCED])
def test_nothing_is_brought_into_a_plan_that_left_the_desk(revision, document, state):
    put_in_state(revision, state)
    document["projects"] = []
    with pytest.raises(DocumentRefused):
        bring(organization=revision.organization, document=document, by=revision.prepared_by, replace=True)
    assert revision.projects.exists()


def test_another_organizations_plan_is_asked_about(document):
    other = make_organization(units=False)
    with pytest.raises(DocumentRefused, match="--from-another"):
        bring(organization=other, document=document, by=None)
    assert not Plan.objects.filter(organization=other).exists()
    brought = bring(organization=other, document=document, by=None, from_another=True)
    assert any("กองคลัง" in note for note in brought.notes)
    assert not brought.revision.projects.exclude(unit=None).exists()


def test_a_department_we_do_not_have_is_refused_in_our_own_plan(revision, document):
    document["projects"][0]["unit"] = "กองที่ไม่มี"
    with pytest.raises(DocumentRefused) as refused:
        bring(organization=revision.organization, document=document, by=None, replace=True)
    assert [row.path for row in refused.value.mistakes] == ["$.projects[0].unit"]


def test_a_committee_whose_order_was_given_stays(revision, document):
    revision.appointment_orders.create(
        organization=revision.organization,
        seq=0,
        number="1/2569",
        dated_on=datetime.date(2026, 6, 1),
        issued_at=timezone.now(),
    )
    names = list(revision.committeemembers.values_list("person_name", flat=True))
    document["committee"][0]["person_name"] = "นายอื่น"
    document["layout"] = "master"
    brought = bring(
        organization=revision.organization, document=document, by=revision.prepared_by, replace=True
    )
    assert any("คำสั่งแต่งตั้ง" in note for note in brought.notes)
    assert list(revision.committeemembers.values_list("person_name", flat=True)) == names
    assert brought.revision.layout == "master"


def test_needs_of_another_organization_wait_for_somebody_to_confirm_them(revision):
    revision.projects.first().needs.add(
        Need.objects.create(
            organization=revision.organization, first_year=2570, title="ความต้องการ", source="law"
        )
    )
    document = document_of(again(revision))
    other = make_organization()
    bring(organization=other, document=document, by=revision.prepared_by, from_another=True)
    assert Need.objects.get(organization=other).state == Need.State.PROPOSED


# What is no plan ----------------------------------------------------------------------------------


def put(path, value):
    """The document with another value in a place."""

    def change(document):
        *way, last = path
        target = document
        for step in way:
            target = target[step]
        if value is ...:
            del target[last]
        else:
            target[last] = value

    return change


BAD = {
    "version": (put(["version"], 2), "รุ่น 2"),
    "format": (put(["format"], "other"), "ไม่ใช่แผน"),
    "missing": (put(["layout"], ...), "ไม่มี “layout”"),
    "unknown key": (put(["projects", 0, "pk"], 1), "$.projects[0]: ไม่รู้จัก “pk”"),
    "type": (put(["targets", 0, "people"], "2"), "$.targets[0].people: ต้องเป็นจำนวนเต็ม"),
    "bool": (put(["targets", 0, "people"], True), "$.targets[0].people"),
    "negative": (put(["targets", 0, "people"], -1), "$.targets[0].people: ต้องอยู่ระหว่าง"),
    "decimals": (put(["projects", 0, "years", 0, "baht"], "1.234"), "$.projects[0].years[0].baht: จำนวนเงิน"),
    "number": (put(["projects", 0, "years", 0, "baht"], 100), "$.projects[0].years[0].baht: จำนวนเงิน"),
    "common era": (put(["projects", 0, "years", 0, "year"], 2027), "ปี 2027 เป็นปี ค.ศ."),
    "other cycle": (put(["first_year"], 2571), "รอบเดียวกัน"),
    "no such cycle": (lambda d: d.update(edition=2571, first_year=2571), "2571"),
    "outside": (put(["targets", 0, "year"], 2573), "อยู่นอกรอบ"),
    "control": (put(["projects", 0, "name"], "ก\x07ข"), "$.projects[0].name: ข้อความมีอักขระควบคุม"),
    "lone surrogate": (put(["projects", 0, "name"], "\ud800"), "อักขระควบคุม"),
    "two lines": (put(["projects", 0, "name"], "ก\nข"), "บรรทัดเดียว"),
    "emoji": (put(["projects", 0, "name"], "อบรม 😀"), "สัญลักษณ์"),
    "too long": (put(["projects", 0, "name"], "ก" * 301), "300"),
    "empty": (put(["projects", 0, "name"], ""), "ต้องไม่ว่าง"),
    "curriculum": (put(["projects", 0, "curriculum"], "cur99"), "ไม่รู้จักรหัส cur99"),
    "method": (put(["projects", 0, "methods"], ["m2", "m2"]), "ซ้ำ"),
    "heading": (put(["texts", 0, "code"], "s99"), "ไม่มีหัวข้อรหัส s99"),
    "two targets": (lambda d: d["targets"].append(dict(d["targets"][0])), "ซ้ำ"),
    "two projects": (lambda d: d["projects"].append(copy.deepcopy(d["projects"][0])), "ซ้ำ"),
    "two chairs": (lambda d: d["committee"].append(dict(d["committee"][0])), "ประธาน"),
    "no such day": (put(["committee_order", "dated_on"], "2026-02-30"), "ปฏิทิน"),
    "lecture": (put(["projects", 0, "hours_lecture"], 99), "ชั่วโมงบรรยาย"),
    "reason": (
        put(["finding_reasons"], [{"finding": "x", "place": "project/p99/name", "reason": "ก"}]),
        "โครงการที่อ้างถึง",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_said_and_nothing_is_saved(revision, document, name):
    change, said = BAD[name]
    before = fingerprint(revision)
    change(document)
    other = make_organization()
    with pytest.raises(DocumentRefused) as refused:
        bring(
            organization=other,
            document=read_document(json.dumps(document).encode()),
            by=revision.prepared_by,
            from_another=True,
        )
    assert said in refused.value.line
    assert "\n" not in refused.value.line
    assert not Plan.objects.filter(organization=other).exists()
    assert fingerprint(again(revision)) == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "JSON"),
        (b"hello", "JSON"),
        (b"\xff\xfe{", "UTF-8"),
        (b"[]", "ไม่ใช่แผน"),
        (b'{"format": "phatthana-plan", "version": 1', "บรรทัด"),
        (b'{"format": "phatthana-plan", "version": true}', "รุ่น"),
        (b'{"format": "phatthana-plan", "version": 1, "version": 1}', "ซ้ำ"),
        (b'{"baht": NaN}', "NaN"),
        (b'{"baht": -Infinity}', "Infinity"),
        (b'{"baht": 1e400}', "1e400"),
        (b'{"baht": 12.345}', "12.345"),
        (b'{"baht": ' + b"9" * 5000 + b"}", "ผิดปกติ"),
        (b"[" * 100_000, "ลึก"),
        (b'{"a": ' * 100_000, "ลึก"),
        (b" " * (5 * 1024 * 1024 + 1), "5 MB"),
    ],
)
def test_files_that_are_no_documents(content, said):
    with pytest.raises(DocumentRefused, match=said):
        read_document(content)


# Commands -----------------------------------------------------------------------------------------


def run(*arguments) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out)
    return out.getvalue()


def test_commands_carry_a_plan_from_one_organization_to_another(revision, tmp_path):
    file, other = tmp_path / "plan.json", make_organization(code="OTHER")
    run("export_plan", revision.reference, "--output", str(file))
    take = ["import_plan", str(file), "--organization", "OTHER", "--json"]
    with pytest.raises(CommandError, match="--from-another"):
        run(*take)
    report = json.loads(run(*take, "--from-another", "--dry-run"))
    assert (report["imported"], report["created"], report["projects"]) == (False, True, 5)
    assert not Plan.objects.filter(organization=other).exists()
    report = json.loads(run(*take, "--from-another"))
    assert (report["imported"], report["reference"], report["errors"]) == (True, "OTHER:2570:0", [])
    assert json.loads(run(*take, "--from-another"))["unchanged"]


def test_commands_refuse_in_one_line(revision, document, tmp_path):
    file = tmp_path / "plan.json"
    document["projects"][0]["years"][0]["baht"] = "1.5"
    file.write_bytes(written(document))
    make_member(Role.HR_OFFICER, revision.organization)
    with pytest.raises(CommandError) as refused:
        run("import_plan", str(file), "--organization", revision.organization.code)
    assert "$.projects[0].years[0].baht" in str(refused.value)
    assert "\n" not in str(refused.value)
    for wrong in (["import_plan", str(tmp_path / "no.json"), "--organization", revision.organization.code],):
        with pytest.raises(CommandError, match="เปิดแฟ้ม"):
            run(*wrong)
    with pytest.raises(CommandError, match="ไม่พบแผน"):
        run("export_plan", "NOBODY:2570", "--output", str(file))
