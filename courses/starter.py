"""The starter library that comes with the system: example courses and rates, loaded by code and never forced.

A row that the centre has changed on its page (version above one, or no example any more) is the centre's: loading
leaves it as it is. Rows that the file no longer has stay, for plans may name them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from django.core.exceptions import ValidationError

from courses.edit import Keys, write_course, write_rate
from courses.models import CostRate, Course
from courses.records import CourseRecord, RateRecord, rate_record, read_course, read_rate, record_of, written
from organizations.load import Changes, LoadError

STARTER = Path(__file__).parent / "catalogs" / "library.json"
Row = TypeVar("Row", CostRate, Course)
Record = TypeVar("Record", CourseRecord, RateRecord)


def load_library(path: Path = STARTER) -> list[Changes]:
    """Bring untouched examples of the national library into agreement with the file; LoadError names a wrong entry."""
    try:
        content = json.loads(path.read_text("utf-8"))
        rates, courses = content["rates"], content["courses"]
    except (OSError, ValueError, KeyError) as error:
        raise LoadError(f"{path.name}: {error}") from error
    done = _load(path, rates, read_rate, CostRate.objects.filter(organization=None), rate_record, write_rate)
    keys = Keys(None)
    stored = Course.objects.filter(organization=None).with_details()
    return [
        done,
        _load(
            path, courses, read_course, stored, record_of, lambda row, record: write_course(row, record, keys)
        ),
    ]


def _load(
    path: Path,
    entries: Sequence[dict[str, Any]],
    read: Callable[[dict[str, Any]], Record],
    stored: Any,
    recorded: Callable[[Row], Record],
    write: Callable[[Row, Record], None],
) -> Changes:
    known: dict[str, Row] = {row.code: row for row in stored}
    counts = {"new": 0, "changed": 0, "unchanged": 0}
    for entry in entries:
        try:
            record = read(entry)
            row = known.get(record.code)
            if row is None:
                write(stored.model(), record)
                counts["new"] += 1
            elif row.version > 1 or not row.is_example or recorded(row) == record:
                counts["unchanged"] += 1
            else:
                write(row, record)
                counts["changed"] += 1
        except (KeyError, TypeError, ValueError, ValidationError) as error:
            raise LoadError(f"{path.name} {entry.get('code', '')}: {error}") from error
    return Changes(f"library.{stored.model._meta.model_name}", **counts)


def exported_library() -> dict[str, list[dict[str, Any]]]:
    """The national library of the database in the form of its file."""
    rates = CostRate.objects.filter(organization=None).order_by("code")
    courses = Course.objects.filter(organization=None).with_details().order_by("code")
    return {
        "rates": [written(rate_record(rate)) for rate in rates],
        "courses": [written(record_of(course)) for course in courses],
    }
