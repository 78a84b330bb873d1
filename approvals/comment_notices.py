"""Who hears of a comment: those who draft hear of a new one, those who spoke before hear of an answer.

A notice says that something was written and leads there; what was written stays inside the plan.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from approvals.models import Notice
from approvals.notices import KEPT_LANGUAGE, name_of, tell_people
from organizations.models import Membership
from organizations.roles import DRAFTING_ROLES, Role
from plans.comments import may_read
from plans.models import Comment, Revision
from thai.dates import today


def tell_of_comment(comment: Comment, by: Membership) -> None:
    """One notice to each person concerned, but not to whoever wrote it."""
    revision = Revision.objects.with_plan().get(pk=comment.revision_id)
    people = _who_drafts(revision) if comment.answers is None else _who_spoke(comment.answers)
    with translation.override(KEPT_LANGUAGE):
        said = _("มีความเห็นใหม่") if comment.answers is None else _("มีคำตอบต่อความเห็น")
        text = f"{name_of(revision)}: {said} ({Role(by.role).label})"
    address = reverse("plans:comments", kwargs=revision.address)
    tell_people(
        kind=Notice.Kind.COMMENT,
        people=_one_role_each(people, revision, by),
        text=text,
        address=f"{address}?state=all#comment-{comment.answers_id or comment.pk}",
        revision=revision,
    )


def _who_drafts(revision: Revision) -> QuerySet[Membership]:
    rows = Membership.objects.active_on(today()).filter(user__is_active=True)
    return rows.filter(role__in=DRAFTING_ROLES, organization=revision.organization_id)


def _who_spoke(root: Comment) -> QuerySet[Membership]:
    """Whoever wrote the comment or answered it, in whatever role he may still read it."""
    rows = Membership.objects.active_on(today()).filter(user__is_active=True)
    said = Comment.objects.filter(Q(pk=root.pk) | Q(answers=root))
    return rows.filter(user__in=said.order_by().values("written_by"))


def _one_role_each(people: QuerySet[Membership], revision: Revision, by: Membership) -> list[Membership]:
    """A person of several roles is told once, in the role that drafts if there is one."""
    chosen: dict[int, Membership] = {}
    for person in sorted(people, key=lambda row: (row.role not in DRAFTING_ROLES, row.pk)):
        if person.user_id != by.user_id and may_read(revision, person):
            chosen.setdefault(person.user_id, person)
    return list(chosen.values())
