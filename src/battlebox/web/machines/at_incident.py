"""One incident as a machine's key opens it: its record, its estate, and refusals as problems.

Law: everything is read through one `Sight` of the key's body, and written through the desk.
Not here: addresses (addresses.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from battlebox.desk import DeskError, Officer
from battlebox.desk.picture import estate_in_use
from battlebox.desk.record import Record, Sight
from battlebox.estate import Estate, EstateError
from battlebox.journal import JournalError
from battlebox.web.incidents import Incident
from battlebox.web.machines.credentials import incident_for, officer_of
from battlebox.web.machines.errors import Code
from battlebox.web.machines.problems import Problem
from battlebox.web.models import MonitoringKey
from battlebox.web.records import installation, record_of

T = TypeVar("T")


@dataclass
class AtIncident:
    """For the length of one request."""

    key: MonitoringKey
    incident: Incident
    record: Record
    officer: Officer

    @classmethod
    def of(cls, key: MonitoringKey, short: str) -> AtIncident:
        """Raises Problem where there is no such incident for the key."""
        found = incident_for(key, short)
        return cls(key, found, record_of(found), officer_of(key))

    @cached_property
    def sight(self) -> Sight:
        """What the key's body may see."""
        return Sight.of(self.record, self.officer)

    @cached_property
    def estate(self) -> Estate:
        """The estate in use. Raises Problem where there is none here."""
        try:
            return estate_in_use(self.sight, installation().shelf).estate
        except (DeskError, EstateError):
            raise Problem(Code.NO_ESTATE) from None

    def asked(self, ask: Callable[[], T], named: tuple[str, ...] = ()) -> T:
        """What the desk answers. Raises Problem for what it refuses, and for what could not be kept."""
        try:
            return ask()
        except DeskError as wrong:
            raise Problem.of_desk(wrong, named) from None
        except JournalError as wrong:
            raise Problem(Code.NOT_KEPT, detail=str(wrong), hint=wrong.hint) from None
