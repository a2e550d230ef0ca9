"""Whether every chain of causes is true, link by link, by the slow reading of the contract.

Law: a chain goes back in time, each link is a need that is lost when the thing goes out, and it ends at something that
was struck, stopped or closed just then.
Not here: when things are out (test_impact_contract.py).
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlebox.engine import Done, EstateArrays, impact
from battlebox.estate import Need
from engine.cases import council_estate
from engine.estates import Mould, smallest, told
from engine.oracle import Case, orders_of
from engine.oracle.orders import need_closed
from engine.oracle.spans import after_holding, clipped, contains
from engine.test_impact_contract import H, asked, random_impact, read

SEEDS = st.integers(0, 2**32)
CLOSED = "that link is closed by "
NO_PATH = "cuts that leave no path between the two bodies"


class Chains:
    """Checks chains of one case against what the oracle says of it."""

    def __init__(self, case: Case) -> None:
        self.case, self.estate = case, case.estate
        self.right = read(case)
        self.names = [name for name, _ in case.dones]
        self.orders = dict(zip(self.names, (orders_of(self.estate, (), [done]) for done in case.dones), strict=True))
        self.every = orders_of(self.estate, (), case.dones)

    def went_out(self, thing: str, at: int) -> int | None:
        """When the outage that the thing is in began."""
        return next((start for start, end in self.right.out[thing] if start <= at < end), None)

    def closed(self, need: Need, orders, at: int) -> bool:
        return contains(clipped(need_closed(self.estate, need, orders), self.case.hours), at)

    def lost(self, need: Need, at: int) -> bool:
        broken = clipped([*self.right.out[need.on], *need_closed(self.estate, need, self.every)], self.case.hours)
        return contains(after_holding(broken, need.holds_microhours), at)

    def alternatives(self, one: Need, other: Need) -> bool:
        same = (one.of, one.any_of, one.slows) == (other.of, other.any_of, other.slows)
        return same and one.any_of is not None

    def row(self, link: str, thing: str, at: int) -> Need | str:
        """The row that a link names and that is lost at the time, with all its group; else what is wrong."""
        rows = [
            need
            for need in self.estate.needs
            if need.slows is None
            and need.of == thing
            and link == f"{need.of} needs {need.on}{f', the last of {need.any_of}' if need.any_of else ''}"
        ]
        if not rows:
            return f"no need of {thing} reads {link!r}"
        for need in rows:
            group = [other for other in self.estate.needs if other is need or self.alternatives(other, need)]
            if all(self.lost(other, at) for other in group):
                return need
        return f"{link!r} is not lost at {at}"

    def end(self, words: str, thing: str, need: Need | None, at: int) -> str | None:
        """What is wrong with the last words of a chain."""
        if words.startswith(CLOSED):
            names = words.removeprefix(CLOSED)
            if need is None:
                return "a closed link, but of what?"
            if names == NO_PATH:
                good = not need.via and self.closed(need, self.every, at)
                return None if good else f"{words!r} is not so"
            wrong = [name for name in names.split(" and ") if not self.closed(need, self.orders[name], at)]
            return f"{wrong} do not close {need.of} to {need.on} at {at}" if wrong else None
        if words == f"{thing} is down":
            return None if (thing, at) in self.case.downs else f"{words!r} but not from {at}"
        start = f"{thing} is stopped by "
        if not words.startswith(start):
            return f"a chain ends with {words!r} at {thing}"
        wrong = [
            name
            for name in words.removeprefix(start).split(" and ")
            if not any(thing in order.stops and order.start <= at < order.end for order in self.orders[name])
        ]
        return f"{wrong} do not stop {thing} at {at}" if wrong else None

    def fault(self, thing: str, links: tuple[str, ...]) -> str | None:
        """What is wrong with the chain of one thing, from its first outage back."""
        at, need = self.right.out[thing][0][0], None
        for link in links[:-1]:
            if need is not None:
                began = self.went_out(need.on, at)
                if began is None:
                    return f"{need.on} is not out at {at}, when {thing} goes out"
                thing, at = need.on, began
            found = self.row(link, thing, at)
            if isinstance(found, str):
                return found
            need = found
        if need is not None and not links[-1].startswith(CLOSED):
            began = self.went_out(need.on, at)
            if began is None:
                return f"{need.on} is not out at {at}"
            thing, at = need.on, began
        return self.end(links[-1], thing, need, at)


def faults(case: Case) -> list[str]:
    chains = Chains(case)
    return [
        f"{stop.id}: {fault} in {stop.why}"
        for stop in asked(case).stops
        if (fault := chains.fault(stop.id, stop.why)) is not None
    ]


def true(case: Case) -> None:
    if faults(case):
        least = smallest(case, lambda smaller: bool(faults(smaller)))
        pytest.fail("\n".join([*faults(least), told(least)]))


@given(seed=SEEDS)
def test_every_chain_of_causes_is_true_link_by_link(seed):
    true(random_impact(seed, Mould()))


def test_two_systems_closed_off_from_each_other_do_not_blame_each_other():
    true(random_impact(154_793, Mould()))


def test_an_order_recorded_twice_is_named_once():
    estate = council_estate(needs=(Need("homelessness", "mail"),), actions=(("off", {"stops": ("system:mail",)}),))
    found = impact(EstateArrays.of(estate), dones=(Done("off"), Done("off", 1 * H)), as_recorded=True)
    assert {stop.id: stop.why for stop in found.stops}["homelessness"][-1] == "mail is stopped by off"


@given(seed=SEEDS)
def test_chains_are_true_where_cycles_and_recoveries_abound(seed):
    true(random_impact(seed, Mould(dense=True)))
