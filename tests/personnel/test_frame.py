"""Frames do not overlap and are copied with their holders; posts and departments change without losing anything."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from personnel.frame import (
    Stale,
    abolish_post,
    close_unit,
    create_frame,
    move_frame,
    restore_post,
    save_post,
    save_unit,
    seen,
)
from personnel.models import Holding, Post
from personnel.people import hold, leave_post
from personnel.staff_list import StaffList
from tests.builders import make_organization, make_user
from tests.personnel.lists import make_frame, make_held, make_person, make_post, make_small_list
from thai.dates import frozen_today

pytestmark = pytest.mark.django_db
LAST_DAY, FIRST_DAY = datetime.date(2026, 9, 30), datetime.date(2026, 10, 1)


@pytest.fixture
def by():
    return make_user()


# Frames -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("first_year", [2565, 2566, 2567, 2568, 2569])
def test_frames_do_not_overlap(first_year, by):
    frame = make_frame(first_year=2567)
    with pytest.raises(ValidationError, match="ซ้อน"):
        create_frame(organization=frame.organization, first_year=first_year, by=by)


def test_period_is_corrected_but_not_into_another(by):
    frame = make_frame(first_year=2567)
    make_frame(frame.organization, 2570)
    move_frame(frame=frame, first_year=2566, by=by)
    frame.refresh_from_db()
    assert (frame.first_year, frame.last_year) == (2566, 2568)
    with pytest.raises(ValidationError):
        move_frame(frame=frame, first_year=2568, by=by)


def test_copy_has_the_same_posts_and_people(by):
    old = make_small_list(first_year=2567)
    new = create_frame(organization=old.organization, first_year=2570, copy_from=old, by=by)
    assert [p.title for p in new.posts.all()] == [p.title for p in old.posts.all()]
    names = [[seat.person and seat.person.pk for seat in StaffList(f).seats()] for f in (old, new)]
    with frozen_today(datetime.date(2026, 11, 1)):
        assert names[0] == names[1]
    assert set(Holding.objects.filter(post__frame=old).values_list("ended_on", flat=True)) == {LAST_DAY}
    assert set(Holding.objects.filter(post__frame=new).values_list("started_on", flat=True)) == {FIRST_DAY}


def test_copy_leaves_out_what_is_over_and_keeps_what_is_known_to_end(by):
    old = make_small_list(first_year=2567)
    gone, going = (Holding.objects.get(post__title=title) for title in ("คนงาน", "พนักงานขับรถยนต์"))
    leave_post(holding=gone, on=datetime.date(2025, 1, 31), leaves_organization=True, by=by)
    leave_post(holding=going, on=datetime.date(2027, 9, 30), leaves_organization=True, by=by)
    Post.objects.filter(title="นายช่างโยธา").update(abolished_on=datetime.date(2025, 1, 1))
    new = create_frame(organization=old.organization, first_year=2570, copy_from=old, by=by)
    assert not new.posts.filter(title="นายช่างโยธา").exists()
    assert not Holding.objects.filter(post__frame=new, person=gone.person).exists()
    copied = Holding.objects.get(post__frame=new, person=going.person)
    assert (copied.started_on, copied.ended_on) == (FIRST_DAY, datetime.date(2027, 9, 30))


def test_whoever_is_to_begin_in_the_new_years_moves_there(by):
    old = make_frame(first_year=2567)
    post = make_post(old)
    start = datetime.date(2026, 12, 1)
    hold(post=post, person=make_person(old.organization), started_on=start, by=by)
    new = create_frame(organization=old.organization, first_year=2570, copy_from=old, by=by)
    assert Holding.objects.get().post.frame == new
    assert Holding.objects.get().started_on == start


def test_copying_queries_do_not_grow(by, django_assert_max_num_queries):
    old = make_small_list(first_year=2567)
    with django_assert_max_num_queries(16):
        create_frame(organization=old.organization, first_year=2570, copy_from=old, by=by)


def test_copy_is_whole_or_not_at_all(by):
    old = make_small_list(first_year=2570)
    with pytest.raises(ValidationError):
        create_frame(organization=old.organization, first_year=2567, copy_from=old, by=by)
    assert old.organization.frames.count() == 1
    assert not Holding.objects.exclude(ended_on=None).exists()


# Posts --------------------------------------------------------------------------------------------


def test_number_is_kept_in_one_form_and_once(by):
    frame = make_frame()
    post = make_post(frame, number="๔๓ - ๓ - ๐๖ - ๓๖๐๑ - ๐๐๑ (ถ)")
    assert (post.number, post.is_transferred) == ("43-3-06-3601-001 (ถ)", True)
    with pytest.raises(ValidationError, match="เลขที่ตำแหน่งนี้มีอยู่แล้ว"):
        make_post(frame, number="43-3-06-3601-001(ถ)")
    make_post(make_frame(frame.organization, 2573), number="43-3-06-3601-001 (ถ)")


def test_somebody_elses_save_is_not_written_over(by):
    post = make_post(make_frame())
    before = seen(post)
    save_post(frame=post.frame, post=post, values={"title": "นิติกร"}, expected=before, by=by)
    with pytest.raises(Stale):
        save_post(frame=post.frame, post=post, values={"title": "นักวิชาการพัสดุ"}, expected=before, by=by)
    assert Post.objects.get().title == "นิติกร"


def test_post_with_somebody_in_it_is_not_abolished(by):
    post, person = make_held(make_frame())
    with pytest.raises(ValidationError, match=str(person)):
        abolish_post(post=post, on=FIRST_DAY, by=by)
    leave_post(holding=post.holdings.get(), on=LAST_DAY, leaves_organization=False, by=by)
    abolish_post(post=post, on=FIRST_DAY, by=by)
    restore_post(post=post, by=by)
    assert Post.objects.standing().get() == post


# Units --------------------------------------------------------------------------------------------


def test_duty_of_personnel_moves(by):
    organization = make_organization()
    finance = organization.units.get(name="กองคลัง")
    save_unit(organization=organization, unit=finance, name="กองคลัง", head_title="ผอ.", is_hr=True, by=by)
    assert [unit.name for unit in organization.units.filter(is_hr=True)] == ["กองคลัง"]
    finance.refresh_from_db()
    with pytest.raises(ValidationError, match="ต้องมีส่วนราชการ"):
        save_unit(
            organization=organization, unit=finance, name="กองคลัง", head_title="ผอ.", is_hr=False, by=by
        )


def test_names_of_departments_are_taken_once(by):
    organization = make_organization()
    with pytest.raises(ValidationError, match="มีส่วนราชการชื่อนี้อยู่แล้ว"):
        save_unit(organization=organization, name="กองคลัง", head_title="ผอ.", is_hr=False, by=by)


def test_department_with_posts_or_in_charge_is_not_closed(by):
    frame = make_small_list()
    office, finance, works = frame.organization.units.all()
    with pytest.raises(ValidationError, match="2 ตำแหน่ง"):
        close_unit(unit=finance, on=FIRST_DAY, by=by)
    with pytest.raises(ValidationError, match="งานบุคคล"):
        close_unit(unit=office, on=FIRST_DAY, by=by)
    frame.posts.filter(unit=works).update(unit=office)
    close_unit(unit=works, on=FIRST_DAY, by=by)
    assert frame.organization.units.get(name="กองช่าง").closed_on == FIRST_DAY
