"""What one action of the estate closes to an attacker, by name: for whoever follows an attack outside the engine.

Law: the same paths and systems that a plan closes and checks in kernels (effects.py); nothing here knows hours.
Not here: what the action stops of the council's own (impact.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from battlebox.engine.arrays import EstateArrays
from battlebox.engine.effects import effects_of
from battlebox.engine.errors import Code, EngineError
from battlebox.estate import things_of


@dataclass(frozen=True, slots=True)
class Closed:
    """Ids of the `paths` that cannot be crossed, of the systems `inside` the boundary or switched off, and `checked`.

    Those checked are switched off, or the only system inside: an attacker in them is found out and evicted.
    """

    paths: frozenset[str]
    inside: frozenset[str]
    checked: frozenset[str]


def closed_by(arrays: EstateArrays, action: str) -> Closed:
    """What an action of the estate closes. Raises EngineError if the estate has none of that id."""
    estate = arrays.estate
    if action not in estate.action_by_id:
        raise EngineError.of(Code.UNKNOWN_ACTION, id=action, near="")
    row, effect = estate.action_by_id[action], effects_of(arrays)[action]
    paths = arrays.paths.path[effect.blocks].tolist()
    return Closed(
        paths=frozenset(estate.paths[path].path for path in paths),
        inside=things_of(estate, (*row.isolates, *row.stops)) & estate.system_by_id.keys(),
        checked=frozenset(arrays.names[node] for node in effect.checks.tolist()),
    )
