"""What is answered to a machine, as plain values.

Law: no words that a person wrote, and no name of one.
Not here: their form (shapes.py).
"""

from __future__ import annotations

from typing import Any, Final

from battlebox.desk import Officer, is_machine
from battlebox.desk.monitoring import OwnThing, Standing, Told
from battlebox.desk.picture import Condition, Suspicion
from battlebox.web.models import MonitoringKey

_CONDITIONS: Final = {
    Condition.OUT: "out",
    Condition.SLOW: "slow",
    Condition.WORKING: "working",
    Condition.UNKNOWN: "unknown",
}


def key(found: MonitoringKey) -> dict[str, Any]:
    """What a key is."""
    may = [word for word, has in (("report", found.may_report), ("read", found.may_read)) if has]
    return {"name": found.name, "body": found.body, "may": may, "ends": found.expires_at}


def thing(found: OwnThing) -> dict[str, Any]:
    """One thing."""
    return {"id": found.id, "kind": found.kind, "name": found.name}


def told(found: Told, officer: Officer) -> dict[str, Any]:
    """What was recorded."""
    return {
        "number": found.number,
        "entry": found.entry,
        "at": found.at,
        "mark": found.mark,
        "counts": found.counts,
        "said_by": officer.name,
        "fact": found.fact or None,
    }


def standing(found: Standing) -> dict[str, Any]:
    """How one thing stood."""
    beliefs = [
        {
            "state": each.value.state.value,
            "chance": each.value.chance.value if each.value.state is Suspicion.SUSPECTED else None,
            "as_of": each.value.as_of,
            "by": _who(each.by),
            "number": each.number,
        }
        for each in found.beliefs
    ]
    seen = [
        {
            "state": _CONDITIONS[each.value.condition],
            "since": each.value.since,
            "by": _who(each.by),
            "number": each.number,
        }
        for each in found.seen
    ]
    return {"id": found.thing.id, "kind": found.thing.kind, "suspicion": beliefs, "seen": seen}


def _who(by: str) -> str:
    return "machine" if is_machine(by) else "person"
