"""What every page of the roster starts from: everybody who can be asked, as plain values for the desk.

Law: accounts and the estate are asked here and nowhere else; another body's people are not there until it lends them.
Not here: any one page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.http import HttpResponse
from django.utils.text import capfirst

from battlebox.desk import LONDON, Role, Someone
from battlebox.desk.command import holdings_of, on_duty
from battlebox.desk.roster import (
    NOTHING_ASKED,
    Asked,
    Candidate,
    Known,
    Place,
    Source,
    Unasked,
    candidates_of,
    known_in,
    places_of,
)
from battlebox.share import RosterPage, roster_paper
from battlebox.web.asking import OfficerRequest
from battlebox.web.clock_words import span_words
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.choosing import members_here
from battlebox.web.incident.papers import paper_answer
from battlebox.web.incident.saying import when_said

PAGES = (
    ("home_now", "Who goes home now"),
    ("three_shifts", "Three shifts"),
    ("posts", "People asked"),
    ("staff", "Who can be asked"),
    ("roster", "Roster"),
)


@dataclass
class Staff:
    """The people of one body at one moment, for the length of one request."""

    desk: AtDesk

    @classmethod
    def of(cls, request: OfficerRequest) -> Staff:
        """As this officer may see them."""
        return cls(AtDesk.of(request))

    @cached_property
    def people(self) -> tuple[Candidate, ...]:
        """Everybody of this body, and those lent to it."""
        roles = on_duty(self.desk.sight, self.desk.officer.body)
        return candidates_of(self.desk.sight, self._known(), roles, self.asked)

    @cached_property
    def asked(self) -> Asked:
        """What the posts of this body ask for."""
        return Asked.by(self.desk.estate, self.desk.officer.body) if self.desk.has_estate else NOTHING_ASKED

    @cached_property
    def by_id(self) -> dict[str, Candidate]:
        """The same by id."""
        return {each.id: each for each in self.people}

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The seats of one shift of the first day."""
        body = self.desk.officer.body
        held = [each.value.role for each in holdings_of(self.desk.sight)
                if each.value.body == body and not each.value.is_vacant]  # fmt: skip
        return places_of(body, held, self.desk.picture if self.desk.has_estate else None)

    @cached_property
    def unasked(self) -> tuple[Unasked, ...]:
        """Words for what people can do that no post asks for, with whose they are by name."""
        return self.asked.unasked((each.name, each.skills) for each in self.people)

    def name_of(self, person: str) -> str:
        """Somebody's name; blank for nobody."""
        known = self.by_id.get(person)
        return known.name if known else self.desk.name_of(person) if person else ""

    def someone(self, person: str) -> Someone | None:
        """Somebody as an entry speaks of them; None for a blank."""
        return Someone(person, self.name_of(person)) if person else None

    def choices(self, *first: tuple[str, str]) -> list[tuple[str, str]]:
        """Everybody as choices, those who may not come yet with when they may, those who cannot be asked last."""
        rows = sorted(self.people, key=lambda each: bool(each.barred))
        return [*first, *((each.id, f"{each.name}{self._aside(each)}") for each in rows)]

    def own_choices(self, *first: tuple[str, str]) -> list[tuple[str, str]]:
        """The same without those whom another body lent."""
        return [row for row in self.choices(*first) if not row[0] or self.by_id[row[0]].source is not Source.LENT]

    def skill_words(self, skill: str) -> str:
        """A role, a service or a skill as it is said."""
        if skill in set(Role):
            return capfirst(Role(skill).words)
        row = self.desk.estate.thing_by_id.get(skill) if self.desk.has_estate else None
        return row.name if row else skill

    def can_do(self) -> list[tuple[str, str]]:
        """What a seat can ask for, as choices: the desk's roles, then the services of this body."""
        roles = [(role.value, capfirst(role.words)) for role in Role if role is not Role.OBSERVER]
        if not self.desk.has_estate:
            return roles
        mine = [row for row in self.desk.estate.services if row.body == self.desk.officer.body]
        return [*roles, *((row.service, row.name) for row in sorted(mine, key=lambda row: (row.priority, row.name)))]

    def beside(self, here: str) -> list[tuple[str, str, bool]]:
        """The pages that stand beside each other."""
        return [("People", self.desk.at("people"), False)] + [
            (title, self.desk.at(name), name == here) for name, title in PAGES
        ]

    def paper(self, name: str, title: str, **parts: Any) -> HttpResponse:
        """A sheet of A4 for this body's own eyes."""
        desk = self.desk
        drawn = f"Drawn from the record {when_said(desk.sight.now)}"
        body = desk.body_name(desk.officer.body)
        page = RosterPage(title, body, desk.request.incident.title, "TLP:AMBER+STRICT, PERSONAL DATA", drawn, **parts)
        return paper_answer(roster_paper(page, desk.sight.now), name)

    def _aside(self, who: Candidate) -> str:
        if who.barred:
            return f" (cannot be asked: {who.barred})"
        if who.is_worn:
            return f" (worked {who.week_minutes // 60} hours in the last seven days)"
        here = who.here
        post = min((each for each in who.taken if each.ends > self.desk.sight.now), key=lambda each: each.begins,
                   default=None)  # fmt: skip
        if post is not None:
            return f" (takes {post.what} from {when_said(post.begins)})"
        if here.on_minutes is not None:
            return f" (on duty for {span_words(timedelta(minutes=here.on_minutes))})"
        if here.off_minutes is not None and here.off_minutes < 11 * 60:
            return f" (went home {span_words(timedelta(minutes=here.off_minutes))} ago)"
        return ""

    def _known(self) -> Iterator[Known]:
        """Officers with access, by what they may act as, then whom the estate names."""
        body = self.desk.officer.body
        for row in members_here(self.desk):
            if row.role != Role.OBSERVER:
                skills = frozenset({str(row.role)})
                yield Known(row.officer.officer_id, str(row.officer), body, skills, Source.ACCOUNT)
        if self.desk.has_estate:
            today = self.desk.sight.now.astimezone(LONDON).date()
            yield from known_in(self.desk.estate, body, self.asked, today)
