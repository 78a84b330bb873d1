"""Needs: what the figures propose, what people decide, and that asking again takes nothing back."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from personnel import needs, swot
from personnel.frame import Stale
from personnel.gaps import Measured
from personnel.models import EmploymentKind, Need, SwotItem
from personnel.need_sources import proposals
from personnel.needs import Place
from personnel.survey_topics import Topic
from tests.builders import make_organization, make_user
from tests.personnel.asking import TOPICS, close, fill_in, make_survey
from tests.personnel.staff import FIRST_YEAR, assess, make_person, make_post
from thai.digits import to_arabic

pytestmark = pytest.mark.django_db
PROPOSED, CONFIRMED, DECLINED = Need.State.PROPOSED, Need.State.CONFIRMED, Need.State.DECLINED


@pytest.fixture
def organization():
    return make_organization()


def propose(organization):
    return needs.propose(organization, FIRST_YEAR)


def decide(organization, state, *rows):
    keys = [row.pk for row in rows]
    return needs.decide(
        organization=organization, first_year=FIRST_YEAR, needs=keys, state=state, by=make_user()
    )


def rank(organization, typed, reason="เร่งด่วน"):
    """Ranks as typed, by title."""
    rows = needs.confirmed(organization, FIRST_YEAR)
    places = {row.pk: Place(typed.get(row.title, row.rank), reason) for row in rows}
    needs.rank(
        organization=organization,
        first_year=FIRST_YEAR,
        places=places,
        seen=needs.ranks_seen(rows),
        by=make_user(),
    )
    return {row.title: row.rank for row in needs.confirmed(organization, FIRST_YEAR)}


def write(organization, *titles):
    """Needs by hand."""
    return [
        needs.keep(
            organization=organization,
            first_year=FIRST_YEAR,
            values={
                "title": title,
                "source": "mission",
                "evidence": "เหตุ",
                "people": 3,
                "groups": [],
                "units": [],
            },
            by=make_user(),
        )
        for title in titles
    ]


def of_source(organization, source):
    rows = Need.objects.filter(organization=organization, source=source)
    return {row.item_code: row for row in rows}


def staff(organization, levels, unit=None):
    """People of one line, each assessed in c1 at a level (None: not assessed); three is required."""
    for level in levels:
        person = make_person(
            make_post(organization, "3102", "academic.2", unit=unit or organization.units.first())
        )
        if level:
            assess(person, {"c1": level})


# Gaps -----------------------------------------------------------------------------------------


def test_gap_that_many_have_is_proposed_with_who_and_why(organization):
    staff(organization, [1, 1, 2, 2, 2, 3, None])
    propose(organization)
    need = of_source(organization, "gap")["c1"]
    assert need.state == PROPOSED
    assert need.people == 5
    assert need.title == "พัฒนาสมรรถนะมุ่งผลสัมฤทธิ์"
    assert "5 คน จาก 6 คน" in need.evidence
    assert "ช่องว่างเฉลี่ย 1.40 ระดับ" in need.evidence
    assert "ประเมินแล้ว 6 จาก 7 คน" in need.evidence
    assert [group.code for group in need.groups.all()] == ["g2"]
    assert list(need.units.all()) == [organization.units.first()]
    assert need.rank_reason


@pytest.mark.parametrize(("lacking", "proposed"), [(0, False), (1, False), (2, True)])
def test_gap_of_fewer_than_one_in_five_is_left_to_the_persons_own_plan(organization, lacking, proposed):
    staff(organization, [1] * lacking + [3] * (10 - lacking))
    propose(organization)
    assert ("c1" in of_source(organization, "gap")) is proposed


@pytest.mark.parametrize("levels", [[1, 1], [1, 1, 3, 3, 3, 3]])
def test_few_who_were_assessed_or_lack_something_are_not_shown_in_figures(organization, levels):
    staff(organization, levels)
    propose(organization)
    need = of_source(organization, "gap")["c1"]
    assert "2.00" not in need.evidence
    assert "2 คน" not in need.evidence + need.rank_reason
    assert "น้อยกว่า 5 คน" in need.evidence
    assert not need.units.exists()


# Survey ---------------------------------------------------------------------------------------


def test_wish_of_three_and_a_half_up_is_proposed(organization):
    survey = make_survey(organization)
    for ratings in ((5, 4, 3, 1, 4), (4, 4, 4, 1, 4), (5, 3, 4, 1, 3), (5, 3, 3, 1, 3), (5, 4, 3, 2, 4)):
        fill_in(survey, *ratings)
    propose(organization)
    assert of_source(organization, "survey") == {}
    close(survey)
    propose(organization)
    found = of_source(organization, "survey")
    # means 4.80, 3.60, 3.40, 1.20, 3.60
    assert {row.title for row in found.values()} == {
        "ความรู้เรื่องกฎหมาย",
        "ทักษะการใช้คอมพิวเตอร์",
        "การขับรถบรรทุกน้ำ",
    }
    assert "ค่าเฉลี่ย 4.80 ระดับมากที่สุด ลำดับที่ 1 จากผู้ตอบ 5 คน" in found["k02"].evidence


@pytest.mark.parametrize(("ratings", "proposed"), [((3, 4), False), ((4, 3, 4), True)])
def test_line_of_the_reading_decides(organization, ratings, proposed):
    survey = make_survey(organization)
    for rating in ratings:
        fill_in(survey, rating)
    close(survey)
    propose(organization)
    assert ("k02" in of_source(organization, "survey")) is proposed


def test_newer_survey_goes_before_the_older_about_the_same(organization):
    old, new = make_survey(organization), make_survey(organization)
    fill_in(old, 5)
    fill_in(new, 1)
    close(old)
    close(new)
    propose(organization)
    assert "k02" not in of_source(organization, "survey")


def test_survey_of_another_cycle_or_body_is_not_asked(organization):
    for survey in (make_survey(organization, first_year=2567), make_survey()):
        fill_in(survey, 5)
        close(survey)
    propose(organization)
    assert of_source(organization, "survey") == {}


def test_what_people_lack_and_wish_is_one_need(organization):
    staff(organization, [1, 1, 2, 2, 2, 3])
    survey = make_survey(organization, topics=[Topic("competency", "c1", "มุ่งผลสัมฤทธิ์"), *TOPICS[1:]])
    for _answer in range(5):
        fill_in(survey, 5)
    close(survey)
    propose(organization)
    assert of_source(organization, "survey") == {}
    need = of_source(organization, "gap")["c1"]
    assert "5 คน จาก 6 คน" in need.evidence
    assert "ผลสำรวจค่าเฉลี่ย 5.00" in need.evidence


# Law ------------------------------------------------------------------------------------------


def test_ethics_and_digital_skill_are_for_everybody(organization):
    staff(organization, [None, None])
    propose(organization)
    found = of_source(organization, "law")
    assert set(found) == {"ethics", "digital"}
    assert {row.people for row in found.values()} == {2}


def test_orientation_is_proposed_where_there_are_newcomers(organization):
    make_person(make_post(organization, "3102", "academic.2"))
    person = make_person(make_post(organization, "3102", "academic.1"))
    person.appointed_on = "2026-04-01"
    person.save()
    propose(organization)
    need = of_source(organization, "law")["orientation"]
    assert need.people == 1
    assert [group.code for group in need.groups.all()] == ["g1"]


def test_people_who_are_not_local_personnel_are_not_counted(organization):
    make_person(make_post(organization, kind=EmploymentKind.CONTRACT))
    propose(organization)
    assert of_source(organization, "law")["ethics"].people == 0


def test_proposals_are_thai_whatever_the_language_of_the_screen(organization):
    staff(organization, [1] * 5)
    with translation.override("en"):
        english = proposals(Measured(organization, FIRST_YEAR))
    assert english == proposals(Measured(organization, FIRST_YEAR))


# Asking again ---------------------------------------------------------------------------------


def everything(organization):
    rows = Need.objects.filter(organization=organization).order_by("pk")
    return [
        (
            row.pk,
            row.title,
            row.evidence,
            row.state,
            row.rank,
            row.people,
            *(g.code for g in row.groups.all()),
        )
        for row in rows
    ]


def test_asking_twice_changes_nothing(organization):
    staff(organization, [1, 1, 2, 3, 3])
    first = propose(organization)
    before = everything(organization)
    again = propose(organization)
    assert (first.added, again.added, again.refreshed, again.withdrawn) == (3, 0, 3, 0)
    assert everything(organization) == before


def test_what_was_decided_stays_as_it_was_decided(organization):
    staff(organization, [1, 1, 3, 3, 3])
    propose(organization)
    gap, ethics = of_source(organization, "gap")["c1"], of_source(organization, "law")["ethics"]
    decide(organization, CONFIRMED, gap)
    decide(organization, DECLINED, ethics)
    staff(organization, [1] * 5)
    result = propose(organization)
    gap.refresh_from_db()
    ethics.refresh_from_db()
    assert (gap.state, gap.people) == (CONFIRMED, 2)
    assert ethics.state == DECLINED
    assert (result.added, result.refreshed) == (0, 1)


def test_undecided_proposal_follows_the_figures_and_goes_with_them(organization):
    staff(organization, [1, 1, 3, 3, 3])
    propose(organization)
    staff(organization, [1] * 5)
    propose(organization)
    assert of_source(organization, "gap")["c1"].people == 7
    staff(organization, [3] * 30)
    assert propose(organization).withdrawn == 1
    assert "c1" not in of_source(organization, "gap")


def test_needs_by_hand_are_left_alone(organization):
    [need] = write(organization, "ทักษะการควบคุมงาน")
    propose(organization)
    need.refresh_from_db()
    assert need.state == CONFIRMED


def test_another_body_is_untouched(organization):
    other = make_organization()
    write(other, "ของหน่วยงานอื่น")
    propose(organization)
    assert decide(organization, DECLINED, *Need.objects.filter(organization=other)) == 0
    assert Need.objects.get(organization=other).state == CONFIRMED


def test_queries_do_not_grow_with_people(organization, django_assert_num_queries):
    staff(organization, [1] * 3)
    propose(organization)
    with CaptureQueriesContext(connection) as few:
        proposals(Measured(organization, FIRST_YEAR))
    staff(organization, [1] * 10)
    with django_assert_num_queries(len(few)):
        proposals(Measured(organization, FIRST_YEAR))


# Ranking --------------------------------------------------------------------------------------


def test_ranks_are_numbered_without_holes(organization):
    write(organization, "ก", "ข", "ค", "ง")
    assert rank(organization, {"ก": 7, "ข": 2, "ค": 5}) == {"ข": 1, "ค": 2, "ก": 3, "ง": None}


@pytest.mark.parametrize(
    ("typed", "order"),
    [({"ง": 2}, "กงขค"), ({"ก": 3}, "ขคกง"), ({"ข": 1}, "ขกคง"), ({"ก": 4}, "ขคงก"), ({}, "กขคง")],
)
def test_need_moved_onto_a_number_takes_it(organization, typed, order):
    write(organization, *"กขคง")
    rank(organization, {"ก": 1, "ข": 2, "ค": 3, "ง": 4})
    found = rank(organization, typed)
    assert "".join(sorted(found, key=found.get)) == order
    assert sorted(found.values()) == [1, 2, 3, 4]


def test_unranked_needs_stand_last(organization):
    write(organization, "ก", "ข")
    rank(organization, {"ข": 1})
    assert [row.title for row in needs.confirmed(organization, FIRST_YEAR)] == ["ข", "ก"]


def test_declining_closes_the_hole_and_forgets_the_rank(organization):
    first, *_rest = write(organization, "ก", "ข", "ค")
    rank(organization, {"ก": 1, "ข": 2, "ค": 3})
    decide(organization, DECLINED, first)
    assert {row.title: row.rank for row in needs.confirmed(organization, FIRST_YEAR)} == {"ข": 1, "ค": 2}
    first.refresh_from_db()
    assert first.rank is None


def test_some_needs_are_ranked_beside_others_that_are_not_shown(organization):
    write(organization, "ก", "ข", "ค")
    rank(organization, {"ก": 1, "ข": 2})
    shown = [row for row in needs.confirmed(organization, FIRST_YEAR) if row.title == "ค"]
    places = {shown[0].pk: Place(1, "เร่งด่วน")}
    needs.rank(
        organization=organization,
        first_year=FIRST_YEAR,
        places=places,
        seen=needs.ranks_seen(shown),
        by=make_user(),
    )
    assert [row.title for row in needs.confirmed(organization, FIRST_YEAR)] == ["ค", "ก", "ข"]


def test_ranks_that_somebody_else_changed_are_stale(organization):
    write(organization, "ก", "ข")
    rows = needs.confirmed(organization, FIRST_YEAR)
    seen = needs.ranks_seen(rows)
    rank(organization, {"ก": 1})
    with pytest.raises(Stale):
        needs.rank(
            organization=organization,
            first_year=FIRST_YEAR,
            places={rows[1].pk: Place(1, "ก่อน")},
            seen=seen,
            by=make_user(),
        )


# SWOT -----------------------------------------------------------------------------------------


def save_swot(organization, seen=None, **quadrants):
    stored = swot.of_cycle(organization, FIRST_YEAR)
    swot.save_swot(
        organization=organization,
        first_year=FIRST_YEAR,
        quadrants=quadrants,
        seen=swot.swot_seen(stored) if seen is None else seen,
        by=make_user(),
    )


def test_swot_is_kept_in_order(organization):
    save_swot(organization, strength=["ข้อหนึ่ง", "ข้อสอง"], threat=["งบจำกัด"])
    kept = swot.of_cycle(organization, FIRST_YEAR)
    assert kept == {"strength": ["ข้อหนึ่ง", "ข้อสอง"], "weakness": [], "opportunity": [], "threat": ["งบจำกัด"]}
    save_swot(organization, strength=["ข้อสอง"])
    assert SwotItem.objects.count() == 1


def test_swot_that_somebody_else_changed_is_stale(organization):
    seen = swot.swot_seen(swot.of_cycle(organization, FIRST_YEAR))
    save_swot(organization, strength=["ก"])
    with pytest.raises(Stale):
        save_swot(organization, seen=seen, strength=["ข"])


@pytest.mark.parametrize("marker", ["๑) ", "1. ", "(๒) ", "- ", "• ", "(ก) ", " ๑๐. ", ""])
def test_numbers_typed_before_sentences_are_dropped(marker):
    assert swot.sentences(f"{marker}มีตำแหน่งว่าง 12 อัตรา\n\n") == ["มีตำแหน่งว่าง 12 อัตรา"]


def test_sentence_that_begins_with_a_number_keeps_it():
    assert swot.sentences("3 ตำแหน่งว่างมานาน") == ["3 ตำแหน่งว่างมานาน"]
    assert to_arabic(swot.sentences("2.5 ล้านบาทไม่พอ")[0]).startswith("2.5")


def test_starter_is_three_to_six_sentences_in_each_quadrant():
    assert set(swot.STARTER) == set(SwotItem.Quadrant)
    for texts in swot.STARTER.values():
        assert swot.FEWEST <= len(texts) <= swot.ADVISED
        assert swot.sentences("\n".join(texts)) == list(texts)
