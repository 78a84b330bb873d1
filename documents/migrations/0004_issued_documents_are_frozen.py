"""The database itself refuses to change an issued paper; only a withdrawal may be noted, once.

A later migration that alters this table on SQLite rebuilds it and loses the trigger: it must run ``freeze`` again.
"""

from django.db import migrations

TABLE = "documents_issueddocument"
FROZEN = (
    "code", "kind", "title", "number", "dated_on", "organization_id", "layout", "sha256", "size", "pages",
    "issued_at", "issued_by_id", "supersedes_id",
)  # fmt: skip
MESSAGE = "an issued document cannot be changed"


def _changed(unequal):
    changes = [f"OLD.{column} {unequal} NEW.{column}" for column in FROZEN]
    return " OR ".join([*changes, "OLD.withdrawn_at IS NOT NULL"])


def freeze(apps, schema_editor):
    for statement in _statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def thaw(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS refuse_document_change() CASCADE")
    else:
        schema_editor.execute("DROP TRIGGER IF EXISTS document_is_frozen")


def _statements(vendor):
    if vendor == "postgresql":
        return [
            "CREATE OR REPLACE FUNCTION refuse_document_change() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
            f"CREATE TRIGGER document_is_frozen BEFORE UPDATE ON {TABLE} FOR EACH ROW"
            f" WHEN ({_changed('IS DISTINCT FROM')}) EXECUTE FUNCTION refuse_document_change()",
        ]
    return [
        f"CREATE TRIGGER document_is_frozen BEFORE UPDATE ON {TABLE} FOR EACH ROW"
        f" WHEN {_changed('IS NOT')} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END",
    ]


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_readers_words_and_stricter_constraints")]
    operations = [migrations.RunPython(freeze, thaw)]
