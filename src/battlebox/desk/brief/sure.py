"""How sure: the arithmetic behind the choices, shown only to those who ask.

Law: every figure names its unit; a bound is said to certify the arithmetic and not the figures that went in.
Not here: anything a person needs in order to decide (the other brief modules).
"""

from __future__ import annotations

from typing import Final

from battlebox.desk.brief.findings import Findings
from battlebox.engine import Advice, Option

_UNITS: Final = (
    "Harm units are weighted person-hours: an hour out, times people, times how vulnerable and how urgent. "
    "The weights are in estate.toml and can be changed."
)


def how_sure(found: Findings) -> tuple[str, ...]:
    """Sentences with harm units, spread, standard errors, bound and gap."""
    advice = found.advice
    if advice is None:
        return ("Nothing was worked out: there is no hit to spread from.",)
    return (
        _UNITS,
        f"Every choice was scored on {advice.worlds:,} fresh worlds, seed {found.question.seed}.",
        *(_option(row) for row in advice.options if row.name not in found.estate.action_by_id),
        *(
            f"{row.action}: saves {row.mean:,.0f} by itself, standard error {row.se:,.0f}."
            for row in advice.option("recommended").savings
        ),
        _bound(advice),
    )


def _option(row: Option) -> str:
    return (
        f"{row.name}: {row.harm.mean:,.0f} units (5th to 95th percentile {row.harm.low:,.0f} to {row.harm.high:,.0f}, "
        f"standard error {row.harm.se:,.0f}); people {row.parts.people:,.0f}, other services {row.parts.service:,.0f}, "
        f"records {row.parts.records:,.0f}, cost of orders {row.parts.cost:,.0f}."
    )


def _bound(advice: Advice) -> str:
    exact = "This estate is small enough that the plan was also proved by exact search. " if advice.exact else ""
    return (
        f"{exact}No plan of these actions does better than {advice.bound:,.0f} units (99 % confidence); "
        f"the gap to the orders named is {advice.gap:.1%}. This certifies the arithmetic, not the figures that went in."
    )
