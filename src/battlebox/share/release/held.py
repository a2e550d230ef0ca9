"""A thing as this installation holds it, and where held things are looked up.

Law: the owner is the body that brought or made it, never what the thing says of itself.
Not here: keeping it (web).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from battlebox.marking import Tlp
from battlebox.share.intel import Thing


@dataclass(frozen=True, slots=True)
class Held:
    """A thing, the body whose thing it is, and the bodies it was given to by name.

    `brought_under` is the label of what carried it here (a container, a bulletin, a feed): it is never freer than that.
    `people` are the persons who may see it if it is RED. From the aware instant `expires` on it goes to nobody.
    """

    thing: Thing
    owner: str
    audience: frozenset[str] = frozenset()
    brought_under: Tlp | None = None
    people: frozenset[str] = frozenset()
    expires: datetime | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Its id, and whose it is: two bodies may each have brought a thing under one id."""
        return self.thing.id, self.owner


class Shelf(Protocol):
    """Where the newest version of each held thing is found, and who is who here."""

    @property
    def home(self) -> str:
        """The body whose desk this is."""
        ...

    @property
    def identities(self) -> Mapping[str, str]:
        """The ids of the identities that are registered, each with the body it was registered for."""
        ...

    def held(self, ids: Iterable[str], owner: str) -> Mapping[str, Held]:
        """The newest version of those of these ids that are here, as this owner's things name them.

        Where several bodies brought a thing under one id (all name one address alike), it is the owner's own, else
        ours, else the one that came first. What was put aside as not taken in is not here.
        """
        ...
