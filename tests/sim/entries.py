"""What the desks of a region write in tests: a line of the log, and an entry that no Battlebox would write.

Not here: the desks themselves (region.py), what is done to their files (damage.py).
"""

from __future__ import annotations

from battlebox.journal import Draft, Journal, Kind
from battlebox.journal.entry import Entry, sign
from battlebox.journal.header import Header


def said(journal: Journal, text: str = "words") -> Entry:
    """A line of the log."""
    return journal.append(Draft(Kind.NOTE_WRITTEN, text=text))


def odd(journal: Journal, like: Entry, **changes: object) -> Entry:
    """An entry that this desk's key signed and no Battlebox would write: `like`, its desk's last, changed."""
    fields = {name: getattr(like.header, name) for name in Header.__slots__}
    fields |= {"n": like.header.n + 1, "prev": like.id, "seen": (), "depth": like.header.depth + 1} | changes
    return sign(Header(**fields), {}, journal.desk)
