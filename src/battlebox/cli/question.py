"""One question to the engine, from what a command line asked.

Law: a word for a chance means what the estate says it means.
Not here: reading the command line (asked.py). This module loads the engine: import it inside a command.
"""

from __future__ import annotations

from collections.abc import Iterable

from battlebox.cli.asked import AskedAt, AskedHit
from battlebox.engine import Done, Down, Hit, Question
from battlebox.estate import Estate


def question_of(
    estate: Estate,
    *,
    hits: Iterable[AskedHit] = (),
    downs: Iterable[AskedAt] = (),
    dones: Iterable[AskedAt] = (),
    hours: int,
    worlds: int | None = None,
    seed: int | None = None,
) -> Question:
    """The question; worlds and seed left out take the engine's defaults. Raises EngineError."""
    draws = {key: value for key, value in (("worlds", worlds), ("seed", seed)) if value is not None}
    return Question(
        hits=tuple(_hit(estate, row) for row in hits),
        downs=downs_of(downs),
        dones=dones_of(dones),
        hours_microhours=hours,
        **draws,
    )


def downs_of(rows: Iterable[AskedAt]) -> tuple[Down, ...]:
    """What is down."""
    return tuple(Down(row.id, row.microhours) for row in rows)


def dones_of(rows: Iterable[AskedAt]) -> tuple[Done, ...]:
    """What was ordered already."""
    return tuple(Done(row.id, row.microhours) for row in rows)


def _hit(estate: Estate, row: AskedHit) -> Hit:
    share = estate.cyber.chances[row.chance] if isinstance(row.chance, str) else row.chance
    return Hit(row.system, share, row.since_microhours)
