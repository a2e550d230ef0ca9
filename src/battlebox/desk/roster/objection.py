"""What speaks against somebody taking a post: too little rest, hours in seven days, too long on duty, cannot be asked.

Law: it is said, and forbids nothing: whoever allows it is named, with why, and rest that is cut short is owed. Such
words are for the eyes of the person's own body alone.
Not here: the limits of a planned roster (engine), where roles and published seats are kept (told as plain values).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import chain
from typing import Final

from battlebox.desk.brief.saying import clock, counted
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Officer, Someone
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line
from battlebox.desk.roster.candidate import WEEK_MOST, Spell, Taken, accounts_of, spells_of
from battlebox.desk.roster.listed import REST, Listed, listed_in
from battlebox.desk.roster.offer import LONGEST, offers_of
from battlebox.journal import Kind

ALLOWED: Final = "allowed"
ON_MOST: Final = timedelta(hours=12)
WEEK: Final = timedelta(days=7)
OPTED_OUT_MOST: Final = timedelta(hours=60)
"""As the planner has it for those who signed an opt-out."""
_HOUR: Final = timedelta(hours=1)
_MINUTE: Final = timedelta(minutes=1)
_DAY: Final = timedelta(days=1)


class Ground(StrEnum):
    """What kind of thing speaks against it."""

    REST = "rest"
    WEEK = "hours in seven days"
    TIRED = "too tired"
    SEATED = "another seat"
    BARRED = "cannot be asked"
    LEAVES = "has to leave"


@dataclass(frozen=True, slots=True)
class Objection:
    """One thing that speaks against it, in words, and the rest that would be owed."""

    ground: Ground
    words: str
    owed_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Burden:
    """What somebody has on them beside the posts that they accepted, as a face knows it.

    `duty` is when they held roles, `seats` what a published roster gives them, `week_minutes` what they had worked in
    the seven days before now, `opted_out` whether they signed out of the 48 hours, `away` why they are away that day.
    """

    duty: tuple[Spell, ...] = ()
    seats: tuple[Taken, ...] = ()
    week_minutes: int = 0
    opted_out: bool = False
    away: str = ""


NO_BURDEN: Final = Burden()


@dataclass(frozen=True, slots=True)
class Leave:
    """Who allows it all the same, by their office, and why."""

    by: str = ""
    why: str = ""


NO_LEAVE: Final = Leave()


@dataclass(frozen=True, slots=True)
class Allowed:
    """A post that somebody may take all the same: what spoke against it, who allowed it, why, the rest that is owed."""

    person: str
    post: str
    grounds: tuple[Ground, ...]
    against: tuple[str, ...]
    owed_minutes: int
    by: str
    why: str

    def covers(self, other: Objection) -> bool:
        """Whether leave for this is leave for that too: the same kind of thing, and no more rest that is owed."""
        return other.ground in self.grounds and other.owed_minutes <= self.owed_minutes


@dataclass(frozen=True, slots=True)
class _Work:
    """Work of one person, done or to be done: what it is called, from when to when."""

    what: str
    begins: datetime
    ends: datetime


def objections_to(
    sight: Sight, person: str, post: Taken, burden: Burden = NO_BURDEN, *, but: str = ""
) -> tuple[Objection, ...]:
    """What speaks against somebody of the reader's body taking a post; `but` is the offer of it, which counts not."""
    body = sight.officer.body
    offers = [each for each in offers_of(sight) if each.thing != but and body == each.offer.value.body]
    account = accounts_of(offers_of(sight))
    own = account.get(person, person)
    names = {person, own, *(name for name, other in account.items() if other == own)}
    listed = {name: said.value for name, said in listed_in(sight, body).items() if name in names}
    spells = spells_of((each for each in offers if each.people & names), account, listed, {own: burden.duty})
    works = [
        *(_Work(_named(said.what, said.begins), said.begins, said.ends) for each in offers
          if each.people & names and each.step.is_coming and (said := each.offer.value)),
        *(_Work(_named(each.what, each.begins), each.begins, each.ends) for each in burden.seats
          if each.ends > sight.now),
        *(_Work("being on duty" if ended else "being on duty now", begin, ended or max(begin, sight.now))
          for begin, ended in chain.from_iterable(spells.get(name, ()) for name in names)),
    ]  # fmt: skip
    week = max([burden.week_minutes, *(said.week_until(sight.now) for said in listed.values())])
    most = OPTED_OUT_MOST if burden.opted_out else WEEK_MOST
    return (
        *_seated(post, burden.seats),
        *_unrested(post, works),
        *_over(post, works, week * _MINUTE, most, sight.now),
        *_listed(post, listed.values(), burden.away),
    )


def allowed_for(sight: Sight, post: str) -> tuple[Stated[Allowed], ...]:
    """What was allowed for an offer of a post, in order."""
    return sight.told(post, ALLOWED, Allowed)


def not_yet_allowed(sight: Sight, post: str, found: Iterable[Objection]) -> tuple[Objection, ...]:
    """What speaks against it that nobody allowed yet."""
    held = [each.value for each in allowed_for(sight, post)]
    return tuple(each for each in found if not any(one.covers(each) for one in held))


def allow(
    record: Record, officer: Officer, who: Someone, thing: str, post: Taken, found: Iterable[Objection], leave: Leave
) -> Saved | None:
    """Record who allows it, and why, if anything speaks against it. One entry `rest:exempted`, for one's own body.

    Raises DeskError where nobody allows it: it says what speaks against it.
    """
    rows = tuple(found)
    if not rows:
        return None
    against = "; ".join(each.words for each in rows)
    if not leave.by.strip() or not leave.why.strip():
        raise DeskError.of(Code.SPEAKS_AGAINST, who=who.name, against=against)
    by = line("who allows it", leave.by, what="who allows it, by their office")
    why = line("why", leave.why, what="why this person all the same")
    owed = sum(each.owed_minutes for each in rows)
    value = Allowed(who.id, thing, tuple(dict.fromkeys(each.ground for each in rows)),
                    tuple(each.words for each in rows), owed, by, why)  # fmt: skip
    tail = f"; {hours_said(owed * _MINUTE)} of rest are owed" if owed else ""
    said = f"somebody may take `{post.what}` from {clock(post.begins)} all the same, allowed by {by}: {why}. "
    about: dict[str, str | int] = {"body": officer.body}
    written = draft(
        Kind.REST_EXEMPTED, Handling(), (thing, ALLOWED, value), words=f"{said}Against it: {against}{tail}", about=about
    )
    return record.append(officer, written, thing=thing, naming=(who,))


def hours_said(span: timedelta) -> str:
    """`1 hour`, `10.5 hours`, `40 minutes`."""
    if span < _HOUR:
        return counted(max(0, span // _MINUTE), "minute")
    hours = f"{round(span / _HOUR, 1):g}"
    return f"{hours} hour" if hours == "1" else f"{hours} hours"


def _named(what: str, begins: datetime) -> str:
    return f"{what} (from {clock(begins)})"


def _seated(post: Taken, seats: Iterable[Taken]) -> Iterator[Objection]:
    """Seats of the roster at that time, but for the one that this is."""
    for each in seats:
        if each.meets(post.begins, post.ends) and (each.begins, each.ends) != (post.begins, post.ends):
            yield Objection(Ground.SEATED, f"has a seat on the roster then: {_named(each.what, each.begins)}")


def _unrested(post: Taken, works: Iterable[_Work]) -> Iterator[Objection]:
    """Less than eleven hours' rest beside it, and more than twelve hours of work without such a rest.

    What lies within thirteen hours in all is one long day, and leaves eleven of the twenty-four.
    """
    others = sorted(works, key=lambda each: each.begins)
    first, last, day = post.begins, post.ends, [(post.begins, post.ends)]
    for each in [*reversed(others), *others]:
        if each.begins - last < REST and first - each.ends < REST:
            first, last = min(first, each.begins), max(last, each.ends)
            day.append((each.begins, each.ends))
    if last - first > LONGEST and len(day) > 1:
        before = max((each for each in others if each.ends <= post.begins), key=lambda each: each.ends, default=None)
        after = min((each for each in others if each.begins >= post.ends), key=lambda each: each.begins, default=None)
        if before is not None and post.begins - before.ends < REST:
            yield _short(post.begins - before.ends, f"between {before.what} and this post")
        if after is not None and after.begins - post.ends < REST:
            yield _short(after.begins - post.ends, f"between this post and {after.what}")
    worked = _length(day)
    if worked > ON_MOST and len(day) > 1:
        words = f"too tired: {hours_said(worked)} of work without eleven hours' rest between"
        yield Objection(Ground.TIRED, words)


def _short(rest: timedelta, where: str) -> Objection:
    words = f"only {hours_said(rest)} of rest {where}" if rest else f"no rest {where}"
    return Objection(Ground.REST, f"{words}: eleven are due", (REST - rest) // _MINUTE)


def _over(post: Taken, works: Iterable[_Work], week: timedelta, most: timedelta, now: datetime) -> Iterator[Objection]:
    """The most hours in any seven days that this post lies in, with what was worked before as far as anybody said."""
    spans = [(each.begins, each.ends) for each in works]
    spans.append((post.begins, post.ends))
    ends = {end for begin, end in spans if post.ends <= end and begin < post.begins + WEEK}
    found = timedelta()
    for end in ends:
        begin = end - WEEK
        inside = [(max(one, begin), min(other, end)) for one, other in spans if one < end and other > begin]
        done = _length([(one, min(other, now)) for one, other in inside if one < now])
        told = _told(week, now - begin)
        found = max(found, _length(inside) - done + max(done, told))
    if found > most:
        words = f"{hours_said(found)} of work in seven days: {most // _HOUR} are the most"
        yield Objection(Ground.WEEK, words)


def _told(week: timedelta, back: timedelta) -> timedelta:
    """How much of the hours of the last seven days lies so far back at most: shifts of eight hours on the days before.

    As a planned roster takes them (rota.py): a shift for each day, longer where they must be.
    """
    count = min(7, -(-week // (8 * _HOUR)))
    return week * max(0, min(count, back // _DAY)) / count if count else timedelta()


def _listed(post: Taken, listed: Iterable[Listed], away: str) -> Iterator[Objection]:
    for said in listed:
        if said.barred:
            yield Objection(Ground.BARRED, f"cannot be asked: {said.barred}")
        if said.free_until and said.began and post.begins < said.free_until < post.ends:
            yield Objection(Ground.LEAVES, f"has to leave at {clock(said.free_until)}")
    if away:
        yield Objection(Ground.BARRED, f"cannot be asked: {away}")


def _length(spans: Iterable[tuple[datetime, datetime]]) -> timedelta:
    """How long spans last together; what two of them share counts once."""
    total, until = timedelta(), None
    for begin, end in sorted(spans):
        start = begin if until is None else max(begin, until)
        if end > start:
            total += end - start
        until = end if until is None else max(until, end)
    return total
