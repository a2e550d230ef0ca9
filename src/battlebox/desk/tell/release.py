"""Where each fact went: every time words left, with every fact in them, in the version that left.

Law: words leave only made of facts that may leave, asked again in the moment of writing.
Not here: what must be corrected since (correcting.py), sending itself, the pages of the public site.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, words
from battlebox.desk.tell.clearance import Standing, standing_of
from battlebox.desk.tell.fact import SAYS, Fact
from battlebox.desk.tell.found import Wordings, must_agree
from battlebox.desk.tell.leave import Goes, Outlet, Stays, Whom, may_leave
from battlebox.desk.tell.statement import Joint, joint_of, may_be_said
from battlebox.journal import Kind

RELEASE: Final = "release"
WHOLE: Final = "whole"
_NOT_FOR_ALL: Final = "words with facts of several bodies, which none of them reads as a whole"
_OWN: Final = "words of their own"
_EARLY: Final = "it was said before it might leave"


@dataclass(frozen=True, slots=True)
class Carried:
    """One fact in one version (its entry); `own` where words of the body's own are about it and do not have it."""

    fact: str
    entry: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Release:
    """Words that left: the facts in them, by which outlet, for whom, where exactly, when; and what it corrects.

    `own` says why the words are the body's own, where they do not have a fact as it stands. `whole`: it takes the place
    of all that stood there, as an edition of a page does. `withdraws`: it says nothing of its facts but that they are
    not to be used. `against` is what stood against words that were said before they might leave.
    """

    outlet: Outlet
    whom: Whom
    where: str
    at: datetime
    words: str
    carried: tuple[Carried, ...]
    statement: str = ""
    corrects: str = ""
    owed: tuple[str, ...] = ()
    own: str = ""
    whole: bool = False
    withdraws: bool = False
    against: str = ""

    @property
    def place(self) -> tuple[Outlet, Whom, str]:
        """Where the words stand."""
        return self.outlet, self.whom, self.where


def release_facts(
    record: Record,
    officer: Officer,
    facts: Iterable[str],
    outlet: Outlet,
    whom: Whom,
    *,
    where: str,
    composed: str = "",
    corrects: str = "",
    statement: str = "",
    handling: Handling | None = None,
    own: str = "",
    unsaid: tuple[str, ...] = (),
) -> Saved:
    """Record that words leave: which facts, by which outlet, for whom, and where exactly (a page, an office).

    The words are made here, of the facts as they stand, or are those of a joint statement that everybody joined; where
    they were composed of the facts and more, as a message is, those are the words; `unsaid` are the facts that they
    are about and do not have, being the body's `own` for that reason.
    1. Refuse an officer who may not, a blank, and any fact that may not leave, with why and whom to ask: those that
       were chosen, and every other that stands in the words that they make together.
    2. Append one entry `fact:released`.
    Raises DeskError. Nobody writes of these facts meanwhile: the question and the entry are one step.
    """
    officer.must(Act.RELEASE)
    place = line("where", where, what="the page, number or office")
    with record.lock:
        sight = Sight.of(record, officer)
        joint = joint_of(sight, statement) if statement else None
        chosen = tuple(dict.fromkeys(joint.facts if joint else facts))
        if not chosen:
            raise DeskError.of(Code.BLANK, field="what leaves", what="at least one fact")
        went, standings = _words_of(sight, chosen, joint, outlet, whom)
        kept = Release(
            outlet,
            whom,
            place,
            record.now(),
            words("the words", composed) or went.words,
            tuple(Carried(each.thing, each.said[0].entry, each.thing in unsaid) for each in standings),
            statement,
            corrects,
            went.owed,
            own,
        )
        return append_release(record, officer, kept, standings, handling, is_for_all=joint is not None)


def carried_in(standings: Iterable[Standing]) -> tuple[Carried, ...]:
    """The facts as they stand, as words carry them that have them so."""
    return tuple(Carried(each.thing, each.said[0].entry) for each in standings)


def append_release(
    record: Record,
    officer: Officer,
    kept: Release,
    standings: tuple[Standing, ...],
    handling: Handling | None = None,
    *,
    is_for_all: bool = False,
) -> Saved:
    """Write down what left: whole for one's own body; for those who clear a fact in it, what all of them may read.

    These are who reads it, unless its `handling` says otherwise.
    Who clears one fact is not told the others, nor why they went: a second entry has that, for the body's own eyes.
    All of them may read what is public, or what they say together (`is_for_all`). Hold the record's lock.
    Raises DeskError where others would read in the name of the place what they may not.
    """
    clearing = frozenset(body for each in standings for body in each.fact.clears)
    how = handling or Handling(audience=clearing - {officer.body})
    others = how.audience - {officer.body}
    if not kept.against:
        Wordings.of(Sight.of(record, officer)).shown_to_bodies(kept.where, others)
    shown = _for_all(kept, standings, others) if others and not is_for_all else kept
    thing = record.new_id(RELEASE)
    saved = _append(record, officer, thing, SAYS, shown, how)
    if shown != kept:
        _append(record, officer, thing, WHOLE, kept, Handling())
    return saved


def whole_of(sight: Sight, thing: str, said: Stated[Release]) -> Release:
    """A release as its own body has it; what all may read where this reader has no more."""
    found = sight.latest(thing, WHOLE, Release)
    return said.value if found is None else found.value


def _append(record: Record, officer: Officer, thing: str, name: str, kept: Release, how: Handling) -> Saved:
    to = f" to {kept.whom.body}" if kept.whom.body else ""
    text = f"{kept.outlet.value}{to}, {kept.where}:\n{kept.words}"
    text += f"\nin our own words: {kept.own}" if kept.own else ""
    about: dict[str, str | int] = {"outlet": kept.outlet.value, "whom": kept.whom.body}
    return record.append(
        officer, draft(Kind.FACT_RELEASED, how, (thing, name, kept), words=text, about=about), thing=thing
    )


def _for_all(kept: Release, standings: tuple[Standing, ...], others: frozenset[str]) -> Release:
    """A release with the wording of those facts alone that each of the others must clear."""
    shared = [each.fact.outward for each in standings if others <= frozenset(each.fact.clears)]
    return replace(
        kept,
        words="\n".join(shared) or _NOT_FOR_ALL,
        where=kept.outlet.value if kept.against else kept.where.partition(": ")[0],
        own="" if not kept.own else _OWN,
        against="" if not kept.against else _EARLY,
    )


def releases_of(sight: Sight, fact: str = "") -> tuple[tuple[str, Stated[Release]], ...]:
    """Everything that left and may be seen, of one fact or of all, in the order in which it left."""
    found = ((thing, sight.latest(thing, SAYS, Release)) for thing in sight.things(RELEASE, SAYS))
    return tuple(
        (thing, said)
        for thing, said in found
        if said is not None and (not fact or any(each.fact == fact for each in said.value.carried))
    )


def told_in(sight: Sight, carried: Carried) -> Stated[Fact] | None:
    """A fact as it was told; None where it may not be seen."""
    return next((each for each in sight.told(carried.fact, SAYS, Fact) if each.entry == carried.entry), None)


def _words_of(
    sight: Sight, chosen: tuple[str, ...], joint: Joint | None, outlet: Outlet, whom: Whom
) -> tuple[Goes, tuple[Standing, ...]]:
    """What leaves, with every fact in it, or the refusal of whatever stays.

    What stands in words that were joined leaves with them, whatever they were said to rest on; and what facts say
    together, they tell.
    """
    wordings, standings = Wordings.of(sight), tuple(standing_of(sight, thing) for thing in chosen)
    text = joint.words if joint else "\n".join(each.fact.outward for each in standings)
    more = tuple(standing_of(sight, thing) for thing in wordings.within(text) if thing not in chosen)
    answers = [may_leave(each, outlet, whom, sight.now) for each in (*standings, *more)]
    if joint is not None:
        answers.append(may_be_said(joint))
    for answer in answers:
        if isinstance(answer, Stays):
            ask = ", ".join(answer.ask)
            raise DeskError.of(Code.MAY_NOT_LEAVE, why=answer.why, hint=f"ask {ask}")
    must_agree((*standings, *more))
    for each in (*standings, *more) if joint else more:
        wordings.must_say(each, text)
    owed = {body for answer in answers if isinstance(answer, Goes) for body in answer.owed}
    return Goes(text, tuple(sorted(owed))), (*standings, *more)
