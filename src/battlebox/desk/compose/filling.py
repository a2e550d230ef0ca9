"""A template filled from the register for one reader: which facts go, which stay and whom to ask, what is missing.

Law: only facts that may go there now are in the words; what stays is listed with why and whom to ask; what is not known
says so, and is not left out.
Not here: words of the record for reports (report.py), ordering (desk.message), pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from battlebox.desk.brief.saying import clock
from battlebox.desk.compose.template import Field, Filled, Template, fill
from battlebox.desk.message import Rests
from battlebox.desk.record.sight import Sight
from battlebox.desk.tell import (
    Goes,
    Outlet,
    Standing,
    Status,
    Stays,
    Whom,
    facts_of,
    may_leave,
    standing_of,
)
from battlebox.marking import Tlp, WayOut

NOTHING_SAID: Final = "There is nothing that we can confirm yet."
NOTHING_UNKNOWN: Final = "We will say more when we know it."


@dataclass(frozen=True, slots=True)
class Resting:
    """One fact that the words would rest on: it goes, in those words, or stays, with why and whom to ask.

    `has_place` is whether the template has a place of its own for what is not known; else it stands among the facts.
    """

    standing: Standing
    answer: Goes | Stays
    has_place: bool = True

    @property
    def goes(self) -> bool:
        """Whether it may leave to that reader now."""
        return isinstance(self.answer, Goes)

    @property
    def is_needed(self) -> bool:
        """Whether nobody can leave it out: what is not yet known is said wherever there is a place for it."""
        return self.is_unknown and self.has_place

    @property
    def is_unknown(self) -> bool:
        """Whether it is not yet known."""
        return self.standing.fact.status is Status.UNKNOWN


@dataclass(frozen=True, slots=True)
class Composed:
    """A template filled for one reader, with everything that it rests on; `left` may go and was not chosen.

    `closing` are the lines under the words by which a reader answers, where they are not in English; `spoken` are the
    facts as that language has them.
    """

    filled: Filled
    whom: Whom
    resting: tuple[Resting, ...]
    left: tuple[Resting, ...] = ()
    closing: tuple[str, ...] = ()
    spoken: tuple[tuple[str, str], ...] = ()

    @property
    def goes(self) -> tuple[Resting, ...]:
        """The facts that are in the words."""
        return tuple(each for each in self.resting if each.goes)

    @property
    def stays(self) -> tuple[Resting, ...]:
        """Those that were chosen and are not."""
        return tuple(each for each in self.resting if not each.goes)

    def rests(self, *, why_none: str = "", own: str = "") -> Rests:
        """What a message of these words rests on, as the gate is told."""
        outlet = self.filled.template.outlet
        label = Tlp.CLEAR if outlet.way is WayOut.PUBLIC else Tlp.AMBER_STRICT
        facts = tuple(each.standing.thing for each in self.goes)
        return Rests(outlet, self.whom, facts, label, why_none, own=own, spoken=self.spoken)


def compose(
    sight: Sight,
    template: Template,
    whom: Whom,
    written: Mapping[Field, str],
    *,
    facts: Iterable[str] | None = None,
    choice: Iterable[str] | None = None,
) -> Composed:
    """Fill a template for a reader from these facts of the register, or from all; `written` are an officer's words.

    Of the facts that may go there only those of the `choice` are in the words, and always what is not yet known; in a
    template without a place for that it stands among the facts, and can be left out in sight. A field that an officer
    did not write stays in brackets and is among the missing.
    """
    there = {thing: said.value for thing, said in facts_of(sight)}
    said = tuple(thing for thing, fact in there.items() if fact.status is not Status.SUPERSEDED)
    chosen = said if facts is None else tuple(facts)
    resting = _in_words(
        template, [_resting(sight, thing, template.outlet, whom) for thing in dict.fromkeys(chosen) if thing in there]
    )
    wanted = frozenset(there if choice is None else choice)
    left = tuple(each for each in resting if each.goes and not each.is_needed and each.standing.thing not in wanted)
    resting = tuple(each for each in resting if each not in left)
    values = {
        **written,
        Field.NOW: clock(sight.now),
        Field.FACTS: _lines(each for each in resting if not each.is_needed) or NOTHING_SAID,
        Field.UNKNOWN: _lines(each for each in resting if each.is_needed) or NOTHING_UNKNOWN,
    }
    return Composed(fill(template, values), whom, resting, left)


def _resting(sight: Sight, thing: str, outlet: Outlet, whom: Whom) -> Resting:
    standing = standing_of(sight, thing)
    return Resting(standing, may_leave(standing, outlet, whom, sight.now))


def _lines(rows: Iterable[Resting]) -> str:
    return "\n".join(each.answer.words for each in rows if isinstance(each.answer, Goes))


def _in_words(template: Template, resting: Iterable[Resting]) -> tuple[Resting, ...]:
    """The facts for which the template has a place: what is not known stands among the others where it has none."""
    has = frozenset(template.fields)
    rows = (replace(each, has_place=Field.UNKNOWN in has) for each in resting)
    return tuple(each for each in rows if (Field.UNKNOWN if each.is_needed else Field.FACTS) in has)
