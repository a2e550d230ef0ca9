"""What is said loudly wherever a system is shown: live without gates, work past a gate, waivers, access that ran out.

Law: one sentence for each, the same on every page and paper; nothing of it goes away but by being done.
Not here: who is alarmed (web), how gates stand (standing.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Final

from battlebox.desk.brief.saying import clock, counted, listed
from battlebox.desk.gate.interim import Access
from battlebox.desk.gate.live import Going
from battlebox.desk.gate.standing import GateStanding, Stands, SystemGates
from battlebox.desk.picture.naming import Names
from battlebox.estate import Step

_NEVER: Final = frozenset({Stands.OPEN, Stands.HELD, Stands.FAILED, Stands.TWO_VERSIONS})
"""How a gate stands that was never let go; one that was passed and waits again was not passed by."""


class Matter(IntEnum):
    """What it is about, the loudest first."""

    WITHOUT_GATES = 0
    UNSAID = 1
    PAST_GATE = 2
    ACCESS_OVER = 3
    LOOK_AGAIN = 4
    WAIVED = 5


@dataclass(frozen=True, slots=True)
class Loud:
    """One sentence; `key` is the same while it is the same matter, `body` whose matter it is."""

    matter: Matter
    system: str
    body: str
    words: str
    key: str


@dataclass(frozen=True, slots=True)
class Begun:
    """A step of a system's return that began: when, who says so, and the entry's number."""

    system: str
    step: Step
    at: datetime
    who: str
    number: str


def loud_of(
    names: Names,
    rows: Iterable[SystemGates],
    accesses: Iterable[Access],
    now: datetime,
    begun: Iterable[Begun] = (),
) -> tuple[Loud, ...]:
    """Everything that must be said loudly, the loudest first."""
    by_system = {row.system.system: row for row in rows}
    found = [loud for row in by_system.values() for loud in _of_system(names, row)]
    found += [loud for each in begun if each.system in by_system for loud in _past(names, by_system[each.system], each)]
    found += [_over(names, each) for each in accesses if each.value.is_over(now)]
    return tuple(sorted(found, key=lambda loud: (loud.matter, names.thing(loud.system))))


def _of_system(names: Names, row: SystemGates) -> list[Loud]:
    system, name, body = row.system.system, names.thing(row.system.system), row.system.body
    found = []
    waits = [each.gate.short.lower() for each in row.waits]
    if row.is_without_gates:
        said = next(each for each in row.gone if each.value.state is Going.WITHOUT_GATES)
        missing = listed([each.gate.short.lower() for each in row.missing], 12)
        fresh = [each.gate for each in row.waits if each not in row.missing]
        opened = f"Open again since: {listed([each.short.lower() for each in fresh], 12)}. " if fresh else ""
        words = (
            f"{name} is live without gates since {clock(said.value.at)} ({said.number}). Not answered: {missing}. "
            f"{opened}Said by {said.value.who}, because {_on_one_line(said.value.reason)}"
        )
        cause = ":".join([f"live:{said.entry}", *(each.key for each in fresh)])
        found.append(Loud(Matter.WITHOUT_GATES, system, body, words, cause))
    elif row.is_unsaid:
        words = (
            f"{name} is in use again with {counted(len(waits), 'gate')} before it not answered: {listed(waits, 12)}. "
            "Say whether it went live without gates"
        )
        found.append(Loud(Matter.UNSAID, system, body, words, f"unsaid:{system}"))
    elif row.to_look_again:
        again = [each.gate.short.lower() for each in row.to_look_again]
        whys = dict.fromkeys(why for each in row.to_look_again for why in (each.why[:1] or (each.stands.value,)))
        words = f"{name} is live and is to be looked at again: {listed(again, 12)} ({'; '.join(whys)})"
        found.append(Loud(Matter.LOOK_AGAIN, system, body, words, f"again:{system}"))
    for each in row.waived:
        answer, number = each.said[0].value, each.said[0].number
        why = _on_one_line(answer.reason)
        words = f"{name}: the gate {each.gate.short.lower()} is waived by {answer.who} ({number}), because {why}"
        found.append(Loud(Matter.WAIVED, system, body, words, f"waived:{each.said[0].entry}"))
    return found


def not_let_go(row: SystemGates, step: Step) -> tuple[GateStanding, ...]:
    """Gates before a step that nobody has answered, that failed, or that somebody holds."""
    order = list(Step)
    return tuple(
        each for each in row.waits if each.stands in _NEVER and order.index(each.gate.kind.before) <= order.index(step)
    )


def gate_words(gate: GateStanding) -> str:
    """A gate with how it stands, and who holds it or says that it failed."""
    who = f", says {gate.answer.who}" if gate.answer and gate.stands in (Stands.HELD, Stands.FAILED) else ""
    return f"{gate.gate.short.lower()} ({gate.stands.value}{who})"


def _past(names: Names, row: SystemGates, begun: Begun) -> list[Loud]:
    gates = () if row.is_live else not_let_go(row, begun.step)
    if not gates:
        return []
    name = names.thing(begun.system)
    what = f"Work on {name} ({begun.step.value}) began {clock(begun.at)}, past {counted(len(gates), 'gate')}"
    words = f"{what}: {listed([gate_words(each) for each in gates], 12)}. Said by {begun.who} ({begun.number})"
    key = ":".join(
        ["past", begun.step.value, begun.system, *(f"{each.gate.key}={each.stands.value}" for each in gates)]
    )
    return [Loud(Matter.PAST_GATE, begun.system, row.system.body, words, key)]


def _over(names: Names, access: Access) -> Loud:
    given, said = access.value, access.said[0]
    words = (
        f"Interim access to {names.thing(given.system)} ({given.way.value}) was until {clock(given.until)}, and "
        f"nobody has ended it ({said.number}). Run by {given.who}: end it, or give it anew"
    )
    return Loud(Matter.ACCESS_OVER, given.system, said.body, words, f"access:{access.thing}")


def _on_one_line(words: str) -> str:
    return " ".join(words.split())
