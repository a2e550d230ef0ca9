"""Paper: a brief set on two A4 pages by typst, with fonts that come with it and nothing fetched.

Law: the same brief gives the same bytes on every machine; the words are the desk's, the layout is paper.typ's.
Not here: writing the file (estate's writer, called by a face), the sentences (desk).
"""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib import resources
from pathlib import Path
from typing import Final

import typst

from battlebox.desk import Brief

PAGES: Final = 2
_SIZES_PT: Final = (8.6, 8.2, 7.8, 7.4, 7.0, 6.6)
_FORM: Final = "paper.typ"


def brief_paper(brief: Brief, *, how_sure: bool = False) -> bytes:
    """The brief as PDF, in the largest type that keeps it on two pages; `how_sure` adds a page with the arithmetic.

    Cost: a few typesettings of two pages, about half a second.
    """
    form = Path(str(resources.files("battlebox.share") / _FORM))
    data = asdict(brief) | {"at": brief.at.isoformat(), "how_sure": brief.how_sure if how_sure else ()}
    words = json.dumps(data, ensure_ascii=False)
    size = next((size for size in _SIZES_PT if _pages(form, words, size) <= PAGES), _SIZES_PT[-1])
    paper = typst.compile(
        form,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"brief": words, "size": str(size)},
        timestamp=brief.at.replace(microsecond=0),
    )
    if not isinstance(paper, bytes):
        raise TypeError(type(paper))
    return paper


def _pages(form: Path, words: str, size: float) -> int:
    """How many pages the brief takes in type of that size, the arithmetic not counted."""
    inputs = {"brief": words, "size": str(size)}
    found = typst.query(form, "<pages>", field="value", one=True, ignore_system_fonts=True, sys_inputs=inputs)
    return int(json.loads(found))
