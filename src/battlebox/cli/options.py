"""The options that several commands share, so that one word means one thing in all of them.

Law: an option has the same name, form and help wherever it stands.
Not here: options of a single command.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeVar

import click

from battlebox.cli.asked import at_hour, hit, microhours, seconds

F = TypeVar("F", bound=Callable[..., Any])

ESTATE: Final = click.argument("estate")
HIT: Final = click.option(
    "--hit",
    "hits",
    type=hit,
    metavar="ID[:CHANCE][@H]",
    multiple=True,
    help="A system that is hit or may be. CHANCE is 0 to 1, low, medium or high (0: no sign found); H is hours ago.",
)
DOWN: Final = click.option(
    "--down",
    "downs",
    type=at_hour,
    metavar="ID[@H]",
    multiple=True,
    help="A system, service or channel that is out, or will be in H hours.",
)
DONE: Final = click.option(
    "--done",
    "dones",
    type=at_hour,
    metavar="ACTION[@H]",
    multiple=True,
    help="An action that was already ordered, H hours ago.",
)
WORLDS: Final = click.option("--worlds", type=int, metavar="N", help="How many courses of the attack to score on.")
SEED: Final = click.option("--seed", type=int, metavar="N", help="Same seed, same draws (1).")
SECONDS: Final = click.option(
    "--seconds",
    type=seconds,
    default="30",
    show_default=True,
    metavar="S",
    help="The longest a search may take.",
)
JSON: Final = click.option("--json", "as_json", is_flag=True, help="Print the data as JSON.")
FOR: Final = click.option(
    "--for", "body", metavar="BODY", help="Advise one body: its own orders, and what it must ask for."
)


def hours(default: str) -> Callable[[F], F]:
    """The horizon, with a command's own default."""
    return click.option(
        "--hours",
        type=microhours,
        metavar="H",
        default=default,
        show_default=True,
        help="How far ahead to look, in hours.",
    )


def together(*parts: Callable[[F], F]) -> Callable[[F], F]:
    """Several options as one decorator, shown in the order written."""

    def dress(function: F) -> F:
        for part in reversed(parts):
            function = part(function)
        return function

    return dress


REVERSAL: Final = click.option(
    "--reversal",
    type=click.FloatRange(0, 1000),
    default=5.0,
    show_default=True,
    metavar="PERCENT",
    help="What taking an order of --done back must gain, in percent of the harm if all of them stay.",
)
SITUATION: Final = together(HIT, DOWN, DONE)
DRAWS: Final = together(WORLDS, SEED)
