"""A deed: something that players did, as an entry of the record shows it.

Law: nothing counts but what the record holds, by a desk that is believed; what an entry says is read, never guessed.
Not here: whether it was what was expected (judged.py), what a branch makes of it (course.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from battlebox.desk.record import Line, Record
from battlebox.journal import JournalError, Json, Kind, Live, Status


@dataclass(frozen=True, slots=True)
class Deed:
    """One entry. `at` is the drill's own time; `said` what it is about, with the fields of what it writes beside it.

    `by` is the officer who wrote it, `things` what it writes of.
    """

    entry: str
    number: str
    at: datetime
    kind: str
    body: str
    said: Mapping[str, Any]
    by: str = ""
    things: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        """Of a report to somebody: who was told and how, in its own words, which no program can check. Else blank."""
        if self.kind != Kind.CLOCK_MET or not (self.said.get("to") or self.said.get("channel")):
            return ""
        who, how = (str(self.said.get(name) or "not said") for name in ("to", "channel"))
        return f"who was told: «{who}», how: «{how}»; whether that is so is for a person to judge"


def deeds_of(record: Record, after: int = 0) -> tuple[Deed, ...]:
    """The deeds in a record in their order of arrival, those after the first `after` entries.

    An entry of a desk that is not believed is no deed. Cost: a read of each value that an entry writes.
    """
    record.catch_up()
    return tuple(deed for line in record.lines(after) if (deed := _deed(record, line)) is not None)


def in_order(deeds: Iterable[Deed]) -> tuple[Deed, ...]:
    """By their time; of one moment, in the order of the journal."""
    return tuple(sorted(deeds, key=lambda each: each.at))


def last_of(deeds: Iterable[Deed]) -> str:
    """The id of the last entry of them; blank of none."""
    return next((each.entry for each in reversed(in_order(deeds))), "")


def _value(record: Record, live: Live) -> Json:
    """What it says; nothing where that was removed or kept back: what was done was done all the same."""
    try:
        return record.raw(live)
    except JournalError:
        return None


def _addressed(kind: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """To whom, where what was written has it inside: the outlet and body of a message, the body that a report is to."""
    rests, clock = said.get("rests"), str(said.get("clock") or "")
    if kind == Kind.MESSAGE_ORDERED and isinstance(rests, Mapping):
        whom = rests.get("whom")
        return {"outlet": rests.get("outlet"), "whom": whom.get("body") if isinstance(whom, Mapping) else whom}
    # The fourth word of a host's clock is the controller that it has to tell: clock/ico-33-proc/northmere/eastholt.
    matter = "".join(clock.split("/")[3:])
    return {"matter": matter} if kind == Kind.CLOCK_MET and matter else {}


def _deed(record: Record, line: Line) -> Deed | None:
    header, standing = line.header, record.standing
    if standing.status(line.id, header.key) not in (Status.GOOD, Status.ADOPTED):
        return None
    body = next((desk.org for desk in standing.desks.get(header.key, ())), "")
    said: dict[str, Any] = {}
    for write in header.writes:
        value = None if write.part < 0 else _value(record, Live(line.id, write.part, header.depth))
        said |= value if isinstance(value, Mapping) else {write.name: value}
    said |= _addressed(header.kind, said)
    things = tuple(dict.fromkeys(write.thing for write in header.writes))
    about = said | dict(header.about)
    return Deed(line.id, line.number, line.at, header.kind, body, about, header.by, things)
