"""The phone tree on paper: a numbered sheet of people to ring, with the words to say and boxes to tick.

Law: the words are the message's, the layout is phonetree.typ's; words go in as data, never as markup; the same sheet
gives the same bytes. Nothing is written to a disk here: a sheet holds names and numbers.
Not here: who is on it and its number (desk.message), keying it back (web).
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

LINES_MAX: Final = 20
"""Two pages of A4: as many as one person rings in an hour."""
_FORM: Final = "phonetree.typ"


@dataclass(frozen=True, slots=True)
class TreeLine:
    """One person: the line, whom to ask for, and the number."""

    line: int
    name: str
    number: str


@dataclass(frozen=True, slots=True)
class TreeSheet:
    """One sheet."""

    number: str
    body: str
    message: str
    subject: str
    words: str
    lines: tuple[TreeLine, ...]
    back_to: str = ""


def tree_paper(sheet: TreeSheet, at: datetime) -> bytes:
    """The sheet as PDF."""
    form = Path(str(resources.files("battlebox.share.sending") / _FORM))
    return typeset(form, {"data": unturned(json.dumps(asdict(sheet), ensure_ascii=False))}, at)
