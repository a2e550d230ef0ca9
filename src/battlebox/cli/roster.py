"""`battlebox roster`: who covers what in the days to come, what stays empty and why.

Law: plain dates; an empty post is an answer and no mistake; the second look at every hard rule is printed with it.
Not here: the planner (engine), what the tables mean for it (desk).
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

import click

from battlebox.cli.asked import search_seconds
from battlebox.cli.errors import CliError, Code
from battlebox.cli.exits import say
from battlebox.cli.opening import open_estate
from battlebox.cli.options import ESTATE, JSON
from battlebox.cli.screen import console, put_json

if TYPE_CHECKING:
    from battlebox.desk.roster import Rota
    from battlebox.engine.roster import Breach, Roster

DAYS_MOST: Final = 120
YEARS: Final = range(1970, 2101)


class Day(click.ParamType[date]):
    """A date such as 2025-11-24."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date. Raises CliError."""
        del param, ctx
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            day = date.min
        if day.year not in YEARS:
            raise CliError.of(Code.BAD_DATE, found=str(value)[:40])
        return day


@click.command()
@ESTATE
@click.option("--days", type=click.IntRange(1, DAYS_MOST), default=14, show_default=True, help="How many days.")
@click.option("--from", "first_day", type=Day(), metavar="DATE", help="The first day, such as 2025-11-24 (today).")
@click.option(
    "--seconds",
    type=search_seconds,
    default="10",
    show_default=True,
    metavar="S",
    help="The longest a search may take; 0 gives the plain rule.",
)
@JSON
def roster(*, estate: str, days: int, first_day: date | None, seconds: float, as_json: bool) -> None:
    """Say who covers what, which posts stay empty and why, and who is too tired.

    The tables posts, shifts, people and availability say what is asked. No hard rule is broken to fill a post.
    """
    found = open_estate(estate)
    from battlebox.cli.roster_json import roster_json  # These load the engine, which takes part of a second.
    from battlebox.desk.roster import rota_of  # The same.
    from battlebox.engine.roster import breaches  # The same.
    from battlebox.engine.roster import roster as ask  # The same.

    today = datetime.now(UTC).astimezone().date()
    rota = rota_of(found, first_day or today, days)
    answer = ask(rota.problem, seconds=seconds)
    broken = breaches(rota.problem, answer.seats)
    if (last := rota.day(days - 1)) < today:
        say(f"this roster is over: its last day, {last:%-d %b %Y}, is past; leave --from out to begin today")
    if as_json:
        put_json(roster_json(rota, answer, broken))
    else:
        _print(rota, answer, broken)


def _print(rota: Rota, answer: Roster, broken: tuple[Breach, ...]) -> None:
    from rich.table import Table  # Only words on a screen need tables; --json does not.

    page = console()
    remarks = [rota.in_words(remark) for remark in (*answer.remarks, *rota.unasked_said())]
    # Where nobody sits anywhere, why comes first.
    first, last = ([], remarks) if answer.seats else (remarks, [])
    for remark in first:
        page.print(remark, soft_wrap=True)
    if answer.seats:
        _print_seats(rota, answer)
    page.print(f"{len(answer.seats):,} of {len(rota.problem.posts):,} posts have somebody. {_first(answer.how)}.")
    if answer.empties:
        gaps = Counter((rota.words(each.post), each.why.value) for each in answer.empties)
        table = Table("empty", "post", "why", box=None, pad_edge=False)
        for (what, why), count in gaps.items():
            table.add_row(f"{count:,}", what, why)
        page.print()
        page.print(table)
    page.print()
    for row in answer.scarce[:3]:
        words = f"One more person with `{rota.skill(row.skill)}` would fill {row.posts:,} more: ask a neighbour."
        page.print(words, soft_wrap=True)
    for tired in answer.tired:
        page.print(f"{rota.name(tired.person)} is near a limit: {', '.join(tired.signs)}.", soft_wrap=True)
    for remark in last:
        page.print(remark, soft_wrap=True)
    for breach in broken:
        page.print(f"BROKEN: {rota.in_words(breach.words)}", soft_wrap=True)


def _print_seats(rota: Rota, answer: Roster) -> None:
    from rich.table import Table  # The same.

    table = Table("day", "shift", "post", "who", box=None, pad_edge=False)
    for seat in answer.seats:
        post = rota.posts[seat.post]
        table.add_row(f"{rota.day(post.day):%a %d %b}", post.shift, rota.words(post.id), rota.name(seat.person))
    console().print(table)


def _first(words: str) -> str:
    return words[:1].upper() + words[1:]
