"""Where a desk's tables are: a file of SQLite in its data folder, or a database of a PostgreSQL server.

Law: an address that cannot be read, and a password that others on the machine can read, are refused before anything is
opened; no password is ever part of a sentence.
Not here: bringing the tables up to date (start.py), taking turns on PostgreSQL (web.postgres).
"""

from __future__ import annotations

import os
from typing import Any, Final

from battlebox.web.errors import Code, WebError
from battlebox.web.starting.desk_settings import FILE_NAME, DeskSettings

_WAIT_SECONDS: Final = 20
_ADVICE: Final = "write it as postgresql://name@host/database, or as host=... dbname=..."


def tables_of(desk: DeskSettings) -> dict[str, Any]:
    """Django's setting of the one database. Raises WebError."""
    if desk.tables:
        return _on_a_server(desk)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": desk.database,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # Two writers would otherwise meet half way and one would be refused.
            "transaction_mode": "IMMEDIATE",
            "timeout": _WAIT_SECONDS,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-32000;",
        },
    }


def where_is(desk: DeskSettings) -> str:
    """The tables, as a sentence names them."""
    if not desk.tables:
        return str(desk.data)
    said = _read(desk)
    return f"the database {said.get('dbname', '')} at {said.get('host', 'this machine')}"


def _on_a_server(desk: DeskSettings) -> dict[str, Any]:
    said = _read(desk)
    file = desk.data / FILE_NAME
    if "password" in said and os.name == "posix" and file.exists() and file.stat().st_mode & 0o077:
        raise WebError.of(Code.OPEN_SECRET, file=file)
    name = said.pop("dbname", "")
    # Whoever waits for a turn longer than this is told to come again, as on SQLite.
    options = f"-c lock_timeout={_WAIT_SECONDS}s {said.pop('options', '')}".strip()
    return {
        "ENGINE": "battlebox.web.postgres",
        "NAME": name,
        "CONN_MAX_AGE": None,
        # A server may be started anew beneath a desk that runs.
        "CONN_HEALTH_CHECKS": True,
        # What is read and not read to its end would be left open there, and a pooler in between would lose it.
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": {"connect_timeout": 10, "application_name": "battlebox", **said, "options": options},
    }


def _read(desk: DeskSettings) -> dict[str, Any]:
    """The parts of the address."""
    try:
        # It comes with the extra `postgres`, and most desks have none.
        from psycopg import ProgrammingError
        from psycopg.conninfo import conninfo_to_dict
    except ImportError:
        raise WebError.of(Code.NO_POSTGRES) from None
    wrong = WebError.of(Code.BAD_SETTING, file=FILE_NAME, found="tables", advice=_ADVICE)
    try:
        said = dict(conninfo_to_dict(desk.tables))
    except ProgrammingError:
        # What it says of the address could hold a password.
        raise wrong from None
    if not said.get("dbname") and not said.get("service"):
        raise wrong
    return said
