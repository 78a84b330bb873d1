"""Pages of needs and SWOT: deciding, ranking and writing by those who draft, reading by the others of the LAO."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organizations.roles import Role
from personnel import needs
from personnel.models import Need, SwotItem
from tests.builders import client_of, make_member, make_organization, make_user
from tests.personnel.staff import FIRST_YEAR

pytestmark = pytest.mark.django_db


@pytest.fixture
def organization():
    return make_organization()


@pytest.fixture
def officer(organization):
    return client_of(make_member(Role.HR_OFFICER, organization))


@pytest.fixture
def reader(organization):
    return client_of(make_member(Role.HEAD, organization))


def at(organization, name="needs", *args, year=FIRST_YEAR):
    return reverse(f"personnel:{name}", args=[organization.code, year, *args])


def text(response):
    return response.content.decode()


def write(organization, title, **values):
    complete = {"source": "mission", "evidence": "งานล่าช้า", "people": 3, "groups": [], "units": []}
    return needs.keep(
        organization=organization,
        first_year=FIRST_YEAR,
        values={"title": title, **complete, **values},
        by=make_user(),
    )


def seen_in(response):
    return re.search(r'name="seen" value="(\w+)"', text(response))[1]


def test_needs_begin_with_the_cycle_being_planned(officer, organization):
    response = officer.get(reverse("personnel:needs_latest", args=[organization.code]))
    assert response["Location"].startswith(f"/personnel/{organization.code}/needs/25")


@pytest.mark.parametrize("name", ["needs", "need_create", "swot"])
def test_year_that_is_none_is_not_found(officer, organization, name):
    assert officer.get(at(organization, name, year=1999)).status_code == 404


def test_proposals_wait_for_a_decision_with_why(officer, organization):
    assert officer.get(at(organization, "needs_propose")).url == at(organization, "needs")
    page = officer.post(at(organization, "needs_propose"), follow=True)
    assert "รอยืนยัน 2 เรื่อง" in text(page)
    assert "พระราชบัญญัติมาตรฐานทางจริยธรรม" in text(page)


@pytest.mark.parametrize(
    ("action", "state", "count"),
    [
        ("confirm", "confirmed", 1),
        ("decline", "declined", 1),
        ("confirm-all", "confirmed", 2),
        ("decline-all", "proposed", 2),  # asks first
        ("decline-surely", "declined", 2),
    ],
)
def test_proposals_are_decided_one_by_one_or_all(officer, organization, action, state, count):
    needs.propose(organization, FIRST_YEAR)
    ticked = Need.objects.first().pk
    officer.post(at(organization, "needs_decide"), {"action": action, "need": [ticked]})
    assert Need.objects.filter(state=state).count() == count


def test_declining_all_asks_back_and_the_question_answers_itself(officer, organization):
    needs.propose(organization, FIRST_YEAR)
    asked = officer.post(at(organization, "needs_decide"), {"action": "decline-all"})
    assert asked.status_code == 200
    assert "ไม่ใช้เรื่องที่รอยืนยันทั้ง 2 เรื่องใช่หรือไม่" in text(asked)
    assert 'name="action" value="decline-surely"' in text(asked)
    done = officer.post(at(organization, "needs_decide"), {"action": "decline-surely"}, follow=True)
    assert "ไม่ใช้ 2 เรื่องแล้ว" in text(done)


@pytest.mark.parametrize(
    "filled",
    [{}, {"action": "confirm"}, {"action": "ลบ", "need": ["1"]}, {"action": "confirm", "need": ["x"]}],
)
def test_decision_about_nothing_says_so(officer, organization, filled):
    needs.propose(organization, FIRST_YEAR)
    page = officer.post(at(organization, "needs_decide"), filled, follow=True)
    assert "ยังไม่ได้เลือกเรื่องใด" in text(page)
    assert set(Need.objects.values_list("state", flat=True)) == {"proposed"}


def test_need_of_another_body_is_neither_decided_nor_opened(officer, organization):
    foreign = write(make_organization(), "ของผู้อื่น")
    officer.post(at(organization, "needs_decide"), {"action": "decline", "need": [foreign.pk]})
    foreign.refresh_from_db()
    assert foreign.state == "confirmed"
    assert officer.get(at(organization, "need_edit", foreign.pk)).status_code == 404


def test_ranks_are_typed_with_reasons(officer, organization):
    first, second = write(organization, "ก"), write(organization, "ข")
    seen = seen_in(officer.get(at(organization)))
    filled = {f"rank_{first.pk}": "๒", f"reason_{first.pk}": "รอได้", f"rank_{second.pk}": "1", "seen": seen}
    page = officer.post(at(organization), filled)
    assert page.status_code == 422
    assert "กรุณาเขียนเหตุผลของลำดับนี้" in text(page)
    filled[f"reason_{second.pk}"] = "เกี่ยวกับความปลอดภัย"
    assert officer.post(at(organization), filled).status_code == 302
    assert [row.title for row in needs.confirmed(organization, FIRST_YEAR)] == ["ข", "ก"]
    filled[f"reason_{second.pk}"] = "เขียนช้าไป"
    page = officer.post(at(organization), filled)
    assert page.status_code == 409
    assert "เขียนช้าไป" in text(page)
    assert officer.post(at(organization), {**filled, "seen": seen_in(page)}).status_code == 302


def test_list_is_narrowed(officer, organization):
    group = organization.units.first()
    write(organization, "เรื่องแรก", units=[group.pk])
    write(organization, "เรื่องหลัง", source="problem")
    page = text(officer.get(at(organization) + f"?unit={group.pk}"))
    assert "เรื่องแรก" in page
    assert "เรื่องหลัง" not in page
    page = text(officer.get(at(organization) + "?source=problem&unit=x"))
    assert "เรื่องหลัง" in page


def test_need_is_written_and_changed(officer, organization):
    unit = organization.units.first()
    filled = {
        "title": "ทักษะการคุมงาน",
        "source": "problem",
        "evidence": "งานล่าช้า",
        "people": "๕",
        "units": [unit.pk],
    }
    assert officer.post(at(organization, "need_create"), filled).status_code == 302
    need = Need.objects.get()
    assert (need.people, need.state, list(need.units.all())) == (5, "confirmed", [unit])
    address = at(organization, "need_edit", need.pk)
    seen = seen_in(officer.get(address))
    assert officer.post(address, {**filled, "title": "ใหม่", "seen": seen}).status_code == 302
    assert officer.post(address, {**filled, "title": "ช้าไป", "seen": seen}).status_code == 409
    need.refresh_from_db()
    assert need.title == "ใหม่"


def test_need_from_figures_keeps_its_source(officer, organization):
    needs.propose(organization, FIRST_YEAR)
    Need.objects.filter(item_code="ethics").update(source="gap")
    need = Need.objects.get(item_code="ethics")
    address = at(organization, "need_edit", need.pk)
    filled = {"title": "ใหม่", "evidence": "เหตุ", "source": "mission", "seen": seen_in(officer.get(address))}
    officer.post(address, filled)
    need.refresh_from_db()
    assert (need.title, need.source) == ("ใหม่", "gap")


def test_list_takes_as_many_queries_with_two_needs_as_with_twelve(officer, organization):
    def ask():
        with CaptureQueriesContext(connection) as captured:
            assert officer.get(at(organization)).status_code == 200
        return len(captured)

    units = list(organization.units.values_list("pk", flat=True))
    for number in range(2):
        write(organization, f"เรื่อง {number}", units=units)
    officer.get(at(organization))
    few = ask()
    for number in range(10):
        write(organization, f"เรื่องเพิ่ม {number}", units=units)
    assert ask() == few


# SWOT -----------------------------------------------------------------------------------------


def test_swot_starts_from_our_sentences_which_are_not_yet_kept(officer, organization):
    page = officer.get(at(organization, "swot") + "?starter=1")
    assert "มีตำแหน่งว่าง" in text(page)
    assert not SwotItem.objects.exists()
    seen = seen_in(page)
    filled = {"strength": "๑) คนในพื้นที่\n๒) ร่วมมือกัน", "seen": seen}
    assert officer.post(at(organization, "swot"), filled).status_code == 302
    assert list(SwotItem.objects.values_list("text", flat=True)) == ["คนในพื้นที่", "ร่วมมือกัน"]
    assert officer.post(at(organization, "swot"), {**filled, "threat": "ช้าไป"}).status_code == 409
    assert "มีตำแหน่งว่าง" not in text(officer.get(at(organization, "swot") + "?starter=1"))


@pytest.mark.parametrize("typed", ["\n".join("ก" * 13), "ก" * 301])
def test_swot_too_long_is_refused(officer, organization, typed):
    seen = seen_in(officer.get(at(organization, "swot")))
    assert officer.post(at(organization, "swot"), {"strength": typed, "seen": seen}).status_code == 422


# Whose ----------------------------------------------------------------------------------------


def test_reader_reads_and_does_not_write(reader, organization):
    write(organization, "ทักษะการคุมงาน")
    page = text(reader.get(at(organization)))
    assert "ทักษะการคุมงาน" in page
    assert "งานล่าช้า" in page
    assert "<textarea" not in text(reader.get(at(organization, "swot")))
    assert reader.post(at(organization), {"rank_1": "1"}).status_code == 404
    assert reader.get(at(organization, "need_create")).status_code == 404
    assert reader.post(at(organization, "needs_propose")).status_code == 404
    assert reader.post(at(organization, "needs_decide"), {"action": "decline-all"}).status_code == 404
    assert reader.post(at(organization, "swot"), {"strength": "ก"}).status_code == 404
    assert not SwotItem.objects.exists()
