"""The gate before a message: which facts its words rest on, for whom they are, and whether all of it may go there.

Law: nothing goes that rests on a fact which may not go there now; words that stand in the register are that fact,
whoever typed them; what is not confirmed says so, and what is said no longer is not said.
Not here: which facts stand in words and whether one may leave (desk.tell), ordering (message.py), sending it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Officer, Role
from battlebox.desk.record.record import Record
from battlebox.desk.record.sight import Sight
from battlebox.desk.record.writing import line, readable
from battlebox.desk.tell import (
    Carried,
    Fact,
    Outlet,
    Standing,
    Stays,
    Whom,
    Wordings,
    may_go_with,
    may_leave,
    must_fit,
    named,
    standing_of,
)
from battlebox.marking import Tlp, strictest

SAYS: Final = "says"


@dataclass(frozen=True, slots=True)
class Rests:
    """What the words of a message rest on, and for whom they are.

    `facts` are things of the register; `why_none` says why it needs none, where it has none. `tlp` is how far the words
    may travel at the least strict; a fact's stricter label binds them. `corrects` is the release that it puts right.
    `own` says why words are the body's own, where they do not have a fact as it stands; `spoken` are facts as the
    language of the words has them.
    """

    outlet: Outlet
    whom: Whom = field(default_factory=Whom)
    facts: tuple[str, ...] = ()
    tlp: Tlp = Tlp.AMBER_STRICT
    why_none: str = ""
    corrects: str = ""
    own: str = ""
    spoken: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Passed:
    """What words rest on with every fact found in them, those facts, and which the words do not have as they stand."""

    rests: Rests
    standings: tuple[Standing, ...]
    unsaid: tuple[str, ...] = ()

    @property
    def carried(self) -> tuple[Carried, ...]:
        """The facts that leave, each in its version, and whether in the body's own words."""
        return tuple(Carried(each.thing, each.said[0].entry, each.thing in self.unsaid) for each in self.standings)


def passed(sight: Sight, rests: Rests, text: str) -> Passed:
    """What the words rest on. Raises DeskError for what may not go.

    1. Refuse words that rest on nothing, unless it is said why.
    2. Refuse, naming each fact, with why it stays and whom to ask; then what is said too surely, or no longer.
    3. Refuse words whose label does not let them go there.
    4. Refuse facts that the words do not have, unless it is said why the words are the body's own.
    """
    wordings = Wordings.of(sight)
    readable("the words", text)
    found = tuple(dict.fromkeys((*rests.facts, *wordings.within(text))))
    if not found:
        line("the facts that it rests on", rests.why_none, what="facts of the register, or why it needs none")
    standings = may_go_with(wordings, found, text, rests.outlet, rests.whom, spoken=rests.spoken)
    label = strictest((rests.tlp, *(each.label for each in standings))) or Tlp.RED
    must_fit(sight, label, rests.outlet, rests.whom, what="the message")
    unsaid = wordings.unsaid(found, text, rests.spoken)
    if unsaid and not rests.own.strip():
        raise DeskError.of(Code.OWN_WORDS, facts=", ".join(named(each) for each in standings if each.thing in unsaid))
    return Passed(replace(rests, facts=found, tlp=label, own=rests.own.strip()), standings, unsaid)


def withheld(record: Record, body: str, rests: Rests, carried: tuple[Carried, ...]) -> str:
    """Why nothing more of a message may go, as its desk sees it now; blank where it may.

    A fact that reads otherwise by now stops it as well: whoever comes next would be told what is said no longer.
    """
    sight = Sight.of(record, desk_eyes(body))
    for each in carried:
        try:
            standing = standing_of(sight, each.fact)
        except DeskError:
            return "a fact that it rests on is not there for this desk any more"
        answer = may_leave(standing, rests.outlet, rests.whom, sight.now)
        if isinstance(answer, Stays):
            ask = f"; ask {', '.join(answer.ask)}" if answer.ask else ""
            return f"{named(standing)}: {answer.why}{ask}"
        told = {version.entry: version.value for version in sight.told(each.fact, SAYS, Fact)}
        old = told.get(each.entry)
        if old is None or old.outward != standing.fact.outward:
            return f"{named(standing)}: it is said otherwise by now"
    return ""


def desk_eyes(body: str) -> Officer:
    """The desk itself as it reads its body's record when nobody is there."""
    return Officer("o-sending", "the desk's own sending", body, frozenset({Role.OBSERVER}))
