"""Next actions of those who bring systems back: gates that wait for somebody, and who that is.

Law: as for every rule of next actions: a step rests on the record, and is gone when that is done.
Not here: the other rules, and whose they are (next_steps.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from battlebox.desk.brief.saying import listed
from battlebox.desk.command.step import Standing, Step, Urgency
from battlebox.desk.gate import GateStanding, Stands, SystemGates, accesses_of, may_answer
from battlebox.desk.record.incident import State
from battlebox.estate import GateKind

BOARD_PAGE: Final = "gates_of"
_OF_SERVICES: Final = (GateKind.DATA, GateKind.OWNER)
"""Gates that a service lead answers, or has answered."""
_OF_COMMAND: Final = GateKind.DECISION


def gates_wait(now: Standing) -> Iterator[Step]:
    """The first gate that waits on each of the body's own systems, where it is for those who do the work."""
    for row in _own(now):
        first = _first(row)
        if first is not None and first.gate.kind not in (*_OF_SERVICES, _OF_COMMAND):
            yield _step(row, Urgency.KNOW, first.gate.does, _why(row, first))


def data_waits(now: Standing) -> Iterator[Step]:
    """Systems whose data the services have to check, or whose owner has to sign, everything before being answered."""
    for row in now.gates if _goes_on(now) else ():
        first = _first(row)
        if first is None or first.gate.kind not in _OF_SERVICES or now.estate is None:
            continue
        if may_answer(now.estate, now.sight.officer, row.system, first.gate):
            yield _step(row, Urgency.SOON, first.gate.does, _why(row, first))


def to_go_live(now: Standing) -> Iterator[Step]:
    """What Gold and Silver come back to: live without gates, what others hold, what is to be decided, what is done."""
    for row in _own(now):
        first = _first(row)
        if row.is_without_gates or row.is_unsaid:
            waits = listed([each.gate.short.lower() for each in row.missing or row.waits], 4)
            state = "it is live without gates" if row.is_without_gates else "it is in use again, and nobody said so"
            yield _step(row, Urgency.EFFECT, "answer its gates, or take it off", f"{state}: {waits}")
        elif first is None and not row.is_live:
            yield _step(row, Urgency.DECISION, "say that it is live", "every gate is answered, and nobody has said so")
        elif first is not None and first.stands is Stands.HELD and first.answer is not None:
            yield _step(row, Urgency.SOON, f"ask {first.answer.ask} to release it", _why(row, first))
        elif first is not None and first.gate.kind is _OF_COMMAND:
            why = "every gate before it is answered"
            yield _step(row, Urgency.DECISION, first.gate.does, why)


def access_over(now: Standing) -> Iterator[Step]:
    """Interim access of ours whose time has passed."""
    for each in accesses_of(now.sight) if _goes_on(now) else ():
        if each.value.is_over(now.sight.now) and each.said[0].body == now.body:
            row = now.estate.system_by_id.get(each.value.system) if now.estate else None
            name = row.name if row else each.value.system
            words = f"End interim access to {name}, or give it anew"
            yield Step(Urgency.EFFECT, words, "its time is over, and nobody has ended it", "end_interim", each.name)


def _own(now: Standing) -> tuple[SystemGates, ...]:
    return now.own_gates if _goes_on(now) else ()


def _goes_on(now: Standing) -> bool:
    return now.course.value.state is not State.CLOSED


def _first(row: SystemGates) -> GateStanding | None:
    return next(iter(row.waits), None)


def _why(row: SystemGates, first: GateStanding) -> str:
    """How that gate stands, or why the system is on the board."""
    said = first.why[0] if first.why else f"the gate {first.gate.short.lower()} is {first.stands.value}"
    return f"{said}; {row.priority} services rest on it" if row.priority == "P1" else said


def _step(row: SystemGates, urgency: Urgency, words: str, why: str) -> Step:
    return Step(urgency, f"{row.system.name}: {words}", why, BOARD_PAGE, row.system.system)
