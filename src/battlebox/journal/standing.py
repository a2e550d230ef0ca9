"""Which desks are believed in this incident, and which of their entries.

Law: standing is a function of the set of entries alone, in whatever order they came; an entry that is not believed is
kept, counted and shown.
Not here: what believed entries mean (fold.py), asking a person to enrol or adopt (desk).

1. The first entry names the organisations and their admin keys, and enrols the desk that wrote it.
2. An enrolment or a revocation counts when the admin of its organisation signed it, whoever carried it.
3. A revoked key's good entries are those on the chain that ends in the entry its admin named; of several revocations
   of one key, what any of them leaves out is out.
4. An entry left out by revocation is in again when an entry of a desk in good standing adopts it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from battlebox.journal.header import About, Header
from battlebox.journal.kinds import Kind
from battlebox.journal.statement import is_ordered
from battlebox.journal.store import Store

ORG_FIELD: Final = "org:"
EXERCISE_FIELD: Final = "exercise"
EXERCISE: Final = "EXERCISE EXERCISE EXERCISE"
"""What a drill says of itself wherever it says anything, its record's first entry included."""

CHANGES_STANDING: Final = frozenset(
    {Kind.JOURNAL_OPENED, Kind.KEY_ENROLLED, Kind.KEY_REVOKED, Kind.ENTRY_ADOPTED},
)
"""Kinds after which every entry's standing is asked anew."""


class Status(StrEnum):
    """How far an entry is believed."""

    GOOD = "good"
    UNKNOWN_DESK = "unknown desk"
    AFTER_REVOCATION = "after revocation"
    ADOPTED = "adopted"

    @property
    def is_folded(self) -> bool:
        """Whether the entry changes the state."""
        return self in (Status.GOOD, Status.ADOPTED)


@dataclass(frozen=True, slots=True)
class Desk:
    """An enrolled desk: its key, organisation, role and the name it goes by."""

    key: str
    org: str
    role: str
    name: str


@dataclass(slots=True)
class Standing:
    """Who is believed; built once by `standing_of` and not changed afterwards."""

    orgs: dict[str, str] = field(default_factory=dict)
    exercise: bool = False
    """Whether the first entry says that all of it is a drill."""
    desks: dict[str, list[Desk]] = field(default_factory=dict)
    good: dict[str, frozenset[str]] = field(default_factory=dict)
    adopted: set[str] = field(default_factory=set)
    revoked: set[tuple[str, str, str]] = field(default_factory=set)
    """(key, organisation, last good entry) of each revocation that counts."""
    refused: list[tuple[str, str]] = field(default_factory=list)

    def status(self, identity: str, key: str) -> Status:
        """How far the entry of that id by that key is believed."""
        if key not in self.desks:
            return Status.UNKNOWN_DESK
        good = self.good.get(key)
        if good is None or identity in good:
            return Status.GOOD
        return Status.ADOPTED if identity in self.adopted else Status.AFTER_REVOCATION

    def orgs_of(self, key: str) -> frozenset[str]:
        """The organisations that enrolled this key."""
        return frozenset(desk.org for desk in self.desks.get(key, ()))

    def name_of(self, key: str) -> str:
        """What to call a desk on a screen; an unknown one by the first letters of its key."""
        known = self.desks.get(key)
        name = f"{known[0].org}/{known[0].name}" if known else f"unknown desk {key[:8]}"
        # Another desk chose the name: it must not move a cursor or make up a line.
        return "".join(letter if letter.isprintable() else "?" for letter in name)


Record = tuple[str, Header]


def standing_of(records: Iterable[Record], before: Callable[[str], tuple[str, str] | None]) -> Standing:
    """Who is believed, given the records whose kind is in CHANGES_STANDING.

    `before` gives an entry's (key, id of its desk's entry before), or None if the entry is not here.
    """
    held = list(records)
    standing = Standing()
    for identity, header in held:
        if header.kind == Kind.JOURNAL_OPENED:
            _open(standing, header)
        elif header.kind != Kind.ENTRY_ADOPTED and not is_ordered(header, _orgs(held)):
            standing.refused.append((identity, header.key))
    wrong = {identity for identity, _ in standing.refused}
    ordered = [(identity, header) for identity, header in held if identity not in wrong]
    # Enrolments first: whether a revocation counts depends on who enrolled the key, and must not depend on arrival.
    for _, header in ordered:
        if header.kind == Kind.KEY_ENROLLED:
            _enrol(standing, header.about)
    for _, header in ordered:
        if header.kind == Kind.KEY_REVOKED:
            _revoke(standing, header.about, before)
    _adopt(standing, held)
    standing.refused.sort()
    for desks in standing.desks.values():
        desks.sort(key=lambda desk: (desk.org, desk.name, desk.role))
    return standing


def without_exercise(title: str) -> str:
    """A title without the words that a drill's begins with: where the line, the page or the row says them already."""
    return title.removeprefix(f"{EXERCISE}: ")


def standing_in(store: Store) -> Standing:
    """Who is believed in a store, from those of its entries alone that say so."""

    def before(identity: str) -> tuple[str, str] | None:
        row = store.row(identity)
        return None if row is None else (row.key, Header.from_store(row.raw).prev)

    return standing_of(((row.id, Header.from_store(row.raw)) for row in store.control_rows()), before)


def is_said_exercise(about: About) -> bool:
    """Whether a first entry says that it is a drill's, in whatever words: what says so at all is none of the day."""
    return bool(about.get(EXERCISE_FIELD))


def _orgs(held: list[Record]) -> dict[str, str]:
    for _, header in held:
        if header.kind == Kind.JOURNAL_OPENED:
            return {
                name.removeprefix(ORG_FIELD): str(value)
                for name, value in header.about.items()
                if name.startswith(ORG_FIELD)
            }
    return {}


def _open(standing: Standing, header: Header) -> None:
    standing.orgs = _orgs([("", header)])
    standing.exercise = is_said_exercise(header.about)
    _enrol(standing, header.about | {"key": header.key})


def _enrol(standing: Standing, about: dict[str, str | int]) -> None:
    desk = Desk(
        key=str(about.get("key", "")),
        org=str(about.get("org", "")),
        role=str(about.get("role", "")),
        name=str(about.get("name", "")),
    )
    held = standing.desks.setdefault(desk.key, [])
    if desk not in held:
        held.append(desk)


def _revoke(
    standing: Standing,
    about: dict[str, str | int],
    before: Callable[[str], tuple[str, str] | None],
) -> None:
    key, org = str(about.get("key", "")), str(about.get("org", ""))
    # An admin answers for its own organisation's desks only, the founding desk included.
    if org not in {desk.org for desk in standing.desks.get(key, ())} and key in standing.desks:
        return
    standing.revoked.add((key, org, str(about.get("last_good", ""))))
    chain: set[str] = set()
    identity = str(about.get("last_good", ""))
    while identity:
        found = before(identity)
        if found is None or found[0] != key:
            break
        chain.add(identity)
        identity = found[1]
    standing.good[key] = standing.good.get(key, frozenset(chain)) & chain


def _adopt(standing: Standing, held: list[Record]) -> None:
    for identity, header in held:
        if header.kind == Kind.ENTRY_ADOPTED and standing.status(identity, header.key) is Status.GOOD:
            standing.adopted.add(str(header.about.get("entry", "")))
