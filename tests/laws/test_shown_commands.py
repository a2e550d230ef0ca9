"""What a page tells somebody to type can be typed.

Law: every `battlebox ...` in a page names a command that there is, with options that it has.
Not here: what the command answers.
"""

from __future__ import annotations

import re
import shlex

import click
import pytest

from battlebox.cli.program import program
from laws.tree import ROOT, files, told

SHOWN = re.compile(r"(?:^ {4}|^\$ |`)(?:\.venv/bin/)?(battlebox(?: [^`\n]*)?)", re.MULTILINE)


def faults_of(line: str) -> list[str]:
    """What is wrong with a line as it is shown: a command or an option that is not there."""
    command: click.Command = program
    path, faults = "battlebox", []
    known, is_value = {"--help", "-h"}, False
    for word in shlex.split(re.sub(r"[\[\]|…]|\.\.\.", " ", line), comments=True)[1:]:
        if is_value:
            # A group's own option takes it: it is no command of that group.
            is_value = False
        elif word.startswith("-") and not re.match(r"-\d", word):
            option = word.partition("=")[0]
            known |= {name for each in command.params for name in (*each.opts, *each.secondary_opts)}
            if option not in known:
                faults.append(f"{path} has no option {option}")
            mine = [each for each in command.params if option in (*each.opts, *each.secondary_opts)]
            is_value = isinstance(command, click.Group) and "=" not in word and any(not each.is_flag for each in mine)
        elif isinstance(command, click.Group):
            found = command.get_command(click.Context(command), word)
            if found is None:
                return [*faults, f"{path} has no command {word}"] if word.islower() else faults
            command, path = found, f"{path} {word}"
    return faults


def test_every_command_that_a_page_shows_can_be_typed():
    faults = []
    for path in files(".md"):
        if path.name == "commands.md":
            continue
        text = path.read_text(encoding="utf-8")
        for found in SHOWN.finditer(text):
            line = text.count("\n", 0, found.start(1)) + 1
            where = f"{path.relative_to(ROOT).as_posix()}:{line}"
            faults += [f"{where}: {fault}: {found[1][:80]}" for fault in faults_of(found[1])]
    assert not faults, told(faults)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("battlebox chek my-council", "battlebox has no command chek"),
        ("battlebox check my-council --jsn", "battlebox check has no option --jsn"),
        ("battlebox desk --lan mve", "battlebox desk has no command mve"),
        ("battlebox desk --host desk.local --lam", "battlebox desk has no option --lam"),
    ],
)
def test_a_wrong_line_is_seen(line, fault):
    assert faults_of(line) == [fault]


@pytest.mark.parametrize(
    "line",
    [
        "battlebox check my-council --json  # every mistake",
        "battlebox desk --lan --host desk.local",
        "battlebox desk move --to x",
    ],
)
def test_a_right_line_passes(line):
    assert faults_of(line) == []
