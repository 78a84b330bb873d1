"""Takes a plan from its first day to where its file ends: each step on its own day, by the person whose duty it is.

The clock is set to the moment of each step, so that the chain of events is in order and decisions, snapshots and
announcement carry the dates that a real plan of that cycle would carry.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from typing import Any

import pikepdf

from approvals.case import Details
from approvals.demonstration.content import Content
from approvals.models import Decision, Notice, ReturnReason
from approvals.moves import may_make, moves_of, perform, seen_now
from approvals.table import BY_ACTION_AND_STATE, Ask
from documents import store
from organizations.models import Membership, Organization, User
from plans.create import create_plan, edition_for
from plans.models import CommitteeMember, Plan, Revision
from thai.dates import BANGKOK, frozen_today, now, today
from thai.fiscal import ERA_OFFSET, Cycle

DETAILS = frozenset(Details.__dataclass_fields__)
#: Days between the last day that the relative steps count from and the day by which a plan must be submitted.
IN_GOOD_TIME = datetime.timedelta(days=5)


def sample_scan() -> str:
    """The sha256 of a page that stands for the scan of a signed resolution."""
    page, kept = pikepdf.new(), io.BytesIO()
    page.add_blank_page(page_size=(595, 842))  # A4 in points
    page.save(kept, deterministic_id=True)
    return store.put(kept.getvalue())


class Story:
    """The plan of one organization, as its file tells it."""

    def __init__(self, organization: Organization, spec: dict[str, Any], cast: dict[str, str]) -> None:
        self.organization = organization
        self.spec = spec
        self.cast = cast
        self.today = today()
        self.last_day = min(self.today, Cycle(spec["first_year"]).submit_by - IN_GOOD_TIME)
        self.revision: Revision

    def tell(self) -> Revision:
        """Make the plan and take every step up to the last one."""
        for step in self._steps():
            moment = self._moment(step)
            with frozen_today(moment):
                self._take(step, User.objects.get(username=self.cast.get(step["by"], step["by"])))
        self._date_notices()
        return self.revision

    def _steps(self) -> Iterator[dict[str, Any]]:
        for step in self.spec["step"]:
            yield step
            if self.spec.get("until", "the end") in (step.get("do"), step.get("action")):
                return

    def _take(self, step: dict[str, Any], by: User) -> None:
        if step.get("do") == "create":
            self._create(by)
        elif "do" in step:
            Content(self.revision, self._filled(self.spec)).work(step["do"])(by)
        else:
            self._move(step, by)

    def _create(self, by: User) -> None:
        edition = edition_for(self.spec["first_year"])
        self.revision = create_plan(organization=self.organization, edition=edition, by=by)
        Plan.objects.filter(pk=self.revision.plan_id).update(created_at=now())
        Revision.objects.filter(pk=self.revision.pk).update(created_at=now(), state_changed_at=now())

    def _move(self, step: dict[str, Any], by: User) -> None:
        typed = {name: self._filled(value) for name, value in step.items() if name in DETAILS}
        if "meeting_on" in typed:  # the year of the meeting, which may be the next one
            year = str(typed["meeting_on"].year + ERA_OFFSET)
            typed["meeting_number"] = step["meeting_number"].replace("{year}", year)
        if "reasons" in typed:
            typed["reasons"] = tuple(ReturnReason.objects.filter(code__in=typed["reasons"]))
        move = BY_ACTION_AND_STATE[(step["action"], self.revision.state)]
        if Ask.EVIDENCE in move.asks:
            typed["evidence"] = sample_scan()
        perform(
            revision=self.revision,
            action=step["action"],
            by=self._role_of(by, step["action"]),
            seen=seen_now(self.revision, move),
            details=Details(**typed),
        )

    def _role_of(self, person: User, action: str) -> Membership:
        """The role in which this person may make the move."""
        held = Membership.objects.with_bodies().filter(user=person)
        return next(
            membership
            for membership in held
            if any(may_make(self.revision, move, membership) for move in moves_of(action))
        )

    # Dates ------------------------------------------------------------------------------------

    def _moment(self, step: dict[str, Any]) -> datetime.datetime:
        """When a step is taken: as written, or so many days before the last day in good time, or before today."""
        if "at" in step:
            return step["at"].replace(tzinfo=BANGKOK)
        day = (
            self._working_day(self.today, step["ago"])
            if "ago" in step
            else self._working_day(self.last_day, step["before"])
        )
        return datetime.datetime.combine(day, step["clock"], BANGKOK)

    @staticmethod
    def _working_day(day: datetime.date, before: int) -> datetime.date:
        """So many days before, or the Friday before that."""
        day -= datetime.timedelta(days=before)
        return day - datetime.timedelta(days=max(0, day.weekday() - 4))

    def _filled(self, value: Any) -> Any:
        """A value of the file with its places filled in; {day}, {yesterday} and {most} become dates and numbers."""
        if isinstance(value, dict):
            return {name: self._filled(part) for name, part in value.items()}
        if isinstance(value, list):
            return [self._filled(part) for part in value]
        if value == "{day}":
            return today()
        if value == "{yesterday}":
            return self._working_day(self.today, 1)
        if value == "{most}":
            return self._most_members()
        return value.replace("{year}", str(today().year + ERA_OFFSET)) if isinstance(value, str) else value

    def _most_members(self) -> int:
        """All members of the committee but one; assistants of the secretary are none."""
        members = self.revision.committeemembers.exclude(duty=CommitteeMember.Duty.ASSISTANT)
        return members.count() - 1

    def _date_notices(self) -> None:
        """Notices came when the step was taken; all were read but those of a last step that somebody waits for."""
        decisions = list(Decision.objects.filter(revision=self.revision))
        for decision in decisions:
            when: dict[str, Any] = {"created_at": decision.decided_at}
            if decision != decisions[-1] or self.revision.is_announced:
                when["read_at"] = decision.decided_at
            Notice.objects.filter(decision=decision).update(**when)
