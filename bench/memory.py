"""Watches the memory and the work of a process and of all that it started, from outside and seldom enough not to slow it."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from types import TracebackType

EVERY_SECONDS = 0.1
MEBIBYTE_IN_KIB = 1024


class Watch:
    """While it is entered: the most that one process held and all held together, in MiB, and the processor's seconds.

    Other work on the machine makes everything take longer, but hardly changes what the processor does for us. What processes share is counted for each in its share (PSS), so that forked workers are not counted twice.
    """

    def __init__(self, root: int) -> None:
        self.root, self.one, self.all = root, 0, 0
        self.began, self.ended = 0.0, 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Watch:
        self.began = self.ended = sum(map(_worked, _tree(self.root)))
        self._thread.start()
        return self

    @property
    def cpu(self) -> float:
        """Seconds of processor time since it was entered."""
        return self.ended - self.began

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(EVERY_SECONDS):
            tree = _tree(self.root)
            held = [_held(pid) for pid in tree]
            self.ended = max(self.ended, sum(map(_worked, tree)))
            self.one = max([self.one, *held])
            self.all = max(self.all, sum(held))


def _tree(root: int) -> list[int]:
    found = [root]
    for pid in found:  # grows while it is walked
        for task in Path(f"/proc/{pid}/task").glob("*"):
            try:
                found += [int(child) for child in (task / "children").read_text().split()]
            except OSError:  # it has ended
                continue
    return found


def _held(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) // MEBIBYTE_IN_KIB
    except OSError:  # it has ended
        return 0
    return 0


def _worked(pid: int) -> float:
    """Its seconds of processor time and those of its children that have ended."""
    try:
        facts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, facts[11:15])) / os.sysconf("SC_CLK_TCK")
