"""Where a scenario contradicts itself: names of nothing, things in the wrong order, what never could be played.

Law: every contradiction is found in one go, each with the table and the entry in which it stands.
Not here: the bounds of a single value (its own module), what an estate lacks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from battlebox.desk import Role
from battlebox.drill.scenario.branch import Branch, circle_of
from battlebox.drill.scenario.errors import Code, ScenarioError
from battlebox.drill.scenario.event import ABOUT as EVENT_ABOUT
from battlebox.drill.scenario.event import BY_ATTACKER, EventKind, WorldEvent
from battlebox.drill.scenario.inject import Expected, Inject
from battlebox.drill.scenario.part import OF, OTHERS, PLAYER, Part, PartKind
from battlebox.drill.scenario.sign import ABOUT as SIGN_ABOUT
from battlebox.drill.scenario.sign import Sign, near_of
from battlebox.drill.scenario.words import parts_in

_OUT: dict[EventKind, frozenset[EventKind]] = {
    EventKind.COMES_BACK: frozenset(
        {EventKind.FAILS, EventKind.LINK_DIES, EventKind.CHANNEL_DIES, EventKind.SERVICE_STOPS}
    ),
    EventKind.DATA_PUBLISHED: frozenset({EventKind.DATA_COPIED}),
}
"""What must have happened to the same part before."""
_SYSTEM = frozenset({PartKind.SYSTEM})
_SHUT = frozenset({PartKind.SYSTEM, PartKind.PATH})


class Goal(Protocol):
    """An objective, as this module needs it."""

    @property
    def id(self) -> str:
        """Its id."""
        ...


class Start(Protocol):
    """The attack, as this module needs it."""

    @property
    def real(self) -> bool:
        """Whether there is one."""
        ...

    @property
    def at(self) -> tuple[str, ...]:
        """The parts it holds."""
        ...


class Whole(Protocol):
    """A scenario, as this module needs it."""

    @property
    def minutes(self) -> int:
        """How long it is played."""
        ...

    @property
    def attack(self) -> Start:
        """Where the attacker stands."""
        ...

    @property
    def objectives(self) -> tuple[Goal, ...]:
        """What it practises."""
        ...

    @property
    def parts(self) -> tuple[Part, ...]:
        """What an estate has to fill."""
        ...

    @property
    def injects(self) -> tuple[Inject, ...]:
        """What players are handed."""
        ...

    @property
    def events(self) -> tuple[WorldEvent, ...]:
        """What truly happens."""
        ...

    @property
    def branches(self) -> tuple[Branch, ...]:
        """What is asked of the record."""
        ...

    @property
    def roles(self) -> tuple[Role, ...]:
        """Who plays."""
        ...

    @property
    def sources(self) -> tuple[tuple[str, str], ...]:
        """What it draws on."""
        ...

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text, with its place."""
        ...


def contradictions(whole: Whole) -> Iterator[ScenarioError]:
    """Every contradiction, in the order of the file's tables."""
    yield from _twice(whole)
    yield from _parts(whole)
    yield from _attack(whole)
    yield from _names(whole)
    yield from _texts(whole)
    yield from _order(whole)
    yield from _times(whole)
    yield from _branches(whole)
    yield from _happened(whole)
    yield from _back(whole)
    yield from _out(whole)
    yield from _unused(whole)


def _twice(whole: Whole) -> Iterator[ScenarioError]:
    lists: tuple[tuple[str, str, list[str]], ...] = (
        ("part", "id", [each.id for each in whole.parts]),
        ("objective", "id", [each.id for each in whole.objectives]),
        ("inject", "number", [str(each.number) for each in whole.injects]),
        ("event", "id", [each.id for each in whole.events]),
        ("branch", "id", [each.id for each in whole.branches]),
    )
    for what, name, ids in lists:
        for found in dict.fromkeys(each for at, each in enumerate(ids) if each in ids[:at]):
            where = f"{what} {found}, {name}"
            yield ScenarioError.of(Code.TWICE, what=f"the {what}", found=found, name=name).at(where)


def _parts(whole: Whole) -> Iterator[ScenarioError]:
    kinds = _kinds(whole)
    before = {PLAYER}
    for part in whole.parts:
        place = f"part {part.id}"
        wanted = frozenset({OF.get(part.pick, PartKind.BODY)})
        yield from _part(f"{place}, of", "of", part.of, wanted, kinds)
        if part.at:
            yield from _part(f"{place}, at", "at", part.at, frozenset({PartKind.BODY}), kinds)
        for each in part.apart:
            yield from _part(f"{place}, apart", "apart", each, frozenset({part.kind}), kinds)
        for name, others in (("of", (part.of,)), ("at", (part.at,)), ("apart", part.apart)):
            for other in others:
                if other in kinds and other not in before:
                    yield ScenarioError.of(Code.LATER, name=name, found=other).at(f"{place}, {name}")
        before.add(part.id)


def _attack(whole: Whole) -> Iterator[ScenarioError]:
    for each in whole.attack.at:
        yield from _part("attack, at", "at", each, _SYSTEM, _kinds(whole))
    for event in whole.events:
        if event.kind in BY_ATTACKER and not whole.attack.real:
            found = ScenarioError.of(Code.NO_ATTACKER, what=f"an event {event.kind}")
            yield found.at(f"event {event.id}, kind")
    for branch in whole.branches:
        if branch.taken and not whole.attack.real:
            found = ScenarioError.of(Code.NO_ATTACKER, what="what a branch asks with `taken`")
            yield found.at(f"branch {branch.id}, taken")


def _names(whole: Whole) -> Iterator[ScenarioError]:
    kinds = _kinds(whole)
    goals, keys = [each.id for each in whole.objectives], [key for key, _ in whole.sources]
    branches = [each.id for each in whole.branches]
    for inject in whole.injects:
        place = f"inject {inject.number}"
        yield from _known(place, "objectives", "the objective", inject.objectives, goals)
        yield from _known(place, "sources", "the source", inject.sources, keys)
        yield from _known(place, "branch", "the branch", (inject.branch,), branches)
        if whole.roles:
            sent = tuple(each.value for each in inject.to)
            yield from _known(place, "to", "the role", sent, [each.value for each in whole.roles])
        for each in inject.tells:
            yield from _part(f"{place}, tells", "tells", each, _SYSTEM, kinds)
        for at, expected in enumerate(inject.expected, 1):
            yield from _signs(f"{place}, expected {at}", expected.any, kinds)
    for event in whole.events:
        place = f"event {event.id}"
        yield from _known(place, "sources", "the source", event.sources, keys)
        yield from _known(place, "branch", "the branch", (event.branch,), branches)
        if event.of:
            yield from _part(f"{place}, of", "of", event.of, EVENT_ABOUT[event.kind], kinds)
        if event.at:
            yield from _part(f"{place}, at", "at", event.at, frozenset({PartKind.BODY}), kinds)
    yield from _questions(whole.branches, kinds)


def _questions(branches: tuple[Branch, ...], kinds: dict[str, PartKind]) -> Iterator[ScenarioError]:
    ids = [each.id for each in branches]
    for branch in branches:
        yield from _known(f"branch {branch.id}", "under", "the branch", (branch.under,), ids)
        yield from _signs(f"branch {branch.id}", branch.any, kinds)
        if branch.taken:
            yield from _part(f"branch {branch.id}, taken", "taken", branch.taken, _SYSTEM, kinds)
        for each in branch.shut:
            yield from _part(f"branch {branch.id}, shut", "shut", each, _SHUT, kinds)


def _signs(place: str, signs: Iterable[Sign], kinds: dict[str, PartKind]) -> Iterator[ScenarioError]:
    able = {**kinds, OTHERS: PartKind.BODY}
    for sign in signs:
        if sign.about:
            yield from _part(f"{place}, any", "about", sign.about, SIGN_ABOUT[sign.kind][1], able)


def _texts(whole: Whole) -> Iterator[ScenarioError]:
    known = _kinds(whole)
    for place, text in whole.texts():
        for each in parts_in(text):
            if each not in known:
                shown = "{" + each + "}"
                yield ScenarioError.of(
                    Code.NO_SUCH, name=shown, what="the part", found=repr(each), near=near_of(each, known)
                ).at(place)


def _order(whole: Whole) -> Iterator[ScenarioError]:
    for one, next_one in zip(whole.injects, whole.injects[1:], strict=False):
        what, other = f"inject {next_one.number}", f"inject {one.number}"
        for by, is_wrong in (
            ("number", next_one.number < one.number),
            ("time", next_one.at_minutes < one.at_minutes),
        ):
            if is_wrong:
                yield ScenarioError.of(Code.OUT_OF_ORDER, other=other, by=by).at(what)
    for first, then in zip(whole.events, whole.events[1:], strict=False):
        if then.at_minutes < first.at_minutes:
            what, other = f"event {then.id}", f"event {first.id}"
            yield ScenarioError.of(Code.OUT_OF_ORDER, other=other, by="time").at(f"{what}, at_minutes")


def _times(whole: Whole) -> Iterator[ScenarioError]:
    end = whole.minutes
    falls = [(f"inject {each.number}", each.at_minutes, "at_minutes") for each in whole.injects]
    falls += [(f"event {each.id}", each.at_minutes, "at_minutes") for each in whole.events]
    falls += [(f"branch {each.id}", each.by_minutes, "by_minutes") for each in whole.branches]
    falls += [
        (f"inject {inject.number}, expected {at}", inject.at_minutes + expected.within_minutes, "within_minutes")
        for inject, at, expected in _every_expected(whole)
    ]
    for what, at, name in falls:
        if at > end:
            does = "may be done until" if name == "within_minutes" else "falls at"
            yield ScenarioError.of(Code.AFTER_END, does=does, at=at, end=end).at(f"{what}, {name}")
    for leap in whole.events:
        if leap.kind is not EventKind.TIME_PASSES:
            continue
        for inject, at, expected in _every_expected(whole):
            until = inject.at_minutes + expected.within_minutes
            if inject.at_minutes < leap.at_minutes < until:
                what = f"inject {inject.number}, expected {at}"
                yield ScenarioError.of(Code.ACROSS_JUMP, until=until, hours=leap.hours, at=leap.at_minutes).at(
                    f"{what}, within_minutes"
                )


def _branches(whole: Whole) -> Iterator[ScenarioError]:
    asked = {each.id: each.by_minutes for each in whole.branches}
    round_ = circle_of(whole.branches)
    if round_:
        yield ScenarioError.of(Code.CIRCLE, round=" waits on ".join(round_)).at(f"branch {round_[0]}, under")
    waits = [(f"inject {each.number}", each.at_minutes, each.branch) for each in whole.injects]
    waits += [(f"event {each.id}", each.at_minutes, each.branch) for each in whole.events]
    waits += [(f"branch {each.id}", each.by_minutes, each.under) for each in whole.branches if each.id not in round_]
    for what, at, branch in waits:
        if branch in asked and at < asked[branch]:
            yield ScenarioError.of(Code.TOO_SOON, at=at, branch=branch, asked=asked[branch]).at(what)


def _happened(whole: Whole) -> Iterator[ScenarioError]:
    cut = [each.at_minutes for each in whole.events if each.kind is EventKind.PARTNER_SHUTS]
    kinds = _kinds(whole)
    for place, event in enumerate(whole.events):
        before = _OUT.get(event.kind)
        if before is None or any(each.kind in before and each.of == event.of for each in whole.events[:place]):
            continue
        if kinds.get(event.of) is PartKind.PATH and any(at <= event.at_minutes for at in cut):
            continue
        words = " or ".join(sorted(before))
        found = ScenarioError.of(Code.NEVER_BEFORE, what=f"an event {event.kind}", found=event.of, before=words)
        yield found.at(f"event {event.id}, of")


def _back(whole: Whole) -> Iterator[ScenarioError]:
    """What comes back in the minute in which it goes out, or is back already; on ways of the story that meet."""
    out, kinds = _OUT[EventKind.COMES_BACK], _kinds(whole)
    for place, event in enumerate(whole.events):
        if event.kind is not EventKind.COMES_BACK:
            continue
        for other in whole.events:
            is_out = other.kind in out and other.of == event.of and not _never_both(event, other)
            if is_out and other.at_minutes == event.at_minutes:
                found = ScenarioError.of(Code.SAME_MINUTE, found=event.of, other=other.id, at=event.at_minutes)
                yield found.at(f"event {event.id}, at_minutes")
        # A partner that shut may have taken any path out.
        is_path = kinds.get(event.of) is PartKind.PATH
        last = next(
            (
                each
                for each in reversed(whole.events[:place])
                if (each.kind in out and each.of == event.of)
                or (is_path and each.kind is EventKind.PARTNER_SHUTS)
                or (each.kind is event.kind and each.of == event.of and _surely(each, event))
            ),
            None,
        )
        if last is not None and last.kind is event.kind:
            found = ScenarioError.of(Code.BACK_ALREADY, found=event.of, other=last.id, at=last.at_minutes)
            yield found.at(f"event {event.id}, of")


def _out(whole: Whole) -> Iterator[ScenarioError]:
    """What goes out and is out already, on the same way of the story."""
    gone: dict[tuple[str, str, str], WorldEvent] = {}
    for event in whole.events:
        if event.kind is EventKind.COMES_BACK:
            gone = {way: each for way, each in gone.items() if each.of != event.of}
        elif event.kind in _OUT[EventKind.COMES_BACK]:
            last = gone.setdefault((event.of, event.branch, event.when), event)
            if last is not event:
                found = ScenarioError.of(Code.OUT_ALREADY, found=event.of, other=last.id, at=last.at_minutes)
                yield found.at(f"event {event.id}, of")


def _never_both(one: WorldEvent, other: WorldEvent) -> bool:
    """Whether the story goes by one of them or by the other."""
    return bool(one.branch) and one.branch == other.branch and one.when is not other.when


def _surely(before: WorldEvent, event: WorldEvent) -> bool:
    """Whether the one has happened wherever the other does."""
    return not before.branch or (before.branch, before.when) == (event.branch, event.when)


def _unused(whole: Whole) -> Iterator[ScenarioError]:
    signs = [sign for _, _, expected in _every_expected(whole) for sign in expected.any]
    signs += [sign for branch in whole.branches for sign in branch.any]
    used = {sign.about for sign in signs} | set(whole.attack.at)
    used |= {name for event in whole.events for name in (event.of, event.at)}
    used |= {name for branch in whole.branches for name in (branch.taken, *branch.shut)}
    used |= {name for inject in whole.injects for name in inject.tells}
    used |= {name for part in whole.parts for name in (part.of, part.at, *part.apart)}
    used |= {name for _, text in whole.texts() for name in parts_in(text)}
    waited = {each.branch for each in whole.injects} | {each.branch for each in whole.events}
    waited |= {each.under for each in whole.branches}
    drawn = {key for inject in whole.injects for key in inject.sources}
    drawn |= {key for event in whole.events for key in event.sources}
    aims = {each for inject in whole.injects for each in inject.objectives}
    every = (
        ("part", [each.id for each in whole.parts], used),
        ("objective", [each.id for each in whole.objectives], aims),
        ("branch", [each.id for each in whole.branches], waited),
        ("source", [key for key, _ in whole.sources], drawn),
    )
    for what, ids, wanted in every:
        for found in ids:
            if found not in wanted:
                yield ScenarioError.of(Code.NEVER_USED, what=f"the {what}", found=found).at(f"{what} {found}")


def _kinds(whole: Whole) -> dict[str, PartKind]:
    return {PLAYER: PartKind.BODY, **{each.id: each.kind for each in whole.parts}}


def _every_expected(whole: Whole) -> Iterator[tuple[Inject, int, Expected]]:
    for inject in whole.injects:
        for at, expected in enumerate(inject.expected, 1):
            yield inject, at, expected


def _part(
    place: str, name: str, found: str, wanted: frozenset[PartKind], kinds: dict[str, PartKind]
) -> Iterator[ScenarioError]:
    if found not in kinds:
        near = near_of(found, kinds)
        yield ScenarioError.of(Code.NO_SUCH, name=name, what="the part", found=repr(found), near=near).at(place)
    elif kinds[found] not in wanted:
        may = " or ".join(sorted(f"a {each.words}" for each in wanted))
        isa = f"a {kinds[found].words}"
        yield ScenarioError.of(Code.OTHER_KIND, name=name, found=found, isa=isa, what=may).at(place)


def _known(place: str, name: str, what: str, found: Iterable[str], known: Iterable[str]) -> Iterator[ScenarioError]:
    every = tuple(known)
    for each in found:
        if each and each not in every:
            near = near_of(each, every) if every else f"write it as a table of its own, or leave {name} out"
            yield ScenarioError.of(Code.NO_SUCH, name=name, what=what, found=repr(each), near=near).at(
                f"{place}, {name}"
            )
