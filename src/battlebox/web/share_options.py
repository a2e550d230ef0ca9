"""Options that the commands of `battlebox share` have in common, and how they speak.

Law: data on standard output, words on standard error; nothing slow is loaded here.
Not here: the commands (each its own module).
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

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


def say(words: str) -> None:
    """One line of words, on standard error."""
    click.echo(f"battlebox: {words}", err=True)
