"""When a body became aware of a breach: the times that anybody names, and the one that information governance decides.

Law: until it is decided the earliest time named counts, and every time named stays to be seen, with who and why.
Not here: the clocks that count from it (course.py), what is affected (exposure.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from battlebox.desk.brief.saying import clock
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import done_by, draft, line, not_before, words
from battlebox.desk.tell.exposure import Exposure
from battlebox.estate import Estate, Near
from battlebox.journal import Kind

CANDIDATE: Final = "candidate"
SAYS: Final = "says"
AWARE: Final = "aware"
DECIDED: Final = "decided"
BACK_MOST: Final = timedelta(days=3650)
"""How long ago somebody may have become aware: beyond that the year was mistyped."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A time at which a body may have become aware: who did (an office), why that counts, and who or what says so."""

    body: str
    at: datetime
    who: str
    why: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class AwareTime:
    """The time decided, why, and the candidate taken, where it is one of those named."""

    at: datetime
    why: str
    candidate: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A time that counts as a candidate: written as one, or drawn from what was seen. `number` may be blank there."""

    at: datetime
    who: str
    why: str
    source: str
    number: str
    thing: str = ""

    @property
    def is_drawn(self) -> bool:
        """Whether nobody named it: it follows from what was seen or suspected."""
        return not self.thing


@dataclass(frozen=True, slots=True)
class Awareness:
    """What stands for one body: every time named, the earliest first, and the decisions (two: a conflict)."""

    named: tuple[Named, ...]
    decided: tuple[Stated[AwareTime], ...]

    @property
    def at(self) -> datetime | None:
        """The time that counts: decided, else the earliest named; of two decisions the earlier. None: there is none."""
        if self.decided:
            return min(each.value.at for each in self.decided)
        return self.named[0].at if self.named else None

    @property
    def words(self) -> str:
        """Why that time counts."""
        if len(self.decided) > 1:
            return "two decisions stand: the earlier time counts until one of them is chosen"
        if self.decided:
            return f"decided in {self.decided[0].number}: {self.decided[0].value.why}"
        if not self.named:
            return "nobody has named a time"
        many = f"the earliest of {len(self.named)} times named" if len(self.named) > 1 else "the only time named"
        return f"{many}; information governance has not decided"


def suggest_aware(
    record: Record, estate: Estate, officer: Officer, candidate: Candidate, *, handling: Handling | None = None
) -> Saved:
    """Name a time at which a body may have become aware, one's own body or another.

    1. Refuse an officer who may not, a body the estate does not have, a blank, a time ahead or long gone.
    2. Append one entry `aware:suggested`; the body concerned may see it.
    Raises DeskError.
    """
    officer.must(Act.AWARE)
    if candidate.body not in estate.body_by_id:
        near = Near().words(candidate.body, tuple(estate.body_by_id), "; the nearest is {}")
        raise DeskError.of(Code.UNKNOWN_ID, what="body", id=candidate.body, near=near)
    kept = Candidate(
        body=candidate.body,
        at=aware_at(candidate.at, record.now()),
        who=line("who became aware", candidate.who, what="their office"),
        why=words("why", candidate.why, needed=True, what="why that counts as being aware"),
        source=" ".join(candidate.source.split()),
    )
    thing = record.new_id(CANDIDATE)
    said = f", says {kept.source}" if kept.source else ""
    text = f"{kept.body} may have been aware from {clock(kept.at)} ({kept.who}){said}\nbecause {kept.why}"
    how = handling or Handling(audience=frozenset({kept.body} - {officer.body}))
    about: dict[str, str | int] = {"body": kept.body}
    return record.append(
        officer, draft(Kind.AWARE_SUGGESTED, how, (thing, SAYS, kept), words=text, about=about), thing=thing
    )


def decide_aware(
    record: Record,
    officer: Officer,
    decided: AwareTime,
    *,
    handling: Handling | None = None,
    over: frozenset[str] | None = None,
) -> Saved:
    """Decide when one's own body became aware. Appends one entry `aware:decided`. Raises DeskError.

    Information governance alone may; `over` are the decisions that were on the screen.
    """
    officer.must(Act.JUDGE_CLOCK)
    at = aware_at(decided.at, record.now())
    why = words("why", decided.why, needed=True, what="why this time and no other")
    if decided.candidate:
        Sight.of(record, officer).need(decided.candidate, SAYS, Candidate, what="time named")
    thing = f"{AWARE}/{officer.body}"
    kept = AwareTime(at, why, decided.candidate)
    text = f"{officer.body} became aware at {clock(at)}\nbecause {why}"
    about: dict[str, str | int] = {"body": officer.body}
    written = draft(
        Kind.AWARE_DECIDED, handling or Handling(), (thing, DECIDED, kept), words=text, about=about, over=over
    )
    return record.append(officer, written, thing=thing)


def awareness_of(sight: Sight, body: str, exposures: Iterable[Exposure] = ()) -> Awareness:
    """What stands for a body, as far as this reader may see it; exposures count as times named by what was seen."""
    named = [Named(each.since, each.who, each.why, "", each.number) for each in exposures]
    for thing in sight.things(CANDIDATE, SAYS):
        said = sight.latest(thing, SAYS, Candidate)
        if said is not None and said.value.body == body:
            value = said.value
            named.append(Named(value.at, value.who, value.why, value.source, said.number, thing))
    decided = (each for each in sight.stated(f"{AWARE}/{body}", DECIDED, AwareTime) if each.body == body)
    return Awareness(tuple(sorted(named, key=lambda each: each.at)), tuple(decided))


def aware_at(at: datetime, now: datetime, field: str = "the time") -> datetime:
    """A time at which something is held to have begun. Raises DeskError for one ahead, or one too long ago."""
    not_before(field, at, "the last ten years", now - BACK_MOST)
    return done_by(field, at, now)
