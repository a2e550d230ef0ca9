"""The replay of a drill: at each decision what was knowable then, what had been written down, and the engine's advice.

Law: for whoever ran the drill, once it is over, and only where that was switched on when it was made; it is no part of
any report, and nobody is scored by it: the chances behind it are guesses. The advice knows no more than players could.
The same world, course and deeds give the same bytes, unless the time was up (`is_cut`).
Not here: keeping it (drill/control), how it looks (web).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from battlebox.desk.record import read_value, write_value
from battlebox.drill.play import Course, Deed
from battlebox.drill.truth.instant import instant, microhours
from battlebox.drill.truth.moves import attack_of
from battlebox.drill.truth.written import Written, written_by
from battlebox.drill.world import Attack, How, Knowable, World, happened, kept_from, knowable
from battlebox.journal import EXERCISE, Kind

FORMAT: Final = "battlebox-replay/1"
MOMENTS_MOST: Final = 120
"""So many decisions are looked at, the first ones: each asks the engine anew."""
SECONDS: Final = 60.0
"""How long one advice may take."""
_DECIDED: Final[dict[str, tuple[str, str]]] = {
    Kind.DECISION_MADE.value: ("decided", "what"),
    Kind.SYSTEM_ISOLATED.value: ("ordered", "action"),
    Kind.SYSTEM_REOPENED.value: ("undone", "action"),
    Kind.PARTNER_ASKED.value: ("asked of a partner", "what"),
    Kind.LINK_PARTED.value: ("link cut", "path"),
    Kind.LINK_RECONNECTED.value: ("link opened", "path"),
    Kind.SYSTEM_LIVE.value: ("live", "system"),
    Kind.GATE_SKIPPED.value: ("live without gates", "system"),
}
"""What counts as a decision: what it is called, and which field of its entry says what was decided."""


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision: the number of its entry, what kind it is, and what, in words or as an id of the estate."""

    entry: str
    kind: str
    what: str


@dataclass(frozen=True, slots=True)
class Known:
    """Something that somebody of the body could know of a system; without `is_there`, that a look found nothing."""

    system: str
    at: datetime
    how: How
    is_there: bool


@dataclass(frozen=True, slots=True)
class Ahead:
    """A service that is out, or is going to be if nothing more befalls anything, and from when."""

    service: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Advised:
    """The engine's advice on what was knowable: which orders of this body's own; `is_cut`: the time was up."""

    actions: tuple[str, ...]
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """The decisions of one body in one minute, and how things stood just before the first of them.

    `hidden` are systems that the attacker held and nobody of the body could know of; no advice rests on them. Without
    `advised` nothing was known to be compromised, and there was nothing to advise on.
    """

    minute: int
    at: datetime
    body: str
    decided: tuple[Decided, ...]
    known: tuple[Known, ...]
    written: tuple[Written, ...]
    orders: tuple[Written, ...]
    out: tuple[str, ...]
    ahead: tuple[Ahead, ...]
    hidden: tuple[str, ...]
    advised: Advised | None = None


@dataclass(frozen=True, slots=True)
class Came:
    """One thing that truly happened; `seen` is when somebody first knew that the attacker was there."""

    at: datetime
    what: str
    thing: str
    origin: str = ""
    seen: datetime | None = None


@dataclass(frozen=True, slots=True)
class Replay:
    """A whole drill, looked back at. `saved` are systems that would have been taken if nobody had done anything."""

    scenario: str
    estate: str
    seed: int
    minutes: int
    moments: tuple[Moment, ...]
    left_out: int
    came: tuple[Came, ...]
    saved: tuple[str, ...]

    def to_text(self) -> str:
        """As it is kept."""
        said: Any = write_value(self)
        whole = {"format": FORMAT, "exercise": True, "says": EXERCISE, **said}
        return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_text(cls, text: str) -> Replay:
        """Read it back. Raises ValueError for what is none."""
        found = json.loads(text)
        if not isinstance(found, dict) or found.get("format") != FORMAT:
            raise ValueError("it is no replay")
        return read_value(cls, {name: value for name, value in found.items() if name not in _HEAD})


_HEAD: Final = ("format", "exercise", "says")


def replay_of(
    world: World,
    course: Course,
    deeds: Iterable[Deed],
    *,
    seconds: float = SECONDS,
    tell: Callable[[int, int], None] = lambda _done, _of: None,
) -> Replay:
    """The replay; `tell` hears how many decisions of how many are looked at. Cost: a containment for each of them."""
    known = sorted((deed for deed in deeds if course.minute_of(deed.at) <= course.minute), key=lambda deed: deed.at)
    attack = attack_of(world, course, known)
    groups: dict[tuple[int, str], list[Deed]] = {}
    for deed in known:
        if deed.kind in _DECIDED and deed.body in world.estate.body_by_id:
            groups.setdefault((course.minute_of(deed.at), deed.body), []).append(deed)
    chosen = list(groups.items())[:MOMENTS_MOST]
    moments = []
    for number, ((_, body), decided) in enumerate(chosen):
        tell(number, len(chosen))
        before = [deed for deed in known if deed.body == body and deed.at < decided[0].at]
        at = microhours(course, decided[0].at)
        found = knowable(attack, at, body=body, seconds=seconds)
        moments.append(_moment(course, decided, before, found, world.estate.action_by_id))
    until = microhours(course, course.story_at(course.minute))
    return Replay(
        course.cast.scenario.id, course.cast.estate, world.seed, course.minute, tuple(moments),
        len(groups) - len(chosen), tuple(_came(course, attack, until)), kept_from(attack, until),
    )  # fmt: skip


def _moment(
    course: Course, decided: list[Deed], before: list[Deed], found: Knowable, actions: Collection[str]
) -> Moment:
    advised = None
    if found.advice is not None:
        plan = found.advice.option("recommended").actions
        advised = Advised(tuple(sorted(name for name in plan if name in actions)), found.advice.is_cut)
    suspicions, orders = written_by(before)
    first = decided[0]
    return Moment(
        minute=course.minute_of(first.at),
        at=first.at,
        body=first.body,
        decided=tuple(_decided(deed) for deed in decided),
        known=tuple(
            Known(each.system, instant(course, each.at_microhours), each.how, each.is_there) for each in found.seen
        ),
        written=suspicions,
        orders=orders,
        out=found.out,
        ahead=tuple(
            Ahead(stop.id, instant(course, stop.stops_microhours)) for stop in found.ahead if stop.body == first.body
        ),
        hidden=found.hidden,
        advised=advised,
    )


def _decided(deed: Deed) -> Decided:
    kind, field = _DECIDED[deed.kind]
    return Decided(deed.number, kind, str(deed.said.get(field, "")))


def _came(course: Course, attack: Attack, until: int) -> Iterable[Came]:
    for each in happened(attack, until):
        seen_at = None if each.seen_microhours is None else instant(course, each.seen_microhours)
        yield Came(instant(course, each.at_microhours), each.what.value, each.thing, each.origin, seen_at)
