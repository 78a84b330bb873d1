"""Pages of individual plans: three people see one, each does what is theirs, and two at once lose nothing."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents import drafts
from organizations.roles import LAO_ROLES, Role
from personnel.models import Person
from plans.models import IndividualPlan
from tests.builders import client_of, make_board, make_member, make_organization
from tests.documents.twins import squeezed, word_paragraphs
from tests.personnel.staff import assess, make_person, make_post
from tests.plans.idp_cast import YEAR, make_cast
from thai.dates import frozen_today

pytestmark = pytest.mark.django_db
State = IndividualPlan.State
MOST_IN_A_LIST = 16
KEY = "6a3c1a6e-7d0e-4d6e-9f5b-0d3c8b6f5a11"


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def staff(cast):
    return client_of(cast.staff)


@pytest.fixture
def head(cast):
    return client_of(cast.head_of_unit)


@pytest.fixture
def officer(cast):
    return client_of(cast.officer)


@pytest.fixture
def made(monkeypatch):
    """Sheets asked for, made at once without an engine."""
    asked = []

    def render(html, *, title, tell):
        asked.append(html)
        return type("Rendered", (), {"pdf": b"%PDF-sheet", "pages": 1, "warnings": ()})

    monkeypatch.setattr(drafts, "render_paper", render)
    return asked


def of_list(cast, name="idps"):
    return reverse(f"plans:{name}", args=[cast.organization.code, YEAR])


def of_person(cast, name="idp", *more, person=None):
    return reverse(f"plans:{name}", args=[cast.organization.code, YEAR, (person or cast.person).pk, *more])


def typed(plan, **values):
    """The form of a plan as its page sends it."""
    rows = list(plan.items.all())
    data = {"version": plan.version, "goal": plan.goal}
    data |= {"items-TOTAL_FORMS": len(rows) + 3, "items-INITIAL_FORMS": len(rows)}
    for number, row in enumerate(rows):
        columns = {
            "row": row.pk,
            "order": number + 1,
            "topic": row.topic,
            "way": getattr(row.submethod or row.method, "code", ""),
            "first_month": row.first_month or "",
            "last_month": row.last_month or "",
            "responsible": row.responsible,
        }
        data |= {f"items-{number}-{name}": value for name, value in columns.items()}
    return data | values


def step(cast, client, action, **values):
    data = {"version": cast.plan.version} | values
    return client.post(of_person(cast, "idp_move", action), data)


# Who sees one ---------------------------------------------------------------------------------

READING = [("idp", []), ("idp_draft", []), ("idp_pdf", [])]
WRITING = [("idp", []), ("idp_draw_up", []), ("idp_results", []), ("idp_move", ["agree"]), ("idp_draft", [])]


def strangers(cast):
    """Everybody who could ask, but the three: every role in the LAO, another superior, another officer, boards."""
    inside = [make_member(role, cast.organization) for role in sorted(LAO_ROLES - {Role.HR_OFFICER})]
    other = make_cast(cast.organization)
    elsewhere = make_cast(make_organization())
    above = [
        make_member(Role.BOARD_SECRETARY, board=make_board()),
        make_member(Role.PROVINCE_VIEWER),
        *(make_member(role) for role in (Role.AUDITOR, Role.CENTRAL_EDITOR, Role.OPERATOR)),
    ]
    return [
        *inside,
        other.staff,
        other.head_of_unit,
        elsewhere.officer,
        elsewhere.staff,
        elsewhere.head_of_unit,
        *above,
    ]


def test_nobody_but_the_three_sees_or_changes_a_plan(cast):
    cast.reach("propose")
    for member in strangers(cast):
        client = client_of(member)
        for name, more in READING:
            assert client.get(of_person(cast, name, *more)).status_code == 404, (member, name)
        for name, more in WRITING:
            assert client.post(of_person(cast, name, *more), {"version": 2}).status_code == 404, (
                member,
                name,
            )
    assert cast.plan.state == State.PROPOSED


def test_list_holds_oneself_and_ones_own_people_only(cast, staff, head, officer):
    other = make_cast(cast.organization)
    pages = {
        name: client.get(of_list(cast)).content.decode()
        for name, client in {"staff": staff, "head": head, "officer": officer}.items()
    }
    links = {person: of_person(cast, person=person) for person in (cast.person, cast.superior, other.person)}
    seen = {
        name: {person for person, link in links.items() if f'"{link}"' in page}
        for name, page in pages.items()
    }
    assert seen == {
        "staff": {cast.person},
        "head": {cast.person, cast.superior},
        "officer": {cast.person, cast.superior, other.person},
    }


def test_superior_is_told_how_many_wait(cast, staff, head, officer):
    cast.reach("propose")
    address = of_list(cast)
    assert "รอท่านเห็นชอบ 1 คน" in head.get(address).content.decode()
    for client in (staff, officer):
        assert "รอท่านเห็นชอบ" not in client.get(address).content.decode()
    cast.reach("agree")
    assert "รอท่านเห็นชอบ" not in head.get(address).content.decode()


def test_list_is_empty_for_those_who_are_nobodys_superior_and_not_there_for_others(cast):
    cast.drawn_up()
    for member in strangers(cast):
        answer = client_of(member).get(of_list(cast))
        assert answer.status_code == (200 if member.organization == cast.organization else 404)
        assert of_person(cast) not in answer.content.decode()


def test_short_address_leads_to_the_fiscal_year_of_today_or_the_nearest(cast, staff):
    short = reverse("plans:idps_now", args=[cast.organization.code])
    for day, year in (
        (datetime.date(2027, 9, 30), 2570),
        (datetime.date(2027, 10, 1), 2571),
        (datetime.date(2040, 1, 1), 2572),
    ):
        with frozen_today(day):
            assert staff.get(short).url == reverse("plans:idps", args=[cast.organization.code, year])
    assert client_of(make_member(Role.STAFF)).get(short).status_code == 404


def test_account_whose_role_ended_sees_nothing(cast, staff):
    cast.drawn_up()
    cast.staff.delete()
    assert staff.get(of_person(cast)).status_code == 404


@pytest.mark.parametrize("year", [2500, 2563, 2900, 99999])
def test_year_without_a_master_plan_is_not_found(cast, officer, year):
    assert officer.get(reverse("plans:idps", args=[cast.organization.code, year])).status_code == 404


def test_person_of_another_lao_is_not_found_below_ones_own_address(cast, officer):
    other = make_cast(make_organization())
    assert officer.get(of_person(cast, person=other.person)).status_code == 404


# Drawing up and writing -----------------------------------------------------------------------


def test_page_without_a_plan_offers_to_draw_one_up(cast, staff):
    page = staff.get(of_person(cast)).content.decode()
    assert of_person(cast, "idp_draw_up") in page
    assert not IndividualPlan.objects.exists()
    assert staff.post(of_person(cast, "idp_draw_up")).status_code == 302
    page = staff.get(of_person(cast)).content.decode()
    assert "ระดับที่คาดหวัง 3 ระดับปัจจุบัน 1 ช่องว่าง 2" in page
    assert "การสอนงาน" in page


def test_superior_does_not_begin_the_plan_of_another(cast, head):
    assert "ยังไม่มีแผนของปีงบประมาณนี้" in head.get(of_person(cast)).content.decode()
    assert head.post(of_person(cast, "idp_draw_up")).status_code == 404


def test_officer_draws_up_for_everybody_once(cast, officer):
    for _time in range(2):
        officer.post(of_list(cast), {"form_key": KEY})
    assert IndividualPlan.objects.count() == 1
    page = officer.get(of_list(cast)).content.decode()
    assert "เห็นชอบแล้ว 0 จาก 2 คน" in page
    assert "ประเมินแล้ว 1 จาก 2 คน" in page


def test_only_the_officer_draws_up_for_everybody(cast, head):
    assert head.post(of_list(cast)).status_code == 404
    assert not IndividualPlan.objects.exists()


def test_person_writes_and_proposes(cast, staff):
    plan = cast.drawn_up()
    data = typed(plan, goal="ชำนาญการ", **{"items-4-topic": "ขับรถกระเช้า", "items-4-order": "9"})
    assert staff.post(of_person(cast), data).status_code == 302
    assert [row.topic for row in cast.plan.items.all()][-1] == "ขับรถกระเช้า"
    refused = staff.post(of_person(cast), typed(cast.plan) | {"propose": "1"})
    page = refused.content.decode()
    assert "กรุณาเลือกวิธีการพัฒนาก่อนเสนอ" in page
    assert cast.plan.state == State.DRAFT
    data = typed(cast.plan) | {"items-4-way": "m2", "items-4-first_month": 1, "items-4-last_month": 2}
    answer = staff.post(of_person(cast), data | {"items-4-responsible": "กองช่าง", "propose": "1"})
    assert answer.status_code == 302
    assert cast.plan.state == State.PROPOSED


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"items-0-first_month": "3", "items-0-last_month": "11"}, "last_month"),
        ({"items-0-first_month": "3", "items-0-last_month": ""}, "last_month"),
        ({"items-0-last_month": "13"}, "last_month"),
        ({"items-0-way": "m9"}, "way"),
        ({"items-0-responsible": "ก" * 151}, "responsible"),
        ({"items-4-responsible": "มีแต่ผู้รับผิดชอบ"}, "topic"),
        ({"items-4-topic": "มุ่งผลสัมฤทธิ์"}, "topic"),
        ({"items-4-topic": "หัวข้อ 👍"}, "topic"),
    ],
)
def test_impossible_row_is_refused_at_its_field_and_nothing_is_saved(cast, staff, wrong, field):
    plan = cast.drawn_up()
    answer = staff.post(of_person(cast), typed(plan, **wrong))
    assert [list(errors) for errors in answer.context["rows"].errors if errors] == [[field]]
    assert "error-summary" in answer.content.decode()
    assert cast.plan.version == plan.version


def test_key_of_a_row_that_is_none_of_this_plan_breaks_nothing(cast, staff):
    cast.drawn_up()
    for wrong in ("x", "-1", "9" * 30, "๑"):
        answer = staff.post(of_person(cast), typed(cast.plan, **{"items-0-row": wrong}))
        assert answer.status_code in (302, 422)
    assert cast.plan.items.count() == 4


def test_row_that_was_removed_meanwhile_comes_back_as_it_was_typed(cast, staff):
    plan = cast.drawn_up()
    late = typed(plan, goal="หลัง")
    kept = typed(plan, **{"items-0-DELETE": "on"})
    staff.post(of_person(cast), kept)
    answer = staff.post(of_person(cast), late)
    assert answer.status_code == 409
    assert staff.post(of_person(cast), late | {"version": cast.plan.version}).status_code == 302
    again = cast.plan.items.first()
    assert (again.topic, again.item_code, again.gap) == (plan.items.first().topic, "c1", 2)


def test_topic_of_a_catalog_cannot_be_changed_from_outside(cast, staff):
    plan = cast.drawn_up()
    staff.post(of_person(cast), typed(plan, **{"items-0-topic": "อย่างอื่น"}))
    assert cast.plan.items.first().topic == plan.items.first().topic


def test_same_form_twice_is_carried_out_once(cast, staff):
    plan = cast.drawn_up()
    data = typed(plan, form_key=KEY, **{"items-4-topic": "ขับรถกระเช้า"})
    assert [staff.post(of_person(cast), data).status_code for _time in range(2)] == [302, 302]
    assert cast.plan.version == plan.version + 1
    assert cast.plan.items.filter(topic="ขับรถกระเช้า").count() == 1


def test_older_form_is_409_with_what_was_typed_and_what_is_stored(cast, staff):
    plan = cast.drawn_up()
    staff.post(of_person(cast), typed(plan, goal="เป้าหมายแรก"))
    late = typed(plan, goal="เป้าหมายหลัง", **{"items-4-topic": "พิมพ์ไว้แล้ว"})
    answer = staff.post(of_person(cast), late)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="พิมพ์ไว้แล้ว"' in page
    assert "เป้าหมายแรก" in page
    assert "เป้าหมายหลัง" in page
    assert cast.plan.goal == "เป้าหมายแรก"
    assert staff.post(of_person(cast), late | {"version": cast.plan.version}).status_code == 302
    assert cast.plan.goal == "เป้าหมายหลัง"


def test_form_that_comes_after_the_proposal_is_409_and_gives_the_words_back(cast, staff):
    plan = cast.drawn_up()
    data = typed(plan, **{"items-4-topic": "พิมพ์ไว้ ก่อนเสนอ"})
    cast.reach("propose")
    answer = staff.post(of_person(cast), data)
    assert answer.status_code == 409
    assert "พิมพ์ไว้ ก่อนเสนอ" in answer.content.decode()
    assert cast.plan.items.count() == 4


def test_officer_writes_only_for_those_without_an_account(cast, officer):
    plan = cast.drawn_up()
    assert officer.post(of_person(cast), typed(plan)).status_code == 404
    Person.objects.filter(pk=cast.person.pk).update(user=None)
    assert officer.post(of_person(cast), typed(plan, goal="ชำนาญการ")).status_code == 302
    assert cast.plan.goal == "ชำนาญการ"


# Deciding -------------------------------------------------------------------------------------


def test_superior_agrees_to_what_was_seen(cast, staff, head):
    cast.reach("propose")
    assert of_person(cast, "idp_move", "agree") in head.get(of_person(cast)).content.decode()
    assert step(cast, head, "agree").status_code == 302
    plan = cast.plan
    assert (plan.state, plan.agreed_by, plan.agreed_with) == (
        State.AGREED,
        cast.head_of_unit.user,
        cast.superior,
    )
    assert "เห็นชอบแล้ว 1 จาก 1 คน" in staff.get(of_list(cast)).content.decode()


def test_decision_on_another_version_is_409(cast, head):
    cast.reach("propose", "take_back", "propose")
    answer = step(cast, head, "agree", version=2)
    assert answer.status_code == 409
    assert cast.plan.state == State.PROPOSED


@pytest.mark.parametrize("action", ["agree", "send_back"])
@pytest.mark.parametrize("who", ["staff", "officer"])
def test_person_and_officer_do_not_decide_in_place_of_the_superior(cast, request, who, action):
    cast.reach("propose")
    client = request.getfixturevalue(who)
    assert step(cast, client, action, note="ขอให้เพิ่ม").status_code == 404
    assert cast.plan.state == State.PROPOSED


def test_officer_records_what_a_superior_without_account_signed_but_not_ones_own(cast, officer):
    cast.reach("propose")
    Person.objects.filter(pk=cast.superior.pk).update(user=None)
    assert "ลงนามในเอกสารก่อน" in officer.get(of_person(cast)).content.decode()
    Person.objects.filter(pk=cast.person.pk).update(user=cast.officer.user)
    assert step(cast, officer, "agree").status_code == 404
    Person.objects.filter(pk=cast.person.pk).update(user=cast.staff.user)
    assert step(cast, officer, "agree").status_code == 302
    assert (cast.plan.agreed_by, cast.plan.agreed_with) == (cast.officer.user, cast.superior)


def test_return_needs_a_note_which_the_person_reads(cast, staff, head):
    cast.reach("propose")
    answer = step(cast, head, "send_back", note=" ")
    assert "error-summary" in answer.content.decode()
    assert cast.plan.state == State.PROPOSED
    step(cast, head, "send_back", note="ขอให้เพิ่มงานพัสดุ")
    assert "ขอให้เพิ่มงานพัสดุ" in staff.get(of_person(cast)).content.decode()


def test_unknown_step_is_not_found(cast, head):
    cast.reach("propose")
    assert step(cast, head, "nothing").status_code == 404


def test_incomplete_plan_sent_past_the_form_is_not_proposed(cast, staff):
    plan = cast.drawn_up()
    plan.items.update(responsible="")
    assert step(cast, staff, "propose").status_code == 302
    assert "ยังเสนอไม่ได้" in staff.get(of_person(cast)).content.decode()
    assert cast.plan.state == State.DRAFT


def test_results_are_noted_by_person_and_superior_and_by_nobody_else(cast, staff, head, officer):
    plan = cast.reach("propose", "agree")
    row = plan.items.first()
    for client, text in ((staff, "ผ่านการอบรม"), (head, "ทำได้เอง")):
        data = {"version": cast.plan.version, f"result_{row.pk}": text}
        assert client.post(of_person(cast, "idp_results"), data).status_code == 302
        assert cast.plan.items.first().result == text
    stale = staff.post(of_person(cast, "idp_results"), {"version": plan.version, f"result_{row.pk}": "ก่อน"})
    assert stale.status_code == 409
    assert 'value="ก่อน"' in stale.content.decode()
    assert officer.post(of_person(cast, "idp_results"), {"version": cast.plan.version}).status_code == 404


# On paper -------------------------------------------------------------------------------------


def test_sheet_is_made_once_and_given_to_those_who_see_the_plan(cast, staff, head, made):
    cast.drawn_up()
    answer = staff.post(of_person(cast, "idp_draft"))
    key = answer.url.partition("draft=")[2].removesuffix("#draft")
    head.post(of_person(cast, "idp_draft"))
    assert len(made) == 1
    for client in (staff, head):
        assert "PDF พร้อมแล้ว" in client.get(answer.url).content.decode()
        assert "PDF พร้อมแล้ว" in client.get(of_person(cast, "idp_draft"), {"draft": key}).content.decode()
        file = client.get(of_person(cast, "idp_pdf"), {"draft": key})
        assert file.getvalue() == b"%PDF-sheet"
    other = make_cast(cast.organization)
    other.drawn_up()
    foreign = client_of(other.staff).get(of_person(other, "idp_pdf"), {"draft": key})
    assert foreign.status_code == 302


def test_sheets_of_the_list_are_those_that_one_may_see(cast, head, officer, made):
    cast.drawn_up()
    other = make_cast(cast.organization)
    other.drawn_up()
    Person.objects.filter(pk=other.person.pk).update(full_name="นายอื่น")
    keys = {}
    for name, client in {"head": head, "officer": officer}.items():
        answer = client.post(of_list(cast, "idps_draft"))
        keys[name] = answer.url.partition("draft=")[2].removesuffix("#draft")
        assert "PDF พร้อมแล้ว" in client.get(answer.url).content.decode()
    assert ["นายอื่น" in html for html in made] == [False, True]
    assert head.get(of_list(cast, "idps_pdf"), {"draft": keys["officer"]}).status_code == 302
    assert officer.get(of_list(cast, "idps_pdf"), {"draft": keys["officer"]}).getvalue() == b"%PDF-sheet"


def test_word_has_the_sheets_that_one_may_see(cast, head, officer):
    cast.drawn_up()
    other = make_cast(cast.organization)
    other.drawn_up()
    Person.objects.filter(pk=other.person.pk).update(full_name="นายอื่น")

    def said(answer) -> str:
        return "".join(word_paragraphs(answer.getvalue()))

    assert "นายอื่น" in said(officer.get(of_list(cast), {"format": "docx"}))
    assert "นายอื่น" not in said(head.get(of_list(cast), {"format": "docx"}))
    assert squeezed(cast.person.full_name) in said(head.get(of_person(cast), {"format": "docx"}))
    foreign = client_of(other.staff)
    assert foreign.get(of_person(cast), {"format": "docx"}).status_code == 404


def test_sheets_of_one_department(cast, officer, made):
    cast.drawn_up()
    finance = cast.organization.units.get(name="กองคลัง")
    person = make_person(make_post(cast.organization, "3102", "academic.2", unit=finance), "นายการเงิน")
    assess(person, {"c1": 1})
    officer.post(of_list(cast))
    page = officer.get(of_list(cast), {"unit": finance.pk}).content.decode()
    assert "นายการเงิน" in page
    assert "นางสาวมานี" not in page
    officer.post(of_list(cast, "idps_draft"), {"unit": finance.pk})
    assert ("นายการเงิน" in made[0], "นางสาวมานี" in made[0]) == (True, False)
    foreign = make_organization().units.first()
    assert officer.get(of_list(cast), {"unit": foreign.pk}).status_code == 200


@pytest.mark.parametrize("key", ["", "x", "../../secret", "0" * 63])
def test_what_is_no_key_leads_nowhere(cast, staff, key):
    cast.drawn_up()
    for name, address in (("idp", of_person), ("idps", of_list)):
        assert staff.get(address(cast, f"{name}_pdf"), {"draft": key}).status_code == 404
        assert staff.get(address(cast, f"{name}_draft"), {"draft": key}).status_code == 404
        assert staff.get(address(cast, name), {"draft": key}).status_code == 200


def test_list_without_plans_has_nothing_to_print(cast, officer):
    assert officer.post(of_list(cast, "idps_draft")).status_code == 404
    assert of_list(cast, "idps_draft") not in officer.get(of_list(cast)).content.decode()


# How much is asked ----------------------------------------------------------------------------


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_list_takes_as_many_queries_for_two_as_for_thirty(cast, head, officer):
    cast.drawn_up()
    few = {client: queries(client, of_list(cast)) for client in (head, officer)}
    for _number in range(28):
        person = make_person(make_post(cast.organization, "3102", "academic.2"), supervisor=cast.superior)
        assess(person, {"c1": 1})
    officer.post(of_list(cast))
    assert IndividualPlan.objects.count() == 29
    assert {client: queries(client, of_list(cast)) for client in (head, officer)} == few
    assert few[head] <= MOST_IN_A_LIST


def test_form_takes_as_many_queries_for_one_row_as_for_ten(cast, staff):
    plan = cast.drawn_up()
    plan.items.exclude(pk=plan.items.first().pk).delete()
    few = queries(staff, of_person(cast))
    for number in range(9):
        row = plan.items.first()
        row.pk, row.item_kind, row.item_code, row.topic = None, "", "", f"หัวข้อ {number}"
        row.save(force_insert=True)
    assert queries(staff, of_person(cast)) == few
