"""Readiness as plain values, for files and other programs: docs/formats/readiness.md says what each means.

Law: offices and things by name, and no telephone number; what is not known is null, and never 0.
Not here: writing a file (a face).
"""

from __future__ import annotations

from typing import Any, Final

from battlebox.desk.readiness.caf import OUTCOMES
from battlebox.desk.readiness.finding import Finding, findings_of
from battlebox.desk.readiness.measure import Found, Measure, Stands
from battlebox.desk.readiness.measures import Ground, measures
from battlebox.desk.readiness.outcome import judgements

FORMAT: Final = "battlebox-readiness/1"


def told(ground: Ground) -> dict[str, Any]:
    """Everything that the readiness pages say of a body; without a book, its measures alone."""
    said: dict[str, Any] = {
        "format": FORMAT,
        "body": ground.body,
        "on": ground.today.isoformat(),
        "estate": ground.estate.title if ground.estate else None,
        "estate_as_of": ground.estate_as_of.isoformat() if ground.estate_as_of else None,
        "measures": [_measure(each) for each in measures(ground)],
    }
    if ground.has_book:
        said["outcomes"] = _outcomes(ground)
        said["findings"] = [_finding(each, ground) for each in findings_of(ground.notes)]
    return said


def _measure(each: Measure) -> dict[str, Any]:
    found = {stand: each.of(stand) for stand in Stands}
    return {
        "key": each.key,
        "title": each.title,
        "counts": each.counts,
        "stands": each.stands.value,
        "yes": len(found[Stands.YES]) if each.stands is not Stands.NOT_KNOWN else None,
        "of": len(each.found) if each.found else None,
        "not_known": len(found[Stands.NOT_KNOWN]),
        "percent": each.percent,
        "says": each.number,
        "missing": [_found(one) for one in each.missing],
        "do": each.do,
        "source": each.source,
        "as_of": each.as_of.isoformat() if each.as_of else None,
    }


def _found(one: Found) -> dict[str, str]:
    return {"id": one.id, "name": one.name, "stands": one.stands.value, "why": one.why}


def _outcomes(ground: Ground) -> list[dict[str, Any]]:
    said = judgements(ground.notes)
    return [
        {
            "code": each.code,
            "name": each.name,
            "name_is_verified": each.is_verified,
            "objective": each.objective,
            "principle": each.principle,
            "status": said[each.code].status.value,
            "evidence": said[each.code].evidence,
            "on": day.isoformat() if (day := said[each.code].on) else None,
            "who": said[each.code].who or None,
        }
        for each in OUTCOMES
    ]


def _finding(each: Finding, ground: Ground) -> dict[str, Any]:
    return {
        "number": f"R-{each.number}",
        "what": each.what,
        "owner": each.owner,
        "due": each.due.isoformat(),
        "is_open": each.is_open,
        "is_overdue": each.is_overdue(ground.today),
        "source": each.source,
        "exercise": f"R-{each.exercise}" if each.exercise else None,
        "evidence": each.evidence or None,
    }
