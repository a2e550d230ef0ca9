"""The program: the group of commands, and the last handler, which turns every failure into two lines and an exit code.

Law: a person never sees a traceback unless BATTLEBOX_DEBUG is set; what nobody expected ends with 70.
Not here: any command (one module each).
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Final, NoReturn

import click

from battlebox import __version__
from battlebox.cli.brief import brief
from battlebox.cli.check import check
from battlebox.cli.contain import contain
from battlebox.cli.drill import drill
from battlebox.cli.errors import CliError, Code
from battlebox.cli.estate import estate
from battlebox.cli.exits import (
    Exit,
    of_cli,
    of_desk,
    of_drill,
    of_engine,
    of_estate,
    of_itself,
    of_journal,
    of_marking,
    of_share,
)
from battlebox.cli.impact import impact
from battlebox.cli.journal import journal
from battlebox.cli.kernels import kernels
from battlebox.cli.pack import pack
from battlebox.cli.readiness import readiness
from battlebox.cli.restore import restore
from battlebox.cli.roster import roster
from battlebox.cli.score import score
from battlebox.cli.spread import spread
from battlebox.cli.status import status
from battlebox.cli.study import study

DEBUG_SETTING = "BATTLEBOX_DEBUG"
# Commands of faces that this one may not import: pyproject.toml names them; they are loaded when asked for.
ELSEWHERE = "battlebox.commands"

RUBBISH_LEAST = 200_000
"""New objects before Python looks for circles among them: at its own 700 it looks a thousand times while a command
starts, a tenth of the brief's time, and finds next to nothing."""


class Program(click.Group):
    """The program's own commands, and those that other faces bring."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, by name."""
        return sorted({*super().list_commands(ctx), *entry_points(group=ELSEWHERE).names})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command of ours, or one that another face brings."""
        own = super().get_command(ctx, cmd_name)
        if own is not None:
            return own
        for found in entry_points(group=ELSEWHERE, name=cmd_name):
            command: click.Command = found.load()
            return command
        return None


@click.group(
    name="battlebox", cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, message="battlebox %(version)s", help="Show the version.")
def program() -> None:
    """The cyber-emergency desk for public bodies that share IT.

    ESTATE is a folder of tables, an .xlsx workbook, or the name of an estate that is shipped:
    west-london (the worked example) or northmere (a small one to learn on).

    Start with `battlebox brief west-london --hit rbkc.hosting`.
    """


for command in (
    brief,
    check,
    impact,
    spread,
    score,
    contain,
    drill,
    estate,
    journal,
    kernels,
    pack,
    readiness,
    restore,
    roster,
    status,
    study,
):
    program.add_command(command)


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Run one command and leave with its exit code."""
    gc.set_threshold(RUBBISH_LEAST)
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - it is ours to the end
    if sys.stdout is None:
        sys.exit(int(of_cli(CliError.of(Code.OUTPUT_FAILED, why="standard output is closed"))))
    code = run(sys.argv[1:] if args is None else list(args))
    try:
        sys.stdout.flush()
    except OSError:
        code = _closed(code)
    sys.exit(int(code))


def run(args: list[str]) -> int:
    """Run one command; its exit code."""
    try:
        with program.make_context("battlebox", args) as context:
            program.invoke(context)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except (KeyboardInterrupt, click.Abort):
        of_cli(CliError.of(Code.STOPPED))
        return Exit.INTERRUPTED
    except BrokenPipeError:
        return _closed(Exit.DONE)
    except (click.ClickException, CliError) as wrong:
        return _refused(wrong)
    except Exception as error:  # noqa: BLE001 - the last handler: whatever is left is a refusal of a room or a fault of ours
        return _left(error)
    return Exit.DONE


def _left(error: Exception) -> Exit:
    """Refusals of the rooms below, told apart without loading a room that was not in use."""
    package, _, room = type(error).__module__.rpartition(".")[0].partition(".")
    told = _TELL.get(room) or _TELL.get(f"{room.partition('.')[0]}.")
    if package == "battlebox" and told is not None:
        return told(error)
    if isinstance(error, OSError):
        return of_cli(CliError.of(Code.OUTPUT_FAILED, why=(error.strerror or type(error).__name__).lower()))
    if os.environ.get(DEBUG_SETTING):
        raise error
    of_cli(CliError.of(Code.FAULT, why=f"{type(error).__name__.lower()} {error}"[:200]))
    return Exit.FAULT


# A name that ends with a dot stands for the wings of a room.
_TELL: Final[dict[str, Callable[[Any], Exit]]] = {
    "desk": of_desk,
    "drill.": of_drill,
    "estate": of_estate,
    "engine": of_engine,
    "engine.": of_engine,
    "journal": of_journal,
    "marking": of_marking,
    "share": of_share,
    "share.": of_itself,
    "web": of_itself,
    "web.": of_itself,
}


def _refused(wrong: click.ClickException | CliError) -> int:
    """What was asked wrongly; a group asked for nothing prints its help, to stderr."""
    if isinstance(wrong, CliError):
        return of_cli(wrong)
    if isinstance(wrong, click.exceptions.NoArgsIsHelpError):
        sys.stderr.write(f"{wrong.format_message()}\n")
        return Exit.USAGE
    context: click.Context | None = getattr(wrong, "ctx", None)
    path = context.command_path.removeprefix("battlebox") if context is not None else ""
    return of_cli(CliError.of(Code.BAD_USAGE, found=wrong.format_message(), command=path))


def _closed(code: int) -> int:
    """The reader of our output has gone: say nothing, and let nothing else be written at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return Exit.PIPE_CLOSED if code == Exit.DONE else code
