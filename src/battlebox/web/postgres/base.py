"""Django's connection to PostgreSQL, where each transaction waits for its turn before it begins.

Law: one transaction at a time, over all processes and machines, from its first word to its commit: what it reads stays
so until it has written, and numbers that are given within it are seen in the order in which they were given.
Not here: single statements, which need no turn; transactions on whose order nothing rests (turns.py); waiting within
one process (taxii/rows.py).

SQLite gives the same by letting one connection write at a time. What rests on it (numbers of a collection, the chain of
the ledger, who is cut off) need not know where the tables are.
"""

from __future__ import annotations

from typing import Final

from django.db.backends.postgresql import base

from battlebox.web.postgres.turns import is_free

TURN: Final = 0x42425832
"""The advisory lock of a transaction, in the database that holds the tables; PostgreSQL lets it go after the commit
can be seen."""


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection."""

    def _set_autocommit(self, autocommit: bool) -> None:  # noqa: FBT001 - as Django calls it
        super()._set_autocommit(autocommit)  # type: ignore[misc]  # Every backend has it; its types do not.
        if autocommit or self.connection is None or is_free():
            return
        begun = False
        try:
            with self.wrap_database_errors:
                self.connection.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])
            begun = True
        finally:
            # Django has noted no transaction yet, so it would end none.
            if not begun:
                self.close()
