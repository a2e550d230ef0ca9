"""What a body said in its other incidents at this desk, as far as this officer may see it.

Law: an incident that cannot be read, or in which the officer's body has no part, says nothing.
Not here: what is looked for in them (second.py, tried.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from battlebox.desk import DeskError, Officer
from battlebox.desk.record import Record, Sight
from battlebox.journal import JournalError
from battlebox.web.records import installation


def other_sights(record: Record, officer: Officer) -> Iterator[Sight]:
    """What this officer sees of each other incident."""
    for name in installation().incidents:
        if not record.incident.startswith(name):
            with suppress(JournalError, DeskError):
                yield Sight.of(installation().record(name), officer)
