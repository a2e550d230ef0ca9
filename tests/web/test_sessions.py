"""Saving a session waits for nobody's turn, and everything else that is written still does."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction


def test_a_session_goes_without_a_turn_and_nothing_after_it(desk, monkeypatch):
    from django.contrib.sessions.backends import db

    from battlebox.web.postgres.turns import is_free
    from battlebox.web.sessions import SessionStore

    assert settings.SESSION_ENGINE == "battlebox.web.sessions"
    seen = []
    atomic = transaction.atomic
    monkeypatch.setattr(
        db.transaction, "atomic", lambda *given, **more: seen.append(is_free()) or atomic(*given, **more)
    )
    session = SessionStore()
    session["words"] = "kept"
    session.save()
    assert seen
    assert all(seen)
    assert not is_free()
    assert SessionStore(session.session_key)["words"] == "kept"
