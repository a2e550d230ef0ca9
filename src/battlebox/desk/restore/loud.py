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
from battlebox.desk.picture.naming import Names
from battlebox.desk.restore.interim import Access
from battlebox.desk.restore.live import Going
from battlebox.desk.restore.standing import SystemGates


class Matter(IntEnum):
    """What it is about, the loudest first."""

    WITHOUT_GATES = 0
    UNSAID = 1
    ACCESS_OVER = 2
    LOOK_AGAIN = 3
    WAIVED = 4


@dataclass(frozen=True, slots=True)
class Loud:
    """One sentence; `short` is the same in a few words for a cell, `key` the same while it is the same matter."""

    matter: Matter
    system: str
    body: str
    short: str
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
        words = (
            f"{name} is live without gates since {clock(said.value.at)} ({said.number}). Not answered: {missing}. "
            f"{said.value.who} said so, because {said.value.reason}"
        )
        found.append(Loud(Matter.WITHOUT_GATES, system, body, "Live without gates", words, f"live:{said.entry}"))
    elif row.is_unsaid:
        words = (
            f"{name} is in use again with {counted(len(waits), 'gate')} before it not answered: {listed(waits, 12)}. "
            "Say whether it went live without gates"
        )
        found.append(Loud(Matter.UNSAID, system, body, "In use, gates not answered", words, f"unsaid:{system}"))
    elif row.to_look_again:
        again = [each.gate.short.lower() for each in row.to_look_again]
        why = "; ".join(dict.fromkeys(why for each in row.to_look_again for why in each.why[:1]))
        words = f"{name} is live and is to be looked at again: {listed(again, 12)} ({why})"
        found.append(Loud(Matter.LOOK_AGAIN, system, body, "Live, look at it again", words, f"again:{system}"))
    for each in row.waived:
        answer, number = each.said[0].value, each.said[0].number
        words = (
            f"{name}: the gate {each.gate.short.lower()} is waived by {answer.who} ({number}), because {answer.reason}"
        )
        short = f"Waived: {each.gate.short.lower()}"
        found.append(Loud(Matter.WAIVED, system, body, short, words, f"waived:{each.said[0].entry}"))
    return found


def _over(names: Names, access: Access) -> Loud:
    given, said = access.value, access.said[0]
    words = (
        f"Interim access to {names.thing(given.system)} ({given.way.value}) was until {clock(given.until)}, and "
        f"nobody has ended it ({said.number}). Run by {given.who}: end it, or give it anew"
    )
    return Loud(Matter.ACCESS_OVER, given.system, said.body, "Interim access ran out", words, f"access:{access.thing}")
