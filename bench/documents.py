"""``make bench-documents``: how long a draft of 25, 55, 150 and 640 pages takes, with us and with others, in one run.

Prints a table, and the same as JSON lines. Every way is measured in a process of its own, one after the other, in
the order of the table; seconds are the median of the repetitions, cpu is what the processors
worked for one of them, memory is the most that one process and all processes held together. The first line says what else the machine had to do.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.memory import Watch

PLACE = Path(__file__).resolve().parent.parent
NAMES = {
    "parts_first": "ours, first time",
    "parts_first_one": "ours, first time, one worker",
    "parts_changed": "ours, one paragraph changed",
    "parts_announced": "ours as announced, first time",
    "parts_announced_kept": "ours as announced, after a draft",
    "ours_whole": "ours announced in one piece",
    "weasyprint": "WeasyPrint as delivered, warm",
    "chromium": "Chromium, warm",
    "libreoffice": "LibreOffice, from HTML",
}
#: Repetitions by pages: long ones are steady enough.
TIMES = {25: 7, 55: 7, 150: 5, 640: 3}
SLOW = {"weasyprint", "ours_whole"}  #: measured once at the greatest length


def measure(way: str, pages: int, times: int) -> dict:
    """One way at one length."""
    var = tempfile.mkdtemp(prefix="phatthana-bench-")
    command = [sys.executable, "-m", "bench.makers", way, str(pages), str(times)]
    environment = {**os.environ, "VAR_DIR": var, "SECRET_KEY": "bench", "PYTHONHASHSEED": "0"}
    try:
        with subprocess.Popen(  # noqa: S603 - our own interpreter and constants
            command, cwd=PLACE, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as child:
            first = child.stdout.readline() if child.stdout else ""
            with Watch(child.pid) as watch:
                rest = child.stdout.read() if child.stdout else ""
        lines = [line for line in (first, *rest.splitlines()) if line.startswith("{")]
        if not lines:
            return {"way": way, "asked": pages, "absent": "failed"}
        result = json.loads(lines[-1])
        return {
            **result,
            "asked": pages,
            "cpu": round(watch.cpu / times, 2),
            "memory_one": watch.one,
            "memory_all": watch.all,
        }
    finally:
        shutil.rmtree(var, ignore_errors=True)


def row(result: dict) -> str:
    """A line of the table."""
    name = f"{NAMES[result['way']]:34}"
    if "absent" in result:
        return f"{result['asked']:>5}  {name}  {result['absent']}"
    seconds = statistics.median(result["seconds"])
    return (
        f"{result['asked']:>5}  {name}{result['pages']:>6}{seconds:>9.2f}{seconds / result['pages'] * 1000:>9.1f}{result['cpu']:>7.2f}"
        f"{result['memory_one']:>9}{result['memory_all']:>9}{result['bytes'] // 1024:>9}"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, nargs="*", default=list(TIMES), choices=list(TIMES))
    parser.add_argument("--ways", nargs="*", default=list(NAMES), choices=list(NAMES))
    options = parser.parse_args()
    print(f"{os.cpu_count()} processors; load before: {os.getloadavg()[0]:.2f} (quiet: below 0.2)")
    print(
        f"{'asked':>5}  {'way':34}{'pages':>6}{'seconds':>9}{'ms/page':>9}{'cpu':>7}{'MiB one':>9}{'MiB all':>9}{'KiB PDF':>9}"
    )
    results = []
    for pages in options.pages:
        for way in options.ways:
            times = 1 if pages == max(TIMES) and way in SLOW else TIMES[pages]
            results.append(measure(way, pages, times))
            print(row(results[-1]), flush=True)
    print(f"load after: {os.getloadavg()[0]:.2f}\n")
    for result in results:
        print(json.dumps(result, ensure_ascii=False))


if __name__ == "__main__":
    main()
