"""Individual plans: proposed from the gaps, written by the person, agreed by the superior, and nothing lost on the way."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.models import Method, SubMethod
from personnel.gaps import Gap
from personnel.models import Assessment, Score
from personnel.requirements import Item, Part, items
from plans.edit import Stale
from plans.idp import proposal
from plans.idp.change import MOVES, Incomplete, Moved, draw_up, draw_up_all, move, note_results, save_plan
from plans.idp.proposal import MOST, RULES, Leader, largest, rule_for
from plans.models import IndividualPlan, IndividualPlanItem
from tests.builders import make_organization
from tests.personnel.staff import assess, make_person, make_post
from tests.plans.idp_cast import YEAR, make_cast
from thai.dates import frozen_today

pytestmark = pytest.mark.django_db
State = IndividualPlan.State


@pytest.fixture
def cast():
    return make_cast()


def rows_of(plan):
    columns = [field.attname for field in IndividualPlanItem._meta.concrete_fields]
    return list(IndividualPlanItem.objects.filter(plan=plan).values(*columns))


def everything():
    plans = IndividualPlan.objects.order_by("pk").values()
    return list(plans), list(IndividualPlanItem.objects.order_by("pk").values())


def written(plan):
    """The rows of a plan as ``save_plan`` takes them."""
    names = ("topic", "method", "submethod", "first_month", "last_month", "responsible")
    return [{"row": row.pk, **{name: getattr(row, name) for name in names}} for row in plan.items.all()]


def own_row(topic, **values):
    known = {"row": None, "topic": topic, "method": Method.objects.get(code="m2"), "submethod": None}
    return known | {"first_month": 1, "last_month": 2, "responsible": "ตนเอง"} | values


def save(plan, rows, **values):
    known = {"goal": "", "expected_version": plan.version, "by": plan.person.user}
    save_plan(plan=plan, rows=rows, **(known | values))


# Proposed from the gaps -----------------------------------------------------------------------


def test_largest_gaps_come_first_and_what_is_not_lacking_never(cast):
    plan = cast.drawn_up()
    assert [(row.item_code, row.gap) for row in plan.items.all()] == [
        ("c1", 2),
        ("d1", 2),
        ("c2", 1),
        ("c3", 1),
    ]
    assert [row.order for row in plan.items.all()] == [1, 2, 3, 4]


def test_at_most_five_are_proposed():
    cast = make_cast()
    Score.objects.update(level=1)
    Assessment.objects.all().delete()
    assess(cast.person, {**{f"c{n}": 1 for n in range(1, 6)}, **{f"digital:d{n}": 2 for n in range(1, 8)}})
    assert cast.drawn_up().items.count() == MOST


def test_each_row_has_way_period_and_somebody_responsible(cast):
    with frozen_today(datetime.date(2026, 12, 15)):
        plan = cast.drawn_up()
    found = {row.item_code: row for row in plan.items.all()}
    assert (found["c1"].submethod.code, found["c1"].responsible) == ("m5.1", "นายหัวหน้า ใจดี")
    assert (found["c2"].submethod.code, found["c2"].method.code) == ("m5.4", "m5")
    assert (found["d1"].submethod.code, found["d1"].responsible) == ("m5.7", "นางสาวมานี ตั้งใจ")
    assert {(row.first_month, row.last_month) for row in plan.items.all()} == {(12, 9)}


def test_plan_of_a_year_to_come_runs_from_its_first_month(cast):
    with frozen_today(datetime.date(2026, 8, 1)):
        assert {row.first_month for row in cast.drawn_up().items.all()} == {10}


def test_person_without_assessment_gets_an_empty_plan_to_write_in():
    cast = make_cast()
    Assessment.objects.all().delete()
    plan = cast.drawn_up()
    assert (plan.state, plan.items.count()) == (State.DRAFT, 0)


def test_drawing_up_twice_changes_nothing(cast):
    cast.drawn_up()
    before = everything()
    cast.drawn_up()
    assert everything() == before


def test_drawing_up_again_keeps_what_was_written_and_takes_new_levels(cast):
    plan = cast.drawn_up()
    first = plan.items.first()
    save(plan, [{**written(plan)[0], "responsible": "พี่เลี้ยง"}, own_row("ขับรถกระเช้า")])
    Score.objects.filter(item_code="c1").update(level=2)
    again = cast.drawn_up()
    found = {row.topic: row for row in again.items.all()}
    assert found[first.topic].responsible == "พี่เลี้ยง"
    assert (found[first.topic].assessed, found[first.topic].gap) == (2, 1)
    assert "ขับรถกระเช้า" in found
    assert again.version == plan.version + 2


@pytest.mark.parametrize("actions", [["propose"], ["propose", "agree"]])
def test_what_was_proposed_or_agreed_is_not_drawn_up_again(cast, actions):
    cast.reach(*actions)
    before = everything()
    with pytest.raises(Moved):
        draw_up(person=cast.person, year=YEAR, by=cast.staff.user)
    assert everything() == before


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    levels=st.dictionaries(
        st.sampled_from(["c1", "c2", "c3", "c4", "c5", "digital:d1", "digital:d2", "digital:d3"]),
        st.integers(1, 5),
    ),
    again=st.integers(1, 3),
)
def test_proposing_any_number_of_times_is_proposing_once(levels, again):
    with transaction.atomic():
        cast = make_cast()
        Assessment.objects.filter(person=cast.person).delete()
        assess(cast.person, levels)
        plan = cast.drawn_up()
        before = everything()
        for _time in range(again):
            cast.drawn_up()
            draw_up_all(organization=cast.organization, year=YEAR, by=cast.officer.user)
        assert everything() == before
        gaps = [row.gap for row in plan.items.all()]
        assert gaps == sorted(gaps, reverse=True)
        assert len(gaps) == min(MOST, sum(level < 3 for level in levels.values()))
        transaction.set_rollback(True)


@given(
    st.lists(
        st.builds(
            lambda part, required, assessed: (part, required, assessed, max(0, required - assessed)),
            st.sampled_from(list(Part)),
            st.integers(1, 5),
            st.integers(1, 5),
        ),
        max_size=40,
    )
)
def test_every_gap_has_a_rule_and_the_largest_are_chosen(found):
    gaps = [
        Gap(1, Item("competency", f"i{number}", f"หัวข้อ {number}", part), required, assessed, gap)
        for number, (part, required, assessed, gap) in enumerate(found)
    ]
    chosen = largest(gaps)
    assert len(chosen) == min(MOST, sum(gap.gap > 0 for gap in gaps))
    rest = [gap.gap for gap in gaps if gap not in chosen]
    assert all(gap.gap >= max(rest, default=0) for gap in chosen)
    assert all(rule_for(gap).part == gap.item.part for gap in chosen)


def test_rules_name_ways_of_the_catalog_with_the_clause_they_stand_in():
    make_organization()
    methods = {row.code: row for row in Method.objects.all()}
    submethods = {row.code: row for row in SubMethod.objects.select_related("method")}
    for rule in RULES:
        entry = submethods[rule.submethod] if rule.submethod else methods[rule.method]
        assert entry.clause.endswith(rule.clause)
        if rule.submethod:
            assert entry.method.code == rule.method
            assert entry.details["superior_duty"] == (rule.leader == Leader.SUPERIOR)


def test_every_part_of_the_catalogs_has_a_rule_for_the_smallest_gap():
    make_organization()
    parts = {item.part for item in items(2570).values()}
    assert parts == {rule.part for rule in RULES if rule.least_gap == 1}


def test_everybody_with_a_gap_gets_a_draft_and_nobody_a_second(cast):
    others = [make_person(make_post(cast.organization, "3102", "academic.2")) for _number in range(3)]
    for person in others[:2]:
        assess(person, {"c1": 1})
    cast.drawn_up()
    make = {"organization": cast.organization, "year": YEAR, "by": cast.officer.user}
    assert draw_up_all(**make) == 2
    assert draw_up_all(**make) == 0
    assert IndividualPlan.objects.filter(person__in=others).count() == 2
    assert {row.item_code for row in IndividualPlanItem.objects.filter(plan__person__in=others)} == {"c1"}


def test_drawing_up_for_all_takes_as_many_queries_for_two_as_for_ten(cast):
    def people(number):
        for _number in range(number):
            assess(make_person(make_post(cast.organization, "3102", "academic.2")), {"c1": 1, "c2": 1})

    def queries():
        with CaptureQueriesContext(connection) as captured:
            draw_up_all(organization=cast.organization, year=YEAR, by=cast.officer.user)
        return len(captured)

    people(2)
    few = queries()
    people(10)
    assert queries() == few


# Written --------------------------------------------------------------------------------------


def test_rows_are_kept_changed_added_and_removed_in_order(cast):
    plan = cast.drawn_up()
    first, second, *_rest = written(plan)
    save(plan, [own_row("ขับรถกระเช้า"), second, {**first, "last_month": 3}], goal="ชำนาญการ")
    after = cast.plan
    assert [row.topic for row in after.items.all()] == ["ขับรถกระเช้า", second["topic"], first["topic"]]
    assert [row.pk for row in after.items.all()][1:] == [second["row"], first["row"]]
    assert (after.goal, after.items.last().last_month, after.version) == ("ชำนาญการ", 3, plan.version + 1)


def test_row_of_a_catalog_keeps_topic_and_levels_whatever_is_sent(cast):
    plan = cast.drawn_up()
    row = written(plan)[0]
    save(plan, [{**row, "topic": "อย่างอื่น"}])
    kept = cast.plan.items.get()
    assert (kept.topic, kept.required, kept.assessed) == (row["topic"], 3, 1)


def test_topic_that_is_named_as_an_assessed_item_takes_its_levels(cast):
    plan = cast.drawn_up()
    name = items(2570)["competency", "c4"].name
    save(plan, [own_row(name), own_row("อื่น ๆ")])
    first, second = cast.plan.items.all()
    assert (first.item_code, first.required, first.assessed, first.gap) == ("c4", 3, 3, 0)
    assert (second.item_code, second.required, second.gap) == ("", None, None)


def test_older_version_changes_nothing(cast):
    plan = cast.drawn_up()
    save(plan, written(plan), goal="ก่อน")
    before = everything()
    with pytest.raises(Stale):
        save(plan, [], goal="ทีหลัง")
    assert everything() == before


@pytest.mark.parametrize("actions", [["propose"], ["propose", "agree"]])
def test_nobody_writes_in_what_was_proposed_or_agreed(cast, actions):
    plan = cast.reach(*actions)
    before = everything()
    with pytest.raises(Moved):
        save(plan, [], goal="แก้ทีหลัง")
    assert everything() == before


def test_row_of_another_plan_is_not_taken_over(cast):
    other = make_cast(cast.organization).drawn_up()
    plan = cast.drawn_up()
    save(plan, [own_row("ของตนเอง", row=other.items.first().pk)])
    assert cast.plan.items.get().topic == "ของตนเอง"
    assert rows_of(other)[0]["plan_id"] == other.pk


# Moved ----------------------------------------------------------------------------------------

REACHED = {
    State.DRAFT: [],
    State.PROPOSED: ["propose"],
    State.AGREED: ["propose", "agree"],
}


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("action", list(MOVES))
def test_moves_lead_where_the_table_says_and_nowhere_else(cast, state, action):
    plan = cast.reach(*REACHED[state])
    step = MOVES[action]
    if state in step.sources:
        after = cast.reach(action)
        assert (after.state, after.version) == (step.target, plan.version + 1)
        assert (after.agreed_by is not None) == (step.target == State.AGREED)
        assert len(rows_of(after)) == len(rows_of(plan))
    else:
        before = everything()
        with pytest.raises(Moved):
            cast.reach(action)
        assert everything() == before


@pytest.mark.parametrize("action", ["propose", "agree", "send_back", "take_back"])
def test_move_on_another_version_than_was_seen_changes_nothing(cast, action):
    plan = cast.reach(*([] if action == "propose" else ["propose"]))
    before = everything()
    with pytest.raises(Stale):
        move(plan=plan, action=action, expected_version=plan.version - 1, by=cast.staff.user, note="ก")
    assert everything() == before


@pytest.mark.parametrize(
    "lacks",
    [{"method": None, "submethod": None}, {"first_month": None, "last_month": None}, {"responsible": ""}],
)
def test_plan_that_lacks_something_is_not_proposed(cast, lacks):
    plan = cast.drawn_up()
    rows = written(plan)
    save(plan, [rows[0], {**rows[1], **lacks}])
    before = everything()
    with pytest.raises(Incomplete) as refusal:
        cast.reach("propose")
    assert refusal.value.rows == [rows[1]["topic"]]
    assert everything() == before


def test_empty_plan_is_not_proposed(cast):
    plan = cast.drawn_up()
    save(plan, [])
    with pytest.raises(Incomplete):
        cast.reach("propose")


def test_note_of_the_superior_stays_until_it_is_proposed_again(cast):
    assert cast.reach("propose", "send_back").note == "ขอให้เพิ่ม"
    assert cast.reach("propose").note == ""


def test_results_are_noted_once_it_is_agreed_and_survive_a_return(cast):
    plan = cast.reach("propose")
    row = plan.items.first()
    note = {"results": {row.pk: "ผ่านการทดสอบ"}, "by": cast.staff.user}
    with pytest.raises(Moved):
        note_results(plan=plan, expected_version=plan.version, **note)
    plan = cast.reach("agree")
    note_results(plan=plan, expected_version=plan.version, **note)
    with pytest.raises(Stale):
        note_results(plan=plan, expected_version=plan.version, results={}, by=cast.staff.user)
    plan = cast.reach("send_back")
    save(plan, written(plan))
    assert cast.plan.items.first().result == "ผ่านการทดสอบ"


# Always true ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "values",
    [
        {"first_month": 13, "last_month": 1},
        {"first_month": 1, "last_month": None},
        {"required": 6},
        {"assessed": 0},
        {"item_kind": "competency", "item_code": "c1"},
    ],
)
def test_impossible_row_is_refused_by_the_database(cast, values):
    plan = cast.drawn_up()
    with pytest.raises(IntegrityError), transaction.atomic():
        IndividualPlanItem.objects.create(
            plan=plan, organization=plan.organization, order=9, topic="หัวข้อ", **values
        )


def test_nobody_agrees_without_a_name(cast):
    plan = cast.drawn_up()
    with pytest.raises(IntegrityError), transaction.atomic():
        IndividualPlan.objects.filter(pk=plan.pk).update(state=State.AGREED)


def test_period_never_lies_outside_the_fiscal_year():
    for day in (datetime.date(2026, 9, 30), datetime.date(2026, 10, 1), datetime.date(2027, 9, 30)):
        with frozen_today(day):
            first, last = proposal.months(YEAR)
            order = [10, 11, 12, *range(1, 10)]
            assert order.index(first) <= order.index(last)
