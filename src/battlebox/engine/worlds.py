"""Worlds: what the attacker did and could do, drawn once and kept, so that every plan is tried on the same ones.

Law: a world is a pure function of (seed, stream, number, what was hit); a path's draw depends on its own name alone.
Suspects and the kind of attack are drawn stratified over blocks of 64 worlds: each world on its own has the exact
chance,
and a suspect of 5 % is in three or four worlds of every block.
Not here: when the attacker gets where (passage.py).
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

import numpy as np

from battlebox.engine.arrays import EstateArrays, threshold_of
from battlebox.engine.coins import coins_of, is_live
from battlebox.engine.compile import inner_kernel, kernel
from battlebox.engine.draws import QUANTILES, exponential, key_of, mix
from battlebox.engine.nets import NEVER, Flags, Indexes, Ints, Keys, PathNet, Records, frozen, indexes, ints
from battlebox.engine.questions import Hit

STRATUM: Final = 64
PLACES_A_SHEET: Final = 1 << 16
LIVE_A_SHEET: Final = 1 << 18
"""Room for so many places and live crossings beside the largest possible world is taken while worlds are drawn."""
NO_STRIKES: Final = (np.zeros(0, dtype=np.bool_), np.zeros(0, dtype=np.int64))
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


def draw_pool(
    arrays: EstateArrays, belief: Belief, *, seed: int, stream: int, worlds: int, first: int = 0, threads: int = 1
) -> Pool:
    """Worlds `first` to `first + worlds` of a stream. Cost: the live crossings of what each attack could reach."""
    root = root_of(seed, stream)
    suspects = belief.suspects(arrays)
    pool = draw_live(
        arrays.paths, suspects, root=int(root), worlds=worlds, first=first, coins=arrays.coins, threads=threads
    )
    destroys, strike = strikes(arrays, root, worlds, first=first)
    return pool._replace(destroys=destroys, strike=strike)


def root_of(seed: int, stream: int) -> np.uint64:
    """What every draw of a stream of worlds begins with."""
    return np.uint64(key_of("worlds", seed, stream))


def strikes(arrays: EstateArrays, root: np.uint64, worlds: int, *, first: int = 0) -> tuple[Flags, Ints]:
    """Whether the attack of each world destroys, and when it then strikes."""
    cyber = arrays.estate.cyber
    destroys, strike = np.zeros(worlds, dtype=np.bool_), np.zeros(worlds, dtype=np.int64)
    destructive = np.uint64(threshold_of(cyber.destructive_chance))
    fill_strikes(root, first, destructive, cyber.strike_microhours, destroys, strike, QUANTILES)
    return frozen(destroys), frozen(strike)


def draw_live(
    paths: PathNet,
    suspects: Suspects,
    *,
    root: int,
    worlds: int,
    first: int = 0,
    coins: Records | None = None,
    timed: bool = True,
    threads: int = 1,
) -> Pool:
    """The same of paths alone: attacks that steal, and strike at hour 0. `coins` are theirs, where they are kept.

    Where nobody asks for hours (not `timed`), `edge_delay` is empty.
    """
    kept = coins_of(paths) if coins is None else coins
    blocks = max(1, min(threads, worlds))
    edges = [worlds * block // blocks for block in range(blocks + 1)]

    def run(block: int) -> list[Pool]:
        low, high = edges[block], edges[block + 1]
        return draw_sheets(paths, kept, suspects, root=root, worlds=high - low, first=first + low, timed=timed)

    drawn = [run(0)] if blocks == 1 else list(executor(blocks).map(run, range(blocks)))
    sheets = [sheet for block in drawn for sheet in block]
    places = np.cumsum([0, *(len(sheet.node) for sheet in sheets)])
    lives = np.cumsum([0, *(len(sheet.edge) for sheet in sheets)])
    nought = np.zeros(1, dtype=np.int64)
    pool = Pool(
        first=np.concatenate([nought, *(sheet.first + low for sheet, low in zip(sheets, places, strict=False))]),
        node=np.concatenate([*(sheet.node for sheet in sheets), np.zeros(0, dtype=np.int32)]),
        hit_at=np.concatenate([*(sheet.hit_at for sheet in sheets), nought[:0]]),
        edge_first=np.concatenate(
            [nought, *(sheet.edge_first + low for sheet, low in zip(sheets, lives, strict=False))]
        ),
        edge_to=np.concatenate([*(sheet.edge_to for sheet in sheets), np.zeros(0, dtype=np.int32)]),
        edge_delay=np.concatenate([*(sheet.edge_delay for sheet in sheets), nought[:0]]),
        edge=np.concatenate([*(sheet.edge for sheet in sheets), np.zeros(0, dtype=np.int32)]),
        destroys=np.zeros(worlds, dtype=np.bool_),
        strike=np.zeros(worlds, dtype=np.int64),
    )
    for array in pool:
        array.setflags(write=False)
    return pool


def draw_sheets(
    paths: PathNet, coins: Records, suspects: Suspects, *, root: int, worlds: int, first: int, timed: bool
) -> list[Pool]:
    """Worlds as sheets of whole ones; `first` and `edge_first` of each say where its worlds and places end.

    Drawn into a sheet of room for at least one world, again and again; a world that no longer fits is begun anew on the
    next sheet.
    """
    systems, crossings = len(paths.start) - 1, len(paths.target)
    place_of = np.full(systems, -1, dtype=np.int32)
    place_room, live_room = systems + PLACES_A_SHEET, crossings + LIVE_A_SHEET
    node, edge_to, edge = (np.zeros(room, dtype=np.int32) for room in (place_room, live_room, live_room))
    hit_at, edge_end = (np.zeros(place_room, dtype=np.int64) for _ in range(2))
    edge_delay = np.zeros(live_room if timed else 0, dtype=np.int64)
    sheet = Pool(np.zeros(worlds + 1, np.int64), node, hit_at, edge_end, edge_to, edge_delay, edge, *NO_STRIKES)
    sheets: list[Pool] = []
    done = 0
    while done < worlds:
        more = fill_reach(
            paths.start, coins, paths.mean, suspects, np.uint64(root), first, done, place_of, sheet, QUANTILES
        )
        ends = sheet.first[done + 1 : done + more + 1] - sheet.first[done]
        places = int(ends[-1])
        lives = int(edge_end[places - 1]) if places else 0
        sheets.append(
            sheet._replace(
                first=ends,
                node=node[:places].copy(),
                hit_at=hit_at[:places].copy(),
                edge_first=edge_end[:places].copy(),
                edge_to=edge_to[:lives].copy(),
                edge_delay=edge_delay[:lives].copy(),
                edge=edge[:lives].copy(),
            )
        )
        done += more
    return sheets


@cache
def executor(threads: int) -> ThreadPoolExecutor:
    """The threads of this process, started once."""
    return ThreadPoolExecutor(threads, thread_name_prefix="worlds")


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


@inner_kernel
def take_hits(suspects: Suspects, root: np.uint64, world: int, base: int, place_of: Indexes, node: Indexes) -> int:
    """Give places to what is hit in a world, from place `base` of `node` on; returns how many."""
    many = 0
    for hit in range(len(suspects.node)):
        if stratified(root, world, suspects.key[hit]) < suspects.threshold[hit]:
            place_of[suspects.node[hit]] = many
            node[base + many] = suspects.node[hit]
            many += 1
    return many


@kernel
def fill_reach(
    start: Ints,
    coins: Records,
    means: Ints,
    suspects: Suspects,
    root: np.uint64,
    first: int,
    done: int,
    place_of: Indexes,
    sheet: Pool,
    table: Ints,
) -> int:
    """Write worlds from `done` on down on a sheet, as long as whole ones fit; returns how many did.

    `sheet.edge_first` holds where the crossings of each place end. `place_of` must be -1 everywhere, and is on return.
    """
    firsts, node, hit_at, edge_end, edge_to, edge_delay, edges, _, _ = sheet
    base, live = 0, 0
    for world in range(done, len(firsts) - 1):
        begun = base, live
        # A world has no more places than there are systems.
        fits = base + len(place_of) <= len(node)
        many = take_hits(suspects, root, first + world, base, place_of, node) if fits else 0
        here = mix(root, np.uint64(first + world))
        place = 0
        while place < many and fits:
            for edge in range(start[node[base + place]], start[node[base + place] + 1]):
                there = coins[edge]["to"]
                if is_live(here, coins, edge) and there >= 0:
                    if live == len(edges):
                        fits = False
                        break
                    if place_of[there] < 0:
                        place_of[there] = many
                        node[base + many] = there
                        many += 1
                    edge_to[live] = place_of[there]
                    if len(edge_delay) > 0:
                        edge_delay[live] = exponential(mix(here, coins[edge]["key"]), means[edge], table)
                    edges[live] = edge
                    live += 1
            edge_end[base + place] = live
            hit_at[base + place] = NEVER
            place += 1
        if fits:
            for hit in range(len(suspects.node)):
                if stratified(root, first + world, suspects.key[hit]) < suspects.threshold[hit]:
                    hit_at[base + place_of[suspects.node[hit]]] = suspects.at[hit]
        for found in range(many):
            place_of[node[base + found]] = -1
        if not fits:
            base, live = begun
            return world - done
        base += many
        firsts[world + 1] = firsts[done] + base
    return len(firsts) - 1 - done


@kernel
def fill_strikes(
    root: np.uint64, first: int, chance: np.uint64, mean: int, destroys: Flags, strike: Ints, table: Ints
) -> None:
    """Whether each world's attack destroys, and the hour at which it then strikes everywhere at once."""
    for world in range(len(destroys)):
        destroys[world] = stratified(root, first + world, KEY_DESTROYS) < chance
        strike[world] = exponential(mix(mix(root, np.uint64(first + world)), KEY_STRIKE), mean, table)
