"""Pages of decisions: who opens them, what they say, and that nothing typed is lost."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from approvals.models import Decision, Notice
from approvals.moves import seen_now
from approvals.table import BY_ACTION_AND_STATE
from organizations.roles import Role
from plans.models import State
from tests.approvals.story import some_reason
from tests.builders import make_board, make_member, make_organization, make_plan, make_province

HR, CHAIR, HEAD, OFFICE, BOARD = (
    Role.HR_OFFICER,
    Role.COMMITTEE_CHAIR,
    Role.HEAD,
    Role.BOARD_SECRETARY,
    Role.BOARD_CHAIR,
)


@pytest.fixture(autouse=True)
def _no_paper(monkeypatch):
    """Making the paper takes seconds and has tests of its own."""
    monkeypatch.setattr("approvals.announce.issue_document", lambda announcement: None)


def visitor(membership) -> Client:
    client = Client()
    client.force_login(membership.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def move_url(story, action) -> str:
    return reverse("approvals:move", kwargs={**story.revision.address, "action": action})


def history_url(story) -> str:
    return reverse("approvals:history", kwargs=story.revision.address)


def queue_url(story) -> str:
    return reverse("approvals:board", args=[story.revision.plan.organization.board.code])


def seen(story, action) -> str:
    return seen_now(story.revision, BY_ACTION_AND_STATE[action, story.revision.state])


def scan() -> SimpleUploadedFile:
    """A scan of the signed minutes; read once, so each request needs its own."""
    return SimpleUploadedFile("มติ.pdf", b"%PDF-1.7 scan")


def endorsement(story, **changes) -> dict:
    return {
        "form_key": str(uuid.uuid4()),
        "seen": seen(story, "endorse"),
        "meeting_number": "๑/๒๕๖๙",
        "meeting_on_day": "1",
        "meeting_on_month": "กันยายน",
        "meeting_on_year": "2569",
        "members_present": "๔",
        "votes_for": "4",
        "note": "เห็นชอบตามเสนอ",
        "evidence": scan(),
        **changes,
    }


# The page of a move --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "action", "role"),
    [
        (State.DRAFTING, "send_to_committee", HR),
        (State.DRAFTING, "stop", HEAD),
        (State.IN_COMMITTEE, "recall", HR),
        (State.IN_COMMITTEE, "committee_return", CHAIR),
        (State.IN_COMMITTEE, "endorse", CHAIR),
        (State.ENDORSED, "submit", HR),
        (State.ENDORSED, "reopen", HEAD),
        (State.SUBMITTED, "withdraw_from_board", HR),
        (State.SUBMITTED, "put_on_agenda", OFFICE),
        (State.SUBMITTED, "board_return", OFFICE),
        (State.ON_AGENDA, "take_off_agenda", OFFICE),
        (State.ON_AGENDA, "approve", BOARD),
        (State.ON_AGENDA, "approve_with_corrections", BOARD),
        (State.ON_AGENDA, "reject", BOARD),
        (State.ON_AGENDA, "send_back", BOARD),
        (State.ON_AGENDA, "withdraw_at_meeting", OFFICE),
        (State.APPROVED_WITH_CORRECTIONS, "confirm_corrections", OFFICE),
        (State.APPROVED, "announce", HEAD),
        (State.WITHDRAWN, "resume", HEAD),
    ],
)
def test_form_of_each_move_opens_and_says_what_happens(story, state, action, role):
    story.reach(state)
    answer = visitor(story.cast[role]).get(move_url(story, action))
    assert answer.status_code == 200
    assert str(BY_ACTION_AND_STATE[action, state].then) in answer.content.decode()
    assert 'name="form_key"' in answer.content.decode()


def test_move_by_form_with_thai_digits(story):
    story.reach(State.IN_COMMITTEE)
    answer = visitor(story.cast[CHAIR]).post(move_url(story, "endorse"), endorsement(story))
    assert answer.status_code == 302
    assert answer.url == history_url(story)
    decision = Decision.objects.get(action="endorse")
    assert (decision.members_present, decision.note) == (4, "เห็นชอบตามเสนอ")


def test_same_form_sent_twice_is_carried_out_once(story):
    story.reach(State.IN_COMMITTEE)
    client, form = visitor(story.cast[CHAIR]), endorsement(story)
    first, second = (
        client.post(move_url(story, "endorse"), {**form, "evidence": scan()}) for _time in range(2)
    )
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url
    assert Decision.objects.filter(action="endorse").count() == 1


def test_board_sends_its_return_twice_and_is_answered_alike(story):
    story.reach(State.SUBMITTED)
    client = visitor(story.cast[OFFICE])
    form = {
        "form_key": str(uuid.uuid4()),
        "seen": seen(story, "board_return"),
        "reasons": [some_reason("board_return").code],
    }
    first, second = (client.post(move_url(story, "board_return"), form) for _time in range(2))
    sent = Decision.objects.get(action="submit")
    assert first.url == second.url == f"{queue_url(story)}submissions/{sent.pk}/letter/"
    assert Decision.objects.filter(action="board_return").count() == 1


def test_a_fault_keeps_everything_typed(story):
    story.reach(State.IN_COMMITTEE)
    answer = visitor(story.cast[CHAIR]).post(
        move_url(story, "endorse"), endorsement(story, meeting_on_year="2026", note="ข้อความที่พิมพ์ไว้")
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "ข้อความที่พิมพ์ไว้" in page
    assert "2026" in page
    assert "หมายถึง พ.ศ. 2569" in page


def test_an_objection_of_a_guard_lands_on_its_field(story):
    story.reach(State.IN_COMMITTEE)
    answer = visitor(story.cast[CHAIR]).post(
        move_url(story, "endorse"), endorsement(story, members_present="2", votes_for="2")
    )
    assert answer.status_code == 422
    assert "members_present" in answer.context["form"].errors


@pytest.mark.parametrize("number", ["-1", "99999999999", "สี่", "4.5", ""])
def test_absurd_numbers_get_a_message(story, number):
    story.reach(State.IN_COMMITTEE)
    answer = visitor(story.cast[CHAIR]).post(move_url(story, "endorse"), endorsement(story, votes_for=number))
    assert answer.status_code == 422
    assert answer.context["form"].errors["votes_for"]


def test_an_endless_note_with_emoji_is_refused(story):
    story.reach(State.IN_COMMITTEE)
    answer = visitor(story.cast[CHAIR]).post(
        move_url(story, "endorse"), endorsement(story, note="ก" * 200_000 + "😀")
    )
    assert answer.status_code == 422
    assert len(answer.context["form"].errors["note"]) >= 1


def test_return_without_a_reason_is_refused(story):
    story.reach(State.IN_COMMITTEE)
    form = {"form_key": str(uuid.uuid4()), "seen": seen(story, "committee_return")}
    answer = visitor(story.cast[CHAIR]).post(move_url(story, "committee_return"), form)
    assert answer.status_code == 422
    assert "อย่างน้อย 1 ข้อ" in answer.content.decode()


def test_an_unknown_reason_is_refused(story):
    story.reach(State.IN_COMMITTEE)
    form = {"seen": seen(story, "committee_return"), "reasons": ["nonsense"]}
    assert visitor(story.cast[CHAIR]).post(move_url(story, "committee_return"), form).status_code == 422


def test_obstacles_are_shown_instead_of_the_form(story, monkeypatch):
    from plans.checks import run_checks

    monkeypatch.setattr("approvals.case.run_checks", run_checks)
    page = visitor(story.cast[HR]).get(move_url(story, "send_to_committee")).content.decode()
    assert "ยังดำเนินการไม่ได้" in page
    assert 'name="form_key"' not in page


# Somebody else was first ---------------------------------------------------------------------------


def test_second_decision_gets_409_with_what_happened(story):
    story.reach(State.IN_COMMITTEE)
    form = endorsement(story, note="ข้อความของผู้ที่ช้ากว่า")
    story.act("committee_return", Role.COMMITTEE_SECRETARY)
    answer = visitor(story.cast[CHAIR]).post(move_url(story, "endorse"), form)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert story.cast[Role.COMMITTEE_SECRETARY].user.full_name in page
    assert "ข้อความของผู้ที่ช้ากว่า" in page


def test_opening_the_form_of_a_move_that_is_over_gets_409(story):
    story.reach(State.ENDORSED)
    assert visitor(story.cast[CHAIR]).get(move_url(story, "endorse")).status_code == 409


def test_board_learns_that_its_case_is_gone_without_reading_the_draft(story):
    story.reach(State.SUBMITTED)
    story.act("withdraw_from_board", HR)
    answer = visitor(story.cast[OFFICE]).get(move_url(story, "put_on_agenda"))
    assert answer.status_code == 409
    assert history_url(story) not in answer.content.decode()


def test_content_that_changed_after_the_form_was_opened_gets_409(story):
    form = {"form_key": str(uuid.uuid4()), "seen": seen(story, "send_to_committee")}
    story.revision.targets.update(people=5)
    answer = visitor(story.cast[HR]).post(move_url(story, "send_to_committee"), form)
    assert answer.status_code == 409
    assert "เปลี่ยนไป" in answer.content.decode()


# Who is let in -------------------------------------------------------------------------------------


def test_strangers_get_404(story):
    story.reach(State.ON_AGENDA)
    other_board = make_board(province=make_province("เลย", "42"))
    strangers = [
        make_member(HR),
        make_member(BOARD, board=other_board),
        story.cast[Role.STAFF],
        story.cast[Role.AUDITOR],
        story.cast[Role.BOARD_MEMBER],
    ]
    for stranger in strangers:
        assert visitor(stranger).get(move_url(story, "approve")).status_code == 404, stranger.role


def test_a_draft_that_never_was_submitted_is_404_for_its_board(story):
    assert visitor(story.cast[OFFICE]).get(move_url(story, "put_on_agenda")).status_code == 404


def test_an_unknown_action_is_404(story):
    assert visitor(story.cast[HR]).get(move_url(story, "nonsense")).status_code == 404


def test_a_role_that_ended_yesterday_is_404(story):
    import datetime

    story.reach(State.IN_COMMITTEE)
    member = story.cast[CHAIR]
    form = endorsement(story)
    member.ended_on = datetime.date(2026, 9, 14)
    member.save()
    assert visitor(member).post(move_url(story, "endorse"), form).status_code == 404


def test_anonymous_is_asked_to_sign_in(story):
    for url in (move_url(story, "endorse"), history_url(story), reverse("approvals:notices")):
        assert "/accounts/login/" in Client().get(url).url


def test_foreign_board_is_404(story):
    foreign = make_member(OFFICE, board=make_board(province=make_province("เลย", "42")))
    assert visitor(foreign).get(queue_url(story)).status_code == 404
    assert visitor(story.cast[HR]).get(queue_url(story)).status_code == 404


# History -------------------------------------------------------------------------------------------


def test_history_tells_the_lao_everything(story):
    story.reach(State.IN_COMMITTEE)
    decision = story.act("committee_return", CHAIR)
    page = visitor(story.cast[HR]).get(history_url(story)).content.decode()
    assert decision.reasons.get().details["text"] in page
    assert str(decision.snapshot) in page
    assert "ส่งให้คณะกรรมการจัดทำแผนพิจารณา" in page


def test_history_tells_the_board_nothing_of_the_inside(story):
    story.reach(State.IN_COMMITTEE)
    story.act("committee_return", CHAIR)
    story.act("send_to_committee", HR)
    story.act("endorse", CHAIR)
    story.act("submit", HR)
    page = visitor(story.cast[OFFICE]).get(history_url(story)).content.decode()
    assert "คณะกรรมการจัดทำแผนมีมติเห็นชอบ" in page
    assert "คณะกรรมการจัดทำแผนส่งกลับ" not in page


def test_history_of_an_announced_plan_polls_until_the_document_is_there(story):
    story.reach(State.ANNOUNCED)
    page = visitor(story.cast[HEAD]).get(history_url(story)).content.decode()
    assert "กำลังจัดทำเอกสาร" in page
    assert 'hx-trigger="every 2s"' in page
    part = visitor(story.cast[HEAD]).get(reverse("approvals:announcement", kwargs=story.revision.address))
    assert "<html" not in part.content.decode()


@pytest.mark.parametrize("decisions", [1, 6])
def test_history_asks_a_constant_number_of_queries(story, django_assert_max_num_queries, decisions):
    for _time in range(decisions):
        story.act("send_to_committee", HR)
        story.act("recall", HR)
    client = visitor(story.cast[HR])
    with django_assert_max_num_queries(19):
        assert client.get(history_url(story)).status_code == 200


# The queue of a board ------------------------------------------------------------------------------


def test_queue_shows_every_lao_and_no_content_of_drafts(story):
    story.reach(State.SUBMITTED)
    province = story.revision.plan.organization.province
    silent = make_organization(name="ยังไม่มีแผน", province=province, units=False)
    drafting = make_plan(make_organization(name="กำลังร่าง", province=province)).plan.organization
    answer = visitor(story.cast[OFFICE]).get(queue_url(story))
    standings = {row.organization: row.standing for row in answer.context["rows"]}
    assert standings[story.revision.plan.organization] == "submitted"
    assert standings[silent] == standings[drafting] == "not_submitted"
    assert f"/plans/{drafting.code}/" not in answer.content.decode()
    assert answer.context["rows"][0].organization == story.revision.plan.organization
    assert move_url(story, "put_on_agenda") in answer.content.decode()


def test_queue_counts_the_days_of_waiting(story):
    import datetime

    from thai.dates import frozen_today

    story.reach(State.SUBMITTED)
    with frozen_today(datetime.date(2026, 9, 25)):
        rows = visitor(story.cast[OFFICE]).get(queue_url(story)).context["rows"]
    assert (rows[0].received_on, rows[0].days_waiting) == (datetime.date(2026, 9, 15), 10)


def test_queue_remembers_what_was_returned(story):
    story.reach(State.SUBMITTED)
    story.act("board_return", OFFICE)
    rows = visitor(story.cast[OFFICE]).get(queue_url(story)).context["rows"]
    assert [row.standing for row in rows if row.organization == story.revision.plan.organization] == [
        "returned"
    ]


def test_queue_is_filtered_by_standing(story):
    story.reach(State.ON_AGENDA)
    client = visitor(story.cast[BOARD])
    assert len(client.get(queue_url(story), {"state": "on_agenda"}).context["rows"]) == 1
    assert client.get(queue_url(story), {"state": "approved"}).context["rows"] == []
    assert len(client.get(queue_url(story), {"state": "nonsense", "cycle": "x"}).context["rows"]) == 1


def test_queue_asks_a_constant_number_of_queries(story, django_assert_max_num_queries):
    story.reach(State.SUBMITTED)
    province = story.revision.plan.organization.province
    client = visitor(story.cast[OFFICE])
    for _size in range(2):
        for _number in range(5):
            make_plan(make_organization(province=province))
        with django_assert_max_num_queries(14):
            client.get(queue_url(story))


# Notices -------------------------------------------------------------------------------------------


def test_whoever_acts_on_a_plan_has_read_what_was_decided_before(story):
    story.reach(State.IN_COMMITTEE)
    waiting = Notice.objects.filter(membership=story.cast[CHAIR], read_at=None)
    assert waiting.exists()
    story.act("endorse", CHAIR)
    assert not waiting.exists()
    assert Notice.objects.filter(membership=story.cast[Role.HR_OFFICER], read_at=None).exists()


def test_notice_goes_to_who_must_act_next_and_is_read_when_opened(story):
    story.reach(State.IN_COMMITTEE)
    chair = visitor(story.cast[CHAIR])
    notice = Notice.objects.get(membership=story.cast[CHAIR])
    page = chair.get(reverse("approvals:notices"))
    assert page.context["unread_notices"] == 1
    assert "รอท่านดำเนินการ" in page.content.decode()
    assert chair.post(reverse("approvals:notice", args=[notice.pk])).url == history_url(story)
    assert chair.get(reverse("approvals:notices")).context["unread_notices"] == 0


def test_opening_a_notice_by_link_marks_nothing(story):
    story.reach(State.IN_COMMITTEE)
    notice = Notice.objects.get(membership=story.cast[CHAIR])
    visitor(story.cast[CHAIR]).get(reverse("approvals:notice", args=[notice.pk]))
    notice.refresh_from_db()
    assert notice.read_at is None


def test_notice_of_another_is_404(story):
    story.reach(State.IN_COMMITTEE)
    notice = Notice.objects.get(membership=story.cast[CHAIR])
    assert visitor(story.cast[HR]).post(reverse("approvals:notice", args=[notice.pk])).status_code == 404


def test_all_notices_are_read_at_once(story):
    story.reach(State.ENDORSED)
    client = visitor(story.cast[HR])
    client.post(reverse("approvals:notices_read"))
    assert client.get(reverse("approvals:notices")).context["unread_notices"] == 0


def test_lao_is_told_what_the_board_decided(story):
    story.reach(State.APPROVED)
    told = set(Notice.objects.filter(decision__action="approve").values_list("membership__role", flat=True))
    assert told == {HR, CHAIR, Role.COMMITTEE_SECRETARY, HEAD}


def test_what_is_kept_is_not_in_the_language_of_whoever_acted(story):
    with translation.override("en"):
        story.reach(State.SUBMITTED)
    texts = Notice.objects.values_list("text", flat=True)
    assert texts
    assert all("Sent" not in text and "คณะกรรมการ" in text for text in texts)


def test_whoever_left_is_not_told(story):
    import datetime

    member = story.cast[CHAIR]
    member.ended_on = datetime.date(2026, 9, 14)
    member.save()
    story.act("send_to_committee", HR)
    assert not Notice.objects.filter(membership=member).exists()


def test_confirming_corrections_shows_what_was_corrected(story):
    story.reach(State.APPROVED_WITH_CORRECTIONS)
    client = visitor(story.cast[OFFICE])
    assert "ยังไม่มีการแก้ไขเนื้อหา" in client.get(move_url(story, "confirm_corrections")).content.decode()
    story.revision.targets.update(people=9)
    page = client.get(move_url(story, "confirm_corrections")).content.decode()
    assert "แก้ไขกลุ่มเป้าหมาย" in page
