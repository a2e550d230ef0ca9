"""Call sheets, their register and the template that goes with a list, as A4 paper.

Law: the words are the desk's, the layout is callsheet.typ's; words go in as data, never as markup; the same pages give
the same bytes. Nothing is written to a disk here: a sheet holds names.
Not here: who may print (desk), the file or the printer (a face).
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Final

from battlebox.desk import unturned
from battlebox.desk.reach import DPIA_OPENING, DPIA_PARTS, DPIA_TITLE, RegisterPage, SheetPage, Way, blank_pages
from battlebox.share.typesetting import typeset

_FORM: Final = "callsheet.typ"


def sheets_paper(pages: tuple[SheetPage, ...], at: datetime) -> bytes:
    """The sheets as one PDF; each begins on a page of its own, and has its number on every page."""
    return _set("sheets", [asdict(page) for page in pages], at)


def blank_sheets_paper(count: int, way: Way, at: datetime, *, body: str = "", ring: str = "") -> bytes:
    """Blank sheets for the crate, numbered from 1, to be filled in by pen when there is no list to print from."""
    return sheets_paper(blank_pages(count, way, body=body, ring=ring), at)


def register_paper(page: RegisterPage, at: datetime) -> bytes:
    """The register of a list's sheets as PDF: to be kept at the desk, where each return is signed for."""
    return _set("register", asdict(page), at)


def dpia_paper(at: datetime) -> bytes:
    """The impact assessment, lawful basis and retention template as PDF, to be filled in by pen."""
    parts = [asdict(part) for part in DPIA_PARTS]
    return _set("dpia", {"title": DPIA_TITLE, "opening": DPIA_OPENING, "parts": parts}, at)


def _set(kind: str, data: object, at: datetime) -> bytes:
    form = Path(str(resources.files("battlebox.share") / _FORM))
    return typeset(form, {"kind": kind, "data": unturned(json.dumps(data, ensure_ascii=False))}, at)
