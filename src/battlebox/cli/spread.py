"""`battlebox spread`: how likely the attacker is to have reached each system, by when.

Law: chances are shares of the worlds drawn; same seed, same answer.
Not here: the draws (engine).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from battlebox.cli.asked import AskedAt, AskedHit
from battlebox.cli.opening import open_estate
from battlebox.cli.options import DONE, DRAWS, ESTATE, HIT, JSON, hours
from battlebox.cli.screen import bar, console, put_json

if TYPE_CHECKING:
    from battlebox.engine import Reach


@click.command()
@ESTATE
@HIT
@DONE
@hours("1008")
@DRAWS
@JSON
def spread(
    *,
    estate: str,
    hits: tuple[AskedHit, ...],
    dones: tuple[AskedAt, ...],
    hours: int,
    worlds: int | None,
    seed: int | None,
    as_json: bool,
) -> None:
    """Say where the attacker may get to, and by when.

    Nobody knows these chances. They come from the paths of the estate, and from what you say of each hit.
    """
    found = open_estate(estate)
    from battlebox.cli.as_json import reach_json  # These load the engine, which takes part of a second.
    from battlebox.cli.question import question_of  # The same.
    from battlebox.engine import EngineCode, EngineError, EstateArrays  # The same.
    from battlebox.engine import spread as ask  # The same.

    question = question_of(found, hits=hits, dones=dones, hours=hours, worlds=worlds, seed=seed)
    if not question.hits:
        raise EngineError.of(EngineCode.NO_HIT)
    with bar("drawing where the attacker may get to"):
        answer = ask(EstateArrays.of(found), question)
    if as_json:
        put_json(reach_json(answer))
    else:
        _print(answer)


def _print(answer: tuple[Reach, ...]) -> None:
    from rich.table import Table  # Only words on a screen need tables; --json does not.

    from battlebox.cli.as_json import hours as in_hours  # This module loads the engine.

    table = Table("system", "by 6 h", "24 h", "72 h", "ever", "median h", box=None, pad_edge=False)
    rows = sorted((row for row in answer if row.reached > 0), key=lambda row: (-row.by_h["72"], -row.reached, row.id))
    for row in rows:
        chances = [f"{share:.0%}" for share in (row.by_h["6"], row.by_h["24"], row.by_h["72"], row.reached)]
        median = in_hours(row.median_microhours)
        table.add_row(row.id, *chances, "-" if median is None else f"{median:,.0f}")
    page = console()
    page.print(table)
    page.print(f"\n{len(rows):,} of {len(answer):,} systems can be reached in at least one of the worlds drawn.")
