"""Where each fact went: every time words left, and what must be corrected since.

Law: words leave only made of facts that may leave, asked again in the moment of writing; where a fact changes, or may
no longer be where it went, every such place is listed with words to send until some were sent there.
Not here: sending itself, the pages of the public site.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from battlebox.desk.brief.saying import clock
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, words
from battlebox.desk.tell.clearance import Standing, standing_of
from battlebox.desk.tell.fact import SAYS, Fact, versions_of
from battlebox.desk.tell.found import Wordings
from battlebox.desk.tell.leave import Answer, Goes, Outlet, Stays, Whom, may_leave
from battlebox.desk.tell.statement import Joint, joint_of, may_be_said
from battlebox.journal import Kind
from battlebox.marking import WayOut, strictest

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


@dataclass(frozen=True, slots=True)
class Correction:
    """A place where words stand that are said no longer, or may not be there now.

    What went there, what is said now, words to send, whether they may go; where they may not, a `withdrawal`, which
    says nothing of the fact and may go at once.
    """

    thing: str
    went: Stated[Release]
    old: Fact
    new: Stated[Fact]
    words: str
    may: Answer
    fact: str
    withdrawal: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether it is said as it was, and may not be there any more: held back, labelled or cleared otherwise."""
        return self.old.outward == self.new.value.outward


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
    1. Refuse an officer who may not, a blank, and any fact that may not leave, with why and whom to ask.
    2. Append one entry `fact:released`.
    Raises DeskError. Nobody writes of these facts meanwhile: the question and the entry are one step.
    """
    officer.must(Act.RELEASE)
    place = line("where", where, what="the page, number or office")
    with record.lock:
        sight = Sight.of(record, officer)
        joint = joint_of(sight, statement) if statement else None
        # What stands in words that were joined leaves with them, whatever they were said to rest on.
        wordings = Wordings.of(sight)
        within = wordings.within(joint.words) if joint else ()
        things = tuple(dict.fromkeys((*joint.facts, *within) if joint else facts))
        if not things:
            raise DeskError.of(Code.BLANK, field="what leaves", what="at least one fact")
        standings = tuple(standing_of(sight, thing) for thing in things)
        went = _words_of(standings, joint, outlet, whom, sight.now)
        if joint:
            for each in standings:
                wordings.must_say(each, joint.words)
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
        how = handling or Handling(audience=clearing(standings) - {officer.body})
        return append_release(record, officer, kept, standings, how, is_for_all=joint is not None)


def clearing(standings: Iterable[Standing]) -> frozenset[str]:
    """The bodies that must clear any of the facts."""
    return frozenset(body for each in standings for body in each.fact.clears)


def append_release(
    record: Record,
    officer: Officer,
    kept: Release,
    standings: tuple[Standing, ...],
    how: Handling,
    *,
    is_for_all: bool = False,
) -> Saved:
    """Write down what left: whole for one's own body; for those who clear a fact in it, what all of them may read.

    Who clears one fact is not told the others, nor why they went: a second entry has that, for the body's own eyes.
    All of them may read what is public, or what they say together (`is_for_all`). Hold the record's lock.
    """
    others = how.audience - {officer.body}
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
        where=kept.where.partition(": ")[0],
        own="" if not kept.own else _OWN,
        against="" if not kept.against else _EARLY,
    )


def withdraw_facts(record: Record, officer: Officer, fact: str, release: str) -> Saved:
    """Record that those who have a fact were told not to use it: that it is withdrawn, and nothing else of it.

    1. Refuse an officer who may not, another body's words, and a place where nothing is to be withdrawn.
    2. Append one entry `fact:released`.
    Raises DeskError.
    """
    officer.must(Act.RELEASE)
    with record.lock:
        sight = Sight.of(record, officer)
        those = (each for each in corrections_due(sight, fact) if each.withdrawal)
        due = next((each for each in those if each.thing == release), None)
        if due is None:
            raise DeskError.of(Code.NOT_SEEN, what="withdrawal that is due", id=release)
        if due.went.body != officer.body:
            raise DeskError.of(Code.NOT_YOURS, what="it", owner=due.went.body, body=officer.body, act="withdraw")
        went = due.went.value
        kept = Release(
            *went.place,
            record.now(),
            due.withdrawal,
            (Carried(fact, due.new.entry),),
            corrects=release,
            withdraws=True,
        )
        how = Handling(audience=frozenset(due.new.value.clears) - {officer.body})
        about: dict[str, str | int] = {"outlet": went.outlet.value, "whom": went.whom.body}
        text = f"withdrawn, {went.outlet.value}, {went.where}:\n{kept.words}"
        thing = record.new_id(RELEASE)
        return record.append(
            officer, draft(Kind.FACT_RELEASED, how, (thing, SAYS, kept), words=text, about=about), thing=thing
        )


def releases_of(sight: Sight, fact: str = "") -> tuple[tuple[str, Stated[Release]], ...]:
    """Everything that left and may be seen, of one fact or of all, in the order in which it left."""
    found = ((thing, sight.latest(thing, SAYS, Release)) for thing in sight.things(RELEASE, SAYS))
    return tuple(
        (thing, said)
        for thing, said in found
        if said is not None and (not fact or any(each.fact == fact for each in said.value.carried))
    )


def quotable(sight: Sight, outlet: Outlet, whom: Whom) -> tuple[str, ...]:
    """Wordings, older ones too, that this body told everybody, or those same readers: a correction may quote them.

    Words of the body's own did not tell a wording, and what was said before it might leave is not said once more.
    """
    told = (
        (carried.fact, told_in(sight, carried))
        for _, went in releases_of(sight)
        if went.body == sight.officer.body and not went.value.withdraws and not went.value.against
        if went.value.outlet.way is WayOut.PUBLIC or (went.value.outlet, went.value.whom) == (outlet, whom)
        for carried in went.value.carried
        if not carried.own
    )
    return tuple(
        dict.fromkeys(
            said.value.outward for thing, said in told if said is not None and not taken_back(sight, thing, said.value)
        )
    )


def taken_back(sight: Sight, fact: str, said: Fact) -> bool:
    """Whether a wording that was told may not be told once more: labelled more strictly since, or withdrawn.

    What was held back, refused or not cleared in between was withdrawn, or stood there until it was put right.
    """
    same = [each.value for each in sight.told(fact, SAYS, Fact) if each.value.wording == said.wording]
    if any(strictest((each.tlp, said.tlp)) is not said.tlp or each.audience - said.audience for each in same):
        return True
    return any(went.value.withdraws for _, went in releases_of(sight, fact))


def told_in(sight: Sight, carried: Carried) -> Stated[Fact] | None:
    """A fact as it was told; None where it may not be seen."""
    return next((each for each in sight.told(carried.fact, SAYS, Fact) if each.entry == carried.entry), None)


def corrections_due(sight: Sight, fact: str = "") -> tuple[Correction, ...]:
    """Every place where words stand that are said no longer or may not be there now, once for each fact.

    Each has words to send. Whether they may be there is asked for those who see what each body said of the fact: those
    who must clear it.
    """
    carrying: dict[str, list[tuple[str, Stated[Release]]]] = {}
    for thing, went in _still_there(sight):
        for carried in went.value.carried:
            if not fact or carried.fact == fact:
                carrying.setdefault(carried.fact, []).append((thing, went))
    found = []
    for name, those in carrying.items():
        if not versions_of(sight, name):
            continue
        standing = standing_of(sight, name)
        told = {each.entry: each.value for each in sight.told(name, SAYS, Fact)}
        for number, (thing, went) in enumerate(those):
            old = told.get(next(each.entry for each in went.value.carried if each.fact == name))
            if old is None or went.value.withdraws:
                continue
            due = _correction(sight, thing, went, old, standing)
            # What was said before it might leave was said too surely, or not as it stood, even where it may go now.
            may_stay = isinstance(due.may, Goes) and not went.value.against
            if due.is_kept and (may_stay or sight.officer.body not in standing.clears):
                continue
            if not any(_puts_right(thing, went, *later) for later in those[number + 1 :]):
                found.append(due)
    return tuple(sorted(found, key=lambda each: each.went.value.at))


def _words_of(standings: tuple[Standing, ...], joint: Joint | None, outlet: Outlet, whom: Whom, now: datetime) -> Goes:
    """What leaves, or the refusal of whatever stays."""
    answers = [may_leave(each, outlet, whom, now) for each in standings]
    if joint is not None:
        answers.append(may_be_said(joint))
    for answer in answers:
        if isinstance(answer, Stays):
            ask = ", ".join(answer.ask)
            raise DeskError.of(Code.MAY_NOT_LEAVE, why=answer.why, hint=f"ask {ask}")
    goes = [answer for answer in answers if isinstance(answer, Goes)]
    owed = tuple(sorted({body for answer in goes for body in answer.owed}))
    return Goes(joint.words if joint else "\n".join(answer.words for answer in goes), owed)


def _puts_right(thing: str, went: Stated[Release], later: str, each: Stated[Release]) -> bool:
    """Whether what the same body sent later about a fact went to the same place, or was sent to correct it."""
    is_there = went.value.place == each.value.place or each.value.corrects == thing
    return each.body == went.body and later != thing and is_there


def _still_there(sight: Sight) -> list[tuple[str, Stated[Release]]]:
    """What left and no later whole took the place of, by when it left: another desk may bring late what left before."""
    taken: set[tuple[object, ...]] = set()
    found = []
    by_time = sorted(releases_of(sight), key=lambda each: each[1].value.at)
    for thing, went in by_time[::-1]:
        if (went.body, *went.value.place) not in taken:
            found.append((thing, went))
        if went.value.whole:
            taken.add((went.body, *went.value.place))
    return found[::-1]


def _correction(sight: Sight, thing: str, went: Stated[Release], old: Fact, standing: Standing) -> Correction:
    new, value = standing.said[0], went.value
    is_own = any(each.own for each in value.carried if each.fact == standing.thing)
    # What was told in other words, or should not have been told, is not told once more to put it right.
    is_kept_back = is_own or bool(value.against) or taken_back(sight, standing.thing, old)
    then = "we said something else about this." if is_kept_back else f"we said: {old.outward}"
    words = (
        f"Correction, {clock(sight.now)}. On {clock(value.at)} {then} "
        f"That is no longer what we say. Now: {new.value.outward}"
    )
    may = may_leave(standing, value.outlet, value.whom, sight.now)
    withdrawal = _withdrawal(value.at, sight.now) if isinstance(may, Stays) else ""
    is_kept = old.outward == new.value.outward and bool(withdrawal)
    return Correction(thing, went, old, new, withdrawal if is_kept else words, may, standing.thing, withdrawal)


def _withdrawal(at: datetime, now: datetime) -> str:
    """What may be said of words that may not: nothing of them but when they went."""
    return (
        f"Withdrawal, {clock(now)}. Part of what we said on {clock(at)} is withdrawn. "
        "Please do not use it, or pass it on, until you hear from us again. Ask us which part you can use."
    )
