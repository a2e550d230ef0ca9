"""What is worked out after a plan stands: guesses halved and doubled, chance drawn again, an hour of waiting, orders
that were given looked at anew; each beside the plan itself.

Law: questions are a function of the estate and the seed; seconds are of processor, all threads together; where the time
was up first, the row says so, for it then says what it was given and not what it needs.
Not here: how good the plan is (gaps.py), what a command takes whole (run.py).

Use: python bench/run.py holding, or holding:SECONDS:SYSTEMS:SEED, the seconds that each may take by the clock.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from importlib import resources
from pathlib import Path
from random import Random
from typing import TypeVar
from unittest.mock import patch

from table import Row

from battlebox.engine import (
    Done,
    EstateArrays,
    Hit,
    Question,
    contain,
    postponed,
    redrawn,
    rerun,
    restaged,
    trials,
    warm,
)
from battlebox.estate import MICROHOURS, Estate, read_estate

BATTLEBOX = Path(sys.executable).with_name("battlebox")
WEST_LONDON = (Hit("rbkc.hosting"), Hit("wcc.hosting", 0.3), Hit("hf.hosting", 0.1))
SUSPECTS = 5
T = TypeVar("T")


def holding(seconds: float, systems: int, seed: int) -> list[Row]:
    """West London's morning, and a made-up estate of three bodies with one system hit and five suspected."""
    warm()
    shipped = read_estate(Path(str(resources.files("battlebox") / "estate" / "shipped" / "west-london")))
    with tempfile.TemporaryDirectory() as held:
        words = ["--bodies", "3", "--systems", str(systems), "--seed", str(seed)]
        subprocess.run([BATTLEBOX, "estate", "generate", Path(held) / "made", *words], check=True, capture_output=True)
        made = read_estate(Path(held) / "made")
    first, *others = Random(seed).sample([row.system for row in made.systems], 1 + SUSPECTS)
    hits = (Hit(first), *(Hit(name, 0.3) for name in others))
    return [*held_by("West London", shipped, WEST_LONDON, seconds),
            *held_by(f"{len(made.systems):,} made-up systems", made, hits, seconds)]  # fmt: skip


def held_by(name: str, estate: Estate, hits: tuple[Hit, ...], seconds: float) -> list[Row]:
    arrays, question = EstateArrays.of(estate), Question(hits)
    advice, plan, drawing = timed(lambda: contain(arrays, question, seconds=seconds))
    rows = [Row(name, "the plan itself", plan, note=said(drawing, is_cut=advice.is_cut))]

    def row(what: str, seconds: float, drawing: float, *, is_cut: bool = False) -> None:
        rows.append(Row(name, what, seconds, "the plan itself", plan, said(drawing, is_cut=is_cut)))

    reruns, *took = timed(lambda: list(rerun(arrays, question, advice, seconds=seconds)))
    row("five re-runs, guesses halved and doubled", *took, is_cut=any(each.is_cut for each in reruns))
    redraws, *took = timed(lambda: redrawn(arrays, question, advice, seconds=seconds))
    row("chance drawn again a hundred times", *took, is_cut=redraws.is_cut)
    _, *took = timed(lambda: postponed(arrays, question, advice))
    row("the plan an hour later", *took)
    orders = advice.option("recommended").actions
    dones = tuple(Done(each, ago_microhours=MICROHOURS) for each in orders)
    # An hour later: the orders were given, and the last of what was suspected was found clean.
    later = replace(question, hits=hits[:-1], dones=dones)
    next_advice, *took = timed(lambda: contain(arrays, later, seconds=seconds))
    row("the plan, an hour on", *took, is_cut=next_advice.is_cut)
    more = next_advice.option("recommended").actions
    staged, *took = timed(lambda: restaged(arrays, later, more, worlds=next_advice.worlds, seconds=seconds))
    row(f"whether {len(dones)} orders given then still stand", *took, is_cut=staged is not None and staged.is_cut)
    return rows


def timed(run: Callable[[], T]) -> tuple[T, float, float]:
    """What came of it, its seconds, and those of them that went into drawing worlds."""
    drawn, draw = 0.0, trials.draw_pool

    def counted(*words: object, **named: object) -> object:
        nonlocal drawn
        began = time.process_time()
        pool = draw(*words, **named)
        drawn += time.process_time() - began
        return pool

    with patch.object(trials, "draw_pool", counted):
        began = time.process_time()
        found = run()
        return found, time.process_time() - began, drawn


def said(drawing: float, *, is_cut: bool) -> str:
    return f"of it {drawing:.3f} for drawing worlds{'; the time was up first' if is_cut else ''}"
