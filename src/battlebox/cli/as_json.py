"""Answers as JSON, under the names that other programs may rely on.

Law: the keys of docs/commands.md never change meaning; hours are numbers, never means null.
Not here: words (desk), printing (screen.py). This module loads the engine: import it inside a command.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from battlebox.engine import (
    FIRM,
    Advice,
    Harm,
    Impact,
    Option,
    PartnerAdvice,
    Parts,
    Pivot,
    Postponed,
    Reach,
    Redrawn,
    Rerun,
    Restaged,
)
from battlebox.estate import MICROHOURS

Data = dict[str, Any]


def hours(microhours: int | None) -> float | int | None:
    """Hours as a number, whole where they are whole."""
    if microhours is None:
        return None
    whole, rest = divmod(microhours, MICROHOURS)
    return whole if rest == 0 else microhours / MICROHOURS


def impact_json(answer: Impact) -> Data:
    """`stops` and `services`."""
    return {
        "stops": [
            {
                "id": row.id,
                "kind": row.kind,
                "body": row.body,
                "stops_h": hours(row.stops_microhours),
                "why": list(row.why),
            }
            for row in answer.stops
        ],
        "services": [
            {
                "id": row.id,
                "stops_h": hours(row.stops_microhours),
                "rto_at_h": hours(row.rto_at_microhours),
                "fallback_until_h": hours(row.fallback_until_microhours),
                "mtpd_at_h": hours(row.mtpd_at_microhours),
                "slowed": row.slowed,
                "harm": row.harm,
            }
            for row in answer.services
        ],
    }


def reach_json(rows: Iterable[Reach]) -> Data:
    """`systems`."""
    return {
        "systems": [
            {"id": row.id, "reached": row.reached, "by_h": dict(row.by_h), "median_h": hours(row.median_microhours)}
            for row in rows
        ]
    }


def score_json(row: Option) -> Data:
    """`harm`, `parts`, `services_stopped`, `systems_reached`."""
    return {
        "harm": _harm(row.harm),
        "parts": _parts(row.parts),
        "services_stopped": row.services_stopped,
        "systems_reached": row.systems_reached,
    }


def option_json(row: Option) -> Data:
    """One of `options`."""
    return {
        "name": row.name,
        "actions": list(row.actions),
        **score_json(row),
        "people": _harm(row.people),
        "service_hours": dict(row.service_hours),
        "savings": [{"action": each.action, "mean": each.mean, "se": each.se} for each in row.savings],
        "unavailable": list(row.unavailable),
    }


def is_cut(advice: Advice, reruns: Iterable[Rerun] = ()) -> bool:
    """Whether the time was up before the advice or one of its re-runs was done."""
    return advice.is_cut or any(row.is_cut for row in reruns)


def advice_json(advice: Advice | None, reruns: Sequence[Rerun] = ()) -> Data:
    """`options`, `bound`, `gap`, `robust` and what the answer says first."""
    if advice is None:
        return {"options": [], "bound": None, "gap": None, "robust": {}}
    return {
        "options": [option_json(row) for row in advice.options],
        "bound": advice.bound,
        "gap": advice.gap,
        "exact": advice.exact,
        "cut": is_cut(advice, reruns),
        "everything_first": advice.everything_first,
        "gentler": list(advice.gentler),
        "robust": {
            row.name: {
                "same": row.same,
                "today": row.today,
                "best": row.best,
                "adds": list(row.adds),
                "drops": list(row.drops),
            }
            for row in reruns
        },
    }


def pivots_json(rows: Iterable[Pivot]) -> list[Data]:
    """`pivots`: each guess, where it turns the answer, the nearest first; as docs/formats/why.md says."""
    return [
        {"what": row.turn.what, "now": row.turn.now, "at": row.turn.at, "se": row.turn.se,
         "worth": row.turn.worth.value, "first": row.first, "rival": row.rival, "half": row.half, "double": row.double}
        for row in rows
    ]  # fmt: skip


def holding_json(late: Postponed | None, redraws: Redrawn | None, given: Restaged | None) -> Data:
    """`waiting`, `redraws` and `given`, as docs/formats/firm.md says; null where there is nothing to tell."""
    return {"waiting": _waiting(late), "redraws": _redraws(redraws), "given": _given(given)}


def _given(found: Restaged | None) -> Data | None:
    if found is None:
        return None
    return {
        "orders": [
            {"action": row.action, "verdict": row.verdict.value, "mean": row.mean, "se": row.se,
             "because": row.because.value}
            for row in found.steps
        ],
        "reversal": found.reversal,
        "penalty": found.penalty,
        "as_given": found.as_given,
        "mean": found.mean,
        "cut": found.is_cut,
    }  # fmt: skip


def _waiting(late: Postponed | None) -> Data | None:
    if late is None:
        return None
    parts = {"people": late.people, "service": late.service, "records": late.records}
    return {"option": late.option, "hours": late.hours, "at_once": late.at_once, "mean": late.mean, "se": late.se,
            "clear": late.is_clear, "parts": parts, "systems_reached": late.systems}  # fmt: skip


def _redraws(found: Redrawn | None) -> Data | None:
    if found is None:
        return None
    return {
        "redraws": found.redraws,
        "orders": [
            {"action": name, "chosen": many, "firm": many * 100 >= FIRM * found.redraws} for name, many in found.chosen
        ],
        "instead": [{"action": name, "chosen": many} for name, many in found.instead],
        "exact": found.exact,
        "cut": found.is_cut,
    }


def partner_json(found: PartnerAdvice) -> Data:
    """What `--for BODY` adds: the plan if partners agree, the asks, and what a partner's shutdown changes."""
    return {
        "for": found.body,
        "together": advice_json(found.together),
        "asks": list(found.asks),
        "if_partner_stops": {body: option_json(row) for body, row in found.if_partner_stops.items()},
    }


def _harm(row: Harm) -> Data:
    return {"mean": row.mean, "low": row.low, "high": row.high, "se": row.se}


def _parts(row: Parts) -> Data:
    return {"people": row.people, "service": row.service, "records": row.records, "cost": row.cost}
