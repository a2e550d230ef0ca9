"""Sheets of who covers what as A4 paper: who goes home, three shifts, a roster; with room to write by hand.

Law: the words are the desk's, the layout is roster.typ's; words go in as data, never as markup; the same page gives the
same bytes. Nothing is written to a disk here: a sheet holds names.
Not here: who may print (desk), the file or the printer (a face).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Final

from battlebox.desk import unturned
from battlebox.desk.command import Grid
from battlebox.share.typesetting import typeset

_FORM: Final = "roster.typ"
_ROOM_MM: Final = 228
_HEAD_MM: Final = 15
_ROW_MOST_MM: Final = 11.0
_ROW_LEAST_MM: Final = 6.0


@dataclass(frozen=True, slots=True)
class RosterPage:
    """A sheet: whose, for which incident, how it is labelled, when it was drawn; words, then tables with titles."""

    title: str
    body: str
    incident: str
    label: str
    drawn: str
    says: tuple[str, ...] = ()
    grids: tuple[tuple[str, Grid], ...] = ()


def roster_paper(page: RosterPage, at: datetime) -> bytes:
    """The sheet as PDF: its rows as high as one side has room for, and no lower than a pencil needs."""
    rows = sum(len(grid.rows) + grid.blanks for _, grid in page.grids)
    room = _ROOM_MM - _HEAD_MM * len(page.grids) - 6 * len(page.says)
    high = min(_ROW_MOST_MM, max(_ROW_LEAST_MM, room / max(1, rows)))
    form = Path(str(resources.files("battlebox.share") / _FORM))
    words = unturned(json.dumps(asdict(page), ensure_ascii=False))
    return typeset(form, {"data": words, "row": f"{high:.1f}"}, at)
