"""What a report leaves open until somebody knows it, and whether a fact of the register says something of it.

Law: a fact that says something of it takes no line away; the line then points to the facts.
Not here: the other lines of a report (report.py), whether a fact may go (tell).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from battlebox.desk.record.sight import Sight
from battlebox.desk.tell import Goes, Outlet, Status, Whom, facts_of, may_leave, standing_of
from battlebox.desk.wording import plain
from battlebox.estate import DataKind


class Open(StrEnum):
    """What a report leaves open while nobody has said it; the value is how a line ends."""

    BEGAN = "when it began, and when it was seen"
    COPIED = "whether data was copied, altered or lost"
    PEOPLE = "which people are affected, and which kinds (residents, staff, children, people in care)"
    RECORDS = "which kinds of records, and how many of them"
    CARDS = "whether card data is affected"
    DWP = "whether data of the DWP is affected"
    NHS = "whether data of the NHS, or for health and care, is affected"


OF_KIND: Final = {DataKind.CARDS: Open.CARDS, DataKind.DWP: Open.DWP, DataKind.NHS: Open.NHS}


def _any_of(words: str) -> frozenset[str]:
    return frozenset(map(plain, words.split()))


_HELD: Final = _any_of("data details file files information record records")
_SAID_BY: Final[dict[Open, tuple[frozenset[str], ...]]] = {
    Open.BEGAN: (
        _any_of("attack attackers breach incident intruders intrusion outage"),
        _any_of("began begun first since started"),
    ),
    Open.COPIED: (
        _HELD,
        _any_of("altered changed copied deleted destroyed encrypted exfiltrated leaked lost published stolen taken"),
    ),
    Open.PEOPLE: (_HELD, _any_of("carers children households patients people residents staff tenants")),
    Open.RECORDS: (_any_of("record records"),),
    Open.CARDS: (_any_of("card cards"),),
    Open.DWP: (_any_of("benefit benefits dwp"), _HELD),
    Open.NHS: (_any_of("care health nhs patient patients"), _HELD),
}
"""A fact says something of it that has a word of each: one too many points to the facts, and takes nothing away."""


def touched_by_facts(sight: Sight, whom: str) -> frozenset[Open]:
    """What is open, and a fact that says how something is, and may go to them, says something of."""
    found = set[Open]()
    for thing, said in facts_of(sight):
        if said.value.status in (Status.UNKNOWN, Status.SUPERSEDED):
            continue
        if isinstance(may_leave(standing_of(sight, thing), Outlet.REGULATOR, Whom(whom), sight.now), Goes):
            words = frozenset(plain(said.value.wording).split())
            found |= {each for each, needed in _SAID_BY.items() if all(words & some for some in needed)}
    return frozenset(found)
