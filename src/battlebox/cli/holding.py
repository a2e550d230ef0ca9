"""How the plan holds, as a command shows it: what an hour of waiting costs, and how firm each order is.

Law: worked out after the options are on the screen; each order is named with what redrawn chance makes of it.
Not here: the figures (engine), the words (desk). This module loads the engine: import it inside a command.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from battlebox.cli.as_json import Data, holding_json
from battlebox.cli.brief_page import print_lines
from battlebox.cli.screen import bar
from battlebox.desk.brief import firm_more, firm_orders, given_lines, waiting_error, waiting_words
from battlebox.engine import Advice, EstateArrays, Postponed, Question, Redrawn, Restaged, postponed, redrawn, restaged
from battlebox.estate import Estate

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True, slots=True)
class Held:
    """How one answer holds."""

    late: Postponed | None = None
    redraws: Redrawn | None = None
    given: Restaged | None = None

    @classmethod
    def of(
        cls,
        arrays: EstateArrays,
        question: Question,
        advice: Advice,
        *,
        body: str | None,
        reversal: float,
        seconds: float,
    ) -> Held:
        """Worked out under a bar each."""
        plan = advice.option("recommended").actions
        with bar("looking whether what was ordered still stands") as step:
            given = restaged(
                arrays, question, plan, worlds=advice.worlds, reversal=reversal, for_body=body, seconds=seconds,
                progress=step,
            )  # fmt: skip
        with bar("drawing chance again") as step:
            late = postponed(arrays, question, advice)
            redraws = redrawn(arrays, question, advice, for_body=body, seconds=seconds, progress=step)
        return cls(late, redraws, given)

    def to_json(self) -> Data:
        """`waiting`, `redraws` and `given`."""
        return holding_json(self.late, self.redraws, self.given)


def print_held(page: Console, estate: Estate, held: Held) -> None:
    """What becomes of the orders given, what waiting costs, each order by its id; nothing where there is no order."""
    before = given_lines(estate, held.given)
    wait = (*waiting_words(held.late), *waiting_error(held.late))
    firm = [f"{action}: {words}" for action, words in firm_orders(held.redraws)]
    for title, lines in (
        ("what was ordered already:", before),
        ("what waiting costs:", wait),
        ("each order, with chance drawn again:", firm),
    ):
        if lines:
            page.print(title)
            print_lines(page, lines)
    if held.redraws is not None and held.redraws.chosen and (more := firm_more(estate, held.redraws)):
        print_lines(page, more)
