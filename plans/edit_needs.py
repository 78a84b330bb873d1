"""Which project answers which need, all in one table: the golden thread tied in one sitting (section 15 (1))."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.db.models import F

from organizations.models import User
from plans.edit import Stale, claim, fingerprint
from plans.models import Project, Revision

#: A project and a need, by primary key.
Tie = tuple[int, int]


def ties_of(revision: Revision) -> set[Tie]:
    """What is tied now, of confirmed projects; proposals are looked at on a page of their own."""
    through = Project.needs.through.objects
    found = through.filter(project__revision=revision, project__is_proposed=False)
    return set(found.values_list("project_id", "need_id"))


def ties_seen(revision: Revision) -> str:
    """Fingerprint of the ties as stored."""
    return fingerprint(sorted(ties_of(revision)))


@transaction.atomic
def save_ties(
    *, revision: Revision, wanted: Collection[Tie], needs: Collection[int], seen: str, by: User
) -> int:
    """Tie projects to the needs offered (``needs``), and only to them; how many projects changed.

    Needs that were not offered stay tied as they are. Stale when somebody else changed a tie meanwhile.
    """
    claim(revision, by)
    present = ties_of(revision)
    if fingerprint(sorted(present)) != seen:
        raise Stale
    projects = {project.pk: project for project in revision.projects.filter(is_proposed=False)}
    offered = {(project, need) for project in projects for need in needs}
    before, after = present & offered, set(wanted) & offered
    changed = {project for project, _need in before ^ after}
    for key in sorted(changed):
        kept = {need for project, need in present - offered if project == key}
        projects[key].needs.set(kept | {need for project, need in after if project == key})
    revision.projects.filter(pk__in=changed).update(version=F("version") + 1)
    return len(changed)
