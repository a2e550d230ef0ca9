"""The colour beside each word of state: the same on every page.

Law: a colour helps and never says anything that the word beside it does not.
Not here: the words (desk), the part that shows them (gds).
"""

from __future__ import annotations

from typing import Final

from battlebox.desk.picture import Plight, Stage, Suspicion

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
