"""The library of clocks: whom a body may have to tell, what starts it, by when, how, what to say, and what binds.

Law: every clock names its sources and when they were last looked at; what was not verified says so and is asked as
"does this apply?", never hidden; what is not law yet is switched off and says why.
Not here: clocks that run in an incident (course.py), counting (deadline.py).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any, Final, TypeVar

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Role
from battlebox.desk.picture.revision import InUse
from battlebox.desk.tell.allowance import Allowance
from battlebox.desk.tell.bank_holidays import Nation
from battlebox.desk.tell.fact import Outsider
from battlebox.estate import Body, BodyKind, Estate, read_toml
from battlebox.estate import Clock as EstateClock

Each = TypeVar("Each", bound=StrEnum)


class Force(StrEnum):
    """What binds."""

    LAW = "law"
    CONTRACT = "contract"
    CUSTOM = "custom"
    PROMISE = "promise"

    @property
    def words(self) -> str:
        """As it is said; only law is shown in red."""
        return "our promise" if self is Force.PROMISE else self.value


class Start(StrEnum):
    """From what a clock counts."""

    BREACH = "breach"
    """When the controller became aware that personal data is affected."""
    HOST = "host"
    """When the host of somebody else's personal data became aware of it."""
    STATED = "stated"
    """When somebody says that what starts it happened."""


@dataclass(frozen=True, slots=True)
class LibraryClock:
    """One clock. `off` is why it is switched off, `unsure` what was not verified; both are blank for most.

    `of` is the service or body that it binds, blank for every body; `phases` whether it may be told in parts; `whom`
    who is told as the audience of a fact names them (`Outsider`), blank for others.
    """

    id: str
    title: str
    starts: str
    within: Allowance
    to: str
    force: Force | None
    on: Start = Start.STATED
    row: str = ""
    how: str = ""
    report: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    checked: str = ""
    owner: Role | None = None
    nations: frozenset[Nation] = frozenset(Nation)
    phases: bool = False
    unsure: str = ""
    off: str = ""
    note: str = ""
    of: str = ""
    whom: str = ""

    @property
    def asks_whether_it_applies(self) -> bool:
        """Whether somebody has to find out first."""
        return bool(self.unsure) and not self.off

    @property
    def is_red(self) -> bool:
        """Whether it may be shown in red: law, and nothing else."""
        return self.force is Force.LAW


@dataclass(frozen=True, slots=True)
class Library:
    """Clocks in order, by id, with the sources that they name."""

    clocks: tuple[LibraryClock, ...]
    sources: Mapping[str, str]

    @classmethod
    def from_text(cls, text: str) -> Library:
        """Read a library as docs/formats/clocks.md says. Raises DeskError for the first mistake in it."""
        try:
            whole = read_toml(text)
        except tomllib.TOMLDecodeError as wrong:
            raise DeskError.of(Code.BAD_CLOCK, place="the file", wrong=str(wrong)) from wrong
        sources = whole.get("sources", {})
        rows = whole.get("clock", [])
        _no_other("the file", whole, {"sources", "clock"})
        if not isinstance(sources, dict) or not all(isinstance(each, str) for each in sources.values()):
            raise DeskError.of(Code.BAD_CLOCK, place="sources", wrong="each key needs words")
        if not isinstance(rows, list):
            raise DeskError.of(Code.BAD_CLOCK, place="the file", wrong="clocks are written as [[clock]]")
        clocks: dict[str, LibraryClock] = {}
        for number, row in enumerate(rows, 1):
            clock = _clock(f"clock {number}", row, sources)
            if clock.id in clocks:
                raise DeskError.of(Code.BAD_CLOCK, place=clock.id, wrong="there are two of this id")
            clocks[clock.id] = clock
        return cls(tuple(clocks.values()), sources)

    def clock(self, name: str) -> LibraryClock:
        """The clock of that id. Raises DeskError if there is none."""
        for clock in self.clocks:
            if clock.id == name:
                return clock
        raise DeskError.of(Code.NOT_SEEN, what="clock", id=name)

    def with_own(self, estate: Estate) -> Library:
        """With the estate's own clocks after those of the library; an id of the estate's wins."""
        own = tuple(_of_estate(row) for row in estate.clocks)
        theirs = {clock.id for clock in own}
        return Library((*(clock for clock in self.clocks if clock.id not in theirs), *own), self.sources)

    def of_body(self, estate: Estate, body: str) -> tuple[LibraryClock, ...]:
        """The clocks that may bind a body: by its nation, and by what the estate says of whom each binds."""
        nation = nation_of(estate, body)
        return tuple(
            clock
            for clock in self.clocks
            if (nation is None or nation in clock.nations) and _binds(clock, estate, body)
        )


@cache
def shipped_library() -> Library:
    """The library that came with Battlebox."""
    return Library.from_text((resources.files("battlebox.desk.tell") / "clocks.toml").read_text("utf-8"))


@cache
def bare_ground(body: str) -> InUse:
    """An estate that holds one body and nothing else: what clocks stand on before an estate was chosen."""
    return InUse("", (), Estate(body, (Body(body, body, BodyKind.COUNCIL),), (), ()))


def nation_of(estate: Estate, body: str) -> Nation | None:
    """The nation of a body by its GSS code; None where the estate does not say."""
    row = estate.body_by_id.get(body)
    return Nation.of_gss(row.gss) if row else None


def _binds(clock: LibraryClock, estate: Estate, body: str) -> bool:
    if not clock.of:
        return True
    service = estate.service_by_id.get(clock.of)
    return (service.body if service else clock.of) == body


def _of_estate(row: EstateClock) -> LibraryClock:
    return LibraryClock(
        id=row.clock,
        title=row.name,
        starts=row.trigger,
        within=Allowance.from_text(row.within),
        to=row.to,
        force=Force(row.force) if row.force else None,
        unsure="" if row.force else "The estate does not say what binds",
        note=row.note or "",
        of=row.of or "",
    )


_WORDS: Final = ("id", "title", "starts", "within", "to", "force", "checked", "owner")
_MAY: Final = ("on", "row", "how", "unsure", "off", "note", "whom")
_LISTS: Final = ("report", "source", "nations")


def _clock(place: str, row: Any, sources: Mapping[str, str]) -> LibraryClock:  # noqa: ANN401 - whatever the file holds
    if not isinstance(row, dict):
        raise DeskError.of(Code.BAD_CLOCK, place=place, wrong="a clock is written as [[clock]]")
    place = str(row.get("id", place))
    _no_other(place, row, {*_WORDS, *_MAY, *_LISTS, "phases"})
    words = {name: _words(place, row, name, needed=name in _WORDS) for name in (*_WORDS, *_MAY)}
    lists = {name: _list(place, row, name) for name in _LISTS}
    for key in lists["source"]:
        if key not in sources:
            raise DeskError.of(Code.BAD_CLOCK, place=place, wrong=f"no source is called {key}")
    if not lists["source"] and not words["unsure"]:
        raise DeskError.of(Code.BAD_CLOCK, place=place, wrong="it has neither a source nor a word on what is unsure")
    phases = row.get("phases", False)
    if not isinstance(phases, bool):
        raise DeskError.of(Code.BAD_CLOCK, place=place, wrong="phases is true or false")
    return LibraryClock(
        id=words["id"],
        title=words["title"],
        starts=words["starts"],
        within=Allowance.from_text(words["within"]),
        to=words["to"],
        force=_one_of(place, Force, words["force"]),
        on=_one_of(place, Start, words["on"] or Start.STATED),
        row=words["row"] or words["id"],
        how=words["how"],
        report=lists["report"],
        source=lists["source"],
        checked=words["checked"],
        owner=_one_of(place, Role, words["owner"]),
        nations=frozenset(_one_of(place, Nation, each) for each in lists["nations"]) or frozenset(Nation),
        phases=phases,
        unsure=words["unsure"],
        off=words["off"],
        note=words["note"],
        whom=_one_of(place, Outsider, words["whom"]).value if words["whom"] else "",
    )


def _no_other(place: str, row: Mapping[str, object], known: Iterable[str]) -> None:
    for name in row:
        if name not in known:
            raise DeskError.of(Code.BAD_CLOCK, place=place, wrong=f"there is no key {name}")


def _words(place: str, row: Mapping[str, object], name: str, *, needed: bool) -> str:
    found = row.get(name, "")
    if not isinstance(found, str):
        raise DeskError.of(Code.BAD_CLOCK, place=place, wrong=f"{name} is words")
    if needed and not found.strip():
        raise DeskError.of(Code.BAD_CLOCK, place=place, wrong=f"{name} is missing")
    return found


def _list(place: str, row: Mapping[str, object], name: str) -> tuple[str, ...]:
    found = row.get(name, [])
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise DeskError.of(Code.BAD_CLOCK, place=place, wrong=f"{name} is a list of words")
    return tuple(found)


def _one_of(place: str, form: type[Each], word: str) -> Each:
    try:
        return form(word)
    except ValueError:
        known = ", ".join(form)
        raise DeskError.of(Code.BAD_CLOCK, place=place, wrong=f"{word} is none of {known}") from None
