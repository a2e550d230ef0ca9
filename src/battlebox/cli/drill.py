"""`battlebox drill`: which scenarios there are, whether one is sound, its run sheet, and making a drill of one.

Law: nothing here opens an incident, writes a record or sends anything; a drill is made in an empty folder alone.
Not here: what a scenario is (drill.scenario), playing one (the desk).
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from battlebox.cli.drill_report import report
from battlebox.cli.exits import say
from battlebox.cli.opening import estate_path, open_estate
from battlebox.cli.options import JSON, SEED, together
from battlebox.cli.screen import put, put_json

if TYPE_CHECKING:
    from battlebox.drill.scenario import Cast, Scenario, TooSlow, Undecided

_SCENARIO = click.argument("scenario")
_ON = together(
    click.option("--estate", "estate", metavar="ESTATE", help="Fill its parts from this estate."),
    click.option("--for", "body", metavar="BODY", help="Which body plays (the council that hosts most)."),
    SEED,
)


@click.group()
def drill() -> None:
    """Rehearse the day: scenarios, checked and filled from an estate.

    SCENARIO is a file, or the name of one that ships: `battlebox drill list` has them.
    """


drill.add_command(report)


@drill.command("list")
@JSON
def list_(*, as_json: bool) -> None:
    """List the scenarios that ship, with their minutes and what each practises."""
    from battlebox.drill.scenario import SHIPPED, listed, shipped  # The desk is slow to load; --version is not.

    rows = [listed(shipped(name)) for name in SHIPPED]
    if as_json:
        put_json({"scenarios": rows})
        return
    blocks = []
    for row in rows:
        head = f"{row['id']}: {row['title']} ({row['minutes']} minutes, {row['injects']} injects)"
        blocks.append("\n".join([head, *(f"    {each}" for each in row["objectives"])]))
    put("\n\n".join(blocks))


@drill.command()
@_SCENARIO
@_ON
@JSON
def check(*, scenario: str, estate: str | None, body: str | None, seed: int | None, as_json: bool) -> None:
    """Check a scenario, and whether it can be played on an estate.

    Every mistake is named with its table and its field, and what the estate lacks with what to add: a part that nothing
    fills, and a system or link that no order isolates, cuts or stops though the scenario turns on it. What an expected
    action says beyond its signs is remarked on.
    """
    from battlebox.drill.scenario import cast_told, listed, remarks  # The desk is slow to load; --version is not.

    found, filled = _opened(scenario, estate, body, seed)
    row, beyond = listed(found), remarks(found)
    without, slow = _remarks(filled, estate)
    if as_json:
        told = None if filled is None else cast_told(filled)
        rows = [{"part": each.part, "id": each.id, "wanted": list(each.wanted), "add": each.hint} for each in without]
        late = [{"branch": each.branch, "action": each.action, "add": each.hint} for each in slow]
        said = [{"place": each.place, "remark": each.sentence, "hint": each.hint} for each in beyond]
        put_json({**row, "sound": True, "cast": told, "undecided": rows, "too_slow": late, "remarks": said})
        return
    many = {"inject": "injects", "event": "events", "branch": "branches"}
    counts = ", ".join(f"{row[each]} {one if row[each] == 1 else each}" for one, each in many.items())
    lines = [f"{found.title} is sound: {found.minutes} minutes, {counts}"]
    if filled is not None:
        lines += [f"It can be played on {filled.estate}:", *_parts(filled)]
    if without:
        lines.append("Where players would have nothing to decide:")
        lines += [f"    {each.sentence}; {each.hint}" for each in without]
    if slow:
        lines.append("Where every order would come too late:")
        lines += [f"    {each.sentence}; {each.hint}" for each in slow]
    if beyond:
        lines.append("What is expected beyond what its signs show:")
        lines += [f"    {each.place}: {each.sentence}; {each.hint}" for each in beyond]
    put("\n".join(lines))


@drill.command()
@_SCENARIO
@_ON
@JSON
def show(*, scenario: str, estate: str | None, body: str | None, seed: int | None, as_json: bool) -> None:
    """Show a scenario as a run sheet, with the names of an estate in it.

    It holds what players must not know: it is for whoever runs the exercise.
    """
    from battlebox.drill.scenario import run_sheet, told  # The desk is slow to load; --version is not.

    found, filled = _opened(scenario, estate, body, seed)
    if as_json:
        put_json(told(found, filled))
    else:
        put(run_sheet(found, filled).rstrip("\n"))


@drill.command()
@_SCENARIO
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--estate", required=True, metavar="ESTATE", help="The estate that is copied and played on.")
@click.option("--for", "body", metavar="BODY", help="Which body plays (the council that hosts most).")
@click.option("--with", "others", metavar="BODY", multiple=True, help="Another body that plays at this desk.")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE",
              help="The first day on which the story may begin (today).")  # fmt: skip
@click.option("--solo", is_flag=True, help="The short exercise, for one officer alone in twenty minutes.")
@click.option("--replay", is_flag=True,
              help="Afterwards, let whoever runs it look at what was knowable at each decision.")  # fmt: skip
@SEED
def make(
    *, scenario: str, folder: Path, estate: str, body: str | None, others: tuple[str, ...], day: datetime | None,
    solo: bool, replay: bool, seed: int | None,
) -> None:  # fmt: skip
    """Make a drill in a folder of its own: the scenario, a copy of the estate, a clock that stands until it is started.

    FOLDER must be empty or not there yet. Nothing of a real desk is touched.
    """
    from battlebox.desk import LONDON  # The desk is slow to load; --version is not.
    from battlebox.drill.control import Setting, Stage  # The same.
    from battlebox.drill.scenario import scenario_file, too_slow, undecided  # The same.
    from battlebox.estate import read_tables  # The same.

    setting = Setting(
        scenario_file(scenario), Path(scenario).name, read_tables(estate_path(estate)), body or "",
        1 if seed is None else seed, None if day is None else day.date(), others, solo, replay,
    )  # fmt: skip
    stage = Stage.set_up(folder, setting, datetime.now(UTC).replace(microsecond=0))
    remarks = [(each.sentence, each.hint) for each in undecided(stage.cast, stage.estate.estate)]
    remarks += [(each.sentence, each.hint) for each in too_slow(stage.cast, open_estate(estate))]
    for sentence, hint in remarks:
        say(f"{sentence}; {hint}, and make the drill anew")
    began = stage.course.began.astimezone(LONDON)
    if began.date() < datetime.now(LONDON).date():
        say(f"the story begins on {began:%Y-%m-%d}, which is past, and its clocks and papers will bear that day; if "
            "that is not meant, leave --on out or name a day to come, and make the drill anew")  # fmt: skip
    put(f"{stage.cast.scenario.title}: a drill in {folder}, played by {stage.cast.says('{player}')}; the story begins "
        f"on {began:%A} {began.day} {began:%B %Y} at {began:%H:%M}.\n"
        f"Open its desk with: battlebox desk --drill --data {folder}")  # fmt: skip


def _opened(name: str, estate: str | None, body: str | None, seed: int | None) -> tuple[Scenario, Cast | None]:
    from battlebox.drill.scenario import cast, find_scenario  # The desk is slow to load; --version is not.

    if estate is None and (body is not None or seed is not None):
        raise click.UsageError("--for and --seed say something about an estate: name it with --estate")
    found = find_scenario(name)
    if estate is None:
        return found, None
    return found, cast(found, open_estate(estate), player=body or "", seed=1 if seed is None else seed)


def _remarks(filled: Cast | None, estate: str | None) -> tuple[tuple[Undecided, ...], tuple[TooSlow, ...]]:
    """What nobody could order there, and what every order would be too late for."""
    from battlebox.drill.scenario import too_slow, undecided  # The desk is slow to load; --version is not.

    if filled is None or estate is None:
        return (), ()
    found = open_estate(estate)
    return undecided(filled, found), too_slow(filled, found)


def _parts(filled: Cast) -> list[str]:
    words = {each.id: each.words for each in filled.scenario.parts}
    lines = []
    for each in filled.filled:
        what = filled.says(words.get(each.part, "the body that plays"))
        shown = f"{each.name} ({each.id})" if each.id else f"none; texts say: {each.name}"
        lines.append(f"    {what}: {shown}")
    return lines
