"""The solver in a program of its own: if the machine kills it, the desk lives, and what it had told is kept.

Law: the seconds are kept whatever the child does; every plan it tells is taken as soon as it comes.
Not here: what the child does (search.py).
"""

from __future__ import annotations

import multiprocessing
import time
from multiprocessing.connection import Connection
from typing import Final

from battlebox.engine.allowance import Allowance
from battlebox.engine.roster.grid import Grid
from battlebox.engine.roster.search import News, improve
from battlebox.engine.solver import End, is_installed

GRACE_SECONDS: Final = 0.1
"""How long before the end the child stops by itself."""


def ask(grid: Grid, start: News, allowance: Allowance, seed: int) -> tuple[News, End]:
    """The best plan that the solver tells within the time, and how its work ended."""
    if not is_installed():
        return start, End.MISSING
    if allowance.spent():
        return start, End.NOT_ASKED
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    child = context.Process(target=work, args=(theirs, seed), daemon=True)
    child.start()
    theirs.close()
    try:
        return listen(ours, grid, start, allowance)
    finally:
        if child.is_alive():
            child.kill()
        child.join()
        child.close()
        ours.close()


def listen(ours: Connection, grid: Grid, start: News, allowance: Allowance) -> tuple[News, End]:
    """Hear the child out until it is done, it is gone, or the time is up.

    The grid is handed over when it says that it is ready: before, a slow machine would keep us waiting for it to read.
    """
    news = start
    try:
        while ours.poll(allowance.left):
            heard = ours.recv()
            if heard is None:
                return news, End.DONE
            if isinstance(heard, News):
                news = heard
            else:
                ours.send((grid, start, allowance.left))
    except (EOFError, OSError):
        return news, End.FAILED
    return news, End.OUT_OF_TIME


def work(pipe: Connection, seed: int) -> None:
    """What the child runs. It says that it is ready, and is told what to do and how long it has."""
    pipe.send("ready")
    grid, start, seconds = pipe.recv()
    try:
        improve(grid, start, Allowance(seconds - GRACE_SECONDS, now=time.monotonic), seed, pipe.send)
    except ImportError:
        return  # It is there and cannot be loaded: whoever listens hears nothing more, and says that it failed.
    pipe.send(None)
