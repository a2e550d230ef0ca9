"""Reading record, estate, kernels and templates before anybody asks, so that the first page is as quick as the next.

Law: it runs beside the desk and delays nothing; what goes wrong here goes wrong again, and is told, where a page asks.
Not here: what a page shows (places).
"""

from __future__ import annotations

import threading
from contextlib import suppress

from django.template.loader import get_template

from battlebox.desk import DeskError, Officer, Role
from battlebox.desk.picture import estate_in_use, live_picture
from battlebox.desk.record import Record, Sight, stated_mark
from battlebox.engine import EngineError
from battlebox.estate import EstateError
from battlebox.journal import JournalError
from battlebox.web.records import installation
from battlebox.web.settings import HERE


def begin() -> threading.Thread:
    """Begin, on a thread of its own."""
    thread = threading.Thread(target=warm, name="warming", daemon=True)
    thread.start()
    return thread


def warm() -> int:
    """Work out the picture of every incident once, for one body that may see it; how many there were."""
    found = sum(map(_warm_one, read_records()))
    # The record comes first: a page that is asked for meanwhile waits for that, and reads its own template in no time.
    read_templates()
    return found


def read_records() -> list[Record]:
    """The records that can be read, the newest first, with what every page asks of one worked out."""
    found = []
    for name in reversed(installation().incidents):
        with suppress(JournalError, OSError):
            record = installation().record(name)
            stated_mark(record)
            found.append(record)
    return found


def read_templates() -> None:
    """Every template of a page, kept from now on."""
    for folder in ("desk", "gds", "places"):
        for template in (HERE / "templates" / folder).rglob("*.html"):
            get_template(template.relative_to(HERE / "templates").as_posix())


def _warm_one(record: Record) -> bool:
    for body in sorted(record.bodies):
        sight = Sight.of(record, Officer("o-nobody", "", body, frozenset({Role.OBSERVER})))
        try:
            live_picture(sight, estate_in_use(sight, installation().shelf))
        except (DeskError, EstateError, EngineError, JournalError, OSError):
            continue
        return True
    return False
