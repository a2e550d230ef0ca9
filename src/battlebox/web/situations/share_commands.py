"""`battlebox share situation`: what a partner is told of how we stand, from a terminal.

Law: this module loads nothing slow; `show` keeps nothing and tells nobody; a demonstration publishes nothing.
Not here: what is told (told.py), publishing (publishing.py).
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

import click

from battlebox.web.share_options import AS_JSON, DATA, OURS, say


@click.group()
def situation() -> None:
    """How we stand, as each partner is told it."""


@situation.command("show")
@DATA
@OURS
@click.option("--incident", default="", metavar="ID", help="The first letters of its id (default: all of them).")
@AS_JSON
@click.argument("body")
def show(data: Path | None, ours: str, incident: str, as_json: bool, body: str) -> None:  # noqa: FBT001 - a flag of a command
    """Show exactly what BODY is told, or would be: in words, or with --json as the objects that would leave.

    Nothing is kept and nobody is told by looking.
    """
    terminal, home, _ = _at(data, ours)
    for line in terminal.shown(home, body, incident, as_json=as_json):
        click.echo(line)


@situation.command("publish")
@DATA
@OURS
@click.option("--watch", is_flag=True, help="Go on, with every change of the record, until Ctrl-C.")
def publish(data: Path | None, ours: str, watch: bool) -> None:  # noqa: FBT001 - a flag of a command
    """Bring up to date what each partner finds for whom it is switched on.

    A desk that runs does this by itself, within a second of every change.
    """
    terminal, home, settings = _at(data, ours)
    publishing = terminal.publishing_of(settings)
    while True:
        done = publishing.look()
        for each in done:
            if each.home == home and (not watch or each.made or each.taken_back):
                say(terminal.words_of(each))
        if not watch:
            if not any(each.home == home for each in done):
                say(f"{home} tells nobody: it is switched on for no partner")
            sys.exit(1 if any(each.refused for each in done) else 0)
        time.sleep(publishing.pause_seconds)


def _at(data: Path | None, ours: str) -> tuple[Any, str, Any]:
    """What does the commands' work, our body, and the desk. Raises WebError."""
    # Django is slow to load, and models can be loaded only once it stands.
    from battlebox.web.taxii.standing import stand_for

    settings, home = stand_for(data, ours)
    from battlebox.web.situations import terminal  # As above.

    terminal.open_records(settings)
    return terminal, home, settings
