"""What the pages of systems, services and channels share: the pages that stand beside each other, and who stands next.

Law: a thing is linked to only where it has a page.
Not here: the drawing (picturing/around.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from battlebox.desk.picture import Mark
from battlebox.estate import MICROHOURS
from battlebox.web.incident.at_desk import AtDesk

FALLBACK_OF: Final = "fallback:"
BESIDE: Final = (
    ("systems", "Systems"),
    ("paths", "Ways in"),
    ("bodies", "Bodies"),
    ("links", "Links between bodies"),
    ("channels", "Channels"),
    ("orders", "Orders"),
)


@dataclass(frozen=True, slots=True)
class Next:
    """One neighbour in a list: its name, whose it is, its page, whether it is out, and what the tie means."""

    name: str
    body: str
    address: str
    out: bool
    words: str
    mark: Mark


def beside(desk: AtDesk, here: str) -> list[tuple[str, str, bool]]:
    """The pages about systems, for the line of links above each."""
    return [(title, desk.at(name), name == here) for name, title in BESIDE]


def address_of(desk: AtDesk, name: str) -> str:
    """The page of a system, service or channel (of a fallback: its service's); blank for anything else."""
    bare = name.removeprefix(FALLBACK_OF)
    tables = (
        ("service", desk.estate.service_by_id),
        ("system", desk.estate.system_by_id),
        ("channel", desk.estate.channel_by_id),
    )
    return next((desk.at(route, bare) for route, rows in tables if bare in rows), "")


def neighbours(desk: AtDesk, name: str, *, needed_by: bool = False) -> list[Next]:
    """What a thing needs, or what needs it, each one step away."""
    found = []
    for need in desk.estate.needs:
        if (need.on if needed_by else need.of) != name:
            continue
        other = need.of if needed_by else need.on
        said = [f"one of several ways for {need.any_of}"] if need.any_of else []
        said += [f"carries on for {need.holds_microhours / MICROHOURS:g} h without it"] if need.holds_microhours else []
        said += ["only slowed without it"] if need.slows is not None else []
        body = desk.names.body(desk.estate.thing_by_id[other.removeprefix(FALLBACK_OF)].body)
        is_out = desk.picture.is_out(other)
        mark = desk.channels.mark(other)
        found.append(Next(desk.names.thing(other), body, address_of(desk, other), is_out, "; ".join(said), mark))
    return found


def around(desk: AtDesk, name: str) -> str:
    """The drawing of what stands around a thing."""
    return desk.at("around", name)
