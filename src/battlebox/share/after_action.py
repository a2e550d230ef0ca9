"""An after-action report on A4: measures, what was done inject by inject, and what to ask at the debrief.

Law: every word is the drill's own (drill/report/paper.py), none is added; what it is stands on every page; words go in
as data, never as markup.
Not here: the document (document.py), who may print (a face).
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

_FORM: Final = "after_action.typ"


def after_action_paper(report: ReportPage, at: datetime) -> bytes:
    """The report as PDF; the same report gives the same bytes. Its label stands on every page, twice."""
    form = Path(str(resources.files("battlebox.share") / _FORM))
    return typeset(form, {"report": unturned(json.dumps(asdict(report), ensure_ascii=False))}, at)
