"""The solver in a program of its own: if the machine kills it, the desk lives, and what it had told is kept.

Law: the seconds are kept whatever the child does; every plan it tells is taken as soon as it comes.
Not here: what the child does (working.py), how one is started and listened to (engine/child.py).
"""

from __future__ import annotations

import pickle
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any, Final

from battlebox.engine.allowance import Allowance
from battlebox.engine.child import Solver
from battlebox.engine.roster.grid import Grid
from battlebox.engine.roster.search import News
from battlebox.engine.solver import End, is_installed

WORKING: Final = Path(__file__).with_name("working.py")


def ask(grid: Grid, start: News, allowance: Allowance, seed: int) -> tuple[News, End]:
    """The best plan that the solver tells within the time, and how its work ended.

    The grid is handed over when it says that it is ready: before, a slow machine would keep us waiting for it to read.
    """
    if not is_installed():
        return start, End.MISSING
    if allowance.spent():
        return start, End.NOT_ASKED
    news = start
    with Solver(WORKING) as solver:
        for line in solver.lines(allowance):
            if "ready" in line:
                solver.ask({"work": packed((grid, start)), "seconds": allowance.left, "seed": seed})
            elif "news" in line:
                news = unpacked(line["news"])
        return news, End.OUT_OF_TIME if solver.end is End.NOT_ASKED else solver.end


def packed(work: object) -> str:
    """Work as one line for a program of ours."""
    return b64encode(pickle.dumps(work)).decode()


def unpacked(line: str) -> Any:  # noqa: ANN401 - whatever was packed
    """The work in a line of a program of ours."""
    return pickle.loads(b64decode(line))  # noqa: S301 - from the program that we started, by its own pipe
