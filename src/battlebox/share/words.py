"""Composed words as A4 paper, in ordinary type or in large print.

Law: the words are the desk's, the layout is words.typ's; words go in as data, never as markup; the same words give the
same bytes. What is a draft says so on every page.
Not here: what may be printed (desk), the file or the printer (a face).
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

LARGE_PT: Final = 18
ORDINARY_PT: Final = 11
POSTER_PT: Final = 26
_FORM: Final = "words.typ"


@dataclass(frozen=True, slots=True)
class WordsPage:
    """What is printed: a line that begins with `# ` is a heading; `stands` says what the paper is, blank where it went.

    `language` is that of its words.
    """

    title: str
    words: str
    body: str
    label: str
    stands: str
    drawn: str
    note: str = ""
    language: str = "en"


def words_paper(page: WordsPage, at: datetime, *, size_pt: int = ORDINARY_PT) -> bytes:
    """The words as PDF, in that size of type (points)."""
    form = Path(str(resources.files("battlebox.share") / _FORM))
    data = unturned(json.dumps(asdict(page), ensure_ascii=False))
    return typeset(form, {"data": data, "size": str(size_pt)}, at)
