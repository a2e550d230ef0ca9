"""A slip in an order of return, and the three ways to go on, as `battlebox restore --slip` says them.

Law: the slip is seen when its work should have ended; what has begun by then stays where it is.
Not here: the three ways (engine), choosing one (desk). This module loads the engine: import it inside a command.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rich.table import Table

from battlebox.cli.as_json import Data, hours
from battlebox.cli.asked import AskedAt
from battlebox.cli.errors import CliError, Code
from battlebox.cli.screen import console, hours_cell
from battlebox.desk.restore import Undertaking, back_at, thing_name
from battlebox.engine.restore import Plan, Way, Ways, replan, slipped

_NAMES: Final = {"keep": "keep the order", "gentle": "a gentle change", "free": "a free one"}


@dataclass(frozen=True, slots=True)
class Slip:
    """What slipped, by how much, when that was seen, and the ways to go on."""

    system: str
    step: str
    more_microhours: int
    seen_microhours: int
    ways: Ways

    @classmethod
    def of(cls, what: Undertaking, plan: Plan, asked: AskedAt, seed: int) -> Slip:
        """The longest step of that system takes so much longer. Raises CliError where it is in no plan."""
        steps = [row for row in what.problem.operations if row.system == asked.id]
        if not steps:
            raise CliError.of(Code.NOT_PLANNED, found=asked.id)
        row = max(steps, key=lambda each: each.microhours)
        seen = plan.starts[row.id] + row.microhours
        problem = slipped(what.problem, plan.starts, seen, {row.id: row.microhours + asked.microhours})
        step = next(each.step.value for each in what.work[asked.id] if each.id == row.id)
        return cls(asked.id, step, asked.microhours, seen, replan(problem, plan.starts, seed=seed))

    def data(self, what: Undertaking) -> Data:
        """As JSON."""
        rows = (self.ways.keep, self.ways.gentle, self.ways.free)
        return {
            "system": self.system,
            "step": self.step,
            "more_h": hours(self.more_microhours),
            "seen_h": hours(self.seen_microhours),
            "left": self.ways.left,
            "advised": self.ways.advised.name,
            "ways": [
                {
                    "way": row.name,
                    "harm": row.harm,
                    "moved": row.moved,
                    "saved_each": row.saved_each,
                    "last_back_h": hours(_last(what, row)),
                }
                for row in rows
            ],
        }

    def put(self, what: Undertaking) -> None:
        """On the screen."""
        page = console()
        name = thing_name(what.estate, self.system)
        more, seen = (hours_cell(hours(each)) for each in (self.more_microhours, self.seen_microhours))
        page.print(f"\na slip: {self.step} of {name} takes {more} h longer, seen at hour {seen}", soft_wrap=True)
        table = Table("", "harm", "saved", "moved", "last back at h", box=None, pad_edge=False)
        for column in table.columns[1:]:
            column.justify = "right"
        for row in (self.ways.keep, self.ways.gentle, self.ways.free):
            saved = f"{1 - row.harm / self.ways.keep.harm:.1%}" if self.ways.keep.harm else "-"
            moved = f"{row.moved:,} of {self.ways.left:,}"
            table.add_row(_NAMES[row.name], f"{row.harm:,.0f}", saved, moved, hours_cell(hours(_last(what, row))))
        page.print(table)
        page.print(f"the figures point to: {_NAMES[self.ways.advised.name]}")


def _last(what: Undertaking, way: Way) -> int:
    return max(back_at(what, way.starts).values(), default=0)
