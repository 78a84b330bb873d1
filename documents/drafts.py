"""PDFs that are not issued: made away from the request and kept for a day under the hash of what they say.

A draft is asked for by the HTML of its paper: the same content is the same file and is made once, and of changed
content only the parts that changed. What a draft
is about (its subject, such as one revision of a plan) has a folder of its own, so that whoever may not read the
one finds nothing of the other. Whoever offers a draft decides who may read its subject.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import tempfile
import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django_tasks import task

from documents.compose import compose
from documents.paper import Paper
from documents.parts.make import render_paper
from documents.render import RenderError

log = logging.getLogger(__name__)

KEY = re.compile(r"[0-9a-f]{64}")
SUBJECT = re.compile(r"[a-z]+(-[0-9]+)+")
KEPT_SECONDS = 24 * 60 * 60
LATE_SECONDS = 10 * 60  #: what is not made by then is asked for again
ASKED, READY, FAILED = "html", "pdf", "error"
STEPS = "steps"  #: how many of its parts are done


class Steps(NamedTuple):
    """Parts that are done, of how many."""

    done: int
    total: int


class Progress(StrEnum):
    """How far a draft is."""

    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"
    GONE = "gone"


@dataclass(frozen=True)
class Draft:
    """The files of one draft of one subject (``plan-12``); ValueError for a key that is no hash."""

    subject: str
    key: str

    def __post_init__(self) -> None:
        if not SUBJECT.fullmatch(self.subject):
            raise ValueError(f"not a subject of drafts: {self.subject!r}")
        if not KEY.fullmatch(self.key):
            raise ValueError(f"not a key of a draft: {self.key!r}")

    def path(self, kind: str) -> Path:
        """Where one of its files lies."""
        return folder() / self.subject / f"{self.key}.{kind}"

    @property
    def progress(self) -> Progress:
        """Asked, made, failed, or no longer kept."""
        if self.path(READY).exists():
            return Progress.READY
        if self.path(FAILED).exists():
            return Progress.FAILED
        return Progress.WAITING if self.path(ASKED).exists() else Progress.GONE

    @property
    def steps(self) -> Steps | None:
        """How much of it is done; None before it is begun."""
        try:
            done, total = self.path(STEPS).read_text("ascii").split()
            return Steps(int(done), int(total))
        except (FileNotFoundError, ValueError):
            return None

    def tell(self, done: int, total: int) -> None:
        """Let whoever waits know how much of it is done."""
        self.write(STEPS, f"{done} {total}".encode())

    @property
    def failure(self) -> str:
        """Why it could not be made, for people."""
        return self.path(FAILED).read_text("utf-8")

    def write(self, kind: str, data: bytes) -> None:
        """Put a file in place in one step: a reader meets the whole of it or nothing."""
        target = self.path(kind)
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".new-")  # two may write at once
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(temporary, target)


def folder() -> Path:
    """Where drafts lie until they are a day old."""
    return Path(settings.MEDIA_ROOT) / "drafts"


def request_draft(subject: str, paper: Paper) -> Draft:
    """The draft of a paper as it is now; it is made in the background unless it was asked for before."""
    forget_old()
    draft, html = _draft_of(subject, paper)
    if draft.progress in (Progress.GONE, Progress.FAILED) or _is_late(draft):
        for kind in (FAILED, STEPS):
            draft.path(kind).unlink(missing_ok=True)
        draft.write(ASKED, html)
        make_draft.enqueue(subject, draft.key, paper.title)
    return draft


def made_pdf(subject: str, paper: Paper) -> bytes | None:
    """The PDF of a paper as it is now, where somebody had it made within the day."""
    if not any((folder() / subject).glob(f"*.{READY}")):
        return None  # without composing the paper
    draft, _html = _draft_of(subject, paper)
    return draft.path(READY).read_bytes() if draft.progress == Progress.READY else None


def _draft_of(subject: str, paper: Paper) -> tuple[Draft, bytes]:
    html = compose(paper).encode()
    return Draft(subject, hashlib.sha256(html).hexdigest()), html


def _is_late(draft: Draft) -> bool:
    if draft.progress != Progress.WAITING:
        return False
    return time.time() - draft.path(ASKED).stat().st_mtime > LATE_SECONDS


@task()
def make_draft(subject: str, key: str, title: str) -> None:
    """Background task: the PDF of a draft that was asked for; doing it twice is harmless."""
    draft = Draft(subject, key)
    if draft.progress != Progress.WAITING:
        return
    try:
        rendered = render_paper(draft.path(ASKED).read_text("utf-8"), title=title, tell=draft.tell)
    except RenderError as error:
        log.warning("draft of %s: %s %s", subject, error.reason, error.detail)
        draft.write(FAILED, str(error).encode())
        return
    except Exception as error:  # whoever waits must learn of anything that went wrong here
        log.exception("draft of %s", subject)
        draft.write(FAILED, str(RenderError("broken", repr(error))).encode())
        return
    draft.write(READY, rendered.pdf)


def forget_old() -> None:
    """Remove the files of drafts that are older than a day."""
    limit = time.time() - KEPT_SECONDS
    for path in folder().glob("*/*"):
        try:
            if path.stat().st_mtime < limit:
                path.unlink(missing_ok=True)
        except FileNotFoundError:  # somebody else was first
            continue
