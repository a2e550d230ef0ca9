"""What is said loudly wherever a system is shown: live without gates, waived gates, interim access that ran out.

Law: one sentence for each, the same on every page and paper; nothing of it goes away but by being done.
Not here: who is alarmed (web), how gates stand (standing.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from battlebox.desk.brief.saying import clock, counted, listed
from battlebox.desk.gate.interim import Access
from battlebox.desk.gate.live import Going
from battlebox.desk.gate.standing import SystemGates
from battlebox.desk.picture.naming import Names


class Matter(IntEnum):
    """What it is about, the loudest first."""

    WITHOUT_GATES = 0
    UNSAID = 1
    ACCESS_OVER = 2
    LOOK_AGAIN = 3
    WAIVED = 4


@dataclass(frozen=True, slots=True)
class Loud:
    """One sentence; `key` is the same while it is the same matter, `body` whose matter it is."""

    matter: Matter
    system: str
    body: str
    words: str
    key: str


def loud_of(names: Names, rows: Iterable[SystemGates], accesses: Iterable[Access], now: datetime) -> tuple[Loud, ...]:
    """Everything that must be said loudly, the loudest first."""
    found = [loud for row in rows for loud in _of_system(names, row)]
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


def _over(names: Names, access: Access) -> Loud:
    given, said = access.value, access.said[0]
    words = (
        f"Interim access to {names.thing(given.system)} ({given.way.value}) was until {clock(given.until)}, and "
        f"nobody has ended it ({said.number}). Run by {given.who}: end it, or give it anew"
    )
    return Loud(Matter.ACCESS_OVER, given.system, said.body, words, f"access:{access.thing}")


def _on_one_line(words: str) -> str:
    return " ".join(words.split())
