"""Nothing any more: issued papers are guarded by a trigger of ``approvals.triggers``, put up after every ``migrate``.

A trigger put up here would be lost as soon as a later migration rebuilt the table on SQLite.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_readers_words_and_stricter_constraints")]
    operations: list = []
