"""A roster as people read it: by post, by person, what is empty and why, who is near a limit, what is owed.

Law: the same rows on the page, on paper and in a calendar; who left the estate stays by the name the record has.
Not here: the pages (planned.py).
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Final

from battlebox.desk import LONDON, hour
from battlebox.desk.command import Grid, on_duty
from battlebox.desk.roster import (
    REST,
    Doubt,
    Published,
    Rota,
    by_name,
    differences,
    doubts_in,
    rota_of,
    standing,
    versions_of,
)
from battlebox.share import CalendarShift
from battlebox.web.incident.saying import when_said
from battlebox.web.rostering.staff import Staff
from battlebox.web.tables import Cell, Column, Kind, Table

BY_POST: Final = (
    Column("day", "Day"),
    Column("shift", "Shift", Kind.CHOICE),
    Column("post", "Post", Kind.CHOICE),
    Column("who", "Who"),
    Column("why", "Why it is empty"),
)
BY_PERSON: Final = (
    Column("who", "Who"),
    Column("count", "Shifts", Kind.NUMBER),
    Column("hours", "Hours", Kind.NUMBER),
    Column("nights", "Nights", Kind.NUMBER),
    Column("first", "First shift"),
    Column("signs", "Near a limit"),
)
SHIFTS_ACROSS: Final = 4
"""More columns than these are too narrow for names on A4."""
NOT_NEEDED: Final = "\N{EN DASH}"
Slot = tuple[datetime, datetime, str]
"""When a shift of one day begins and ends, and its name."""
PAPER_HEADS: Final = ("Shift", "Post", "Who", "By hand, if somebody else")


@dataclass(frozen=True)
class Line:
    """One post of a roster: its day, shift, words, who has it (an id, blank for nobody) and why it is empty."""

    post: str
    day: date
    begins: datetime
    ends: datetime
    shift: str
    is_night: bool
    words: str
    person: str
    why: str


@dataclass(frozen=True)
class RosterShown:
    """A roster beside the estate as it is now, the versions before it, and what stood by them."""

    staff: Staff
    roster: Published
    before: tuple[Published, ...] = ()
    stood: Published | None = None

    @classmethod
    def standing(cls, staff: Staff) -> RosterShown | None:
        """What stands: the last version, and of those before it the days that are not over."""
        versions = versions_of(staff.desk.sight)
        # A night that began yesterday is not over in its small hours.
        since = staff.desk.sight.now.astimezone(LONDON).date() - timedelta(days=1)
        stands = standing(versions, since)
        if stands is None or not staff.desk.has_estate:
            return None
        return cls(staff, stands, tuple(each.value for each in versions[:-1]), standing(versions[:-1], since))

    @cached_property
    def rota(self) -> Rota:
        """The posts as the estate has them now."""
        roster = self.roster
        return rota_of(self.staff.desk.estate, roster.first, roster.days, body=roster.body)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every post, by when it begins; one that the estate no longer has is left out."""
        known = {*(seat.post for seat in self.roster.seats), *(gap.post for gap in self.roster.gaps)}
        return tuple(each for each in self.slots.values() if each.post in known)

    @cached_property
    def slots(self) -> dict[str, Line]:
        """The posts that the estate has now for these days, by id, with who has each."""
        who = {seat.post: seat.person for seat in self.roster.seats}
        why = {gap.post: gap.why for gap in self.roster.gaps}
        names = {row.shift: row.name for row in self.staff.desk.estate.shifts}
        found = []
        for post in self.rota.problem.posts:
            shift, day = self.rota.shifts[post.shift], self.rota.day(post.day)
            begins, ends = self.rota.times(post.id)
            name = names.get(shift.id, shift.id)
            found.append(Line(post.id, day, begins.astimezone(UTC), ends.astimezone(UTC), name, shift.is_night,
                              self.rota.words(post.id), who.get(post.id, ""), why.get(post.id, "")))  # fmt: skip
        return {each.post: each for each in sorted(found, key=lambda each: (each.begins, each.words, each.post))}

    def by_post(self) -> Table:
        """Who covers what."""
        rows = [
            {
                "day": Cell(day_said(each.day), order=each.begins),
                "shift": each.shift,
                "post": each.words,
                "who": self._who(each),
                "why": each.why,
            }
            for each in self.lines
        ]
        return Table("posts", "By service and post", BY_POST, rows, empty="The estate lists no posts for these days.")

    @cached_property
    def doubts(self) -> tuple[Doubt, ...]:
        """The seats to come that their people cannot have any more."""
        desk = self.staff.desk
        return doubts_in(desk.sight, desk.estate, self.roster, on_duty(desk.sight, desk.officer.body))

    def doubted(self) -> list[str]:
        """The same in sentences: who, why, and which seats."""
        rows: dict[tuple[str, str], list[str]] = defaultdict(list)
        for each in self.doubts:
            rows[self.staff.name_of(each.person), each.why].append(self._said(each.post))
        return [f"{who}: {why}: {', '.join(seats)}" for (who, why), seats in rows.items()]

    def _who(self, line: Line) -> Cell:
        if not line.person:
            return Cell("Nobody", tag="red")
        why = next((each.why for each in self.doubts if each.post == line.post), "")
        name = self.staff.name_of(line.person)
        return Cell(name, tag="orange" if why else "", note=why, order=by_name(name))

    def by_person(self) -> Table:
        """What each person has."""
        signs = {each.person: each.signs for each in self.roster.tired}
        rows = [
            {
                "who": Cell(self.staff.name_of(person), order=by_name(self.staff.name_of(person))),
                "count": len(lines),
                "hours": round(sum((each.ends - each.begins) / timedelta(hours=1) for each in lines)),
                "nights": sum(each.is_night for each in lines),
                "first": Cell(f"{day_said(lines[0].day)}, {lines[0].shift}", order=lines[0].begins),
                "signs": Cell("; ".join(signs[person]), tag="orange") if person in signs else "",
            }
            for person, lines in self.mine.items()
        ]
        return Table("people", "By person", BY_PERSON, rows, empty="Nobody has a shift.")

    @cached_property
    def mine(self) -> dict[str, list[Line]]:
        """Each person's posts, by name."""
        found: dict[str, list[Line]] = defaultdict(list)
        for each in self.lines:
            if each.person:
                found[each.person].append(each)
        return dict(sorted(found.items(), key=lambda row: by_name(self.staff.name_of(row[0]))))

    def gaps(self) -> list[tuple[str, str, int]]:
        """What stays empty: the post, why, and how often; what matters most first."""
        levels = {each.post: -self.rota.posts[each.post].level for each in self.lines}
        counts = Counter((levels[each.post], each.words, each.why) for each in self.lines if not each.person)
        rows = sorted(counts.items(), key=lambda row: (row[0][0], -row[1], row[0][1]))
        return [(words, why, count) for (_, words, why), count in rows]

    def owed(self) -> list[str]:
        """Rest to be made up, in sentences."""
        return [
            f"{self.staff.name_of(each.person)}: {each.minutes / 60:g} hours ({each.rule}), "
            f"from {day_said(date.fromisoformat(each.day))}; granted by {each.by}: {each.reason}"
            for each in self.roster.owed
        ]

    def remarks(self) -> list[str]:
        """What should be looked at, with names."""
        names = {each.id: each.name for each in self.staff.people}
        rota = replace(self.rota, names=names)
        return [rota.in_words(each) for each in self.roster.remarks]

    def grids(self) -> Iterator[tuple[str, Grid]]:
        """The days on paper, a table for each, with room to write; shifts side by side where there is room for them."""
        days: dict[date, list[Line]] = defaultdict(list)
        for each in self.lines:
            days[each.day].append(each)
        for day, lines in days.items():
            shifts = dict.fromkeys((each.begins, each.ends, each.shift) for each in lines)
            is_wide = len(shifts) <= SHIFTS_ACROSS
            yield f"{day:%A} {day.day} {day:%B %Y}", self._across(lines, shifts) if is_wide else self._down(lines)

    def _across(self, lines: Iterable[Line], shifts: Iterable[Slot]) -> Grid:
        """One day with a column for each shift."""
        cells: dict[str, dict[Slot, list[str]]] = defaultdict(lambda: defaultdict(list))
        for each in sorted(lines, key=lambda each: (-self.rota.posts[each.post].level, each.words, each.post)):
            cells[each.words][each.begins, each.ends, each.shift].append(self.staff.name_of(each.person))
        heads = [f"{name}, {hour(begins)} to {hour(ends)}" for begins, ends, name in shifts]
        rows = [(words, *(_paper_cell(row.get(shift)) for shift in shifts)) for words, row in cells.items()]
        return Grid(("Post", *heads), (2.4, *(2.0 for _ in heads)), tuple(rows))

    def _down(self, lines: Iterable[Line]) -> Grid:
        """One day with a row for each post of each shift."""
        rows = [
            (f"{each.shift}, {hour(each.begins)} to {hour(each.ends)}", each.words, self.staff.name_of(each.person), "")
            for each in lines
        ]
        return Grid(PAPER_HEADS, (1.6, 2.6, 2.2, 2.0), tuple(rows))

    @cached_property
    def had(self) -> dict[str, set[str]]:
        """Who had each post in a version before, and has it no more."""
        found: dict[str, set[str]] = defaultdict(set)
        for seat in (seat for version in self.before for seat in version.seats):
            if seat.post in self.slots and self.slots[seat.post].person != seat.person:
                found[seat.post].add(seat.person)
        return found

    def people(self) -> list[str]:
        """Everybody who has a shift, or had one in a version before, by name."""
        had = {person for people in self.had.values() for person in people}
        return sorted({*self.mine, *had}, key=lambda person: by_name(self.staff.name_of(person)))

    def calendar(self, person: str = "") -> Iterator[CalendarShift]:
        """The shifts of one person, or of everybody with their names; and those that they had before, as called off."""
        version = len(self.before)
        for each in self.slots.values():
            mark, span = f"{mark_of(each.post)}@battlebox", (each.begins, each.ends)
            if each.person and person in ("", each.person):
                words = each.words if person else f"{each.words}: {self.staff.name_of(each.person)}"
                yield CalendarShift(mark, *span, words, each.shift, version)
            elif person in self.had[each.post] or (not person and self.had[each.post]):
                yield CalendarShift(mark, *span, each.words, each.shift, version, is_off=True)

    def too_soon(self) -> list[str]:
        """Whoever has less than eleven hours between what they did last and their next shift, in sentences."""
        now, found = self.staff.desk.sight.now, []
        for who in self.staff.people:
            off = 0 if who.here.is_on else who.here.off_minutes
            shift = next((each for each in self.mine.get(who.id, ()) if each.begins > now), None)
            if off is None or shift is None:
                continue
            last = now - timedelta(minutes=off)
            if shift.begins - last < REST:
                state = "is still on duty" if who.here.is_on else f"was on duty until {when_said(last)}"
                words = f"{who.name} {state}, and {shift.words} begins {when_said(shift.begins)}"
                found.append(f"{words}: they may be back from {when_said(last + REST)}")
        return found

    def to_tell(self) -> list[str]:
        """Whose shifts differ from the version before, in a sentence for each: what is no more, and what is new."""
        gone: dict[str, list[str]] = defaultdict(list)
        new: dict[str, list[str]] = defaultdict(list)
        for post, had, has in differences(self.stood, self.roster) if self.stood else ():
            if post in self.slots:
                gone[had].append(self._said(post))
                new[has].append(self._said(post))
        return [
            f"{self.staff.name_of(person)}: "
            + "; ".join(
                f"{words} {', '.join(rows)}"
                for words, rows in (("no more", gone[person]), ("new", new[person]))
                if rows
            )
            for person in sorted({*gone, *new} - {""}, key=lambda each: by_name(self.staff.name_of(each)))
        ]

    def _said(self, post: str) -> str:
        line = self.slots[post]
        return f"{day_said(line.day)} {line.shift} ({line.words})"


def _paper_cell(names: list[str] | None) -> str:
    """Who has a post in one shift: blank for nobody, so that a name can be written; a dash where nobody is needed."""
    if names is None:
        return NOT_NEEDED
    return "; ".join(name or "________" for name in names) if any(names) else ""


def day_said(day: date) -> str:
    """`Mon 24 Nov`."""
    return f"{day:%a} {day.day} {day:%b}"


def mark_of(name: str) -> str:
    """A mark for an id, that says nothing of who or what it stands for: what an address may hold."""
    return hashlib.sha256(name.encode()).hexdigest()[:16]
