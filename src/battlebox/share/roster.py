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
from battlebox.share.typesetting import told_by, typeset

_FORM: Final = "roster.typ"
_LAYOUTS: Final = ((11.0, 10.5), (9.0, 10.5), (7.5, 10.0), (6.5, 9.5), (5.5, 9.0))
"""Heights of a row in mm with the size of the letters in points, the roomiest first."""


@dataclass(frozen=True, slots=True)
class RosterPage:
    """A sheet: whose, for which incident, how it is labelled, when it was drawn; words, then tables with titles.

    `is_by_page` gives each table a page of its own, to hang beside each other.
    """

    title: str
    body: str
    incident: str
    label: str
    drawn: str
    says: tuple[str, ...] = ()
    grids: tuple[tuple[str, Grid], ...] = ()
    is_by_page: bool = False


def roster_paper(page: RosterPage, at: datetime) -> bytes:
    """The sheet as PDF: as roomy as one side allows, or one for each table; never too low for a pencil.

    What is longer goes over the page.
    """
    form = Path(str(resources.files("battlebox.share") / _FORM))
    words = unturned(json.dumps(asdict(page), ensure_ascii=False))
    tried = [{"data": words, "row": str(row), "size": str(size)} for row, size in _LAYOUTS]
    sides = max(1, len(page.grids)) if page.is_by_page else 1
    inputs = next((inputs for inputs in tried if told_by(form, inputs, "<pages>") == sides), tried[-1])
    return typeset(form, inputs, at)
