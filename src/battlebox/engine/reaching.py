"""How likely each system is to be reached at all: sixty-four worlds at once, a bit of a word for each.

A system's word holds the worlds in which it is reached. A crossing is looked at once for all worlds that come to its
start together, and drawn only in those that have not got to its end yet. Where few worlds ever meet at a system, that
wins nothing: the first sixty-four tell, and the others are then followed one by one.
Law: the same worlds as `draw_live`, bit for bit, whichever way they are followed: whoever is reached here has a place
there, and nobody else.
Not here: hours (passage.py): a crossing is open or closed for good.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from battlebox.engine.coins import coins_of, is_live
from battlebox.engine.compile import inner_kernel, kernel
from battlebox.engine.draws import GOLDEN, LOW32, M1, M2, S27, S30, S31, mix
from battlebox.engine.nets import Indexes, Ints, Keys, Records
from battlebox.engine.situation import Situation
from battlebox.engine.worlds import Suspects, root_of, stratified, take_hits

WORD: Final = 64
CROWDED: Final = 5
"""Worlds that must come to a system together, on average, for words to be quicker."""
SPARSE: Final = 2
"""Worlds up to which a crossing is drawn before it is asked who is at its end already."""
FEW: Final = 6
"""Worlds up to which drawing one after another is quicker than all of a word together."""
ONE, NONE = np.uint64(1), np.uint64(0)
DE_BRUIJN, S58 = np.uint64(0x03F7_9D71_B4CB_0A89), np.uint64(58)
"""Multiplied by a power of two, its six highest bits are another number for each (Leiserson and others, 1998)."""


def bit_places() -> Indexes:
    """Which bit is set, by the six highest bits of its product with DE_BRUIJN."""
    places = np.zeros(WORD, dtype=np.int32)
    places[[(int(DE_BRUIJN) << bit & 0xFFFF_FFFF_FFFF_FFFF) >> 58 for bit in range(WORD)]] = np.arange(WORD)
    return places


PLACES: Final = bit_places()
PLACES.setflags(write=False)


class Words(NamedTuple):
    """Working arrays of one thread, and the figures that it adds up."""

    reached: Keys  # [systems], the worlds in which each is; 0 between blocks
    fresh: Keys  # [systems], those of them that nobody has followed on yet; 0 between blocks
    queue: Indexes  # [systems], who is to be followed, round and round
    met: Indexes  # [systems]
    place: Indexes  # [systems], -1 between worlds
    heres: Keys  # [WORD], the key of each world
    many: Ints  # [systems], in how many worlds each is reached
    visits: Ints  # [1], how often somebody was followed on


def words_for(systems: int) -> Words:
    """Working arrays with nothing added up."""
    reached, fresh = np.zeros((2, systems), dtype=np.uint64)
    queue, met = np.zeros((2, systems), dtype=np.int32)
    place = np.full(systems, -1, dtype=np.int32)
    heres, many = np.zeros(WORD, dtype=np.uint64), np.zeros(systems, dtype=np.int64)
    return Words(reached, fresh, queue, met, place, heres, many, np.zeros(1, dtype=np.int64))


@dataclass(frozen=True)
class Reached:
    """`many` [systems]: in how many worlds each is reached. `sizes` [worlds]: how many are reached in each."""

    many: Ints
    sizes: Ints


def reach(start: Ints, coins: Records, suspects: Suspects, *, root: int, worlds: int, first: int = 0) -> Reached:
    """Who is reached in worlds `first` to `first + worlds`, hours apart. Cost: about one cascade for each world.

    Where worlds meet, a tenth of that.
    """
    space, sizes, key = words_for(len(start) - 1), np.zeros(worlds, dtype=np.int64), np.uint64(root)
    trial = min(WORD, worlds)
    reach_together(start, coins, suspects, key, first, space, PLACES, sizes[:trial])
    meet = int(sizes.sum()) >= CROWDED * int(space.visits[0])
    if meet:
        reach_together(start, coins, suspects, key, first + trial, space, PLACES, sizes[trial:])
    else:
        reach_singly(start, coins, suspects, key, first + trial, space.place, space.queue, space.many, sizes[trial:])
    return Reached(space.many, sizes)


def reached_at_once(situation: Situation, *, stream: int, worlds: int) -> Reached | None:
    """Who is reached by the horizon, where no open way takes time and all was hit in one hour; None where hours matter.

    An order given that works only after that hour comes too late for every way.
    """
    arrays, suspects = situation.arrays, situation.belief.suspects(situation.arrays)
    hour = int(suspects.at.min(initial=0))
    closed = situation.book.plan(()).close_at <= hour
    timed = (arrays.paths.mean > 0) & (arrays.paths.threshold > 0) & ~closed
    if timed.any() or (suspects.at != hour).any():
        return None
    coins = coins_of(arrays.paths, closed) if closed.any() else arrays.coins
    root = int(root_of(situation.question.seed, stream))
    return reach(arrays.paths.start, coins, suspects, root=root, worlds=worlds)


@kernel
def reach_singly(
    start: Ints,
    coins: Records,
    suspects: Suspects,
    root: np.uint64,
    first: int,
    place_of: Indexes,
    nodes: Indexes,
    many: Ints,
    sizes: Ints,
) -> None:
    """World by world from `first` on: add to `many`, and fill `sizes`. `place_of` is -1 before and after."""
    for world in range(len(sizes)):
        count = take_hits(suspects, root, first + world, 0, place_of, nodes)
        here = mix(root, np.uint64(first + world))
        place = 0
        while place < count:
            for crossing in range(start[nodes[place]], start[nodes[place] + 1]):
                if is_live(here, coins, crossing):
                    there = coins[crossing]["to"]
                    if there >= 0 and place_of[there] < 0:
                        place_of[there] = count
                        nodes[count] = there
                        count += 1
            place += 1
        sizes[world] = count
        for found in range(count):
            place_of[nodes[found]] = -1
            many[nodes[found]] += 1


@inner_kernel
def lowest(word: np.uint64, places: Indexes) -> int:
    """The place of the lowest bit that is set."""
    return int(places[((word & (~word + ONE)) * DE_BRUIJN) >> S58])


@inner_kernel
def live_in(asked: np.uint64, coins: Records, crossing: int, heres: Keys, places: Indexes) -> np.uint64:
    """In which of the worlds asked for a crossing is live: one after another where they are few, else all at once."""
    got, left = NONE, asked
    for _ in range(FEW):
        if left == NONE:
            return got
        world = lowest(left, places)
        left &= left - ONE
        if is_live(heres[world], coins, crossing):
            got |= ONE << np.uint64(world)
    got = NONE
    turned, most = coins[crossing]["key"] * GOLDEN, np.uint64(coins[crossing]["most"])
    for world in range(WORD):
        # `mix`, with what does not hang on the world worked out before: eight of these are done by one instruction.
        z = (heres[world] ^ turned) + GOLDEN
        z = (z ^ (z >> S30)) * M1
        z = (z ^ (z >> S27)) * M2
        got |= np.uint64(((z ^ (z >> S31)) & LOW32) <= most) << np.uint64(world)
    return got & asked


@inner_kernel
def hit_words(
    suspects: Suspects, root: np.uint64, first: int, worlds: int, reached: Keys, fresh: Keys, queue: Indexes
) -> int:
    """Note in which worlds each system is hit; returns how many are in any."""
    many = 0
    for hit in range(len(suspects.node)):
        node = suspects.node[hit]
        word = NONE
        for world in range(worlds):
            if stratified(root, first + world, suspects.key[hit]) < suspects.threshold[hit]:
                word |= ONE << np.uint64(world)
        if word != NONE and reached[node] == NONE:
            queue[many] = node
            many += 1
        reached[node] |= word
        fresh[node] |= word
    return many


@kernel
def reach_together(
    start: Ints,
    coins: Records,
    suspects: Suspects,
    root: np.uint64,
    first: int,
    space: Words,
    places: Indexes,
    sizes: Ints,
) -> None:
    """The same, a word of worlds at a time: whoever comes to a system is followed on together with all who wait there.

    1. Who is hit, in which worlds. 2. Follow on whoever waits longest, until nobody does. 3. Add up, and clear.
    """
    reached, fresh, queue, met, _, heres, many, visits = space
    room = len(queue)
    for block in range(0, len(sizes), WORD):
        for world in range(WORD):
            heres[world] = mix(root, np.uint64(first + block + world))
        worlds = min(WORD, len(sizes) - block)
        waiting = hit_words(suspects, root, first + block, worlds, reached, fresh, queue)
        for hit in range(waiting):
            met[hit] = queue[hit]
        count, head = waiting, 0
        while waiting > 0:
            here = queue[head]
            head = head + 1 if head + 1 < room else 0
            waiting -= 1
            visits[0] += 1
            new, rest = fresh[here], fresh[here]
            fresh[here] = NONE
            for _ in range(SPARSE):
                rest &= rest - (ONE if rest != NONE else NONE)
            for crossing in range(start[here], start[here + 1]):
                there = coins[crossing]["to"]
                asked = new
                if there >= 0 and rest != NONE:
                    asked = new & ~reached[there]
                if there < 0 or asked == NONE:
                    continue
                got = live_in(asked, coins, crossing, heres, places)
                if got == NONE:
                    continue
                got &= ~reached[there]
                if got == NONE:
                    continue
                if reached[there] == NONE:
                    met[count] = there
                    count += 1
                if fresh[there] == NONE:
                    tail = head + waiting
                    queue[tail if tail < room else tail - room] = there
                    waiting += 1
                reached[there] |= got
                fresh[there] |= got
        for each in range(count):
            word = reached[met[each]]
            reached[met[each]] = NONE
            while word != NONE:
                many[met[each]] += 1
                sizes[block + lowest(word, places)] += 1
                word &= word - ONE


def reach_slow(hits: set[int], crossings: list[tuple[int, int]]) -> set[int]:
    """The plain twin, of one world: who is reached from what is hit over live crossings (from, to)."""
    found = set(hits)
    while more := {target for origin, target in crossings if origin in found} - found:
        found |= more
    return found
