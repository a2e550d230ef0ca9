"""A finding as somebody took it: what is to be mended, which office sees to it, by when.

Law: it is in the words of whoever took it, and names an office; one line each, no longer than the book of readiness
keeps.
Not here: keeping it (log.py), what is suggested (drill/report), closing it (desk/readiness).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from battlebox.drill.play.errors import Code, PlayError

WHAT_MOST: Final = 300
OWNER_MOST: Final = 120


@dataclass(frozen=True, slots=True)
class Taken:
    """One finding. `key` is that of the suggestion it was made from, `number` which of the drill's it is, from 1."""

    what: str
    owner: str
    due: date
    key: str = ""
    number: int = 0

    def checked(self) -> Taken:
        """The same, with its words on one line each. Raises PlayError for a blank, and for words too long to keep."""
        lines = []
        for field, text, most in (("what is to be mended", self.what, WHAT_MOST),
                                  ("who sees to it", self.owner, OWNER_MOST)):  # fmt: skip
            clean = " ".join(text.split())
            if not clean:
                raise PlayError.of(Code.BLANK_FINDING, field=field)
            if len(clean) > most:
                raise PlayError.of(Code.LONG_FINDING, field=field, found=len(clean), most=most)
            lines.append(clean)
        return replace(self, what=lines[0], owner=lines[1])

    def said(self) -> dict[str, Any]:
        """As a line of the log has it."""
        return {"what": self.what, "owner": self.owner, "due": self.due.isoformat(), "key": self.key}

    @classmethod
    def of_said(cls, said: dict[str, Any], number: int) -> Taken:
        """Read it back. Raises KeyError, TypeError and ValueError."""
        return cls(str(said["what"]), str(said["owner"]), date.fromisoformat(said["due"]), str(said["key"]), number)
