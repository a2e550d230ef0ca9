"""An officer's name in the record: written once, before the first entry that speaks of them, as a part of its own.

Law: an entry says an id; the name behind it can be removed, and the record still reads.
Not here: accounts (web), who may read a name (sight.py).
"""

from __future__ import annotations

from typing import Final

from battlebox.desk.officer import Someone
from battlebox.desk.record.line import Index
from battlebox.journal import Draft, Kind

OFFICER: Final = "officer/"


def is_introduced(index: Index, person: Someone) -> bool:
    """Whether the record has their name, or had it."""
    return bool(index.fields_of.get(OFFICER + person.id))


def introduction(person: Someone, by: str) -> Draft:
    """Whom an id stands for, so that the record can be read where this desk's accounts are not."""
    mark = (OFFICER + person.id, "named", None)
    return Draft(Kind.OFFICER_NAMED, by=by, person=person.name, about={"officer": person.id}, values=(mark,))
