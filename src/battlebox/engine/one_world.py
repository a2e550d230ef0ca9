"""One world by name: what an attack has taken, which paths it can cross and how long each takes, when it strikes.

Law: drawn as every world is (worlds.py), from a stream of its own that no plan is fitted to or scored on: whoever plays
against it learns nothing of it from an answer with the same seed. A path's draw depends on the seed and its own name.
Not here: what becomes of it once people do something (drill), the many worlds of an answer (trials.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from battlebox.engine.arrays import EstateArrays
from battlebox.engine.nets import NEVER
from battlebox.engine.questions import Hit, Question
from battlebox.engine.situation import Situation
from battlebox.engine.worlds import TRUTH, Belief, draw_pool


@dataclass(frozen=True, slots=True)
class Crossing:
    """A path that can be crossed in this world, in one direction, and how long that takes without a break."""

    path: str
    origin: str
    target: str
    microhours: int


@dataclass(frozen=True, slots=True)
class OneWorld:
    """What was drawn. `taken` are the hits that are true, each with the hour since when, never after hour 0.

    `strike_microhours` is the hour at which the attack strikes, if it is one that `destroys`.
    """

    taken: tuple[tuple[str, int], ...]
    crossings: tuple[Crossing, ...]
    destroys: bool
    strike_microhours: int


def one_world(arrays: EstateArrays, hits: Sequence[Hit], *, seed: int) -> OneWorld:
    """The world of a seed, with every crossing of the estate that is open in it, wherever the attack begins.

    Raises EngineError for hits and seeds that nobody can mean. Cost: a pass over the paths.
    """
    situation = Situation.of(arrays, Question(hits=tuple(hits), seed=seed))
    told = draw_pool(arrays, situation.belief, seed=seed, stream=TRUTH, worlds=1)
    # Whether a path can be crossed does not depend on what is hit, so a world in which all is hit shows every path.
    everywhere = Belief(tuple(Hit(row.system) for row in arrays.estate.systems))
    whole = draw_pool(arrays, everywhere, seed=seed, stream=TRUTH, worlds=1)
    names = arrays.names
    taken = [
        (names[node], at) for node, at in zip(told.node.tolist(), told.hit_at.tolist(), strict=True) if at != NEVER
    ]
    paths = arrays.paths
    crossings = tuple(
        Crossing(
            arrays.estate.paths[paths.path[edge]].path, names[paths.source[edge]], names[paths.target[edge]], delay
        )
        for edge, delay in sorted(zip(whole.edge.tolist(), whole.edge_delay.tolist(), strict=True))
    )
    return OneWorld(tuple(sorted(taken)), crossings, bool(told.destroys[0]), int(told.strike[0]))
