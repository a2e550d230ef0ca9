"""Paper: a brief set on two A4 pages by typst, with fonts that come with it and nothing fetched.

Law: the same brief gives the same bytes on every machine; the words are the desk's, the layout is paper.typ's.
Not here: writing the file (estate's writer, called by a face), the sentences (desk).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import Path
from typing import Final

import typst

from battlebox.desk import unturned
from battlebox.desk.brief import Brief
from battlebox.share.typesetting import typeset

PAGES: Final = 2
_SIZES_PT: Final = (10.0, 9.5, 9.0)
"""Type to try, largest first. Below 9 points a tired person does not read: lists are cut instead."""
_LISTS: Final = (
    ("channels", "stops", "unknowns", "dates"),
    ("asks", "wait", "firm", "given", "own", "partners", "counsel"),
)
"""The lists on each page that may be cut, first the one to grow first; what is cut is counted, the screen names it."""
_ROWS: Final = (2, 1, 0)
"""Rows of each list to begin with, most first, before single lists are let grow into what is left of the page."""
_FORM: Final = "paper.typ"

Most = dict[str, int]
"""The most rows shown of each list."""
Sizes = tuple[float, float]
"""Type of the first page and of the second, in points."""


def brief_paper(brief: Brief, *, how_sure: bool = False) -> bytes:
    """The brief as PDF, each of its two pages in the largest type that holds it, never below 9 points.

    `how_sure` adds a page with the arithmetic.

    Cost: some ten to thirty typesettings of two pages, about half a second.
    """
    page = _Page.of(brief, how_sure=how_sure)
    sizes, most = page.fit()
    return typeset(page.form, page.inputs(sizes, most), brief.at)


@dataclass(frozen=True, slots=True)
class _Page:
    """One brief to be set: its words for the form, and how long each list is."""

    form: Path
    words: str
    lengths: Most

    @classmethod
    def of(cls, brief: Brief, *, how_sure: bool) -> _Page:
        data = asdict(brief) | {"at": brief.at.isoformat(), "how_sure": brief.how_sure if how_sure else ()}
        lengths = {
            "stops": max(len(window.lines) for window in (brief.already, *brief.ahead)),
            "channels": len(brief.channels),
            "dates": len(brief.dates),
            "unknowns": len(brief.unknowns),
            "counsel": len(brief.counsel.orders),
            "partners": sum(len(row.if_partners) for row in brief.orders),
            "given": len(brief.holding.given),
            "wait": len(brief.holding.wait),
            "firm": len(brief.holding.firm),
            "asks": 1,
            "own": 1,
        }
        form = Path(str(resources.files("battlebox.share") / _FORM))
        return cls(form, unturned(json.dumps(data, ensure_ascii=False)), lengths)

    def inputs(self, sizes: Sizes, most: Most) -> dict[str, str]:
        """What the form reads."""
        return {"brief": self.words, "sizes": json.dumps(sizes), "most": json.dumps(most)}

    def pages(self, sizes: Sizes, most: Most) -> tuple[int, int]:
        """Pages that the facts and then the choices take."""
        inputs = self.inputs(sizes, most)
        said = typst.query(self.form, "<pages>", field="value", one=True, ignore_system_fonts=True, sys_inputs=inputs)
        front, pages = json.loads(said)
        return int(front), int(pages) - int(front)

    def fit(self) -> tuple[Sizes, Most]:
        """The largest type in which a page holds its lists whole; else the smallest, with its lists cut.

        What one can order oneself is said in few words until all else has its place.
        """
        most = {**self.lengths, "own": 0}
        taken = {size: self.pages((size, size), most) for size in _SIZES_PT}
        found = [next((size for size in _SIZES_PT if taken[size][place] == 1), 0.0) for place in range(PAGES)]
        sizes = (found[0] or _SIZES_PT[-1], found[1] or _SIZES_PT[-1])
        for place in range(PAGES):
            if not found[place]:
                most = self._alike(sizes, most, place)
            most = self._grown(sizes, most, place)
        return sizes, most

    def _alike(self, sizes: Sizes, most: Most, place: int) -> Most:
        """The most rows, the same for every list of a page, that fit it; none where nothing does."""
        least = most
        for rows in _ROWS:
            least = {**most, **{name: min(rows, self.lengths[name]) for name in _LISTS[place] if name != "own"}}
            if self.pages(sizes, least)[place] == 1:
                return least
        return {**least, "asks": 0} if place else least

    def _grown(self, sizes: Sizes, most: Most, place: int) -> Most:
        """The same with as many rows more of one list after another as the page holds."""
        for name in _LISTS[place]:
            while most[name] < self.lengths[name]:
                longer = {**most, name: most[name] + 1}
                if self.pages(sizes, longer)[place] > 1:
                    break
                most = longer
        return most
