"""The demonstration's comments: there to be tried, plainly invented, and seen by those whom they are for."""

import pytest

from approvals.demonstration import remarks
from organizations.models import Membership
from plans.comments import visible_to
from plans.models import Comment, Revision

pytestmark = pytest.mark.any_database


def test_comments_are_plainly_examples_and_made_once(demonstration):
    bodies = Comment.objects.values_list("body", flat=True)
    assert len(bodies) == 4
    assert all(body.startswith("ตัวอย่าง") for body in bodies)
    remarks.remark()
    assert Comment.objects.count() == 4


def test_the_board_has_said_something_to_the_lao(demonstration):
    revision = Revision.objects.with_plan().get(plan__organization__code="NONGKHAI-PAO", number=0)
    for username in ("boardsecretary-pao", "officer-pao"):
        member = next(
            m for m in Membership.objects.filter(user__username=username) if visible_to(revision, m)
        )
        assert visible_to(revision, member).count() == 1
