"""Rosters as they were published, version by version, and rest that somebody let be cut short.

Law: people go by ids; a roster is its own body's; a new version says how many seats changed; who grants an exemption is
named, with why.
Not here: how a roster is found (engine), what it is asked from (rota.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Final

from battlebox.desk.brief.saying import counted
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.london import LONDON
from battlebox.desk.officer import Act, Officer, Someone
from battlebox.desk.record import values
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line
from battlebox.desk.roster.candidate import Spell
from battlebox.desk.roster.days import day_said, must_be_ahead
from battlebox.desk.roster.lent import accepted_of, busy_of, loans_of
from battlebox.desk.roster.listed import listed_in
from battlebox.desk.roster.rota import Also, Rota
from battlebox.desk.roster.skills import ROLE
from battlebox.desk.roster.work import day_of
from battlebox.engine.roster import Exemption, Roster, Rule, Seat
from battlebox.journal import Json, Kind

ROSTER: Final = "roster"
PUBLISHED: Final = "published"
REST: Final = "rest"
EXEMPT: Final = "exempt"


@dataclass(frozen=True, slots=True)
class PlannedSeat:
    """Who has a post (ids; the post's holds its day and shift)."""

    post: str
    person: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A post that nobody has, and why."""

    post: str
    why: str


@dataclass(frozen=True, slots=True)
class OwedRest:
    """Rest to be made up: whose, from which day, by which rule, how much, who granted that and why."""

    person: str
    day: str
    rule: str
    minutes: int
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class NearLimit:
    """Somebody near a limit, and in what."""

    person: str
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Published:
    """A roster of one body: its first day (2025-11-24) and how many, seats, gaps, and what was said of it.

    `scarce` are skills with how many posts one more person would fill; `how` is how it knows that it is good.
    """

    body: str
    first_day: str
    days: int
    seats: tuple[PlannedSeat, ...]
    gaps: tuple[Gap, ...] = ()
    scarce: tuple[Gap, ...] = ()
    tired: tuple[NearLimit, ...] = ()
    owed: tuple[OwedRest, ...] = ()
    remarks: tuple[str, ...] = ()
    how: str = ""
    note: str = ""

    @classmethod
    def of(cls, body: str, rota: Rota, answer: Roster) -> Published:
        """The answer to a roster's question, as it would be published."""
        return cls(
            body,
            rota.problem.first_day.isoformat(),
            rota.problem.days,
            tuple(PlannedSeat(seat.post, seat.person) for seat in answer.seats),
            tuple(Gap(each.post, each.why.value) for each in answer.empties),
            tuple(Gap(rota.skill(each.skill), counted(each.posts, "post")) for each in answer.scarce if each.posts),
            tuple(NearLimit(each.person, each.signs) for each in answer.tired),
            tuple(
                OwedRest(
                    each.person, rota.day(each.day).isoformat(), each.rule.value, each.minutes, each.by, each.reason
                )
                for each in answer.owed
            ),
            tuple(remark.replace(ROLE, "") for remark in (*answer.remarks, *rota.unasked_said())),
            answer.how,
        )

    def to_json(self) -> Json:
        """Plain values, to be kept until somebody publishes it."""
        return values.write(self)

    @classmethod
    def from_json(cls, data: Json) -> Published:
        """What `to_json` gave. Raises ValueError."""
        return values.read(cls, data)

    @property
    def first(self) -> date:
        """The first day."""
        return date.fromisoformat(self.first_day)

    def dates(self) -> tuple[date, ...]:
        """Every day that it covers."""
        return tuple(self.first + timedelta(days=day) for day in range(self.days))


@dataclass(frozen=True, slots=True)
class Exempted:
    """Leave to cut one person's rest short on one day (2025-11-24): which rest, who granted it, why."""

    person: str
    body: str
    day: str
    rule: Rule
    by: str
    why: str


def publish_roster(
    record: Record, officer: Officer, roster: Published, names: dict[str, str], *, over: frozenset[str] | None = None
) -> Saved:
    """Publish a roster as the next version of one's own body's. One entry `roster:published`. Raises DeskError."""
    officer.must(Act.EXEMPT)
    if roster.body != officer.body:
        raise DeskError.of(Code.NOT_YOURS, what="the roster", owner=roster.body, body=officer.body, act="publish")
    before = standing(versions_of(Sight.of(record, officer)))
    rows = differences(before, roster)
    moved = sum(is_moved(before, post) for post, _, _ in rows)
    new = f", {len(rows) - moved} where nothing stood" if moved < len(rows) else ""
    version = f"{counted(moved, 'seat')} changed{new}" if before else "the first"
    said = (
        f"roster of {roster.body} from {day_said(roster.first)}, {counted(roster.days, 'day')}: "
        f"{counted(len(roster.seats), 'seat')}, {len(roster.gaps)} empty; {version}"
    )
    words = "\n".join(filter(None, [said, roster.note]))
    thing = f"{ROSTER}/{roster.body}"
    written = draft(Kind.ROSTER_PUBLISHED, Handling(), (thing, PUBLISHED, roster), words=words,
                    about={"body": roster.body}, over=over)  # fmt: skip
    people = dict.fromkeys(seat.person for seat in roster.seats)
    return record.append(officer, written, thing=thing, naming=tuple(Someone(who, names[who]) for who in people))


def published_of(sight: Sight) -> Stated[Published] | None:
    """The version of the reader's body that was published last (what stands: `standing`); None where none was."""
    return sight.latest(f"{ROSTER}/{sight.officer.body}", PUBLISHED, Published)


def versions_of(sight: Sight) -> tuple[Stated[Published], ...]:
    """Every version of it, in order."""
    return sight.told(f"{ROSTER}/{sight.officer.body}", PUBLISHED, Published)


def covering(versions: Iterable[Stated[Published]]) -> dict[date, Stated[Published]]:
    """The version that stands for each day, by day: the last that covers it."""
    found = {day: each for each in versions for day in each.value.dates()}
    return dict(sorted(found.items()))


def standing(versions: Iterable[Stated[Published]], since: date | None = None) -> Published | None:
    """What stands, as one roster: each day by the last version that covers it.

    Of versions before the last, days before `since` are left out. What was said of it all is of the last version.
    """
    rows = tuple(versions)
    if not rows:
        return None
    last = rows[-1]
    by_day = {day: each for day, each in covering(rows).items()
              if since is None or day >= since or each.entry == last.entry}  # fmt: skip
    parts = {each.entry: each.value for each in by_day.values()}

    def is_of(entry: str, on: date | None) -> bool:
        return on in by_day and by_day[on].entry == entry

    first, final = min(by_day), max(by_day)
    return replace(
        last.value,
        first_day=first.isoformat(),
        days=(final - first).days + 1,
        seats=tuple(seat for name, part in parts.items() for seat in part.seats if is_of(name, day_of(seat.post))),
        gaps=tuple(gap for name, part in parts.items() for gap in part.gaps if is_of(name, day_of(gap.post))),
        tired=tuple({each.person: each for part in parts.values() for each in part.tired}.values()),
        owed=tuple(each for name, part in parts.items() for each in part.owed
                   if is_of(name, date.fromisoformat(each.day))),
    )  # fmt: skip


def differences(before: Published | None, after: Published) -> tuple[tuple[str, str, str], ...]:
    """The posts of the later one, from its first day on, whose people differ: post, who had it, who has it now."""
    had = {seat.post: seat.person for seat in before.seats} if before else {}
    has = {seat.post: seat.person for seat in after.seats}
    known = {*has, *(gap.post for gap in after.gaps)}
    return tuple((post, had.get(post, ""), has.get(post, "")) for post in sorted(known)
                 if had.get(post, "") != has.get(post, ""))  # fmt: skip


def is_moved(before: Published | None, post: str) -> bool:
    """Whether a post that differs stood before, so that it changed; otherwise it is new."""
    return before is not None and day_of(post) in before.dates()


def taken_and_left(
    versions: Iterable[Stated[Published]], roster: Published, today: date
) -> tuple[tuple[date, ...], tuple[date, ...]]:
    """The days from today on on which a roster, once published, takes the place of what stands; those it leaves."""
    stand = [day for day in covering(versions) if day >= today]
    own = set(roster.dates())
    return tuple(day for day in stand if day in own), tuple(day for day in stand if day not in own)


def exempt(record: Record, officer: Officer, who: Someone, granted: Exempted) -> Saved:
    """Let somebody of one's own body rest less on one day to come. One entry `rest:exempted`. Raises DeskError."""
    officer.must(Act.EXEMPT)
    if granted.body != officer.body:
        raise DeskError.of(Code.NOT_YOURS, what="that person", owner=granted.body, body=officer.body, act="exempt")
    must_be_ahead(date.fromisoformat(granted.day), record.now())
    by = line("who granted it", granted.by, what="who granted it, by their office")
    why = line("why", granted.why, what="why this person has to rest less")
    thing = record.new_id(REST)
    day = day_said(date.fromisoformat(granted.day))
    said = f"{granted.rule.value} may be cut short for somebody on {day}, granted by {by}: {why}; it is owed"
    written = draft(Kind.REST_EXEMPTED, Handling(), (thing, EXEMPT, granted), words=said, about={"body": granted.body})
    return record.append(officer, written, thing=thing, naming=(who,))


def exemptions_of(sight: Sight) -> tuple[Stated[Exempted], ...]:
    """Every exemption of the reader's body, by day."""
    found = (said[0] for said in sight.every(REST, EXEMPT, Exempted).values())
    own = (said for said in found if said.value.body == sight.officer.body)
    return tuple(sorted(own, key=lambda said: (said.value.day, said.number)))


def also_of(
    sight: Sight, first_day: date, names: dict[str, str], roles: Mapping[str, Iterable[Spell]] = MappingProxyType({})
) -> Also:
    """What the record adds to a roster's question: people, hours, what was published, exemptions, what is past.

    `roles` says from when to when roles were held.
    """
    listed = {name: said.value for name, said in listed_in(sight, sight.officer.body).items()}
    stands = standing(versions_of(sight))
    seats: Iterable[PlannedSeat] = stands.seats if stands else ()
    return Also(
        listed,
        names,
        tuple(Seat(seat.post, seat.person) for seat in seats),
        tuple(
            Exemption(each.value.person, (date.fromisoformat(each.value.day) - first_day).days, each.value.rule,
                      each.value.by, each.value.why)
            for each in exemptions_of(sight)
        ),
        _past(sight.now, first_day),
        loans_of(sight),
        busy_of(sight, roles),
        accepted_of(sight),
    )  # fmt: skip


def _past(now: datetime, first_day: date) -> int:
    """Minutes on the wall from the roster's first midnight to now; below 0 where that is to come."""
    here = now.astimezone(LONDON)
    return (here.date() - first_day).days * 24 * 60 + here.hour * 60 + here.minute
