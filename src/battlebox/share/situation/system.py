"""A system of which something is said: infrastructure, with its state and its containment in words.

Law: whose it is stands in its code (`body/system`), which both estates know; the infrastructure is one reader's, for
its name and label are what that reader may have.
Not here: orders by themselves (order.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from battlebox.desk.exchange import SystemSaid
from battlebox.desk.picture import Stage
from battlebox.share.release import Held
from battlebox.share.situation.issuer import Pen
from battlebox.share.situation.label import SHARED, YOURS, Kind
from battlebox.share.situation.read import Read
from battlebox.share.situation.state import labels_for, lines_of, read_state, sentence_of, write_event
from battlebox.share.situation.words import Line, Lines, clean, written

ESTATE: Final = "battlebox estate"
"""The name of the source under whose ids systems and services are known to both."""
NO_NAME: Final = "a system without a name"
NOT_SAID: Final = "not said"


def write_system(pen: Pen, seed: str, system: SystemSaid) -> Iterator[Held]:
    """The system, and the event that a suspected or confirmed compromise of it is, where it is the issuer's own."""
    state, name = system.state, clean(system.name) or NO_NAME
    lines: Lines = {**lines_of(state), Line.CONTAINMENT: system.containment, Line.CONTAINED: system.moved}
    sentence = f"{sentence_of(name, state)} Containment: {system.containment}."
    told = [label for label, counts in ((SHARED, system.is_shared), (YOURS, system.is_yours)) if counts]
    yield pen.write(
        "infrastructure",
        (Kind.SYSTEM, seed),
        state.tlp,
        name=name,
        description=written(sentence, lines),
        external_references=code_of(system.code),
        labels=[Kind.SYSTEM.value, *labels_for(state), *told],
    )
    event = None if system.is_yours else write_event(pen, seed, name, state)
    if event is not None:
        yield event


def read_system(read: Read) -> SystemSaid | None:
    """The system that an infrastructure is; None for one of which no state is said."""
    state = read_state(read)
    if state is None:
        return None
    moved = read.when(Line.CONTAINED)
    return SystemSaid(
        read.tlp,
        max(state.at, moved or state.at),
        read.id,
        code_in(read),
        read.text("name") or NO_NAME,
        state,
        read.line(Line.CONTAINMENT) or _contained(read),
        moved,
        SHARED in read.labels,
        YOURS in read.labels,
    )


def code_of(code: str) -> list[dict[str, str]]:
    """A code as a reference; none for a blank one."""
    return [{"source_name": ESTATE, "external_id": clean(code)}] if clean(code) else []


def code_in(read: Read) -> str:
    """The code that stands in the references of a thing; blank where none does."""
    references: Any = read.held.thing.says.get("external_references")
    for each in references if isinstance(references, list) else ():
        if isinstance(each, dict) and each.get("source_name") == ESTATE and isinstance(each.get("external_id"), str):
            return clean(each["external_id"])
    return ""


def _contained(read: Read) -> str:
    stages = [each.value for each in Stage if f"containment:{each.value}" in read.labels or each.value in read.labels]
    return stages[0] if stages else NOT_SAID
