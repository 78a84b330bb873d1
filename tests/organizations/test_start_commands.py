"""The commands with which real work begins, from an empty system."""

import io

import pytest
from django.core.management import CommandError, call_command

from organizations.load import load_boards
from organizations.models import Organization, User
from organizations.roles import Role
from tests.builders import make_organization, make_province

pytestmark = pytest.mark.django_db

LIST = """รหัส,ประเภท,ชื่อ,อำเภอ,จังหวัด
bandung,อบต.,บ้านด่าน,สังคม,หนองคาย
NK-PAO,องค์การบริหารส่วนจังหวัด,หนองคาย,,43

THABO,town,ท่าบ่อ,ท่าบ่อ,จังหวัดหนองคาย
"""


@pytest.fixture
def _country():
    make_province()
    load_boards()


@pytest.fixture
def bring(tmp_path, _country):
    def run(content, *options):
        file, out, err = tmp_path / "list.csv", io.StringIO(), io.StringIO()
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        try:
            call_command("add_organizations", str(file), *options, stdout=out, stderr=err)
        except CommandError as error:
            return f"{err.getvalue()}{error}"
        return out.getvalue()

    return run


def operator(username="somchai.d", name="นายสมชาย ใจดี"):
    out = io.StringIO()
    call_command("add_operator", username, name=name, stdout=out)
    return out.getvalue()


# add_operator ---------------------------------------------------------------------------------


def test_first_operator_signs_in_with_the_password_that_was_printed_once(client):
    printed = operator("Somchai.D")
    user = User.objects.get(username="somchai.d")
    password = printed.split("รหัสผ่านชั่วคราว: ")[1].split()[0]
    assert user.check_password(password)
    assert user.password_is_temporary
    assert printed.count(password) == 1
    (membership,) = user.memberships.all()
    assert (membership.role, membership.province, membership.ended_on) == (Role.OPERATOR, None, None)


@pytest.mark.parametrize(
    ("username", "name", "reason"),
    [
        ("SOMCHAI.D", "นายอื่น", "มีผู้ใช้ชื่อนี้แล้ว"),
        ("สมชาย", "นายสมชาย", "ชื่อผู้ใช้ใช้ได้เฉพาะ"),
        ("second", "  ", "ชื่อ - สกุล"),
        ("second", "ก" * 151, "150"),
    ],
)
def test_operator_that_cannot_be_made_is_refused_in_one_line(username, name, reason):
    operator()
    with pytest.raises(CommandError, match=reason) as refusal:
        operator(username, name)
    assert "\n" not in str(refusal.value)
    assert User.objects.count() == 1


def test_real_work_does_not_begin_in_a_demonstration(bring):
    make_organization(units=False)
    Organization.objects.update(is_demonstration=True)
    with pytest.raises(CommandError, match="ระบบตัวอย่าง"):
        operator()
    assert "DEMO=no make run" in bring(LIST)
    assert Organization.objects.count() == 1


# add_organizations ----------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_list_is_brought_in_and_twice_changes_nothing(bring, encoding, delimiter):
    content = LIST.replace(",", delimiter).encode(encoding)
    assert "เพิ่ม 3 แห่ง แก้ไข 0 แห่ง ไม่เปลี่ยน 0 แห่ง" in bring(content)
    assert "เพิ่ม 0 แห่ง แก้ไข 0 แห่ง ไม่เปลี่ยน 3 แห่ง" in bring(content)
    boards = dict(Organization.objects.values_list("code", "board__code"))
    assert boards == {
        "BANDUNG": "BOARD-43-SAO",
        "NK-PAO": "BOARD-43-PAO",
        "THABO": "BOARD-43-MUNICIPAL",
    }


def test_dry_run_shows_everything_and_writes_nothing(bring):
    shown = bring(LIST, "--dry-run")
    assert "+ BANDUNG องค์การบริหารส่วนตำบลบ้านด่าน อำเภอสังคม จังหวัดหนองคาย (ก.อบต.จังหวัดหนองคาย)" in shown
    assert "ยังไม่ได้บันทึก" in shown
    assert not Organization.objects.exists()


def test_corrected_name_reaches_the_organization_of_the_code(bring):
    bring(LIST)
    before = Organization.objects.get(code="BANDUNG").pk
    assert "แก้ไข 1 แห่ง" in bring(LIST.replace("บ้านด่าน", "บ้านใหม่"))
    assert Organization.objects.get(pk=before).name == "บ้านใหม่"


HEAD = "code,kind,name,district,province\n"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("X,foo,ก,ก,หนองคาย", "ไม่รู้จักประเภท “foo”"),
        ("X,sao,ก,ก,กรุงเทพมหานคร", "ไม่รู้จักจังหวัด"),
        ("X,sao,อบต.ก,ก,หนองคาย", "กรอกเฉพาะชื่อ"),
        ("X,sao,ก,,หนองคาย", "กรุณากรอกอำเภอ"),
        ("X,pattaya,พัทยา,,หนองคาย", "ไม่มี ก.เมืองพัทยา"),
        ("X Y,sao,ก,ก,หนองคาย", "A-Z 0-9"),
        (",sao,ก,ก,หนองคาย", ""),
        ("X,sao,ก,ก", "จำนวนช่อง"),
        (f"X,sao,{'ก' * 101},ก,หนองคาย", "100"),
        ("GOOD,sao,ข,ข,หนองคาย", "รหัสซ้ำกับบรรทัดที่ 2"),
        ("X,sao,ดี,ดี,หนองคาย", "รหัส GOOD"),
        ("THERE,town,ก,ก,หนองคาย", "เปลี่ยนไม่ได้"),
        ("X,sao,มีแล้ว,เมือง,หนองคาย", "รหัส THERE"),
    ],
)
def test_fault_is_named_by_line_and_nothing_is_written(bring, line, reason):
    make_organization(code="THERE", name="มีแล้ว", units=False)
    answer = bring(f"{HEAD}GOOD,sao,ดี,ดี,หนองคาย\n{line}\n")
    assert answer.startswith("บรรทัดที่ 3: ")
    assert reason in answer
    assert "พบข้อผิดพลาด 1 บรรทัด" in answer
    assert Organization.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "ไม่พบคอลัมน์"),
        (b"<svg/>", "ไม่พบคอลัมน์"),
        (LIST.encode("utf-16"), "CSV UTF-8"),
        ((HEAD + "X" * 200_000 + ",a,b,c,d").encode(), "ไม่ใช่ CSV"),
    ],
)
def test_file_that_is_no_list_is_refused_in_one_line(bring, content, reason):
    answer = bring(content)
    assert reason in answer
    assert "\n" not in answer


def test_file_that_is_not_there_is_named():
    with pytest.raises(CommandError, match="nowhere.csv"):
        call_command("add_organizations", "nowhere.csv")


def test_list_of_a_country_asks_the_database_as_little_as_a_short_one(bring, django_assert_max_num_queries):
    lines = "".join(f"T{number},อบต.,บ้าน{number},สังคม,หนองคาย\n" for number in range(400))
    with django_assert_max_num_queries(10):
        assert "เพิ่ม 400 แห่ง" in bring(HEAD + lines)
