"""The published schema is the definition in the code, and both judge alike."""

import copy
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.exchange.document import document_of
from plans.exchange.read import DocumentRefused, checked
from plans.exchange.schema import schema
from tests.builders import make_complete_plan
from tests.plans.test_exchange import put

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def document():
    return document_of(make_complete_plan())


def test_the_published_schema_is_the_definition():
    published = json.loads((ROOT / "docs/plan.schema.json").read_text(encoding="utf-8"))
    assert published == schema(), "manage.py plan_schema > docs/plan.schema.json"


def every_rule(rule, path="$"):
    """Every schema inside the schema."""
    yield path, rule
    for name, part in {**rule.get("properties", {}), **rule.get("$defs", {})}.items():
        yield from every_rule(part, f"{path}.{name}")
    for place, part in enumerate([rule.get("items"), *rule.get("anyOf", [])]):
        if part:
            yield from every_rule(part, f"{path}[{place}]")


def test_the_schema_is_one_and_describes_every_field():
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator.check_schema(schema())
    for path, rule in every_rule(schema()):
        if rule.get("type") == "object":
            assert rule["additionalProperties"] is False, path
            assert all(part["description"] for part in rule["properties"].values()), path


VALUES = st.sampled_from(
    [None, True, False, 0, 1, -1, 13, 2026, 2570, 40_000, "", "x", "p1", "1.00", "0.00", "1.234", "ก\nข"]
    + ["2026-06-01", "six", "ก" * 400, [], {}, ["m1", "m1"], [{}]]
)


def places_in(value, path=()):
    yield path
    if isinstance(value, dict):
        for name in value:
            yield from places_in(value[name], (*path, name))
    elif isinstance(value, list):
        for number in range(min(len(value), 2)):
            yield from places_in(value[number], (*path, number))


def test_our_reading_of_the_schema_is_everybodys(document):
    jsonschema = pytest.importorskip("jsonschema")
    judge = jsonschema.Draft202012Validator(schema())
    places = sorted((path for path in places_in(document) if path), key=repr)
    assert judge.is_valid(document)

    @settings(max_examples=300, deadline=None, database=None, derandomize=True)
    @given(path=st.sampled_from(places), value=VALUES, drop=st.booleans())
    def agree(path, value, drop):
        changed = copy.deepcopy(document)
        put(path, ... if drop else value)(changed)
        try:
            checked(changed)
            is_valid = True
        except DocumentRefused:
            is_valid = False
        assert is_valid == judge.is_valid(changed), (path, value, drop)

    agree()
