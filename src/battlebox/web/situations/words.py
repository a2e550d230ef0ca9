"""A council's status in words, the same for what we tell and for what we were told: on a page, and on a terminal.

Law: every part shows its label, its source where it has one, and how old it is; what is old says so.
Not here: where a status comes from (told.py, heard.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from battlebox.desk import unturned
from battlebox.desk.exchange import PartnerStatus, Said, StateSaid
from battlebox.desk.picture import Stage, Suspicion
from battlebox.web.incident.colours import STAGE_COLOURS, SUSPICION_COLOURS
from battlebox.web.incident.wording import ago, when
from battlebox.web.tables import Cell

_SYSTEMS: Final = ("System", "What is believed", "Who says so", "Containment", "Label")
_SERVICES: Final = ("Service", "How it is", "Seen by", "Label")
_ORDERS: Final = ("Order", "How far it has got", "Given", "Label")
_ASKS: Final = ("What is asked", "Why", "How it stands", "Label")
_FACTS: Final = ("Fact", "How sure", "Last checked", "Label")
_SIGNS: Final = ("Sign", "Where", "Who says so", "Label")
_STAGES: Final = {stage.value: colour for stage, colour in STAGE_COLOURS.items()}


@dataclass(frozen=True, slots=True)
class Section:
    """One table of a status."""

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def state_words(state: StateSaid | None) -> str:
    """`Suspected`, or that nothing is said."""
    return "Not said" if state is None else state.state.value.capitalize()


def state_colour(state: StateSaid | None) -> str:
    """The colour beside it."""
    return "grey" if state is None else SUSPICION_COLOURS[state.state]


def whole_rows(status: PartnerStatus, now: datetime) -> list[tuple[str, str]]:
    """The council as a whole, for a summary list."""
    rows = [("How old the newest of it is", status.age(now)), ("Strictest label in it", _label(status))]
    state = status.state
    if state is None:
        return rows
    said = [("Who says so", unturned(_plain(state.source)) or "not said"), ("As of", _at(state, now))]
    said += [("Checked", unturned(_plain(state.checked)))] if state.checked else []
    said += [("How likely", state.chance.value)] if state.state is Suspicion.SUSPECTED else []
    said += [("Compromised since", when(state.since, now))] if state.since else []
    return [*said, *rows]


def sections_of(status: PartnerStatus, now: datetime, who: str = "it") -> list[Section]:
    """What it says of each thing, `who` being `it` or `we`; a table with nothing in it is left out."""
    tables = (
        ("Systems", _SYSTEMS, _systems(status, now)),
        ("Services", _SERVICES, _services(status, now)),
        (f"What {who} ordered", _ORDERS, _orders(status, now)),
        (f"What {who} ask{'s' if who == 'it' else ''}", _ASKS, _asks(status, now)),
        ("What is known", _FACTS, _facts(status, now)),
        ("Signs of the attack", _SIGNS, _signs(status, now)),
    )
    found = (
        Section(caption, heads, tuple(tuple(map(_readable, row)) for row in rows)) for caption, heads, rows in tables
    )
    return [section for section in found if section.rows]


def lines_of(status: PartnerStatus, now: datetime) -> Iterator[str]:
    """The same for a terminal; nothing in it may steer one."""
    yield f"{status.name or status.body}: {state_words(status.state)}"
    for key, value in whole_rows(status, now):
        yield _plain(f"  {key}: {value}")
    for section in sections_of(status, now):
        yield section.caption
        for row in section.rows:
            cells = zip(section.heads, row, strict=True)
            parts = (f"{head}: {cell.text}{f' ({cell.note})' if cell.note else ''}" for head, cell in cells)
            yield _plain(f"  {'; '.join(parts)}")


def _systems(status: PartnerStatus, now: datetime) -> Iterator[tuple[Cell, ...]]:
    for each in status.systems:
        state = each.state
        shared = "shared" if each.is_shared else ""
        yours = "belongs to whoever is told" if each.is_yours else ""
        yield (
            Cell(each.name, note="; ".join(filter(None, (shared, yours)))),
            Cell(state_words(state), tag=state_colour(state), note=state.checked and f"checked: {state.checked}"),
            Cell(state.source or "not said", note=_at(state, now)),
            Cell(each.containment.capitalize(), tag=_STAGES.get(each.containment, ""),
                 note=when(each.moved, now, never="") if each.containment != Stage.RUNNING.value else ""),
            _tlp(each, state),
        )  # fmt: skip


def _services(status: PartnerStatus, now: datetime) -> Iterator[tuple[Cell, ...]]:
    for each in status.services:
        yield (
            Cell(each.name),
            Cell(each.condition.value.capitalize(), note=f"since {_at(each, now)}"),
            Cell(each.seen_by or "not said"),
            _tlp(each),
        )


def _orders(status: PartnerStatus, now: datetime) -> Iterator[tuple[Cell, ...]]:
    for each in status.orders:
        yield (
            Cell(each.name),
            Cell(each.stage.value.capitalize(), tag=STAGE_COLOURS[each.stage], note=_at(each, now)),
            Cell(when(each.given, now)),
            _tlp(each),
        )


def _asks(status: PartnerStatus, now: datetime) -> Iterator[tuple[Cell, ...]]:
    for each in status.asks:
        due = f"by {when(each.due, now)}" if each.due else "no time is set"
        yield (Cell(each.what), Cell(each.why or "not said"), Cell(each.state.value.capitalize(), note=due), _tlp(each))


def _facts(status: PartnerStatus, now: datetime) -> Iterator[tuple[Cell, ...]]:
    for each in status.facts:
        yield (
            Cell(each.words),
            Cell(each.standing.capitalize(), note=each.confidence and f"confidence: {each.confidence}"),
            Cell(_at(each, now)),
            _tlp(each),
        )


def _signs(status: PartnerStatus, now: datetime) -> Iterator[tuple[Cell, ...]]:
    for each in status.signs:
        where = each.where or ", ".join(each.systems) or "not said"
        yield Cell(each.what), Cell(where), Cell(each.source or "not said", note=_at(each, now)), _tlp(each)


def _at(said: Said, now: datetime) -> str:
    return f"{when(said.at, now)}, {ago(said.at, now)}"


def _tlp(*said: Said) -> Cell:
    return Cell(max((each.tlp for each in said), key=lambda label: label.strictness).to_text())


def _label(status: PartnerStatus) -> str:
    return status.label.to_text() if status.label is not None else "nothing is said"


def _readable(cell: Cell) -> Cell:
    return replace(cell, text=unturned(_plain(cell.text)), note=unturned(_plain(cell.note)))


def _plain(text: Any) -> str:
    return "".join(letter for letter in str(text) if letter.isprintable())
