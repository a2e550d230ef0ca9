"""`battlebox study run|resume|show`: which links and systems to cut or harden before anything happens.

Law: what was done is kept whatever stops it; the three columns of harm stand beside every total.
Not here: the study (engine.study).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from battlebox.cli.exits import say
from battlebox.cli.opening import open_estate
from battlebox.cli.options import ESTATE, JSON, together
from battlebox.cli.screen import bar, console, plain, put_json

if TYPE_CHECKING:
    from battlebox.engine.study import StudyFolder

FOLDER: Final = click.argument("folder", type=click.Path(path_type=Path))
WORKERS: Final = together(
    click.option("--threads", type=click.IntRange(1, 256), metavar="N", help="Threads of this machine (its cores)."),
    click.option("--scheduler", metavar="ADDRESS", help="Let a Dask cluster do it, such as tcp://127.0.0.1:8786."),
)


@click.group()
def study() -> None:
    """Say which links and systems to cut or harden before anything happens."""


@study.command("run")
@ESTATE
@FOLDER
@click.option("--first-hits", type=int, metavar="N", help="First hits (each system once, and at least 1000 in all).")
@click.option("--worlds", type=int, default=16, show_default=True, metavar="N", help="Worlds for each first hit.")
@click.option("--seed", type=int, default=1, show_default=True, metavar="N", help="Same seed, same draws.")
@click.option("--block", type=int, default=64, show_default=True, metavar="N", help="First hits in one piece of work.")
@WORKERS
@JSON
def run(
    *,
    estate: str,
    folder: Path,
    first_hits: int | None,
    worlds: int,
    seed: int,
    block: int,
    threads: int | None,
    scheduler: str | None,
    as_json: bool,
) -> None:
    """Let an attack begin in one system after another, and say what each link and system would have spared.

    FOLDER is new; what is done is kept in it, and `battlebox study resume` goes on with it.
    """
    found = open_estate(estate)
    from battlebox.engine import EstateArrays  # The engine is slow to load; --version is not.
    from battlebox.engine.study import begin  # The same.

    begun = begin(folder, EstateArrays.of(found), first_hits=first_hits, worlds=worlds, seed=seed, block=block)
    _finish(begun, threads, scheduler, as_json=as_json)


@study.command("resume")
@ESTATE
@FOLDER
@WORKERS
@JSON
def resume(*, estate: str, folder: Path, threads: int | None, scheduler: str | None, as_json: bool) -> None:
    """Go on with the study in FOLDER where it stood.

    Refused if ESTATE has changed since in anything the study reads, or if this is another Battlebox.
    """
    found = open_estate(estate)
    from battlebox.engine import EstateArrays  # The engine is slow to load; --version is not.
    from battlebox.engine.study import taken_up  # The same.

    _finish(taken_up(folder, EstateArrays.of(found)), threads, scheduler, as_json=as_json)


@study.command("show")
@FOLDER
@click.option("--most", type=click.IntRange(1), default=15, show_default=True, metavar="N", help="Rows of each table.")
@JSON
def show(*, folder: Path, most: int, as_json: bool) -> None:
    """Rank the links and systems of a study that is done by what they would spare."""
    from battlebox.engine.study import StudyFolder, answer_now  # The engine is slow to load; --version is not.

    found = StudyFolder(folder)
    answer = answer_now(found)
    if as_json:
        put_json(answer)
    else:
        _print(answer, most)
    _say_lost(found)


def _finish(folder: StudyFolder, threads: int | None, scheduler: str | None, *, as_json: bool) -> None:
    from battlebox.engine.study import finish  # The engine is slow to load; --version is not.

    with bar("following first hits") as step:
        answer = finish(folder, step, threads=threads, scheduler=scheduler)
    if as_json:
        put_json(answer)
    else:
        _print(answer, 15)
    _say_lost(folder)


def _say_lost(folder: StudyFolder) -> None:
    if folder.lost():
        say(f"{folder.lost():,} times a block was begun and not ended; it was worked out again")


def _print(answer: dict[str, Any], most: int) -> None:
    from rich.table import Table  # Only words on a screen need tables; --json does not.

    page = console()
    harm = answer["harm"]
    page.print(
        f"{answer['first_hits']:,} first hits at {answer['systems_all']:,} systems, {answer['worlds']} worlds each. "
        f"A first hit comes to {sum(harm.values()):,.0f} of harm: people {harm['people']:,.0f}, "
        f"service {harm['service']:,.0f}, records {harm['records']:,.0f}.\n",
        soft_wrap=True,
    )
    for title, rows, name in (("link", answer["links"], "path"), ("system", answer["systems"], "id")):
        titles = ("spares", "se", "of all", "people", "service", "records", "hits")
        table = Table(title, "do" if title == "link" else "body", *titles, box=None, pad_edge=False)
        table.columns[0].overflow = "fold"
        for column in table.columns[2:]:
            column.justify, column.no_wrap = "right", True
        for row in rows[:most]:
            named = row["advice"] if title == "link" else row["body"]
            figures = [_short(row[key]) for key in ("people", "service", "records")]
            se = "-" if row["se"] is None else _short(row["se"])
            figures = [_short(row["saves"]), se, f"{row['share']:.1%}", *figures, f"{row['first_hits']:,}"]
            table.add_row(plain(row[name]), plain(named), *figures)
        if rows:
            page.print(table)
            left = len(rows) - most
            page.print(f"and {left:,} more: --json\n" if left > 0 else "")
        else:
            page.print(f"No {title} would spare anything by itself.\n")
    page.print(f"digest {answer['digest']}", soft_wrap=True)


def _short(figure: float) -> str:
    """A figure in at most six letters: what comes after is no better than the chances it rests on."""
    for size, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if figure >= 10 * size:
            return f"{figure / size:,.0f}{letter}"
    return f"{figure:,.0f}"
