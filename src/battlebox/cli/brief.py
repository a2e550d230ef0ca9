"""`battlebox brief`: the hour-one brief, in plain words, on screen, on two pages of paper and as JSON.

Law: the first answer is out before the guesses are tested; the paper is written whole or not at all.
Not here: the sentences (desk), the layout (brief_page.py, share).
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from battlebox.cli.asked import AskedAt, AskedHit, instant
from battlebox.cli.errors import CliError, Code
from battlebox.cli.exits import say
from battlebox.cli.opening import open_estate
from battlebox.cli.options import DRAWS, ESTATE, FOR, JSON, SECONDS, SITUATION, hours
from battlebox.cli.screen import bar, console, put_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

    from battlebox.desk.brief import Brief, Findings, Lengths
    from battlebox.engine import EstateArrays, Pivot, Postponed, Redrawn, Rerun, Restaged


@click.command()
@ESTATE
@SITUATION
@FOR
@click.option(
    "--at", type=instant, metavar="TIME", help="The time the brief is for (now). London time unless it has an offset."
)
@click.option("--pdf", type=click.Path(path_type=Path, dir_okay=False), help="Also write two A4 pages to this file.")
@click.option("--all", "whole", is_flag=True, help="Name everything on the screen: every list whole, nothing counted.")
@click.option("--how-sure", is_flag=True, help="Show the arithmetic: harm units, spread, bound and gap.")
@click.option("--no-rerun", is_flag=True, help="Leave out the test of the guesses, which takes longest.")
@hours("1008")
@DRAWS
@SECONDS
@JSON
def brief(
    *,
    estate: str,
    hits: tuple[AskedHit, ...],
    downs: tuple[AskedAt, ...],
    dones: tuple[AskedAt, ...],
    body: str | None,
    at: datetime | None,
    pdf: Path | None,
    whole: bool,
    how_sure: bool,
    no_rerun: bool,
    hours: int,
    worlds: int | None,
    seed: int | None,
    seconds: float,
    as_json: bool,
) -> None:
    """Print the hour-one brief: what is known, what stops when, the choices, and what they cost.

    Say what is hit with --hit, what has stopped with --down, and what was ordered with --done. A system that is not
    named is unknown, which does not mean that it is not affected.
    """
    _folder_of(pdf)
    found = open_estate(estate)
    from battlebox.cli.brief_page import print_brief  # These load the engine: half a second.
    from battlebox.cli.question import question_of  # The same.
    from battlebox.desk.brief import SHORT, WHOLE, find, with_holding, with_tests, write_brief  # The same.
    from battlebox.engine import EstateArrays  # The same.

    question = question_of(found, hits=hits, downs=downs, dones=dones, hours=hours, worlds=worlds, seed=seed)
    arrays = EstateArrays.of(found)
    with bar("working out the brief") as step:
        findings = find(found, arrays, question, at=at or datetime.now(UTC), body=body, seconds=seconds, progress=step)
    words = write_brief(findings)
    page = None if as_json else console()
    lengths = WHOLE if whole else SHORT
    if page is not None:
        print_brief(page, write_brief(findings, lengths) if whole else words, how_sure=how_sure)
    _paper(words, pdf, how_sure=how_sure)
    tests = _tests(arrays, findings, seconds) if not no_rerun else iter(())
    pivots = () if no_rerun else _pivots(arrays, findings, seconds)
    late, redraws, given = (None, None, None) if no_rerun else _held(arrays, findings, seconds)
    words = with_holding(words, findings, late=late, redraws=redraws, given=given)
    reruns = _tested(words, findings, tests, page, lengths, pivots=pivots)
    words = with_tests(words, findings, reruns, pivots=pivots)
    if reruns:
        _paper(words, pdf, how_sure=how_sure)
    if as_json:
        from battlebox.cli.as_json import holding_json  # These load the engine.
        from battlebox.cli.brief_json import brief_json  # The same.

        put_json(brief_json(findings, words, reruns, pivots, held=holding_json(late, redraws, given)))
    if pdf is not None:
        say(f"the brief on paper is {pdf}")


def _tests(arrays: EstateArrays, findings: Findings, seconds: float) -> Iterator[Rerun]:
    from battlebox.desk.brief import try_guesses  # This loads the engine: half a second.

    return try_guesses(arrays, findings, seconds=seconds)


def _pivots(arrays: EstateArrays, findings: Findings, seconds: float) -> tuple[Pivot, ...]:
    from battlebox.desk.brief import find_pivots  # This loads the engine: half a second.

    with bar("looking for what would turn the answer") as step:
        return find_pivots(arrays, findings, seconds=seconds, progress=step)


def _held(
    arrays: EstateArrays, findings: Findings, seconds: float
) -> tuple[Postponed | None, Redrawn | None, Restaged | None]:
    from battlebox.desk.brief import find_given, find_waiting, redraw_orders  # These load the engine: half a second.

    with bar("looking whether what was ordered still stands") as step:
        given = find_given(arrays, findings, seconds=seconds, progress=step)
    with bar("drawing chance again") as step:
        redraws = redraw_orders(arrays, findings, seconds=seconds, progress=step)
    return find_waiting(arrays, findings), redraws, given


def _tested(
    words: Brief,
    findings: Findings,
    tests: Iterator[Rerun],
    page: Console | None,
    lengths: Lengths,
    *,
    pivots: tuple[Pivot, ...],
) -> list[Rerun]:
    """Test the guesses one by one, each line out as soon as it is known."""
    from battlebox.cli.brief_page import print_test, print_tested, print_testing  # These load the engine.
    from battlebox.desk.brief import with_tests  # The same.

    reruns: list[Rerun] = []
    if page is not None:
        print_testing(page)
    while (rerun := _next(tests)) is not None:
        reruns.append(rerun)
        words = with_tests(words, findings, reruns, lengths, pivots=pivots)
        if page is not None:
            print_test(page, words)
    if page is not None:
        print_tested(page, words)
    return reruns


def _next(tests: Iterator[Rerun]) -> Rerun | None:
    """The next test of a guess; each takes as long as the advice did."""
    with bar("testing the guesses"):
        return next(tests, None)


def _folder_of(pdf: Path | None) -> None:
    if pdf is not None and not pdf.name:
        raise CliError.of(Code.NO_NAME, what="the file of --pdf")
    if pdf is not None and not pdf.parent.is_dir():
        raise CliError.of(Code.NO_FOLDER, found=pdf.parent)


def _paper(words: Brief, pdf: Path | None, *, how_sure: bool) -> None:
    if pdf is None:
        return
    from battlebox.estate import write_file  # The reader of workbooks is slow to load; --version is not.
    from battlebox.share import brief_paper  # The typesetter is loaded only for paper.

    write_file(pdf, brief_paper(words, how_sure=how_sure))
