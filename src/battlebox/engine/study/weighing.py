"""What closing each thing would spare in each world of a first hit: of what the attacker holds, and of what then stops.

What is held follows from one dominator tree a world (sparing.py). What stops stands on that tree: whatever is out is
spared by some of its numbers, and with each of them by all above it, so the lowest of them say all. What any of several
losses puts out is spared by what spares it from each of them; what only all alternatives together put out, by whatever
spares one of them.
Law: exact, alternatives and fallbacks included, but for hours: what holds out as long as checking takes is never lost,
and an outage lasts as long as checking takes.
Not here: what a study stands on (ground.py), sums over first hits (block.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np

from battlebox.engine.compile import inner_kernel, kernel
from battlebox.engine.nets import NEVER, Flags, Indexes, Ints
from battlebox.engine.reaching import reach_slow
from battlebox.engine.sparing import NOT_REACHED, Tree, spare_worlds, tree_for
from battlebox.engine.study.ground import Ground, Needs
from battlebox.engine.study.question import in_units
from battlebox.engine.worlds import Pool

PEOPLE, SERVICE, RECORDS = range(3)
LOWEST: Final = 4
"""Room for so many lowest numbers of each thing that is out, to begin with; doubled where a world needs more."""

Harm = tuple[int, int, int]
"""People, other services and records."""


class Desk(NamedTuple):
    """Working arrays of one thread; `many` and `waits` are 0 between worlds. Numbers are those of the tree."""

    many: Indexes  # [nodes], how many lowest numbers spare each thing that is out; 0 where it is not out
    lowest: Indexes  # [nodes + 2, room], these; the last two rows for what is just being made
    out: Indexes  # [nodes], what is out, as it came
    waits: Flags  # [nodes]
    stack: Indexes  # [nodes]


class Costs(NamedTuple):
    """In units: what each service's outage costs, and how much more where its fallback is out too."""

    first: int  # the node of the first service
    fallback: int  # the node of the first fallback
    column: Indexes  # [services], PEOPLE or SERVICE
    usual: Ints  # [services]
    alone: Ints  # [services]


class Spared(NamedTuple):
    """What a first hit comes to over its worlds: `sums` [things, 3] of what each thing spares, for the `rows` met."""

    sums: Ints
    rows: Indexes
    reached: Ints  # [3]


class Weighing:
    """First hits weighed one after another on one ground."""

    def __init__(self, ground: Ground, unit: int) -> None:
        self.ground = ground
        self.records = in_units(ground.records, unit)
        usual, alone = (in_units(each, unit) for each in (ground.usual, ground.alone))
        first, fallback, self.nodes = (int(each) for each in ground.nodes)
        self.costs = Costs(first, fallback, ground.column, usual, alone - usual)
        self.things = len(ground.systems) + len(ground.paths)
        self.sums = np.zeros((self.things, 3), dtype=np.int64)
        self.seen = np.zeros(self.things, dtype=np.bool_)
        self.met = np.zeros(self.things, dtype=np.int32)
        self.open = np.zeros(len(ground.crossings.target), dtype=np.bool_)
        self.many = 0
        self.desk = desk_for(self.nodes, LOWEST)

    def of(self, pool: Pool) -> Spared:
        """What its worlds come to; what is given back is overwritten by the next. One thing is hit in each world."""
        last = self.met[: self.many]
        self.sums[last], self.seen[last] = 0, False
        reached, places = np.zeros(3, dtype=np.int64), int(np.max(np.diff(pool.first), initial=0)) + 1
        kept = np.zeros(len(pool.node), dtype=np.int64), np.full(len(pool.node), NOT_REACHED, dtype=np.int32)
        worlds, one = len(pool.destroys), np.zeros(1, dtype=np.int64)
        each, weight = np.zeros(worlds, dtype=np.int64), np.zeros((2, places), dtype=np.int64)
        tree, done, met = tree_for(pool), 0, 0
        while done < worlds:
            done, met = weigh_worlds(
                pool, self.open, self.records, one, tree, *kept, each, self.ground.needs, self.costs, self.desk, weight,
                self.ground.crossings.path, self.sums, self.seen, self.met, reached, done, met,
            )  # fmt: skip
            if done < worlds:
                self.desk = desk_for(self.nodes, 2 * self.desk.lowest.shape[1])
        self.many = met
        return Spared(self.sums, np.sort(self.met[:met]), reached)


def desk_for(nodes: int, room: int) -> Desk:
    """Working arrays for an estate of so many nodes."""
    many, out, stack = np.zeros((3, nodes), dtype=np.int32)
    return Desk(many, np.zeros((nodes + 2, room), dtype=np.int32), out, np.zeros(nodes, dtype=np.bool_), stack)


@inner_kernel
def common(one: int, other: int, dominator: Indexes) -> int:
    """The lowest number that is above both, or is one of them: whatever is above has a smaller number."""
    while one != other:
        if one > other:
            one = dominator[one]
        else:
            other = dominator[other]
    return one


@inner_kernel
def put(number: int, lowest: Indexes, many: int, dominator: Indexes) -> int:
    """Put a number to the lowest ones, and take out what is above it; how many there are then, -1 for want of room."""
    kept = 0
    for place in range(many):
        meeting = common(number, lowest[place], dominator)
        if meeting == number:
            return many
        if meeting != lowest[place]:
            lowest[kept] = lowest[place]
            kept += 1
    if kept == len(lowest):
        return -1
    lowest[kept] = number
    return kept + 1


@inner_kernel
def narrow(
    node: int,
    made: int,
    waiting: int,
    outs: int,
    many: Indexes,
    lowest: Indexes,
    out: Indexes,
    waits: Flags,
    stack: Indexes,
    dominator: Indexes,
) -> tuple[int, int]:
    """Something is put out in one more way, spared by the numbers that lie ready in the row after the last node's.

    It waits, once, to be followed on where that leaves less to spare it; returns how many wait, and how many are out.
    -1 waiting for want of room.
    """
    ready, meet = lowest[len(many)], lowest[len(many) + 1]
    if many[node] == 0:
        out[outs] = node
        outs += 1
        count = made
        for place in range(made):
            lowest[node, place] = ready[place]
    else:
        count = 0
        for one in range(many[node]):
            for other in range(made):
                count = put(common(lowest[node, one], ready[other], dominator), meet, count, dominator)
                if count < 0:
                    return -1, outs
        same = 0
        for one in range(many[node]):
            for other in range(count):
                same += lowest[node, one] == meet[other]
        if same == many[node]:  # What is left is some of what was; nothing is above another.
            return waiting, outs
        for place in range(count):
            lowest[node, place] = meet[place]
    many[node] = count
    if not waits[node]:
        waits[node] = True
        stack[waiting] = node
        waiting += 1
    return waiting, outs


@inner_kernel
def gather(node: int, made: int, many: Indexes, lowest: Indexes, dominator: Indexes) -> int:
    """Put what spares a node to what lies ready: either would do; -1 for want of room."""
    ready = lowest[len(many)]
    for place in range(many[node]):
        made = put(lowest[node, place], ready, made, dominator)
        if made < 0:
            return -1
    return made


@inner_kernel
def settle(
    waiting: int,
    outs: int,
    first: Ints,
    group: Indexes,
    start: Ints,
    on: Indexes,
    of: Indexes,
    many: Indexes,
    lowest: Indexes,
    out: Indexes,
    waits: Flags,
    stack: Indexes,
    dominator: Indexes,
) -> int:
    """Let everything go out that cannot do without what is out; returns how many are out, -1 for want of room."""
    while waiting > 0:
        waiting -= 1
        node = stack[waiting]
        waits[node] = False
        for row in range(first[node], first[node + 1]):
            here, made = group[row], 0
            for place in range(start[here], start[here + 1]):
                if many[on[place]] == 0:
                    made = 0
                    break
                made = gather(on[place], made, many, lowest, dominator)
                if made < 0:
                    return -1
            if made > 0:
                waiting, outs = narrow(of[here], made, waiting, outs, many, lowest, out, waits, stack, dominator)
                if waiting < 0:
                    return -1
    return outs


@inner_kernel
def credit(harm: int, numbers: Indexes, many: int, weight: Ints, dominator: Indexes) -> None:
    """Give a harm to all that spares it, so that summed up from below each number has it once."""
    for one in range(many):
        weight[numbers[one]] += harm
        deepest = -1
        for other in range(one):
            deepest = max(deepest, common(numbers[one], numbers[other], dominator))
        if deepest >= 0:
            weight[deepest] -= harm


@inner_kernel
def credit_services(
    outs: int, costs: Costs, many: Indexes, lowest: Indexes, out: Indexes, weight: Ints, dominator: Indexes
) -> bool:
    """Give the harm of every service that is out to what spares it; whether there was room."""
    first, fallback, column, usual, alone = costs
    ready = lowest[len(many)]
    for place in range(outs):
        service = out[place] - first
        if service < 0 or service >= len(usual):
            continue
        credit(usual[service], lowest[first + service], many[first + service], weight[column[service]], dominator)
        if alone[service] > 0 and many[fallback + service] > 0:
            made = gather(first + service, 0, many, lowest, dominator)
            made = gather(fallback + service, made, many, lowest, dominator)
            if made < 0:
                return False
            credit(alone[service], ready, made, weight[column[service]], dominator)
    return True


@inner_kernel
def note(row: int, here: int, held: int, weight: Ints, sums: Ints, seen: Flags, met: Indexes, rows: int) -> int:
    """Add what a number of the tree spares to the sums of one thing; returns how many things are met."""
    if held == 0 and weight[PEOPLE, here] == 0 and weight[SERVICE, here] == 0:
        return rows
    sums[row, PEOPLE] += weight[PEOPLE, here]
    sums[row, SERVICE] += weight[SERVICE, here]
    sums[row, RECORDS] += held
    if not seen[row]:
        seen[row] = True
        met[rows] = row
        rows += 1
    return rows


@kernel
def weigh_worlds(
    pool: Pool,
    no_closed: Flags,
    records: Ints,
    one: Ints,
    tree: Tree,
    spared: Ints,
    bridge: Indexes,
    each: Ints,
    needs: Needs,
    costs: Costs,
    desk: Desk,
    weight: Ints,
    path: Indexes,
    sums: Ints,
    seen: Flags,
    met: Indexes,
    reached: Ints,
    done: int,
    rows: int,
) -> tuple[int, int]:
    """Add up what each thing spares over worlds from `done` on; returns how many are done and rows are met.

    1. The tree of what is held. 2. What is out for what is held, then all that needs it. 3. Harm, bottom up.
    """
    begins, node, hit_at, edge_first, edge_to, _, edge, destroys, _ = pool
    _, placed, _, _, _, _, dominator, _, _, _, _, _ = tree
    first, group, start, on, of = needs
    many, lowest, out, waits, stack = desk
    for world in range(done, len(destroys)):
        base = begins[world]
        numbers = begins[world + 1] - base + 1
        one[0] = world
        spare_worlds(
            begins, node, hit_at, edge_first, edge_to, edge, no_closed, records, one, tree, spared, bridge, each
        )  # fmt: skip
        waiting, outs = 0, 0
        for here in range(1, numbers):
            place = base + placed[here]
            lowest[len(many), 0] = here if hit_at[place] == NEVER else 0  # A hit stays hit, whatever is closed.
            waiting, outs = narrow(node[place], 1, waiting, outs, many, lowest, out, waits, stack, dominator)
        outs = settle(waiting, outs, first, group, start, on, of, many, lowest, out, waits, stack, dominator)
        weight[:, :numbers] = 0
        if outs < 0 or not credit_services(outs, costs, many, lowest, out, weight, dominator):
            return world, rows
        for place in range(outs):
            many[out[place]] = 0
        reached[RECORDS] += each[world]
        for column in range(2):
            for here in range(numbers - 1, 0, -1):
                weight[column, dominator[here]] += weight[column, here]
            reached[column] += weight[column, 0]
        for here in range(1, numbers):
            place = base + placed[here]
            rows = note(node[place], here, spared[place], weight, sums, seen, met, rows)
            if bridge[place] >= 0:
                rows = note(len(records) + path[bridge[place]], here, spared[place], weight, sums, seen, met, rows)
    return len(destroys), rows


def weighed_slow(ground: Ground, hit: int, crossings: Iterable[tuple[int, int, int]]) -> tuple[Harm, dict[int, Harm]]:
    """The plain twin, of one world: what a hit comes to, and what each thing spares: close it, and see what is left.

    `crossings` are those that are live: (number, from, to). Things are systems, then paths.
    """
    live, systems = list(crossings), len(ground.systems)
    left = {system: [row for row in live if system not in row[1:]] for system in reach_slow({hit}, ends(live))}
    for path in {int(ground.crossings.path[row[0]]) for row in live}:
        left[systems + path] = [row for row in live if int(ground.crossings.path[row[0]]) != path]
    whole = _harm_slow(ground, hit, live)
    spared = {thing: _less(whole, _harm_slow(ground, hit, rows)) for thing, rows in left.items()}
    return whole, {thing: figures for thing, figures in spared.items() if any(figures)}


def ends(crossings: Iterable[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Where each crossing leads, from and to."""
    return [(origin, target) for _, origin, target in crossings]


def _less(whole: Harm, left: Harm) -> Harm:
    return whole[0] - left[0], whole[1] - left[1], whole[2] - left[2]


def _harm_slow(ground: Ground, hit: int, crossings: list[tuple[int, int, int]]) -> Harm:
    """People, service and records, by going through every group of needs until nothing changes."""
    held = reach_slow({hit}, ends(crossings))
    out, before = set(held), -1
    needs, (first, fallback, _) = ground.needs, ground.nodes.tolist()
    while before < len(out):
        before = len(out)
        for group, of in enumerate(needs.of.tolist()):
            if out.issuperset(needs.on[needs.start[group] : needs.start[group + 1]].tolist()):
                out.add(of)
    harm = [0, 0, sum(int(ground.records[each]) for each in held)]
    for service, column in enumerate(ground.column.tolist()):
        if first + service in out:
            price = ground.alone if fallback + service in out else ground.usual
            harm[column] += int(price[service])
    return harm[0], harm[1], harm[2]
