"""What must be put right where it went: corrections, withdrawals, and what may be quoted of older words.

Law: where a fact changes, or may no longer be where it went, every such place is listed with words to send until some
were sent to those who read it; whoever was told not to use it hears when it may be said again.
Not here: what left (release.py), sending (desk.message).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from typing import Final

from battlebox.desk.brief.saying import clock
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft
from battlebox.desk.tell.clearance import Standing, standing_of
from battlebox.desk.tell.fact import SAYS, Fact, Status, versions_of
from battlebox.desk.tell.leave import Answer, Goes, Outlet, Stays, Whom, may_leave
from battlebox.desk.tell.release import RELEASE, Carried, Release, releases_of, told_in
from battlebox.desk.tell.twins import saying
from battlebox.desk.wording import plain, read, stands
from battlebox.journal import Kind
from battlebox.marking import WayOut, strictest

_HANDED_OUT: Final = frozenset({Outlet.LETTER, Outlet.STAFF_MEMO, Outlet.MEMBERS})
_Went = tuple[str, Stated[Release]]
"""What left, with its name."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A place where words stand that are said no longer, or may not be there now.

    What went there, what is said now, words to send, whether they may go; where they may not, a `withdrawal`, which
    says nothing of the fact and may go at once. `withdrawn` is when its readers were last told not to use it.
    """

    thing: str
    went: Stated[Release]
    old: Fact
    new: Stated[Fact]
    words: str
    may: Answer
    fact: str
    withdrawal: str = ""
    withdrawn: datetime | None = None

    @property
    def is_kept(self) -> bool:
        """Whether it is said as it was, and may not be there any more: held back, labelled or cleared otherwise."""
        return self.old.outward == self.new.value.outward


def corrections_due(sight: Sight, fact: str = "") -> tuple[Correction, ...]:
    """Every place where words stand that are said no longer or may not be there now, once for each fact.

    Each has words to send. Whether they may be there is asked for those who see what each body said of the fact: those
    who must clear it.
    """
    corrected: dict[str, list[_Went]] = {}
    carrying: dict[str, list[_Went]] = {}
    for thing, went in _still_there(sight):
        if went.value.corrects:
            corrected.setdefault(went.value.corrects, []).append((thing, went))
        for carried in went.value.carried:
            if not fact or carried.fact == fact:
                carrying.setdefault(carried.fact, []).append((thing, went))
    found = [due for name, those in carrying.items() for due in _owed(sight, name, those, corrected)]
    return tuple(sorted(found, key=lambda each: each.went.value.at))


def _owed(sight: Sight, name: str, those: list[_Went], corrected: Mapping[str, list[_Went]]) -> Iterator[Correction]:
    """What is owed for one fact, of all places where it went; `corrected` is what was sent to correct each."""
    if not versions_of(sight, name):
        return
    standing = standing_of(sight, name)
    told = {each.entry: each.value for each in sight.told(name, SAYS, Fact)}
    for number, (thing, went) in enumerate(those):
        old = told.get(next(each.entry for each in went.value.carried if each.fact == name))
        if old is None or went.value.withdraws:
            continue
        # What took the place of a fact may be another.
        after = dict((*those[number + 1 :], *corrected.get(thing, ())))
        later = [each for other, each in after.items() if other != thing and _goes_after(thing, went, each)]
        due = _correction(sight, thing, went, old, standing, later)
        if not _is_settled(sight, due, later):
            yield due


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


def _goes_after(thing: str, went: Stated[Release], each: Stated[Release]) -> bool:
    """Whether what the same body sent later about a fact went to the same place, or to the same readers to correct it.

    What all may read corrects what all may read; what one body was told is corrected there. Letters and notes go to
    people: the next ones to whoever is next, whatever the place is called.
    """
    one, other = went.value, each.value
    is_public = one.outlet.way is WayOut.PUBLIC
    is_read = other.outlet.way is WayOut.PUBLIC if is_public else one.whom.body == other.whom.body
    is_there = one.place == other.place and one.outlet not in _HANDED_OUT
    return each.body == went.body and (is_there or (other.corrects == thing and is_read))


def _is_settled(sight: Sight, due: Correction, later: list[Stated[Release]]) -> bool:
    """Whether nothing is owed to those who were told: it may stand there, or they were told how it is since."""
    may = isinstance(due.may, Goes)
    if due.new.value.status is Status.SUPERSEDED and _still_said(sight, due.old, due.went.value):
        return True
    if due.withdrawn is not None and may:
        since = takewhile(lambda each: not each.value.withdraws, reversed(later))
        return any(_tells(due, each.value) for each in since)
    # What was said before it might leave was said too surely, or not as it stood, even where it may go now.
    may_stay = may and not due.went.value.against
    if due.is_kept and (may_stay or sight.officer.body not in due.new.value.clears):
        return True
    return any(_tells(due, each.value) for each in later)


def _still_said(sight: Sight, old: Fact, went: Release) -> bool:
    """Whether another fact says the same words, and may be there."""
    others = (standing_of(sight, each) for each in saying(sight, old.wording))
    return any(
        each.fact.outward == old.outward and isinstance(may_leave(each, went.outlet, went.whom, sight.now), Goes)
        for each in others
    )


def _tells(due: Correction, later: Release) -> bool:
    """Whether a later release tells its readers the fact, or that it is withdrawn."""
    own = any(each.own for each in later.carried if each.fact == due.fact)
    return not later.against and (not own or later.corrects == due.thing)


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


def _correction(
    sight: Sight,
    thing: str,
    went: Stated[Release],
    old: Fact,
    standing: Standing,
    later: list[Stated[Release]],
) -> Correction:
    new, value = standing.said[0], went.value
    withdrawn = max((each.value.at for each in later if each.value.withdraws), default=None)
    may = may_leave(standing, value.outlet, value.whom, sight.now)
    withdrawal = _withdrawal(value.at, sight.now) if isinstance(may, Stays) else ""
    is_own = any(each.own for each in value.carried if each.fact == standing.thing)
    # What was told in other words, or should not have been told, is not told once more to put it right.
    if withdrawn is not None:
        then = f"On {clock(withdrawn)} we withdrew part of what we had said. What you can use now"
    elif value.against and stands(plain(new.value.outward), read(value.words)):
        # Said too early, and by now it is so.
        then = f"On {clock(value.at)} we spoke of this. What we say now"
    elif is_own or value.against or taken_back(sight, standing.thing, old):
        then = f"On {clock(value.at)} we said something else about this. That is no longer what we say. Now"
    else:
        then = f"On {clock(value.at)} we said: {_stopped(old.outward)} That is no longer what we say. Now"
    words = f"Correction, {clock(sight.now)}. {then}: {new.value.outward}"
    is_kept = old.outward == new.value.outward and bool(withdrawal)
    return Correction(
        thing, went, old, new, withdrawal if is_kept else words, may, standing.thing, withdrawal, withdrawn
    )


def _stopped(words: str) -> str:
    """A sentence with its full stop."""
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _withdrawal(at: datetime, now: datetime) -> str:
    """What may be said of words that may not: nothing of them but when they went."""
    return (
        f"Withdrawal, {clock(now)}. Part of what we said on {clock(at)} is withdrawn. "
        "Please do not use it, or pass it on, until you hear from us again. Ask us which part you can use."
    )
