"""Sign-in: known people only, by user name, limited, and a given password serves once."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import override_settings
from django.urls import reverse

from organizations.models import User
from organizations.roles import Role
from tests.builders import PASSWORD, make_member, make_user

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


def sign_in_by_form(client, username, password=PASSWORD, **more):
    return client.post(LOGIN, {"login": username, "password": password, **more})


def test_sign_in_leads_to_the_landing_page_of_the_role(client, lao, admin):
    answer = client.post(LOGIN, {"login": admin.user.username, "password": PASSWORD}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("approvals:home")
    assert reverse("organizations:members", args=[lao.code]) in answer.content.decode()


def test_sign_in_returns_to_the_page_that_was_asked(client, lao, admin):
    wanted = reverse("organizations:member_add", args=[lao.code])
    asked = client.get(wanted)
    assert asked["Location"] == f"{LOGIN}?next={wanted}"
    assert sign_in_by_form(client, admin.user.username, next=wanted)["Location"] == wanted


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)", "http:///x"]
)
def test_sign_in_never_leads_to_another_site(client, admin, elsewhere):
    assert sign_in_by_form(client, admin.user.username, next=elsewhere)["Location"] == "/"


@pytest.mark.parametrize("username", ["known", "unknown"])
def test_wrong_password_and_unknown_name_get_the_same_answer(client, username):
    make_user("known")
    page = sign_in_by_form(client, username, "ไม่ใช่รหัสผ่านนี้").content.decode()
    assert "ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง" in page
    assert f'value="{username}"' in page
    assert "<title>ข้อผิดพลาด:" in page


def test_guessing_passwords_is_stopped(client, admin):
    for _attempt in range(5):
        sign_in_by_form(client, admin.user.username, "ผิด")
    answer = sign_in_by_form(client, admin.user.username)
    assert "ลองเข้าสู่ระบบหลายครั้งเกินไป" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_flood_of_sign_ins_from_one_address_gets_our_page(client):
    with override_settings(ACCOUNT_RATE_LIMITS={"login": "2/m/ip"}):
        answers = [sign_in_by_form(client, "nobody", "ผิด") for _attempt in range(3)]
    assert answers[-1].status_code == 429
    assert "โปรดรอประมาณหนึ่งนาที" in answers[-1].content.decode()


def test_person_who_was_locked_cannot_sign_in(client, admin):
    User.objects.filter(pk=admin.user_id).update(is_active=False)
    answer = sign_in_by_form(client, admin.user.username)
    assert "_auth_user_id" not in client.session
    assert answer.status_code in (200, 302)


def test_nobody_registers_alone(client):
    typed = {"username": "intruder", "password1": PASSWORD, "password2": PASSWORD}
    for answer in (client.get("/accounts/signup/"), client.post("/accounts/signup/", typed)):
        assert "ไม่เปิดให้สมัครเอง" in answer.content.decode()
    assert not User.objects.exists()


def test_forgotten_password_is_asked_of_a_person_not_by_mail(client, mailoutbox):
    assert "ผู้ดูแลสมาชิก" in client.get("/accounts/password/reset/").content.decode()
    assert client.post("/accounts/password/reset/", {"email": "a@example.org"}).status_code == 405
    assert mailoutbox == []


def test_sign_out_needs_a_button(client, admin, sign_in):
    client = sign_in(admin)
    assert client.get("/accounts/logout/").status_code == 200
    assert "_auth_user_id" in client.session
    client.post("/accounts/logout/")
    assert "_auth_user_id" not in client.session


def test_session_ends_with_the_browser(client, admin):
    sign_in_by_form(client, admin.user.username)
    assert client.cookies["sessionid"]["max-age"] == ""
    assert client.cookies["sessionid"]["httponly"]


# A given password -----------------------------------------------------------------------------


@pytest.fixture
def newcomer(lao):
    user = make_member(Role.LAO_ADMIN, lao).user
    user.password_is_temporary = True
    user.save()
    return user


def test_given_password_opens_nothing_but_the_page_to_change_it(client, lao, newcomer):
    sign_in_by_form(client, newcomer.username)
    for address in ("/", reverse("organizations:members", args=[lao.code]), "/accounts/2fa/"):
        assert client.get(address)["Location"] == "/accounts/password/change/"
    assert client.get("/accounts/password/change/").status_code == 200
    assert client.get("/healthz").status_code == 200


def test_own_password_opens_the_system(client, lao, newcomer):
    sign_in_by_form(client, newcomer.username)
    new = "แม่น้ำโขงไหลเอื่อย-2567"
    answer = client.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": new, "password2": new},
        follow=True,
    )
    newcomer.refresh_from_db()
    assert not newcomer.password_is_temporary
    assert newcomer.check_password(new)
    assert answer.redirect_chain[-1][0] == reverse("approvals:home")
    assert reverse("organizations:members", args=[lao.code]) in answer.content.decode()


@pytest.mark.parametrize(
    ("old", "new", "again", "message"),
    [
        ("ผิด", "แม่น้ำโขงไหลเอื่อย", "แม่น้ำโขงไหลเอื่อย", "รหัสผ่านปัจจุบันไม่ถูกต้อง"),
        (PASSWORD, "สั้น", "สั้น", "รหัสผ่านสั้นเกินไป"),
        (PASSWORD, "qwerty123456", "qwerty123456", "ใช้กันทั่วไป"),
        (PASSWORD, "", "", "กรุณากรอกรหัสผ่านใหม่"),
        (PASSWORD, PASSWORD, PASSWORD, "ต้องต่างจากรหัสผ่านปัจจุบัน"),
        (PASSWORD, "แม่น้ำโขงไหลเอื่อย", "แม่น้ำโขงไหลแรง", "ไม่ตรงกัน"),
    ],
)
def test_poor_password_is_refused_in_thai(client, newcomer, old, new, again, message):
    sign_in_by_form(client, newcomer.username)
    answer = client.post(
        "/accounts/password/change/", {"oldpassword": old, "password1": new, "password2": again}
    )
    assert message in answer.content.decode()
    newcomer.refresh_from_db()
    assert newcomer.password_is_temporary


# The second factor -----------------------------------------------------------------------------


def test_second_factor_is_set_up_used_and_put_away(client, lao, admin):
    user = admin.user
    sign_in_by_form(client, user.username)
    assert "ยังไม่ได้เปิดใช้" in client.get("/accounts/2fa/").content.decode()
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    assert client.post("/accounts/2fa/totp/activate/", {"code": code}).status_code == 302
    assert "ดูรหัสกู้คืน" in client.get("/accounts/2fa/").content.decode()
    recovery = client.get("/accounts/2fa/recovery-codes/")
    assert recovery.status_code == 200
    assert client.get("/accounts/2fa/recovery-codes/generate/").status_code == 200
    spare = recovery.context["unused_codes"][0]
    client.post("/accounts/logout/")

    asked = client.post(LOGIN, {"login": user.username, "password": PASSWORD}, follow=True)
    assert asked.redirect_chain[-1][0] == "/accounts/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    assert "รหัสไม่ถูกต้อง" in client.post("/accounts/2fa/authenticate/", {"code": "000000"}).content.decode()
    answer = client.post("/accounts/2fa/authenticate/", {"code": spare}, follow=True)
    assert answer.redirect_chain[-1][0] == reverse("approvals:home")
    assert reverse("organizations:members", args=[lao.code]) in answer.content.decode()
    assert client.get("/accounts/2fa/reauthenticate/").status_code == 200
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=user).exists()


def test_delicate_page_asks_for_the_password_again_after_a_while(client, admin, sign_in):
    client = sign_in(admin)
    answer = client.get("/accounts/2fa/totp/activate/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/accounts/reauthenticate/")
    page = answer.content.decode()
    assert "ยืนยันว่าเป็นท่าน" in page
    done = client.post(answer.redirect_chain[-1][0], {"password": PASSWORD})
    assert done["Location"] == "/accounts/2fa/totp/activate/"
