"""How sure: the arithmetic behind the choices, shown only to those who ask.

Law: every figure names its unit; a bound is said to certify the arithmetic and not the figures that went in.
Not here: anything a person needs in order to decide (the other brief modules).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from battlebox.desk.brief.brief import Choice
from battlebox.desk.brief.choices import RECOMMENDED, option_of
from battlebox.desk.brief.cut import CUT_SHORT
from battlebox.desk.brief.findings import Findings
from battlebox.desk.brief.saying import plain
from battlebox.engine import Advice, Harm, Option

_UNITS: Final = (
    "Harm units are weighted person-hours: an hour out, times people, times how vulnerable and how urgent. "
    "The weights are in estate.toml and can be changed."
)


def how_sure(found: Findings, shown: Sequence[Choice]) -> tuple[str, ...]:
    """Sentences with harm units, spread, standard errors, bound and gap: one a choice, by the letter it has."""
    advice = found.advice
    if advice is None:
        return ("Nothing was worked out: there is no hit to spread from.",)
    return (
        _UNITS,
        f"Every choice was scored on {advice.worlds:,} fresh worlds, seed {found.question.seed}.",
        *(_option(row.letter, row.name, option_of(found, row)) for row in shown),
        *(
            f"{plain(found.estate.action_by_id[row.action].name)}: saves {row.mean:,.0f} by itself, "
            f"standard error {row.se:,.0f}."
            for row in advice.option(RECOMMENDED).savings
        ),
        _bound(advice),
    )


def _option(letter: str, name: str, row: Option) -> str:
    return (
        f"{letter}, {name[:1].lower()}{name[1:]}: {row.harm.mean:,.0f} units {_spread(row.harm)}; "
        f"people {row.people.mean:,.0f} {_spread(row.people)}, "
        f"other services {row.parts.service:,.0f}, records {row.parts.records:,.0f}, "
        f"cost of orders {row.parts.cost:,.0f}."
    )


def _spread(harm: Harm) -> str:
    return f"(5th to 95th percentile {harm.low:,.0f} to {harm.high:,.0f}, standard error {harm.se:,.0f})"


def bound_words(advice: Advice) -> str:
    """What is known of all other plans: nothing, where there was no time for it; never what the figures above deny."""
    mean = advice.option(RECOMMENDED).harm.mean
    if advice.bound <= 0 < mean:
        return "How much better another plan of these actions could be is not known: ask with more seconds"
    if advice.bound >= mean:
        return f"No plan of these actions does better, as far as {advice.worlds:,} worlds can tell (99 % confidence)"
    return (
        f"No plan of these actions does better than {advice.bound:,.0f} units (99 % confidence); "
        f"the gap to the orders named is {advice.gap:.1%}"
    )


def _bound(advice: Advice) -> str:
    cut = f"{CUT_SHORT} " if advice.is_cut else ""
    exact = "This estate is small enough that the plan was also proved by exact search. " if advice.exact else ""
    return f"{cut}{exact}{bound_words(advice)}. This certifies the arithmetic, not the figures that went in."
