"""What projects are linked to, in one query for all projects and all kinds of entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from organizations.together import pairs
from plans.models import Project

#: The columns of each table of links.
COLUMNS = {
    "methods": (Project.methods.through, "method_id"),
    "submethods": (Project.submethods.through, "submethod_id"),
    "groups": (Project.groups.through, "personnelgroup_id"),
    "needs": (Project.needs.through, "need_id"),
}
Links = Mapping[str, Mapping[int, set[int]]]


def links_of(projects: Iterable[Project]) -> Links:
    """The keys of the entries of each kind, by the project's key."""
    keys = [project.pk for project in projects]
    found: dict[str, dict[int, set[int]]] = {name: defaultdict(set) for name in COLUMNS}
    if not keys:
        return found
    tables = (
        through._default_manager.filter(project__in=keys).values_list("project_id", column)
        for through, column in COLUMNS.values()
    )
    for name, rows in zip(COLUMNS, pairs(*tables), strict=True):
        for project, entry in rows:
            found[name][project].add(entry)
    return found


def hand_over(project: Project, name: str, entries: list) -> None:
    """Give a project the entries that are at hand, as ``prefetch_related`` does after asking for them."""
    queryset = getattr(project, name).all()
    queryset._result_cache = entries
    queryset._prefetch_done = True
    project.__dict__.setdefault("_prefetched_objects_cache", {})[name] = queryset
