"""What events vouch for beside decisions: orders with members, announcements, letters, receipts, documents and scans.

An event that names such a row carries the hash of what was issued; the row may later get its document, nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q

from approvals.models import Announcement, AppointmentOrder, Decision, Event, Letter, MeetingFile, Receipt
from documents.models import IssuedDocument
from plans.freeze import sha256_of
from plans.models import Plan

_ORDER = (
    "revision_id",
    "seq",
    "number",
    "dated_on",
    "reason",
    "prints_names",
    "allows_circulation",
    "signer_name",
    "signer_position",
)
#: Columns that came later: vouched for where they are filled, so that older events stay true.
_ORDER_LATER = ("grounds", "duties")
_MEMBER = (
    "position_in_list",
    "seat",
    "duty",
    "unit_id",
    "person_name",
    "position",
    "is_acting",
    "is_official",
)
_ANNOUNCEMENT = (
    *("revision_id", "number", "dated_on", "effective_on", "late_reason", "signer_name", "signer_position"),
    *("wording", "code"),
)
_LETTER = (
    "kind",
    "revision_id",
    "number",
    "dated_on",
    "addressee",
    "subject",
    "office",
    "refers_to",
    "enclosures",
    "contact",
    "body",
    "signer_name",
    "signer_position",
)


def _plain(row: Model, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def digest_of_order(order: AppointmentOrder) -> str:
    """The hash of an order and its whole committee."""
    members = order.members.order_by("position_in_list", "pk").values_list(*_MEMBER)
    later = {name: value for name, value in _plain(order, _ORDER_LATER).items() if value}
    return sha256_of({**_plain(order, _ORDER), **later, "members": [list(row) for row in members]})


def digest_of_announcement(announcement: Announcement) -> str:
    """The hash of an announcement as it was made, its own words with it."""
    return sha256_of(_plain(announcement, _ANNOUNCEMENT))


def digest_of_letter(letter: Letter) -> str:
    """The hash of a letter as it went out."""
    return sha256_of(_plain(letter, _LETTER))


def digest_of_receipt(receipt: Receipt) -> str:
    """The hash of an entry in the register of what came in."""
    return sha256_of(_plain(receipt, ("submission_id", "number", "year")))


def _order(data: Mapping[str, Any]) -> AppointmentOrder | None:
    return AppointmentOrder.objects.filter(pk=data["order"], issued_at__isnull=False).first()


def _announcement(data: Mapping[str, Any]) -> Announcement | None:
    return Announcement.objects.filter(pk=data["announcement"]).first()


def _letter(data: Mapping[str, Any]) -> Letter | None:
    return Letter.objects.filter(pk=data["letter"], issued_at__isnull=False).first()


def _receipt(data: Mapping[str, Any]) -> Receipt | None:
    return Receipt.objects.filter(submission=data["submission"]).first()


def _nothing(_plan: Plan) -> Sequence[Model]:
    return ()


@dataclass(frozen=True)
class Kind:
    """A kind of rows: how the one that the data of an event names is found, and how it is hashed.

    ``issued`` are the rows of a plan of which its chain must know.
    """

    find: Callable[[Mapping[str, Any]], Any]
    digest: Callable[[Any], str]
    issued: Callable[[Plan], Any] = _nothing


#: Key in the data of an event -> what it names.
_VOUCHED: dict[str, Kind] = {
    "order": Kind(
        _order,
        digest_of_order,
        lambda plan: AppointmentOrder.objects.filter(revision__plan=plan, issued_at__isnull=False),
    ),
    "announcement": Kind(_announcement, digest_of_announcement),
    "letter": Kind(
        _letter,
        digest_of_letter,
        lambda plan: Letter.objects.filter(revision__plan=plan, issued_at__isnull=False),
    ),
    "receipt": Kind(_receipt, digest_of_receipt),
}


def vouches_also(key: str, kind: Kind) -> None:
    """Events vouch for rows of a layer above that their data name by ``key``; said when the installation starts."""
    _VOUCHED[key] = kind


def vouched(data: Mapping[str, Any]) -> dict[str, str]:
    """Hashes of the issued rows that the data of a new event names, to be kept in it."""
    found = {}
    for key, kind in _VOUCHED.items():
        if key in data and (row := kind.find(data)) is not None:
            found[f"{key}_sha256"] = kind.digest(row)
    return found


# Scans -----------------------------------------------------------------------------------------


def scans_behind(decision: Decision) -> list[str]:
    """Hashes of the scans on which a decision rests: its own, and those of its matter at the meeting."""
    found = {decision.evidence} if decision.evidence else set()
    if item := decision.item:
        files = MeetingFile.objects.filter(Q(item=None) | Q(item=item), meeting=item.meeting_id)
        found |= set(files.values_list("sha256", flat=True))
    return sorted(found)


def broken_scans(events: Sequence[Event], is_kept: Callable[[str], bool]) -> Iterator[tuple[int, str]]:
    """Scans that an event names and that are no longer there as they were; further ones may have come."""
    resting = {event.data["decision"]: event for event in events if event.data.get("scans")}
    for decision in Decision.objects.select_related("item").filter(pk__in=resting).order_by("pk"):
        event = resting[decision.pk]
        there = set(scans_behind(decision))
        for sha256 in event.data["scans"]:
            if sha256 not in there:
                yield event.seq, f"scan {sha256} of decision {decision.pk} is no longer with it"
            elif not is_kept(sha256):
                yield event.seq, f"scan {sha256} of decision {decision.pk} is gone or was changed"


# Verification ----------------------------------------------------------------------------------


def broken(plan: Plan, events: Sequence[Event]) -> Iterator[tuple[int, str]]:
    """Rows that are not what the events say, and issued rows of which the chain does not know."""
    for event in events:
        yield from _changed(event)
    end = len(events) + 1
    for key, kind in _VOUCHED.items():
        known = {event.data.get(key) for event in events}
        for row in kind.issued(plan):
            if row.pk not in known:
                yield end, f"{key} {row.pk} has no event: the end of the chain is missing"
    received = {event.data.get("submission") for event in events if "receipt" in event.data}
    for receipt in Receipt.objects.filter(submission__revision__plan=plan):
        if receipt.submission_id not in received:
            yield end, f"receipt {receipt} has no event: the end of the chain is missing"


def _changed(event: Event) -> Iterator[tuple[int, str]]:
    data = event.data
    for key, kind in _VOUCHED.items():
        if f"{key}_sha256" not in data:
            continue
        row = kind.find(data)
        if row is None:
            yield event.seq, f"{key} {data[key]} is gone"
        elif kind.digest(row) != data[f"{key}_sha256"]:
            yield event.seq, f"{key} {data[key]} was changed"
    if "code" in data and "sha256" in data:
        document = IssuedDocument.objects.filter(code=data["code"]).first()
        if document is None:
            yield event.seq, f"document {data['code']} is gone"
        elif document.sha256 != data["sha256"]:
            yield event.seq, f"document {data['code']} was changed"
