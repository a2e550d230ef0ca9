"""The desk as Django knows it: one application, named web.

Law: importing it starts nothing.
Not here: what happens at start (starting/start.py).
"""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Accounts, what was saved, jobs."""

    name = "battlebox.web"
    label = "web"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen for sign-ins."""
        from battlebox.web import door_log  # As below.
        from battlebox.web.accounts import (  # Models can be loaded only once Django stands.
            break_glass,
            lasting,
            open_sessions,
            own_sessions,
        )

        break_glass.listen()
        lasting.listen()
        open_sessions.listen()
        own_sessions.listen()
        door_log.listen()
