"""The printed pack as A4 paper: cover, contents, and every part on a page of its own.

Law: the words are the desk's, the layout is pack.typ's; words go in as data, never as markup;
the same pack gives the same bytes.
Not here: what stands in a pack (desk), the file (a face).
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any, Final

import typst

from battlebox.desk.command import Pack

_FORM: Final = "pack.typ"
_LONG: Final = re.compile(r"\S{15,}")
_PIECE: Final = re.compile(r"[^/._@-]{1,11}[/._@-]?|[/._@-]")
_BREAK: Final = "\u200b"


def pack_paper(pack: Pack, at: datetime) -> bytes:
    """The pack as PDF."""
    data = _breakable(asdict(pack))
    drawing = pack.checkpoint.drawing if pack.checkpoint else ""
    form = Path(str(resources.files("battlebox.share") / _FORM))
    paper = typst.compile(
        form,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False), "drawing": drawing},
        timestamp=at.replace(microsecond=0),
    )
    if not isinstance(paper, bytes):
        raise TypeError(type(paper))
    return paper


def _breakable(value: Any) -> Any:  # noqa: ANN401 - whatever asdict gives
    """The same with places where a word too long for a narrow column may break, so that none runs over its edge."""
    if isinstance(value, str):
        return _LONG.sub(lambda found: _BREAK.join(_PIECE.findall(found[0])), value)
    if isinstance(value, dict):
        return {key: _breakable(inner) for key, inner in value.items()}
    return [_breakable(inner) for inner in value] if isinstance(value, list | tuple) else value
