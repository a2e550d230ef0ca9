"""`battlebox contain`: what to isolate, beside watching and beside shutting everything down.

Law: the recommendation never stands alone or first; the three columns of harm stand beside every total.
Not here: the search (engine), plain words for Gold (brief).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from battlebox.cli.asked import AskedAt, AskedHit
from battlebox.cli.opening import open_estate
from battlebox.cli.options import DRAWS, ESTATE, FOR, JSON, REVERSAL, SECONDS, SITUATION, hours
from battlebox.cli.screen import bar, console, put_json

if TYPE_CHECKING:
    from battlebox.engine import Advice, EstateArrays, PartnerAdvice, Question, Rerun
    from battlebox.estate import Estate

_SINGLES_MOST: Final = 5
"""Of single actions, so many of the best are shown."""
_TIME_UP: Final = "No order could be shown by itself before the time was up: ask with more seconds."
_NO_ORDER: Final = "No order could be compared: there is no action to give here, so it is watching or shutting down."


@click.command()
@ESTATE
@SITUATION
@FOR
@hours("1008")
@DRAWS
@SECONDS
@click.option(
    "--why",
    "asked_why",
    metavar="ACTION",
    multiple=True,
    help="Explain this action, recommended or not: what it closes, spares and stops, and what would turn the verdict.",
)
@REVERSAL
@click.option("--why-all", is_flag=True, help="Explain every recommended action.")
@JSON
def contain(
    *,
    estate: str,
    hits: tuple[AskedHit, ...],
    downs: tuple[AskedAt, ...],
    dones: tuple[AskedAt, ...],
    body: str | None,
    hours: int,
    worlds: int | None,
    seed: int | None,
    seconds: float,
    asked_why: tuple[str, ...],
    why_all: bool,
    reversal: float,
    as_json: bool,
) -> None:
    """Say what to isolate, beside the harm of watching and of shutting everything down.

    Then which orders of --done to keep and which to take back, what an hour of waiting costs, and how firm each order
    is when chance is drawn again. The advice is run again with the chances halved and doubled, with half and twice the
    time looked at, and with checking taking twice as long. `battlebox brief` says the same in plain words.
    """
    found = open_estate(estate)
    from battlebox.cli.as_json import advice_json, partner_json  # These load the engine, which takes part of a second.
    from battlebox.cli.as_json import is_cut as was_cut  # The same.
    from battlebox.cli.explaining import explained, print_whys, turned, why_json, why_refused  # The same.
    from battlebox.cli.holding import Held, print_held  # The same.
    from battlebox.cli.question import question_of  # The same.
    from battlebox.desk.brief import CUT_SHORT  # The same.
    from battlebox.engine import EVERYTHING, EstateArrays, rerun  # The same.

    question = question_of(found, hits=hits, downs=downs, dones=dones, hours=hours, worlds=worlds, seed=seed)
    arrays = EstateArrays.of(found)
    why_refused(arrays, question, asked_why)
    advice, partner = _advised(arrays, question, body, seconds)
    if not as_json:
        _print(found, advice, partner, done=any(row.id == EVERYTHING for row in dones))
    held = Held.of(arrays, question, advice, body=body, reversal=reversal, seconds=seconds)
    if not as_json:
        print_held(console(), found, held)
    with bar("testing the guesses") as step:
        reruns = tuple(rerun(arrays, question, advice, for_body=body, seconds=seconds, progress=step))
    turns = turned(arrays, question, advice, seconds)
    with bar("explaining the orders") as step:
        whys = explained(arrays, question, advice, asked_why, every=why_all, seconds=seconds, progress=step)
    if as_json:
        more = held.to_json() | why_json(found, whys, turns) | (partner_json(partner) if partner else {})
        put_json(advice_json(advice, reruns) | more)
    else:
        _print_reruns(reruns)
        print_whys(console(), found, whys, turns)
        if was_cut(advice, reruns):
            console().print(CUT_SHORT, soft_wrap=True)


def _advised(
    arrays: EstateArrays, question: Question, body: str | None, seconds: float
) -> tuple[Advice, PartnerAdvice | None]:
    """The advice; for one body what it can order alone, and the rest beside it."""
    from battlebox.engine import contain as ask  # This loads the engine, which takes part of a second.
    from battlebox.engine import contain_for  # The same.

    with bar("looking for the least harm") as step:
        if body is None:
            return ask(arrays, question, seconds=seconds, progress=step), None
        partner = contain_for(arrays, question, body, seconds=seconds, progress=step)
        return partner.alone, partner


def _print(estate: Estate, advice: Advice, partner: PartnerAdvice | None, *, done: bool) -> None:
    from rich.table import Table  # Only words on a screen need tables; --json does not.

    from battlebox.desk.brief import bound_words  # This loads the engine, which takes part of a second.

    page = console()
    if advice.everything_first and not done:
        page.print("Shutting everything down does clearly less harm than the plan recommended.\n", soft_wrap=True)
    table = Table("option", "harm", "people", "service", "records", "cost", box=None, pad_edge=False)
    for column in table.columns[1:]:
        column.justify = "right"
    hidden = {*estate.action_by_id, *(("everything",) if done else ())}
    kept = [row for row in advice.options if row.name not in hidden]
    singles = sorted((row for row in advice.options if row.name in estate.action_by_id), key=lambda row: row.harm.mean)
    for row in (*kept, *singles[:_SINGLES_MOST]):
        parts = row.parts
        figures = (row.harm.mean, parts.people, parts.service, parts.records, parts.cost)
        table.add_row(row.name, *(f"{figure:,.0f}" for figure in figures))
    page.print(table)
    if done:
        page.print("everything was ordered already, so it is no option here")
    left = len(singles) - _SINGLES_MOST
    if left > 0:
        page.print(f"and {left} more single action{'' if left == 1 else 's'}: --json")
    plan = advice.option("recommended")
    page.print(f"\nrecommended: {', '.join(plan.actions) or 'no order'}", soft_wrap=True)
    for saving in plan.savings:
        page.print(f"  {saving.action} saves {saving.mean:,.0f} (standard error {saving.se:,.0f})", soft_wrap=True)
    if not singles:
        page.print(_TIME_UP if plan.actions else _NO_ORDER)
    page.print(bound_words(advice), soft_wrap=True)
    if partner is not None:
        page.print(f"\nif partners agree, ask for: {', '.join(partner.asks) or 'nothing'}", soft_wrap=True)
        for name, row in partner.if_partner_stops.items():
            orders = ", ".join(each for each in row.actions if each in estate.action_by_id) or "nothing"
            page.print(f"if {name} shuts down: harm {row.harm.mean:,.0f}, order {orders}", soft_wrap=True)


def _print_reruns(reruns: tuple[Rerun, ...]) -> None:
    page = console()
    for row in reruns:
        changes = [f"{verb} {', '.join(names)}" for verb, names in (("adds", row.adds), ("drops", row.drops)) if names]
        change = ", ".join(changes) or "another plan is clearly better"
        page.print(f"{row.name}: {'same advice' if row.same else f'flips: {change}'}", soft_wrap=True)
