"""Somebody who must be reached today: the few fields a caller needs, and who comes first.

Law: only these fields are ever kept of a person; who comes first is a rule that can be read aloud.
Not here: reading an extract (extract.py), sealing (keys.py), what became of somebody (outcome.py).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Final

FIRST: Final = (("telecare",), ("careline",), ("homeless",), ("child", "front door"))
"""Needs that come before every other, whatever the level: all the words of one row stand in the need."""


class Level(StrEnum):
    """How much somebody depends on being reached; what was not said comes before medium, since it may be high."""

    CRITICAL = "critical"
    HIGH = "high"
    NOT_SAID = "not said"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 for the first to be reached."""
        return tuple(Level).index(self)


@dataclass(frozen=True, slots=True)
class Person:
    """One row of an extract. `number` is the source's own; `do_not_phone` may be because of abuse, and is never asked.

    `language` is what an interpreter is needed for; `two_person` means that nobody visits alone.
    """

    number: str
    name: str
    patch: str
    need: str
    level: Level = Level.NOT_SAID
    phones: tuple[str, ...] = ()
    address: str = ""
    language: str = ""
    do_not_phone: bool = False
    two_person: bool = False
    note: str = ""

    @property
    def can_be_phoned(self) -> bool:
        """Whether a call sheet may carry this person."""
        return bool(self.phones) and not self.do_not_phone


FIELDS: Final = tuple(field.name for field in fields(Person))
"""Every field that is kept of a person."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What may be shown of a list to who holds no key: the patch, need and level of each line, and no names.

    Line i is of patch `patches[patch_of[i]]`, and so on.
    """

    patches: tuple[str, ...]
    needs: tuple[str, ...]
    patch_of: tuple[int, ...]
    need_of: tuple[int, ...]
    level_of: tuple[int, ...]

    @classmethod
    def of(cls, people: tuple[Person, ...]) -> Outline:
        """The outline of a list, in its order."""
        patches = tuple(sorted({person.patch for person in people}))
        needs = tuple(sorted({person.need for person in people}))
        return cls(
            patches,
            needs,
            tuple(patches.index(person.patch) for person in people),
            tuple(needs.index(person.need) for person in people),
            tuple(person.level.rank for person in people),
        )


def is_first(need: str) -> bool:
    """Whether a need comes before every other: telecare, homeless tonight, the child front door."""
    words = need.casefold()
    return any(all(word in words for word in row) for row in FIRST)


def urgency(person: Person) -> tuple[int, int]:
    """What people are sorted by, the smallest first: the first needs, then the level."""
    return (0 if is_first(person.need) else 1, person.level.rank)
