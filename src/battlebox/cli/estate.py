"""`battlebox estate new|convert|import|generate`: start an estate, change its form, bring in a list, make one up.

Law: nothing half written; what exists is never overwritten unless told.
Not here: templates, column maps and files (estate).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from battlebox.cli.exits import Exit, say
from battlebox.cli.opening import estate_path, warn_of_hiding
from battlebox.cli.options import JSON
from battlebox.cli.screen import leave, plain, put, put_json

if TYPE_CHECKING:
    from battlebox.estate import Taken
    from battlebox.estate.inventory import Mapped

TOOLS = ("netbox", "servicenow", "archimate", "backstage", "bloodhound")
"""What --from takes; a test holds it against the readers, which are slow to load."""


@click.group()
def estate() -> None:
    """Start an estate, change its form, bring in a list you already have, or make one up."""


@estate.command("new")
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--council", default="My council", show_default=True, metavar="NAME", help="The council's name.")
@click.option("--workbook", is_flag=True, help="Write one .xlsx workbook instead of a folder of CSV tables.")
def new(*, target: Path, council: str, workbook: bool) -> None:
    """Start an estate in TARGET with the usual services, systems and orders of a council.

    Change thirty rows and you have a first useful answer. Every figure in it is a working value until you change it.
    """
    from battlebox.estate import new_estate, write_tables  # The reader of workbooks is slow to load; --version is not.

    place = target if not workbook or target.suffix.lower() == ".xlsx" else target.with_name(f"{target.name}.xlsx")
    write_tables(new_estate(council), place)
    put(str(place))
    warn_of_hiding(place)
    say(f"now change the rows that are wrong, and run: battlebox check {place}")


@estate.command("convert")
@click.argument("source")
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace an estate that is there already; a folder keeps its other files.")
def convert(*, source: str, target: Path, force: bool) -> None:
    """Write the estate SOURCE to TARGET: a folder of CSV tables, or a workbook if it ends in .xlsx. Nothing is lost."""
    from battlebox.estate import convert_estate  # The reader of workbooks is slow to load; --version is not.

    convert_estate(estate_path(source), target, force=force)
    put(str(target))
    warn_of_hiding(target)


@estate.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--map", "mapping", type=click.Path(path_type=Path), help="The column map (TOML) of one .csv or .xlsx.")
@click.option("--from", "tool", type=click.Choice(TOOLS), help="The tool that the files are exports of.")
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    required=True,
    help="The estate to bring it into: a folder or an .xlsx workbook, which may be new.",
)
@click.option("--council", default="", metavar="NAME", help="With --from: whose export it is, by name or id.")
@click.option(
    "--body",
    "bodies",
    multiple=True,
    metavar="THEIRS=ID",
    help="With --from: the body that a tenant, company or domain stands for; may be said again.",
)
@click.option("--replace", is_flag=True, help="With --from: put what the export says over what the estate says.")
@click.option(
    "--report", type=click.Path(path_type=Path), help="With --from: write the report to a new .csv, .json or .txt too."
)
@JSON
def take(*, files: tuple[Path, ...], mapping: Path | None, into: Path, as_json: bool, **asked: Any) -> None:  # noqa: ANN401 - options
    """Bring in FILE (.csv or .xlsx, any columns) by a column map, or FILE... of a tool with --from.

    Says what was taken, what each thing became, what was guessed and what was left. Exit code 1 if nothing was taken;
    then nothing was written.
    """
    if (mapping is None) == (asked["tool"] is None):
        raise click.UsageError("name a column map with --map, or the tool that it is an export of with --from")
    if mapping is not None and (len(files) > 1 or any(asked.values())):
        raise click.UsageError("a column map takes one file, and none of --council, --body, --replace and --report")
    report = _by_map(files[0], mapping, into) if mapping is not None else _by_tool(files, into, asked)
    if as_json:
        put_json(report.as_data())
    else:
        put(plain(report.as_text()))
    if report.took_any:
        warn_of_hiding(into)
    else:
        leave(Exit.NO)


def _by_map(file: Path, mapping: Path, into: Path) -> Taken:
    from battlebox.estate import import_estate  # The reader of workbooks is slow to load; --version is not.
    from battlebox.journal import EXERCISE  # The same.

    return import_estate(file, mapping, into, drill_words=EXERCISE)


def _by_tool(files: tuple[Path, ...], into: Path, asked: Mapping[str, Any]) -> Mapped:
    # The reader of workbooks is slow to load; --version is not.
    from battlebox.estate import refuse_taken, write_file
    from battlebox.estate.inventory import Asked, Tool, import_export
    from battlebox.journal import EXERCISE

    place: Path | None = asked["report"]
    if place is not None:
        if place.suffix.lower() not in (".csv", ".json", ".txt"):
            raise click.UsageError("a report is written to a file that ends in .csv, .json or .txt")
        refuse_taken(place)
    bodies = dict(_pair(each) for each in asked["bodies"])
    said = Asked(asked["council"], bodies, replaces=asked["replace"], drill_words=EXERCISE)
    report = import_export(Tool(asked["tool"]), files, into, said)
    if place is not None:
        texts = {".csv": report.as_csv, ".txt": report.as_text}
        text = texts.get(place.suffix.lower())
        write_file(place, text().encode() if text else report.to_bytes())
    return report


def _pair(said: str) -> tuple[str, str]:
    from battlebox.estate import is_short_id  # As above.

    theirs, equals, body = (part.strip() for part in said.rpartition("="))
    if not (equals and theirs and is_short_id(body)):
        raise click.UsageError(
            f'--body takes a name and the id of a body, such as "Eastholt Council=eastholt", not {said}'
        )
    return theirs, body


@estate.command("generate")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--bodies", type=int, default=33, show_default=True, metavar="N", help="Bodies, 1 to 1000.")
@click.option(
    "--systems",
    type=int,
    default=3000,
    show_default=True,
    metavar="N",
    help="Systems of all bodies together, 1 to 100000.",
)
@click.option("--paths", type=int, metavar="N", help="Paths, 0 to 1000000 (ten for each system).")
@click.option("--seed", type=int, default=1, show_default=True, metavar="N", help="Same seed, same bytes.")
@JSON
def made_up(*, folder: Path, bodies: int, systems: int, paths: int | None, seed: int, as_json: bool) -> None:
    """Make up a whole region in FOLDER: councils, what they share, suppliers, old links, and orders.

    Nothing in it is real, and its title says so. It is for trying things out, for drills and for measuring at any size.
    Prints what is in it.
    """
    # The reader of workbooks is slow to load; --version is not.
    from battlebox.estate import figures_of, figures_text, generate, refuse_taken, write_tables

    refuse_taken(folder)
    tables = generate(bodies, systems, paths=paths, seed=seed)
    write_tables(tables, folder)
    figures = figures_of(tables)
    put_json({row.key: row.count for row in figures}) if as_json else put(figures_text(figures))
    made = next(row.count for row in figures if row.key == "paths")
    if paths is not None and made < paths:
        of = f"{systems:,} system{'' if systems == 1 else 's'}"
        say(f"{paths:,} paths were asked for, and {made:,} are all that {of} can have here")
    warn_of_hiding(folder)
    say(f"everything in {folder} is made up; now try: battlebox check {folder}")
