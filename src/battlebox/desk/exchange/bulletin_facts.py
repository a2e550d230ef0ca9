"""Facts for a bulletin: which may go to which body as a file, and what is in the way of each.

Law: a fact goes into a bulletin only where every body that it is for may have it; a refusal names the fact and whom to
ask.
Not here: the file (share.bulletin), writing it into the record (bulletin_sent.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from battlebox.desk.record.sight import Sight
from battlebox.desk.tell import (
    Outlet,
    Standing,
    Status,
    Stays,
    Whom,
    Wordings,
    facts_of,
    may_go_with,
    may_leave,
    standing_of,
)
from battlebox.marking import Tlp


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact as a bulletin says it: which, its words, how sure they are, its label, when it was last checked."""

    thing: str
    words: str
    status: Status
    tlp: Tlp
    checked: datetime


@dataclass(frozen=True, slots=True)
class Offered:
    """A fact that could go into a bulletin: for each body that may not have it, why not, and whom to ask."""

    line: FactLine
    barred: dict[str, Stays]


def offered_for(sight: Sight, bodies: Iterable[str]) -> tuple[Offered, ...]:
    """Every fact that may be seen, with what keeps it from each of these bodies."""
    readers = [whom_of(sight, body) for body in bodies]
    found = []
    for each, _ in facts_of(sight):
        standing = standing_of(sight, each)
        if standing.fact.status is Status.SUPERSEDED:
            continue
        answers = {whom.body: may_leave(standing, Outlet.PARTNER_FILE, whom, sight.now) for whom in readers}
        barred = {body: answer for body, answer in answers.items() if isinstance(answer, Stays)}
        found.append(Offered(line_of(standing), barred))
    return tuple(found)


def whom_of(sight: Sight, body: str) -> Whom:
    """A body as it gets a file: those in the incident share GREEN, and so does whoever is meant by no name."""
    return Whom(body, community=not body or body in sight.record.standing.orgs)


def line_of(standing: Standing) -> FactLine:
    """A fact as a bulletin says it."""
    fact = standing.fact
    return FactLine(standing.thing, fact.wording, fact.status, standing.label, fact.checked)


def must_go(sight: Sight, chosen: Iterable[str], typed: str, bodies: Iterable[str], label: Tlp) -> tuple[Standing, ...]:
    """The facts that were chosen, and every other that stands in what was typed.

    Raises DeskError that names each fact that may not go to one of these bodies, and whom to ask; and one that is
    marked more strictly than the bulletin.
    """
    wordings = Wordings.of(sight)
    picked = tuple(dict.fromkeys(chosen))
    told = [standing_of(sight, each) for each in picked]
    text = "\n".join((*(each.fact.outward for each in told), typed)).strip()
    every = (*picked, *(each for each in wordings.within(text) if each not in picked))
    wordings.said_under(text, label)
    found: dict[str, Standing] = {}
    for body in bodies:
        for each in may_go_with(wordings, every, text, Outlet.PARTNER_FILE, whom_of(sight, body)):
            found[each.thing] = each
    return tuple(found.values())
