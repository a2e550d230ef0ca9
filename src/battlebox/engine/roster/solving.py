"""A grid without names solved in a given time: what benchmarks ask, and anybody with rules of their own.

Law: the same search as a roster's; where patterns bind, lines are drawn one after another first.
Not here: problems with names (making.py).
"""

from __future__ import annotations

from battlebox.engine.allowance import Allowance
from battlebox.engine.roster.bound import floor_of
from battlebox.engine.roster.child import ask
from battlebox.engine.roster.greedy import plain
from battlebox.engine.roster.grid import Grid
from battlebox.engine.roster.redraw import drawn, redraw
from battlebox.engine.roster.search import News, Stage
from battlebox.engine.solver import is_installed


def solve(grid: Grid, seconds: float, *, seed: int = 1) -> News | None:
    """The best plan found; None where patterns leave somebody no line at all.

    Without the solver lines are drawn anew, one person's after another, for all of the time.
    """
    allowance = Allowance(seconds)
    if grid.has_patterns:
        lines = drawn(grid)
        if lines is None:
            return None
        if not is_installed():
            redraw(lines, allowance, seed, lambda: None)
        plan, stage = lines.plan(), Stage.LINES
    else:
        plan, stage = plain(grid).plan, Stage.PLAIN
    start = News(plan, grid.cost(plan), floor_of(grid), stage)
    return start if start.is_best else ask(grid, start, allowance, seed)[0]
