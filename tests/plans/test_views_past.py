"""Pages on which a plan takes over the last one, or an old one from Word."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from organizations.roles import Role
from plans.edit import save_section
from plans.models import CarriedProject, State
from plans.rollover.projects import decisions_seen
from tests.builders import address, client_of, make_complete_plan, make_member, make_plan, put_in_state
from tests.plans.old_plans import clean

pytestmark = pytest.mark.django_db

CONFLICT = 409
TEXT = "แผนประจำปีงบประมาณ พ.ศ. ๒๕๖๗ - ๒๕๖๙"


@pytest.fixture
def officer():
    return make_member(Role.HR_OFFICER)


@pytest.fixture
def client(officer):
    return client_of(officer)


@pytest.fixture
def revision(officer):
    return make_plan(officer.organization, by=officer.user)


@pytest.fixture
def past(officer, revision):
    """What was announced for 2567."""
    old = make_complete_plan(officer.organization, year=2567, by=officer.user)
    section = old.sections.get(code="s1.2")
    save_section(section=section, body=TEXT, expected_version=section.version, by=officer.user)
    return put_in_state(old, State.ANNOUNCED)


def texts(revision, *codes, shift=(), **more):
    versions = {f"version-{row.code}": row.version for row in revision.sections.all()}
    return {"take": codes, "shift": shift, **versions, **more}


# The last plan --------------------------------------------------------------------------------


def test_tasks_offer_what_there_is(client, revision):
    page = client.get(address(revision, "plans:tasks")).content.decode()
    assert address(revision, "plans:old_plans") in page
    assert address(revision, "plans:rollover") not in page


def test_what_was_is_the_first_step_of_a_new_plan_and_says_how_far_it_is(client, officer, revision, past):
    def first_step():
        group = client.get(address(revision, "plans:tasks")).context["groups"][0]
        assert group.is_optional
        return [(task.status.name, task.fact) for task in group.tasks]

    left = "ใช้เมื่อแผนเดิมไม่ได้จัดทำในระบบนี้ ไม่มีแผนเดิมให้ข้ามไป"
    assert first_step() == [("TODO", "พิจารณาแล้ว 0 จาก 5 โครงการ"), ("TODO", left)]
    for project in past.projects.all():
        CarriedProject.objects.create(
            revision=revision,
            organization=revision.organization,
            past=project,
            fate=CarriedProject.Fate.FINISHED,
            reason="ครบตามเป้าหมาย",
            decided_by=officer.user,
        )
    assert first_step()[0] == ("DONE", "พิจารณาแล้ว 5 จาก 5 โครงการ")


def test_tasks_offer_the_last_plan(client, revision, past):
    page = client.get(address(revision, "plans:tasks")).content.decode()
    assert address(revision, "plans:rollover") in page


def test_overview_without_a_last_plan_leads_to_word(client, revision):
    page = client.get(address(revision, "plans:rollover")).content.decode()
    assert "ยังไม่มีแผนรอบก่อนที่ประกาศใช้" in page
    assert client.get(address(revision, "plans:rollover_texts")).status_code == 302


def test_every_year_is_shown_in_its_sentence(client, revision, past):
    page = client.get(address(revision, "plans:rollover_texts")).content.decode()
    assert "<del>๒๕๖๗</del> <ins>๒๕๗๐</ins>" in page
    assert "ประจำปีงบประมาณ พ.ศ. <del>" in page


def test_chosen_texts_are_taken_once(client, revision, past):
    url = address(revision, "plans:rollover_texts")
    start = TEXT.index("๒๕๖๗")
    form = texts(revision, "s1.2", shift=[f"s1.2:{start}"], form_key="6a1c9d2e-0000-4000-8000-000000000001")
    for _time in range(2):  # a double click
        assert client.post(url, form).status_code == 302
    section = revision.sections.get(code="s1.2")
    assert (section.body, section.version) == (TEXT.replace("๒๕๖๗", "๒๕๗๐"), 2)


def test_text_changed_meanwhile_is_shown_again_with_the_choice(client, revision, past, officer):
    form = texts(revision, "s1.2", shift=[f"s1.2:{TEXT.index('๒๕๖๗')}"])
    section = revision.sections.get(code="s1.2")
    save_section(section=section, body="ของผู้อื่น", expected_version=1, by=officer.user)
    response = client.post(address(revision, "plans:rollover_texts"), form)
    assert response.status_code == CONFLICT
    assert "ยังไม่ได้บันทึก" in response.content.decode()
    assert revision.sections.get(code="s1.2").body == "ของผู้อื่น"


@pytest.mark.parametrize("form", [{}, {"take": ["s9.9"]}, {"take": ["s1.2"], "shift": ["s1.2:999"]}])
def test_choice_that_is_none_changes_nothing(client, revision, past, form):
    assert client.post(address(revision, "plans:rollover_texts"), form).status_code == 200
    assert not revision.sections.exclude(updated_at=None).exists()


def test_project_is_not_given_up_without_a_reason(client, revision, past):
    project = past.projects.first()
    form = {"version": decisions_seen(revision), f"p{project.pk}-fate": "cancelled"}
    page = client.post(address(revision, "plans:rollover_projects"), form).content.decode()
    assert "กรุณาเขียนเหตุผลที่ยกเลิกโครงการนี้" in page
    assert not revision.carriedprojects.exists()


def test_projects_left_open_go_on_together(client, revision, past):
    project = past.projects.first()
    form = {
        "version": decisions_seen(revision),
        f"p{project.pk}-fate": "cancelled",
        f"p{project.pk}-reason": "ซ้ำกับหน่วยงานอื่น",
        "action": "continue",
    }
    client.post(address(revision, "plans:rollover_projects"), form)
    fates = list(revision.carriedprojects.values_list("fate", flat=True))
    assert (
        fates.count(CarriedProject.Fate.CONTINUED) == past.projects.count() - 1 == revision.projects.count()
    )


def test_decision_of_another_tab_is_not_overwritten(client, revision, past):
    project = past.projects.first()
    url = address(revision, "plans:rollover_projects")
    seen = decisions_seen(revision)
    client.post(url, {"version": seen, f"p{project.pk}-fate": "finished"})
    response = client.post(url, {"version": seen, f"p{project.pk}-fate": "continued"})
    assert response.status_code == CONFLICT
    assert revision.carriedprojects.get().fate == "finished"


def test_people_page_refuses_lists_that_changed(client, revision, past):
    url = address(revision, "plans:rollover_people")
    item = past.monitoringitems.get().pk
    form = {"committee_version": 1, "monitoring": "other", "items": [item]}
    assert client.post(url, form).status_code == CONFLICT
    assert not revision.monitoringitems.exists()


def test_closed_plan_is_told_so(client, revision, past):
    put_in_state(revision, State.SUBMITTED)
    assert client.get(address(revision, "plans:rollover")).status_code == CONFLICT


@pytest.mark.parametrize("step", ["rollover", "rollover_projects"])
def test_queries_do_not_grow_with_the_plan(client, revision, past, step, django_assert_max_num_queries):
    with django_assert_max_num_queries(60):
        client.get(address(revision, f"plans:{step}"))


# An old plan ----------------------------------------------------------------------------------


def upload(client, revision, content, name="แผนเดิม.docx"):
    return client.post(address(revision, "plans:old_plans"), {"file": SimpleUploadedFile(name, content)})


@pytest.fixture
def old_plan(client, revision):
    upload(client, revision, clean())
    return revision.oldplans.get()


def of_part(part, name="plans:old_plan_part"):
    kwargs = {**part.old_plan.revision.address, "old_plan": part.old_plan_id, "part": part.pk}
    return reverse(name, kwargs=kwargs)


def test_file_of_another_kind_is_refused_with_advice(client, revision):
    page = upload(client, revision, b"%PDF-1.7", "แผน.pdf").content.decode()
    assert "แฟ้มนี้เป็น PDF" in page
    assert not revision.oldplans.exists()


def test_uploaded_file_is_shown_in_parts(client, revision, old_plan):
    page = client.get(address(revision, "plans:old_plan", old_plan=old_plan.pk)).content.decode()
    assert "โครงการอบรมกฎหมาย" in page
    assert "2567 - 2569" in page
    again = upload(client, revision, clean())
    assert again["Location"].endswith(f"/{old_plan.pk}/")


def test_certain_parts_are_taken_together(client, revision, old_plan):
    client.post(address(revision, "plans:old_plan", old_plan=old_plan.pk), {"shift": "on"})
    assert revision.projects.first().baht_total == Decimal("60000.50")
    assert revision.sections.get(code="s1.2").body == "หน่วยงานมีสามส่วนราชการ"


def test_part_stands_beside_what_it_would_become(client, old_plan):
    part = old_plan.parts.get(section_code="s5.1")
    page = client.get(of_part(part)).content.decode()
    assert "ในแฟ้มเดิม" in page
    assert '<option value="s5.1" selected>' in page


def test_part_is_taken_under_the_heading_that_was_chosen(client, revision, old_plan):
    part = old_plan.parts.get(section_code="s5.1")
    versions = " ".join(f"{row.code}={row.version}" for row in revision.sections.all())
    form = {"section": "s1.3", "body": "ข้อความที่แก้", "how": "replace", "versions": versions}
    client.post(of_part(part), form)
    assert revision.sections.get(code="s1.3").body == "ข้อความที่แก้"


def test_part_for_a_heading_that_changed_is_shown_again(client, revision, old_plan, officer):
    part = old_plan.parts.get(section_code="s5.1")
    form = {"section": "s5.1", "body": "ของฉัน", "how": "replace", "versions": "s5.1=1"}
    section = revision.sections.get(code="s5.1")
    save_section(section=section, body="ของผู้อื่น", expected_version=1, by=officer.user)
    response = client.post(of_part(part), form)
    assert response.status_code == CONFLICT
    page = response.content.decode()
    assert "ของฉัน" in page
    assert "ของผู้อื่น" in page


@pytest.mark.parametrize("versions", ["", "s5.1=x", "s5.1=99999999999999999999", "=", "s5.1"])
def test_part_with_nonsense_for_a_version_changes_nothing(client, revision, old_plan, versions):
    part = old_plan.parts.get(section_code="s5.1")
    form = {"section": "s5.1", "body": "ก", "how": "replace", "versions": versions}
    assert client.post(of_part(part), form).status_code in (200, CONFLICT)
    assert revision.sections.get(code="s5.1").updated_at is None


def test_part_is_left_out_and_looked_at_again(client, old_plan):
    part = old_plan.parts.get(section_code="s5.1")
    client.post(of_part(part, "plans:old_plan_decline"))
    assert "พิจารณาใหม่" in client.get(of_part(part)).content.decode()
    client.post(of_part(part, "plans:old_plan_decline"), {"action": "again"})
    part.refresh_from_db()
    assert part.state == "waiting"


def test_file_of_another_lao_is_not_found(old_plan, revision):
    stranger = make_member(Role.HR_OFFICER)
    other = make_plan(stranger.organization, by=stranger.user)
    url = address(other, "plans:old_plan", old_plan=old_plan.pk)
    assert client_of(stranger).get(url).status_code == 404
