"""The printed pack as A4 paper: cover, contents, and every part on a page of its own.

Law: the words are the desk's, the layout is pack.typ's; words go in as data, never as markup;
the same pack gives the same bytes.
Not here: what stands in a pack (desk), the file (a face).
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, replace
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any, Final

from battlebox.desk import unturned
from battlebox.desk.command import Block, Fill, Grid, Pack, PackPart
from battlebox.desk.reach import Way, blank_pages
from battlebox.share.typesetting import typeset

_FORM: Final = "pack.typ"
_LONG: Final = re.compile(r"\S{15,}")
_PIECE: Final = re.compile(r"[^/._@-]{1,11}[/._@-]?|[/._@-]")
_BREAK: Final = "\u200b"


def pack_paper(pack: Pack, at: datetime) -> bytes:
    """The pack as PDF, with blank call sheets behind its other forms."""
    data = _breakable(asdict(replace(pack, parts=(*pack.parts, _call_sheets()))))
    drawing = pack.checkpoint.drawing if pack.checkpoint else ""
    form = Path(str(resources.files("battlebox.share") / _FORM))
    return typeset(form, {"data": unturned(json.dumps(data, ensure_ascii=False)), "drawing": drawing}, at)


def _call_sheets(copies: int = 2) -> PackPart:
    """Blank call sheets, for people who can only be told by phone or written down from memory."""
    sheet = blank_pages(1, Way.CALL)[0]
    came = f"What came of it is one of: {', '.join(sheet.boxes)}."
    heads = ("no.", "name, and how to reach them", "what they need; do not phone?", "what came of it", "time, note")
    grid = Grid(
        heads, (0.4, 2.6, 2.2, 1.7, 1.8), tuple((str(row.line), "", "", "", "") for row in sheet.lines), row_mm=54
    )
    help_now = "NEEDS HELP NOW: do not wait. Ring the desk, on the number written here. If a life is at risk, 999."
    return PackPart(
        "Call sheet, filled in by hand",
        (
            Block(
                says=(f"PERSONAL DATA, {sheet.tlp}. {sheet.destroy}", help_now),
                fill=(Fill("Sheet number; patch and need"), Fill("Desk's number"), Fill("Taken by; back by")),
            ),
            Block(points=sheet.script),
            Block(says=(came,), grid=grid),
        ),
        copies=copies,
    )


def _breakable(value: Any) -> Any:  # noqa: ANN401 - whatever asdict gives
    """The same with places where a word too long for a narrow column may break, so that none runs over its edge."""
    if isinstance(value, str):
        return _LONG.sub(lambda found: _BREAK.join(_PIECE.findall(found[0])), value)
    if isinstance(value, dict):
        return {key: _breakable(inner) for key, inner in value.items()}
    return [_breakable(inner) for inner in value] if isinstance(value, list | tuple) else value
