"""Changes as data: whatever changed, applying them to what was gives what is."""

from __future__ import annotations

import copy
import itertools

from hypothesis import given
from hypothesis import strategies as st

from plans.amendment.changes import apply, changes, essence
from plans.freeze import canonical_json

words = st.text("กขคง ๑2", max_size=4)
few = st.integers(0, 3)
values = st.none() | st.booleans() | few | words


def rows(*identity: str) -> st.SearchStrategy[list[dict]]:
    """Rows that may have the same name, lack a column, or be the same altogether."""
    named = st.fixed_dictionaries(
        {name: few for name in identity}, optional={"order": few, "baht": words, "methods": st.lists(words)}
    )
    return st.lists(named, max_size=5)


contents = st.fixed_dictionaries(
    {
        "number": few,
        "reason": words,
        "layout": words,
        "staffing": st.lists(st.none() | few, min_size=2, max_size=2),
        "texts": st.dictionaries(st.sampled_from(["s1.1", "s1.2", "s2.1"]), words),
        "projects": rows("name"),
        "targets": rows("group", "year"),
        "committee": rows("seat", "unit", "position"),
        "monitoring": rows("indicator"),
        "committee_order": st.none() | st.dictionaries(words, values),
    },
    optional={"budgets": rows("year"), "staff": st.dictionaries(words, values), "unheard_of": rows("x")},
)


@given(contents, contents)
def test_applying_the_changes_gives_the_other_content(before, after):
    kept = copy.deepcopy((before, after))
    assert apply(before, changes(before, after)) == after
    assert (before, after) == kept


@given(contents)
def test_equal_contents_have_no_changes(content):
    assert changes(content, copy.deepcopy(content)) == {}


@given(st.lists(contents, min_size=2, max_size=5))
def test_amendments_in_turn_give_the_consolidated_text(texts):
    text = texts[0]
    for before, after in itertools.pairwise(texts):
        text = apply(text, changes(before, after))
    assert text == texts[-1]


@given(contents, contents)
def test_changes_are_plain_data(before, after):
    assert canonical_json(changes(before, after))


@given(contents)
def test_what_is_said_about_an_amendment_is_no_change_of_the_plan(content):
    other = {**content, "number": 9, "reason": "อื่น", "finding_reasons": [], "change_reasons": []}
    assert changes(essence(content), essence(other)) == {}
