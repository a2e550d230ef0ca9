"""Sessions in the desk's tables, as Django keeps them; saving one waits for nobody.

Law: a session is one row of one person, and nothing rests on the order in which rows of sessions are written.
Not here: where one is signed in (accounts/own_sessions.py).
"""

from __future__ import annotations

from django.contrib.sessions.backends import db

from battlebox.web.postgres.turns import without_turn


class SessionStore(db.SessionStore):
    """The session of one request."""

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 - as Django calls it
        """Write the row. On a server every other transaction takes its turn; thousands of these a minute need none."""
        with without_turn():
            super().save(must_create=must_create)
