"""Better orders by small changes, some of them for the worse at first: annealing on the keys, from several starts.

Keys are the times at which operations would like to start. A change moves one operation, swaps two, or moves all of one
system or all that one service waits for; what is kept is pushed late and placed anew (justify.py).
Law: never worse than its start; what is drawn is counted, so the same changes are tried in the same order whatever the
machine, but how many are tried hangs on the time.
Not here: decoding (decode.py), the starts (rules.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from battlebox.engine.allowance import Allowance
from battlebox.engine.compile import kernel
from battlebox.engine.draws import key_of, mix
from battlebox.engine.nets import NEVER, Indexes, Ints
from battlebox.engine.restore.decode import NO_PLAN, TRIES, decode
from battlebox.engine.restore.justify import justify
from battlebox.engine.restore.net import Desk, Net, ProblemNet, Starts

THREADS: Final = 2
HOT, COLD = 0.01, 0.0001
"""Temperature at the first and last change of a start, as shares of the harm it began with, for up to `FEW` operations:
one change matters less the more there are."""
FEW: Final = 120
LIMIT: Final = 25
"""How often a change is placed anew to keep what must follow closely; the rest are thrown away."""
NOW, BEST, DRAWN = 0, 1, 2


class Bundle(NamedTuple):
    """Operations that move together: those of each system, then those each service waits for."""

    first: Ints
    member: Indexes
    systems: int


class Walk(NamedTuple):
    """What one thread carries from change to change."""

    keys: Ints
    trial: Ints
    starts: Ints
    other: Ints
    best: Ints
    score: Ints


@dataclass(frozen=True, slots=True)
class Stay:
    """At most `moved_most` operations may stand more than `by` away from `old`; none is watched where it is below 0."""

    old: Starts
    moved_most: int = -1
    by: int = 0


@kernel
def moved(net: Net, starts: Ints, old: Ints, by: int) -> int:
    """How many operations that have not begun stand more than `by` away from where they stood."""
    count = 0
    for one in range(len(starts)):
        if net.fixed[one] == NEVER and abs(starts[one] - old[one]) > by:
            count += 1
    return count


@kernel
def change(bundle: Bundle, walk: Walk, draw: np.uint64, reach: int) -> None:
    """One change of the keys, from `keys` into `trial`."""
    size = len(walk.keys)
    for one in range(size):
        walk.trial[one] = walk.keys[one]
    kind = int(draw & np.uint64(15))
    first, second = mix(draw, np.uint64(1)), mix(draw, np.uint64(2))
    one = int(first % np.uint64(size))
    share = float(second >> np.uint64(11)) / 9007199254740992.0
    shift = int(reach * share * share * share) + 1
    if first >> np.uint64(63):
        shift = -shift
    bundles = len(bundle.first) - 1
    if kind < 5 or bundles == 0:
        walk.trial[one] += shift
    elif kind < 8:
        other = int(second % np.uint64(size))
        walk.trial[one], walk.trial[other] = walk.keys[other], walk.keys[one]
    elif kind < 10:
        other = int(second % np.uint64(size))
        walk.trial[one] = walk.keys[other] + (1 if shift > 0 else -1)
    else:
        low, high = (0, bundle.systems) if kind < 14 or bundle.systems == bundles else (bundle.systems, bundles)
        if high > low:
            which = low + int(mix(draw, np.uint64(3)) % np.uint64(high - low))
            for row in range(bundle.first[which], bundle.first[which + 1]):
                walk.trial[bundle.member[row]] += shift


@kernel
def anneal(
    net: Net,
    desk: Desk,
    bundle: Bundle,
    walk: Walk,
    old: Ints,
    moved_most: int,
    by: int,
    seed: np.uint64,
    rounds: int,
    reach: int,
    heat: float,
) -> None:
    """So many changes at one temperature, each kept where it is better or by a draw that grows rare as it is worse."""
    size = len(walk.keys)
    for _ in range(rounds):
        walk.score[DRAWN] += 1
        draw = mix(seed, np.uint64(walk.score[DRAWN]))
        change(bundle, walk, draw, reach)
        harm = decode(net, desk, walk.trial, walk.starts, LIMIT)
        if harm == NO_PLAN:
            continue
        rise = float(harm - walk.score[NOW])
        chance = float(mix(draw, np.uint64(4)) >> np.uint64(11)) / 9007199254740992.0
        if rise > 0 and (heat <= 0.0 or chance >= np.exp(-rise / heat)):
            continue
        if moved_most >= 0 and moved(net, walk.starts, old, by) > moved_most:
            continue
        if rise < 0 or (draw >> np.uint64(8)) & np.uint64(3) == np.uint64(0):
            for one in range(size):
                walk.trial[one] = walk.starts[one]
            justify(net, desk, walk.trial)
            again = decode(net, desk, walk.trial, walk.other, LIMIT)
            is_better = again != NO_PLAN and again <= harm
            if is_better and (moved_most < 0 or moved(net, walk.other, old, by) <= moved_most):
                harm = again
                for one in range(size):
                    walk.starts[one] = walk.other[one]
        for one in range(size):
            walk.keys[one] = walk.starts[one]
        walk.score[NOW] = harm
        if harm < walk.score[BEST]:
            walk.score[BEST] = harm
            for one in range(size):
                walk.best[one] = walk.starts[one]


def bundles_of(net: ProblemNet) -> Bundle:
    """What moves together in a problem."""
    systems: dict[str, list[int]] = {}
    for one, row in enumerate(net.problem.operations):
        if row.system:
            systems.setdefault(row.system, []).append(one)
    waited = [np.flatnonzero(row).tolist() for row in net.needed] if len(net.problem.services) > 1 else []
    groups = [*systems.values(), *waited]
    return Bundle(
        first=np.concatenate(([0], np.cumsum([len(each) for each in groups]))).astype(np.int64),
        member=np.array([one for each in groups for one in each], dtype=np.int32),
        systems=len(systems),
    )


def improve(
    net: ProblemNet,
    begins: Sequence[Starts],
    allowance: Allowance,
    *,
    seed: int,
    stay: Stay | None = None,
    turns: int = 2,
) -> tuple[Starts, int]:
    """The best plan found from several plans within a time, and its harm.

    Each of two threads takes every second plan to begin with, in `turns` equal turns.
    """
    bundle = bundles_of(net)

    def work(thread: int) -> tuple[int, int, Starts]:
        mine = [begins[(thread + THREADS * turn) % len(begins)] for turn in range(turns)]
        found = [
            _walked(net, bundle, begin, allowance.part((turn + 1) / turns), key_of(seed, thread, turn), stay)
            for turn, begin in enumerate(mine)
            if turn == 0 or allowance.left > 0
        ]
        harm, starts = min(found, key=lambda pair: pair[0])
        return harm, thread, starts

    with ThreadPoolExecutor(THREADS) as pool:
        harm, _, starts = min(pool.map(work, range(THREADS)), key=lambda row: row[:2])
    return starts, harm


def _walked(
    net: ProblemNet, bundle: Bundle, begin: Starts, allowance: Allowance, seed: int, stay: Stay | None
) -> tuple[int, Starts]:
    """The best of one walk and its harm. Its temperature falls with the share of its time that is gone."""
    arrays, desk, size = net.net, net.desk(), len(begin)
    stay = stay or Stay(np.zeros(size, dtype=np.int64))
    fresh = [begin.copy() for _ in range(5)]
    walk = Walk(fresh[0], fresh[1], fresh[2], fresh[3], fresh[4], np.zeros(3, dtype=np.int64))
    harm = decode(arrays, desk, walk.keys, walk.starts, TRIES)
    if harm == NO_PLAN:
        return int(NEVER), begin
    if stay.moved_most < 0 or moved(arrays, walk.starts, stay.old, stay.by) <= stay.moved_most:
        walk.best[:] = walk.keys[:] = walk.starts
    walk.score[NOW] = walk.score[BEST] = harm
    reach = max(1, int((walk.starts + arrays.duration).max()) // 3)
    rounds = max(1, 40_000 // (size + 1))
    began = whole = allowance.left
    while whole > 0 and (left := allowance.left) > 0:
        gone = 1 - left / began
        heat = harm * min(1.0, FEW / (size + 1)) * HOT * (COLD / HOT) ** gone
        anneal(arrays, desk, bundle, walk, stay.old, stay.moved_most, stay.by, np.uint64(seed), rounds, reach, heat)
    return int(walk.score[BEST]), walk.best
