"""The first step of the task list: what is known of people and needs, for those who draft."""

import pytest

from organizations.roles import Role
from personnel.models import Need, SwotItem
from plans.facts import PlanFacts
from plans.models import Revision, State
from plans.tasklist import Status
from plans.tasklist_people import people_group
from tests.builders import address, client_of, make_member, make_plan, put_in_state
from tests.personnel.asking import close, fill_in, make_survey
from tests.personnel.staff import assess, make_person, make_post

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
TITLE = "ข้อมูลบุคลากรและความต้องการ"


@pytest.fixture
def revision():
    return make_plan(year=2570)


def tasks_of(revision, role=Role.HR_OFFICER):
    member = make_member(role, revision.organization)
    group = people_group(PlanFacts(Revision.objects.with_plan().get(pk=revision.pk)), member)
    return {
        name: task
        for name, task in zip(
            ["staff", "requirements", "assessment", "survey", "swot", "needs"], group.tasks, strict=True
        )
    }


def page_of(revision, role):
    member = make_member(role, revision.organization)
    return client_of(member).get(address(revision, "plans:tasks")).content.decode()


def test_nothing_is_begun_in_a_new_lao_and_the_plan_goes_on_without(revision):
    tasks = tasks_of(revision)
    assert {task.status for task in tasks.values()} == {Status.TODO}
    assert "Excel" in tasks["staff"].fact
    assert people_group(PlanFacts(revision), None).is_optional


def test_people_who_were_assessed_are_counted(revision):
    posts = [make_post(revision.organization, "3102", "academic.1") for _number in range(3)]
    people = [make_person(post) for post in posts[:2]]
    assess(people[0], {"c1": 2})
    tasks = tasks_of(revision)
    assert tasks["staff"].fact == "กรอบ 3 อัตรา มีคนครอง 2 ว่าง 1"
    assert tasks["staff"].status == Status.DONE
    assert tasks["assessment"].fact == "ประเมินแล้ว 1 จาก 2 คน"
    assert tasks["assessment"].status == Status.DOING
    assert tasks["requirements"].fact == "ยังไม่ได้เลือกสมรรถนะประจำสายงาน 1 จาก 1 สายงาน"
    assert tasks["requirements"].status == Status.TODO
    assess(people[1], {"c1": 2})
    assert tasks_of(revision)["assessment"].status == Status.DONE


def test_staff_list_of_other_years_says_so(revision):
    make_post(revision.organization, first_year=2567)
    assert tasks_of(revision)["staff"].status == Status.DOING
    assert "ปีอื่น" in tasks_of(revision)["staff"].fact


def test_survey_swot_and_needs_say_how_far_they_are(revision):
    organization = revision.organization
    survey = make_survey(organization)
    assert tasks_of(revision)["survey"].status == Status.DOING
    for _answer in range(2):
        fill_in(survey, 4)
    close(survey)
    for quadrant in SwotItem.Quadrant:
        for order in range(3):
            SwotItem.objects.create(
                organization=organization, first_year=2570, quadrant=quadrant, order=order, text="ก"
            )
    common = {"organization": organization, "first_year": 2570, "source": "mission"}
    Need.objects.create(title="ก", state=Need.State.CONFIRMED, **common)
    Need.objects.create(title="ข", state=Need.State.PROPOSED, **common)
    tasks = tasks_of(revision)
    assert (tasks["survey"].status, tasks["survey"].fact) == (Status.DONE, "ปิดแล้ว ได้รับคำตอบ 2 ฉบับ")
    assert tasks["swot"].status == Status.DONE
    assert tasks["needs"].status == Status.DOING
    assert tasks["needs"].fact == "ยืนยันความต้องการแล้ว 1 เรื่อง รอตัดสิน 1 เรื่อง"


def test_those_who_draft_see_it_first_and_only_the_officer_is_led_to_the_scores(revision):
    scores = f"/personnel/{revision.organization.code}/assessments/"
    page = page_of(revision, Role.HR_OFFICER)
    assert page.index(TITLE) < page.index("เริ่มต้น")
    assert scores in page
    assistant = page_of(revision, Role.COMMITTEE_ASSISTANT)
    assert TITLE in assistant
    assert scores not in assistant.replace(f'{scores}mine/"', "")


def test_readers_do_not_see_it(revision):
    assert TITLE not in page_of(revision, Role.HEAD)
    put_in_state(revision, State.SUBMITTED)
    assert TITLE not in page_of(revision, Role.HR_OFFICER)
