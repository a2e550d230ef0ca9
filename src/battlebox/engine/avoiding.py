"""What whole plans would spare, sixty-three at once: whoever is reached without what they close, and what that stops.

A place's word holds the plans under which it is reached, a node's those under which it is out, so that one walk over a
world tells of all of them. Needs are settled world by world as they are written: a thing is out where any of its needs
is lost, a need with alternatives where all of them are, and a fallback helps while it is not out itself.
Law: exact but for hours: an order closes at once what it closes, a need that holds out as long as checking takes is
never lost, and an outage costs what it costs when it lasts as long as its cause does.
Not here: hours, and so what a plan is worth (trial.py): this says which to try.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from battlebox.engine.arrays import EstateArrays
from battlebox.engine.choices import Choices, Plan, wide
from battlebox.engine.compile import inner_kernel, kernel
from battlebox.engine.nets import NEVER, Flags, Indexes, Ints, Keys, NeedNet, Records, frozen, ints
from battlebox.engine.orders import Orderbook
from battlebox.engine.reaching import NONE, ONE, PLACES, WORD, lowest, reach_slow
from battlebox.engine.tally import harm_of_outage
from battlebox.engine.trials import Trials
from battlebox.engine.worlds import Pool

ALL: Final = np.uint64(0xFFFF_FFFF_FFFF_FFFF)


class Groups(NamedTuple):
    """Alternatives that stand together, and which rows can be lost at all."""

    start: Ints  # [groups + 1], into `rows`
    rows: Indexes  # [grouped], numbers of needs rows
    breaks: Flags  # [rows]


class Bars(NamedTuple):
    """What each of sixty-four plans closes, stops, breaks and makes safe: a bit of a word for each."""

    crossings: Keys  # [crossings]
    off: Keys  # [nodes]
    shut: Keys  # [rows]
    safe: Keys  # [systems]
    shuts: Indexes  # the rows that any of them breaks


class Prices(NamedTuple):
    """Millionths: what records and each service cost; [2, services] each, with its fallback and without."""

    records: Ints  # [systems]
    checked: Ints  # while checking, or an order, lasts
    destroyed: Ints  # from a strike to the horizon


class Desk(NamedTuple):
    """Working arrays of one thread; all 0 between worlds."""

    reached: Keys  # [places]
    fresh: Keys  # [places]
    queue: Indexes  # [places]
    lost: Keys  # [nodes]
    waits: Flags  # [nodes]
    stack: Indexes  # [nodes]
    already: Keys  # [services], whose outage was charged


@dataclass(frozen=True)
class Avoided:
    """For each plan, over all worlds: systems `reached`, and the `harm` of that and of its orders, in millionths."""

    reached: Ints
    harm: Ints


class Avoiding:
    """Plans weighed on one pool of worlds."""

    def __init__(self, choices: Choices, trials: Trials) -> None:
        self.choices, self.trials = choices, trials
        situation = choices.situation
        self.arrays, self.book = situation.arrays, situation.book
        cyber = self.arrays.estate.cyber
        lasts = cyber.lasts_microhours * situation.lasts_factor
        horizon = situation.question.hours_microhours
        self.groups = groups_of(self.arrays.needs, lasts)
        struck = max(horizon - cyber.strike_microhours, 0)
        self.prices = Prices(
            self.arrays.record_harm, prices_of(self.arrays, min(lasts, horizon)), prices_of(self.arrays, struck)
        )

    def of(self, plans: Sequence[Plan]) -> Avoided:
        """What each plan comes to; sixty-three and that of nothing ordered share one walk over the worlds."""
        reached, harm = np.zeros((2, len(plans)), dtype=np.int64)
        for low in range(0, len(plans), WORD):
            few = plans[low : low + WORD]
            figures = self._walked(bars_of(self.arrays, self.book, few))
            high = low + len(few)
            reached[low:high], harm[low:high] = figures[:, : len(few)]
            harm[low:high] += [round(self.book.cost(sorted(plan)) * 1_000_000) * self.trials.worlds for plan in few]
        return Avoided(reached, harm)

    def _walked(self, bars: Bars) -> Ints:
        pool, net = self.trials.pool, self.arrays.needs
        places, nodes = int(np.max(np.diff(pool.first), initial=0)) + 1, len(self.arrays.names)
        (reached, fresh), lost = np.zeros((2, places), dtype=np.uint64), np.zeros(nodes, dtype=np.uint64)
        queue, stack = np.zeros(places, dtype=np.int32), np.zeros(nodes, dtype=np.int32)
        already = np.zeros(len(self.arrays.services.rows), dtype=np.uint64)
        desk = Desk(reached, fresh, queue, lost, np.zeros(nodes, dtype=np.bool_), stack, already)
        figures = np.zeros((2, WORD + 1), dtype=np.int64)
        services = self.arrays.services.nodes
        walk_worlds(pool, net.rows, net.start, self.groups, bars, self.prices, services, desk, PLACES, figures)
        return figures[:, :WORD] + figures[:, WORD:]


def best_first(choices: Choices, trials: Trials) -> tuple[str, ...]:
    """The open orders: first those that take in several systems together, by what each comes to alone, hours apart.

    Then the others, by id.
    """
    sets = wide(choices)
    harm = Avoiding(choices, trials).of([frozenset({name}) for name in sets]).harm
    ranked = [sets[place] for place in np.argsort(harm, kind="stable")]
    return (*ranked, *(name for name in choices.names if name not in set(sets)))


def groups_of(needs: NeedNet, lasts: int) -> Groups:
    """The alternatives of an estate; what holds out for `lasts` or longer is never lost."""
    rows = needs.rows
    grouped = np.flatnonzero(rows["group"] >= 0)
    order = grouped[np.argsort(rows["group"][grouped], kind="stable")]
    start = np.searchsorted(rows["group"][order], np.arange(len(needs.group_size) + 1))
    return Groups(ints(start), frozen(order.astype(np.int32)), frozen((rows["group"] >= 0) & (rows["holds"] < lasts)))


def prices_of(arrays: EstateArrays, microhours: int) -> Ints:
    """What an outage of so long costs in each service, with its fallback and without."""
    every = range(len(arrays.services.rows))
    services = arrays.services
    rows = [[harm_of_outage(services, each, microhours, alone=alone) for each in every] for alone in (False, True)]
    return frozen(np.array(rows, dtype=np.int64).reshape(2, -1))


def bars_of(arrays: EstateArrays, book: Orderbook, plans: Sequence[Plan]) -> Bars:
    """What plans close, beside the orders given and what is down; the joint rule of cuts apart."""
    crossings = np.zeros(len(arrays.paths.target), dtype=np.uint64)
    off, shut = np.zeros(len(arrays.names), dtype=np.uint64), np.zeros(len(arrays.needs.rows), dtype=np.uint64)
    safe = np.zeros(arrays.systems, dtype=np.uint64)
    given = [order.effect for order in book.given]
    common = frozenset.intersection(*plans) if plans else frozenset()
    bits = [(ALL, effect) for effect in (*given, *(book.effects[name] for name in sorted(common)))]
    for number, plan in enumerate(plans):
        bits += [(ONE << np.uint64(number), book.effects[name]) for name in sorted(plan - common)]
    for bit, effect in bits:
        crossings[effect.blocks] |= bit
        off[effect.stops] |= bit
        shut[effect.shuts] |= bit
        safe[effect.checks] |= bit
    downs = [arrays.node_of[down.thing] for down in book.downs]
    off[downs] = ALL
    safe[[node for node in downs if node < arrays.systems]] = NONE
    return Bars(crossings, off, shut, safe, np.flatnonzero(shut).astype(np.int32))


@inner_kernel
def lose_group(
    group: int, needs: Records, start: Ints, grouped: Indexes, breaks: Flags, shut: Keys, ordered: np.uint64, lost: Keys
) -> np.uint64:
    """The plans under which every alternative of a group is lost."""
    word = ALL
    for place in range(start[group], start[group + 1]):
        row = grouped[place]
        word &= (lost[needs[row]["on"]] | (shut[row] & ordered)) if breaks[row] else NONE
    return word


@inner_kernel
def lose(each: int, word: np.uint64, lost: Keys, waits: Flags, stack: Indexes, waiting: int) -> int:
    """Something is lost under more plans of a word: it waits, once, to be followed on; how many wait then."""
    if word & ~lost[each] == NONE:
        return waiting
    lost[each] |= word
    if waits[each]:
        return waiting
    waits[each] = True
    stack[waiting] = each
    return waiting + 1


@inner_kernel
def settle(
    needs: Records,
    first: Ints,
    start: Ints,
    grouped: Indexes,
    breaks: Flags,
    shut: Keys,
    ordered: np.uint64,
    lost: Keys,
    waits: Flags,
    stack: Indexes,
    waiting: int,
) -> None:
    """Let everything go out that cannot do without what is lost; `ordered` says whose broken needs count."""
    while waiting > 0:
        waiting -= 1
        node = stack[waiting]
        waits[node] = False
        for row in range(first[node], first[node + 1]):
            if needs[row]["group"] < 0 or not breaks[row]:
                continue
            word = lose_group(needs[row]["group"], needs, start, grouped, breaks, shut, ordered, lost)
            waiting = lose(needs[row]["of"], word, lost, waits, stack, waiting)


@inner_kernel
def charge(word: np.uint64, price: int, harm: Ints, places: Indexes) -> None:
    """Charge each plan of a word: where the first is among them, all of them at once less those that are not."""
    if word & ONE != NONE:
        harm[WORD] += price
        word = ~word
        price = -price
    while word != NONE:
        harm[lowest(word, places)] += price
        word &= word - ONE


@inner_kernel
def charge_services(nodes: Ints, prices: Ints, lost: Keys, already: Keys, harm: Ints, places: Indexes) -> None:
    """Charge what is lost and was not charged already: `already` [services]; its fallback counts where it works."""
    for service in range(prices.shape[1]):
        word = lost[nodes[0] + service] & ~already[service]
        if word != NONE:
            alone = lost[nodes[1] + service]
            charge(word & ~alone, prices[0, service], harm, places)
            charge(word & alone, prices[1, service], harm, places)
            already[service] |= word


@inner_kernel
def walk(
    base: int,
    many: int,
    hit_at: Ints,
    edge_first: Ints,
    edge_to: Indexes,
    edge: Indexes,
    bars: Keys,
    reached: Keys,
    fresh: Keys,
    queue: Indexes,
) -> None:
    """Fill `reached` [places] of one world: a place is followed on for all the plans that wait there."""
    head, waiting = 0, 0
    for place in range(many):
        is_hit = hit_at[base + place] != NEVER
        reached[place] = ALL if is_hit else NONE
        fresh[place] = reached[place]
        if is_hit:
            queue[waiting] = place
            waiting += 1
    while waiting > 0:
        here = queue[head]
        head = head + 1 if head + 1 < len(queue) else 0
        waiting -= 1
        new = fresh[here]
        fresh[here] = NONE
        for live in range(edge_first[base + here], edge_first[base + here + 1]):
            there = edge_to[live]
            got = new & ~bars[edge[live]] & ~reached[there]
            if got == NONE:
                continue
            if fresh[there] == NONE:
                tail = head + waiting
                queue[tail if tail < len(queue) else tail - len(queue)] = there
                waiting += 1
            reached[there] |= got
            fresh[there] |= got


@kernel
def walk_worlds(
    pool: Pool,
    needs: Records,
    first: Ints,
    groups: Groups,
    bars: Bars,
    prices: Prices,
    services: Ints,
    desk: Desk,
    places: Indexes,
    figures: Ints,
) -> None:
    """Add up, for each plan, systems reached and harm over all worlds, into `figures` [2, WORD + 1].

    The last of each row is what every plan comes to beside its own.
    1. Who is reached. 2. What the attack alone puts out, charged as long as the attack lasts. 3. What the orders put
    out beside it, and both together, charged as long as an order lasts.
    """
    begins, node, hit_at, edge_first, edge_to, _, edge, destroys, _ = pool
    start, grouped, breaks = groups
    crossings, off, shut, safe, shuts = bars
    records, checked, destroyed = prices
    reached, fresh, queue, lost, waits, stack, already = desk
    for world in range(len(destroys)):
        base = begins[world]
        many = begins[world + 1] - base
        walk(base, many, hit_at, edge_first, edge_to, edge, crossings, reached, fresh, queue)
        waiting = 0
        for place in range(many):
            system = node[base + place]
            charge(reached[place], 1, figures[0], places)
            if hit_at[base + place] == NEVER:
                charge(reached[place], records[system], figures[1], places)
            waiting = lose(system, reached[place] & ~safe[system], lost, waits, stack, waiting)
        settle(needs, first, start, grouped, breaks, shut, NONE, lost, waits, stack, waiting)
        charge_services(services, destroyed if destroys[world] else checked, lost, already, figures[1], places)
        waiting = 0
        for each in range(len(off)):
            waiting = lose(each, off[each], lost, waits, stack, waiting)
        for each in range(len(shuts)):
            group = needs[shuts[each]]["group"]
            word = lose_group(group, needs, start, grouped, breaks, shut, ALL, lost) if group >= 0 else NONE
            waiting = lose(needs[shuts[each]]["of"], word, lost, waits, stack, waiting)
        settle(needs, first, start, grouped, breaks, shut, ALL, lost, waits, stack, waiting)
        charge_services(services, checked, lost, already, figures[1], places)
        lost[:] = NONE
        already[:] = NONE


def avoided_slow(
    avoiding: Avoiding, plan: Plan, hits: set[int], crossings: Iterable[tuple[int, int, int]], *, destroys: bool
) -> tuple[int, int]:
    """The plain twin, of one plan in one world: how many are reached, and harm.

    `crossings` are those that are live: (number, from, to).
    """
    arrays, book, prices = avoiding.arrays, avoiding.book, avoiding.prices
    effects = [*(order.effect for order in book.given), *(book.effects[name] for name in plan)]
    blocked, off, shut, safe = (
        {int(each) for effect in effects for each in getattr(effect, name)}
        for name in ("blocks", "stops", "shuts", "checks")
    )
    downs = {arrays.node_of[down.thing] for down in book.downs}
    reached = reach_slow(hits, [(origin, target) for number, origin, target in crossings if number not in blocked])
    attacked = _out_slow(avoiding, {each for each in reached if each not in safe or each in downs}, set())
    every = _out_slow(avoiding, attacked | off | downs, shut)
    first, fallbacks, _ = arrays.services.nodes
    harm = sum(int(prices.records[each]) for each in reached - hits)
    for service in range(len(arrays.services.rows)):
        for out, price in (
            (attacked, prices.destroyed if destroys else prices.checked),
            (every - attacked, prices.checked),
        ):
            if first + service in out:
                alone = fallbacks + service in (attacked if out is attacked else every)
                harm += int(price[int(alone), service])
    return len(reached), harm


def _out_slow(avoiding: Avoiding, begun: set[int], shut: set[int]) -> set[int]:
    """What is out, by going through every group of needs until nothing changes."""
    rows, groups = avoiding.arrays.needs.rows, avoiding.groups
    out, before = set(begun), -1
    while before < len(out):
        before = len(out)
        for group in range(len(groups.start) - 1):
            numbers = groups.rows[groups.start[group] : groups.start[group + 1]].tolist()
            if all(groups.breaks[row] and (row in shut or int(rows[row]["on"]) in out) for row in numbers):
                out.add(int(rows[numbers[0]]["of"]))
    return out
