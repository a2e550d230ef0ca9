"""A plain paper on A4: facts, then parts, each with a note and a table.

Law: every word is its caller's, none is added; words go in as data, never as markup; the same paper at the same time
gives the same bytes.
Not here: what stands on it (a face), papers with a form of their own (each its own module).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Final

from battlebox.desk import unturned
from battlebox.share.typesetting import typeset

_FORM: Final = "plain.typ"


@dataclass(frozen=True, slots=True)
class PlainPart:
    """A part: a title and a note, either may be blank, and a table; `widths` are those of its columns, relatively."""

    title: str
    note: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PlainPaper:
    """The paper; `label` stands on every page."""

    title: str
    label: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[PlainPart, ...]


def plain_paper(paper: PlainPaper, at: datetime) -> bytes:
    """The paper as PDF."""
    form = Path(str(resources.files("battlebox.share") / _FORM))
    return typeset(form, {"data": unturned(json.dumps(asdict(paper), ensure_ascii=False))}, at)
