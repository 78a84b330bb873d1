"""Publishes the list of each day that is over: bytes into the store, a row that names them, and never again a change.

A day is that of Thailand, by the clock that stamps issued papers. Days that were missed are made up in their order;
a day on which nothing was issued has a list, too, or nobody could tell it from a list that was taken away. A paper
that bears a day whose list is out (a clock went back) stands in the next list, with that day beside it.
"""

from __future__ import annotations

import datetime
import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import QuerySet, Sum
from django.utils import timezone
from django_tasks import task

from documents import audience, store
from documents.hash_lists.chain import chain_of
from documents.hash_lists.content import GENESIS, Entry, List, Unreadable, mark_of, read, write
from documents.models import DailyList, IssuedDocument
from thai.dates import BANGKOK

log = logging.getLogger(__name__)

#: A paper whose issue began before midnight is stored well before this has passed.
GRACE = datetime.timedelta(hours=1)
A_DAY = datetime.timedelta(days=1)


@task()
def publish_daily() -> int:
    """Background task: publish what is due; how many lists were made."""
    return len(publish())


def publish() -> list[DailyList]:
    """Make the list of every day that is over and has none; a second time nothing. Safe at the same time, too."""
    made: list[DailyList] = []
    last = DailyList.objects.order_by("number").last()
    if last and last.day >= timezone.now().astimezone(BANGKOK).date():
        log.error("the list of %s is published, and the day is not over: the clock went back", last.day)
    for day in _days_due(last):
        late = _latecomers(day) if last and not made else _Late()
        last = _publish(day, last, late)
        made.append(last)
    return made


def _days_due(last: DailyList | None) -> Iterator[datetime.date]:
    """From the day after the last list, or that of the first paper, to the last day that is over."""
    day = last.day + A_DAY if last else _first_day()
    today = (timezone.now() - GRACE).astimezone(BANGKOK).date()
    while day and day < today:
        yield day
        day += A_DAY


def _first_day() -> datetime.date | None:
    first = IssuedDocument.objects.order_by("issued_at").values_list("issued_at", flat=True).first()
    return first.astimezone(BANGKOK).date() if first else None


@dataclass(frozen=True)
class _Late:
    """What bears a day whose list is out, and stands in no list."""

    issued: tuple[IssuedDocument, ...] = ()
    withdrawn: tuple[str, ...] = ()


def _latecomers(day: datetime.date) -> _Late:
    """What the lists before this day should have and have not; of a day whose list is damaged nobody can say.

    The rows of the lists count their papers: as long as they count as many as were issued, none is missed, and no list
    is opened. Withdrawals are few, and only lists of their days are opened.
    """
    before = IssuedDocument.objects.filter(issued_at__lt=_begin(day))
    counted = DailyList.objects.aggregate(papers=Sum("papers"))["papers"]
    missed = [] if before.count() == counted else _missed(before, "issued_at")
    gone = _missed(IssuedDocument.objects.filter(withdrawn_at__lt=_begin(day)), "withdrawn_at")
    if missed:
        log.error("%d papers bear a day whose list is out: they stand in the list of %s", len(missed), day)
    late = IssuedDocument.objects.select_related("supersedes").in_bulk(missed)
    marks = _hashes(IssuedDocument.objects.filter(pk__in=gone))
    return _Late(tuple(late.values()), tuple(mark_of(sha256) for sha256 in marks))


def _missed(papers: QuerySet[IssuedDocument], moment: str) -> list[int]:
    """Those that neither the list of their day nor a later one has, which is opened only while one is looked for."""
    of_day: dict[datetime.date, dict[int, str]] = defaultdict(dict)
    for pk, sha256, at in papers.order_by("pk").values_list("pk", "sha256", moment).iterator():
        of_day[at.astimezone(BANGKOK).date()][pk] = mark_of(sha256)
    rows = list(DailyList.objects.order_by("day"))
    without_list = of_day.keys() - {row.day for row in rows}
    sought = {pk: mark for day in without_list for pk, mark in of_day[day].items()}
    for row in rows:
        todays = of_day.get(row.day, {})
        if not (sought or todays):
            continue
        one = _kept(row)
        if one is None:
            continue
        there = _marks(one, moment)
        sought = {pk: mark for pk, mark in (sought | todays).items() if mark not in there}
    return sorted(sought)


def _marks(one: List, moment: str) -> set[str]:
    return set(one.withdrawn) if moment == "withdrawn_at" else {entry.mark for entry in one.issued}


def _publish(day: datetime.date, last: DailyList | None, late: _Late) -> DailyList:
    number, previous = (last.number + 1, last.sha256) if last else (1, GENESIS)
    issued = [entry_of(document) for document in _of_day("issued_at", day).select_related("supersedes")]
    issued += [
        replace(entry_of(document), stamped=_stamped(document).isoformat()) for document in late.issued
    ]
    withdrawn = [mark_of(document.sha256) for document in _of_day("withdrawn_at", day)]
    withdrawn += late.withdrawn
    raw = write(
        service=settings.SITE_URL,
        number=number,
        day=day,
        previous=previous,
        issued=issued,
        withdrawn=withdrawn,
    )
    named = {
        "number": number,
        "previous": previous,
        "sha256": store.put(raw),
        "size": len(raw),
        "papers": len(issued),
    }
    return DailyList.objects.get_or_create(day=day, defaults=named)[0]


def _of_day(moment: str, day: datetime.date) -> QuerySet[IssuedDocument]:
    return IssuedDocument.objects.filter(
        **{f"{moment}__gte": _begin(day), f"{moment}__lt": _begin(day) + A_DAY}
    ).order_by("pk")


def _begin(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), BANGKOK)


def _stamped(document: IssuedDocument) -> datetime.date:
    return document.issued_at.astimezone(BANGKOK).date()


def entry_of(document: IssuedDocument) -> Entry:
    """How a paper stands in a list: by its mark, and openly where it is in the public register anyhow."""
    replaces = mark_of(document.supersedes.sha256) if document.supersedes else ""
    entry = Entry(document.kind, mark_of(document.sha256), replaces)
    if audience.is_public(document):
        return Entry(entry.kind, entry.mark, replaces, document.printed_code, document.sha256)
    return entry


# Looking at it again --------------------------------------------------------------------------


def faults() -> list[str]:
    """What is wrong with the lists that were published: bytes, links, and papers of a day that its list lacks."""
    found, kept = [], []
    for row in DailyList.objects.order_by("number"):
        one = _kept(row)
        if one is None:
            found.append(f"{row.day}: the file is missing or was changed")
        else:
            kept.append((row, one))
    lists = [one for _row, one in kept]
    late = {(entry.stamped, entry.mark) for one in lists for entry in one.issued if entry.stamped}
    gone = {mark: one.day for one in reversed(lists) for mark in one.withdrawn}
    for row, one in kept:
        found += [f"{row.day}: {what}" for what in _not_as_registered(row, one, late, gone)]
    return [*found, *chain_of(lists).faults]


def _kept(row: DailyList) -> List | None:
    if not store.verify(row.sha256):
        return None
    with store.open_(row.sha256) as file:
        try:
            return read(file.read())[0]
        except Unreadable:
            return None


def _not_as_registered(
    row: DailyList, one: List, late: set[tuple[str, str]], gone: Mapping[str, datetime.date]
) -> Iterator[str]:
    if (one.day, one.number, one.previous) != (row.day, row.number, row.previous):
        yield "the row names another list than its file"
    listed = {entry.mark for entry in one.issued if not entry.stamped}
    listed |= {mark for stamped, mark in late if stamped == row.day.isoformat()}
    here = {mark_of(sha256) for sha256 in _hashes(_of_day("issued_at", row.day))}
    if here - listed:
        yield f"{len(here - listed)} papers of the register are not in the list"
    if listed - here:
        yield f"{len(listed - here)} papers of the list are not in the register"
    withdrawn = {mark_of(sha256) for sha256 in _hashes(_of_day("withdrawn_at", row.day))}
    before = IssuedDocument.objects.filter(withdrawn_at__lt=_begin(row.day))
    foreign = set(one.withdrawn) - withdrawn - {mark_of(sha256) for sha256 in _hashes(before)}
    unheard = {mark for mark in withdrawn if gone.get(mark, datetime.date.min) < row.day}
    if foreign or unheard:
        yield f"{len(foreign | unheard)} withdrawals differ"


def _hashes(documents: QuerySet[IssuedDocument]) -> Iterable[str]:
    return documents.values_list("sha256", flat=True)
