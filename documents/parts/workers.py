"""Warm processes that render parts, in children that inherit the warmth and take the risk.

A worker holds the engine with style and typefaces read. When there is work it forks: the child starts at once, has
limits of memory and processor time, renders one part after the other as long as they come, and gives all its memory
back when it ends. (A child for each part would spend two fifths of its time on getting fresh memory.) A child that
dies of a limit takes its worker with it, and a worker that is late is killed with its child; another takes the place
when there is work again.
Workers come from the same small server process as those of ``documents.isolation``: they have no settings and no
database, and end when the process that asked for them ends.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from multiprocessing.connection import Connection, wait
from pathlib import Path

from documents import isolation
from documents.parts import held
from documents.parts.engine import Engine, Order, Part, versions
from documents.render import Limits, RenderError, asset_table

MOST_WORKERS = 4
START_SECONDS = 60
EXIT_SECONDS = 5  #: for a part in another thread when the process ends
LINGER_SECONDS = 2.0  #: a child waits for the next part of its draft
GARBAGE_BYTES = 96 << 20  #: what finished parts may leave behind before it is looked through
PART_LIMITS = Limits(memory_bytes=2 << 30, cpu_seconds=120, wall_seconds=180)
SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


class Unavailable(RenderError):
    """There are no workers, or their parts cannot be joined; the paper may still be made in one piece."""


class Worker:
    """One warm process and the pipe to it."""

    def __init__(self, assets: Mapping[str, Path], limits: Limits, state: str) -> None:
        context = isolation.context()
        self.pipe, theirs = context.Pipe()
        self.place = tempfile.mkdtemp(prefix="phatthana-parts-")  # of its copies of style and typefaces
        try:
            self.process = context.Process(
                target=_serve, args=(theirs, dict(assets), limits, self.place, state), daemon=True
            )
            self.process.start()
        except BaseException:
            self.pipe.close()
            shutil.rmtree(self.place, ignore_errors=True)
            raise
        finally:
            theirs.close()
        self.limits = limits
        self.job: int | None = None  # place of the order in its hands
        self.lost = False  # it has ended, or will in a moment
        self.deadline = time.monotonic() + START_SECONDS
        self.versions: dict[str, str] | None = None

    def is_warm(self) -> bool:
        """Whether it has said what it renders with; one that ended or is late instead is lost."""
        if self.versions is None and not self.lost:
            try:
                if self.pipe.poll():
                    self.versions = self.pipe.recv()
                else:
                    self.lost = time.monotonic() >= self.deadline
            except (EOFError, OSError):
                self.lost = True
        return self.versions is not None and not self.lost

    def begin(self, job: int, order: Order) -> bool:
        """Hand it one part; tell whether it was there to take it."""
        try:
            self.pipe.send(order)
        except OSError:
            self.lost = True
            return False
        self.job, self.deadline = job, time.monotonic() + self.limits.wall_seconds
        return True

    def answer(self) -> Part:
        """The part that it has made; raises ``RenderError``, also when it has died."""
        self.job = None
        try:
            answer = self.pipe.recv()
        except (EOFError, OSError) as error:  # killed by a limit, or by the system for want of memory
            self.lost = True
            raise RenderError("memory", "the process ended without an answer") from error
        if isinstance(answer, RenderError):
            raise answer
        return answer

    def end(self) -> None:
        """Stop it and the child that it may have."""
        pid = self.process.pid
        if pid is not None and self.process.is_alive():  # the number of one that ended may be somebody else's
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)  # its child too, if it leads a group yet
        self.process.kill()
        self.process.join(isolation.KILL_GRACE_SECONDS)
        self.pipe.close()
        shutil.rmtree(self.place, ignore_errors=True)


class Pool:
    """As many workers as there are processors; they start when they are needed and stay."""

    def __init__(
        self, assets: Mapping[str, Path], *, size: int | None = None, limits: Limits = PART_LIMITS
    ) -> None:
        self.assets, self.limits = dict(assets), limits
        self.state = held.state(self.assets)  # of all its workers, now and later
        self.size = size or min(_processors(), MOST_WORKERS)
        self.workers: list[Worker] = []
        self.turn = threading.RLock()  # threads render one after the other: an answer must reach who asked

    def warm(self) -> None:
        """Start the workers without waiting for them, so that the first draft finds them ready."""
        with self.turn:
            self._ready()

    def versions(self) -> dict[str, str]:
        """The versions of what renders, ours with it; raises ``Unavailable``."""
        with self.turn:
            return {**(self._warm()[0].versions or {}), "held": self.state}

    def render(self, orders: Sequence[Order], done: Callable[[int, Part], None]) -> None:
        """Render all, the longest first, and tell of each as it is done; raises ``RenderError`` at the first failure."""
        with self.turn:
            self._render(orders, done)

    def _render(self, orders: Sequence[Order], done: Callable[[int, Part], None]) -> None:
        todo = sorted(range(len(orders)), key=lambda place: len(orders[place].html))
        try:
            while todo or any(worker.job is not None for worker in self.workers):
                for worker in self._warm() if todo else ():
                    if worker.job is None and todo and worker.begin(todo[-1], orders[todo[-1]]):
                        todo.pop()
                for worker in self._answering():
                    place, part = worker.job, worker.answer()
                    if place is not None:
                        done(place, part)
        except BaseException:
            self._replace(worker for worker in self.workers if worker.job is not None)
            raise

    def end(self, seconds: float = -1) -> None:
        """Stop all workers, when the part of another thread is done or so many seconds are over."""
        has_turn = self.turn.acquire(timeout=seconds)
        try:
            while self.workers:
                self.workers.pop().end()
        finally:
            if has_turn:
                self.turn.release()

    def _ready(self) -> list[Worker]:
        """All workers, the dead replaced; the end of one that is busy is an answer that has still to be heard.

        Raises ``Unavailable`` where the system gives no processes.
        """
        self._replace(
            worker
            for worker in self.workers
            if worker.job is None and (worker.lost or not worker.process.is_alive())
        )
        try:
            while len(self.workers) < self.size:
                self.workers.append(Worker(self.assets, self.limits, self.state))
        except (OSError, EOFError) as error:
            raise Unavailable("broken", f"no rendering worker: {error}") from error
        return self.workers

    def _warm(self) -> list[Worker]:
        """The workers that have started, at least one: a late one keeps nobody waiting. Raises ``Unavailable``."""
        workers = self._ready()
        while not (warm := [worker for worker in workers if worker.is_warm()]):
            starting = [worker for worker in workers if not worker.lost]
            if not starting:
                raise Unavailable("broken", "no rendering worker started, or the program was changed since")
            soonest = min(worker.deadline for worker in starting)
            wait([worker.pipe for worker in starting], max(0.0, soonest - time.monotonic()))
        return warm

    def _answering(self) -> list[Worker]:
        """Wait for busy workers; those that have something to say."""
        busy = {worker.pipe: worker for worker in self.workers if worker.job is not None}
        if not busy:  # all were lost between two drafts
            return []
        soonest = min(worker.deadline for worker in busy.values())
        found = wait(list(busy), max(0.0, soonest - time.monotonic()))
        if not found:
            raise RenderError("time", f"a part took longer than {self.limits.wall_seconds} s")
        return [busy[pipe] for pipe in found if isinstance(pipe, Connection)]

    def _replace(self, workers: Iterable[Worker]) -> None:
        """Stop workers; others take their places when there is work."""
        for worker in list(workers):
            self.workers.remove(worker)
            worker.end()


_pool: Pool | None = None
_pool_is_made = threading.Lock()


def pool() -> Pool:
    """The workers of this process, for the assets of its settings as they are now; raises ``Unavailable``."""
    global _pool
    assets = asset_table()
    with _pool_is_made:
        try:
            if _pool is None or _pool.assets != assets or _pool.state != held.state(assets):
                end()
                _pool = Pool(assets)
        except OSError as error:
            raise Unavailable("broken", f"no style or typefaces: {error}") from error
        return _pool


def end(seconds: float = -1) -> None:
    """Stop the workers of this process."""
    global _pool
    if _pool is not None:
        _pool.end(seconds)
        _pool = None


atexit.register(end, EXIT_SECONDS)


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


# In the worker -----------------------------------------------------------------------------------


def _serve(pipe: Connection, assets: Mapping[str, Path], limits: Limits, place: str, state: str) -> None:
    """Read style and typefaces once, then have a child render what is asked for.

    Nothing where what it holds is not what the asker holds, or its code was exchanged while it was read.
    """
    os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    tempfile.tempdir = place
    gc.disable()
    try:
        own = _copied(assets, Path(place))
        engine = Engine(own)
        if held.state(own) != state or held.code() != held.CODE:
            return
        gc.collect()
        gc.freeze()
        pipe.send(versions())
        while pipe.poll(None):
            child = os.fork()
            if child == 0:
                _work(pipe, engine, limits)
            if os.waitpid(child, 0)[1]:
                return  # nobody asks any more, or half an answer was sent: the pipe is closed
    finally:
        shutil.rmtree(place, ignore_errors=True)  # whoever asked may not have lived to do it


def _copied(assets: Mapping[str, Path], place: Path) -> dict[str, Path]:
    """Copies that nobody exchanges while they are in use."""
    copies = {
        address: place / f"{number}-{path.name}" for number, (address, path) in enumerate(assets.items())
    }
    for address, copy in copies.items():
        shutil.copyfile(assets[address], copy)
    return copies


def _work(pipe: Connection, engine: Engine, limits: Limits) -> None:
    """In a child: an answer for each order, the end when there are no more for a while."""
    status = 1
    try:
        _die_with_parent()
        isolation.limit_memory(limits)
        began = _resident()
        while pipe.poll(LINGER_SECONDS):
            order = pipe.recv()
            _limit_time(limits)
            pipe.send(_answered(engine, order))
            if _resident() > began + GARBAGE_BYTES:
                gc.collect()
        status = 0
    finally:  # nobody asks any more: EOFError, and the end of the worker too
        os._exit(status)


def _answered(engine: Engine, order: Order) -> Part | RenderError:
    try:
        return engine.render(order)
    except RenderError as error:
        return error
    except Exception as error:  # the asker must learn of anything that went wrong here
        return RenderError("broken", repr(error))


def _resident() -> int:
    """Bytes of memory that this process holds; 0 where that is not told."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _limit_time(limits: Limits) -> None:
    """So much processor time from now."""
    import resource

    most = int(time.process_time()) + limits.cpu_seconds
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))


def _die_with_parent() -> None:
    import ctypes
    import sys

    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
