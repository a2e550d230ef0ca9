"""Making the tables of a data folder stand for one command, or for a server of partners, beside a desk or without one.

Law: the desk's lock is not kept, so that a desk may run on the same folder; tables that are behind are brought up to
date only where no desk runs.
Not here: starting a desk (starting/start.py).
"""

from __future__ import annotations

from pathlib import Path

import django
from django.conf import settings

from battlebox.web.errors import Code, WebError
from battlebox.web.settings import django_settings
from battlebox.web.starting.desk_settings import DeskSettings
from battlebox.web.starting.folder import lock, prepare, refusals
from battlebox.web.starting.start import bring_up_to_date


def stand(data: Path | None) -> DeskSettings:
    """The tables of this folder, ready to be used by this process. Raises WebError."""
    desk = DeskSettings.from_folder(data)
    if settings.configured:
        return desk
    secret = prepare(desk)
    settings.configure(**django_settings(desk, secret=secret))
    django.setup()
    try:
        with refusals(desk):
            holder = lock(desk)
    except WebError as wrong:
        # A desk that runs has seen to its tables.
        if wrong.code is not Code.FOLDER_IN_USE or _is_behind():
            raise
        return desk
    try:
        bring_up_to_date(desk)
    finally:
        holder.close()
    return desk


def stand_for(data: Path | None, ours: str) -> tuple[DeskSettings, str]:
    """The same, and which of our bodies a command is for. Raises WebError where nobody has said."""
    desk = stand(data)
    home = ours or desk.body
    if not home:
        raise WebError.of(Code.NO_BODY)
    return desk, home


def _is_behind() -> bool:
    # Slow to load, and only asked where a desk runs.
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
