"""A whole sitting as one zip: minutes, agenda, letters, votes, resolutions, attendance; made in the background, kept for a day.

The parcel is named by what is in it, so the same records are the same file and are packed once.
"""

from __future__ import annotations

import hashlib
import io
import logging
import re
import zipfile
from dataclasses import dataclass

from django_tasks import task

from approvals.models import Meeting, MeetingPaper
from approvals.papers_sittings import agenda_paper, agenda_title
from approvals.sittings import tables
from approvals.sittings.letters import letters_of
from approvals.sittings.minutes import minutes_as_paper, written
from documents import drafts, paper, store
from documents.compose import compose
from documents.drafts import Draft, Progress
from documents.render import RenderError, render_pdf_isolated
from thai.dates import today

log = logging.getLogger(__name__)

ZIP = "zip"
LONGEST_NAME = 80
_UNSAFE = re.compile(r"[^\w.\-ก-๙]+")
#: The same records give the same bytes.
_STAMP = (2000, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Parcel(Draft):
    """The files of one parcel; it is ready when its zip lies there."""

    @property
    def progress(self) -> Progress:
        """Asked, made, failed, or no longer kept."""
        if self.path(ZIP).exists():
            return Progress.READY
        return super().progress


def subject_of(meeting: Meeting) -> str:
    """What the parcels of a meeting are kept under."""
    return f"sitting-{meeting.pk}"


def request_parcel(meeting: Meeting) -> Parcel:
    """The parcel of a meeting as it is now; it is packed in the background unless it was before."""
    drafts.forget_old()
    parcel = Parcel(subject_of(meeting), _key(meeting))
    if parcel.progress in (Progress.GONE, Progress.FAILED):
        parcel.path(drafts.FAILED).unlink(missing_ok=True)
        parcel.write(drafts.ASKED, b"")
        pack.enqueue(meeting.pk, parcel.key)
    return parcel


def _key(meeting: Meeting) -> str:
    """A hash of everything that the parcel would hold."""
    minutes = meeting.papers.filter(kind=MeetingPaper.Kind.MINUTES).first()
    letters = [
        (letter.pk, letter.version, letter.number, letter.document_id) for letter in letters_of(meeting)
    ]
    tell = [meeting.version, minutes and (minutes.version, minutes.document_id), letters]
    digest = hashlib.sha256(repr(tell).encode())
    for made in (tables.votes(meeting), tables.resolutions(meeting), tables.attendance(meeting)):
        digest.update(made)
    return digest.hexdigest()


@task()
def pack(meeting_id: int, key: str) -> None:
    """Background task: the zip of a meeting; doing it twice is harmless."""
    meeting = Meeting.objects.select_related("board__province").get(pk=meeting_id)
    parcel = Parcel(subject_of(meeting), key)
    if parcel.progress != Progress.WAITING:
        return
    try:
        parcel.write(ZIP, packed(meeting))
    except RenderError as error:
        log.warning("parcel of meeting %s: %s %s", meeting_id, error.reason, error.detail)
        parcel.write(drafts.FAILED, str(error).encode())


def packed(meeting: Meeting) -> bytes:
    """The bytes of the zip; RenderError when a paper cannot be made."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in _files(meeting).items():
            archive.writestr(zipfile.ZipInfo(name, _STAMP), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _files(meeting: Meeting) -> dict[str, bytes]:
    files = {
        "minutes.pdf": _minutes(meeting),
        "agenda.pdf": _agenda(meeting),
        "votes.csv": tables.votes(meeting),
        "resolutions.csv": tables.resolutions(meeting),
        "attendance.csv": tables.attendance(meeting),
    }
    for letter in letters_of(meeting):
        if letter.document is not None and letter.decision and letter.decision.item:
            organization = letter.revision.plan.organization
            name = safe_name(f"{letter.decision.item.number} {organization.short_name} {organization.code}")
            with store.open_(letter.document.sha256) as file:
                files[f"letters/{name}.pdf"] = file.read()
    return files


def safe_name(text: str) -> str:
    """A name of a file that every system takes: letters, figures, dots, no way out of its folder."""
    return _UNSAFE.sub("-", text).strip(".-")[:LONGEST_NAME] or "file"


def _minutes(meeting: Meeting) -> bytes:
    minutes = meeting.papers.filter(kind=MeetingPaper.Kind.MINUTES).select_related("document").first()
    if minutes is not None and minutes.document is not None:
        with store.open_(minutes.document.sha256) as file:
            return file.read()
    if minutes is None:
        minutes = MeetingPaper(meeting=meeting, kind=MeetingPaper.Kind.MINUTES, text=written(meeting))
    made = minutes_as_paper(minutes, paper.Draft(today()))
    return render_pdf_isolated(compose(made), title=made.title).pdf


def agenda_as_paper(meeting: Meeting) -> paper.Paper:
    """The agenda as it stands; it is sent as it is printed, so it is not called a draft."""
    items = list(meeting.items.select_related("block"))
    return agenda_paper(meeting, items, paper.Draft(today(), word="", notice=agenda_title(meeting)))


def _agenda(meeting: Meeting) -> bytes:
    made = agenda_as_paper(meeting)
    return render_pdf_isolated(compose(made), title=made.title).pdf
