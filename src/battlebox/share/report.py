"""A situation report on A4, in the forms it is given in: the report itself keeps to two sides.

Law: every word is the desk's (desk/command/sitrep_page.py), none is added; words go in as data, never as markup.
Not here: the document (document.py), issuing (desk).
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Final

from battlebox.desk import unturned
from battlebox.desk.command import ReportPage
from battlebox.share.typesetting import typeset

_FORM: Final = "report.typ"


def report_paper(report: ReportPage, at: datetime) -> bytes:
    """The report as PDF; the same report gives the same bytes."""
    form = Path(str(resources.files("battlebox.share") / _FORM))
    return typeset(form, {"report": unturned(json.dumps(asdict(report), ensure_ascii=False))}, at)
