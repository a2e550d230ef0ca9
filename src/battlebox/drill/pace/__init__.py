"""The clock of a drill: real time, faster, paused or ahead by a jump, as a value and as the desk's own watch.

Law: a drill's time never goes back, and what it was at any real instant can be told afterwards.
Not here: deadlines (desk), injects and when they are due (drill.scenario).
"""

from battlebox.drill.pace.errors import Code as PaceCode
from battlebox.drill.pace.errors import PaceError
from battlebox.drill.pace.kept import PACE_FILE, PaceFile
from battlebox.drill.pace.mark import RATE_MOST, Deed, Mark
from battlebox.drill.pace.pace import IDLE_MOST, Pace, Run
from battlebox.drill.pace.watch import DrillWatch, watch_of

__all__ = [
    "IDLE_MOST",
    "PACE_FILE",
    "RATE_MOST",
    "Deed",
    "DrillWatch",
    "Mark",
    "Pace",
    "PaceCode",
    "PaceError",
    "PaceFile",
    "Run",
    "watch_of",
]
