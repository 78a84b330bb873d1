"""What the database itself refuses, tried with raw SQL."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from approvals import triggers
from approvals.models import Announcement, Event, Receipt
from documents.issue import allocate_code, issue
from documents.models import DailyList
from organizations.roles import Role
from personnel.models import Need
from plans.models import Project, Revision, State

CLOSED = [state for state in State if state not in (State.DRAFTING, State.APPROVED_WITH_CORRECTIONS)]


def refuses(sql: str, *parameters) -> bool:
    """Whether the database turns a statement down; nothing is changed either way."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            transaction.set_rollback(True)
    except IntegrityError:
        return True
    return False


@pytest.fixture
def filled(story):
    """The draft with a row in every table."""
    revision = story.revision
    owner = {"organization": revision.organization}
    project = Project.objects.create(revision=revision, order=1, name="หลักสูตร", **owner)
    project.years.create(year=2570, people=10, baht=1000, **owner)
    edition = revision.plan.edition.year
    for name in ("methods", "submethods", "groups"):
        related = getattr(project, name)
        related.add(related.model.objects.for_edition(edition).first())
    project.needs.add(Need.objects.create(first_year=2570, title="ทักษะการคุมงาน", source="mission", **owner))
    project.costs.create(order=1, label="ค่าวิทยากร", baht=600, unit="hour", **owner)
    revision.yearbudgets.create(year=2570, ceiling=100_000, **owner)
    revision.monitoringitems.create(order=1, indicator="ผู้ผ่านการพัฒนา", **owner)
    revision.findingreasons.create(
        finding="x", place="y", reason="z", written_by=story.cast[Role.HR_OFFICER].user, **owner
    )
    revision.changereasons.create(place="x", reason="z", written_by=story.cast[Role.HR_OFFICER].user, **owner)
    return story


def guarded_rows(revision):
    for model in triggers.REVISION_ROWS:
        yield model._meta.db_table, "revision_id", model.objects.filter(revision=revision).first().pk
    for model in triggers.PROJECT_ROWS:
        yield model._meta.db_table, "project_id", model.objects.filter(project__revision=revision).first().pk


@pytest.mark.parametrize("state", CLOSED)
def test_rows_of_a_closed_revision_cannot_be_changed(filled, state):
    filled.reach(state)
    for table, owner, pk in guarded_rows(filled.revision):
        assert refuses(f'UPDATE "{table}" SET {owner} = {owner} WHERE id = %s', pk), f"{table} update"
        assert refuses(f'DELETE FROM "{table}" WHERE id = %s', pk), f"{table} delete"
        assert refuses(copy_of(table), pk), f"{table} insert"


def copy_of(table: str) -> str:
    """Insert a copy of a row under a new key; the guard speaks before any unique constraint."""
    with connection.cursor() as cursor:
        names = [column.name for column in connection.introspection.get_table_description(cursor, table)]
    columns = ", ".join(f'"{name}"' for name in names)
    values = ", ".join("-id" if name == "id" else f'"{name}"' for name in names)
    return f'INSERT INTO "{table}" ({columns}) SELECT {values} FROM "{table}" WHERE id = %s'


@pytest.mark.parametrize("state", [State.DRAFTING, State.APPROVED_WITH_CORRECTIONS])
def test_rows_of_an_editable_revision_can_be_changed(filled, state):
    filled.reach(state)
    for table, owner, pk in guarded_rows(filled.revision):
        assert not refuses(f'UPDATE "{table}" SET {owner} = {owner} WHERE id = %s', pk), table


def test_a_row_cannot_be_moved_into_a_closed_revision(filled):
    closed = filled.reach(State.WITHDRAWN).revision
    other = Revision.objects.create(
        plan=closed.plan, organization=closed.organization, number=1, reason="ปรับปรุง"
    )
    item = other.monitoringitems.create(organization=other.organization, order=1, indicator="ร้อยละ")
    assert refuses("UPDATE plans_monitoringitem SET revision_id = %s WHERE id = %s", closed.pk, item.pk)


@pytest.mark.parametrize("column", ["number", "staffing_first_year"])
def test_content_columns_of_a_closed_revision_cannot_be_changed(story, column):
    story.reach(State.SUBMITTED)
    assert refuses(f"UPDATE plans_revision SET {column} = {column} + 1 WHERE id = %s", story.revision.pk)


def test_layout_of_a_closed_revision_cannot_be_changed(story):
    story.reach(State.SUBMITTED)
    assert refuses("UPDATE plans_revision SET layout = 'master' WHERE id = %s", story.revision.pk)


def test_what_happened_is_only_added(story):
    story.reach(State.IN_COMMITTEE)
    decision = story.act("committee_return", Role.COMMITTEE_SECRETARY)
    secretary = story.cast[Role.BOARD_SECRETARY]
    Receipt.objects.create(
        submission=decision,
        board=secretary.board,
        number=1,
        year=2569,
        received_at=decision.decided_at,
        received_by=secretary,
    )
    DailyList.objects.create(day="2023-11-01", number=1, previous="0" * 64, sha256="1" * 64, size=1, papers=0)
    for model in triggers.ADDED_ONLY:
        table, pk = model._meta.db_table, model.objects.first().pk
        assert refuses(f'UPDATE "{table}" SET id = id WHERE id = %s', pk), table
        assert refuses(f'DELETE FROM "{table}" WHERE id = %s', pk), table


@pytest.mark.skipif(connection.vendor != "sqlite", reason="INSERT OR REPLACE is of SQLite")
def test_what_happened_cannot_be_replaced(story):
    story.reach(State.IN_COMMITTEE)
    pk = Event.objects.first().pk
    table = Event._meta.db_table
    with connection.cursor() as cursor:
        names = [column.name for column in connection.introspection.get_table_description(cursor, table)]
    values = ", ".join("'forged'" if name == "action" else name for name in names)
    assert refuses(f"INSERT OR REPLACE INTO {table} SELECT {values} FROM {table} WHERE id = %s", pk)


def test_an_announcement_only_gets_its_paper_and_that_once(story):
    story.reach(State.ANNOUNCED)
    pk = story.revision.announcement.pk
    papers = [
        issue(code=allocate_code(), kind="plan", title="ก", pdf=pdf, pages=1, organization=None, by=None).pk
        for pdf in (b"%PDF one", b"%PDF two")
    ]
    update = "UPDATE approvals_announcement SET {} = %s WHERE id = %s"
    for column, value in (("wording", "อื่น"), ("effective_on", "2020-10-01"), ("code", "X")):
        assert refuses(update.format(column), value, pk), column
    assert refuses("DELETE FROM approvals_announcement WHERE id = %s", pk)
    assert not refuses(update.format("document_id"), papers[0], pk)
    Announcement.objects.filter(pk=pk).update(document=papers[0])
    for value in (papers[1], None):
        assert refuses(update.format("document_id"), value, pk)


def test_a_draft_can_be_deleted_with_all_its_rows(filled):
    revision = filled.revision
    revision.delete()
    assert not Project.objects.filter(revision_id=revision.pk).exists()


def test_a_revision_that_was_decided_upon_cannot_be_deleted(filled):
    filled.reach(State.IN_COMMITTEE)
    filled.act("recall", Role.HR_OFFICER)
    with pytest.raises(DatabaseError):
        filled.revision.delete()


# The triggers themselves -----------------------------------------------------------------------


@pytest.mark.django_db
def test_every_expected_trigger_is_there():
    """Rebuilding a table on SQLite drops its triggers: ``migrate`` must have put them back."""
    names = {trigger.name for trigger in triggers.expected(connection.vendor)}
    assert set(triggers.present(connection)) == names
    assert triggers.missing(connection) == []


@pytest.mark.django_db
def test_put_up_mends_what_is_missing_and_nothing_else():
    with connection.cursor() as cursor:
        on = ' ON "approvals_event"' if connection.vendor == "postgresql" else ""
        cursor.execute(f'DROP TRIGGER "phatthana_approvals_event_delete"{on}')
    assert triggers.missing(connection) == ["phatthana_approvals_event_delete"]
    triggers.put_up(connection)
    assert triggers.missing(connection) == []


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_rebuilds_the_revisions_table_leaves_the_triggers_in_place():
    triggers.take_down(connection)
    with connection.schema_editor() as editor:
        if connection.vendor == "sqlite":
            editor._remake_table(Revision)
    call_command("migrate", verbosity=0)
    assert triggers.missing(connection) == []
