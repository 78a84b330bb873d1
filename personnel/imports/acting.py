"""Who acts in a post (รักษาราชการแทน), as a list names them beside or instead of a holder."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import cast

from personnel.imports.journal import Journal
from personnel.imports.normalise import clean_name
from personnel.models import Holding, Person, StaffImport, StaffImportRow


def people_named(organization_id: int) -> dict[str, list[Person]]:
    """People of an LAO who have not left, by their name in one form."""
    found: dict[str, list[Person]] = defaultdict(list)
    for person in Person.objects.filter(organization=organization_id, left_on=None):
        found[clean_name(person.full_name)].append(person)
    return found


def known_once(names: Sequence[str], organization_id: int) -> set[str]:
    """Names that mean one person: one row of the list, or nobody in the list and one person of the LAO."""
    in_list, known = Counter(name for name in names if name), people_named(organization_id)
    everybody = {*in_list, *known}
    return {
        name
        for name in everybody
        if in_list[name] == 1 or (not in_list[name] and len(known.get(name, ())) == 1)
    }


def seat_acting(
    batch: StaffImport, rows: Sequence[StaffImportRow], journal: Journal, *, begin: datetime.date
) -> None:
    """Record who acts; whoever acted there until now ends the day before. Needs the holders to be seated."""
    wanted = [(row, name) for row in rows if (name := row.values.get("acting"))]
    if not wanted:
        return
    known = people_named(batch.organization_id)
    present = defaultdict(list)
    posts = [row.post_id for row, _name in wanted]
    for holding in Holding.objects.filter(post__in=posts, ended_on=None, is_acting=True):
        present[holding.post_id].append(holding)
    for row, name in wanted:
        people = known.get(name, [])
        before = present[cast(int, row.post_id)]
        if len(people) != 1 or any(holding.person_id == people[0].pk for holding in before):
            continue
        for holding in before:
            journal.changing(holding)
            last = max(begin - datetime.timedelta(days=1), holding.started_on or datetime.date.min)
            Holding.objects.filter(pk=holding.pk).update(ended_on=last)
        journal.created(
            Holding.objects.create(
                organization_id=batch.organization_id,
                post_id=cast(int, row.post_id),
                person=people[0],
                started_on=begin if before else None,
                is_acting=True,
            )
        )
