"""`battlebox restore`: in what order to bring back what is down, and why.

Law: the checklist that a person would follow stands beside every plan; what is in no plan is named.
Not here: the problem and its words (desk), the search (engine).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

import click

from battlebox.cli.asked import LONDON, AskedAt, at_hour, instant, microhours, search_seconds
from battlebox.cli.errors import CliError, Code
from battlebox.cli.opening import open_estate
from battlebox.cli.options import DOWN, ESTATE, JSON, SEED
from battlebox.cli.screen import bar, console, hours_cell, put_json

if TYPE_CHECKING:
    from battlebox.cli.restore_slip import Slip
    from battlebox.desk.restore import Turn, Undertaking
    from battlebox.engine.restore import Plan
    from battlebox.estate import Estate

LONG_AGO: Final = timedelta(days=366)
"""An hour 0 so long before the estate's own day is likely a slip of the pen."""
_REASONS_MOST: Final = 12
"""Of so many systems the reason is said on the screen; --json has all."""


@click.command()
@ESTATE
@DOWN
@click.option("--since", type=microhours, default="0", metavar="H", help="For how many hours it has been down already.")
@click.option("--for", "body", metavar="BODY", help="Plan one body's systems; those of others are waited for.")
@click.option(
    "--back", "backs", type=at_hour, metavar="ID@H", multiple=True, help="A system that others bring back in H hours."
)
@click.option(
    "--at",
    type=instant,
    metavar="TIME",
    help="When hour 0 is, for gates with dates (as of the estate's own day). London time unless it has an offset.",
)
@click.option(
    "--seconds",
    type=search_seconds,
    default="30",
    show_default=True,
    metavar="S",
    help="The longest the search may take; 0 gives the best of the plain rules.",
)
@click.option(
    "--slip",
    type=at_hour,
    metavar="ID@H",
    help="The longest step of a system takes H hours longer, seen when it should have ended: three ways to go on.",
)
@SEED
@JSON
def restore(
    *,
    estate: str,
    downs: tuple[AskedAt, ...],
    since: int,
    body: str | None,
    backs: tuple[AskedAt, ...],
    at: datetime | None,
    seconds: float,
    slip: AskedAt | None,
    seed: int | None,
    as_json: bool,
) -> None:
    """Say in what order to bring systems back, so that waiting costs people least, and why.

    ID is a system, or a segment or body whose systems are all down. Each step says what it waits for and what it brings
    back. The harm of the checklist that a person would follow stands beside the plan's.
    """
    if not downs:
        raise click.UsageError("say what is down: --down ID")
    found = open_estate(estate)
    from battlebox.cli.restore_slip import Slip  # These load the engine, which takes part of a second.
    from battlebox.desk.restore import Ask, undertaking  # The same.
    from battlebox.engine.restore import plan as search  # The same.

    ask = Ask(
        out=_out(found, downs, since),
        now=_hour_0(at, found),
        body=_body(found, body),
        back=_backs(found, backs),
    )
    what = undertaking(found, ask)
    if not what.work:
        raise _nothing(what, body)
    seed = 1 if seed is None else seed
    with bar("looking for the order that costs least") as step:
        plan = search(what.problem, seconds=seconds, seed=seed, progress=step)
    after = Slip.of(what, plan, slip, seed) if slip else None
    _say(what, plan, after, as_json=as_json)


def _nothing(what: Undertaking, body: str | None) -> CliError:
    if not what.left:
        return CliError.of(Code.NOTHING_OF_BODY, body=body or "anybody")
    first = what.left[0]
    return CliError.of(Code.NOTHING_TO_RESTORE, id=first.id, why=first.why)


def _hour_0(at: datetime | None, estate: Estate) -> datetime:
    """When hour 0 is; said where it lies long before the estate's own day, for then the year is likely wrong."""
    day = estate.as_of
    now = at or day or datetime.now(UTC)
    if day is not None and day - now > LONG_AGO:
        words = (
            f"battlebox: hour 0 is {now.astimezone(LONDON):%Y-%m-%d %H:%M}, {(day - now).days:,} days before "
            f"the day that the estate speaks of ({day.astimezone(LONDON):%Y-%m-%d}): "
            "gates with dates are waited for that long"
        )
        click.echo(words, err=True)
    return now


def _say(what: Undertaking, plan: Plan, after: Slip | None, *, as_json: bool) -> None:
    from battlebox.cli.restore_json import restore_json  # This module loads the engine.
    from battlebox.desk.restore import turns_of  # The same.

    turns = turns_of(what, plan.starts)
    if as_json:
        put_json(restore_json(what, plan, turns) | ({"slip": after.data(what)} if after else {}))
        return
    _print(what, plan, turns)
    if after:
        after.put(what)


def _out(estate: Estate, downs: tuple[AskedAt, ...], since: int) -> dict[str, int]:
    """The systems that are down and since when, a body's and a segment's among them; the earliest counts."""
    from battlebox.estate import things_of  # Only commands about an estate need it.

    found: dict[str, int] = {}
    for row in downs:
        names = things_of(estate, (row.id,)) & estate.system_by_id.keys()
        if not names:
            raise CliError.of(Code.NOT_A_SYSTEM, found=row.id)
        for name in names:
            found[name] = min(found.get(name, row.microhours - since), row.microhours - since)
    return found


def _backs(estate: Estate, backs: tuple[AskedAt, ...]) -> dict[str, int]:
    for row in backs:
        if row.id not in estate.system_by_id:
            raise CliError.of(Code.NOT_A_SYSTEM, found=row.id)
    return {row.id: row.microhours for row in backs}


def _body(estate: Estate, body: str | None) -> str:
    if body is not None and body not in estate.body_by_id:
        raise CliError.of(Code.NOT_A_BODY, found=body)
    return body or ""


def _print(what: Undertaking, plan: Plan, turns: tuple[Turn, ...]) -> None:
    from rich.table import Table  # Only words on a screen need tables; --json does not.

    from battlebox.cli.as_json import hours as in_hours  # This module loads the engine.
    from battlebox.desk.restore import back_at, link_words, links_at, thing_name  # The same.

    page = console()
    table = Table("", "begins at h", "live at h", "system", "crew", "brings back", box=None, pad_edge=False)
    table.columns[3].overflow = "fold"
    for column in (*table.columns[:3], table.columns[5]):
        column.justify = "right"
    for turn in turns:
        times = [hours_cell(in_hours(at)) for at in (turn.start_microhours, turn.end_microhours)]
        crew = thing_name(what.estate, turn.crew)
        table.add_row(str(turn.number), *times, turn.system, crew, f"{len(turn.unlocks):,}")
    page.print(table)
    page.print("")
    for turn in turns[:_REASONS_MOST]:
        page.print(f"{turn.number}. {thing_name(what.estate, turn.system)}: {turn.why}", soft_wrap=True)
    if len(turns) > _REASONS_MOST:
        page.print(f"and {len(turns) - _REASONS_MOST} more: --json")
    left = sum(row.id in what.estate.service_by_id for row in what.left)
    beside = f"; {left:,} service{'s' * (left != 1)} in no plan, whose harm is in no figure here" if left else ""
    if what.problem.services:
        last = max(back_at(what, plan.starts).values())
        many = f"the last of {len(what.problem.services):,} services is back at hour {hours_cell(in_hours(last))}"
    else:
        many = "no service comes back by this order"
    page.print(f"\n{many}{beside}", soft_wrap=True)
    for name, at in what.waits.items():
        page.print(f"waits for {name} of {what.estate.system_by_id[name].body}, at hour {hours_cell(in_hours(at))}")
    for gate, at in links_at(what, plan.starts):
        given = hours_cell(in_hours(at))
        link = f"{link_words(what.estate, gate.system)}, {gate.system},"
        page.print(f"the link from {link} is waited for: {gate.name}, given at hour {given}", soft_wrap=True)
    for row in what.left:
        page.print(f"in no plan: {row.id}: {row.why}", soft_wrap=True)
    if what.problem.services:
        page.print("\n" + _worth(plan), soft_wrap=True)


def _worth(plan: Plan) -> str:
    """What the plan costs, beside the checklist, and how that is known."""
    harm = f"harm {plan.harm:,.0f}"
    list_harm = plan.rules.get("checklist")
    beside = f"; the checklist's order {list_harm:,.0f}" if list_harm is not None else ""
    known = "proved: no order does better" if plan.is_proved else f"no order does better than {plan.bound:,.0f}"
    gap = "" if plan.is_proved else f"; gap {plan.gap:.1%}"
    solver = "not installed: pip install 'battlebox[plan]'" if plan.solver == "absent" else plan.solver
    return f"{harm}{beside}\n{known}{gap}\nfound by: {plan.stage}; solver: {solver}"
