"""The screen: data to stdout as text or JSON, and a bar on stderr while something takes more than a second.

Law: nothing is said by colour alone; a pipe gets the same words without codes; a bar is drawn only on a terminal.
Not here: what is printed (the commands, brief_page.py).
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from rich.console import Console

_WIDE: Final = 120
_NARROW: Final = 20
_USUAL: Final = 80
_WAIT_SECONDS: Final = 1.0


def put(text: str) -> None:
    """Print text to stdout."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")
    sys.stdout.flush()


def plain(text: str) -> str:
    """Text that others wrote, made harmless: a control character could move the cursor and make up a line."""
    kept = "\n\t\N{NO-BREAK SPACE}"
    return "".join(letter if letter.isprintable() or letter in kept else "\N{REPLACEMENT CHARACTER}" for letter in text)


def hours_cell(hours: float | None) -> str:
    """Hours with one decimal where it is not nought; a dash where there are none."""
    return "-" if hours is None else f"{hours:,.1f}".removesuffix(".0")


def put_json(data: dict[str, Any]) -> None:
    """Print one JSON document to stdout; NaN and infinities are a fault, not a value."""
    put(json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False))


def console() -> Console:
    """A console on stdout, 20 to 120 columns wide; a terminal that says it has none is taken as 80."""
    from rich.console import Console  # Only commands that draw tables need it; --version and --json do not wait for it.

    class Screen(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError  # The last handler knows what that means for every command alike.

    found = Screen(highlight=False, emoji=False, markup=False)
    found.width = min(max(found.width, _NARROW) if found.width > 0 else _USUAL, _WIDE)
    return found


@contextmanager
def bar(words: str) -> Iterator[Callable[[float, str], None]]:
    """Yields a function of (share done, words); draws after a second, and only on a terminal."""
    if not sys.stderr.isatty():
        yield _silent
        return
    from rich.console import Console  # Only a terminal needs a bar.
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # The same.

    columns = (TextColumn("{task.description}"), BarColumn(bar_width=24), TimeElapsedColumn())
    shown = Progress(*columns, console=Console(stderr=True), transient=True)
    task = shown.add_task(words, total=1.0)
    begun = time.monotonic()

    def step(share: float, now: str) -> None:
        if time.monotonic() - begun >= _WAIT_SECONDS and not shown.live.is_started:
            shown.start()
        shown.update(task, completed=share, description=now or words)

    try:
        yield step
    finally:
        shown.stop()


def _silent(_share: float, _words: str) -> None:
    """No terminal, no bar."""


def leave(code: int) -> None:
    """End the command with an exit code."""
    click.get_current_context().exit(code)
