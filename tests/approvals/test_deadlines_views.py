"""Pages of deadlines: the calendar, the steps, the panels on other pages, the feed."""

import datetime
import re

import icalendar
import pytest
from django.urls import reverse

from approvals.deadlines.feed import make_address
from approvals.deadlines.leads import KEYS, LeadTimes, parameters_of
from approvals.deadlines.outlook import of_cycle, outlook_of, schedule
from approvals.deadlines.progress import keep, keep_all
from approvals.models import CalendarFeed, KeptProgress, Meeting, MeetingRule, OwnLeadTime
from organizations.models import Membership, Organization
from organizations.roles import Role
from plans.models import Revision, Section, State
from tests.approvals.deadline_days import CYCLE, USUAL
from tests.approvals.story import TODAY
from tests.builders import (
    client_of,
    load_reference,
    make_member,
    make_organization,
    make_plan,
    make_project,
    make_province,
)
from thai.dates import BANGKOK, frozen_today

JULY = datetime.date(2026, 7, 20)


def meets(board, held_on=datetime.date(2026, 9, 17), number=9, **more):
    cut_off = held_on - datetime.timedelta(days=14)
    return Meeting.objects.create(
        board=board, number=number, year=2569, held_on=held_on, cut_off_on=cut_off, **more
    )


def page(client, name, *args, **query):
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def text_of(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.fixture
def lao(story):
    return story.revision.plan.organization


@pytest.fixture
def officer(story):
    return client_of(story.cast[Role.HR_OFFICER])


@pytest.fixture
def secretary(story):
    return client_of(story.cast[Role.BOARD_SECRETARY])


# What is reckoned with -----------------------------------------------------------------------------


def test_usual_times_are_those_of_the_edition(db, lao):
    assert LeadTimes([lao]).of(lao, CYCLE) == USUAL
    assert all(parameters_of(CYCLE)[key].clause for key in KEYS)


def test_cycle_without_an_edition_is_reckoned_as_the_last(db, lao):
    assert LeadTimes([lao]).of(lao, CYCLE.next) == USUAL


def test_own_times_win_and_are_given_back(officer, lao):
    url = reverse("approvals:lead_times", args=[lao.code])
    officer.post(url, {"lead_drafting": "๓๐"})
    assert LeadTimes([lao]).of(lao, CYCLE).lead_drafting == 30
    officer.post(url, {"lead_drafting": ""})
    assert not OwnLeadTime.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed"), [("lead_drafting", "201"), ("lead_drafting", "ก"), ("lead_committee_notice", "2")]
)
def test_time_that_cannot_be_is_refused(officer, lao, field, typed):
    answer = officer.post(reverse("approvals:lead_times", args=[lao.code]), {field: typed})
    assert answer.status_code == 422
    assert not OwnLeadTime.objects.exists()


# The steps and the forecast ------------------------------------------------------------------------


def test_steps_of_a_cycle_that_nobody_began(db):
    load_reference()
    organization = make_organization(province=make_province())
    meets(organization.board)
    steps = schedule(organization, CYCLE, JULY)
    assert steps[0].code == "begin"
    assert steps[0].waits
    assert steps[-1].due_on == datetime.date(2026, 9, 30)


def test_page_says_what_is_missed_in_words(story, officer, lao):
    meets(lao.board)
    meets(lao.board, datetime.date(2026, 10, 15), 10)
    with frozen_today(datetime.date(2026, 8, 17)):
        html = text_of(page(officer, "approvals:deadlines", lao.code, 2570))
    assert "ตามความคืบหน้านี้จะไม่ทันการประชุมครั้งที่ 9/2569 (17 กันยายน 2569) ต้องส่งภายใน 3 กันยายน 2569" in html


def test_page_without_a_calendar_says_so(story, officer, lao):
    html = text_of(page(officer, "approvals:deadlines", lao.code, 2570))
    assert "คณะกรรมการระดับจังหวัดยังไม่ได้กำหนดวันประชุม" in html
    assert "30 กันยายน 2569" in html


def test_meeting_after_september_is_named_and_not_denied(story, officer, lao):
    meets(lao.board, datetime.date(2026, 12, 31), 12)
    with frozen_today(datetime.date(2026, 10, 2)):
        html = text_of(page(officer, "approvals:deadlines", lao.code, 2570))
        panel = text_of(officer.get(reverse("plans:tasks", kwargs=story.revision.address)).content.decode())
    for shown in (html, panel):
        assert "เลยกำหนดเสนอวันที่ 30 กันยายน 2569 แล้ว" in shown
        assert "ยังไม่ได้กำหนดวันประชุม" not in shown


@pytest.mark.parametrize("year", [2400, 2531, 2600, 99999])
def test_cycle_that_nobody_plans_is_not_found(officer, lao, year):
    assert officer.get(reverse("approvals:deadlines", args=[lao.code, year])).status_code == 404


def test_way_to_the_deadlines_leads_to_the_cycle_under_way(officer, lao):
    answer = officer.get(reverse("approvals:deadlines_now", args=[lao.code]))
    assert answer["Location"] == reverse("approvals:deadlines", args=[lao.code, 2570])


@pytest.mark.parametrize("state", [State.DRAFTING, State.IN_COMMITTEE, State.SUBMITTED, State.APPROVED])
def test_panel_stands_on_the_task_list_and_the_list_of_plans(story, officer, lao, state):
    meets(lao.board)
    story.reach(state)
    link = reverse("approvals:deadlines", args=[lao.code, 2570])
    assert link in officer.get(reverse("plans:tasks", kwargs=story.revision.address)).content.decode()
    assert link in page(officer, "plans:index")


def test_panel_is_for_the_lao_alone(story, lao, secretary):
    story.reach(State.SUBMITTED)
    html = secretary.get(reverse("plans:tasks", kwargs=story.revision.address)).content.decode()
    assert "deadlines/" not in html


def test_next_cycle_is_announced_with_its_days(story, officer, lao):
    story.reach(State.ANNOUNCED)
    with frozen_today(datetime.date(2029, 1, 31)):
        assert "เริ่มจัดทำแผนรอบ 2573 - 2575" not in page(officer, "plans:index")
    with frozen_today(datetime.date(2029, 2, 1)):
        html = text_of(page(officer, "plans:index"))
    assert "เริ่มจัดทำแผนรอบ 2573 - 2575" in html
    assert "ภายในวันที่" in html


def test_queue_of_the_board_names_its_next_meeting(secretary, lao):
    assert "ยังไม่ได้กำหนดวันประชุมครั้งต่อไป" in page(secretary, "approvals:board", lao.board.code)
    meets(lao.board)
    html = text_of(page(secretary, "approvals:board", lao.board.code))
    assert "ประชุมครั้งถัดไป ครั้งที่ 9/2569 วันพฤหัสบดีที่ 17 กันยายน 2569 ปิดรับเรื่องแล้ว" in html


# How far drafts are --------------------------------------------------------------------------------


def test_count_is_kept_and_work_is_noticed(story):
    began = datetime.datetime.combine(JULY, datetime.time(9), BANGKOK)
    Revision.objects.filter(pk=story.revision.pk).update(created_at=began)
    Section.objects.filter(revision=story.revision).update(updated_at=None)
    story.revision.refresh_from_db()
    for days in (0, 20):
        with frozen_today(JULY + datetime.timedelta(days=days)):
            assert keep(story.revision).last_work_on == JULY
    make_project(story.revision, "โครงการที่เพิ่ม")
    with frozen_today(JULY + datetime.timedelta(days=30)):
        assert keep(story.revision).last_work_on == JULY + datetime.timedelta(days=30)
    assert keep_all() == 1
    assert KeptProgress.objects.get().counted_on == TODAY


def test_lists_are_foretold_from_the_kept_count(story, lao):
    meets(lao.board)
    with frozen_today(JULY):
        keep(story.revision)
        whole = outlook_of(story.revision)
        listed = of_cycle([lao], CYCLE)[lao.pk]
    assert listed.forecast == whole.forecast
    KeptProgress.objects.update(done=1, total=1, blocking=0)
    with frozen_today(JULY):
        assert of_cycle([lao], CYCLE)[lao.pk].forecast.ready_on < whole.forecast.ready_on


def test_queries_of_a_province_do_not_grow(story, lao, django_assert_num_queries):
    of_cycle([lao], CYCLE)
    with django_assert_num_queries(11):
        of_cycle([lao], CYCLE)
    province = lao.province
    for _number in range(5):
        make_plan(make_organization(province=province))
    rows = list(Organization.objects.select_related("board"))
    with django_assert_num_queries(11):
        assert len(of_cycle(rows, CYCLE)) == 6


def test_overview_counts_those_at_risk_and_tells_the_board_nothing_of_it(story, lao, secretary):
    meets(lao.board)
    viewer = client_of(story.cast[Role.PROVINCE_VIEWER])
    url = reverse("monitoring:overview", args=[2570])
    with frozen_today(datetime.date(2026, 8, 17)):
        assert "เสี่ยงหรือไม่ทันการประชุมครั้งสุดท้ายก่อนเริ่มรอบ 1 แห่ง" in viewer.get(url).content.decode()
        assert "คาดการณ์" not in secretary.get(url).content.decode()
    with frozen_today(datetime.date(2026, 10, 1)):
        assert "คาดการณ์" not in viewer.get(url).content.decode()


# The calendar --------------------------------------------------------------------------------------


def test_year_is_filled_from_a_rule_that_is_shown_first(secretary, lao):
    url = reverse("approvals:board_calendar_fill", args=[lao.board.code])
    rule = {
        "year": "2570",
        "week": "2",
        "weekday": "2",
        "cut_off_days": "14",
        "starts_at": "09.30",
        "place": "ห้อง 1",
    }
    shown = secretary.get(url, rule)
    assert "13 มกราคม 2570" in shown.content.decode()
    assert not Meeting.objects.exists()
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', shown.content.decode()))
    answer = secretary.post(url, hidden)
    assert answer.status_code == 302
    assert Meeting.objects.filter(board=lao.board, year=2570, starts_at=datetime.time(9, 30)).count() == 12
    assert MeetingRule.objects.get().place == "ห้อง 1"


def test_meeting_is_added_changed_and_cancelled(secretary, lao):
    code = lao.board.code
    date = {"held_on_day": "21", "held_on_month": "พ.ย.", "held_on_year": "2569", "starts_at": "๑๓.๓๐ น."}
    answer = secretary.post(reverse("approvals:board_calendar_add", args=[code]), date, follow=True)
    assert "เป็นวันเสาร์" in answer.content.decode()
    meeting = Meeting.objects.get()
    assert meeting.starts_at == datetime.time(13, 30)
    url = reverse("approvals:board_calendar_change", args=[code, meeting.pk])
    assert secretary.post(url, {**date, "held_on_day": "19", "version": "1"}).status_code == 302
    assert secretary.post(url, {**date, "held_on_day": "18", "version": "1"}).status_code == 409
    url = reverse("approvals:board_calendar_cancel", args=[code, meeting.pk])
    assert secretary.post(url, {"reason": "", "version": "2"}).status_code == 422
    assert secretary.post(url, {"reason": "น้ำท่วม", "version": "2"}).status_code == 302
    assert "น้ำท่วม" in page(secretary, "approvals:board_calendar", code)


def test_lao_reads_the_calendar_and_changes_nothing(officer, lao):
    meeting = meets(lao.board)
    html = page(officer, "approvals:board_calendar", lao.board.code)
    assert "3 กันยายน 2569" in html
    assert reverse("approvals:board_calendar_change", args=[lao.board.code, meeting.pk]) not in html


@pytest.mark.parametrize("year", ["", "ก", "-1", "99999999999999999999", "2569"])
def test_year_that_makes_no_sense_is_this_one(officer, lao, year):
    assert "พ.ศ. 2569" in page(officer, "approvals:board_calendar", lao.board.code, year=year)


# The feed ------------------------------------------------------------------------------------------


def entries(address):
    from django.test import Client

    answer = Client().get(address[address.index("/calendar/") :])
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return {
        str(row["UID"]).split("@")[0]: row
        for row in icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    }


def test_feed_has_the_steps_and_meetings_of_the_lao(story, lao):
    meeting = meets(lao.board, starts_at=datetime.time(9, 30))
    found = entries(make_address(story.cast[Role.HR_OFFICER]))
    assert found[f"step-{lao.code}-2570-0-submission"]["DTSTART"].dt == datetime.date(2026, 9, 3)
    assert found[f"cut-off-{meeting.pk}"]["DTSTART"].dt == datetime.date(2026, 9, 3)
    assert found[f"meeting-{meeting.pk}"]["DTSTART"].dt.hour == 2  # UTC


def test_feed_of_the_board_has_nothing_that_is_inside_an_lao(story, lao):
    meeting = meets(lao.board)
    found = entries(make_address(story.cast[Role.BOARD_SECRETARY]))
    assert set(found) == {f"meeting-{meeting.pk}", f"cut-off-{meeting.pk}"}


def test_cancelled_meeting_stays_in_the_feed_as_cancelled(story, lao):
    meeting = meets(lao.board, stage="cancelled", cancelled_reason="น้ำท่วม", version=2)
    found = entries(make_address(story.cast[Role.HR_OFFICER]))[f"meeting-{meeting.pk}"]
    assert (found["STATUS"], found["SEQUENCE"]) == ("CANCELLED", 2)


def test_only_the_hash_of_the_secret_is_kept(story):
    secret = make_address(story.cast[Role.HR_OFFICER]).rsplit("/", 1)[1].removesuffix(".ics")
    assert len(secret) > 40
    assert secret not in str(CalendarFeed.objects.values().get())


def gone(address, client):
    return client.get(address[address.index("/calendar/") :]).status_code == 404


def test_address_stops_when_it_is_renewed_withdrawn_or_the_role_ends(story, officer, client):
    url = reverse("approvals:calendar_link")
    first = re.search(r"http\S+\.ics", officer.post(url, {"act": "make"}).content.decode())[0]
    assert not gone(first, client)
    second = re.search(r"http\S+\.ics", officer.post(url, {"act": "make"}).content.decode())[0]
    assert gone(first, client)
    assert "http" not in text_of(page(officer, "approvals:calendar_link"))
    officer.post(url, {"act": "withdraw"})
    assert gone(second, client)
    third = make_address(story.cast[Role.HR_OFFICER])
    Membership.objects.filter(pk=story.cast[Role.HR_OFFICER].pk).update(
        ended_on=TODAY - datetime.timedelta(days=1)
    )
    assert gone(third, client)
    assert gone("/calendar/ไม่มีลิงก์นี้.ics", client)


def test_role_without_deadlines_has_no_calendar(db):
    auditor = client_of(make_member(Role.AUDITOR))
    assert auditor.get(reverse("approvals:calendar_link")).status_code == 404
    assert reverse("approvals:calendar_link") not in page(auditor, "approvals:notices")
    assert not Revision.objects.exists()
