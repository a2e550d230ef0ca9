"""Whether this desk is a real one or one that practises, said in one place; whatever can reach anybody asks here.

Law: a desk that practises gets no real desk, whatever is set; there is no other place that makes one.
Not here: what may be reached with it (share.sending, publishing/target.py).
"""

from __future__ import annotations

from battlebox.share.sending import DrillDesk, RealDesk
from battlebox.web.starting.desk_settings import DeskSettings


def ground_of(desk: DeskSettings, *, exercise: bool = False) -> RealDesk | DrillDesk:
    """The ground this desk stands on; in an exercise every desk practises."""
    name = str(desk.data)
    return DrillDesk(name) if desk.demo or desk.drill or exercise else RealDesk(name)
