"""What goes wrong around the workers stops no paper: late starts, old code, foreign files, processes that ended."""

import os
import time
from multiprocessing import Pipe
from pathlib import Path
from threading import Thread
from types import SimpleNamespace

import pytest

from documents import isolation
from documents.parts import held, kept, make, workers
from documents.parts.engine import Order, Part
from documents.parts.workers import Pool, Unavailable, Worker
from documents.render import RenderError, asset_table

FOR_EVER = 1e9
PART = Part(pdf=b"%PDF", sheets=[], anchors={}, bookmarks=[])


@pytest.fixture
def pool():
    made = Pool(asset_table(), size=1)
    yield made
    made.end()


class Process:
    """A process that hangs or has ended, without being one."""

    pid = 12345

    def __init__(self, *, alive=True):
        self.alive = alive

    def is_alive(self):
        return self.alive

    def kill(self):
        self.alive = False

    def join(self, _seconds):
        pass


def mute(seconds: float) -> Worker:
    """A worker that never says that it is ready, and may take so long for it."""
    worker = Worker.__new__(Worker)
    worker.pipe, worker.theirs = Pipe()
    worker.process, worker.place = Process(), "/nonexistent"
    worker.job, worker.lost, worker.versions = None, False, None
    worker.deadline = time.monotonic() + seconds
    return worker


@pytest.fixture
def killed(monkeypatch):
    """The groups of processes that were killed; none of them is real."""
    groups = []
    monkeypatch.setattr(workers.os, "killpg", lambda pid, _signal: groups.append(pid))
    return groups


# Workers that do not start -----------------------------------------------------------------------


def test_a_worker_that_hung_at_its_start_is_replaced_by_the_next_draft(pool, killed):
    late = mute(-1)
    pool.workers = [late]
    with pytest.raises(Unavailable):
        pool.versions()
    done = []
    pool.render([Order("<p>ก</p>")], lambda place, part: done.append((place, len(part.sheets))))
    assert done == [(0, 1)]
    assert late not in pool.workers

    hanging = mute(FOR_EVER)  # beside a warm one it is not waited for
    pool.size, pool.workers = 2, [hanging, *pool.workers]
    pool.render([Order("<p>ก</p>"), Order("<p>ข</p>")], lambda place, part: done.append((place, 1)))
    assert sorted(done) == [(0, 1), (0, 1), (1, 1)]
    assert hanging in pool.workers


def test_a_worker_of_other_code_than_the_asker_does_not_begin(monkeypatch):
    monkeypatch.setattr(held, "CODE", "of the version before")
    older = Pool(asset_table(), size=1)
    try:
        with pytest.raises(Unavailable):
            older.versions()
    finally:
        older.end()


def test_what_cannot_be_started_leaves_nothing_behind(monkeypatch, tmp_path):
    ends = []

    def pipe():
        ends.extend(Pipe())
        return ends

    def refuse():
        raise OSError("no more processes")

    context = SimpleNamespace(Pipe=pipe, Process=lambda **_how: SimpleNamespace(start=refuse))
    monkeypatch.setattr(isolation, "context", lambda: context)
    monkeypatch.setattr(workers.tempfile, "tempdir", str(tmp_path))
    with pytest.raises(Unavailable):
        Pool({}, size=1).warm()
    assert list(tmp_path.iterdir()) == []
    assert [end.closed for end in ends] == [True, True]


# What they hold ------------------------------------------------------------------------------------


def test_another_style_on_the_disk_makes_new_workers(monkeypatch, tmp_path):
    style = tmp_path / "paper.css"
    style.write_text("p { color: black }")
    monkeypatch.setattr(workers, "asset_table", lambda: {"asset:/paper.css": style})
    monkeypatch.setattr(workers, "_pool", None)
    first = workers.pool()
    assert workers.pool() is first
    style.write_text("p { color: green }")
    second = workers.pool()
    assert second is not first
    assert second.state != first.state
    style.unlink()
    with pytest.raises(Unavailable):
        workers.pool()


def test_our_code_and_each_asset_are_part_of_what_is_held(monkeypatch, tmp_path):
    style = tmp_path / "paper.css"
    style.write_text("p { color: black }")
    states = {held.state({}), held.state({"a": style}), held.state({"b": style})}
    monkeypatch.setattr(held, "CODE", "other")
    states.add(held.state({"a": style}))
    assert len(states) == 4
    assert all((held.OURS / name).is_file() for name in held.MODULES)


# Their end -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("alive", [True, False])
def test_only_a_process_that_lives_is_killed_with_its_group(killed, alive):
    worker = mute(0)
    worker.process = Process(alive=alive)
    worker.end()
    assert killed == ([Process.pid] if alive else [])
    assert worker.pipe.closed


def test_workers_are_stopped_between_two_drafts_and_at_the_end_of_the_process_at_once():
    pool = Pool({}, size=1)
    free = []

    def ask():
        has_turn = pool.turn.acquire(blocking=False)
        free.append(has_turn)
        if has_turn:
            pool.turn.release()

    def in_another_thread(work):
        thread = Thread(target=work)
        thread.start()
        thread.join()

    pool.workers = [SimpleNamespace(end=lambda: in_another_thread(ask))]
    pool.end()
    in_another_thread(ask)
    assert free == [False, True]

    pool.workers = [SimpleNamespace(end=lambda: None)]
    with pool.turn:  # a draft that is being made
        in_another_thread(lambda: pool.end(0))
    assert pool.workers == []


# What is kept ----------------------------------------------------------------------------------------


def test_parts_that_cannot_be_read_kept_or_removed_stop_nothing(settings, tmp_path, monkeypatch, caplog):
    settings.MEDIA_ROOT = tmp_path
    kept.put("a" * 64, PART)
    assert kept.get("a" * 64) == PART
    (kept.folder() / "bb" / ("b" * 64)).mkdir(parents=True)
    assert kept.get("b" * 64) is None
    (kept.folder() / "cc").write_bytes(b"")
    kept.put("c" * 64, PART)
    kept.put("b" * 64, PART)
    assert [path.name for path in kept.folder().glob("bb/.new-*")] == []

    def refuse(*_of, **_how):
        raise PermissionError

    monkeypatch.setattr(os, "utime", refuse)
    assert kept.get("a" * 64) == PART
    monkeypatch.setattr(Path, "unlink", refuse)
    assert kept.trim(0) == 0
    assert "not kept" in caplog.text
    assert "could not be removed" in caplog.text


# One way for drafts and announced papers --------------------------------------------------------------


@pytest.mark.parametrize(("is_archival", "variant"), [(False, "pdf/ua-1"), (True, "pdf/a-3a")])
def test_without_workers_a_paper_is_made_in_one_piece(monkeypatch, is_archival, variant):
    def none(*_of, **_how):
        raise Unavailable("broken", "no workers")

    monkeypatch.setattr(make, "render_in_parts", none)
    monkeypatch.setattr(make, "render_pdf_isolated", lambda html, **how: (html, how))
    made = make.render_paper("<p>", title="แผน", is_archival=is_archival)
    assert made == ("<p>", {"title": "แผน", "attachments": (), "variant": variant})


def test_a_paper_that_cannot_be_made_at_all_is_not_tried_in_one_piece(monkeypatch):
    def fails(*_of, **_how):
        raise RenderError("letters", "x")

    monkeypatch.setattr(make, "render_in_parts", fails)
    with pytest.raises(RenderError, match="ตัวอักษร"):
        make.render_paper("<p>", title="แผน")
