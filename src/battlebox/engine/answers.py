"""What the engine answers: values that hold figures with their units and can say why.

Law: harm is in weighted person-hours, time in microhours from hour 0, chances in 0..1; None means never within the
horizon.
Not here: words and layout (desk, share, cli).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing that is out at some time: when first, until when (None: past the horizon), and the chain of causes."""

    id: str
    kind: str
    body: str
    stops_microhours: int
    outages: tuple[tuple[int, int], ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ServiceClock:
    """The outage clock of one service: the hours at which time out so far reaches its marks."""

    id: str
    stops_microhours: int | None
    rto_at_microhours: int | None
    fallback_until_microhours: int | None
    mtpd_at_microhours: int | None
    slowed: float
    harm: float


@dataclass(frozen=True, slots=True)
class Impact:
    """What stops when: everything ever out in order of time, and every service's clock in table order."""

    stops: tuple[Stop, ...]
    services: tuple[ServiceClock, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """How likely the attacker is to have reached one system, by hour 6, 24, 72 and the horizon."""

    id: str
    reached: float
    by_h: Mapping[str, float]
    median_microhours: int | None


@dataclass(frozen=True, slots=True)
class Harm:
    """Mean, 5th and 95th percentile over worlds, and the standard error of the mean."""

    mean: float
    low: float
    high: float
    se: float


@dataclass(frozen=True, slots=True)
class Parts:
    """The three columns of harm, never netted without each other, and what the actions themselves cost (means)."""

    people: float
    service: float
    records: float
    cost: float


@dataclass(frozen=True, slots=True)
class Saving:
    """What one action of a plan saves while the rest stands: mean of paired differences and its standard error."""

    action: str
    mean: float
    se: float


@dataclass(frozen=True, slots=True)
class Option:
    """One plan, scored on fresh worlds. `service_hours` is the mean hours out of each service that is ever out.

    `people` is the column of harm to people with its spread; its mean is that of `parts`.
    """

    name: str
    actions: tuple[str, ...]
    harm: Harm
    parts: Parts
    services_stopped: float
    systems_reached: float
    service_hours: Mapping[str, float]
    savings: tuple[Saving, ...] = ()
    unavailable: tuple[str, ...] = ()
    people: Harm = Harm(0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Rerun:
    """One re-run under changed figures: whether today's plan stays within 5 % of the best found, and what flips.

    `is_cut` as in `Advice`.
    """

    name: str
    same: bool
    today: float
    best: float
    adds: tuple[str, ...]
    drops: tuple[str, ...]
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Advice:
    """Options side by side: `nothing` first, then the baselines and single actions, `everything`, `recommended`.

    `everything` is none of them where it was ordered already: no plan repeats what is done.

    `bound` is a lower bound, at 99 % confidence, on any plan's harm; `gap = (mean - bound) / max(mean, 1)`.
    `everything_first` holds when shutting everything down is clearly better (more than 2 standard errors).
    `gentler` names options whose people harm is clearly lower than the recommendation's. `exact` says that every plan
    was tried, `worlds` how many fresh worlds the options were scored on. `is_cut` says that the time was up before the
    work was done: the same question may be answered otherwise with more time, or on another machine.
    """

    options: tuple[Option, ...]
    bound: float
    gap: float
    everything_first: bool
    gentler: tuple[str, ...]
    exact: bool
    worlds: int
    is_cut: bool = False

    def option(self, name: str) -> Option:
        """The option of that name; KeyError if it is not shown."""
        for row in self.options:
            if row.name == name:
                return row
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class PartnerAdvice:
    """`--for BODY`: the best it can order alone, the best if partners agree (asks), and its plan if one shuts down."""

    body: str
    alone: Advice
    together: Advice
    asks: tuple[str, ...]
    if_partner_stops: Mapping[str, Option]
