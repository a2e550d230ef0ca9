"""Words and systems that give away a third council: what one partner is told names itself, us, and no other.

Law: what names a third council is not told, whatever its label; a council is known by every name that the estate gives
it (tell/councils.py).
Not here: labels (fed.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from battlebox.desk.tell.councils import councils_named
from battlebox.estate import BodyKind, Estate, Service, System

NOT_SAID: Final = "not said"
"""What stands in place of words that are kept: it does not say whether there are any."""


@dataclass(frozen=True, slots=True)
class Discreet:
    """The two that speak with each other."""

    estate: Estate
    ours: str
    theirs: str

    def keeps(self, *texts: str) -> bool:
        """Whether any of these texts names a third council."""
        return any(councils_named(self.estate, text, (self.ours, self.theirs)) for text in texts)

    def said(self, text: str, *, otherwise: str) -> str:
        """The text on one line; something else where it is blank or names a third council."""
        line = " ".join(text.split())
        return otherwise if not line or self.keeps(line) else line

    def is_third(self, bodies: Iterable[str]) -> bool:
        """Whether a third council is among these bodies."""
        rows = (self.estate.body_by_id.get(each) for each in bodies if each not in (self.ours, self.theirs))
        return any(row is not None and row.kind is BodyKind.COUNCIL for row in rows)

    def code(self, row: System | Service) -> str:
        """How both know a system or service: its body, and its id in that body's estate."""
        return f"{row.body}/{row.system if isinstance(row, System) else row.service}"

    def system(self, name: str) -> System | None:
        """A system of one of the two, which may be named; None for any other."""
        row = self.estate.system_by_id.get(name)
        if row is None or row.body not in (self.ours, self.theirs) or self.keeps(row.name, row.system):
            return None
        return row

    def is_shared(self, row: System) -> bool:
        """Whether both depend on it: their data is in it, or something of theirs needs it, perhaps through others."""
        things, needed_by = self.estate.thing_by_id, self._needed_by()
        met, waiting = {row.system}, [row.system]
        while waiting:
            above = needed_by.get(waiting.pop(), frozenset()) - met
            met |= above
            waiting += above
        bodies = {row.body, *row.data_of, *(things[each].body for each in met if each in things)}
        return {self.ours, self.theirs} <= bodies

    def _needed_by(self) -> dict[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for need in self.estate.needs:
            found[need.on] = found.get(need.on, frozenset()) | {need.of}
        return found
