"""What became of a decision: looked at again, disagreed with, corrected; which are open, and which are overdue.

Law: what was said at first can always be read; whether a decision is open follows from its last review alone.
Not here: making and correcting one (decision.py).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from battlebox.desk.command.decision import DECISION, SAYS, Decision
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sharing import once_each, said_again
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, not_before, words
from battlebox.journal import Kind

REVIEW: Final = "review"
DISSENT: Final = "dissent"


class Verdict(StrEnum):
    """What a review found."""

    STANDS = "stands"
    CHANGED = "changed"
    FALLS = "falls"


@dataclass(frozen=True, slots=True)
class Review:
    """A decision looked at again: what was found and why, when next (None: never), by which decision it changed."""

    verdict: Verdict
    why: str
    next: datetime | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Dissent:
    """Somebody did not agree: with which decision, in which office, and why."""

    decision: str
    office: str
    why: str


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision with all that became of it. `versions` stand (two if two people corrected it), `struck` do not."""

    thing: str
    versions: tuple[Stated[Decision], ...]
    first: Stated[Decision]
    struck: tuple[Stated[Decision], ...]
    reviews: tuple[Stated[Review], ...]
    dissents: tuple[Stated[Dissent], ...]

    @property
    def says(self) -> Stated[Decision]:
        """What it says now."""
        return self.versions[0]

    @property
    def number(self) -> str:
        """Its number, such as DA-12."""
        return self.says.value.number

    @property
    def blanks(self) -> tuple[str, ...]:
        """What is still to be written."""
        missing = self.says.value.blanks(self.first.at)
        return tuple(name for name in missing if name != "who disagreed") if self.dissents else missing

    @property
    def is_in_force(self) -> bool:
        """Whether it still holds."""
        return not self.reviews or self.reviews[-1].value.verdict is Verdict.STANDS

    @property
    def review_at(self) -> datetime | None:
        """When it is looked at again; None where no time is set, or it no longer holds."""
        if not self.is_in_force:
            return None
        return self.reviews[-1].value.next if self.reviews else self.says.value.review

    @property
    def is_open(self) -> bool:
        """Whether somebody has to come back to it: it holds, and was not found to stand for good."""
        return self.is_in_force and (not self.reviews or self.review_at is not None)

    def is_overdue(self, now: datetime) -> bool:
        """Whether it should have been looked at by now."""
        return self.review_at is not None and self.review_at < now


def review_decision(
    record: Record,
    officer: Officer,
    thing: str,
    review: Review,
    *,
    handling: Handling | None = None,
    over: frozenset[str] | None = None,
) -> Saved:
    """Record that a decision was looked at again: it stands, was changed by another, or falls. Raises DeskError.

    One that was changed names the decision that took its place, by number: it must be there to be read.
    """
    officer.must(Act.DECIDE)
    sight = Sight.of(record, officer)
    old = decided(sight, thing)
    if old.says.body != officer.body:
        what = f"decision {old.number}"
        raise DeskError.of(Code.NOT_YOURS, what=what, owner=old.says.body, body=officer.body, act="review")
    if not old.is_in_force:
        state, hint = old.reviews[-1].value.verdict.value, "make a new decision"
        raise DeskError.of(Code.WRONG_STATE, what=old.number, state=state, act="reviewed", hint=hint)
    why = words("why", review.why, needed=True, what="what was found, in a sentence")
    review = replace(review, by=_changed_by(sight, old, review))
    if review.next is not None:
        not_before("the next review", review.next, "now", record.now())
    how = handling or Handling(old.says.tlp, frozenset(record.line(old.says.entry).header.audience))
    about: dict[str, str | int] = {"number": old.number, "verdict": review.verdict.value}
    text = f"{old.number} {review.verdict.value}: {why}"
    written = draft(Kind.DECISION_REVIEWED, how, (thing, REVIEW, review), words=text, about=about, over=over)
    return record.append(officer, written, thing=thing)


def _changed_by(sight: Sight, old: Decided, review: Review) -> str:
    """The number of the decision that took this one's place; blank where it stands or falls. Raises DeskError."""
    if review.verdict is not Verdict.CHANGED:
        return ""
    said = review.by.strip()
    if not said:
        what = "the number of the new decision: make that one first, or say that this one falls"
        raise DeskError.of(Code.BLANK, field="by which decision it changed", what=what)
    for each in decisions_of(sight):
        if each.number.casefold() == said.casefold() and each.thing != old.thing:
            return each.number
    state, hint = "no other decision that you may read", "take the number from the list of decisions, such as DA-2"
    raise DeskError.of(Code.WRONG_STATE, what=said[:20], state=state, act="named here", hint=hint)


def dissent_from(
    record: Record, officer: Officer, decision: str, *, office: str, why: str, handling: Handling | None = None
) -> Saved:
    """Record that somebody did not agree, at the time or later; nobody may be kept from having it written down.

    Raises DeskError for a decision that may not be seen.
    """
    officer.must(Act.NOTE)
    old = decided(Sight.of(record, officer), decision)
    reason = words("why", why, needed=True, what="what they held against it")
    said = Dissent(decision, words("who disagreed", office, needed=True, what="their office"), reason)
    thing = record.new_id(DISSENT)
    text = f"{old.number}: {said.office} disagreed: {reason}"
    about: dict[str, str | int] = {"number": old.number}
    how = handling or Handling(old.says.tlp, frozenset(record.line(old.says.entry).header.audience))
    written = draft(Kind.DECISION_DISSENTED, how, (thing, SAYS, said), words=text, about=about)
    return record.append(officer, written, thing=thing)


def decided(sight: Sight, thing: str) -> Decided:
    """One decision with all that became of it. Raises DeskError if it may not be seen."""
    found = _decided(sight, thing, _dissents(sight).get(thing, ()))
    if found is None:
        raise DeskError.of(Code.NOT_SEEN, what=DECISION, id=thing)
    return found


def decisions_of(sight: Sight) -> tuple[Decided, ...]:
    """Every decision that may be seen, in the order in which they were written down."""

    def find() -> tuple[Decided, ...]:
        dissents = _dissents(sight)
        found = (_decided(sight, thing, dissents.get(thing, ())) for thing in sight.things(DECISION, SAYS))
        return tuple(each for each in found if each is not None)

    return sight.shared("decisions", (DECISION, DISSENT), find)


def open_decisions(sight: Sight) -> tuple[Decided, ...]:
    """Those that somebody has to come back to, the soonest review first, those without a time last."""
    far = datetime.max.replace(tzinfo=sight.now.tzinfo)
    found = (each for each in decisions_of(sight) if each.is_open)
    return tuple(sorted(found, key=lambda each: each.review_at or far))


def _decided(sight: Sight, thing: str, dissents: tuple[Stated[Dissent], ...]) -> Decided | None:
    versions = sight.stated(thing, SAYS, Decision)
    if not versions:
        return None
    told, standing = once_each(sight, sight.told(thing, SAYS, Decision)), {each.entry for each in versions}
    # What was said again for those who joined later is no other version of it, and no second review.
    standing |= {said_again(sight, entry) for entry in standing}
    struck = tuple(each for each in told if each.entry not in standing)
    return Decided(thing, versions, told[0], struck, once_each(sight, sight.told(thing, REVIEW, Review)), dissents)


def _dissents(sight: Sight) -> dict[str, tuple[Stated[Dissent], ...]]:
    found: dict[str, tuple[Stated[Dissent], ...]] = {}
    for thing in sight.things(DISSENT, SAYS):
        for said in sight.stated(thing, SAYS, Dissent):
            found[said.value.decision] = (*found.get(said.value.decision, ()), said)
    return found
