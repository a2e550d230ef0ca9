"""An outbox and a ledger in memory, which can be cut off at any of their calls, and a provider that counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from battlebox.desk.message import Means, Promise
from battlebox.share.sending import Accepted, Errand, Lane, Pace, Refused, State, Unknown, Whose

BEGAN = datetime(2026, 11, 23, 2, 40, tzinfo=UTC)


class PowerCut(Exception):
    pass


@dataclass
class Power:
    """Counts calls, and cuts the power before or after the one it was told."""

    cut_at: int = -1
    calls: int = 0

    def passes(self):
        self.calls += 1
        if self.calls == self.cut_at:
            raise PowerCut


@dataclass
class Clock:
    at: datetime = BEGAN

    def __call__(self):
        return self.at

    def pass_by(self, **span):
        self.at += timedelta(**span)


@dataclass
class Row:
    errand: Errand
    state: State
    due: datetime | None = None
    note: str = ""
    at: datetime | None = None
    recorded: bool = True


def errand(key, person, place, means):
    return Errand(key, "i", "message/1", "northmere", person, place, means, f"{person}@{means}", f"{person}-{place}")


@dataclass
class MemoryOutbox:
    """Every call is whole: the power goes before it or after it."""

    power: Power = field(default_factory=Power)
    rows: dict[int, Row] = field(default_factory=dict)

    @classmethod
    def of(cls, people, order, power=None):
        made = cls(power or Power())
        for person in people:
            for place, means in enumerate(order):
                key = len(made.rows)
                first = place == 0
                given = replace(errand(key, person, place, means), waits_since=BEGAN if first else None)
                made.rows[key] = Row(given, State.WAITING if first else State.LATER, BEGAN if first else None)
        return made

    def _of(self, means, state):
        return [row for row in self.rows.values() if row.errand.means is means and row.state is state]

    def due(self, means, now, most):
        found = [row for row in self._of(means, State.WAITING) if row.due <= now]
        return tuple(row.errand for row in sorted(found, key=lambda row: (row.due, row.errand.key))[:most])

    def claim(self, errands):
        self.power.passes()
        for each in errands:
            self._set(each, claimed=True)
        self.power.passes()

    def begin(self, errands):
        self.power.passes()
        for each in errands:
            self.rows[each.key].state = State.TRYING
            self._set(each, tries=self.rows[each.key].errand.tries + 1)
        self.power.passes()

    def end(self, ended):
        self.power.passes()
        for each in ended:
            row = self.rows[each.errand.key]
            row.state, row.due, row.note, row.at = each.state, each.due, each.note, each.at
            row.recorded = each.state not in (State.TOLD, State.DELIVERED, State.REFUSED, State.UNKNOWN)
            self._set(each.errand, in_doubt=each.in_doubt)
            others = [
                other
                for other in self.rows.values()
                if other.errand.person == each.errand.person and other.state is State.LATER
            ]
            mine = [other for other in self.rows.values() if other.errand.person == each.errand.person]
            if each.state.has_failed:
                # One that was told and then given up on opens what was not needed meanwhile.
                others = [
                    other
                    for other in mine
                    if other.state in (State.LATER, State.NOT_NEEDED) and other.errand.place > each.errand.place
                ]
                others = [] if any(other.state.is_told for other in mine) else others
            if each.state.has_failed and others:
                others[0].state, others[0].due = State.WAITING, each.at
                self._set(others[0].errand, waits_since=each.at)
            elif each.state is not State.WAITING and not each.state.has_failed:
                for other in others:
                    other.state = State.STOPPED if each.state is State.STOPPED else State.NOT_NEEDED
        self.power.passes()

    def to_follow(self, means, now, most):
        found = [row for row in self._of(means, State.TOLD) if row.due is not None and row.due <= now]
        return tuple((row.errand, row.at) for row in found[:most])

    def follow_later(self, asks):
        self.power.passes()
        for each, at in asks:
            self.rows[each.key].due = at
        self.power.passes()

    def interrupted(self, means):
        return tuple(row.errand for row in self._of(means, State.TRYING))

    def unrecorded(self, means, most):
        from battlebox.share.sending import Ended

        found = [row for row in self.rows.values() if row.errand.means is means and not row.recorded]
        return tuple(Ended(row.errand, row.state, row.at, row.note) for row in found[:most])

    def recorded(self, ended):
        self.power.passes()
        for each in ended:
            self.rows[each.errand.key].recorded = True
        self.power.passes()

    def _set(self, each, **more):
        row = self.rows[each.key]
        row.errand = replace(row.errand, **more)

    def states(self):
        return Counter(row.state for row in self.rows.values())

    def person(self, person):
        return [row.state for row in self.rows.values() if row.errand.person == person]


@dataclass
class MemoryLedger:
    power: Power = field(default_factory=Power)
    claimed: list = field(default_factory=list)
    came: list = field(default_factory=list)
    entries: list = field(default_factory=list)
    stopped: bool = False

    def claims(self, errands):
        self.power.passes()
        self.claimed += [(each.person, each.place) for each in errands]
        self.entries.append(("tried", len(errands)))
        self.power.passes()

    def outcomes(self, ended):
        self.power.passes()
        self.came += ended
        self.entries.append(("sent", len(ended)))
        self.power.passes()

    def is_stopped(self, errand):
        del errand
        return self.stopped

    def words(self, errand):
        return "Subject", f"Words for {errand.person}"


@dataclass
class Counting:
    """A provider that keeps its promise; the plan for each address and call is ok, refuse, later, late or key."""

    means: Means
    promise: Promise
    power: Power = field(default_factory=Power)
    plan: object = None
    taken: Counter = field(default_factory=Counter)
    calls: Counter = field(default_factory=Counter)
    log: list = field(default_factory=list)

    def send(self, letter, *, again):
        self.power.passes()
        self.calls[letter.reference] += 1
        self.log.append((letter.reference, again))
        assert not (again and self.promise is Promise.ONCE_AT_MOST)
        plan = self.plan(letter.to, self.calls[letter.reference]) if self.plan else "ok"
        if plan == "refuse":
            return Refused("no such address", Whose.ADDRESS)
        if plan == "later":
            return Refused("busy", Whose.PROVIDER)
        if plan == "key":
            return Refused("wrong key", Whose.KEY)
        had = self.taken[letter.reference] and (self.promise is Promise.REFUSES_REPEATS or again)
        if not had:
            self.taken[letter.reference] += 1
        self.power.passes()
        return Unknown("no answer") if plan == "late" else Accepted("7")


@dataclass
class Followed(Counting):
    """The same, and it can be asked what became of a letter: `fates` by reference, for each time it is asked."""

    fates: object = None
    asked: list = field(default_factory=list)

    def follow(self, reference):
        self.power.passes()
        self.asked.append(reference)
        return self.fates(reference, self.asked.count(reference))


def lane_of(sender, outbox, ledger, clock, **more):
    # One at a time in one thread, so that a power cut falls at every point there is.
    return Lane(sender, outbox, ledger, clock, Pace(10**9), width=more.pop("width", 1), **more)
