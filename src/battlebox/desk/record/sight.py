"""The record as one reader may see it: every part asked of `marking.decide`, by label, audience and privilege.

Law: what may not be seen is not there; that something was kept back may be counted, never described.
Not here: what the entries mean (each noun's module), what may leave the desk as a copy (journal export, share).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.introduction import OFFICER
from battlebox.desk.record.line import Line
from battlebox.desk.record.record import Record
from battlebox.desk.record.shared import Eyes, Mark, Marks, Shared, mark_of, share, share_lately
from battlebox.journal import Header, Live, PartClass, marking_of
from battlebox.marking import Allow, Marked, Recipient, Tlp, WayOut, decide

T = TypeVar("T")
F = TypeVar("F")


@dataclass(frozen=True, slots=True)
class Handling:
    """How far an entry may travel: its label, and the bodies it is for besides the writer's own."""

    tlp: Tlp = Tlp.AMBER_STRICT
    audience: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Stated(Generic[T]):
    """A value that stands, and the entry that says so: its number, who wrote it, for which body, and when."""

    value: T
    entry: str
    number: str
    by: str
    body: str
    at: datetime
    tlp: Tlp


_Every = Mapping[str, tuple[Stated[T], ...]]


@dataclass(slots=True)
class Sight:
    """What one officer may see of a record at one instant. Cheap to make: one for each page."""

    record: Record
    officer: Officer
    now: datetime
    community: bool = False
    way: WayOut = WayOut.HAND
    """How what is seen would travel: to a screen, or from machine to machine, which lets less through."""
    _verdicts: dict[Mark, bool] = field(default_factory=dict)
    _together: dict[Mark, bool] = field(default_factory=dict)
    _bodies: dict[str, str] = field(default_factory=dict)
    _eyes: tuple[int, Eyes] = (-1, ("", frozenset()))

    @classmethod
    def of(cls, record: Record, officer: Officer, *, way: WayOut = WayOut.HAND) -> Sight:
        """What this officer sees now. Raises DeskError for someone who may not look at all."""
        officer.must(Act.LOOK)
        record.catch_up()
        in_it = officer.body in record.standing.orgs
        with record.reading:
            verdicts = Shared.of(record).verdicts.setdefault((officer.body, in_it, way), {})
        return cls(record, officer, record.now(), community=in_it, way=way, _together=verdicts)

    @property
    def readers(self) -> Hashable:
        """What tells this sight from others of its body: what is kept from page to page is kept for each apart."""
        return self.community, self.way

    # ── values ───────────────────────────────────────────────────────────────────────────────────────────────────

    def stated(self, thing: str, name: str, form: type[T]) -> tuple[Stated[T], ...]:
        """The values of a field that stand and may be seen, latest first: more than one is two versions."""
        found = []
        for live in self._standing(thing, name):
            value = self.record.value(live, form)
            if value is not None:
                found.append(self._stated(value, self.record.line(live.entry)))
        return tuple(found)

    def told(self, thing: str, name: str, form: type[T]) -> tuple[Stated[T], ...]:
        """Every value of a field that was ever written and may be seen, in order of arrival."""
        found = []
        for line in self.record.history(thing):
            for write in line.header.writes:
                if (
                    (write.thing, write.name) == (thing, name)
                    and write.part >= 0
                    and self.may_see(line.header, write.part)
                ):
                    value = self.record.value(Live(line.id, write.part, line.header.depth), form)
                    if value is not None:
                        found.append(self._stated(value, line))
        return tuple(found)

    def latest(self, thing: str, name: str, form: type[T]) -> Stated[T] | None:
        """The latest of the values that stand; None where there is none to see."""
        found = self.stated(thing, name, form)
        return found[0] if found else None

    def things(self, kind: str, name: str) -> list[str]:
        """The things of a kind of which this field may be seen, in the order in which they were first written of."""
        return [thing for thing in self.record.things(kind) if self._standing(thing, name)]

    def need(self, thing: str, name: str, form: type[T], *, what: str) -> Stated[T]:
        """The latest value. Raises DeskError if there is none that may be seen, as if it were not there."""
        found = self.latest(thing, name, form)
        if found is None:
            raise DeskError.of(Code.NOT_SEEN, what=what, id=thing)
        return found

    def kept_back(self, thing: str, name: str) -> int:
        """How many values that stand may not be seen."""
        return sum(not self._may_see_live(live) for live in self.record.live(thing, name) if live.part >= 0)

    def _standing(self, thing: str, name: str) -> tuple[Live, ...]:
        """The values of a field that stand for this reader, latest first.

        What somebody wrote over a value for their own eyes does not take it from those who were told it: to them the
        latest that they may see still stands, unless one that they may see was written after it.
        """
        standing = self.record.live(thing, name)
        if all(live.part < 0 or self._may_see_live(live) for live in standing):
            return tuple(live for live in standing if live.part >= 0)
        seen: list[Live] = []
        over: dict[str, tuple[str, ...]] = {}
        later: list[str] = []
        for line in self.record.history(thing):
            for write in line.header.writes:
                if (write.thing, write.name) == (thing, name):
                    over[line.id] = write.over
                    live = Live(line.id, write.part, line.header.depth)
                    if write.part < 0 or self._may_see_live(live):
                        later += write.over
                        seen += [live] * (write.part >= 0)
        replaced: set[str] = set()
        while later:
            entry = later.pop()
            if entry not in replaced:
                replaced.add(entry)
                later += over.get(entry, ())
        found = (live for live in seen if live.entry not in replaced)
        return tuple(sorted(found, key=lambda live: (live.depth, live.entry), reverse=True))

    def _may_see_live(self, live: Live) -> bool:
        return live.part >= 0 and self.may_see(self.record.line(live.entry).header, live.part)

    def _stated(self, value: T, line: Line) -> Stated[T]:
        header = line.header
        return Stated(value, line.id, line.number, header.by, self.body_of(header), line.at, Tlp(header.tlp))

    def shared(self, key: Hashable, kinds: tuple[str, ...], find: Callable[[], F]) -> F:
        """What `find` gives, found once for all readers of this body who see the same, and anew if it was written of.

        It must follow from what this sight sees of things of these kinds and from the key alone: neither from the
        officer nor from the time. Nobody changes it.
        """
        return share(self.record, self._eyes_for, key, kinds, lambda _before, _news: find())

    def lately(self, key: Hashable, find: Callable[[], F]) -> F:
        """The same of what may rest on every statement, and on the time: kept for the minute it is, while none is made.

        Lines of the log and officers' names do not disturb it, and it must not follow from them, nor from the officer
        but for the body. Nobody changes it.
        """
        return share_lately(self.record, self._eyes_of_body, ("lately", key), self.now, find)

    def lately_together(self, key: Hashable, find: Callable[[], F]) -> F:
        """The same, found once for all bodies that may see the same statements: it must not follow from the body."""
        return share_lately(self.record, self._eyes_of_any, ("together", key), self.now, find)

    def every(self, kind: str, name: str, form: type[T]) -> _Every[T]:
        """What `stated` gives for each of `things`, shared: only what was written of since is looked at again.

        Bodies that may see the same of this kind share it: thirty of them look at one region's systems.
        """

        def find(before: _Every[T] | None, news: frozenset[str]) -> _Every[T]:
            found = {}
            for thing in self.record.things(kind):
                said = self.stated(thing, name, form) if before is None or thing in news else before.get(thing, ())
                if said:
                    found[thing] = said
            return found

        return share(self.record, self._eyes_of_any, (kind, name, form), (kind,), find, of=kind)

    def _eyes_of_any(self, marks: Marks) -> Eyes:
        return "", self._seen_of(marks)

    def _eyes_of_body(self, marks: Marks) -> Eyes:
        return self.officer.body, self._seen_of(marks)

    def _eyes_for(self, marks: Marks) -> Eyes:
        if self._eyes[0] != len(marks):
            self._eyes = (len(marks), self._eyes_of_body(marks))
        return self._eyes[1]

    @property
    def readable(self) -> frozenset[Mark]:
        """Of all markings that the record holds, those whose parts this reader may see."""
        return self._eyes_for(Shared.of(self.record).marks)[1]

    def _seen_of(self, marks: Marks) -> frozenset[Mark]:
        return frozenset(mark for mark, (header, place) in marks.items() if self.may_see(header, place))

    # ── entries ──────────────────────────────────────────────────────────────────────────────────────────────────

    def lines(self) -> Iterator[Line]:
        """Entries of which something may be seen, in order of arrival; words that may not be are blank."""
        for line in self.record.lines():
            seen = self.seen(line)
            if seen is not None:
                yield seen

    def line(self, entry: str) -> Line:
        """One entry, with the words that may be seen. Raises DeskError where none may."""
        seen = self.seen(self.record.line(entry))
        if seen is None:
            raise DeskError.of(Code.NOT_SEEN, what="entry", id=entry[:12])
        return seen

    def seen(self, line: Line) -> Line | None:
        """The entry with the words that may be seen; None where no part of it may."""
        header = line.header
        shown = [place for place in range(len(header.parts)) if self.may_see(header, place)]
        if not shown and (header.parts or self.body_of(header) != self.officer.body):
            return None
        holds = {PartClass(header.parts[place].holds) for place in shown}
        words = line.words if PartClass.TEXT in holds else ""
        person = line.person if PartClass.PERSON in holds else ""
        if words == line.words and person == line.person:
            return line
        return Line(line.place, line.number, line.id, header, words, person)

    def real_name(self, officer: str) -> str:
        """The name an officer's id stands for, where it may be seen; otherwise blank."""
        for live in self.record.live(OFFICER + officer, "named"):
            seen = self.seen(self.record.line(live.entry))
            if seen is not None and seen.person:
                return seen.person
        return ""

    def body_of_person(self, officer: str) -> str:
        """The body that an officer's id belongs to: it wrote down whom the id stands for; blank where none did."""
        live = self.record.live(OFFICER + officer, "named")
        return self.body_of(self.record.line(live[-1].entry).header) if live else ""

    def name_of(self, officer: str, named: Callable[[str], str] = str) -> str:
        """The name an officer's id stands for; where it may not be seen, `an officer of` that body, never the id.

        `named` gives the body's own name for its id.
        """
        body = self.body_of_person(officer)
        return self.real_name(officer) or (f"an officer of {named(body)}" if body else "somebody who is not named here")

    def body_of(self, header: Header) -> str:
        """The body whose desk wrote an entry."""
        body = self._bodies.get(header.key)
        if body is None:
            body = self._bodies[header.key] = min(self.record.standing.orgs_of(header.key), default="")
        return body

    # ── the question ─────────────────────────────────────────────────────────────────────────────────────────────

    def may_see(self, header: Header, place: int) -> bool:
        """Whether one part of an entry may be shown to this officer, by this way."""
        key = mark_of(header, place)
        # What is for named people is asked of this officer; everything else of a body is asked once for all of them.
        known = self._verdicts if header.tlp == Tlp.RED else self._together
        verdict = known.get(key)
        if verdict is None:
            verdict = known[key] = self.allows(marking_of(header, place, self.record.standing))
        return verdict

    def allows(self, thing: Marked) -> bool:
        """Whether a thing of that marking may be shown to this officer, by this way."""
        to = Recipient(self.way, body=self.officer.body, person=self.officer.id, community=self.community)
        return isinstance(decide(thing, to, self.now), Allow)
