"""Confirm a proposal, or decline it: only then is it a project of the plan, or never proposed again."""

from __future__ import annotations

import logging
from collections.abc import Collection

from django.db import models, transaction
from django.db.models import F, Max
from django.utils.translation import gettext_lazy as _

from organizations.models import User
from plans.edit import claim
from plans.models import DeclinedProposal, Project, Revision

log = logging.getLogger(__name__)


class Kind(models.TextChoices):
    """Why something is proposed; the values begin the keys of the holes."""

    NEED = "need", _("ตอบความต้องการที่ยืนยันแล้ว")
    GAP = "gap", _("ลดช่องว่างจากการประเมิน")
    RULE = "rule", _("ตามข้อกำหนดของแผนแม่บท")


def kind_of(project: Project) -> Kind:
    """Why a project is proposed."""
    start = project.proposal_key.partition(":")[0]
    return Kind(start) if start in Kind.values else Kind.RULE


@transaction.atomic
def confirm(*, revision: Revision, projects: Collection[int], by: User) -> int:
    """Proposals become projects of the plan, after those there are; how many changed."""
    claim(revision, by)
    rows = list(revision.projects.filter(is_proposed=True, pk__in=projects))
    last = revision.projects.filter(is_proposed=False).aggregate(last=Max("order"))["last"] or 0
    for order, row in enumerate(rows, start=last + 1):
        Project.objects.filter(pk=row.pk).update(is_proposed=False, order=order, version=F("version") + 1)
    log.info("proposals confirmed: revision %s %s projects by user %s", revision.pk, len(rows), by.pk)
    return len(rows)


def confirm_kind(*, revision: Revision, kind: str, by: User) -> int:
    """Every proposal of one kind; how many changed."""
    rows = revision.projects.filter(is_proposed=True)
    return confirm(revision=revision, projects=[row.pk for row in rows if kind_of(row) == kind], by=by)


@transaction.atomic
def decline(*, revision: Revision, project: Project, by: User) -> None:
    """Take a proposal away; its hole is not proposed for again."""
    claim(revision, by)
    waiting = revision.projects.filter(pk=project.pk, is_proposed=True)
    if not waiting.exists():  # somebody confirmed or declined it meanwhile
        return
    waiting.delete()
    owner = {"organization_id": revision.organization_id, "name": project.name, "declined_by": by}
    if project.proposal_key:
        DeclinedProposal.objects.get_or_create(revision=revision, key=project.proposal_key, defaults=owner)


@transaction.atomic
def allow_again(*, revision: Revision, by: User) -> int:
    """Forget what was declined, so that it may be proposed again; how many."""
    claim(revision, by)
    return revision.declinedproposals.all().delete()[0]
