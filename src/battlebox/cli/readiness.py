"""`battlebox readiness`: what an estate alone says of how ready its councils are, and what it does not say.

Law: what only a desk is told (who confirmed what, the battle box, exercises) is said as not known.
Not here: what counts (desk).
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final

import click

from battlebox.cli.errors import CliError, Code
from battlebox.cli.opening import open_estate
from battlebox.cli.options import ESTATE, JSON
from battlebox.cli.roster import Day
from battlebox.cli.screen import put, put_json

if TYPE_CHECKING:
    from battlebox.desk.readiness import Ground, Measure
    from battlebox.estate import Estate

_NAMED_MOST: Final = 8


@click.command()
@ESTATE
@click.option("--for", "body", metavar="BODY", help="One body (every council of the estate).")
@click.option("--on", "on", type=Day(), metavar="DATE", help="As of which day, such as 2025-11-24 (today).")
@JSON
def readiness(*, estate: str, body: str | None, on: date | None, as_json: bool) -> None:
    """Say how ready each council of an estate is, as far as the estate alone says.

    Each measure has its number, what is missing by name, and what to do. What is not written down is not known: it is
    counted neither as there nor as missing. Who confirmed what, the battle box and exercises are known at a desk.
    """
    from battlebox.desk.readiness import Ground, told  # The desk is slow to load; --version is not.

    found = open_estate(estate)
    today = on or datetime.now(UTC).astimezone().date()
    grounds = [Ground(each, today, found, has_book=False) for each in _bodies(found, body)]
    if as_json:
        put_json({"councils": [told(each) for each in grounds]})
    else:
        put("\n\n".join(_words(found, each) for each in grounds))


def _bodies(estate: Estate, body: str | None) -> list[str]:
    from battlebox.estate import BodyKind  # The reader of workbooks is slow to load; --version is not.

    if body is None:
        return [row.body for row in estate.bodies if row.kind is BodyKind.COUNCIL]
    if body not in estate.body_by_id:
        raise CliError.of(Code.NOT_A_BODY, found=body[:60])
    return [body]


def _words(estate: Estate, ground: Ground) -> str:
    from battlebox.desk.readiness import age_words, measures  # The desk is slow to load; --version is not.

    name, age = estate.body_by_id[ground.body].name, age_words(ground.estate_as_of, ground.today)
    lines = [f"{name}, {ground.estate_words}: {age}"]
    for each in measures(ground):
        lines += ["", f"{each.title}: {each.number}", *_missing(each)]
    return "\n".join(lines)


def _missing(each: Measure) -> list[str]:
    lines = [f"    {one.name}: {one.why}" for one in each.missing[:_NAMED_MOST]]
    more = len(each.missing) - len(lines)
    lines += [f"    and {more} more (--json has every one)"] if more > 0 else []
    return [*lines, f"    to do: {each.do}"] if each.missing or not each.found else lines
