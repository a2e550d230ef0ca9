"""Options that the commands of `battlebox share` have in common, and how they speak.

Law: data on standard output, words on standard error; nothing slow is loaded here.
Not here: the commands (each its own module).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import click

DATA: Final = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    metavar="DIR",
    help="The desk's data folder (default: $BATTLEBOX_DATA, else your user data folder).",
)
OURS: Final = click.option("--ours", default="", metavar="BODY", help="Our body (default: body in desk.toml).")
AS_JSON: Final = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


def _groups(context: click.Context, option: click.Parameter, given: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """Sharing groups as they are written: UUID=body,body."""
    del context, option
    found: dict[str, frozenset[str]] = {}
    for each in given:
        uuid, _, bodies = each.partition("=")
        names = frozenset(name.strip() for name in bodies.split(",") if name.strip())
        if not _UUID.fullmatch(uuid.strip().lower()) or not names:
            raise click.BadParameter("write the group's uuid, =, and its bodies with commas between them")
        found[uuid.strip().lower()] = names
    return found


_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SHARING_GROUP: Final = click.option(
    "--sharing-group",
    multiple=True,
    callback=_groups,
    metavar="UUID=BODY,BODY",
    help="A sharing group of MISP and the bodies in it; repeat it for each.",
)


def put_rows(rows: Iterable[Mapping[str, Any]], *, as_json: bool, none: str = "") -> None:
    """Rows as lines of words, or as one list of JSON, on standard output; `none` is said where there is no row."""
    found = list(rows)
    if none and not found:
        say(none)
    if as_json:
        click.echo(json.dumps(found, indent=1))
        return
    for row in found:
        click.echo("\t".join(f"{name}={value}" for name, value in row.items() if value not in ("", None, [])))


def say(words: str) -> None:
    """One line of words, on standard error."""
    click.echo(f"battlebox: {words}", err=True)
