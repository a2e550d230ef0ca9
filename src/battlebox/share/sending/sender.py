"""What sends: a message out to one address by one means, and the receipt for it.

Law: a sender never raises for what a provider does; it says taken, refused or nobody knows, and never guesses.
Not here: who is told next, and when to try again (lane.py), what may be built at which desk (senders.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from battlebox.desk.message import Means, Promise

NOTE_MAX = 200
"""As much of a provider's own words as is kept."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message to one address. The same reference means the same letter, however often it is tried."""

    reference: str
    to: str
    subject: str
    words: str


class Whose(StrEnum):
    """Whose trouble a refusal is: it decides whether the same means is tried again."""

    ADDRESS = "address"
    """This address, or these words to it: another try would be refused as well."""
    PROVIDER = "provider"
    """The provider's, or the way to it: later it may work."""
    KEY = "key"
    """Our leave to send there at all: nothing will work until somebody mends it."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The provider took it; `number` is what it calls it."""

    number: str


@dataclass(frozen=True, slots=True)
class Refused:
    """It was certainly not sent; `after_seconds` is when the provider would have us try again, if it said so."""

    why: str
    whose: Whose
    after_seconds: int = 0


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody knows whether it was sent."""

    why: str


Receipt = Accepted | Refused | Unknown


class Sender(Protocol):
    """Sends by one means."""

    @property
    def means(self) -> Means:
        """Which."""
        ...

    @property
    def promise(self) -> Promise:
        """What a repeated sending of one letter does."""
        ...

    @property
    def own_address(self) -> str:
        """From where it sends, where that may be the council's own: a mail address; blank for everything else."""
        ...

    def send(self, letter: Letter, *, again: bool) -> Receipt:
        """Send it; `again` says that it may have been sent before, which is never asked of `once at most`.

        Several threads may call at once.
        """
        ...


class Senders(Protocol):
    """The senders of a desk."""

    @property
    def works(self) -> frozenset[Means]:
        """The means for which there is one."""
        ...

    def of(self, means: Means) -> Sender:
        """The sender of a means that works; KeyError for another."""
        ...


def note(text: object) -> str:
    """A provider's words as they are kept: one line, no longer than a line."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in str(text)).split())[:NOTE_MAX]
