"""An order of return as JSON, under the names that other programs may rely on.

Law: as in as_json.py: hours are numbers from hour 0, and what cannot be said is null.
Not here: the order itself (desk). This module loads the engine: import it inside a command.
"""

from __future__ import annotations

from battlebox.cli.as_json import Data, hours
from battlebox.desk.restore import Turn, Undertaking, back_at, links_at
from battlebox.engine.restore import Plan


def restore_json(what: Undertaking, plan: Plan, turns: tuple[Turn, ...]) -> Data:
    """`steps`, `harm`, `bound`, `gap`, and what they rest on."""
    back = back_at(what, plan.starts)
    return {
        "steps": [_step(turn) for turn in turns],
        "harm": plan.harm,
        "bound": plan.bound,
        "gap": plan.gap,
        "proved": plan.is_proved,
        "stage": plan.stage,
        "rules": dict(plan.rules),
        "solver": plan.solver,
        "services": [{"id": name, "back_h": hours(at)} for name, at in back.items()],
        "waits": [{"system": name, "back_h": hours(at)} for name, at in what.waits.items()],
        "link_gates": [
            {
                "gate": gate.row.gate,
                "link": gate.system,
                "takes_h": hours(gate.row.lead_microhours),
                "given_h": hours(at),
            }
            for gate, at in links_at(what, plan.starts)
            if gate.row is not None
        ],
        "left_out": [{"id": row.id, "why": row.why} for row in what.left],
    }


def _step(turn: Turn) -> Data:
    return {
        "number": turn.number,
        "system": turn.system,
        "start_h": hours(turn.start_microhours),
        "end_h": hours(turn.end_microhours),
        "crew": turn.crew or None,
        "gates": list(turn.gates),
        "unlocks": list(turn.unlocks),
        "why": turn.why,
        "harm_an_hour": turn.harm_an_hour,
        "slack_h": hours(turn.slack_microhours),
        "held_a_day": turn.held_a_day,
        "swap_before": turn.swap_before,
        "swap_after": turn.swap_after,
        "is_tried": turn.is_tried,
        "work": [
            {
                "step": piece.labour.step.value,
                "start_h": hours(piece.start_microhours),
                "end_h": hours(piece.end_microhours),
                "crew": piece.labour.crew or None,
                "people": piece.labour.people,
                "environment": piece.labour.environment or None,
                "places": piece.labour.places,
            }
            for piece in turn.pieces
        ],
    }
