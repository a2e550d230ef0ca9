"""`battlebox desk move`: the desk's tables to a PostgreSQL server, and back.

Law: this module loads nothing slow; data on standard output, words on standard error.
Not here: moving (move.py).
"""

from __future__ import annotations

from pathlib import Path

import click

from battlebox.web.share_options import AS_JSON, DATA, put_rows, say


@click.command()
@DATA
@click.option(
    "--to",
    required=True,
    metavar="WHERE",
    help="The address of an empty database, such as postgresql://name@host/database; or, for the way back, the desk's "
    "own data folder.",
)
@AS_JSON
def move(data: Path | None, to: str, as_json: bool) -> None:  # noqa: FBT001 - options of a command
    """Move the desk's tables to a PostgreSQL server, or back.

    Stop the desk first. All is moved or nothing; each table is read on both sides and must be equal. Then desk.toml
    names the new place. The record of each incident, the keys and the estates stay in the data folder.
    """
    # Django is slow to load, and only a command that runs needs it.
    from battlebox.web.moving.move import move as run
    from battlebox.web.starting.desk_settings import DeskSettings

    moved = run(DeskSettings.from_folder(data), to)
    rows = [
        *(
            {"name": each.table, "rows": each.rows, "digest": each.digest, "is": "equal on both sides"}
            for each in moved.tables
        ),
        *(
            {"name": f"incident {name}", "rows": entries, "digest": digest, "is": "stays in the folder"}
            for name, entries, digest in moved.incidents
        ),
    ]
    put_rows(rows, as_json=as_json)
    say(f"moved {len(moved.tables)} tables from {moved.source} to {moved.target}; desk.toml says so")
    if moved.aside is not None:
        say(f"the old file is {moved.aside}: delete it once a copy of the database is made with pg_dump")
    else:
        say(f"{moved.source} still holds what it held, and nothing here reads it: drop it when you are sure")
