"""Notices by mail: who gets which when, never twice, with patience, and the same that the page and the badge have."""

import datetime
import smtplib

import pytest
from django.core import mail as django_mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from django.utils import timezone

from approvals.models import Mail, Notice
from approvals.notices import open_notice, tell_people
from approvals.post.choices import keep_choices
from approvals.post.digests import last_monday, last_morning, write_digests
from approvals.post.sending import PAUSES, message_of, send_waiting, try_again
from organizations.roles import Role
from tests.builders import client_of, make_complete_plan, make_member, make_organization

pytestmark = pytest.mark.django_db
Kind = Notice.Kind
LATER = datetime.timedelta(days=8)


@pytest.fixture(autouse=True)
def _mail_is_on(settings):
    settings.NOTICES_BY_MAIL = True
    settings.SITE_URL = "https://plans.example.go.th"


@pytest.fixture
def lao():
    return make_organization()


@pytest.fixture
def officer(lao):
    return reachable(make_member(Role.HR_OFFICER, lao))


def reachable(member, address="officer@example.go.th"):
    member.user.email = address
    member.user.save()
    return member


def tell(*people, kind=Kind.DECISION, text="อบต.สังคม 2570 - 2572: เห็นชอบ", **rest):
    return tell_people(kind=kind, people=people, text=text, **rest)


def sent():
    return django_mail.outbox


class Refusing(EmailBackend):
    """A server with which something is wrong; the tests say what."""

    error: Exception = OSError("nobody there")
    only: str = ""

    def send_messages(self, messages):
        if self.only in messages[0].to[0]:
            raise type(self).error
        return super().send_messages(messages)


@pytest.fixture
def refusing(settings, monkeypatch):
    settings.EMAIL_BACKEND = "tests.approvals.test_post.Refusing"

    def refuse(error, only=""):
        monkeypatch.setattr(Refusing, "error", error)
        monkeypatch.setattr(Refusing, "only", only)

    return refuse


def pass_time(**delta):
    """As if the outbox had waited so long."""
    for row in Mail.objects.filter(state=Mail.State.WAITING):
        Mail.objects.filter(pk=row.pk).update(due_at=row.due_at - datetime.timedelta(**delta))


# At once -----------------------------------------------------------------------------------------


def test_a_decision_is_mailed_at_once_with_the_way_there(officer):
    [notice] = tell(officer)
    assert send_waiting().sent == 1
    [message] = sent()
    assert message.to == ["officer@example.go.th"]
    assert message.subject == "[พัฒนา] อบต.สังคม 2570 - 2572: เห็นชอบ"
    link = f"https://plans.example.go.th{reverse('approvals:notice', args=[notice.pk])}"
    assert link in message.body
    [(page, kind)] = message.alternatives
    assert (f'href="{link}"' in page, kind) == (True, "text/html")
    assert message.extra_headers["List-Unsubscribe"] == "<https://plans.example.go.th/notices/choices/>"


def test_one_mail_for_a_person_told_in_two_roles(officer, lao):
    tell(officer, make_member(Role.COMMITTEE_SECRETARY, lao, user=officer.user))
    assert send_waiting().sent == 1
    assert "มี 2 เรื่อง" in sent()[0].subject


def test_nothing_is_sent_twice(officer):
    tell(officer)
    assert [send_waiting().sent, send_waiting().sent] == [1, 0]


def test_without_an_address_or_a_server_there_is_no_mail(officer, lao, settings):
    tell(make_member(Role.HEAD, lao))
    settings.NOTICES_BY_MAIL = False
    tell(officer)
    assert not Mail.objects.exists()
    assert Notice.objects.count() == 2


def test_what_was_read_before_it_was_sent_is_not_sent(officer):
    [notice] = tell(officer)
    open_notice(notice)
    assert send_waiting().skipped == 1
    assert sent() == []


def test_notices_and_mails_are_written_together_or_not_at_all(officer, monkeypatch):
    def fails(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr("approvals.post.outbox.body_of", fails)
    with pytest.raises(RuntimeError):
        tell(officer)
    assert not Notice.objects.exists()


def test_a_task_sends_it_after_the_commit(officer, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        tell(officer)
        assert sent() == []
    assert len(sent()) == 1


# Headers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["a@b.go.th\nBcc: c@d.go.th", "a@b.go.th\r\nX: y", "not an address", "a@b.go.th, c@d.go.th"]
)
def test_an_address_that_is_more_than_one_gets_nothing(officer, address):
    reachable(officer, address)
    tell(officer)
    assert not Mail.objects.exists()


def test_line_breaks_of_names_end_nowhere_in_the_header(officer):
    officer.user.full_name = "ก\r\nBcc: c@d.go.th"
    officer.user.save()
    tell(officer, text="อบต.ก\r\nBcc: c@d.go.th\u2028x: เห็นชอบ")
    assert send_waiting().sent == 1
    [message] = sent()
    headers = message.message()
    assert headers["Bcc"] is None
    assert "\n" not in message.subject
    assert "Bcc: c@d.go.th\n" not in message.body.replace("เรียน ก Bcc: c@d.go.th", "")


def test_text_of_a_name_is_no_markup_in_the_page(officer):
    officer.user.full_name = "<script>x</script>"
    officer.user.save()
    tell(officer)
    [row] = Mail.objects.all()
    assert "<script>" not in message_of(row).alternatives[0][0]


# Patience ----------------------------------------------------------------------------------------


def test_a_server_that_is_away_is_tried_again_after_growing_pauses_then_given_up(officer, refusing):
    refusing(ConnectionRefusedError("nobody there"))
    tell(officer)
    for pause in PAUSES:
        before = timezone.now()
        assert send_waiting().failed == 1
        row = Mail.objects.get()
        assert before + pause <= row.due_at <= timezone.now() + pause
        assert send_waiting().failed == 0
        pass_time(days=1)
    assert send_waiting().failed == 1
    row = Mail.objects.get()
    assert (row.state, row.attempts) == (Mail.State.GIVEN_UP, len(PAUSES) + 1)
    assert "nobody there" in row.last_error
    assert try_again(row)
    assert not try_again(row)
    refusing(OSError(), only="nobody@")
    assert send_waiting().sent == 1


def test_while_the_server_is_away_only_one_mail_tries(officer, lao, refusing):
    refusing(smtplib.SMTPServerDisconnected())
    tell(officer, reachable(make_member(Role.HEAD, lao), "head@example.go.th"))
    assert send_waiting().failed == 1
    assert sorted(Mail.objects.values_list("attempts", flat=True)) == [0, 1]
    assert not Mail.objects.filter(due_at__lte=timezone.now()).exists()


def test_one_refused_address_does_not_hold_up_the_others(officer, lao, refusing):
    refusing(smtplib.SMTPRecipientsRefused({}), only="officer@")
    tell(officer, reachable(make_member(Role.HEAD, lao), "head@example.go.th"))
    done = send_waiting()
    assert (done.sent, done.failed) == (1, 1)


def test_a_claimed_mail_is_nobody_elses_and_a_lost_one_comes_back_with_its_name(officer, monkeypatch):
    tell(officer)
    row = Mail.objects.get()
    name = message_of(row).extra_headers["Message-ID"]
    monkeypatch.setattr(
        "approvals.post.sending._mark", lambda *_args, **_kwargs: None
    )  # killed before the mark
    send_waiting()
    assert send_waiting().sent == 0  # claimed
    monkeypatch.undo()
    pass_time(minutes=11)
    assert send_waiting().sent == 1
    assert [message.extra_headers["Message-ID"] for message in sent()] == [name, name]


def test_of_two_who_saw_the_same_mail_one_sends_it(officer):
    from approvals.post.sending import _claim

    tell(officer)
    first, second = Mail.objects.get(), Mail.objects.get()
    assert [_claim(first), _claim(second)] == [True, False]


# Digests -----------------------------------------------------------------------------------------


def digest(days=1):
    return write_digests(timezone.now() + datetime.timedelta(days=days))


def test_reminders_and_comments_come_together_the_next_morning_by_plan(officer):
    revision = make_complete_plan()
    tell(officer, kind=Kind.REMINDER, text="เตือน", revision=revision)
    tell(officer, kind=Kind.COMMENT, text="มีความเห็นใหม่", revision=revision)
    tell(officer, kind=Kind.REMINDER, text="เรื่องปฏิทิน")
    assert not Mail.objects.exists()
    assert digest() == 1
    assert digest() == 0
    send_waiting()
    [message] = sent()
    assert message.subject.endswith("3 เรื่อง")
    assert message.body.count(str(revision)) == 1
    assert message.body.index("มีความเห็นใหม่") < message.body.index("เรื่องอื่น") < message.body.index("เรื่องปฏิทิน")


def test_nothing_read_or_mailed_is_in_a_digest(officer):
    [read] = tell(officer, kind=Kind.REMINDER)
    tell(officer, kind=Kind.DECISION)
    keep_choices(officer.user, {Kind.DECISION: "daily"})
    open_notice(read)
    assert digest() == 0


def test_weekly_waits_for_monday_and_off_for_ever(officer):
    keep_choices(officer.user, {Kind.REMINDER: "weekly", Kind.COMMENT: "off", Kind.MEETING: "off"})
    tell(officer, kind=Kind.REMINDER)
    tell(officer, kind=Kind.COMMENT)
    tell(officer, kind=Kind.MEETING)
    monday = last_monday(timezone.now() + datetime.timedelta(days=7))
    assert write_digests(monday - datetime.timedelta(minutes=1)) == 0
    assert write_digests(monday) == 1
    assert Mail.objects.get().notices.count() == 1


def test_a_morning_begins_at_half_past_seven_in_thailand():
    moment = datetime.datetime(2026, 9, 15, 0, 29, tzinfo=datetime.UTC)
    assert last_morning(moment).isoformat() == "2026-09-14T07:30:00+07:00"
    minute = datetime.timedelta(minutes=1)
    assert last_morning(moment + minute).isoformat() == "2026-09-15T07:30:00+07:00"
    assert last_monday(moment).isoformat() == "2026-09-14T07:30:00+07:00"


def test_a_role_that_ended_gets_no_digest(officer):
    tell(officer, kind=Kind.REMINDER)
    officer.ended_on = officer.started_on
    officer.save()
    assert digest() == 0


# One query ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("read", range(4))
def test_page_badge_and_mail_have_the_same_notices(officer, lao, read):
    second = make_member(Role.COMMITTEE_SECRETARY, lao, user=officer.user)
    ended = make_member(Role.HEAD, lao, user=officer.user, ended_on=officer.started_on)
    stranger = reachable(make_member(Role.HR_OFFICER), "x@example.go.th")
    keep_choices(officer.user, {kind: "daily" for kind in Kind})
    written = [
        notice
        for kind in Kind
        for notice in tell(officer, second, ended, stranger, kind=kind, text=kind.label)
    ]
    for notice in written[::2][:read]:
        open_notice(notice)
    on_pages, badges = set(), 0
    for member in (officer, second):
        page = client_of(member).get(reverse("approvals:notices"))
        on_pages |= {row.pk for row in page.context["page"] if not row.read_at}
        badges += page.context["unread_notices"]
    unread = Notice.objects.for_user(officer.user).unread()
    digest()
    mailed = set(Mail.objects.get(user=officer.user).notices.values_list("pk", flat=True))
    assert set(unread.values_list("pk", flat=True)) == on_pages == mailed
    assert badges == len(on_pages)


# Pages -------------------------------------------------------------------------------------------


def test_choices_are_kept_and_shown(officer):
    client = client_of(officer)
    address = reverse("approvals:notice_choices")
    answer = client.post(address, {kind.value: "weekly" for kind in Kind})
    assert answer.status_code == 302
    assert client.get(address).context["choices"].fields["decision"].initial == "weekly"


def test_without_a_server_the_page_says_so(officer, settings):
    settings.NOTICES_BY_MAIL = False
    page = client_of(officer).get(reverse("approvals:notice_choices")).content.decode()
    assert "ยังไม่ได้ตั้งค่าเครื่องแม่ข่ายอีเมล" in page
    assert 'name="email"' not in page


def link_of(message):
    return next(line for line in message.body.splitlines() if "/notices/address/" in line).removeprefix(
        "https://plans.example.go.th"
    )


def test_an_address_is_changed_by_the_link_sent_to_it_once(officer):
    client = client_of(officer)
    client.post(reverse("approvals:notice_address"), {"email": "new@example.go.th"})
    officer.user.refresh_from_db()
    assert officer.user.email == "officer@example.go.th"
    send_waiting()
    [message] = sent()
    assert message.to == ["new@example.go.th"]
    address = link_of(message)
    stranger = client_of(make_member(Role.HEAD)).post(address)
    assert stranger["Location"] == reverse("approvals:notice_choices")
    assert "new@example.go.th" in client.get(address).content.decode()
    client.post(address)
    officer.user.refresh_from_db()
    assert officer.user.email == "new@example.go.th"
    assert client.get(address).status_code == 302  # used
    send_waiting()
    assert sent()[-1].to == ["officer@example.go.th"]  # the old one hears of it


def test_an_empty_address_ends_the_mail(officer):
    client_of(officer).post(reverse("approvals:notice_address"), {"email": ""})
    officer.user.refresh_from_db()
    assert officer.user.email == ""


def test_links_are_not_sent_without_end(officer):
    client = client_of(officer)
    answers = [
        client.post(reverse("approvals:notice_address"), {"email": f"{number}@example.go.th"}).status_code
        for number in range(6)
    ]
    assert answers == [302] * 5 + [422]


def test_a_link_to_a_notice_of_another_role_changes_the_role_when_asked(officer, lao):
    second = make_member(Role.HEAD, lao, user=officer.user)
    [notice] = tell(second, address=reverse("plans:index"))
    client = client_of(officer)
    address = reverse("approvals:notice", args=[notice.pk])
    page = client.get(address)
    assert "บทบาทอื่นของท่าน" in page.content.decode()
    assert client.post(address)["Location"] == reverse("plans:index")
    assert client.get(reverse("approvals:notices")).context["acting"].pk == second.pk


def test_the_operator_sees_what_could_not_be_sent_and_sends_it_again(officer, refusing):
    tell(officer, text="เรื่องภายใน")
    Mail.objects.update(state=Mail.State.GIVEN_UP, last_error="SMTPRecipientsRefused")
    operator = client_of(make_member(Role.OPERATOR))
    page = operator.get(reverse("approvals:mail_queue")).content.decode()
    assert "SMTPRecipientsRefused" in page
    assert "เรื่องภายใน" not in page
    operator.post(reverse("approvals:mail_again", args=[Mail.objects.get().pk]))
    assert Mail.objects.get().state == Mail.State.WAITING
