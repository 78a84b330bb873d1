"""The register of organizations: names, boards, doubles, and demonstration apart from real data."""

import pytest
from django.core.exceptions import ValidationError

from organizations.load import load_boards
from organizations.models import Organization
from organizations.registry import add_organization, edit_organization, listing
from organizations.roles import Role
from tests.builders import make_member, make_organization, make_province, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def nongkhai():
    province = make_province()
    make_province("ชลบุรี", "20")
    load_boards()
    return province


def add(province, **changes):
    wanted = {"code": "BANDUNG", "kind": "sao", "name": "บ้านด่าน", "district": "สังคม"}
    return add_organization(province=province, by=make_user(), **(wanted | changes))


@pytest.mark.parametrize(
    ("kind", "name", "board"),
    [
        ("pao", "หนองคาย", "BOARD-43-PAO"),
        ("city", "ก", "BOARD-43-MUNICIPAL"),
        ("town", "ก", "BOARD-43-MUNICIPAL"),
        ("subdistrict_municipality", "ก", "BOARD-43-MUNICIPAL"),
        ("sao", "ก", "BOARD-43-SAO"),
    ],
)
def test_board_follows_from_kind_and_province(nongkhai, kind, name, board):
    assert add(nongkhai, kind=kind, name=name).board.code == board


def test_pattaya_is_in_its_own_province_alone(nongkhai):
    with pytest.raises(ValidationError, match="ไม่มี ก.เมืองพัทยา"):
        add(nongkhai, kind="pattaya", name="พัทยา", district="")
    pattaya = add(make_province("ชลบุรี", "20"), kind="pattaya", name="พัทยา", district="")
    assert (pattaya.board.code, pattaya.full_name) == ("BOARD-20-PATTAYA", "เมืองพัทยา")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "อบต.บ้านด่าน"}, "name"),
        ({"name": "องค์การบริหารส่วนตำบลบ้านด่าน"}, "name"),
        ({"district": "อำเภอสังคม"}, "district"),
        ({"district": "อ.สังคม"}, "district"),
        ({"district": ""}, "district"),
        ({"kind": "pao"}, "name"),  # named after another than its province
        ({"kind": "nonsense"}, "kind"),
        ({"code": "บ้านด่าน"}, "code"),
    ],
)
def test_what_would_be_printed_wrongly_is_refused_at_its_field(nongkhai, changes, field):
    with pytest.raises(ValidationError) as refusal:
        add(nongkhai, **changes)
    assert list(refusal.value.message_dict) == [field]
    assert not Organization.objects.exists()


def test_code_and_names_are_taken_once(nongkhai):
    add(nongkhai)
    with pytest.raises(ValidationError, match="รหัสนี้เป็นของ"):
        add(nongkhai, name="บ้านใหม่")
    with pytest.raises(ValidationError, match="รหัส BANDUNG"):
        add(nongkhai, code="OTHER")
    assert add(nongkhai, code="OTHER", district="ท่าบ่อ").pk


def test_province_has_one_organization_of_its_own_whatever_the_district(nongkhai):
    add(nongkhai, kind="pao", name="หนองคาย", district="")
    with pytest.raises(ValidationError, match="ชื่อนี้แล้ว"):
        add(nongkhai, kind="pao", name="หนองคาย", district="เมืองหนองคาย", code="OTHER")


def test_name_and_district_are_corrected_and_nothing_else(nongkhai):
    organization = add(nongkhai)
    edit_organization(organization=organization, name="บ้านด่านใต้", district="ท่าบ่อ", by=make_user())
    organization.refresh_from_db()
    assert (organization.name, organization.district) == ("บ้านด่านใต้", "ท่าบ่อ")
    assert (organization.code, organization.kind) == ("BANDUNG", "sao")


def test_correction_keeps_the_rules_of_names(nongkhai):
    add(nongkhai, code="OTHER", name="บ้านใหม่")
    organization = add(nongkhai)
    for name, district in (("อบต.บ้านด่าน", "สังคม"), ("บ้านด่าน", ""), ("บ้านใหม่", "สังคม")):
        with pytest.raises(ValidationError):
            edit_organization(organization=organization, name=name, district=district, by=make_user())
    organization.refresh_from_db()
    assert organization.name == "บ้านด่าน"
    edit_organization(organization=organization, name="บ้านด่าน", district="สังคม", by=make_user())


def test_real_organizations_never_stand_beside_demonstrations(nongkhai):
    assert not add(nongkhai, code="FIRST", name="ก").is_demonstration
    Organization.objects.update(is_demonstration=True)
    assert add(nongkhai).is_demonstration


def test_list_is_searched_and_says_where_nobody_gives_roles(nongkhai):
    with_one, without = make_organization(name="ก", units=False), make_organization(name="ข", units=False)
    make_member(Role.LAO_ADMIN, with_one)
    make_member(Role.HR_OFFICER, without)
    found = {row.code: row.has_administrator for row in listing(scope=None)}
    assert found == {with_one.code: True, without.code: False}
    assert [row.name for row in listing(scope=None, words="ข")] == ["ข"]
    assert [row.name for row in listing(scope=None, words=with_one.code.lower())] == ["ก"]
    assert not listing(scope=None, province="20").exists()
    assert not listing(scope=make_province("ชลบุรี", "20")).exists()
