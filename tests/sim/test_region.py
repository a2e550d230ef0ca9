# ruff: noqa: PT017
# A rule may be refused or not, and both are right.
"""Five desks and more, any order of events: they agree whenever they meet, and nothing believed is lost.

The number of examples is small here; `BATTLEBOX_SIM_EXAMPLES` raises it; hypothesis prints what reproduces a failure.
"""

from __future__ import annotations

import io
import os
from contextlib import contextmanager

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from battlebox.journal import (
    Desk,
    Draft,
    Heading,
    Journal,
    JournalCode,
    JournalError,
    Kind,
    adopt,
    agree_removal,
    ask_removal,
    enrol,
    lift_hold,
    merge,
    place_hold,
    receive,
    revoke,
    shown_to,
    take_bundle,
    verify,
)
from battlebox.journal.bundle import write_bundle
from battlebox.marking import Recipient, Tlp, WayOut
from sim.region import FixedWatch, Region, key_of, memory_store, settle

EXAMPLES = int(os.environ.get("BATTLEBOX_SIM_EXAMPLES", "25"))
STEPS = int(os.environ.get("BATTLEBOX_SIM_STEPS", "30"))
DECADE_MS = 10 * 365 * 86_400_000
NAMES = ("north-1", "north-2", "north-3", "east-1", "east-2")
REFUSALS = {
    JournalCode.ON_HOLD,
    JournalCode.SAME_PERSON,
    JournalCode.NOT_ASKED,
    JournalCode.NO_HOLD,
    JournalCode.NO_PART,
    JournalCode.MISSING_PARENT,
}
desks = st.integers(0, 63)
fields = st.sampled_from([("task/1", "state"), ("task/1", "owner"), ("task/2", "state")])


def org_of(name: str) -> str:
    return "northmere" if name.startswith("north") else "eastholt"


@contextmanager
def _unless_done():
    """An order that stands already is refused, and by no other name."""
    try:
        yield
    except JournalError as wrong:
        assert wrong.code is JournalCode.DONE_ALREADY


class Desks(RuleBasedStateMachine):
    """Whatever may happen to a region's journals."""

    @initialize(clocks=st.lists(st.integers(-DECADE_MS, DECADE_MS), min_size=5, max_size=5))
    def begin(self, clocks: list[int]) -> None:
        self.region = Region()
        self.region.found(NAMES[0])
        for name, wrong in zip(NAMES[1:], clocks[1:], strict=True):
            self.region.join(name, org_of(name), enrolled=name != "east-2", watch=FixedWatch(offset_ms=wrong))
        self.copies = 0
        self.written: dict[str, str] = {}

    def desk(self, number: int) -> Journal:
        every = list(self.region.desks.values())
        return every[number % len(every)]

    @rule(number=desks, place=fields, value=st.integers(0, 3), label=st.sampled_from(Tlp))
    def write(self, number: int, place: tuple[str, str], value: int, label: Tlp) -> None:
        entry = self.desk(number).append(Draft(Kind.TASK_CHANGED, tlp=label, text="words", values=((*place, value),)))
        self.written[entry.id] = entry.header.key

    @rule(one=desks, two=desks)
    def meet(self, one: int, two: int) -> None:
        if self.desk(one) is not self.desk(two):
            merge(self.desk(one), self.desk(two))
            assert self.desk(one).state.set_digest() == self.desk(two).state.set_digest()
            assert self.desk(one).digest() == self.desk(two).digest()

    @rule(giver=desks, taker=desks, start=st.integers(0, 30), doubled=st.booleans(), backwards=st.booleans())
    def carry_a_stick(self, giver: int, taker: int, start: int, doubled: bool, backwards: bool) -> None:
        """A part of the record, perhaps twice, perhaps out of order, on a stick."""
        entries = list(self.desk(giver).entries())[start:]
        entries = entries[::-1] if backwards else entries
        out = io.BytesIO()
        write_bundle(out, Heading(self.desk(giver).incident, ""), entries * (1 + doubled))
        before = self.desk(taker).digest()
        try:
            take_bundle(self.desk(taker), io.BytesIO(out.getvalue()), "stick")
        except JournalError as refused:
            assert refused.code is JournalCode.MISSING_PARENT, refused
            assert self.desk(taker).digest() == before

    @rule(giver=desks, taker=desks)
    def send_a_view(self, giver: int, taker: int) -> None:
        """A copy with what the taker's body may see; parts kept back, state the same."""
        source, target = self.desk(giver), self.desk(taker)
        standing = source.state.standing
        to = Recipient(WayOut.FILE, body=next(iter(standing.orgs_of(target.desk.public)), "farwick"), community=True)
        now = __import__("datetime").datetime.now(__import__("datetime").UTC)
        target.take(shown_to(entry, to, standing, now) for entry in source.entries())

    @rule(number=desks)
    def copy_a_machine(self, number: int) -> None:
        """A clone with the same key: from here on it may fork."""
        if self.copies == 2:
            return
        self.copies += 1
        original = self.desk(number)
        name = next(name for name, desk in self.region.desks.items() if desk is original)
        key = name.partition("'")[0]
        clone = receive(memory_store(), original.incident, key_of(key), lambda *_: self.region.notes[key], FixedWatch())
        clone.take(original.entries())
        self.region.desks[f"{key}'{self.copies}"] = clone

    @rule(number=desks)
    def enrol_the_stranger(self, number: int) -> None:
        stranger = Desk(key_of("east-2").public, "eastholt", "", "east-2")
        with _unless_done():
            enrol(self.desk(number), stranger, self.region.admins["eastholt"])

    @rule(number=desks, whom=st.sampled_from(NAMES), last=st.integers(0, 20))
    def revoke_a_key(self, number: int, whom: str, last: int) -> None:
        desk, key = self.desk(number), key_of(whom).public
        known = [row.id for row in desk.store.rows_of(key)]
        good = known[last % len(known)] if known else ""
        with _unless_done():
            revoke(desk, key, org_of(whom), self.region.admins[org_of(whom)], last_good=good)

    @rule(number=desks, which=st.integers(0, 200))
    def adopt_one(self, number: int, which: int) -> None:
        ids = [identity for _, identity, _ in self.desk(number).store.ids()]
        adopt(self.desk(number), ids[which % len(ids)])

    @rule(number=desks, which=st.integers(0, 200), what=st.sampled_from(["ask", "agree", "hold", "lift"]))
    def remove_or_hold(self, number: int, which: int, what: str) -> None:
        desk = self.desk(number)
        removals = desk.state.removals
        try:
            if what == "ask":
                ids = [identity for _, identity, _ in desk.store.ids()]
                ask_removal(desk, ids[which % len(ids)], 0, "art. 17")
            elif what == "agree" and removals.asked:
                agree_removal(desk, sorted(removals.asked)[which % len(removals.asked)])
            elif what == "hold":
                place_hold(desk, "inquiry", identity=[i for _, i, _ in desk.store.ids()][-1])
            elif what == "lift" and removals.placed:
                lift_hold(desk, sorted(removals.placed)[which % len(removals.placed)])
        except JournalError as refused:
            assert refused.code in REFUSALS, refused

    @rule(number=desks)
    def alarm(self, number: int) -> None:
        self.desk(number).note_forks()

    @invariant()
    def every_value_stands_or_was_replaced_by_somebody_who_saw_it(self) -> None:
        if not hasattr(self, "region"):
            return
        desk = self.desk(0)
        writes, replaced = set(), set()
        for entry in desk.entries():
            status = desk.state.standing.status(entry.id, entry.header.key)
            if status.is_folded:
                for write in entry.header.writes:
                    writes.add((write.thing, write.name, entry.id))
                    replaced |= {(write.thing, write.name, old) for old in write.over}
        live = {(*place, each.entry) for place, found in desk.state.values.items() for each in found}
        assert live == writes - replaced

    def teardown(self) -> None:
        if not hasattr(self, "region"):
            return
        every = list(self.region.desks.values())
        settle(*every)
        assert len({desk.digest() for desk in every}) == 1
        first = every[0]
        for identity, key in self.written.items():
            assert first.entry(identity).header.key == key
        # A desk that starts anew from any one copy, in that copy's order, comes to the same state.
        fresh = receive(memory_store(), first.incident, None, lambda *_: None, FixedWatch())
        fresh.take(every[-1].entries())
        assert fresh.digest() == first.digest()
        allowed = {JournalCode.FORKED, JournalCode.NOT_ENROLLED}
        for desk in every:
            wrong = [problem for problem in verify(desk.store).problems if problem.code not in allowed]
            assert not wrong, wrong


Desks.TestCase.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=STEPS,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
)
TestDesks = Desks.TestCase
