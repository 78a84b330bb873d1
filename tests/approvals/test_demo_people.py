"""The staff list of the demonstration agrees with its plans, and its names are plainly invented."""

from __future__ import annotations

import datetime

import pytest

from personnel.counts import summarise
from personnel.models import EmploymentKind as K
from personnel.models import Holding, Person, Post, StaffingFrame
from personnel.positions import decode, doubts
from personnel.staff_list import StaffList
from plans.facts import PlanFacts
from plans.papers.staff_tables import staff_tables
from plans.reference import revision_of
from plans.staff import headcounts
from thai.dates import frozen_today

pytestmark = pytest.mark.any_database

ANNOUNCED, HALF_DRAFTED = "SANGKHOM:2567:0", "SANGKHOM:2570:0"


def test_announced_plan_keeps_the_counts_of_its_time(demonstration):
    facts = PlanFacts(revision_of(ANNOUNCED))
    assert (facts.staff.total.frame, facts.staff.total.held, facts.staff.total.vacant) == (52, 45, 7)
    assert facts.staff.total.kinds == {
        K.CIVIL: 20,
        K.TEACHER: 5,
        K.PERMANENT: 1,
        K.HIRED_TASK: 12,
        K.HIRED_GENERAL: 7,
    }
    assert len(headcounts(facts)) == 12
    assert not any(row.differs for row in headcounts(facts))
    posts, people = staff_tables(facts)
    assert list(posts.totals_row) == ["", "รวม", "๕๒", "๔๕", "๗"]
    assert people.totals_row[-1] == "๔๕"


def test_half_drafted_plan_has_headcounts_to_take_over(demonstration):
    assert any(row.differs for row in headcounts(PlanFacts(revision_of(HALF_DRAFTED))))


def test_new_frame_goes_on_where_the_old_one_ended(demonstration):
    old, new = StaffingFrame.objects.order_by("first_year")
    assert (old.first_year, new.first_year) == (2567, 2570)
    assert old.posts.count() == new.posts.count() == 52
    assert not Holding.objects.filter(post__frame=old, ended_on=None).exists()
    with frozen_today(datetime.date(2026, 11, 21)):
        assert summarise(StaffList(new)).total.held == 45
    assert Holding.objects.filter(post__frame=new, is_acting=True).count() == 1


def test_names_and_numbers_of_the_staff_list(demonstration):
    assert all("ตัวอย่าง" in name for name in Person.objects.values_list("full_name", flat=True))
    assert Person.objects.filter(user__username__in=["officer", "secretary", "staff"]).count() == 3
    for post in Post.objects.select_related("organization__province", "line", "position_type").exclude(
        line=None
    ):
        assert decode(post.number)
        assert not list(
            doubts(
                post.number,
                post.organization,
                line_code=post.line.official_code,
                type_code=post.position_type.code,
            )
        )


def test_everybody_but_the_chief_has_a_supervisor(demonstration):
    without = Person.objects.filter(supervisor=None, left_on=None).values_list("full_name", flat=True)
    assert list(without) == ["นายวีรพงษ์ ตัวอย่างธรรม"]
