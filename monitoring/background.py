"""Work that the system does by itself: what failed lately, what waits, and running a piece of it again.

Every task may be run twice without harm; what is shown of one is what it was for, when and which kind of error, never
what was written in it.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

DAYS = 14  #: how long a failure is shown
SHOWN = 50
SLOW = datetime.timedelta(minutes=10)  #: whoever waits longer waits for a worker that is not there

#: What each task is for, by the place of its function.
WORDS: dict[str, str | Promise] = {
    "approvals.announce.issue_announced_document": _("จัดทำเล่มแผนที่ประกาศใช้"),
    "approvals.deadlines.daily.every_day": _("เตือนกำหนดเวลาประจำวัน"),
    "approvals.master_committee.make_master_order": _("จัดทำคำสั่งคณะกรรมการ 12 คน"),
    "approvals.meetings.wording.issue_minutes": _("จัดทำรายงานการประชุมของคณะกรรมการจัดทำแผน"),
    "approvals.order_issue.issue_order_document": _("จัดทำคำสั่งแต่งตั้งคณะกรรมการจัดทำแผน"),
    "approvals.post.mornings.every_morning": _("รวมการแจ้งประจำวันทางอีเมล"),
    "approvals.post.tasks.send_mails": _("ส่งอีเมล"),
    "approvals.sittings.letters.make_letters": _("จัดทำหนังสือแจ้งมติ"),
    "approvals.sittings.minutes.make_minutes": _("จัดทำรายงานการประชุมของคณะกรรมการระดับจังหวัด"),
    "approvals.sittings.parcel.pack": _("รวมแฟ้มของการประชุม"),
    "approvals.submissions.letters.make_letter": _("จัดทำหนังสือนำส่งหรือหนังสือส่งคืน"),
    "approvals.submissions.parcel.pack": _("รวมแฟ้มของเรื่องที่เสนอ"),
    "documents.drafts.make_draft": _("จัดทำร่างเอกสาร"),
    "documents.hash_lists.publish.publish_daily": _("เผยแพร่รายการเอกสารประจำวัน"),
    "monitoring.reports.make_report": _("จัดทำรายงานผลประจำปี"),
}


@dataclass(frozen=True)
class Failed:
    """One task that ended with an error."""

    pk: UUID
    what: str | Promise
    about: str  #: the number of the row that it was for, where it was for one
    failed_at: datetime.datetime | None
    error: str
    tries: int


@dataclass(frozen=True)
class Waiting:
    """What is to be done now and nobody has taken up."""

    count: int
    since: datetime.datetime | None

    @property
    def is_slow(self) -> bool:
        """True where no worker seems to be running."""
        return self.since is not None and timezone.now() - self.since > SLOW


def failed_tasks() -> list[Failed]:
    """The failures of the last days, the newest first."""
    since = timezone.now() - datetime.timedelta(days=DAYS)
    rows = DBTaskResult.objects.failed().filter(finished_at__gte=since).order_by("-finished_at")
    return [_told(row) for row in rows.defer("traceback", "return_value")[:SHOWN]]


def _told(row: DBTaskResult) -> Failed:
    first = next(iter(row.args_kwargs.get("args", [])), None)
    return Failed(
        pk=row.pk,
        what=WORDS.get(row.task_path, row.task_path),
        about=str(first) if isinstance(first, int) else "",
        failed_at=row.finished_at,
        error=row.exception_class_path.rpartition(".")[2],
        tries=len(row.worker_ids),
    )


def waiting() -> Waiting:
    """How much waits for a worker, and since when."""
    rows = DBTaskResult.objects.ready()
    first = rows.order_by("enqueued_at").only("enqueued_at", "run_after").first()
    if first is None:
        return Waiting(0, None)
    due = max(first.enqueued_at, first.run_after) if first.run_after <= timezone.now() else first.enqueued_at
    return Waiting(rows.count(), due)


def run_again(pk: UUID) -> bool:
    """Put a failed task on the list once more; False where it is no longer a failed one."""
    failed = DBTaskResult.objects.failed().filter(pk=pk)
    return bool(
        failed.update(
            status="READY",
            enqueued_at=timezone.now(),
            started_at=None,
            finished_at=None,
            worker_ids=[],
            exception_class_path="",
            traceback="",
        )
    )
