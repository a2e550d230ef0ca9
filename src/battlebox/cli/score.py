"""`battlebox score`: what one plan is worth.

Law: the three columns of harm are always shown beside the total.
Not here: the arithmetic (engine).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from battlebox.cli.asked import AskedAt, AskedHit
from battlebox.cli.opening import open_estate
from battlebox.cli.options import DRAWS, ESTATE, JSON, SITUATION, hours
from battlebox.cli.screen import bar, put, put_json

if TYPE_CHECKING:
    from battlebox.engine import Harm, Option


@click.command()
@ESTATE
@SITUATION
@click.option(
    "--do", "plan", multiple=True, required=True, metavar="ACTION", help="An action of the plan, or `everything`."
)
@hours("1008")
@DRAWS
@JSON
def score(
    *,
    estate: str,
    hits: tuple[AskedHit, ...],
    downs: tuple[AskedAt, ...],
    dones: tuple[AskedAt, ...],
    plan: tuple[str, ...],
    hours: int,
    worlds: int | None,
    seed: int | None,
    as_json: bool,
) -> None:
    """Say what one plan is worth, in units of harm (weighted person-hours).

    `--do everything` is the plan in which every council that hosts systems shuts its own down.
    """
    found = open_estate(estate)
    from battlebox.cli.as_json import score_json  # These load the engine, which takes part of a second.
    from battlebox.cli.question import question_of  # The same.
    from battlebox.engine import EstateArrays  # The same.
    from battlebox.engine import score as ask  # The same.

    question = question_of(found, hits=hits, downs=downs, dones=dones, hours=hours, worlds=worlds, seed=seed)
    with bar("scoring the plan"):
        answer = ask(EstateArrays.of(found), question, plan)
    if as_json:
        put_json(score_json(answer))
    else:
        put(_words(answer))


def _spread(harm: Harm) -> str:
    """How far apart the worlds are; a mean outside nine of ten of them is made by the few that are far worse."""
    if not harm.se:
        return "the same in every world"
    within = f"between {harm.low:,.0f} and {harm.high:,.0f} in nine worlds of ten"
    if harm.low == harm.high:
        within = f"{harm.low:,.0f} in at least nine worlds of ten"
    return f"{within}, and far worse in the few others" if harm.mean > harm.high else within


def _words(row: Option) -> str:
    harm, parts = row.harm, row.parts
    return (
        f"harm       {harm.mean:>14,.0f} units, {_spread(harm)} (standard error {harm.se:,.0f})\n"
        f"  people   {parts.people:>14,.0f} services that protect life, safety, liberty or shelter\n"
        f"  service  {parts.service:>14,.0f} other services\n"
        f"  records  {parts.records:>14,.0f} people's records reached\n"
        f"  cost     {parts.cost:>14,.0f} of the orders themselves\n"
        f"services that stop on average: {row.services_stopped:,.0f}; systems reached: {row.systems_reached:,.0f}"
    )
