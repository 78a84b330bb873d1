"""The group rule: one answer for every combination, each hole of the master plan as requirement A-8 has it."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from personnel.groups import GroupFacts, Rule, group_of, overridden
from personnel.models import COUNTED, EmploymentKind
from thai.fiscal import FiscalYear

K = EmploymentKind
YEAR = FiscalYear(2570)  # begins on 1 October 2026
TYPES = ["", "executive", "directing", "academic", "general", "school_head", "teacher", "unknown"]
DAY = datetime.date(2026, 10, 1)


def days_before(days: int) -> datetime.date:
    return DAY - datetime.timedelta(days=days)


JUST_UNDER, EXACT, OVER = datetime.date(2024, 10, 2), datetime.date(2024, 10, 1), datetime.date(2024, 9, 30)

facts = st.builds(
    GroupFacts,
    kind=st.sampled_from(list(K)) | st.just("something else"),
    position_type=st.sampled_from(TYPES),
    level=st.sampled_from(["", "teacher.1", "teacher.2", "academic.1"]),
    is_head=st.booleans(),
    is_acting_elsewhere=st.booleans(),
    appointed_on=st.none() | st.dates(datetime.date(1950, 1, 1), datetime.date(2060, 12, 31)),
    passed_probation=st.none() | st.booleans(),
    passed_teacher_readiness=st.none() | st.booleans(),
)


def decide(kind=K.CIVIL, position_type="academic", appointed_on=OVER, year=YEAR, **more):
    return group_of(GroupFacts(kind, position_type, appointed_on=appointed_on, **more), year)


# Every combination ------------------------------------------------------------------------------


@given(facts, st.integers(2510, 2690), st.integers(0, 10))
def test_rule_is_total_and_single_valued(known, year, experience_years):
    decision = group_of(known, year, experience_years=experience_years)
    assert decision.group_code in {None, "g1", "g2", "g3", "g4"}
    assert decision.rule in Rule
    assert decision.rule != Rule.OVERRIDE
    assert decision.explanation_th
    assert decision == group_of(known, year, experience_years=experience_years)


@given(facts, st.integers(2510, 2690))
def test_only_local_personnel_who_are_there_are_counted(known, year):
    decision = group_of(known, year)
    start = known.appointed_on
    is_there = start is None or start <= FiscalYear(year).ends_on
    assert (decision.group_code is not None) == (known.kind in COUNTED and is_there)


@given(facts, st.integers(2510, 2690))
def test_role_goes_before_tenure(known, year):
    decision = group_of(known, year)
    if decision.group_code is None:
        return
    if known.position_type == "executive":
        assert decision.group_code == "g4"
    elif known.position_type in ("directing", "school_head") or known.is_head:
        assert decision.group_code == "g3"
    else:
        assert decision.group_code in ("g1", "g2")


@given(facts, st.integers(2510, 2680))
def test_nobody_becomes_a_newcomer_again(known, year):
    this_year, next_year = group_of(known, year).group_code, group_of(known, year + 1).group_code
    if this_year is not None:
        assert next_year == this_year or (this_year, next_year) == ("g1", "g2")


@given(facts, st.integers(2510, 2690))
def test_default_is_never_silent(known, year):
    decision = group_of(known, year)
    if decision.rule in (Rule.NO_DATE, Rule.TEACHER_TENURE):
        assert decision.is_doubtful
    if decision.group_code and decision.rule not in (Rule.NO_DATE, Rule.TEACHER_TENURE):
        assert set(decision.missing) <= {"position_type"}


# The holes ----------------------------------------------------------------------------------------


def test_exactly_two_years_is_experienced_and_says_so():
    decision = decide(appointed_on=EXACT)
    assert (decision.group_code, decision.rule) == ("g2", Rule.EXACT)
    assert "พอดี" in decision.explanation_th


@pytest.mark.parametrize(("appointed_on", "group"), [(JUST_UNDER, "g1"), (EXACT, "g2"), (OVER, "g2")])
@pytest.mark.parametrize("kind", [K.CIVIL, K.PERMANENT, K.HIRED_TASK, K.HIRED_GENERAL, K.HIRED_EXPERT])
def test_line_is_the_same_for_every_kind(kind, appointed_on, group):
    assert decide(kind, appointed_on=appointed_on).group_code == group


def test_probation_passed_before_two_years_follows_tenure_and_says_that_both_fit():
    decision = decide(appointed_on=days_before(400), passed_probation=True)
    assert (decision.group_code, decision.rule) == ("g1", Rule.PROBATION)
    assert "ทั้งสองกลุ่ม" in decision.explanation_th
    assert not decision.is_doubtful


def test_hired_newcomer_is_explained():
    assert "พนักงานจ้าง" in decide(K.HIRED_GENERAL, appointed_on=JUST_UNDER).explanation_th


def test_permanent_employee_of_less_than_two_years_is_in_neither_text():
    decision = decide(K.PERMANENT, position_type="", appointed_on=JUST_UNDER)
    assert decision.group_code == "g1"
    assert "ไม่ได้กล่าวถึงลูกจ้างประจำ" in decision.explanation_th


def test_head_of_a_section_in_an_academic_post_follows_the_role():
    assert decide(is_head=True).group_code == "g3"
    assert decide(is_head=True).rule == Rule.HEAD


def test_head_of_a_child_centre_is_an_executive_of_it():
    assert decide(K.TEACHER, "teacher", is_head=True, passed_teacher_readiness=False).group_code == "g3"


def test_acting_head_keeps_the_own_group_and_is_flagged():
    decision = decide(is_acting_elsewhere=True)
    assert (decision.group_code, decision.is_acting_elsewhere) == ("g2", True)
    assert "รักษาราชการแทน" in decision.explanation_th


def test_people_cross_the_line_during_the_cycle():
    by_year = [
        decide(appointed_on=datetime.date(2025, 6, 2), year=year).group_code for year in (2570, 2571, 2572)
    ]
    assert by_year == ["g1", "g2", "g2"]


def test_tenure_is_that_of_the_first_day_of_the_fiscal_year():
    decision = decide(appointed_on=datetime.date(2025, 6, 2))
    assert "1 ต.ค. 2569 มีอายุงาน 1 ปี 3 เดือน" in decision.explanation_th


@pytest.mark.parametrize(
    ("appointed_on", "group"),
    [
        (datetime.date(2027, 3, 1), "g1"),
        (datetime.date(2027, 9, 30), "g1"),
        (datetime.date(2027, 10, 1), None),
    ],
)
def test_whoever_comes_during_the_year_is_new_and_later_is_not_there(appointed_on, group):
    assert decide(appointed_on=appointed_on).group_code == group


@pytest.mark.parametrize("kind", [K.ELECTED, K.CONTRACT])
def test_elected_people_and_contractors_are_in_no_group(kind):
    decision = decide(kind, "executive", is_head=True)
    assert (decision.group_code, decision.rule) == (None, Rule.NOT_COUNTED)


# Teachers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("ready", "group"), [(True, "g2"), (False, "g1")])
def test_teachers_follow_the_intensive_preparation_whatever_the_tenure(ready, group):
    for appointed_on in (JUST_UNDER, OVER, None):
        decision = decide(K.TEACHER, "teacher", appointed_on, passed_teacher_readiness=ready)
        assert decision.group_code == group
        assert not decision.is_doubtful


@pytest.mark.parametrize(("level", "group"), [("teacher.1", "g1"), ("teacher.2", "g2"), ("teacher.4", "g2")])
def test_level_of_a_teacher_tells_the_preparation(level, group):
    decision = decide(K.TEACHER, "teacher", None, level=level)
    assert (decision.group_code, decision.rule) == (group, Rule.TEACHER_LEVEL)


def test_teacher_of_whom_nothing_is_known_is_doubtful():
    decision = decide(K.TEACHER, "teacher", None)
    assert decision.group_code == "g2"
    assert decision.missing == ("passed_teacher_readiness", "appointed_on")


# Missing data -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "probation", "group"),
    [(K.CIVIL, None, "g2"), (K.CIVIL, True, "g2"), (K.CIVIL, False, "g1"), (K.HIRED_TASK, False, "g2")],
)
def test_unknown_start_takes_the_stated_default_and_says_what_is_missing(kind, probation, group):
    decision = decide(kind, appointed_on=None, passed_probation=probation)
    assert (decision.group_code, decision.missing) == (group, ("appointed_on",))
    assert "ไม่ทราบวัน" in decision.explanation_th


def test_unknown_type_of_an_official_is_doubtful():
    decision = decide(position_type="")
    assert (decision.group_code, decision.missing) == ("g2", ("position_type",))


def test_experience_follows_the_edition():
    known = GroupFacts(K.CIVIL, "academic", appointed_on=days_before(365 * 2 + 30))
    assert group_of(known, YEAR, experience_years=2).group_code == "g2"
    assert group_of(known, YEAR, experience_years=3).group_code == "g1"


def test_leap_day_is_no_trouble():
    known = GroupFacts(K.CIVIL, "academic", appointed_on=datetime.date(2024, 2, 29))
    assert group_of(known, 2570, experience_years=3).group_code == "g1"


# Overrides ----------------------------------------------------------------------------------------


def test_override_wins_and_shows_its_reason_beside_the_rule():
    decision = overridden(decide(), "g3", "ได้รับมอบหมายเป็นหัวหน้ากลุ่มงาน")
    assert (decision.group_code, decision.rule) == ("g3", Rule.OVERRIDE)
    assert "ได้รับมอบหมาย" in decision.explanation_th
    assert decide().explanation_th in decision.explanation_th


def test_nobody_is_put_into_a_group_who_is_not_counted():
    assert overridden(decide(K.ELECTED), "g4", "เหตุผล").group_code is None
