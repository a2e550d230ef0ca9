"""What a reader of a journal has not had yet: how a desk's tables keep up, entry by entry.

Law: a reader that takes in everything it is told holds what it would hold if it began anew.
Not here: telling it (journal.py), what a reader makes of it (desk, web).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from battlebox.journal.entry import Entry
from battlebox.journal.standing import Status


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a reader came: the last arrival number, changes in who is believed, parts come or gone late."""

    arrived: int = 0
    belief: int = 0
    parts: int = 0


@dataclass(frozen=True, slots=True)
class News:
    """What a reader has not had yet, in order of arrival, with how far each entry is believed.

    `anew` says that what the reader holds is out of date (a desk was taken in or out, a part removed): it empties
    its tables and takes in what follows, which then begins with the first entry.
    """

    mark: Mark
    anew: bool
    entries: tuple[tuple[Entry, Status], ...]


FIRST: Final = Mark()
"""The mark of a reader that has had nothing yet."""
