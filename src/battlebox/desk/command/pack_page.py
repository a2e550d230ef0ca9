"""What a page of the printed pack is made of: words, boxes to tick, tables and lines to write on; nothing about looks.

Law: every word is text; whoever lays it out never reads markup into it.
Not here: what stands in the pack (pack.py, pack_forms.py), the layout (share).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its heads, how wide each column is beside the others, its rows, and how many blank ones follow.

    `empty` is said where there is no row at all; `row_mm` is how high a blank cell is, to be written in.
    """

    heads: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    blanks: int = 0
    empty: str = ""
    row_mm: float = 8.0


@dataclass(frozen=True, slots=True)
class Fill:
    """Something to be filled in by pen: what, and over how many lines."""

    label: str
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a page; what is empty is not there.

    `ticks` are things to do, each with its time; `fill` are lines to write on.
    """

    title: str = ""
    says: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    ticks: tuple[tuple[str, str], ...] = ()
    fill: tuple[Fill, ...] = ()
    grid: Grid | None = None


@dataclass(frozen=True, slots=True)
class PackPart:
    """One part of the pack: it begins on a page of its own, and stands in the contents.

    `wide` lays it across; `copies` is how often it stands in the pack; with `follows` it begins below the one before.
    """

    title: str
    blocks: tuple[Block, ...]
    wide: bool = False
    copies: int = 1
    follows: bool = False


@dataclass(frozen=True, slots=True)
class PackCheckpoint:
    """A checkpoint of the record as it was printed: its code as a drawing, and the one line to read out."""

    drawing: str
    line: str


@dataclass(frozen=True, slots=True)
class Pack:
    """A whole pack. `facts` stand on the cover, `warnings` loudly above them, `foot` at the foot of every page."""

    title: str
    whose: str
    at: str
    facts: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    foot: str
    parts: tuple[PackPart, ...]
    checkpoint: PackCheckpoint | None = None
