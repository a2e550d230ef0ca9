"""On a PostgreSQL server: what partners have asked, counted by all processes together; nothing on SQLite.

Law: a step that was released is never changed.
Not here: counting (taxii/shared_quotas.py). Django has no model of it: nothing but one statement reads it.
"""

from typing import Any

from django.db import migrations

_TABLE = (
    # Counts need not outlive a crash, and are written with every request.
    "CREATE UNLOGGED TABLE web_quota (kind varchar(10) NOT NULL, partner bigint NOT NULL,"
    " began timestamptz NOT NULL, counted bigint NOT NULL, PRIMARY KEY (kind, partner)) WITH (fillfactor = 50)"
)


def make(apps: Any, editor: Any) -> None:
    """The table, where there are several processes to count for."""
    del apps
    if editor.connection.vendor == "postgresql":
        editor.execute(_TABLE)


def take_away(apps: Any, editor: Any) -> None:
    """The other way."""
    del apps
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP TABLE web_quota")


class Migration(migrations.Migration):
    """The counts of several processes."""

    dependencies = [
        ("web", "0008_readiness"),
    ]

    operations = [
        migrations.RunPython(make, take_away),
    ]
