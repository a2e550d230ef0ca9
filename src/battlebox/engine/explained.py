"""What one order does: routes, systems, services, and what would have to be otherwise for the verdict to turn.

Law: shares of worlds in 0..1, hours as means over worlds, harm in weighted person-hours; every pair compares the same
worlds without the order and with it.
Not here: working it out (explain.py, breakeven.py), words (desk).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from battlebox.engine.answers import Saving


class Worth(StrEnum):
    """On which side of a break-even the order is worth giving."""

    ABOVE = "above"
    BELOW = "below"
    ALWAYS = "always"
    NEVER = "never"


FALSE_ALARM: Final = "false_alarm"
"""The chance that nothing that was named is really hit."""
OWN_HARM: Final = "own_harm"
"""How many times the harm reckoned what the order itself stops really does."""
SPREAD: Final = "spread"
"""How many times as likely as reckoned each path can be crossed."""
CHECKING: Final = "checking"
"""How many times as long as reckoned checking takes."""
SUSPECT: Final = "suspect:"
"""The chance that one system is really hit: `suspect:ID`."""


@dataclass(frozen=True, slots=True)
class BreakEven:
    """One figure, taken alone, and the value at which the order stops, or starts, being worth it.

    `now` is the figure reckoned with; between `low` and `high` it was tried. `at` is None where the verdict is the same
    all the way (`worth` is then ALWAYS or NEVER). `se` is the standard error of `at`, None where steps were tried.
    """

    what: str
    now: float
    low: float
    high: float
    at: float | None
    worth: Worth
    se: float | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """One path the order closes: in which share of worlds the attacker first comes by it, and is stopped in time.

    `used` is without the order; `in_time` the share in which he comes by it when the order works already. `others` are
    the orders beside it, given or planned, that close the same path.
    """

    path: str
    origin: str
    target: str
    used: float
    in_time: float
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spared:
    """One system that the attacker reaches in fewer worlds: the share without the order, and with it."""

    system: str
    body: str
    without: float
    with_it: float


@dataclass(frozen=True, slots=True)
class Checked:
    """One system that the order has checked, and cleared if the attacker is in it: the share of worlds in which he is.

    Checked in time, it is not lost when an attack strikes or is found.
    """

    system: str
    body: str
    reached: float


@dataclass(frozen=True, slots=True)
class ServiceHours:
    """Mean hours one service is out without the order, and with it."""

    service: str
    body: str
    without: float
    with_it: float


@dataclass(frozen=True, slots=True)
class OwnStop:
    """One service that the order itself puts out, were nobody in the network: from which hour, and for how many."""

    service: str
    body: str
    from_microhours: int
    hours: float
    people: float


@dataclass(frozen=True, slots=True)
class Explained:
    """One order beside a plan: what the plan with it does, less the same plan without it.

    `planned` says that the plan holds it; `drops` are orders of the plan it cannot be given with. `own_harm` is the
    harm of what it stops, and its cost, were nobody in the network. `is_cut` as in `Advice`: break-evens that the time
    did not allow are left out.
    """

    action: str
    planned: bool
    drops: tuple[str, ...]
    saving: Saving
    people: float
    service: float
    records: float
    own_harm: float
    routes: tuple[Route, ...]
    spares: tuple[Spared, ...]
    bodies: Mapping[str, float]
    checks: tuple[Checked, ...]
    shorter: tuple[ServiceHours, ...]
    longer: tuple[ServiceHours, ...]
    stops: tuple[OwnStop, ...]
    breaks: tuple[BreakEven, ...]
    is_cut: bool = False

    @property
    def is_clear(self) -> bool:
        """Whether it makes a difference, for better or worse, of two standard errors at least."""
        return self.saving.mean != 0 and abs(self.saving.mean) >= 2 * self.saving.se

    @property
    def is_worth(self) -> bool:
        """Whether it saves more than it does, and clearly."""
        return self.is_clear and self.saving.mean > 0
