"""An order of return drawn: a row for each system, a bar for each step, days along the top.

Law: the drawing says nothing that the table beside it does not say; letters and edges carry the meaning, not colour.
Not here: words (order.py), markup (templates).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

from battlebox.desk.restore import OrderShown, Step
from battlebox.estate import MICROHOURS

ROWS_MOST: Final = 150
"""So many systems are drawn; the table has all."""
NAMES: Final = 330
WIDTH: Final = 980
ROW: Final = 26
TOP: Final = 34
TICKS_MOST: Final = 11
LETTERS: Final = {"clear": "C", "rebuild": "B", "restore": "D", "accept": "A"}
NAME_MOST: Final = 40
_DAY: Final = 24 * MICROHOURS
_LETTER_ROOM: Final = 14


@dataclass(frozen=True, slots=True)
class Bar:
    """One step: where it stands in its row, its letter where there is room, and what it says when pointed at."""

    x: float
    width: float
    look: str
    letter: str
    title: str

    @property
    def text_x(self) -> float:
        """The middle of the bar."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class Row:
    """One system: its name, where its row begins, its bars."""

    name: str
    y: int
    bars: tuple[Bar, ...]

    @property
    def bar_y(self) -> int:
        """The upper edge of its bars."""
        return self.y + 2

    @property
    def text_y(self) -> int:
        """The line its words stand on."""
        return self.y + 16


@dataclass(frozen=True, slots=True)
class Tick:
    """A day along the top."""

    x: float
    words: str


@dataclass(frozen=True, slots=True)
class Sayings:
    """How a system, a step and an hour of the plan are said."""

    system: Callable[[str], str]
    step: Callable[[Step], str]
    day: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Gantt:
    """The drawing, ready for the page. `now` is where now stands, None where it is not within it."""

    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    width: int
    height: int
    now: float | None
    undrawn: int


def gantt_of(shown: OrderShown, sayings: Sayings, *, begun: Collection[str], here: int) -> Gantt:
    """Draw an order: `here` is now in its hours, `begun` the steps that have begun."""
    by_system: dict[str, list[Step]] = {}
    for step in shown.steps:
        if step.step and step.microhours:
            by_system.setdefault(step.system, []).append(step)
    order = [row.system for row in shown.turns]
    first = [system for system in by_system if system not in order]
    systems = [system for system in (*first, *order) if system in by_system]
    last = max((step.start_microhours + step.microhours for step in shown.steps), default=0) or _DAY
    scale = (WIDTH - NAMES) / last

    def bar(step: Step) -> Bar:
        width = max(step.microhours * scale, 1.0)
        look = f"{step.step} begun" if step.id in begun else step.step
        letter = LETTERS[step.step] if width >= _LETTER_ROOM else ""
        return Bar(round(NAMES + step.start_microhours * scale, 1), round(width, 1), look, letter, sayings.step(step))

    rows = tuple(
        Row(_short(sayings.system(system)), TOP + place * ROW, tuple(map(bar, by_system[system])))
        for place, system in enumerate(systems[:ROWS_MOST])
    )
    apart = _DAY * max(1, -(-last // (_DAY * TICKS_MOST)))
    ticks = tuple(Tick(round(NAMES + at * scale, 1), sayings.day(at)) for at in range(0, last, apart))
    now = round(NAMES + here * scale, 1) if 0 <= here <= last else None
    return Gantt(rows, ticks, WIDTH, TOP + len(rows) * ROW + 8, now, len(systems) - len(rows))


def _short(words: str) -> str:
    return words if len(words) <= NAME_MOST else words[: NAME_MOST - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"
