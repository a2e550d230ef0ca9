"""What somebody can do and what a post asks for, written by two people in different words.

Law: words that differ in capitals, hyphens, apostrophes and spaces alone are one skill; the id or name of a service or
of a desk's role stands for what its posts ask for; what is merely near is named, and never taken for the same.
Not here: which posts there are on which days (rota.py), whom the desk knows (candidate.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Final

from battlebox.desk.officer import Role
from battlebox.estate import Estate, Person, Post, plain_word

ROLE: Final = "role: "
NEAR_MOST: Final = 3
NAMES_MOST: Final = 3
_SMALL: Final = frozenset({"and", "of", "the", "for", "to", "in", "s"})


@dataclass(frozen=True, slots=True)
class Unasked:
    """A word for what somebody can do that no post asks for: whose it is, and which words of posts are near."""

    word: str
    people: tuple[str, ...]
    near: tuple[str, ...]

    def said(self, names: Mapping[str, str]) -> str:
        """As a sentence, with people by name."""
        who = [names.get(each, each) for each in self.people]
        more = f" and {len(who) - 2} more" if len(who) > NAMES_MOST else ""
        near = f"; near: {', '.join(f'`{each}`' for each in self.near)}" if self.near else ""
        return f"No post asks for `{self.word}` ({', '.join(who[:2] if more else who)}{more}){near}."


@dataclass(frozen=True, slots=True)
class Asked:
    """What the posts of an estate ask for.

    `rows` are the posts; `words` their skills and `roles` their roles, by the plain word; `together` the sets of skills
    that some post asks for at once; `of` what is asked for by a service or a role, by its plain id and name; `known`
    whatever else is a word of this estate.
    """

    rows: tuple[Post, ...]
    words: Mapping[str, str]
    roles: Mapping[str, str]
    together: frozenset[frozenset[str]]
    of: Mapping[str, frozenset[str]]
    known: frozenset[str]

    @classmethod
    def by(cls, estate: Estate, body: str = "") -> Asked:
        """What the posts of one body ask for, or those of all."""
        rows = tuple(row for row in estate.posts if body in ("", row.body))
        services = estate.service_by_id
        words = {plain_word(word): word for row in reversed(rows) for word in named_skills(row.skills)}
        of: dict[str, set[str]] = {}
        for row in rows:
            service = services.get(row.service or "")
            named = (row.service, service.name if service else "", row.role, *(_names(desk_role(row.role))))
            for name in filter(None, named):
                of.setdefault(plain_word(name), set()).add(_skill_of(row, words))
        known = {plain_word(name) for row in estate.services for name in (row.service, row.name)}
        known |= {plain_word(name) for role in Role for name in _names(role)}
        return cls(
            rows,
            words,
            {plain_word(row.role): f"{ROLE}{row.role.casefold()}" for row in rows if not row.skills},
            frozenset(frozenset(_own_words(row, words)) for row in rows if row.skills),
            {name: frozenset(skills) for name, skills in of.items()},
            frozenset(known),
        )

    def skill_of(self, row: Post) -> str:
        """What a post asks for as one skill: all of its skills together, or its role where it names none."""
        return _skill_of(row, self.words)

    def met(self, words: Iterable[str], role: str = "") -> frozenset[str]:
        """The skills of somebody in the words of posts: their own, their role's, and sets that are asked for at once.

        A role or a service may be written among the words, as the desk's own list of people does.
        """
        written = tuple(named_skills(words))
        own = {self.words.get(plain_word(word), word) for word in written}
        at_once = {together(each) for each in self.together if each <= own}
        roles = {found for name in (*written, role) if (found := self.roles.get(plain_word(name)))}
        things = {skill for word in written for skill in self.of.get(plain_word(word), ())}
        return frozenset(own | at_once | roles | things)

    def asked_by(self, name: str) -> frozenset[str]:
        """The skills that the posts of a role or a service ask for, by its id."""
        return self.of.get(plain_word(name), frozenset())

    def able(self, words: Iterable[str], role: str = "", checks: frozenset[str] = frozenset()) -> frozenset[str]:
        """The services and desk's roles, by their ids, of which somebody can fill a post."""
        met = self.met(words, role)
        rows = [row for row in self.rows if self.skill_of(row) in met and checks_of(row) <= checks]
        found = {row.service for row in rows if row.service}
        return frozenset(found | {said.value for row in rows if not row.service and (said := desk_role(row.role))})

    def unasked(self, people: Iterable[tuple[str, Iterable[str]]]) -> tuple[Unasked, ...]:
        """The words that no post asks for, each with whose it is: of people by name, with what is written of them."""
        found: dict[str, list[str]] = {}
        for name, words in people:
            for word in dict.fromkeys(named_skills(words)):
                if plain_word(word) not in {*self.words, *self.roles, *self.of, *self.known}:
                    found.setdefault(word, []).append(name)
        return tuple(Unasked(word, tuple(names), self.near(word)) for word, names in sorted(found.items()))

    def near(self, word: str) -> tuple[str, ...]:
        """The words of posts that are near: one holds all words of the other, or a few letters differ."""
        mine = plain_word(word)
        close = get_close_matches(mine, sorted(self.words), n=NEAR_MOST, cutoff=0.75)
        own = set(mine.split()) - _SMALL
        within = [each for each in sorted(self.words) if _hold(own, set(each.split()) - _SMALL)]
        return tuple(self.words[each] for each in dict.fromkeys((*close, *within)))[:NEAR_MOST]


NOTHING_ASKED: Final = Asked((), {}, {}, frozenset(), {}, frozenset())
"""What no posts ask for."""


def named_skills(words: Iterable[str]) -> Iterable[str]:
    """Words for skills as they are shown: small letters, single spaces, no blanks."""
    return (said for word in words if (said := " ".join(word.casefold().split())))


def together(skills: Iterable[str]) -> str:
    """Several skills that are asked for at once, as one."""
    return " and ".join(sorted(set(skills)))


def _skill_of(row: Post, words: Mapping[str, str]) -> str:
    return together(_own_words(row, words)) if row.skills else f"{ROLE}{row.role.casefold()}"


def _own_words(row: Post, words: Mapping[str, str]) -> Iterable[str]:
    """The skills of a post, in the words that the first post to ask for each has."""
    return (words[plain_word(word)] for word in named_skills(row.skills))


def checks_of(row: Post) -> frozenset[str]:
    """The registration and the checks that a post asks for."""
    return frozenset(named_skills((*row.checks, *((row.registration,) if row.registration else ()))))


def checks_good(person: Person, day: date) -> frozenset[str]:
    """The registrations and checks of somebody that are good on a day."""
    good = (each.name for each in person.checks if each.last_day is None or each.last_day >= day)
    return frozenset(named_skills((*good, *((person.registration,) if person.registration else ()))))


def desk_role(name: str) -> Role | None:
    """The desk's role that a post's role is, such as Gold, tactical or communications lead; None for any other."""
    said = {plain_word(name), plain_word(name).removesuffix(" lead")}
    return next((role for role in Role if said & set(map(plain_word, _names(role)))), None)


def _names(role: Role | None) -> tuple[str, ...]:
    """What a role of the desk goes by: its id, its words, and the word in brackets."""
    if role is None:
        return ()
    return (role.value, role.words, *re.findall(r"\((\w+)\)", role.words))


def _hold(one: set[str], other: set[str]) -> bool:
    return bool(one and other) and (one <= other or other <= one)
