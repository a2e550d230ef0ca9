"""What is asked of the engine: what is hit, what is down, what is already ordered, and for how long to look.

Law: ids are checked against the estate at birth of the question (`Question.checked`), never deeper down.
Not here: reading a command line (cli), the answers (answers.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from battlebox.estate import MICROHOURS

EVERYTHING = "everything"
"""The reserved plan in which every council that hosts systems stops its own body."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A system compromised, or suspected with a chance, `since` before hour 0 (None: the estate's default)."""

    system: str
    chance: float = 1.0
    since_microhours: int | None = None


@dataclass(frozen=True, slots=True)
class Down:
    """A system, service or channel seen to be out from hour `at` until it came back (None: to the horizon)."""

    thing: str
    at_microhours: int = 0
    until_microhours: int | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """An action already ordered, `ago` before hour 0, and undone at `until` (None: it lapses as the estate says).

    `impact` also takes one ordered after hour 0, whose `ago` is below 0.
    """

    action: str
    ago_microhours: int = 0
    until_microhours: int | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One situation.

    `worlds` are fresh worlds an answer is scored on (None: as many as suit the estate's size, fewer for a first
    answer); the same seed gives the same worlds.
    """

    hits: tuple[Hit, ...] = ()
    downs: tuple[Down, ...] = ()
    dones: tuple[Done, ...] = ()
    hours_microhours: int = 1008 * MICROHOURS
    worlds: int | None = None
    seed: int = 1
