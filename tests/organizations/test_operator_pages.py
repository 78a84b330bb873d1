"""The operator's pages, from an empty system to the first administrator who signs in."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from organizations.load import load_boards
from organizations.models import Membership, Organization, User
from organizations.roles import Role
from tests.builders import make_board, make_member, make_organization, make_province, make_user
from tests.organizations.conftest import TODAY
from tests.organizations.test_member_pages import key_of

pytestmark = pytest.mark.django_db

TYPED = {"code": "bandung", "kind": "sao", "name": "บ้านด่าน", "district": "สังคม", "province": "43"}
PERSON = {
    "account": "new",
    "username": "manee",
    "full_name": "นางสาวมานี มีใจ",
    "role": "lao_admin",
    "position": "",
    "order_number": "๑๒/๒๕๖๗",
    "started_on_day": "1",
    "started_on_month": "ต.ค.",
    "started_on_year": "๒๕๖๗",
}
ADD = "/operator/organizations/add/"


@pytest.fixture
def operator(sign_in):
    make_province()
    make_province("ชลบุรี", "20")
    load_boards()
    return make_member(Role.OPERATOR)


@pytest.fixture
def desk(operator, sign_in):
    """The client of the operator of the whole country."""
    return sign_in(operator)


def text_of(answer) -> str:
    return answer.content.decode()


def test_empty_system_says_where_to_begin(desk):
    assert "ยังไม่มีหน่วยงานในระบบ" in text_of(desk.get("/operator/"))
    assert "add_organizations" in text_of(desk.get("/operator/organizations/"))
    assert "ยังไม่มีหน่วยงานที่เสนอแผน" in text_of(desk.get("/operator/people/"))


def test_organization_then_its_administrator_who_signs_in(desk):
    page = desk.post(ADD, {**TYPED, "form_key": key_of(desk.get(ADD))}, follow=True)
    assert Organization.objects.get().code == "BANDUNG"
    assert page.request["PATH_INFO"] == "/operator/people/lao-BANDUNG/"
    assert "คณะกรรมการพนักงานส่วนตำบลจังหวัดหนองคาย" in text_of(page)
    shown = text_of(desk.post("/operator/people/lao-BANDUNG/add/", PERSON))
    password = re.findall(r'class="one-time">([^<]+)<', shown)[1]
    first = Client()
    first.post(reverse("account_login"), {"login": "manee", "password": password})
    assert first.get("/", follow=True).request["PATH_INFO"] == reverse("account_change_password")
    (membership,) = User.objects.get(username="manee").memberships.all()
    assert (membership.role, membership.started_on) == (Role.LAO_ADMIN, TODAY)
    assert "manee" in text_of(desk.get("/operator/people/?words=มานี"))


def test_organization_is_added_once_however_often_the_button_is_pressed(desk):
    key = key_of(desk.get(ADD))
    first = desk.post(ADD, {**TYPED, "form_key": key})
    again = desk.post(ADD, {**TYPED, "form_key": key})
    assert (first.status_code, again.status_code) == (302, 302)
    assert Organization.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"code": "บ้านด่าน"}, "code"),
        ({"code": ""}, "code"),
        ({"kind": "pattaya", "name": "พัทยา"}, "province"),
        ({"kind": "nonsense"}, "kind"),
        ({"name": "อบต.บ้านด่าน"}, "name"),
        ({"district": ""}, "district"),
        ({"province": "99"}, "province"),
    ],
)
def test_refused_organization_keeps_what_was_typed(desk, changes, field):
    answer = desk.post(ADD, TYPED | changes)
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in text_of(answer)
    assert not Organization.objects.exists()


def test_name_is_corrected_and_the_code_stays(desk):
    organization = make_organization(code="BANDUNG", name="บ้านดาน", units=False)
    address = reverse("organizations:organization_edit", args=["BANDUNG"])
    assert desk.post(address, {"name": "อบต.บ้านด่าน", "district": "สังคม"}).status_code == 422
    page = desk.post(address, {"name": "บ้านด่าน", "district": "สังคม", "code": "OTHER"}, follow=True)
    organization.refresh_from_db()
    assert (organization.code, organization.name) == ("BANDUNG", "บ้านด่าน")
    assert "อำเภอสังคม" in text_of(page)


def test_demonstration_is_said_to_be_one(desk):
    make_organization(units=False)
    Organization.objects.update(is_demonstration=True)
    for address in ("/operator/organizations/", ADD):
        assert "ฐานข้อมูลนี้เป็นระบบตัวอย่าง" in text_of(desk.get(address))
    desk.post(ADD, TYPED)
    assert Organization.objects.get(code="BANDUNG").is_demonstration


@pytest.mark.parametrize("role", ["hr_officer", "head", "board_chair", "operator"])
def test_form_of_an_lao_gives_its_administrator_alone(desk, lao, role):
    answer = desk.post("/operator/people/lao-SANGKHOM/add/", PERSON | {"role": role})
    assert answer.status_code == 422
    assert not User.objects.filter(username="manee").exists()


def test_operator_is_told_why_he_cannot_be_the_chair(desk, operator, lao):
    own = PERSON | {"account": "existing", "username": operator.user.username, "role": "board_chair"}
    answer = desk.post(f"/operator/people/board-{lao.board.code}/add/", own)
    assert answer.status_code == 422
    assert "แก่ตนเองไม่ได้" in text_of(answer)


def test_role_is_ended_and_password_replaced(desk, lao):
    member = make_member(Role.BOARD_SECRETARY, board=lao.board)
    address = f"/operator/people/board-{lao.board.code}/"
    assert 'class="one-time"' in text_of(desk.post(f"{address}{member.pk}/password/"))
    ended = {"ended_on_day": "31", "ended_on_month": "12", "ended_on_year": "2567"}
    page = text_of(desk.post(f"{address}{member.pk}/end/", ended, follow=True))
    assert "ถึง 31 ธ.ค. 2567" in page
    assert "notice-warning" in page  # the board has no other secretary


def test_own_password_and_members_of_other_offices_are_not_found(desk, operator, lao):
    officer = make_member(Role.HR_OFFICER, lao)
    board = make_member(Role.BOARD_MEMBER, board=lao.board)
    for address in (
        f"/operator/people/country/{operator.pk}/password/",
        f"/operator/people/lao-SANGKHOM/{officer.pk}/end/",
        f"/operator/people/lao-SANGKHOM/{officer.pk}/password/",
        f"/operator/people/lao-SANGKHOM/{board.pk}/end/",
    ):
        assert desk.get(address).status_code == 404
        assert desk.post(address).status_code == 404


def test_operator_of_a_province_sees_it_alone(operator, sign_in, lao):
    make_organization(code="FAR", province=make_province("ชลบุรี", "20"), units=False)
    local = sign_in(make_member(Role.OPERATOR, province=lao.province))
    page = text_of(local.get("/operator/organizations/"))
    assert "SANGKHOM" in page
    assert "FAR" not in page
    assert local.get("/operator/people/province-43/").status_code == 200
    for address in ("people/country/", "people/lao-FAR/", "people/province-20/", "organizations/FAR/edit/"):
        assert local.get(f"/operator/{address}").status_code == 404
    assert local.post(ADD, TYPED | {"province": "20"}).status_code == 422


def test_pages_show_no_plan_and_no_other_member(desk, lao):
    make_member(Role.HR_OFFICER, lao, user=make_user("hidden", "นายลับ ตา"))
    page = text_of(desk.get("/operator/people/lao-SANGKHOM/"))
    assert "นายลับ" not in page
    assert "/plans/" not in page
    assert "นายลับ" not in text_of(desk.get("/operator/people/?words=ลับ")).partition("<h2>")[2]


def test_lists_ask_the_same_number_of_questions_for_many(desk, lao, django_assert_num_queries):
    make_member(Role.BOARD_CHAIR, board=lao.board)
    for address in ("/operator/organizations/", "/operator/people/?words=ผู้ใช้"):
        desk.get(address)
        with CaptureQueriesContext(connection) as few:
            desk.get(address)
        for kind in ("pao", "town", "city"):
            make_member(Role.LAO_ADMIN, make_organization(kind=kind, units=False))
            make_member(Role.BOARD_CHAIR, board=make_board("municipal_board"))
        with django_assert_num_queries(len(few)):
            desk.get(address)
    assert Membership.objects.count() > 6
