"""What came of one file, or of one event of a file: what was taken, and what was refused by name.

Law: what was not taken has its reason.
Not here: reading files (bring.py), keeping what they found (web).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from battlebox.marking import Tlp
from battlebox.share.foreign.cap import Alert
from battlebox.share.foreign.csaf import Advisory
from battlebox.share.foreign.errors import Refused
from battlebox.share.foreign.recognise import Format
from battlebox.share.foreign.task_list import TaskList
from battlebox.share.intel import Thing


@dataclass(frozen=True, slots=True)
class Brought:
    """One file, or one event of a file. `found` is the value of a format that is no STIX.

    `is_in` says whether anything of it was taken; if not, `refused` begins with the reason.
    """

    format: Format
    title: str = ""
    label: Tlp | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    things: tuple[Thing, ...] = ()
    found: Alert | TaskList | Advisory | None = None
    audience: frozenset[str] = frozenset()
    refused: tuple[Refused, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_in(self) -> bool:
        """Whether anything of it was taken."""
        return bool(self.things) or self.found is not None
