"""A situation report on A4, in the forms it is given in: the report itself keeps to two sides.

Law: every word is the desk's (sitrep_page.py), none is added; words go in as data, never as markup.
Not here: the document (document.py), issuing (desk).
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Final

import typst

from battlebox.desk import unturned
from battlebox.desk.command import ReportPage

_FORM: Final = "report.typ"


def report_paper(report: ReportPage, at: datetime) -> bytes:
    """The report as PDF; the same report gives the same bytes."""
    paper = typst.compile(
        Path(str(resources.files("battlebox.share") / _FORM)),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"report": unturned(json.dumps(asdict(report), ensure_ascii=False))},
        timestamp=at.replace(microsecond=0),
    )
    if not isinstance(paper, bytes):
        raise TypeError(type(paper))
    return paper
