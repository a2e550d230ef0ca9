"""What a study is asked: how many first hits, in how many worlds each, by which seed; and in which unit it counts.

Law: with a ground it fixes every figure; the size of its blocks fixes none.
Not here: the work (block.py).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Final

from battlebox.engine.errors import Code, EngineError
from battlebox.engine.nets import Ints

FORMAT: Final = "battlebox-study/2"
FIRST_HITS_MOST: Final = 10_000_000
WORLDS_MOST: Final = 10_000
BLOCK_MOST: Final = 100_000
SEED_MOST: Final = (1 << 63) - 1
UNIT_LEAST: Final = 10_000
"""Millionths: hundredths of a unit of harm, where sums of these fit."""
SUM_MOST: Final = 1 << 62


@dataclass(frozen=True, slots=True)
class StudyQuestion:
    """One study. `stamp` says which program it was begun with (stamp.py), `ground` the content it is asked of."""

    ground: str
    first_hits: int
    worlds: int
    seed: int
    block: int
    unit: int
    stamp: str

    def __post_init__(self) -> None:
        for what, found, least, most in (
            ("first hits", self.first_hits, 1, FIRST_HITS_MOST),
            ("worlds", self.worlds, 1, WORLDS_MOST),
            ("first hits in a block", self.block, 1, BLOCK_MOST),
            ("as its seed", self.seed, 0, SEED_MOST),
            ("millionths in its unit", self.unit, 1, SUM_MOST),
        ):
            if not least <= found <= most:
                raise EngineError.of(Code.STUDY_RANGE, found=found, what=what, least=f"{least:,}", most=f"{most:,}")

    @property
    def blocks(self) -> list[tuple[int, int]]:
        """The first hits of each block, from and up to."""
        edges = range(0, self.first_hits, self.block)
        return [(low, min(low + self.block, self.first_hits)) for low in edges]

    def to_text(self) -> str:
        """One line of JSON."""
        return json.dumps({"format": FORMAT, **asdict(self)})

    @property
    def asked(self) -> str:
        """What fixes the figures: all but the size of blocks."""
        said = asdict(self)
        del said["block"]
        return json.dumps({"format": FORMAT, **said})


def unit_for(weights: tuple[Ints, ...], first_hits: int, worlds: int) -> int:
    """The least power of ten in which all sums of a study fit 62 bits, from hundredths of a unit of harm up."""
    unit = UNIT_LEAST
    while heaviest(weights, unit) * first_hits * worlds >= SUM_MOST:
        unit *= 10
    return unit


def in_units(weights: Ints, unit: int) -> Ints:
    """Weights in a unit, rounded half up."""
    rounded: Ints = (weights + unit // 2) // unit
    return rounded


def heaviest(weights: tuple[Ints, ...], unit: int) -> int:
    """The weight of everything together, in a unit."""
    return sum(int(in_units(each, unit).sum()) for each in weights)


def shift_for(heaviest_world: int, first_hits: int, worlds: int) -> int:
    """By how many bits sums of one first hit are cut before they are squared, so that all squares fit together."""
    shift = 0
    while (heaviest_world * worlds >> shift) ** 2 * first_hits >= SUM_MOST:
        shift += 1
    return shift
