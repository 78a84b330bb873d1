"""The task list computes its statuses from the data."""

import pytest

from plans.checks import Grade, run_checks
from plans.checks.registry import Finding, at
from plans.edit import save_section
from plans.facts import PlanFacts
from plans.models import Layout, Revision
from plans.tasklist import Status, page_of, progress_of, task_groups
from tests.builders import make_complete_plan, make_plan, make_project, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def groups_of(revision, findings=None):
    facts = PlanFacts(revision)
    return task_groups(facts, run_checks(facts) if findings is None else findings)


def task(groups, words):
    return next(task for group in groups for task in group.tasks if words in task.label)


def test_new_plan_is_not_begun_and_nothing_is_red_but_the_check():
    groups = groups_of(make_plan())
    red = [t.label for group in groups for t in group.tasks if t.status == Status.WRONG]
    assert red == ["ตรวจแผนก่อนส่ง"]
    assert task(groups, "๑.๒").status == Status.TODO
    assert task(groups, "๒.๓").status == Status.TODO


def test_complete_plan_is_done():
    groups = groups_of(make_complete_plan())
    progress = progress_of(groups)
    assert progress.done == progress.total
    assert progress.total == 23


def test_groups_are_the_six_parts_between_beginning_and_check():
    groups = groups_of(make_plan())
    assert len(groups) == 9
    assert [group.title.split()[0] for group in groups[1:7]] == ["ส่วนที่"] * 6
    master = groups[7]
    assert (master.is_folded, master.is_optional, len(master.tasks)) == (True, True, 19)


def test_master_headings_count_once_where_they_are_the_book():
    revision = make_complete_plan()
    Revision.objects.filter(pk=revision.pk).update(layout=Layout.MASTER)
    revision = Revision.objects.with_plan().get(pk=revision.pk)
    assert progress_of(groups_of(revision)).total == 24


def test_text_is_begun_when_saved_and_done_when_said():
    revision, user = make_plan(), make_user(full_name="นางสาวสุดา")
    section = revision.sections.get(code="s1.2")
    save_section(section=section, body="ก", expected_version=1, by=user)
    begun = task(groups_of(revision, []), "๑.๒")
    assert (begun.status, begun.editor) == (Status.DOING, "นางสาวสุดา")
    assert begun.edited.endswith(" น.")
    save_section(section=section, body="ก", expected_version=2, by=user, done=True)
    assert task(groups_of(revision, []), "๑.๒").status == Status.DONE


def test_findings_of_a_begun_task_are_counted():
    revision = make_plan()
    save_section(
        section=revision.sections.get(code="s1.2"), body="ก", expected_version=1, by=make_user(), done=True
    )
    place = at("section", "body", code="s1.2")
    found = [Finding("x", Grade.MUST, "", place, "", ""), Finding("y", Grade.SHOULD, "", place, "", "")]
    shown = task(groups_of(revision, found), "๑.๒")
    assert (shown.status, shown.to_mend) == (Status.WRONG, 1)
    assert str(shown.status_label) == "ต้องแก้ 1"


def test_project_without_months_leaves_the_schedule_begun():
    revision = make_plan()
    make_project(revision)
    make_project(revision, "สอง", first_month=None, last_month=None)
    assert task(groups_of(revision, []), "ระยะเวลาดำเนินการ (จาก").status == Status.DOING


def test_page_of_a_place_leaves_out_the_field():
    assert page_of(at("section", "body", code="s1.1")) == "section/s1.1"
    assert page_of(at("project", "indicator", project=7)) == "project/7"
    assert page_of(at("targets", "people_g1_2570")) == "targets"
