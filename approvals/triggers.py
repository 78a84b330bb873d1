"""The database's own guard: what was decided upon cannot be changed, what happened cannot be taken back.

* events, decisions, snapshots, what the checks found in them, receipts and daily lists are only ever added;
* a text that a province's board published stays as it is;
* the rows of a revision change only while its state allows it;
* an issued paper stays, as it is, save that it may be withdrawn, once;
* an announcement stays, and so does what layers above issue, save that it gets its paper, once;
* voices on a matter, who was away from it and its resolution stay once there is one, and so does who came once the
  meeting is closed.

The triggers are put up after every ``migrate`` (see the command of that name in this app) and not by a
migration: SQLite drops the triggers of a table whenever a later migration rebuilds it, and refuses to rebuild
a table that a trigger of another table names. This way they always are exactly the ones below.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from approvals.models import (
    AgendaItem,
    Announcement,
    Attendee,
    Away,
    Decision,
    Event,
    Meeting,
    MeetingFile,
    Receipt,
    Vote,
)
from documents.models import DailyList, IssuedDocument
from plans.models import (
    ChangeReason,
    CheckReport,
    CommitteeMember,
    CommitteeOrder,
    FindingReason,
    MonitoringItem,
    Project,
    ProjectCost,
    ProjectYear,
    ProvincialText,
    Revision,
    Section,
    Snapshot,
    Target,
    YearBudget,
)
from plans.models.plan import EDITABLE

PREFIX = "phatthana_"
ADDED_ONLY: tuple[type[models.Model], ...] = (
    Event,
    Decision,
    Decision.reasons.through,
    Snapshot,
    CheckReport,
    Receipt,
    DailyList,
)
_ADDED_ABOVE: list[type[models.Model]] = []
_ISSUED_ABOVE: list[type[models.Model]] = []
REVISION_ROWS: tuple[type[models.Model], ...] = (
    Section,
    Target,
    Project,
    CommitteeMember,
    CommitteeOrder,
    MonitoringItem,
    FindingReason,
    YearBudget,
    ChangeReason,
)
PROJECT_ROWS: tuple[type[models.Model], ...] = (
    ProjectYear,
    ProjectCost,
    Project.needs.through,
    Project.methods.through,
    Project.submethods.through,
    Project.groups.through,
)
#: Columns of a revision that are content, too.
REVISION_CONTENT = (
    *("plan_id", "number", "layout", "staffing_first_year", "staffing_last_year", "reason"),
    "takes_current_records",
)

#: Columns of a matter, of a seat and of a meeting that stay after the resolution or after the end.
RESOLUTION = (
    *("meeting_id", "revision_id", "snapshot_id", "outcome", "outcome_note", "explained", "override_reason"),
    *("concluded_at", "concluded_by_id"),
)
SEAT = ("meeting_id", "membership_id", "name", "position", "duty", "has_vote", "acts_for", "presence")
HELD = ("organization_id", "board_id", "number", "year", "held_on", "by_circulation", "stage")

#: Columns of an issued paper that never change.
PAPER = (
    *("code", "kind", "title", "number", "dated_on", "organization_id", "layout", "sha256", "size", "pages"),
    *("issued_at", "issued_by_id", "supersedes_id", "certificate"),
)

OPEN_STATES = ", ".join(f"'{state}'" for state in sorted(EDITABLE))
REVISIONS = Revision._meta.db_table
PROJECTS = Project._meta.db_table


@dataclass(frozen=True)
class Trigger:
    """A trigger before an operation on a table; it refuses when ``refuses`` (SQL) is true, or always."""

    table: str
    operation: str
    message: str
    refuses: str = ""

    @property
    def name(self) -> str:
        """Unique in the database."""
        return f"{PREFIX}{self.table}_{self.operation.lower()}"

    @property
    def sqlite(self) -> str:
        """The statement for SQLite."""
        when = f" WHEN {self.refuses}" if self.refuses else ""
        return (
            f'CREATE TRIGGER "{self.name}" BEFORE {self.operation} ON "{self.table}"{when} '
            f"BEGIN SELECT RAISE(ABORT, '{self.message}'); END"
        )

    @property
    def postgresql(self) -> tuple[str, str]:
        """The function and the trigger for PostgreSQL."""
        row = "OLD" if self.operation == "DELETE" else "NEW"
        refuse = f"RAISE EXCEPTION '{self.message}' USING ERRCODE = 'check_violation';"
        # A share lock on the revision makes writers and a move that freezes it wait for each other.
        locked = self.refuses.replace(" /*lock*/", " FOR SHARE OF r")
        body = f"IF {locked} THEN {refuse} END IF;" if self.refuses else refuse
        function = (
            f'CREATE OR REPLACE FUNCTION "{self.name}"() RETURNS trigger LANGUAGE plpgsql '
            f"AS $$ BEGIN {body} RETURN {row}; END $$"
        )
        trigger = (
            f'CREATE OR REPLACE TRIGGER "{self.name}" BEFORE {self.operation} ON "{self.table}" '
            f'FOR EACH ROW EXECUTE FUNCTION "{self.name}"()'
        )
        return function, trigger


def _closed(row: str, via_project: bool) -> str:
    """SQL: the revision that ``row`` (NEW or OLD) belongs to exists and is not open to change."""
    tables, key = f'"{REVISIONS}" r', f"r.id = {row}.revision_id"
    if via_project:
        tables += f' JOIN "{PROJECTS}" p ON p.revision_id = r.id'
        key = f"p.id = {row}.project_id"
    return f"(SELECT r.state FROM {tables} WHERE {key} /*lock*/) NOT IN ({OPEN_STATES})"  # noqa: S608 our names


def _content_triggers(table: str, via_project: bool) -> list[Trigger]:
    message = f"{table}: the revision is closed to changes"
    old, new = _closed("OLD", via_project), _closed("NEW", via_project)
    owner = "project_id" if via_project else "revision_id"
    moved = f"({old}) OR (NEW.{owner} <> OLD.{owner} AND {new})"
    return [
        Trigger(table, "INSERT", message, new),
        Trigger(table, "UPDATE", message, moved),
        Trigger(table, "DELETE", message, old),
    ]


def _changed(columns: Iterable[str], distinct: str) -> str:
    """SQL: one of these columns gets another value."""
    return " OR ".join(f"NEW.{column} {distinct} OLD.{column}" for column in columns)


def _meeting_triggers(distinct: str) -> list[Trigger]:
    """What was said, resolved and who was there."""
    items, meetings = AgendaItem._meta.db_table, Meeting._meta.db_table
    resolved = f"(SELECT r.outcome FROM \"{items}\" r WHERE r.id = {{row}}.item_id /*lock*/) <> ''"  # noqa: S608
    closed = f"(SELECT r.stage FROM \"{meetings}\" r WHERE r.id = {{row}}.meeting_id /*lock*/) = 'closed'"  # noqa: S608
    rests = (
        f'EXISTS (SELECT 1 FROM "{items}" i WHERE i.meeting_id = OLD.meeting_id '  # noqa: S608
        "AND i.outcome <> '' AND i.revision_id IS NOT NULL)"
    )
    found = []
    for model, column in ((Vote, "item_id"), (Away, "item_id"), (Attendee, "meeting_id")):
        table, final = model._meta.db_table, resolved if column == "item_id" else closed
        old, new = final.format(row="OLD"), final.format(row="NEW")
        changed = _changed(SEAT, distinct) if model is Attendee else "1 = 1"
        message = f"{table}: it is resolved or over"
        found += [
            Trigger(table, "INSERT", message, new),
            Trigger(table, "UPDATE", message, f"({changed}) AND (({old}) OR ({new}))"),
            Trigger(table, "DELETE", message, old),
        ]
    files = MeetingFile._meta.db_table
    found += [
        Trigger(files, operation, f"{files}: a resolution rests on it", rests)
        for operation in ("UPDATE", "DELETE")
    ]
    for table, final, columns in (
        (items, "OLD.outcome <> ''", RESOLUTION),
        (meetings, "OLD.stage = 'closed'", HELD),
    ):
        message = f"{table}: it is resolved or over"
        found += [
            Trigger(table, "UPDATE", message, f"{final} AND ({_changed(columns, distinct)})"),
            Trigger(table, "DELETE", message, final),
        ]
    return found


def _provincial_triggers() -> list[Trigger]:
    table = ProvincialText._meta.db_table
    return [
        Trigger(table, operation, f"{table}: it is published", "OLD.published_at IS NOT NULL")
        for operation in ("UPDATE", "DELETE")
    ]


def _paper_triggers(distinct: str) -> list[Trigger]:
    table = IssuedDocument._meta.db_table
    refuses = f"OLD.withdrawn_at IS NOT NULL OR {_changed(PAPER, distinct)}"
    return [
        Trigger(table, "UPDATE", f"{table}: an issued document cannot be changed", refuses),
        Trigger(table, "DELETE", f"{table}: an issued document cannot be removed"),
    ]


def _final_triggers(model: type[models.Model], distinct: str, final: str = "") -> list[Trigger]:
    """Rows stay as they are (once ``final``, SQL, is true), save that ``document`` is filled in, once."""
    table = model._meta.db_table
    columns = [field.attname for field in model._meta.concrete_fields if field.attname != "document_id"]
    again = f"OLD.document_id IS NOT NULL AND NEW.document_id {distinct} OLD.document_id"
    changed = f"({_changed(columns, distinct)} OR ({again}))"
    refuses = f"{final} AND {changed}" if final else changed
    return [
        Trigger(table, "UPDATE", f"{table}: it is issued", refuses),
        Trigger(table, "DELETE", f"{table}: it is issued", final),
    ]


def _issued_triggers(distinct: str) -> list[Trigger]:
    found = _final_triggers(Announcement, distinct)
    for model in _ISSUED_ABOVE:
        found += _final_triggers(model, distinct, "OLD.issued_at IS NOT NULL")
    return found


def _revision_trigger(distinct: str) -> Trigger:
    changed = _changed(REVISION_CONTENT, distinct)
    refuses = f"OLD.state NOT IN ({OPEN_STATES}) AND ({changed})"
    return Trigger(REVISIONS, "UPDATE", f"{REVISIONS}: the revision is closed to changes", refuses)


def expected(vendor: str) -> list[Trigger]:
    """Every trigger that a database of this kind must have."""
    found = [
        Trigger(model._meta.db_table, operation, f"{model._meta.db_table}: rows are only added")
        for model in (*ADDED_ONLY, *_ADDED_ABOVE)
        for operation in ("UPDATE", "DELETE")
    ]
    for model in REVISION_ROWS:
        found += _content_triggers(model._meta.db_table, via_project=False)
    for model in PROJECT_ROWS:
        found += _content_triggers(model._meta.db_table, via_project=True)
    distinct = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    papers = (*_paper_triggers(distinct), *_issued_triggers(distinct))
    guards = (*_meeting_triggers(distinct), *_provincial_triggers(), *papers)
    return [*found, *guards, _revision_trigger(distinct)]


def present(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Name and statement (SQLite) or body (PostgreSQL) of our triggers in the database."""
    query = (
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s"
        if connection.vendor == "sqlite"
        else "SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE t.tgname LIKE %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [f"{PREFIX}%"])
        return dict(cursor.fetchall())


def only_adds(*tables: type[models.Model]) -> None:
    """Rows of these tables of a layer above are only ever added, too; said when the installation starts."""
    _ADDED_ABOVE.extend(tables)


def stays_once_issued(*tables: type[models.Model]) -> None:
    """Rows with ``issued_at`` and ``document``, of a layer above: issued ones change no more, save for their paper."""
    _ISSUED_ABOVE.extend(tables)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of triggers that the database should have and has not."""
    here = present(connection)
    return [trigger.name for trigger in expected(connection.vendor) if trigger.name not in here]


def put_up(connection: BaseDatabaseWrapper) -> None:
    """Make the database's triggers the expected ones; tables that do not exist (yet) are left out."""
    tables = set(connection.introspection.table_names())
    wanted = [
        trigger for trigger in expected(connection.vendor) if {trigger.table, REVISIONS, PROJECTS} <= tables
    ]
    put = _put_sqlite if connection.vendor == "sqlite" else _put_postgresql
    _in_one_transaction(connection, lambda cursor: put(cursor, present(connection), wanted))


def take_down(connection: BaseDatabaseWrapper) -> None:
    """Remove our triggers from SQLite, so that a migration can rebuild tables; elsewhere nothing is in its way."""
    if connection.vendor == "sqlite":
        _in_one_transaction(connection, lambda cursor: _put_sqlite(cursor, present(connection), []))


def _in_one_transaction(connection: BaseDatabaseWrapper, act: Callable[[CursorWrapper], None]) -> None:
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        act(cursor)


def _put_sqlite(cursor: CursorWrapper, here: dict[str, str], wanted: list[Trigger]) -> None:
    keep = {trigger.name for trigger in wanted if here.get(trigger.name) == trigger.sqlite}
    for name in here.keys() - keep:
        cursor.execute(f'DROP TRIGGER "{name}"')
    for trigger in wanted:
        if trigger.name not in keep:
            cursor.execute(trigger.sqlite)


def _put_postgresql(cursor: CursorWrapper, here: dict[str, str], wanted: list[Trigger]) -> None:
    for trigger in wanted:
        function, statement = trigger.postgresql
        if here.get(trigger.name) is None or here[trigger.name] not in function:
            cursor.execute(function)
            cursor.execute(statement)
    for name in here.keys() - {trigger.name for trigger in wanted}:
        cursor.execute(f'DROP FUNCTION "{name}" CASCADE')
