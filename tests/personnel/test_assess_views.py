"""The pages of assessing: whose they are, what they keep, and what nobody else sees."""

import re
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organizations.roles import LAO_ROLES, Role
from personnel.assessing import SELF, SUPERVISOR
from personnel.models import Assessment, Score
from plans.facts import PlanFacts
from plans.freeze import canonical_json, content_of
from plans.models import Revision
from tests.builders import client_of, make_complete_plan, make_member, make_organization
from tests.personnel.staff import FIRST_YEAR, assess, make_person, make_post
from thai.dates import frozen_today
from thai.fiscal import Cycle

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day():
    """A day on which the cycle of the tests is the one being planned."""
    with frozen_today(Cycle(FIRST_YEAR).submit_by):
        yield


@pytest.fixture
def organization():
    return make_organization()


@pytest.fixture
def staff(organization):
    """A member without any duty but the own assessment."""
    return make_member(Role.STAFF, organization)


@pytest.fixture
def boss(organization):
    return make_member(Role.COMMITTEE_MEMBER, organization)


@pytest.fixture
def person(organization, staff, boss):
    superior = make_person(make_post(organization, "2101", "directing.1"), "นายหัวหน้า", user=boss.user)
    return make_person(
        make_post(organization, "3102", "academic.2"), "นางสาวสมใจ", user=staff.user, supervisor=superior
    )


@pytest.fixture
def officer(organization):
    return client_of(make_member(Role.HR_OFFICER, organization))


def to(name, person, *args):
    return reverse(f"personnel:{name}", args=[person.organization.code, person.pk, FIRST_YEAR, *args])


def of_lao(name, organization, *args):
    return reverse(f"personnel:{name}", args=[organization.code, *args])


CODES = [f"competency-c{n}" for n in range(1, 6)] + [f"digital-d{n}" for n in range(1, 8)]


def all_answers(level=3):
    return dict.fromkeys(CODES, str(level))


# My assessments -------------------------------------------------------------------------------


def test_landing_page_of_staff_leads_to_the_own_form(staff, person):
    address = of_lao("my_assessments", person.organization)
    landing = client_of(staff).get(reverse("organizations:home"), follow=True)
    assert f'<a href="{address}">ประเมินสมรรถนะของตนเอง' in landing.content.decode()
    page = client_of(staff).get(address)
    assert to("assessment_form", person, SELF) in page.content.decode()
    assert "เริ่มประเมิน" in page.content.decode()


def test_supervisor_finds_the_own_people_only(organization, boss, person):
    make_person(make_post(organization), "นายคนอื่น")
    page = client_of(boss).get(of_lao("my_assessments", organization)).content.decode()
    assert to("assessment_form", person, SUPERVISOR) in page
    assert "นายคนอื่น" not in page


def test_account_without_a_person_is_told_whom_to_ask(organization):
    page = client_of(make_member(Role.STAFF, organization)).get(of_lao("my_assessments", organization))
    assert "ยังไม่ได้ผูกกับรายชื่อบุคลากร" in page.content.decode()


def test_person_without_a_post_has_no_form(organization, staff):
    post = make_post(organization)
    alone = make_person(post, user=staff.user)
    alone.holdings.all().delete()
    page = client_of(staff).get(of_lao("my_assessments", organization)).content.decode()
    assert "ยังไม่มีตำแหน่งในแผนอัตรากำลัง" in page
    assert "ยังไม่มีข้อที่ต้องประเมิน" in client_of(staff).get(to("assessment_form", alone, SELF)).content.decode()


def test_what_was_sent_leads_to_the_result(staff, boss, person):
    assess(person, {"c1": 2})
    assess(person, {"c1": 2}, assessor=SUPERVISOR)
    for member in (staff, boss):
        page = client_of(member).get(of_lao("my_assessments", person.organization)).content.decode()
        assert to("assessment", person) in page


# Answering ------------------------------------------------------------------------------------


def test_answers_are_kept_without_a_script(staff, person):
    client, address = client_of(staff), to("assessment_form", person, SELF)
    answer = client.post(address, {"competency-c1": "2", "digital-d1": "4", "action": "save"}, follow=True)
    assert "ตอบแล้ว 2 จาก 12 ข้อ" in answer.content.decode()
    assert Score.objects.count() == 2
    page = client.get(address).content.decode()
    assert 'name="competency-c1" value="2"' in page
    assert page.count("checked") == 2


def test_sending_with_open_items_names_them_and_loses_nothing(staff, person):
    client, address = client_of(staff), to("assessment_form", person, SELF)
    answer = client.post(address, {"competency-c1": "2", "action": "send"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count('href="#id_') >= 11
    assert "#id_competency-c2" in page
    assert Score.objects.get().level == 2
    assert not Assessment.objects.get().sent_at


def test_complete_form_is_sent_and_then_closed(staff, person):
    client, address = client_of(staff), to("assessment_form", person, SELF)
    answer = client.post(address, {**all_answers(), "action": "send"}, follow=True)
    assert answer.redirect_chain[0][0] == of_lao("my_assessments", person.organization)
    assert "ส่งแบบประเมินของ นางสาวสมใจ แล้ว" in answer.content.decode()
    assert "ส่งแบบประเมินแล้ว" in client.get(address).content.decode()
    assert client.post(address, {**all_answers(5), "action": "send"}).status_code == 409
    assert set(Score.objects.values_list("level", flat=True)) == {3}


def test_form_sent_twice_is_sent_once(staff, person):
    client, address = client_of(staff), to("assessment_form", person, SELF)
    data = {**all_answers(), "action": "send", "form_key": "0b7c8c5e-3a55-4b1e-9d6a-0f2d6c1f8a11"}
    first, second = client.post(address, data), client.post(address, data)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]


def test_year_between_cycles_has_no_form(staff, person):
    address = reverse(
        "personnel:assessment_form", args=[person.organization.code, person.pk, FIRST_YEAR + 1, SELF]
    )
    assert client_of(staff).get(address).status_code == 404


def test_nothing_to_assess_cannot_be_sent(organization, staff):
    alone = make_person(make_post(organization), user=staff.user)
    alone.holdings.all().delete()
    answer = client_of(staff).post(to("assessment_form", alone, SELF), {"action": "send"})
    assert answer.status_code == 422
    assert not Assessment.objects.filter(sent_at__isnull=False).exists()


def test_supervisor_sends_for_a_subordinate(boss, person):
    answer = client_of(boss).post(
        to("assessment_form", person, SUPERVISOR), {**all_answers(4), "action": "send"}
    )
    assert answer.status_code == 302
    assert Assessment.objects.get().assessor == SUPERVISOR


@pytest.mark.parametrize("value", ["0", "6", "x", "2.5"])
def test_only_five_levels_are_answers(staff, person, value):
    answer = client_of(staff).post(to("assessment_answer", person, SELF), {"competency-c1": value})
    assert answer.status_code == 422
    assert not Score.objects.exists()


def test_answers_come_one_by_one(staff, person):
    client, address = client_of(staff), to("assessment_answer", person, SELF)
    assert client.post(address, {"competency-c1": "2"}).json() == {
        "message": "ตอบแล้ว 1 จาก 12 ข้อ",
        "answered": 1,
        "total": 12,
    }
    assert client.post(address, {"competency-c1": "5", "competency-x1": "5"}).json()["answered"] == 1
    assert Score.objects.get().level == 5
    assert client.post(address, {"competency-x1": "5"}).status_code == 422  # not asked of this post
    Assessment.objects.update(sent_at="2026-06-01T00:00Z")
    late = client.post(address, {"competency-c1": "1"})
    assert late.status_code == 409
    assert "ส่งแล้ว" in late.json()["message"]


# Whose pages ----------------------------------------------------------------------------------


def test_nobody_assesses_for_another(staff, boss, person):
    make_member(Role.HR_OFFICER, person.organization)
    colleague = make_member(Role.STAFF, person.organization)
    make_person(make_post(person.organization), user=colleague.user)
    for member, assessor in [(staff, SUPERVISOR), (boss, SELF), (colleague, SELF), (colleague, SUPERVISOR)]:
        client = client_of(member)
        for name in ("assessment_form", "assessment_answer"):
            assert client.post(to(name, person, assessor), all_answers()).status_code == 404
        assert client.get(to("assessment_form", person, assessor)).status_code == 404
    assert not Assessment.objects.exists()


def test_supervisor_sees_direct_subordinates_only(organization, staff, person):
    assess(person, {"c1": 2})
    under = make_member(Role.STAFF, organization)
    lower = make_person(make_post(organization), user=under.user, supervisor=person)
    assert client_of(staff).get(to("assessment", lower)).status_code == 200
    assert client_of(under).get(to("assessment", lower)).status_code == 200
    assert client_of(under).get(to("assessment", person)).status_code == 404
    superior = client_of(make_member(Role.HEAD, organization, user=person.supervisor.user))
    assert superior.get(to("assessment", person)).status_code == 200
    assert superior.get(to("assessment", lower)).status_code == 404


def score_pages(person):
    """Every address on which a score stands, and those that lead to one."""
    organization = person.organization
    return [
        of_lao("assessments", organization),
        of_lao("assessments_of_cycle", organization, FIRST_YEAR),
        to("assessment", person),
        to("assessment_form", person, SELF),
        to("assessment_form", person, SUPERVISOR),
        to("assessment_reopen", person, SELF),
        to("assessment_reopen", person, SUPERVISOR),
    ]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.HR_OFFICER])
def test_scores_are_nobodys_business(person, role):
    assess(person, {"c1": 2})
    assess(person, {"c1": 2}, assessor=SUPERVISOR)
    organization = person.organization if role in LAO_ROLES else None
    client = client_of(make_member(role, organization))
    assert [client.get(address).status_code for address in score_pages(person)] == [404] * 7
    answers = {client.post(address).status_code for address in score_pages(person)}
    assert answers <= {404, 405}  # 405: takes no POST, whoever asks


def test_officer_of_another_organization_sees_nothing(person):
    assess(person, {"c1": 2})
    other = make_organization()
    client = client_of(make_member(Role.HR_OFFICER, other))
    assert [client.get(address).status_code for address in score_pages(person)] == [404] * 7
    foreign = reverse("personnel:assessment", args=[other.code, person.pk, FIRST_YEAR])
    assert client.get(foreign).status_code == 404


def test_account_of_the_person_sees_nothing_while_acting_elsewhere(person):
    elsewhere = make_member(Role.HR_OFFICER, make_organization(), user=person.user)
    assert client_of(elsewhere).get(to("assessment", person)).status_code == 404


def test_visitor_is_sent_to_sign_in(person, client):
    for address in score_pages(person):
        assert client.get(address)["Location"].startswith(reverse("account_login"))


# The officer ----------------------------------------------------------------------------------


def test_matrix_shows_gaps_by_number_and_shape_and_says_the_coverage(organization, person, officer):
    assess(person, {"c1": 1, "c2": 3})
    page = officer.get(of_lao("assessments", organization)).content.decode()
    assert "ประเมินแล้ว 1 จาก 2 คน" in page
    assert '<td class="gap gap-2">▼2</td>' in page
    assert '<td class="met">✓</td>' in page
    assert '<td class="open">○</td>' in page
    assert to("assessment", person) in page


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"นายหัวหน้า", "นางสาวสมใจ"}),
        ("?state=assessed", {"นางสาวสมใจ"}),
        ("?state=open", {"นายหัวหน้า"}),
        ("?state=lacking", {"นางสาวสมใจ"}),
        ("?group=g3", {"นายหัวหน้า"}),
        ("?group=g2", {"นางสาวสมใจ"}),
        ("?unit=0&group=nonsense&state=x&page=99", {"นายหัวหน้า", "นางสาวสมใจ"}),
    ],
)
def test_matrix_is_filtered(organization, person, officer, query, names):
    assess(person, {"c1": 1})
    rows = officer.get(of_lao("assessments", organization) + query).context["rows"]
    assert {row.person.full_name for row, _cells in rows} == names


def test_matrix_of_a_unit(organization, person, officer):
    other = organization.units.last()
    make_person(make_post(organization, unit=other), "นายช่าง")
    rows = officer.get(f"{of_lao('assessments', organization)}?unit={other.pk}").context["rows"]
    assert [row.person.full_name for row, _cells in rows] == ["นายช่าง"]


def test_empty_matrix_says_what_to_do(organization, officer):
    page = officer.get(of_lao("assessments", organization)).content.decode()
    assert "ประเมินแล้ว 0 จาก 0 คน" in page
    assert "ยังไม่มีบัญชีบุคลากร" in page


def test_year_that_is_none_is_not_found(organization, officer):
    assert officer.get(of_lao("assessments_of_cycle", organization, 1)).status_code == 404


def test_officer_opens_an_assessment_again(person, officer):
    assess(person, {"c1": 2})
    address = to("assessment_reopen", person, SELF)
    assert address in officer.get(to("assessment", person)).content.decode()
    assert "คำตอบเดิมยังอยู่" in officer.get(address).content.decode()
    answer = officer.post(address, follow=True)
    assert "เปิดแบบประเมินของ นางสาวสมใจ ให้แก้ไขแล้ว" in answer.content.decode()
    assert not Assessment.objects.get().sent_at
    assert officer.get(address).status_code == 404


def test_officer_does_not_see_what_was_not_sent(person, officer):
    assess(person, {"c1": 1}, sent_at=None)
    page = officer.get(to("assessment", person)).content.decode()
    assert "ตอบแล้ว 1 จาก 12 ข้อ" in page
    assert "▼" not in page


def test_queries_of_the_matrix_do_not_grow_with_people(
    organization, person, officer, django_assert_num_queries
):
    assess(person, {"c1": 1})
    address = of_lao("assessments", organization)
    officer.get(address)
    with CaptureQueriesContext(connection) as few:
        officer.get(address)
    for _number in range(5):
        assess(make_person(make_post(organization, "4101")), {"c1": 1})
    with django_assert_num_queries(len(few)):
        officer.get(address)


def test_page_of_the_matrix_stays_small(organization, officer):
    for _number in range(60):
        assess(make_person(make_post(organization, "1101")), {"c1": 1, "x1": 2})
    page = officer.get(of_lao("assessments", organization))
    assert len(page.context["rows"]) == 50
    assert len(page.content) < 120_000


def test_only_the_officer_says_who_supervises_whom(organization, person):
    secretary = make_member(Role.COMMITTEE_SECRETARY, organization)
    make_person(make_post(organization), user=secretary.user)
    address = reverse("personnel:person_edit", args=[organization.code, person.pk])
    client = client_of(secretary)
    form = client.get(address).context["form"]
    assert not {"supervisor", "user"} & form.fields.keys()
    own = organization.people.get(user=secretary.user)
    seen = client.get(address).context["seen"]
    data = {"full_name": "นางสาวสมใจ", "supervisor": own.pk, "user": secretary.user.pk, "seen": seen}
    assert client.post(address, data).status_code == 302
    before = person.supervisor
    person.refresh_from_db()
    assert person.supervisor == before


def test_whoever_left_assesses_nobody(organization, boss, person):
    person.supervisor.left_on = "2026-01-31"
    person.supervisor.save()
    assert client_of(boss).get(to("assessment_form", person, SUPERVISOR)).status_code == 404


# Nothing leaves -------------------------------------------------------------------------------


def test_scores_are_in_no_snapshot_and_no_export(organization):
    revision = make_complete_plan(organization)
    before = canonical_json(content_of(PlanFacts(revision)))
    person = make_person(make_post(organization, first_year=2573), "นางสาวลับเฉพาะ")
    assess(person, {"c1": 1, "c2": 2})
    assess(person, {"c1": 1}, assessor=SUPERVISOR)
    after = canonical_json(content_of(PlanFacts(Revision.objects.with_plan().get(pk=revision.pk))))
    assert after == before
    assert "นางสาวลับเฉพาะ" not in after


def test_only_people_and_plans_of_people_read_scores():
    """No module above asks for scores but the individual plans, which have the same readers."""
    root = Path(__file__).resolve().parents[2]
    asking = {
        path.relative_to(root).as_posix()
        for app in ("plans", "approvals", "monitoring", "register", "courses", "documents")
        for path in (root / app).rglob("*.py")
        if re.search(r"personnel\.(gaps|matrix|profile)|\b(Assessment|Score)\b", path.read_text("utf-8"))
    }
    own = ("plans/idp/", "plans/views/idp", "approvals/demonstration/")
    together = {"plans/tasklist_people.py", "plans/proposals/wants.py"}  # how many; what many lack
    assert {path for path in asking if not path.startswith(own)} <= together
    assert "plans/idp/change.py" in asking  # the search finds what is there
