"""Everything that was measured of a drill, before anything is asked or suggested of it.

Law: a figure is measured once, and whatever speaks of it speaks of this one.
Not here: how each is measured (the other modules of this wing).
"""

from __future__ import annotations

from dataclasses import dataclass

from battlebox.drill.report.alternatives import Alternatives, alternatives, alternatives_measure
from battlebox.drill.report.clocks import ClockPlayed, clocks_played
from battlebox.drill.report.firsts import firsts
from battlebox.drill.report.log import LogPlayed, log_played
from battlebox.drill.report.measure import Measure
from battlebox.drill.report.plan import PlanRow, plan_rows
from battlebox.drill.report.played import Played
from battlebox.drill.report.reach import ReachRow, reached


@dataclass(frozen=True, slots=True)
class Measured:
    """The measures, and what stands behind them."""

    measures: tuple[Measure, ...]
    clocks: tuple[ClockPlayed, ...]
    log: LogPlayed
    alternatives: Alternatives
    plan: tuple[PlanRow, ...]
    reach: tuple[ReachRow, ...]

    @classmethod
    def of(cls, played: Played) -> Measured:
        """Of one drill."""
        ways = alternatives(played)
        measures = (*firsts(played), alternatives_measure(played, ways))
        return cls(measures, clocks_played(played), log_played(played), ways, plan_rows(played), reached(played))
