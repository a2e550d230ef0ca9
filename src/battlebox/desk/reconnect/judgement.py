"""What the receiver makes of a letter: accepted, accepted on conditions, or refused, why, and when to look again.

Law: only whom a letter was written to decides on it, never its issuer; of two decisions of one body that stand side by
side the stricter counts until somebody chooses.
Not here: deciding (deciding.py), whether a letter still holds (standing.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from battlebox.desk.reconnect.receiving import Assurance
from battlebox.desk.record.sight import Sight, Stated

JUDGEMENT: Final = "judgement"
JUDGED: Final = "judged"


class Outcome(StrEnum):
    """What was decided, the freest first."""

    ACCEPT = "accepted"
    CONDITIONAL = "accepted on conditions"
    REFUSE = "refused"


class Condition(StrEnum):
    """What a link is held to where it is accepted on conditions; words say the rest."""

    ONE_WAY = "one way only"
    READ_ONLY = "read only"
    MONITORED = "monitored"
    PORTS = "named ports only"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was decided of a letter, why, when to look again, and by which role; `terms` are conditions in words."""

    outcome: Outcome
    why: str
    review: datetime
    role: str
    conditions: tuple[Condition, ...] = ()
    terms: str = ""

    @property
    def conditions_words(self) -> str:
        """The conditions as they are said; blank where there are none."""
        return "; ".join(filter(None, (*(each.value for each in self.conditions), self.terms)))


def judgement_thing(found: Assurance) -> str:
    """The thing that the receiver's decision on a letter is."""
    return f"{JUDGEMENT}/{found.name}"


def judgements_of(sight: Sight, found: Assurance) -> tuple[Stated[Judgement], ...]:
    """What the receiver decided, the strictest first: more than one is two versions."""
    said = sight.stated(judgement_thing(found), JUDGED, Judgement)
    mine = [each for each in said if each.body == found.letter.receiver]
    return tuple(sorted(mine, key=lambda each: list(Outcome).index(each.value.outcome), reverse=True))
