"""The colour beside each word of state: the same on every page.

Law: a colour helps and never says anything that the word beside it does not.
Not here: the words (desk), the part that shows them (gds).
"""

from __future__ import annotations

from typing import Final

from battlebox.desk.backlog import Recovery, Return
from battlebox.desk.picture import Plight, ServicePlight, Stage, Suspicion
from battlebox.web.tables import Cell

SUSPICION_COLOURS: Final = {
    Suspicion.CONFIRMED: "red",
    Suspicion.SUSPECTED: "orange",
    Suspicion.UNKNOWN: "grey",
    Suspicion.CLEAR: "green",
}
STAGE_COLOURS: Final = {
    Stage.RUNNING: "grey",
    Stage.ORDERED: "yellow",
    Stage.ACKNOWLEDGED: "light-blue",
    Stage.VERIFIED: "blue",
    Stage.REOPENED: "purple",
}
PLIGHT_COLOURS: Final = {
    Plight.OUT: "red",
    Plight.ON_FALLBACK: "orange",
    Plight.SLOW: "yellow",
    Plight.WORKING: "grey",
}
_RETURN_COLOURS: Final = {Return.BACKLOGGED: "yellow", Return.RESTORED: "green"}


_STAGES: Final = {stage: Cell(stage.value.capitalize(), tag=colour) for stage, colour in STAGE_COLOURS.items()}


def stage_cell(stage: Stage) -> Cell:
    """How far an order has got, in a table."""
    return _STAGES[stage]


def state_colour(row: ServicePlight, made: Recovery | None) -> str:
    """The colour beside how a service is, or how far it is back."""
    plain = PLIGHT_COLOURS[row.plight]
    return _RETURN_COLOURS.get(made.state, plain) if made is not None else plain
