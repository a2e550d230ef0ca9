"""The brief as JSON: everything the other commands print, under their names, and the words themselves.

Law: `stops` and `services` are what stops if nothing is cut; `already` is what has stopped.
Not here: each answer's own keys (as_json.py). This module loads the engine: import it inside a command.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from battlebox.cli.as_json import (
    Data,
    advice_json,
    impact_json,
    partner_json,
    pivots_json,
    reach_json,
    score_json,
)
from battlebox.cli.check import report_json
from battlebox.desk.brief import Brief, Findings
from battlebox.engine import Pivot, Rerun
from battlebox.estate import Report, gaps


def brief_json(
    found: Findings, words: Brief, reruns: Sequence[Rerun], pivots: Sequence[Pivot], *, held: Data
) -> dict[str, Any]:
    """One document with the keys of check, impact, spread, score (of the recommended plan) and contain.

    `held` are `waiting`, `redraws` and `given`.
    """
    estate = found.estate
    said = asdict(words)
    said["at"] = words.at.isoformat()
    return {
        "title": estate.title,
        "illustrative": estate.illustrative,
        "at": found.at.isoformat(),
        "as_of": estate.as_of.isoformat() if estate.as_of else None,
        **report_json(Report((), gaps(estate, found.at.date()))),
        **impact_json(found.struck),
        "already": impact_json(found.now),
        **reach_json(found.reach),
        **(score_json(found.advice.option("recommended")) if found.advice else {}),
        **advice_json(found.advice, reruns),
        "pivots": pivots_json(pivots),
        **held,
        **(partner_json(found.partner) if found.partner else {}),
        "words": said,
    }
