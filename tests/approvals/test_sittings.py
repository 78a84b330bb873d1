"""A board's sitting: its agenda by one press, who is out of a matter, blocks decided at once, papers that follow."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace

import pytest
from django.core.management import call_command

from approvals import events
from approvals.deadlines.board_days import days_of
from approvals.meetings.conclude import Resolution, conclude
from approvals.meetings.voting import MeetingRefused, cast
from approvals.models import AgendaItem, Away, BoardNote, Decision, Letter, Meeting, Outcome, Vote
from approvals.moves import MoveRefused
from approvals.numbers import propose, take
from approvals.papers_sittings import agenda_paper, letter_paper
from approvals.sittings import arrange, letters, people, recusal, tables
from approvals.sittings import parcel as parcels
from approvals.sittings.agenda import pull_out
from approvals.sittings.close import close_sitting
from approvals.sittings.decide import conclude_block, vote_on_block
from approvals.sittings.letters import Run, issue_letters, letters_of, save_letter
from approvals.sittings.minutes import minutes_as_paper, save_minutes, sign_off
from approvals.sittings.prepare import lacks_words, prepare, prepare_block
from approvals.sittings.ready import ready
from documents import paper
from documents.compose import compose
from documents.render import Rendered, render_pdf
from organizations.roles import Role
from plans.models import Revision, State
from tests.approvals.sitting import HELD_ON, convene
from tests.approvals.story import TODAY
from tests.builders import make_member
from thai.dates import frozen_today
from thai.digits import to_thai

FOR = Vote.Choice.FOR


@pytest.fixture(autouse=True)
def _today(db, no_findings):
    with frozen_today(TODAY):
        yield


def to_the_end(sitting, block) -> tuple[int, list[str]]:
    """Conclude a block as the page does; how many resolutions, and what was said of those skipped."""
    done, words, after = 0, [], 0
    while True:
        progress = conclude_block(block, by=sitting.office, after=after)
        done += len(progress.done)
        words += [row.word for row in progress.skipped]
        if not progress.goes_on:
            return done, words
        after = progress.last


def all_for(sitting) -> dict[int, str]:
    return {one.pk: FOR for one in sitting.meeting.attendees.filter(has_vote=True)}


def states(sitting) -> list[str]:
    return [Revision.objects.get(pk=one.pk).state for one in sitting.revisions]


# The agenda ------------------------------------------------------------------------------------


def test_ready_plans_come_into_blocks_by_what_is_said_of_them():
    sitting = convene(plans=3)
    BoardNote.objects.create(
        revision=sitting.revisions[1],
        board=sitting.board,
        audience=BoardNote.Audience.LAO,
        text="ขอให้เพิ่มตัวชี้วัด",
        written_at=sitting.meeting.held_on.strftime("%Y-%m-%dT00:00+07:00"),
        written_by=sitting.office,
    )
    rows = ready(sitting.fresh(), sitting.office)
    assert [row.recommendation for row in rows] == [
        Outcome.AGREED,
        Outcome.AGREED_WITH_CORRECTIONS,
        Outcome.AGREED,
    ]
    assert {row.missed_cut_off for row in rows} == {True}  # received on the 15th for the 10th
    sitting.fill()
    found = {
        block.recommendation: [item.number for item in block.items.all()]
        for block in sitting.meeting.blocks.all()
    }
    assert found == {"agreed": ["4.1", "4.2"], "agreed_with_corrections": ["4.3"]}
    prepared = AgendaItem.objects.get(revision=sitting.revisions[1])
    assert prepared.recommendation_note == "- ขอให้เพิ่มตัวชี้วัด"
    assert lacks_words(prepared)  # the reasons of the catalog are not chosen yet


def test_plan_taken_off_waits_again_and_leaves_no_gap_in_the_numbers():
    sitting = convene(plans=3)
    sitting.fill()
    first = sitting.meeting.items.first()
    arrange.take_off(sitting.fresh(), first, note="", by=sitting.office)
    assert [item.number for item in sitting.meeting.items.all()] == ["4.1", "4.2"]
    assert states(sitting).count(State.SUBMITTED) == 1
    assert len(ready(sitting.fresh(), sitting.office)) == 1


def test_numbers_stay_once_the_meeting_is_open():
    sitting = convene(plans=2)
    sitting.fill()
    sitting.open()
    with pytest.raises(MeetingRefused, match="เลขวาระเปลี่ยนไม่ได้"):
        arrange.renumber(sitting.fresh(), by=sitting.office)
    with pytest.raises(MeetingRefused, match="เลขวาระเปลี่ยนไม่ได้"):
        arrange.take_off(sitting.fresh(), sitting.meeting.items.first(), note="", by=sitting.office)


def test_order_is_changed_one_by_one_and_restored():
    sitting = convene(plans=3)
    sitting.fill()
    names = [item.title[-3:] for item in sitting.meeting.items.all()]
    arrange.shift(sitting.fresh(), sitting.meeting.items.last(), -1, by=sitting.office)
    assert [item.title[-3:] for item in sitting.meeting.items.all()] == [names[0], names[2], names[1]]
    arrange.renumber(sitting.fresh(), by=sitting.office)
    assert [item.title[-3:] for item in sitting.meeting.items.all()] == names


def test_meeting_before_the_letter_takes_no_plan():
    sitting = convene(plans=1)
    Meeting.objects.filter(pk=sitting.meeting.pk).update(
        held_on=HELD_ON.replace(day=1), cut_off_on=HELD_ON.replace(day=1)
    )
    rows = ready(sitting.fresh(), sitting.office)
    placed = arrange.place(sitting.fresh(), rows, arrange.BY_RECOMMENDATION, by=sitting.office)
    assert "ก่อนหนังสือนำส่ง" in placed.refused[0].word
    assert states(sitting) == [State.SUBMITTED]
    assert not sitting.meeting.items.exists()


# Who is out ------------------------------------------------------------------------------------


def test_who_serves_the_lao_is_out_of_its_plan_by_himself():
    sitting = convene(plans=2)
    lao = sitting.revisions[0].plan.organization
    make_member(Role.HEAD, lao, user=sitting.members[0].user)
    sitting.fill()
    sitting.open()
    [away] = Away.objects.filter(item__meeting=sitting.meeting)
    assert (away.why, away.attendee.membership) == (Away.Why.RECUSED, sitting.members[0])
    with pytest.raises(MeetingRefused, match="มีตำแหน่ง"):
        recusal.come_back(away.item, away.attendee, by=sitting.office)
    [block] = sitting.meeting.blocks.all()
    assert vote_on_block(block, all_for(sitting), by=sitting.office) == []
    assert away.item.votes.count() == 4
    assert to_the_end(sitting, block) == (2, [])
    assert "มีส่วนได้เสีย 1" in AgendaItem.objects.get(pk=away.item_id).explained


def test_position_taken_before_the_opening_counts_too():
    sitting = convene(plans=1)
    sitting.fill()
    people.call(sitting.fresh(), by=sitting.office)
    assert not Away.objects.exists()
    make_member(Role.STAFF, sitting.revisions[0].plan.organization, user=sitting.chair.user)
    people.open_sitting(sitting.fresh(), by=sitting.office)
    assert Away.objects.get().attendee.membership == sitting.chair


def test_secretary_with_an_interest_leaves_the_resolution_to_the_chair():
    sitting = convene(plans=1)
    sitting.fill()
    sitting.open()
    make_member(Role.STAFF, sitting.revisions[0].plan.organization, user=sitting.office.user)
    [item] = sitting.meeting.items.all()
    cast([item], all_for(sitting), by=sitting.office)
    with pytest.raises(MoveRefused, match="ให้ผู้อื่นดำเนินการแทน"):
        conclude(item, Resolution(), by=sitting.office)
    assert conclude(item, Resolution(), by=sitting.chair).outcome == Outcome.AGREED


def test_declared_interest_takes_the_voice_back():
    sitting = convene(plans=1)
    sitting.fill()
    sitting.open()
    [item], seat = sitting.meeting.items.all(), sitting.meeting.attendees.get(membership=sitting.members[1])
    cast([item], {seat.pk: FOR}, by=sitting.members[1])
    with pytest.raises(MeetingRefused, match="เหตุที่มีส่วนได้เสีย"):
        recusal.declare(item, seat, note=" ", by=sitting.members[1])
    recusal.declare(item, seat, note="เป็นคู่สมรสของปลัด", by=sitting.members[1])
    assert not item.votes.exists()
    with pytest.raises(MeetingRefused):  # nobody speaks for another
        recusal.declare(item, seat, note="ก", by=sitting.members[2])


# Deciding --------------------------------------------------------------------------------------


def test_block_gives_each_plan_its_own_resolution_and_skips_what_cannot_be():
    sitting = convene(plans=4)
    sitting.fill()
    sitting.open()
    [block] = sitting.meeting.blocks.all()
    items = list(sitting.meeting.items.all())
    seat = sitting.meeting.attendees.get(membership=sitting.members[0])
    pull_out(items[0], attendee=seat, reason="ขอดูงบประมาณ", by=sitting.members[0])
    recusal.leave(items[1], seat, note="", by=sitting.office)
    assert vote_on_block(block, all_for(sitting), by=sitting.office) == []
    conclude(items[2], Resolution(outcome=Outcome.DEFERRED, note="รอเอกสาร"), by=sitting.office)
    for one in sitting.meeting.attendees.filter(has_vote=True)[:3]:
        recusal.declare(items[3], one, note="ญาติ", by=sitting.office)
    done, words = to_the_end(sitting, block)
    assert (done, words) == (2, [])
    numbers = Decision.objects.filter(item__meeting=sitting.meeting).values_list("agenda_item", "action")
    assert sorted(numbers) == [("4.2", "approve"), ("4.3", "take_off_agenda"), ("4.4", "approve")]
    assert to_the_end(sitting, block) == (0, [])  # nothing is decided twice


def test_block_with_corrections_is_decided_at_once_in_prepared_words():
    sitting = convene(plans=2)
    sitting.fill()
    [block] = sitting.meeting.blocks.all()
    block.recommendation = Outcome.AGREED_WITH_CORRECTIONS
    block.save()
    sitting.open()
    vote_on_block(block, all_for(sitting), by=sitting.office)
    done, words = to_the_end(sitting, block)
    assert done == 0
    assert all("กรุณากรอกรายละเอียดของมติ" in word for word in words)
    reasons = arrange.offered_reasons(2570)[:2]
    first = sitting.meeting.items.first()
    prepare(first, outcome="", note="เพิ่มโครงการของกองช่าง", reasons=reasons[:1], by=sitting.office)
    assert prepare_block(block, note="ปรับตัวชี้วัดให้วัดได้", reasons=reasons[1:], by=sitting.office) == 1
    assert to_the_end(sitting, block) == (2, [])
    notes = dict(
        Decision.objects.filter(action="approve_with_corrections").values_list("agenda_item", "note")
    )
    assert notes == {"4.1": "เพิ่มโครงการของกองช่าง", "4.2": "ปรับตัวชี้วัดให้วัดได้"}
    assert states(sitting) == [State.APPROVED_WITH_CORRECTIONS] * 2


def test_vote_is_on_what_was_seen():
    sitting = convene(plans=2)
    sitting.fill()
    sitting.open()
    [block] = sitting.meeting.blocks.all()
    first, second = sitting.meeting.items.all()
    seat = sitting.meeting.attendees.get(membership=sitting.members[0])
    seen = {first.pk: "0" * 64}
    [refused] = vote_on_block(block, {seat.pk: FOR}, by=sitting.members[0], seen=seen)
    assert "ไม่ใช่ฉบับที่ท่านเห็น" in refused.message
    vote_on_block(block, {seat.pk: FOR}, by=sitting.members[0], seen={second.pk: second.snapshot.sha256})
    assert list(Vote.objects.values_list("item", flat=True)) == [second.pk]


# The end ---------------------------------------------------------------------------------------


def over(plans: int = 3):
    """A meeting that agreed to everything, closed."""
    sitting = convene(plans=plans)
    sitting.fill()
    sitting.open()
    [block] = sitting.meeting.blocks.all()
    vote_on_block(block, all_for(sitting), by=sitting.office)
    to_the_end(sitting, block)
    assert close_sitting(sitting.fresh(), by=sitting.office).letters == plans
    return sitting


def test_meeting_with_an_open_plan_is_not_closed_and_nothing_is_written():
    sitting = convene(plans=1)
    sitting.fill()
    arrange.add_plain(sitting.fresh(), heading=1, title="เรื่องแจ้ง", by=sitting.office)
    sitting.open()
    with pytest.raises(MeetingRefused, match=r"4\.1"):
        close_sitting(sitting.fresh(), by=sitting.office)
    assert not Letter.objects.exists()
    assert sitting.fresh().stage == Meeting.Stage.OPEN
    assert sitting.meeting.items.get(heading=1).outcome == ""


def test_a_meeting_that_is_closed_is_not_the_next_one_on_its_own_day():
    sitting = convene(plans=0)
    day = sitting.meeting.held_on
    assert [one.label for one in days_of([sitting.board])[sitting.board.pk].still_to_come(day)] == ["1/2569"]
    Meeting.objects.filter(pk=sitting.meeting.pk).update(stage=Meeting.Stage.CLOSED)
    days = days_of([sitting.board])[sitting.board.pk]
    assert (days.still_to_come(day), days.open_on(day)) == ([], [])
    assert days.last_by(day) is not None  # deadlines are still counted from it


def test_minutes_hold_every_vote_and_every_resolution():
    sitting = over()
    text = sitting.meeting.papers.get().text
    for one in sitting.meeting.attendees.all():
        assert to_thai(one.name) in text
    for item in sitting.meeting.items.all():
        assert to_thai(f"{item.number} {item.title}") in text
    assert "เห็นชอบ ๕ เสียง ได้แก่" in text
    assert "**มติที่ประชุม** เห็นชอบ (เห็นชอบ ๕ จาก ๕ องค์ประชุม ๓)" in text
    rows = list(csv.reader(io.StringIO(tables.votes(sitting.meeting).decode("utf-8-sig"))))
    assert len(rows) == 1 + 3 * 5


def test_letters_are_numbered_in_one_run_or_not_at_all():
    sitting = over()
    run = Run("นค 0023.2/", 7, TODAY, "นายเลขา ตรวจดี", "เลขานุการ")
    take(sitting.board, "letter", 2569, 8, "หนังสืออื่น", sitting.office)
    with pytest.raises(MeetingRefused, match="ตั้งแต่เลข 9"):
        issue_letters(sitting.fresh(), run, by=sitting.office)
    assert set(Letter.objects.values_list("number", flat=True)) == {""}
    assert propose(sitting.board, "letter", 2569) == 9
    assert issue_letters(sitting.fresh(), replace(run, first=9), by=sitting.office) == 3
    numbers = [letter.number for letter in letters_of(sitting.meeting)]
    assert numbers == ["นค 0023.2/9", "นค 0023.2/10", "นค 0023.2/11"]
    with pytest.raises(MeetingRefused, match="ออกเลขไปแล้ว"):
        issue_letters(sitting.fresh(), replace(run, first=20), by=sitting.office)


def test_wording_changes_until_the_number():
    sitting = over(plans=1)
    [letter] = letters_of(sitting.meeting)
    saved = save_letter(
        letter,
        addressee="นายก",
        body="ข้อความใหม่",
        seen=letter.version,
        by=sitting.office,
        meeting=sitting.meeting,
    )
    assert saved.body == "ข้อความใหม่"
    with pytest.raises(MeetingRefused, match="มีผู้แก้ไขก่อน"):
        save_letter(
            letter, addressee="ก", body="ข", seen=letter.version, by=sitting.office, meeting=sitting.meeting
        )
    minutes = sitting.meeting.papers.get()
    save_minutes(sitting.meeting, text="รายงาน", taken_by="ก", seen=minutes.version, by=sitting.office)
    with pytest.raises(MeetingRefused):
        sign_off(sitting.meeting, seen=minutes.version, by=sitting.office)


def test_each_letter_says_its_own_resolution():
    sitting = convene(plans=2)
    sitting.fill()
    sitting.open()
    first, second = sitting.meeting.items.all()
    cast([first, second], all_for(sitting), by=sitting.office)
    reason = arrange.offered_reasons(2570)[0]
    conclude(first, Resolution(), by=sitting.office)
    AgendaItem.objects.filter(pk=second.pk).update(recommendation=Outcome.RETURNED)
    conclude(second, Resolution(note="ขาดตัวชี้วัด", reasons=[reason]), by=sitting.office)
    close_sitting(sitting.fresh(), by=sitting.office)
    one, two = letters_of(sitting.meeting)
    assert "มีมติ**เห็นชอบแผนพัฒนาบุคลากร ๓ ปี ดังกล่าว**" in one.body
    assert "ให้ส่งแผนพัฒนาบุคลากร ๓ ปี ดังกล่าวกลับไปปรับแก้แล้วเสนอใหม่" in two.body
    assert reason.details["text"] in two.body
    assert "ขาดตัวชี้วัด" in two.body
    assert "ระเบียบวาระที่ ๔.๒" in two.body


def test_whole_sitting_is_one_file_with_safe_names(monkeypatch):
    monkeypatch.setattr("approvals.issuing.render_announced", _rendered)
    monkeypatch.setattr("approvals.sittings.parcel.render_pdf_isolated", _rendered)
    sitting = over(plans=2)
    issue_letters(sitting.fresh(), Run("นค 0023.2/", 1, TODAY, "ก", "ข"), by=sitting.office)
    letters.make_letters.func(sitting.meeting.pk)
    sign_off(sitting.fresh(), seen=sitting.meeting.papers.get().version, by=sitting.office)
    parcel = parcels.request_parcel(sitting.fresh())
    parcels.pack.func(sitting.meeting.pk, parcel.key)
    with zipfile.ZipFile(parcel.path(parcels.ZIP)) as archive:
        names = archive.namelist()
        assert archive.read("resolutions.csv").startswith(b"\xef\xbb\xbf")
    assert [name for name in names if "/" not in name] == [
        "minutes.pdf",
        "agenda.pdf",
        "votes.csv",
        "resolutions.csv",
        "attendance.csv",
    ]
    assert len([name for name in names if name.startswith("letters/4.")]) == 2
    assert parcels.safe_name("../../etc/a b:ก") == "etc-a-b-ก"
    assert parcels.request_parcel(sitting.fresh()).key == parcel.key


def test_papers_that_were_not_made_are_made_later(monkeypatch):
    monkeypatch.setattr("approvals.issuing.render_announced", _rendered)
    sitting = over(plans=2)
    issue_letters(sitting.fresh(), Run("นค 0023.2/", 1, TODAY, "ก", "ข"), by=sitting.office)
    sign_off(sitting.fresh(), seen=sitting.meeting.papers.get().version, by=sitting.office)
    call_command("issue_pending", stdout=io.StringIO())
    assert not Letter.objects.filter(document=None).exists()
    assert sitting.meeting.papers.get().document is not None


def _rendered(_html, **_rest) -> Rendered:
    return Rendered(b"%PDF-1.7 test", 1)


def test_formula_in_a_name_stays_a_text():
    assert tables.table(["a"], [["=1+1"], ["-2"], ["ปกติ"]]).decode("utf-8-sig").split() == [
        "a",
        "'=1+1",
        "'-2",
        "ปกติ",
    ]


def test_papers_can_be_made():
    sitting = over(plans=2)
    minutes = sitting.meeting.papers.get()
    minutes.meeting = sitting.fresh()
    assert render_pdf(compose(minutes_as_paper(minutes, paper.Draft(TODAY))), title="ก").warnings == ()
    [letter, _other] = letters_of(sitting.meeting)
    letter.revision = Revision.objects.with_plan().get(pk=letter.revision_id)
    assert render_pdf(compose(letter_paper(letter, paper.Draft(TODAY))), title="ก").warnings == ()
    made = agenda_paper(sitting.fresh(), list(sitting.meeting.items.all()), paper.Draft(TODAY))
    assert render_pdf(compose(made), title="ก").warnings == ()


def test_chain_of_events_holds():
    sitting = over(plans=1)
    plan = sitting.revisions[0].plan
    assert events.verify(plan) == []
    run = Run("นค 0023.2/", 7, TODAY, "นายเลขา ตรวจดี", "เลขานุการ")
    issue_letters(sitting.fresh(), run, by=sitting.office)
    assert events.verify(plan) == []  # also while the paper of the letter is not made yet
    Letter.objects.filter(kind=Letter.Kind.RESOLUTION).update(body="เห็นชอบ")
    assert [fault.message.split()[-1] for fault in events.verify(plan)] == ["changed"]
