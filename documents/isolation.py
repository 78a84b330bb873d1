"""Runs a rendering where it can do no harm: a child process of its own, limited, and killed when late.

The children are forked from a small server process that has imported the engine and nothing of ours
(no settings, no database connection): they start warm, and whatever threads and locks the
web process has cannot reach them.
"""

import multiprocessing
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext

from documents.render import Job, Limits, Reason, Rendered, RenderError, render

KILL_GRACE_SECONDS = 5
Answer = tuple[Rendered | None, Reason | None, str]


def run(job: Job, limits: Limits) -> Rendered:
    """Render the job in a child; raises ``RenderError``, also when the child dies or is late."""
    context = _context()
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_child, args=(theirs, job, limits), daemon=True)
    child.start()
    theirs.close()
    try:
        rendered, reason, detail = _answer(ours, limits.wall_seconds)
    finally:
        ours.close()
        child.kill()
        child.join(KILL_GRACE_SECONDS)
    if rendered is None:
        raise RenderError(reason or "broken", detail)
    return rendered


def _context() -> ForkServerContext | SpawnContext:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["documents.preload"])
    return context


def _answer(pipe: Connection, seconds: float) -> Answer:
    if not pipe.poll(seconds):
        return None, "time", f"no answer in {seconds} s"
    try:
        answer: Answer = pipe.recv()
    except EOFError:  # killed by a limit of processor time, or by the system for want of memory
        return None, "memory", "the rendering process ended without an answer"
    return answer


def _child(pipe: Connection, job: Job, limits: Limits) -> None:
    _limit(limits)
    answer: Answer
    try:
        answer = render(job), None, ""
    except RenderError as error:
        answer = None, error.reason, error.detail
    except MemoryError:
        answer = None, "memory", ""
    except Exception as error:  # the parent must learn of anything that went wrong here
        answer = None, "broken", repr(error)
    pipe.send(answer)
    pipe.close()


def _limit(limits: Limits) -> None:
    try:
        import resource
    except ImportError:  # a system without these limits still has the limit of time
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + KILL_GRACE_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
