"""Whom to ring now, in order, with the deputy beside each; what came of each call; what not to touch, on which channel.

Law: numbers come from the estate and are never written into the record; a call without an answer is shown until
somebody was reached; where the estate names nobody, the line stays, with a blank to write on.
Not here: residents to reach, messages (their own modules), partners' answers (ask.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from battlebox.desk.command.actioncard_lists import NOT_TO_TOUCH
from battlebox.desk.command.role import holding_of
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer, Role
from battlebox.desk.picture.channel import Channels, stands_on
from battlebox.desk.picture.suspicion import Subject, Suspicion, spoken_of
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, not_ahead, not_before, words
from battlebox.estate import Channel, Estate, Person
from battlebox.journal import Kind

CONTACT: Final = "contact"
RUNG: Final = "rung"
_ANSWERS: Final = "answers for "
_NAMED_MAX: Final = 3


class Outcome(StrEnum):
    """What came of ringing somebody."""

    ANSWERED = "answered"
    NO_REPLY = "no reply"
    MESSAGE_LEFT = "message left"
    WRONG_NUMBER = "wrong number"

    @property
    def is_reached(self) -> bool:
        """Whether they know now."""
        return self is Outcome.ANSWERED


@dataclass(frozen=True, slots=True)
class Attempt:
    """One call: to whom (an id of the estate's people, or an office), what came of it, when, and when to try again."""

    whom: str
    outcome: Outcome
    at: datetime
    channel: str = ""
    ring_again: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody to ring: the office, the person where one is known, the numbers of the estate, and the last call.

    `whom` is what a call to them is recorded under.
    """

    whom: str
    office: str
    name: str = ""
    phone: str = ""
    other: str = ""
    away: str = ""
    last: Stated[Attempt] | None = None
    attempts: int = 0

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers there are, the first to be rung first."""
        return tuple(filter(None, (self.phone, self.other)))

    @property
    def is_known(self) -> bool:
        """Whether there is a number to ring."""
        return bool(self.numbers)

    @property
    def is_reached(self) -> bool:
        """Whether the last call was answered."""
        return self.last is not None and self.last.value.outcome.is_reached


@dataclass(frozen=True, slots=True)
class Call:
    """One line of the call list: its place, whom to ring and why, and who if they do not answer, in order."""

    place: int
    why: str
    first: Contact
    deputies: tuple[Contact, ...] = ()

    @property
    def is_reached(self) -> bool:
        """Whether somebody of the line knows."""
        return self.first.is_reached or any(each.is_reached for each in self.deputies)

    @property
    def is_tried(self) -> bool:
        """Whether anybody of the line was rung."""
        return bool(self.first.attempts) or any(each.attempts for each in self.deputies)

    @property
    def next(self) -> Contact | None:
        """Whom of the line to ring now: the first not tried yet, else the one tried longest ago; None once reached."""
        if self.is_reached:
            return None
        everyone = (self.first, *self.deputies)
        untried = next((each for each in everyone if not each.attempts), None)
        return untried or min(everyone, key=lambda each: each.last.value.at.timestamp() if each.last else 0.0)


@dataclass(frozen=True, slots=True)
class CallList:
    """The list for the first call: the lines in order, what not to touch, channels to trust and not to trust."""

    calls: tuple[Call, ...]
    not_to_touch: tuple[str, ...]
    trusted: tuple[Channel, ...]
    doubtful: tuple[Channel, ...]

    @property
    def not_answered(self) -> tuple[Call, ...]:
        """Lines that were tried, and nobody was reached."""
        return tuple(call for call in self.calls if call.is_tried and not call.is_reached)

    @property
    def to_ring(self) -> tuple[Call, ...]:
        """Lines of which nobody was reached, in order."""
        return tuple(call for call in self.calls if not call.is_reached)


Attempts = dict[str, tuple[Stated[Attempt], ...]]

FIRST: Final = (
    (Role.STRATEGIC, "decides, and is told first", ("gold", "chief executive", "strategic")),
    (
        Role.OPERATIONAL,
        "knows what is hit",
        ("head of it", "it duty", "duty engineer", "it lead", "ict", "it security"),
    ),
    (Role.TACTICAL, "runs the room", ("silver", "emergency plan", "tactical", "resilience")),
    (Role.INFORMATION_GOVERNANCE, "starts the clocks", ("data protection", "information governance", "dpo")),
    (Role.COMMUNICATIONS, "has the first words", ("communications", "press", "media")),
    (Role.LOGGIST, "keeps the log", ("loggist",)),
    (Role.PARTNER_LIAISON, "rings the partners", ("liaison", "partner")),
)
"""Who is rung first, why, and by which words the estate may call them (working values)."""


def record_attempt(record: Record, officer: Officer, attempt: Attempt, *, handling: Handling | None = None) -> Saved:
    """Record what came of ringing somebody, in one entry `contact:rung` without any number. Raises DeskError."""
    officer.must(Act.RING)
    whom = line("whom you rang", attempt.whom, what="their office")
    kept = Attempt(
        whom=whom,
        outcome=attempt.outcome,
        at=not_ahead("the time", attempt.at, record.now()),
        channel=" ".join(attempt.channel.split()),
        ring_again=None
        if attempt.ring_again is None
        else not_before("when to ring again", attempt.ring_again, "the call", attempt.at),
        note=words("note", attempt.note),
    )
    if any(_has_number(text) for text in (kept.whom, kept.channel, kept.note)):
        raise DeskError.of(Code.HAS_NUMBER, field="the call")
    thing = record.new_id(CONTACT)
    text = "\n".join(filter(None, [f"rang {whom}: {kept.outcome.value}", kept.note]))
    about: dict[str, str | int] = {"outcome": kept.outcome.value}
    written = draft(Kind.CONTACT_RUNG, handling or Handling(), (thing, RUNG, kept), words=text, about=about)
    return record.append(officer, written, thing=thing)


_TALK: Final = ("phone", "radio", "desk", "chat", "mail")
_NOTHING_KNOWN: Final = Estate(title="", bodies=(), systems=(), services=())


def ring_now(sight: Sight, channels: Channels | None, body: str, *, hit: Iterable[str] = ()) -> CallList:
    """Whom a body rings now: its command, the owners of what is hit, its P1 services that protect people, its partners.

    Without an estate, and so without channels, its command alone: whoever holds the roles, with no number.
    `hit` are systems just named on the phone, besides those confirmed or suspected on the record.
    """
    estate = channels.estate if channels else _NOTHING_KNOWN
    calls = _calls(sight, attempts_of(sight, body), estate, body, frozenset(hit) | suspects(sight))
    if channels is None:
        return CallList(calls, NOT_TO_TOUCH, (), ())
    trusted = trusted_channels(sight, channels, body, hit=hit)
    doubtful = tuple(each.channel for each in channels.own(body) if each.channel not in trusted)
    return CallList(calls, NOT_TO_TOUCH, trusted, doubtful)


def contact_tree(estate: Estate, body: str) -> tuple[Call, ...]:
    """Whom a body rings, before there is an incident: as the estate names them, in the order of the day."""
    return _calls(None, {}, estate, body, frozenset())


def _calls(
    sight: Sight | None, tried: Attempts, estate: Estate, body: str, doubted: frozenset[str]
) -> tuple[Call, ...]:
    lines: list[tuple[str, tuple[Contact, ...]]] = []
    for role, why, called in FIRST:
        lines.append((why, _command(sight, tried, estate, body, role, called)))
    for name in sorted(doubted):
        system = estate.system_by_id.get(name)
        if system is not None and system.body == body:
            lines.append((f"owns {system.name}, which may be hit", _offices(tried, estate, body, system.owner)))
    for service in estate.services:
        if service.body == body and service.priority == "P1" and service.protects.is_people:
            who = _offices(tried, estate, body, service.owner, service.deputy)
            lines.append((f"{_ANSWERS}{service.name}", who))
    lines += [
        ("shares IT with us", _offices(tried, estate, partner, duty_office(estate, partner)))
        for partner in partners_of(estate, body)
    ]
    rows: dict[str, tuple[list[str], tuple[Contact, ...]]] = {}
    for why, who in lines:
        if who:
            rows.setdefault(who[0].whom, ([], who))[0].append(why)
    return tuple(Call(place, "; ".join(whys), who[0], who[1:]) for place, (whys, who) in enumerate(rows.values(), 1))


def in_short(why: str) -> str:
    """Why somebody is rung, for paper: of the many services that one office answers for, the first ones."""
    said = why.split("; ")
    names = [each.removeprefix(_ANSWERS) for each in said if each.startswith(_ANSWERS)]
    left = len(names) - _NAMED_MAX
    shown = ", ".join(names[:_NAMED_MAX]) + (f" and {left} more" if left > 0 else "")
    return "; ".join(
        [*(each for each in said if not each.startswith(_ANSWERS)), *([_ANSWERS + shown] if names else [])]
    )


def duty_office(estate: Estate, body: str) -> str:
    """Whom a call to another body is to, where the estate names nobody there."""
    return f"{estate.body_by_id[body].name}, duty officer"


def attempts_of(sight: Sight, body: str) -> Attempts:
    """Every call that a body made, in order, by whom it was to."""
    found: Attempts = {}
    for thing in sight.things(CONTACT, RUNG):
        said = sight.latest(thing, RUNG, Attempt)
        if said is not None and said.body == body:
            found[said.value.whom] = (*found.get(said.value.whom, ()), said)
    return found


def suspects(sight: Sight) -> frozenset[str]:
    """Systems that are confirmed or suspected, by whoever says so."""
    doubt = (Suspicion.CONFIRMED, Suspicion.SUSPECTED)
    said = spoken_of(sight, Subject.SYSTEM)
    return frozenset(name for name, beliefs in said.items() if any(each.value.state in doubt for each in beliefs))


def partners_of(estate: Estate, body: str) -> tuple[str, ...]:
    """Bodies whose systems have a path to or from ours, or that need or give what we need, in table order."""
    pairs = estate.paths_by_bodies.keys() | estate.bodies_in_need
    found = frozenset().union(*(pair for pair in pairs if body in pair))
    return tuple(row.body for row in estate.bodies if row.body in found - {body})


def trusted_channels(sight: Sight, channels: Channels, body: str, *, hit: Iterable[str] = ()) -> tuple[Channel, ...]:
    """Channels by which a body is reached that stand on nothing confirmed or suspected, and do not rest on what is out.

    One that was tried since and works is taken at its word. Phone before mail. `hit` as in `ring_now`.
    """
    doubted, fine = frozenset(hit) | suspects(sight), []
    for each in channels.own(body):
        under = stands_on(channels.estate, each.channel.channel)
        if doubted.isdisjoint(under) and (each.works.is_sure or not any(map(channels.picture.is_out, under))):
            fine.append(each.channel)
    return tuple(sorted(fine, key=lambda row: _TALK.index(row.kind) if row.kind in _TALK else len(_TALK)))


def _command(
    sight: Sight | None, tried: Attempts, estate: Estate, body: str, role: Role, called: tuple[str, ...]
) -> tuple[Contact, ...]:
    """Whoever holds the role now and their deputy, then those whom the estate calls so; else a line to write on."""
    held = holding_of(sight, body, role) if sight is not None else None
    who: dict[str, Contact] = {}
    if sight is not None and held is not None:
        for someone in filter(None, (held.value.holder, held.value.deputy)):
            row = _person(estate, someone)
            named = row.name if row else sight.name_of(someone)
            who[someone] = _contact(tried, someone, role.words, row, name=named)
    for row in sorted(estate.people, key=lambda each: "deputy" in each.role.casefold()):
        if row.body == body and any(_says(row.role, word) for word in called):
            who.setdefault(row.person, _contact(tried, row.person, row.role, row))
    return tuple(who.values()) or (_contact(tried, role.words, role.words, None),)


def _offices(tried: Attempts, estate: Estate, of: str, *offices: str | None) -> tuple[Contact, ...]:
    """The people whom the estate names for an office, and for the office's deputy; the office itself where none."""
    who: dict[str, Contact] = {}
    for office in filter(None, offices):
        rows = [row for row in estate.people if row.body == of and _says(row.role, office)]
        for row in rows:
            who.setdefault(row.person, _contact(tried, row.person, row.role, row))
        if not rows:
            who.setdefault(office, _contact(tried, office, office, None))
    return tuple(who.values())


def _contact(tried: Attempts, whom: str, office: str, row: Person | None, *, name: str = "") -> Contact:
    calls = tried.get(whom, ())
    return Contact(
        whom=whom,
        office=office,
        name=row.name if row else name,
        phone=(row.phone or "") if row else "",
        other=(row.other or "") if row else "",
        away=(row.away or "") if row else "",
        last=calls[-1] if calls else None,
        attempts=len(calls),
    )


def _person(estate: Estate, name: str) -> Person | None:
    return next((row for row in estate.people if row.person == name), None)


def _says(role: str, office: str) -> bool:
    """Whether a role of the estate is called so: word for word, wherever in it the words stand."""
    return f" {' '.join(office.casefold().split())} " in f" {' '.join(role.casefold().replace(',', ' ').split())} "


_NUMBER: Final = re.compile(r"(?<![\w/.-])[+0]\d(?:[\s().-]*\d){6,}(?!\w)")


def _has_number(text: str) -> bool:
    """Whether somebody wrote a telephone number where an office belongs; an id full of digits is none."""
    return _NUMBER.search(text) is not None
