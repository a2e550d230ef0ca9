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

from battlebox.desk.brief import Brief

PAGES: Final = 2
_SIZES_PT: Final = (10.0, 9.5, 9.0)
"""Type to try, largest first. Below 9 points a tired person does not read: lists are cut instead."""
_ROWS: Final = (6, 5, 4, 3, 2, 1)
"""Rows shown of each list on a page, most first; what is cut is counted, and the screen names it."""
_FORM: Final = "paper.typ"


def brief_paper(brief: Brief, *, how_sure: bool = False) -> bytes:
    """The brief as PDF, in the largest type that keeps it on two pages, never below 9 points.

    `how_sure` adds a page with the arithmetic.

    Cost: a few typesettings of two pages, about half a second.
    """
    form = Path(str(resources.files("battlebox.share") / _FORM))
    data = asdict(brief) | {"at": brief.at.isoformat(), "how_sure": brief.how_sure if how_sure else ()}
    words = json.dumps(data, ensure_ascii=False)
    size, front, back = _fit(form, words)
    paper = typst.compile(
        form,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"brief": words, "size": str(size), "front": str(front), "back": str(back)},
        timestamp=brief.at.replace(microsecond=0),
    )
    if not isinstance(paper, bytes):
        raise TypeError(type(paper))
    return paper


def _fit(form: Path, words: str) -> tuple[float, int, int]:
    """The largest type in which whole lists fit; else the smallest, with the longest lists that fit each page."""
    for size in _SIZES_PT:
        if _pages(form, words, size, _ROWS[0]) == (1, 1):
            return size, _ROWS[0], _ROWS[0]
    found = {rows: _pages(form, words, _SIZES_PT[-1], rows) for rows in _ROWS}
    front, back = (next((rows for rows in _ROWS if found[rows][place] == 1), _ROWS[-1]) for place in range(PAGES))
    return _SIZES_PT[-1], front, back


def _pages(form: Path, words: str, size: float, rows: int) -> tuple[int, int]:
    """Pages that the facts and then the choices take in type of that size, with lists of so many rows."""
    inputs = {"brief": words, "size": str(size), "front": str(rows), "back": str(rows)}
    said = [
        typst.query(form, label, field="value", one=True, ignore_system_fonts=True, sys_inputs=inputs)
        for label in ("<front>", "<pages>")
    ]
    front, pages = (int(json.loads(page)) for page in said)
    return front, pages - front
