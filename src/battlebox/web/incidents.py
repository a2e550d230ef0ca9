"""Which incidents there are, as the pages need to know it: whatever room `desk` gives, behind one small Protocol.

Law: this module knows ids, titles and states, and nothing else of an incident; with no source there are no incidents.
Not here: who may see one (asking.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident, as a page's head shows it."""

    id: str
    short: str
    """What stands in addresses: /i/<short>/."""
    title: str
    state: str
    bodies: frozenset[str]
    """The bodies that take part; members of any other see no such incident."""
    exercise: bool = False
    began: str = ""
    """When it is held to have begun, in ISO form: what the newest is told by."""


class Incidents(Protocol):
    """A source of incidents."""

    def find(self, short: str) -> Incident | None:
        """The incident with this short id."""
        ...

    def all(self) -> Iterable[Incident]:
        """Every incident of this desk, newest first."""
        ...


class NoIncidents:
    """The source before there is one."""

    def find(self, short: str) -> Incident | None:
        """None."""
        del short
        return None

    def all(self) -> Iterable[Incident]:
        """None at all."""
        return ()


@dataclass(slots=True)
class _Plugged:
    source: Incidents = field(default_factory=NoIncidents)


_PLUGGED = _Plugged()


def use(source: Incidents) -> None:
    """From now on, this is where incidents come from; called once at start, and by tests."""
    _PLUGGED.source = source


def source() -> Incidents:
    """Where incidents come from."""
    return _PLUGGED.source
