"""Every page opens on every database for somebody who may see it: what it asks is said in each database's own words.

``test_matrix`` asks each page as everybody, on one database; this asks once, on both.
"""

import pytest

from tests.access.answers import OK
from tests.access.test_matrix import (  # noqa: F401  (the fixtures)
    TABLE,
    _built,
    answered,
    world,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "name", [name for name, row in sorted(TABLE.items()) if any(OK in people for people in row.get.values())]
)
def test_page_opens(world, name):  # noqa: F811
    row = TABLE[name]
    state, people = next((state, answers[OK]) for state, answers in row.get.items() if OK in answers)
    home = world.homes[state]
    assert answered(home.clients[min(people)].get(row.address(world, home))) == OK
