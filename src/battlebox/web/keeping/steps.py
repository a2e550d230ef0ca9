"""The steps by which the tables of a desk came to be: those of this version, and those that were taken.

Law: asked without loading anything of Django's, so that a doctor can ask of tables that no version here can open.
Not here: taking them (upgrade.py, starting).
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from battlebox.web.settings import HERE

ASKED: Final = "SELECT name FROM django_migrations WHERE app = 'web' ORDER BY name"


def known_steps() -> tuple[str, ...]:
    """Those of this version, in order."""
    return tuple(sorted(path.stem for path in (HERE / "migrations").glob("[0-9]*.py")))


def steps_in(tables: Path) -> tuple[str, ...]:
    """Those that the tables in this file have taken; none where there are no tables."""
    if not tables.exists():
        return ()
    with closing(sqlite3.connect(f"{tables.absolute().as_uri()}?mode=rw", uri=True)) as asked:
        try:
            return tuple(str(name) for (name,) in asked.execute(ASKED).fetchall())
        except sqlite3.OperationalError as wrong:
            if "no such table" in str(wrong):
                return ()
            raise
