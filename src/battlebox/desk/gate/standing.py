"""How the gates of each system stand now, and whether it may go live: worked out from the record, never kept.

Law: a gate counts as answered only while nothing has come to be known since that opens it, its time is not over, and
one version of its answer stands; what is open again shows what was answered before.
Not here: answering (answering.py), going live (going_live.py), the words that are said loudly (loud.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Final

from battlebox.desk.brief.saying import span
from battlebox.desk.gate.answer import GateAnswer, Result, answers_of, answers_told
from battlebox.desk.gate.cause import OPENS, Cause, Causes, causes_of
from battlebox.desk.gate.gate import Gate, gate_keys, gates_in
from battlebox.desk.gate.live import Going, Gone, gone_of
from battlebox.desk.picture.containment import Stage
from battlebox.desk.picture.live import ground_key, live_picture
from battlebox.desk.picture.naming import Names
from battlebox.desk.picture.outage import Condition, counting
from battlebox.desk.picture.picture import Picture
from battlebox.desk.picture.question import worst
from battlebox.desk.picture.resting import services_on
from battlebox.desk.picture.revision import InUse
from battlebox.desk.picture.suspicion import Belief, Subject, Suspicion, spoken_of
from battlebox.desk.record.sight import Sight, Stated
from battlebox.estate import GateKind, Need, Service, System
from battlebox.journal import Kind

_HOUR: Final = timedelta(hours=1)
_ORDERED: Final = {
    Stage.ORDERED: "order given",
    Stage.ACKNOWLEDGED: "order acknowledged",
    Stage.VERIFIED: "verified off",
    Stage.REOPENED: "order undone",
}


class Stands(StrEnum):
    """How a gate stands."""

    OPEN = "not answered"
    HELD = "held"
    FAILED = "failed"
    TWO_VERSIONS = "two versions"
    REOPENED = "open again"
    OVER = "its time is over"
    WAIVED = "waived"
    PASSED = "passed"

    @property
    def is_answered(self) -> bool:
        """Whether a system may go live past it."""
        return self in (Stands.PASSED, Stands.WAIVED)


@dataclass(frozen=True, slots=True)
class Needed:
    """Something a system needs: whether it is verified, and how that is known or what is missing."""

    thing: str
    group: str
    is_verified: bool
    why: str


@dataclass(frozen=True, slots=True)
class GateStanding:
    """One gate: how it stands, the versions of its answer, and why it does not count, in words, where it does not."""

    gate: Gate
    stands: Stands
    said: tuple[Stated[GateAnswer], ...] = ()
    why: tuple[str, ...] = ()

    @property
    def answer(self) -> GateAnswer | None:
        """The answer that stands, or stood before it was opened again."""
        return self.said[0].value if self.said else None


@dataclass(frozen=True, slots=True)
class SystemGates:
    """One system on the gates board: why it is on it, its gates in order, what it needs, and its going live.

    `services` rest on it; `runs` says that it is neither out nor held by an order, `is_back` that it was before.
    """

    system: System
    why: tuple[str, ...]
    gates: tuple[GateStanding, ...]
    services: tuple[Service, ...] = ()
    needs: tuple[Needed, ...] = ()
    gone: tuple[Stated[Gone], ...] = ()
    runs: bool = False
    is_back: bool = False

    @property
    def priority(self) -> str:
        """The first priority of those services; blank where none rests on it."""
        return min({row.priority for row in self.services}, default="")

    @property
    def waits(self) -> tuple[GateStanding, ...]:
        """The gates that still keep it from going live, in order."""
        return tuple(each for each in self.gates if not each.stands.is_answered)

    @property
    def answered(self) -> int:
        """How many gates are answered."""
        return len(self.gates) - len(self.waits)

    @property
    def waived(self) -> tuple[GateStanding, ...]:
        """The gates it does without."""
        return tuple(each for each in self.gates if each.stands is Stands.WAIVED)

    @property
    def is_live(self) -> bool:
        """Whether it was recorded as live, and not as taken off since; of two versions, one is enough."""
        return any(each.value.state.is_live for each in self.gone)

    @property
    def missing(self) -> tuple[GateStanding, ...]:
        """The gates it went live without, as far as they were not answered since."""
        keys = {key for each in self.gone if each.value.state is Going.WITHOUT_GATES for key in each.value.missing}
        return tuple(each for each in self.waits if each.gate.key in keys)

    @property
    def is_without_gates(self) -> bool:
        """Whether it is live, and gates that it went live without are still not answered."""
        return self.is_live and bool(self.missing)

    @property
    def to_look_again(self) -> tuple[GateStanding, ...]:
        """The gates that are not answered any more while it is live."""
        return self.waits if self.is_live else ()

    @property
    def is_unsaid(self) -> bool:
        """Whether it is in use again with gates unanswered, and nobody recorded that it went live."""
        return self.is_back and not self.is_live and bool(self.waits)


@dataclass(frozen=True)
class _Facts:
    """What the record says, read once for all systems."""

    sight: Sight
    picture: Picture
    answers: Mapping[str, Mapping[str, tuple[Stated[GateAnswer], ...]]]
    gone: Mapping[str, tuple[Stated[Gone], ...]]
    causes: Causes
    beliefs: Mapping[str, tuple[Stated[Belief], ...]]

    @classmethod
    def of(cls, sight: Sight, picture: Picture) -> _Facts:
        answers = {key: answers_of(sight, key) for key in gate_keys(picture.estate)}
        spoken = spoken_of(sight, Subject.SYSTEM)
        return cls(sight, picture, answers, gone_of(sight), causes_of(sight), spoken)

    def suspicion(self, system: str) -> Suspicion:
        """The worst that stands."""
        said = self.beliefs.get(system, ())
        return worst(said).state if said else Suspicion.UNKNOWN


def answered_gates(board: Iterable[SystemGates], systems: Collection[str]) -> tuple[tuple[str, str], ...]:
    """The gates of these systems that are passed or waived, each by its system and key: they take no more time."""
    return tuple(
        (row.system.system, gate.gate.key)
        for row in board
        if row.system.system in systems
        for gate in row.gates
        if gate.stands.is_answered
    )


def gates_board(sight: Sight, picture: Picture) -> tuple[SystemGates, ...]:
    """Every system that is out, isolated, suspected, or of whose gates something was written.

    Those on which P1 services rest stand first, and of these those on which most do.
    """
    facts = _Facts.of(sight, picture)
    whys = {row.system: _why_here(facts, row.system) for row in picture.estate.systems}
    rows = {name: _bare(facts, name, why) for name, why in whys.items() if why}
    return tuple(sorted((_with_needs(facts, row, rows) for row in rows.values()), key=_first))


def live_board(sight: Sight, used: InUse) -> tuple[SystemGates, ...]:
    """The board on the live picture, kept as that is."""
    return sight.lately_together(
        ("gates", ground_key(sight, used)), lambda: gates_board(sight, live_picture(sight, used))
    )


def _first(row: SystemGates) -> tuple[object, ...]:
    first = row.priority
    of_first = sum(service.priority == first for service in row.services)
    return (first or "P9", -of_first, row.system.name, row.system.system)


def system_gates(sight: Sight, picture: Picture, system: str) -> SystemGates:
    """One system's gates, on the board or not; KeyError if the estate has none of that id."""
    facts = _Facts.of(sight, picture)
    around = {system, *(need.on for need in picture.needs.get(system, ()))} & picture.estate.system_by_id.keys()
    rows = {name: _bare(facts, name, _why_here(facts, name)) for name in around}
    return _with_needs(facts, rows[system], {name: row for name, row in rows.items() if row.why or name == system})


def _why_here(facts: _Facts, system: str) -> tuple[str, ...]:
    picture, state = facts.picture, facts.suspicion(system)
    found = [state.value] if state in (Suspicion.CONFIRMED, Suspicion.SUSPECTED) else []
    stage = picture.stage(system)
    if stage is not Stage.RUNNING:
        found.append(_ORDERED[stage])
    seen = counting(picture.seen.get(system, ()))
    if picture.is_out(system):
        found.append("seen out" if seen else "out by the model")
    elif seen is not None and seen.value.spells:
        found.append("seen out before")
    if not found and (system in facts.gone or any(system in said for said in facts.answers.values())):
        found.append("its gates were spoken of")
    if any(cause.key.startswith("indicator/") for cause in facts.causes.get(system, ())):
        found.append("an indicator concerns it")
    return tuple(found)


def _bare(facts: _Facts, system: str, why: tuple[str, ...]) -> SystemGates:
    """A system's gates without what it needs."""
    picture = facts.picture
    causes = facts.causes.get(system, ())
    gates = tuple(
        _standing(facts, gate, system, causes) for gate in gates_in(picture.estate, picture.estate.system_by_id[system])
    )
    seen = counting(picture.seen.get(system, ()))
    works = seen is not None and seen.value.condition is not Condition.OUT
    was_out = works and bool(seen and seen.value.spells)
    undone = picture.stage(system) is Stage.REOPENED
    runs = not picture.is_out(system) and not picture.stage(system).is_in_force
    return SystemGates(
        picture.estate.system_by_id[system],
        why,
        gates,
        services_on(picture.used, system),
        gone=facts.gone.get(system, ()),
        runs=runs,
        is_back=runs and (was_out or undone),
    )


def _standing(facts: _Facts, gate: Gate, system: str, causes: tuple[Cause, ...]) -> GateStanding:
    said = facts.answers[gate.key].get(system, ())
    if not said:
        return GateStanding(gate, Stands.OPEN)
    if len(said) > 1:
        numbers = " and ".join(each.number for each in said)
        return GateStanding(gate, Stands.TWO_VERSIONS, said, (f"{numbers} were written beside each other",))
    answer = said[0].value
    if answer.result in (Result.HELD, Result.FAILED):
        held = (f"held by {answer.who}; ask {answer.ask}",) if answer.result is Result.HELD else ()
        return GateStanding(gate, Stands(answer.result.value), said, held)
    if gate.holds is not None and facts.sight.now >= answer.at + gate.holds:
        return GateStanding(gate, Stands.OVER, said, (f"it holds for {span(gate.holds / _HOUR)} once passed",))
    if (
        gate.kind is GateKind.DATA
        and answer.result is Result.PASSED
        and (wrong := _wrong_for(facts, said[0], gate, system))
    ):
        return GateStanding(gate, Stands.FAILED, said, wrong)
    news = (*_news(gate, answer, causes), *_fallen(facts.sight, answer))
    return GateStanding(gate, Stands.REOPENED if news else Stands(answer.result.value), said, news)


def _wrong_for(facts: _Facts, passed: Stated[GateAnswer], gate: Gate, system: str) -> tuple[str, ...]:
    """The bodies that share a system and whose own last word on its data is that they are not right."""
    last = {each.body: each for each in answers_told(facts.sight, system, gate.key)}
    names = Names(facts.picture.estate)
    return tuple(
        f"{names.body(body)} answered {each.value.result.value} for its own service "
        f"({each.number}): it answers anew, or the host waives the gate"
        for body, each in last.items()
        if body != passed.body and each.value.result in (Result.FAILED, Result.HELD)
    )


def _news(gate: Gate, answer: GateAnswer, causes: tuple[Cause, ...]) -> Iterator[str]:
    """What came to be known since, as far as it opens this gate, and why it does."""
    if gate.kind in OPENS:
        for cause in causes:
            if cause.key not in answer.knowing:
                yield f"{cause.words}; {OPENS[gate.kind]}"


def _fallen(sight: Sight, answer: GateAnswer) -> Iterator[str]:
    """That the decision it rests on does not hold any more."""
    if not answer.decision:
        return
    verdicts = [
        line
        for line in sight.record.history(answer.decision)
        if line.header.kind == Kind.DECISION_REVIEWED and sight.seen(line) is not None
    ]
    if verdicts and verdicts[-1].header.about.get("verdict") != "stands":
        yield f"the decision {answer.reference} does not hold any more ({verdicts[-1].number})"


# ── what a system needs ──────────────────────────────────────────────────────────────────────────────────────────────


def _with_needs(facts: _Facts, row: SystemGates, rows: Mapping[str, SystemGates]) -> SystemGates:
    found = tuple(_needed(facts, need, rows) for need in facts.picture.needs.get(row.system.system, ()))
    lacking = lacking_of(found)
    gates = tuple(_on_needs(each, lacking, facts) if each.gate.kind is GateKind.NEEDS else each for each in row.gates)
    return replace(row, needs=found, gates=gates)


def lacking_of(needs: Iterable[Needed]) -> tuple[str, ...]:
    """What is needed and not verified: of alternatives, all of them, unless one is."""
    groups: dict[str, list[Needed]] = {}
    for each in needs:
        groups.setdefault(each.group or f"\n{each.thing}", []).append(each)
    return tuple(each.thing for group in groups.values() if not any(one.is_verified for one in group) for each in group)


def _on_needs(each: GateStanding, lacking: tuple[str, ...], facts: _Facts) -> GateStanding:
    """The gate of needs: open again where something it rested on was verified then and is not any more."""
    answer = each.answer
    if answer is None or each.stands is not Stands.PASSED:
        return each
    things = facts.picture.estate.thing_by_id
    lost = [things[name].name for name in lacking if name not in answer.unverified]
    if not lost:
        return each
    return replace(each, stands=Stands.REOPENED, why=(f"not verified any more: {', '.join(lost)}",))


def _needed(facts: _Facts, need: Need, rows: Mapping[str, SystemGates]) -> Needed:
    is_verified, why = _verified(facts, need.on, rows)
    return Needed(need.on, need.any_of or "", is_verified, why)


def _verified(facts: _Facts, thing: str, rows: Mapping[str, SystemGates]) -> tuple[bool, str]:
    """Whether a needed thing is verified, and how that is known. A thing that nobody spoke of is not."""
    picture = facts.picture
    seen = counting(picture.seen.get(thing, ()))
    if picture.is_out(thing):
        return False, "it is out"
    if thing not in picture.estate.system_by_id:
        works = seen is not None and seen.value.condition is Condition.WORKING
        return works, "seen working" if works else "nobody has tried it"
    row = rows.get(thing)
    if row is not None and row.is_live:
        waits = [each for each in row.waits if each.gate.kind is not GateKind.NEEDS]
        return not waits, "live, and its gates are answered" if not waits else "live, with gates unanswered"
    if picture.stage(thing).is_in_force:
        return False, f"an order holds it ({picture.stage(thing).value})"
    said = facts.beliefs.get(thing, ())
    state = facts.suspicion(thing)
    if state is Suspicion.CLEAR:
        is_old = any(each.value.is_old(facts.sight.now) for each in said)
        return not is_old, f"no sign found, says {said[0].value.source}" + (", but that is old" if is_old else "")
    return False, "nobody has spoken of it" if state is Suspicion.UNKNOWN else f"it is {state.value}"
