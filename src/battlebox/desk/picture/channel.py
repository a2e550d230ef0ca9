"""Which phone, page, desk or account works now: as it was tried, beside the model's view, and what else serves.

Law: a channel that nobody tried is not said to work; what was tried wins over the model, and where they differ it is
said; one that does not work is never offered, and stands nowhere without its mark.
Not here: which of them stop together (together.py), what an attacker may overhear (command/contacts.py,
command/first_minutes.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import Final

from battlebox.desk.picture.naming import FALLBACK_OF, Names
from battlebox.desk.picture.outage import Condition, Observation, counting
from battlebox.desk.picture.picture import Picture, stops_unseen
from battlebox.desk.picture.revision import InUse
from battlebox.desk.record.sight import Stated
from battlebox.engine import Stop
from battlebox.estate import MICROHOURS, Channel, Estate

_HOUR: Final = timedelta(hours=1)
_SERVES: Final = {"public": ("public",), "staff": ("staff",), "partner": ("partner", "staff", "public")}
"""For whom a channel must be, to stand in for one of each audience: nobody sends residents to the staff's."""
_TO_ASK: Final = ("phone", "radio", "desk", "chat", "mail")
_INSTEAD: Final = "Instead: "
_DIGITS_LEAST: Final = 7
_NUMBER: Final = re.compile(r"\(?\+?\d(?:[\s().-]*\d){6,}")
_DOMAIN: Final = re.compile(r"@([\w.-]+\w)")


class Works(StrEnum):
    """How a channel is now, the most useful first."""

    WORKS = "works"
    SLOW = "works with delays"
    UNTRIED = "nobody has tried it"
    SINCE = "not tried since"
    """It was tried and worked, and since then something it rests on stopped."""
    MODELLED = "does not work, as the model has it"
    DEAD = "does not work"

    @property
    def is_dead(self) -> bool:
        """Whether it is not to be given out."""
        return self in (Works.MODELLED, Works.DEAD)

    @property
    def is_sure(self) -> bool:
        """Whether somebody tried it, and nothing has stopped since."""
        return self in (Works.WORKS, Works.SLOW)


@dataclass(frozen=True, slots=True)
class Standing:
    """One channel as it is. `stops` is when the model has it stop, or stopped, and `why` its chain of causes.

    `differs` says in words how what was tried differs from the model; blank where it does not.
    """

    channel: Channel
    works: Works
    seen: Stated[Observation] | None
    stops: datetime | None
    why: tuple[str, ...]
    differs: str

    @property
    def rank(self) -> int:
        """0 for the most useful."""
        return list(Works).index(self.works)


@dataclass(frozen=True, slots=True)
class Mark:
    """What is to stand beside a phone, mail, page or account: blank words where there is nothing to say against it."""

    dead: bool = False
    words: str = ""
    instead: str = ""

    @property
    def other(self) -> str:
        """What to use instead, where a heading says already that this is it."""
        return self.instead.removeprefix(_INSTEAD)

    @property
    def bare(self) -> Mark:
        """The same without what to use instead, where that stands elsewhere."""
        return replace(self, instead="")

    def after(self, text: str) -> str:
        """The text with the mark behind it, for paper and for choices, where nothing can be struck through."""
        return f"{text} ({self.sentence})" if self.words else text

    @property
    def sentence(self) -> str:
        """Both as one line."""
        return f"{self.words}. {self.instead}" if self.instead else self.words


NOTHING: Final = Mark()


@dataclass(frozen=True)
class Channels:
    """Every channel of the estate as it is now. Made once for each page."""

    picture: Picture

    @property
    def estate(self) -> Estate:
        """The estate they stand in."""
        return self.picture.estate

    @cached_property
    def names(self) -> Names:
        """Plain names."""
        return Names(self.estate)

    @cached_property
    def standing(self) -> Mapping[str, Standing]:
        """Each by id, in table order."""
        return {row.channel: self._standing(row) for row in self.estate.channels}

    @cached_property
    def users(self) -> Mapping[str, tuple[str, ...]]:
        """The bodies that reach people on each channel: whose it is, and whose services or fallbacks stand on it."""
        return _users(self.picture.used)

    def of(self, body: str) -> tuple[Standing, ...]:
        """Those that a body reaches people on, the most useful first, its own before others'."""
        mine = [each for name, each in self.standing.items() if body in self.users[name]]
        return tuple(sorted(mine, key=lambda each: (each.rank, each.channel.body != body)))

    def own(self, body: str) -> tuple[Standing, ...]:
        """Those by which a body itself is reached: its own, and what others lend its staff."""
        return tuple(each for each in self.of(body) if each.channel.body == body or each.channel.audience == "staff")

    def to_ask(self, body: str) -> Standing | None:
        """By which a body is asked for something: one that is not known to be dead, the phone first."""
        fine = [each for each in self.own(body) if not each.works.is_dead and each.channel.kind in _TO_ASK]
        fine.sort(key=lambda each: (each.channel.body != body, _TO_ASK.index(each.channel.kind), each.rank))
        return fine[0] if fine else None

    @cached_property
    def dead(self) -> frozenset[str]:
        """The ids of all that are not to be given out."""
        return frozenset(name for name, each in self.standing.items() if each.works.is_dead)

    def beside(self, texts: Iterable[str], body: str = "") -> tuple[tuple[str, Mark], ...]:
        """Several numbers or addresses of one person, each with its mark: those that may work first."""
        marked = [(text, self.mark_on(text, body)) for text in texts if text]
        alive = next((text for text, mark in marked if not mark.dead), "")
        if alive:
            marked = [
                (text, replace(mark, instead=f"{_INSTEAD}{alive}") if mark.dead else mark) for text, mark in marked
            ]
        return tuple(sorted(marked, key=lambda each: each[1].dead))

    def instead_of(self, name: str, body: str = "") -> tuple[Standing, ...]:
        """What serves the same people in place of a channel, the surest first; never one that does not work."""
        row = self.estate.channel_by_id[name]
        bodies = [body] if body else self.users[name]
        fits = _SERVES.get(row.audience, (row.audience,))
        found = {
            each.channel.channel: each
            for one in bodies
            for each in self.of(one)
            if each.channel.channel != name and each.channel.audience in fits and not each.works.is_dead
        }

        def order(each: Standing) -> tuple[object, ...]:
            return fits.index(each.channel.audience), each.rank, each.channel.kind != row.kind

        return tuple(sorted(found.values(), key=order))

    def mark(self, name: str, body: str = "") -> Mark:
        """What to say beside a channel, by its id; nothing for an id that is no channel."""
        each = self.standing.get(name)
        if each is None or not (each.works.is_dead or each.works is Works.SINCE):
            return NOTHING
        others = self.instead_of(name, body)
        if others:
            best = others[0].channel
            sure = "" if others[0].works.is_sure else f"; {others[0].works.value}"
            instead = f"{_INSTEAD}{self.names.thing(best.channel)} ({best.address}{sure})"
        else:
            instead = "Nothing else is known to work for this: agree on something, and write it down"
        return Mark(each.works.is_dead, f"{each.works.value}{self._cause(each)}", instead)

    def mark_on(self, text: str, body: str = "") -> Mark:
        """What to say beside a number, a mail address, or words that name a channel: the worst of what they rest on."""
        marks = [self.mark(name, body) for name in self.resting(text)]
        return next((mark for mark in marks if mark.dead), marks[0] if marks else NOTHING)

    def resting(self, text: str) -> tuple[str, ...]:
        """The channels that a text rests on: a number of one (an extension too), mail at its domain, or its name."""
        folded = " ".join(text.casefold().split())
        numbers, domains = _numbers(text), frozenset(_DOMAIN.findall(text.casefold()))
        return tuple(row for row, keys in self._keys if _rests(keys, folded, numbers, domains))

    @cached_property
    def _keys(self) -> list[tuple[str, tuple[str, tuple[str, ...], frozenset[str]]]]:
        """How each channel is known again: its name, its numbers, the domains of its mail."""
        return [
            (
                row.channel,
                (
                    row.name.casefold(),
                    _numbers(row.address) if row.kind == "phone" else (),
                    frozenset(_DOMAIN.findall(row.address.casefold())) if row.kind == "mail" else frozenset(),
                ),
            )
            for row in self.estate.channels
        ]

    def _cause(self, each: Standing) -> str:
        if each.works is Works.DEAD and each.seen is not None:
            return f", says {each.seen.value.seen_by}"
        lost = [self.names.thing(name) for name in self._lost(each.channel.channel)]
        if lost:
            verb = "are" if len(lost) > 1 else "is"
            return f": {' and '.join(lost)} {verb} out"
        return ": an order in force stops it" if each.works is Works.MODELLED else " something it rests on stopped"

    @cached_property
    def _unseen(self) -> Mapping[str, Stop]:
        """The model's own view: what it has stop when nobody's word on channels counts."""
        spoken = [name for name in self.picture.seen if name in self.estate.channel_by_id]
        return stops_unseen(self.picture, spoken) if spoken else self.picture.stops

    def _standing(self, row: Channel) -> Standing:
        seen = counting(self.picture.seen.get(row.channel, ()))
        stop = self._unseen.get(row.channel)
        span = _now_or_next(stop, self._now)
        stops = self.picture.at(span[0]) if span else None
        is_on = span is not None and span[0] <= self._now
        is_out, since = is_on or bool(self._lost(row.channel)), stops if is_on else None
        return Standing(row, _works(seen, is_out=is_out, since=since), seen, stops, stop.why if stop else (),
                        self._differs(row, seen, is_out=is_out))  # fmt: skip

    @property
    def _now(self) -> int:
        return round((self.picture.now - self.picture.zero) / _HOUR * MICROHOURS)

    def _lost(self, name: str) -> tuple[str, ...]:
        """What it needs and has lost: the whole of a group of alternatives, as far as is seen or modelled."""
        groups: dict[str, list[str]] = {}
        for number, need in enumerate(self.picture.needs.get(name, ())):
            if need.slows is None and not need.holds_microhours:
                groups.setdefault(need.any_of or f" {number}", []).append(need.on)
        gone = (group for group in groups.values() if all(self.picture.is_out(on) for on in group))
        return tuple(on for group in gone for on in group)

    def _differs(self, row: Channel, seen: Stated[Observation] | None, *, is_out: bool) -> str:
        if seen is None or seen.value.condition is Condition.SLOW:
            return ""
        if seen.value.condition is Condition.OUT:
            return "" if is_out else "nothing it rests on is known to be out, yet it was tried and does not work"
        if not is_out:
            return ""
        lost = ", ".join(self.names.thing(name) for name in self._lost(row.channel))
        return f"it rests on {lost}, which is out, yet it was tried and works" if lost else (
            "the model has it stopped, yet it was tried and works"
        )  # fmt: skip


@lru_cache(maxsize=8)
def _users(used: InUse) -> Mapping[str, tuple[str, ...]]:
    return users_of(used.estate)


def users_of(estate: Estate) -> Mapping[str, tuple[str, ...]]:
    """The bodies that reach people on each channel of an estate."""
    used = {row.channel: {row.body: None} for row in estate.channels}
    things = estate.thing_by_id
    for need in estate.needs:
        of = things.get(need.of.removeprefix(FALLBACK_OF))
        if need.on in used and of is not None and of.body in estate.body_by_id:
            used[need.on].setdefault(of.body)
    return {name: tuple(bodies) for name, bodies in used.items()}


def stands_on(estate: Estate, *names: str) -> frozenset[str]:
    """Things and everything they need, alternatives included: a channel in doubt is not one to whisper on."""
    found, left = set(names), list(names)
    while left:
        fresh = [need.on for need in estate.needs_by_of.get(left.pop(), ()) if need.on not in found]
        found.update(fresh)
        left += fresh
    return frozenset(found)


def _works(seen: Stated[Observation] | None, *, is_out: bool, since: datetime | None) -> Works:
    if seen is None:
        return Works.MODELLED if is_out else Works.UNTRIED
    if seen.value.condition is Condition.OUT:
        return Works.DEAD
    if is_out and since is not None and seen.value.since < since:
        return Works.SINCE
    return Works.SLOW if seen.value.condition is Condition.SLOW else Works.WORKS


def _now_or_next(stop: Stop | None, now: int) -> tuple[int, int] | None:
    """The outage that is on, else the next."""
    return next((span for span in stop.outages if span[1] > now), None) if stop else None


def _numbers(text: str) -> tuple[str, ...]:
    return tuple(_plain(found) for found in _NUMBER.findall(text))


def _plain(number: str) -> str:
    """Digits alone, as dialled from within the country."""
    digits = re.sub(r"\D", "", number.replace("(0)", ""))
    for prefix in ("0044", "44"):
        if digits.startswith(prefix) and (prefix == "0044" or number.lstrip("( ").startswith("+")):
            return "0" + digits.removeprefix(prefix)
    return digits


def _rests(
    keys: tuple[str, tuple[str, ...], frozenset[str]], folded: str, numbers: Iterable[str], domains: frozenset[str]
) -> bool:
    name, own, mails = keys
    return (
        (name in folded and bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", folded)))
        or any(number.startswith(each) for each in own if len(each) >= _DIGITS_LEAST for number in numbers)
        or not mails.isdisjoint(domains)
    )
