"""Reminders: the ladder as a table, who is told, nobody twice, nobody in vain, and nothing that is inside an LAO outside."""

import datetime
import io

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from approvals.deadlines.reminders import BEFORE, FIRST_WORD, levels_told, remind, rung_of
from approvals.models import Meeting, Notice, Reminder
from organizations.models import Membership
from organizations.roles import Role
from plans.models import Plan, State
from tests.approvals.story import begin
from tests.builders import load_reference, make_member, make_organization, make_plan, make_province
from thai.dates import frozen_today

DAY = datetime.timedelta(days=1)

LADDER = [
    # days left -> rung, levels above that are told
    (31, None, None),
    (30, 30, 0),
    (29, 30, 0),
    (14, 14, 0),
    (8, 14, 0),
    (7, 7, 1),
    (1, 1, 0),
    (0, 0, 0),
    (-1, 0, 0),
    (-6, 0, 0),
    (-7, -7, 2),
    (-13, -7, 2),
    (-14, -14, 0),
    (-21, -21, 0),
    (-28, -28, 3),
    (-49, -49, 4),
]


@pytest.mark.any_database
@pytest.mark.parametrize(("left", "rung", "levels"), LADDER)
def test_ladder(left, rung, levels):
    assert rung_of(left) == rung
    assert rung is None or levels_told(rung) == levels


@pytest.mark.any_database
@given(st.integers(-2000, 2000))
def test_a_rung_is_reached_on_its_day_and_kept_until_the_next(left):
    rung = rung_of(left)
    assert (rung is None) == (left > BEFORE[0])
    if rung is not None:
        assert rung >= left
        assert rung in BEFORE or rung % 7 == 0


# Who is told --------------------------------------------------------------------------------------


@pytest.fixture
def board_meets(story):
    """The board of the story meets on 17 September; papers until the third."""
    return Meeting.objects.create(
        board=story.revision.plan.organization.board,
        number=9,
        year=2569,
        held_on=datetime.date(2026, 9, 17),
        cut_off_on=datetime.date(2026, 9, 3),
    )


def told(day, step=None):
    """Role and level of those who were reminded on a day."""
    rows = Reminder.objects.filter(sent_on=day, **({"step": step} if step else {}))
    return {(row.notice.membership.role, row.level) for row in rows.select_related("notice__membership")}


def on(month, number):
    return datetime.date(2026, month, number)


WHO = [
    # how far the plan is, on which day -> step, who at which level
    (State.DRAFTING, on(8, 6), "drafting", {("hr_officer", 0), ("committee_secretary", 0)}),
    (
        State.DRAFTING,
        on(8, 13),  # the third rung of 20 August
        "drafting",
        {("hr_officer", 0), ("committee_secretary", 0), ("committee_chair", 1), ("head", 1)},
    ),
    (State.IN_COMMITTEE, on(8, 13), "committee_meeting", {("committee_chair", 0)}),
    (State.IN_COMMITTEE, on(8, 20), "committee_meeting", {("committee_chair", 0), ("head", 1)}),
    (State.ENDORSED, on(8, 20), "submission", {("hr_officer", 0)}),
    (
        State.ENDORSED,
        on(8, 27),
        "submission",
        {("hr_officer", 0), ("committee_chair", 1), ("head", 1)},
    ),
    (
        State.ENDORSED,
        on(9, 10),  # a week too late: the sixth rung
        "submission",
        {("hr_officer", 0), ("committee_chair", 1), ("head", 1), ("board_secretary", 2)},
    ),
    (
        State.ENDORSED,
        on(10, 1),  # four weeks too late: the ninth
        "submission",
        {
            ("hr_officer", 0),
            ("committee_chair", 1),
            ("head", 1),
            ("board_secretary", 2),
            ("province_viewer", 3),
        },
    ),
    (State.SUBMITTED, on(9, 16), "board_meeting", {("board_secretary", 0)}),
    (State.SUBMITTED, on(9, 10), "board_meeting", {("board_secretary", 0), ("board_chair", 1)}),
    (State.ON_AGENDA, on(9, 9), "board_meeting", {("board_chair", 0)}),
    (State.APPROVED, on(9, 16), "announcement", {("head", 0)}),
    (
        State.APPROVED,
        on(9, 23),
        "announcement",
        {("head", 0), ("hr_officer", 1), ("committee_secretary", 1)},
    ),
]


@pytest.mark.parametrize(("state", "day", "step", "people"), WHO)
def test_who_is_told(story, board_meets, state, day, step, people):
    story.reach(state)
    with frozen_today(day):
        remind(day)
    assert told(day, step) == people


@pytest.mark.parametrize("state", [State.ANNOUNCED, State.WITHDRAWN])
def test_nobody_is_reminded_of_what_is_done(story, board_meets, state):
    story.reach(state)
    with frozen_today(on(9, 29)):
        assert remind(on(9, 29)) == 0


def test_after_the_day_for_papers_there_is_one_matter_and_no_longer_three(story, board_meets):
    with frozen_today(on(9, 4)):
        remind(on(9, 4))
    assert set(Reminder.objects.values_list("step", flat=True)) == {"submission"}


def test_those_outside_read_only_that_it_has_not_come(story, board_meets):
    with frozen_today(on(9, 10)):
        remind(on(9, 10))
    notice = Notice.objects.get(kind="reminder", membership=story.cast[Role.BOARD_SECRETARY])
    assert notice.revision is None
    assert "ยังไม่เสนอคณะกรรมการ" in notice.text
    assert "คาดว่า" not in notice.text
    assert notice.address.startswith("/boards/")


def test_amendment_is_unknown_outside_before_it_comes(story, board_meets):
    story.reach(State.ANNOUNCED)
    amendment = story.revision
    amendment.pk, amendment.number, amendment.state, amendment.reason = None, 1, State.DRAFTING, "มีภารกิจใหม่"
    amendment.snapshot = None
    amendment.save()
    for number in range(200):
        remind(on(9, 15) + number * DAY)
    outside = {Role.BOARD_SECRETARY, Role.BOARD_CHAIR, Role.PROVINCE_VIEWER}
    assert Reminder.objects.filter(number=1).exists()
    assert not Reminder.objects.filter(notice__membership__role__in=outside).exists()


# Nobody twice -------------------------------------------------------------------------------------


def test_second_run_on_a_day_writes_nothing(story, board_meets):
    with frozen_today(on(8, 6)):
        assert remind(on(8, 6)) > 0
        assert remind(on(8, 6)) == 0


def test_days_without_a_run_are_made_up_for_by_one_reminder(story, board_meets):
    story.reach(State.ENDORSED)
    remind(on(9, 2))  # rungs 30, 14, 7 and 1 of 3 September were missed but for the last
    assert list(Reminder.objects.values_list("rung", flat=True)) == [1]


def test_each_rung_once_in_a_year_and_none_after_it_was_sent(story, board_meets):
    story.reach(State.ENDORSED)
    for number in range(60):
        remind(on(7, 1) + number * DAY)
    officer = Reminder.objects.filter(user=story.cast[Role.HR_OFFICER].user)
    assert sorted(officer.values_list("rung", flat=True), reverse=True) == [30, 14, 7]
    story.act("submit", Role.HR_OFFICER)
    for number in range(60):
        remind(on(8, 30) + number * DAY)
    assert officer.count() == 3


def test_person_with_two_roles_is_told_once(story, board_meets):
    head = story.cast[Role.HEAD]
    make_member(Role.COMMITTEE_CHAIR, head.organization, user=head.user)
    Membership.objects.filter(pk=story.cast[Role.COMMITTEE_CHAIR].pk).update(ended_on=on(8, 1))
    with frozen_today(on(8, 13)):
        remind(on(8, 13))
    assert Reminder.objects.filter(user=head.user, step="drafting").count() == 1


def test_meeting_that_moves_begins_the_ladder_anew(story, board_meets):
    story.reach(State.ENDORSED)
    remind(on(8, 20))
    Meeting.objects.filter(pk=board_meets.pk).update(cut_off_on=on(9, 10))
    remind(on(8, 27))
    rows = Reminder.objects.filter(user=story.cast[Role.HR_OFFICER].user).order_by("pk")
    assert [(row.due_on, row.rung) for row in rows] == [(on(9, 3), 14), (on(9, 10), 14)]


def test_those_who_left_are_not_told(story, board_meets):
    Membership.objects.filter(pk=story.cast[Role.HR_OFFICER].pk).update(ended_on=on(8, 1))
    with frozen_today(on(8, 6)):
        remind(on(8, 6))
    assert ("hr_officer", 0) not in told(on(8, 6))


# The next cycle -----------------------------------------------------------------------------------


def test_next_cycle_is_spoken_of_once_from_eight_months_before(db):
    load_reference()
    officer = make_member(Role.HR_OFFICER, make_organization(province=make_province()))
    make_plan(officer.organization, by=officer.user)
    Plan.objects.update(first_year=2567)  # the plan of the cycle that ends on 30 September 2569
    for day in (on(1, 31), on(2, 1), on(2, 2)):
        remind(day)
    [row] = Reminder.objects.filter(first_year=2570)
    assert (row.sent_on, row.rung, row.step) == (on(2, 1), FIRST_WORD, "begin")
    assert "เริ่มจัดทำแผน" in row.notice.text
    for number in range(150):
        remind(on(2, 3) + number * DAY)
    assert [row.rung for row in Reminder.objects.filter(first_year=2570).order_by("pk")][:3] == [
        FIRST_WORD,
        30,
        14,
    ]


def test_cycle_that_nobody_began_is_not_asked_for_for_ever(db):
    load_reference()
    make_member(Role.HR_OFFICER, make_organization(province=make_province()))
    assert remind(on(12, 30)) > 0
    Reminder.objects.all().delete()
    assert remind(datetime.date(2027, 1, 15)) == 0


# The command --------------------------------------------------------------------------------------


def test_command_reminds_of_the_day_that_it_is_given(board_meets):
    out = io.StringIO()
    call_command("remind", on="2026-08-06", stdout=out)
    assert "2026-08-06: 0 drafts counted" in out.getvalue()
    assert Reminder.objects.filter(sent_on=on(8, 6)).exists()


def test_command_refuses_what_is_no_date(db):
    with pytest.raises(CommandError, match="not a date"):
        call_command("remind", on="6 สิงหาคม")


def test_queries_do_not_grow_with_the_province(django_assert_max_num_queries, db, no_findings):
    story = begin()
    province = story.revision.plan.organization.province
    remind(on(8, 6))
    for _number in range(6):
        organization = make_organization(province=province)
        make_plan(organization)
    with django_assert_max_num_queries(30):
        remind(on(8, 7))
