"""Runs work on foreign or heavy data where it can do no harm: a child process of its own, limited, and killed when late.

The children are forked from a small server process that has imported the engine of papers and nothing of
ours (no settings, no database connection): they start warm, and whatever threads and locks the web process
has cannot reach them.
"""

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from typing import Literal, TypeVar

from documents.render import Job, Limits, Rendered, RenderError, render

KILL_GRACE_SECONDS = 5
Argument = TypeVar("Argument")
Result = TypeVar("Result")
Cause = Literal["memory", "time", "broken"]


class Stopped(Exception):
    """The child gave no result: it was late, died of a limit, or failed; ``detail`` is for the log."""

    def __init__(self, reason: Cause, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason: Cause = reason
        self.detail = detail


def run(job: Job, limits: Limits) -> Rendered:
    """Render the job in a child; raises ``RenderError``, also when the child dies or is late."""
    try:
        rendered = call(_rendered, job, limits)
    except Stopped as stopped:
        raise RenderError(stopped.reason, stopped.detail) from stopped
    if isinstance(rendered, RenderError):
        raise rendered
    return rendered


def call(work: Callable[[Argument], Result], argument: Argument, limits: Limits) -> Result:
    """``work(argument)`` in a child; both and the result must be picklable. Raises ``Stopped``."""
    method = context()
    ours, theirs = method.Pipe(duplex=False)
    child = method.Process(target=_child, args=(theirs, work, argument, limits), daemon=True)
    child.start()
    theirs.close()
    try:
        result, stopped = _answer(ours, limits.wall_seconds)
    finally:
        ours.close()
        child.kill()
        child.join(KILL_GRACE_SECONDS)
    if stopped is not None:
        raise stopped
    return result


def _rendered(job: Job) -> Rendered | RenderError:
    try:
        return render(job)
    except RenderError as error:
        return error


def context() -> ForkServerContext | SpawnContext:
    """How children are started: from a small process that has imported the engine, where the system has such."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    server = multiprocessing.get_context("forkserver")
    server.set_forkserver_preload(["documents.preload"])
    return server


def _answer(pipe: Connection, seconds: float) -> tuple:
    if not pipe.poll(seconds):
        return None, Stopped("time", f"no answer in {seconds} s")
    try:
        return pipe.recv()
    except EOFError:  # killed by a limit of processor time, or by the system for want of memory
        return None, Stopped("memory", "the process ended without an answer")


def _child(pipe: Connection, work: Callable[[Argument], object], argument: Argument, limits: Limits) -> None:
    limit(limits)
    answer: tuple[object, Stopped | None]
    try:
        answer = work(argument), None
    except MemoryError:
        answer = None, Stopped("memory")
    except Exception as error:  # the parent must learn of anything that went wrong here
        answer = None, Stopped("broken", repr(error))
    pipe.send(answer)
    pipe.close()


def limit(limits: Limits) -> None:
    """Limit this process for good."""
    limit_memory(limits)
    try:
        import resource
    except ImportError:  # a system without these limits still has the limit of time
        return
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + KILL_GRACE_SECONDS))


def limit_memory(limits: Limits) -> None:
    """Limit the memory of this process for good; it also leaves no image of it behind."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
