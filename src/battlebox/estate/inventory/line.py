"""What a reader found in an export: rows for our tables, and what it left out, each with where it stood.

Law: each thing of the export becomes a line, stands in `left`, or is counted there; nothing goes missing in silence.
Not here: reading exports (netbox.py and its siblings), putting lines into an estate (bring.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from battlebox.estate.catalogue import WORKING_VALUE
from battlebox.estate.slug import slug
from battlebox.estate.spreadsheet import key_of


@dataclass(frozen=True, slots=True)
class Line:
    """One row of ours. `item` is its place in the file: a spreadsheet's row, or one of a list counted from 1.

    `usual` are columns whose cells the export does not say: they are for a new row, and never put over another's.
    """

    table: str
    file: str
    item: int
    kind: str
    called: str
    cells: Mapping[str, str]
    usual: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Left:
    """Things of one kind that were left out for one reason; `item` 0 is where many stand for one line."""

    file: str
    item: int
    kind: str
    called: str
    why: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Read:
    """How many things of a kind a file has."""

    file: str
    kind: str
    count: int


@dataclass(slots=True)
class Found:
    """Everything a reader found; `guesses` are sentences, each with what it rests on."""

    read: list[Read] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    guesses: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose the export is, and which bodies the names in it stand for (`others`, by `key_of` of their name)."""

    body: str
    name: str
    others: Mapping[str, str] = field(default_factory=dict)

    def of(self, theirs: str) -> str:
        """The body that a tenant, company or domain stands for; the council's own where nobody said."""
        return self.others.get(key_of(theirs), self.body)


class Ids:
    """Ids for the names of one kind of thing: a name that two of them have gets what tells them apart put behind it.

    The same export gives the same ids, whatever the order of its things.
    """

    def __init__(self, names: list[tuple[str, str]]) -> None:
        """Take each name beside what tells it apart, such as a number or a site."""
        seen: dict[str, set[str]] = {}
        for name, more in names:
            seen.setdefault(slug(name), set()).add(more)
        self._twice = {made for made, others in seen.items() if len(others) > 1 or not made}

    def of(self, body: str, name: str, more: str) -> str:
        """The id of a thing of a body; empty where neither its name nor what tells it apart has a letter."""
        made = slug(name)
        if made in self._twice:
            made = "-".join(filter(None, (made, slug(more))))
        return f"{body}.{made}" if made else ""


USUAL: Final = ("rto_h", "mtpd_h", "people")
"""Columns of a service that no export says."""
_TARGETS: Final = {"P1": ("4", "24"), "P2": ("24", "72"), "P3": ("72", "168"), "P4": ("168", "336")}


def service(made: str, priority: str, note: str) -> dict[str, str]:
    """The cells of a service of which only name and priority are known: usual hours, and nobody served."""
    rto, mtpd = _TARGETS[priority]
    said = f"{note}; {WORKING_VALUE} rto_h, mtpd_h and people are not from the export"
    return {"service": made, "priority": priority, "rto_h": rto, "mtpd_h": mtpd, "people": "0", "note": said}


def way(origin: str, target: str, kind: str, why: str, *, both: bool = False) -> dict[str, str]:
    """The cells of a path between two systems, by ids that begin with their bodies; one that both own, they can cut."""
    if both:
        origin, target = sorted((origin, target))
    owner = origin.partition(".")[0]
    return {
        "path": f"{origin}--{kind}--{target}",
        "from": origin,
        "to": target,
        "kind": kind,
        "both_ways": "y" if both else "",
        "owner": owner if owner == target.partition(".")[0] else "",
        "note": why,
    }
