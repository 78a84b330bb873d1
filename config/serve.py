"""Web server and background worker as one foreground process: what ``make run`` starts.

Ctrl-C (or SIGTERM) stops both, the worker after the task in its hands. A worker that dies is started again;
when the web server ends, so does everything. Each child asks the kernel to be stopped if this process is killed.
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time

WEB = [sys.executable, "-m", "gunicorn", "-c", "python:config.gunicorn", "config.wsgi"]
WORKER = [sys.executable, "-m", "config.worker"]
PATIENCE = 30  # seconds for a graceful end
LONGEST_PAUSE = 30  # seconds between two starts of a worker that keeps dying
SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


def die_with_parent() -> None:
    """In a new child: be sent SIGTERM when the parent is gone, however it went."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)


def start(command: list[str]) -> subprocess.Popen:
    """Start a child that gets its signals from us, not from the terminal."""
    return subprocess.Popen(  # noqa: S603 - the commands are the constants above
        command, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=die_with_parent
    )


def stop(*children: subprocess.Popen) -> None:
    """Ask all to end, wait for them together, kill who stays."""
    deadline = time.monotonic() + PATIENCE
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


class RestartedWorker:
    """The worker process; started again when it ends, each time after a longer pause if it ends at once."""

    def __init__(self) -> None:
        self.child = start(WORKER)
        self.started = time.monotonic()
        self.pause = 1.0

    def look_after(self) -> None:
        """Start again when it ended and the pause is over."""
        if self.child.poll() is None:
            return
        age = time.monotonic() - self.started
        if age > 2 * LONGEST_PAUSE:
            self.pause = 1.0
        if age >= self.pause:
            self.child = start(WORKER)
            self.started = time.monotonic()
            self.pause = min(2 * self.pause, LONGEST_PAUSE)


def is_free(host: str, port: int) -> bool:
    """Whether nobody else listens at the address."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def main() -> int:
    """Run until told to stop, or until the web server ends by itself; return the exit status."""
    os.umask(0o077)  # database and papers are for the account that runs the service
    port = int(os.environ.get("PORT", "8000"))
    if not is_free(os.environ.get("HOST", "127.0.0.1"), port):
        print(
            f"พอร์ต {port} มีโปรแกรมอื่นใช้อยู่ โปรดเลือกพอร์ตอื่น เช่น PORT={port + 1} make run\n"
            f"  Port {port} is in use. Choose another, for example PORT={port + 1} make run",
            file=sys.stderr,
        )
        return 1
    told_to_stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: told_to_stop.set())
    web = start(WEB)
    worker = RestartedWorker()
    while not told_to_stop.wait(0.5) and web.poll() is None:
        worker.look_after()
    ended_by_itself = web.poll()
    stop(web, worker.child)
    return ended_by_itself or 0


if __name__ == "__main__":
    sys.exit(main())
