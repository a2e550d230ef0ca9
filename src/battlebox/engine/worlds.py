"""Worlds: what the attacker did and could do, drawn once and kept, so that every plan is tried on the same ones.

Law: a world is a pure function of (seed, stream, number, what was hit); a path's draw depends on its own name alone.
Suspects and the kind of attack are drawn stratified over blocks of 64 worlds: each world on its own has the exact
chance,
and a suspect of 5 % is in three or four worlds of every block.
Not here: when the attacker gets where (passage.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from battlebox.engine.arrays import EstateArrays, threshold_of
from battlebox.engine.compile import kernel
from battlebox.engine.draws import LOW32, QUANTILES, exponential, key_of, mix
from battlebox.engine.nets import NEVER, Flags, Indexes, Ints, Keys, PathNet, frozen, indexes, ints
from battlebox.engine.questions import Hit

STRATUM: Final = 64
FRESH, SEARCH, SELECT, BOUND, TRUTH = range(5)
"""Streams of worlds: those that answers are scored on, those that plans are fitted to, picked and bounded on, and those
that stand for what truly happens, which no answer has seen (one_world.py)."""


class Pool(NamedTuple):
    """Some worlds, each as the part of the estate its attack could ever reach."""

    first: Ints  # [worlds + 1], into the places
    node: Indexes  # [places], the system at each place
    hit_at: Ints  # [places], when it was compromised to begin with; NEVER where it was not
    edge_first: Ints  # [places + 1], into the live crossings
    edge_to: Indexes  # [live], place within the world
    edge_delay: Ints  # [live]
    edge: Indexes  # [live], which crossing of the estate
    destroys: Flags  # [worlds]
    strike: Ints  # [worlds], hour at which a destroying attack strikes


class Suspects(NamedTuple):
    """What was said to be hit."""

    node: Indexes
    threshold: Keys
    at: Ints  # minus the hours since
    key: Keys


@dataclass(frozen=True)
class Belief:
    """What is believed of the attack: the hits, and how it goes. `chance_factor` is the contract's re-run."""

    hits: tuple[Hit, ...]
    chance_factor: float = 1.0

    def suspects(self, arrays: EstateArrays) -> Suspects:
        """The hits as indexes; a chance of 1 stays 1 whatever the factor."""
        since = arrays.estate.cyber.since_microhours
        chances = [hit.chance if hit.chance == 1.0 else min(1.0, hit.chance * self.chance_factor) for hit in self.hits]
        ages = [since if hit.since_microhours is None else hit.since_microhours for hit in self.hits]
        return Suspects(
            node=indexes([arrays.node_of[hit.system] for hit in self.hits]),
            threshold=frozen(np.array([threshold_of(chance) for chance in chances], dtype=np.uint64)),
            at=ints([-age for age in ages]),
            key=frozen(np.array([key_of("hit", hit.system) for hit in self.hits], dtype=np.uint64)),
        )


def draw_pool(arrays: EstateArrays, belief: Belief, *, seed: int, stream: int, worlds: int, first: int = 0) -> Pool:
    """Worlds `first` to `first + worlds` of a stream. Cost: the live crossings of what each attack could reach."""
    cyber = arrays.estate.cyber
    suspects = belief.suspects(arrays)
    root = np.uint64(key_of("worlds", seed, stream))
    sizes = np.zeros((worlds, 2), dtype=np.int64)
    place_of, nodes = np.full(arrays.systems, -1, dtype=np.int32), np.zeros(arrays.systems, dtype=np.int32)
    count_reach(arrays.paths, suspects, root, first, place_of, nodes, sizes)
    places = ints(np.concatenate([[0], np.cumsum(sizes[:, 0])]))
    lives = np.concatenate([[0], np.cumsum(sizes[:, 1])])
    many, live = int(places[-1]), int(lives[-1])
    pool = Pool(
        first=places,
        node=np.zeros(many, dtype=np.int32),
        hit_at=np.full(many, NEVER, dtype=np.int64),
        edge_first=np.zeros(many + 1, dtype=np.int64),
        edge_to=np.zeros(live, dtype=np.int32),
        edge_delay=np.zeros(live, dtype=np.int64),
        edge=np.zeros(live, dtype=np.int32),
        destroys=np.zeros(worlds, dtype=np.bool_),
        strike=np.zeros(worlds, dtype=np.int64),
    )
    fill_reach(arrays.paths, suspects, root, first, place_of, nodes, pool, QUANTILES)
    destructive = np.uint64(threshold_of(cyber.destructive_chance))
    fill_strikes(root, first, destructive, cyber.strike_microhours, pool.destroys, pool.strike, QUANTILES)
    for array in pool:
        array.setflags(write=False)
    return pool


KEY_DESTROYS = np.uint64(key_of("destroys"))
KEY_STRIKE = np.uint64(key_of("strike"))
KEY_BLOCK = np.uint64(key_of("block"))


@kernel
def stratified(root: np.uint64, world: int, key: np.uint64) -> np.uint64:
    """A draw in 0..2**32-1, uniform in each world, and spread evenly over each block of 64 worlds."""
    block = mix(mix(root, KEY_BLOCK + np.uint64(world // STRATUM)), key)
    place = world % STRATUM
    mine = mix(block, np.uint64(place))
    rank = 0
    for other in range(STRATUM):
        theirs = mix(block, np.uint64(other))
        if theirs < mine:
            rank += 1
    return (np.uint64(rank) << np.uint64(26)) | (mix(mine, key) >> np.uint64(38))


@kernel
def reach_of_world(
    paths: PathNet, suspects: Suspects, root: np.uint64, world: int, place_of: Indexes, nodes: Indexes
) -> tuple[int, int]:
    """Fill `nodes` with what the world's attack could ever reach; returns how many nodes and live crossings.

    `place_of` must be -1 everywhere; on return it holds the places of the nodes found.
    """
    many = 0
    for hit in range(len(suspects.node)):
        if stratified(root, world, suspects.key[hit]) < suspects.threshold[hit]:
            place_of[suspects.node[hit]] = many
            nodes[many] = suspects.node[hit]
            many += 1
    here = mix(root, np.uint64(world))
    place, live = 0, 0
    while place < many:
        node = nodes[place]
        for edge in range(paths.start[node], paths.start[node + 1]):
            if (mix(here, paths.key[edge]) & LOW32) < paths.threshold[edge]:
                live += 1
                target = paths.target[edge]
                if place_of[target] < 0:
                    place_of[target] = many
                    nodes[many] = target
                    many += 1
        place += 1
    return many, live


@kernel
def count_reach(
    paths: PathNet, suspects: Suspects, root: np.uint64, first: int, place_of: Indexes, nodes: Indexes, sizes: Ints
) -> None:
    """Places and live crossings of each world, into `sizes` [worlds, 2]."""
    for world in range(len(sizes)):
        many, live = reach_of_world(paths, suspects, root, first + world, place_of, nodes)
        sizes[world, 0], sizes[world, 1] = many, live
        for place in range(many):
            place_of[nodes[place]] = -1


@kernel
def fill_reach(
    paths: PathNet,
    suspects: Suspects,
    root: np.uint64,
    first: int,
    place_of: Indexes,
    nodes: Indexes,
    pool: Pool,
    table: Ints,
) -> None:
    """The same worlds again, written down."""
    live = 0
    for world in range(len(pool.first) - 1):
        base = pool.first[world]
        many, _ = reach_of_world(paths, suspects, root, first + world, place_of, nodes)
        here = mix(root, np.uint64(first + world))
        for place in range(many):
            node = nodes[place]
            pool.node[base + place] = node
            for edge in range(paths.start[node], paths.start[node + 1]):
                draw = mix(here, paths.key[edge])
                if (draw & LOW32) < paths.threshold[edge]:
                    pool.edge_to[live] = place_of[paths.target[edge]]
                    pool.edge_delay[live] = exponential(draw, paths.mean[edge], table)
                    pool.edge[live] = edge
                    live += 1
            pool.edge_first[base + place + 1] = live
        for hit in range(len(suspects.node)):
            if stratified(root, first + world, suspects.key[hit]) < suspects.threshold[hit]:
                pool.hit_at[base + place_of[suspects.node[hit]]] = suspects.at[hit]
        for place in range(many):
            place_of[nodes[place]] = -1


@kernel
def fill_strikes(
    root: np.uint64, first: int, chance: np.uint64, mean: int, destroys: Flags, strike: Ints, table: Ints
) -> None:
    """Whether each world's attack destroys, and the hour at which it then strikes everywhere at once."""
    for world in range(len(destroys)):
        destroys[world] = stratified(root, first + world, KEY_DESTROYS) < chance
        strike[world] = exponential(mix(mix(root, np.uint64(first + world)), KEY_STRIKE), mean, table)
