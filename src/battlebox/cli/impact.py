"""`battlebox impact`: what stops when, for what is down and what was ordered.

Law: times are hours from now; what never stops is not listed.
Not here: the arithmetic (engine).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from battlebox.cli.asked import AskedAt
from battlebox.cli.opening import open_estate
from battlebox.cli.options import DONE, DOWN, ESTATE, JSON, hours
from battlebox.cli.screen import console, hours_cell, put_json

if TYPE_CHECKING:
    from battlebox.engine import Impact
    from battlebox.estate import Estate


@click.command()
@ESTATE
@DOWN
@DONE
@hours("336")
@JSON
def impact(*, estate: str, downs: tuple[AskedAt, ...], dones: tuple[AskedAt, ...], hours: int, as_json: bool) -> None:
    """Say what stops when, and why.

    Name at least one --down or --done. Each service is shown with the hour at which its target (RTO) is missed, its
    fallback runs out and its outer limit (MTPD) is reached.
    """
    if not downs and not dones:
        raise click.UsageError("say what is down: --down ID or --done ACTION")
    found = open_estate(estate)
    from battlebox.cli.as_json import impact_json  # These load the engine, which takes part of a second.
    from battlebox.cli.question import dones_of, downs_of  # The same.
    from battlebox.engine import EstateArrays  # The same.
    from battlebox.engine import impact as ask  # The same.

    arrays = EstateArrays.of(found)
    answer = ask(arrays, downs=downs_of(downs), dones=dones_of(dones), hours_microhours=hours)
    if as_json:
        put_json(impact_json(answer))
    else:
        _print(found, answer)


def _print(estate: Estate, answer: Impact) -> None:
    from rich.table import Table  # Only words on a screen need tables; --json does not.

    from battlebox.cli.as_json import hours as in_hours  # This module loads the engine.

    page = console()
    clocks = {row.id: row for row in answer.services}
    table = Table("stops at h", "what", "kind", "RTO missed", "fallback ends", "MTPD", box=None, pad_edge=False)
    table.columns[1].overflow = "fold"
    for row in answer.stops:
        clock = clocks.get(row.id)
        marks = (clock.rto_at_microhours, clock.fallback_until_microhours, clock.mtpd_at_microhours) if clock else ()
        cells = [hours_cell(in_hours(mark)) for mark in marks] or [""] * 3
        table.add_row(hours_cell(in_hours(row.stops_microhours)), row.id, row.kind, *cells)
    page.print(table)
    total = sum(row.stops_microhours is not None for row in answer.services)
    services = f"{total:,} of {len(estate.services):,} services among them"
    things = "1 thing is" if len(answer.stops) == 1 else f"{len(answer.stops):,} things are"
    page.print(f"\n{things} out at some time, {services}.")
    page.print("Why each is out: --json, under why.", soft_wrap=True)
