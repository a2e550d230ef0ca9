"""Who writes in which incident from a terminal: the options, and that nothing is sent past a record.

Law: no Django and no socket; what is sent with a desk's data is in its record.
Not here: writing (at_terminal.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from battlebox.desk.record import Installation, Record

BY: Final = click.option(
    "--by", default="", metavar="NAME", help="Write it into the record as this officer: the name they sign in with."
)
INCIDENT: Final = click.option(
    "--incident", default="", metavar="ID", help="Which incident, if there are several: its first letters."
)


def written_for(installation: Installation, body: str, begins: str = "") -> Iterator[Record]:
    """The incidents in which this desk writes for a body; closed ones where they are named. Raises JournalError."""
    from battlebox.desk.record import course_for  # Late: loaded when it is needed.

    for name in installation.incidents:
        record = installation.record(name)
        is_meant = name.startswith(begins[: len(name)]) if begins else not record.is_closed
        if is_meant and body in record.bodies and course_for(record, body) is not None:
            yield record


def must_say_who(data: Path | None, body: str) -> None:
    """Raises UsageError where this folder has an incident in which it writes for a body; JournalError: a desk runs."""
    from battlebox.desk.record import Installation  # Late: loaded when it is needed.
    from battlebox.drill.pace import watch_of  # Late: the same.
    from battlebox.journal import DataFolder, JournalCode, JournalError  # Late: the same.
    from battlebox.web.starting.desk_settings import DeskSettings  # Late: the same.

    folder = DataFolder(DeskSettings.from_folder(data).data)
    if not folder.incidents():
        return
    if folder.is_open:
        raise JournalError.of(JournalCode.IN_USE, name=folder.path)
    installation = Installation(folder.path, watch_of(folder.path))
    try:
        if any(True for _ in written_for(installation, body)):
            raise click.UsageError(f"this desk has an incident open for {body}: say with --by who writes in its record")
    finally:
        installation.close()
