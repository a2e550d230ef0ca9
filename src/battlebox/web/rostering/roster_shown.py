"""A roster as people read it: by post, by person, what is empty and why, who is near a limit, what is owed.

Law: the same rows on the page, on paper and in a calendar; who left the estate stays by the name the record has.
Not here: the pages (planned.py).
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Final

from battlebox.desk import LONDON
from battlebox.desk.command import Grid
from battlebox.desk.roster import Published, Rota, rota_of
from battlebox.share import CalendarShift
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
    """A roster beside the estate as it is now."""

    staff: Staff
    roster: Published

    @cached_property
    def rota(self) -> Rota:
        """The posts as the estate has them now."""
        roster = self.roster
        return rota_of(self.staff.desk.estate, roster.first, roster.days, body=roster.body)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every post, by when it begins; one that the estate no longer has is left out."""
        who = {seat.post: seat.person for seat in self.roster.seats}
        why = {gap.post: gap.why for gap in self.roster.gaps}
        names = {row.shift: row.name for row in self.staff.desk.estate.shifts}
        found = []
        for post in self.rota.problem.posts:
            if post.id not in who and post.id not in why:
                continue
            shift, day = self.rota.shifts[post.shift], self.rota.day(post.day)
            midnight = datetime(day.year, day.month, day.day, tzinfo=LONDON)
            begins = midnight + timedelta(minutes=shift.starts_minutes)
            ends = begins + timedelta(minutes=shift.minutes)
            name = names.get(shift.id, shift.id)
            found.append(Line(post.id, day, begins.astimezone(UTC), ends.astimezone(UTC), name, shift.is_night,
                              self.rota.words(post.id), who.get(post.id, ""), why.get(post.id, "")))  # fmt: skip
        return tuple(sorted(found, key=lambda each: (each.begins, each.words, each.post)))

    def by_post(self) -> Table:
        """Who covers what."""
        rows = [
            {
                "day": Cell(day_said(each.day), order=each.begins),
                "shift": each.shift,
                "post": each.words,
                "who": self.staff.name_of(each.person) if each.person else Cell("Nobody", tag="red"),
                "why": each.why,
            }
            for each in self.lines
        ]
        return Table("posts", "By service and post", BY_POST, rows, empty="The estate lists no posts for these days.")

    def by_person(self) -> Table:
        """What each person has."""
        signs = {each.person: each.signs for each in self.roster.tired}
        rows = [
            {
                "who": self.staff.name_of(person),
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
        return dict(sorted(found.items(), key=lambda row: self.staff.name_of(row[0]).casefold()))

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
        """The days on paper, with room to write."""
        days: dict[date, list[tuple[str, ...]]] = defaultdict(list)
        for each in self.lines:
            days[each.day].append((each.shift, each.words, self.staff.name_of(each.person), ""))
        for day, rows in days.items():
            yield day_said(day), Grid(PAPER_HEADS, (1.2, 2.8, 2.2, 2.2), tuple(rows))

    def calendar(self, person: str = "") -> Iterator[CalendarShift]:
        """The shifts of one person, or of everybody with their names."""
        for each in self.lines:
            if each.person and person in ("", each.person):
                words = each.words if person else f"{each.words}: {self.staff.name_of(each.person)}"
                yield CalendarShift(f"{mark_of(each.post)}@battlebox", each.begins, each.ends, words, each.shift)


def day_said(day: date) -> str:
    """`Mon 24 Nov`."""
    return f"{day:%a} {day.day} {day:%b}"


def mark_of(name: str) -> str:
    """A mark for an id, that says nothing of who or what it stands for: what an address may hold."""
    return hashlib.sha256(name.encode()).hexdigest()[:16]
