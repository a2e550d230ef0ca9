"""A hand-over note on exactly two A4 pages: what it says, room to add by pencil, and both signatures.

Law: always two pages, in the largest type that fits; words go in as data, never as markup; its sheet number is on both.
Not here: the words (desk), who may sign (desk).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Final

from battlebox.desk import unturned
from battlebox.desk.command import Section
from battlebox.share.typesetting import told_by, typeset

PAGES: Final = 2
_SIZES_PT: Final = (11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)
_FORM: Final = "handover.typ"


@dataclass(frozen=True, slots=True)
class NotePage:
    """Everything on the paper. `sheet` is the number it is keyed back under; blank names are for pencil."""

    sheet: str
    role: str
    body: str
    incident: str
    label: str
    drawn: str
    leaving: str
    left: str
    coming: str
    taken: str
    sections: tuple[Section, ...]


def handover_paper(note: NotePage, at: datetime) -> bytes:
    """The note as PDF. Cost: a few typesettings of two pages, less than a second."""
    form = Path(str(resources.files("battlebox.share") / _FORM))
    words = unturned(json.dumps(asdict(note), ensure_ascii=False))
    size = next((size for size in _SIZES_PT if _found(form, words, size, "<pages>") <= PAGES), _SIZES_PT[-1])
    turn = "yes" if _found(form, words, size, "<ends>") == 1 else "no"
    return typeset(form, {"note": words, "size": str(size), "turn": turn}, at)


def _found(form: Path, words: str, size: float, label: str) -> int:
    """What one typesetting says of itself: how many pages there are, or on which one the words end."""
    return told_by(form, {"note": words, "size": str(size), "turn": "no"}, label)
