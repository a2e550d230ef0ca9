"""Estates that an incident can run on: those shipped with Battlebox, and revisions kept in this data folder.

Law: what cannot be read is not offered, nor an estate of a drill on a real desk, nor any other on a drill's, where an
incident opens on the drill's copy alone; an estate is read once in a process.
Not here: adopting one (desk), taking in a new one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Final

from django.conf import settings

from battlebox.desk.command import Chosen
from battlebox.drill.sealed import sealed_in
from battlebox.estate import EstateError, RawTables, Shelf, digest_of, read_tables, says_drill
from battlebox.journal import EXERCISE
from battlebox.web.records import has_installation, installation

NONE_YET: Final = ""
_SHIPPED: Final = "shipped:"
KEPT: Final = "kept:"
THE_COPY_ALONE: Final = (
    "A drill is played on its own copy of the estate, and on no other: choose that one. The report would be drawn from "
    "that copy, and say of another estate what is not so."
)
"""Why a drill's desk opens an incident on no other estate."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One estate on offer: its key in a form, its title, where it is from, and the bodies in it."""

    key: str
    title: str
    source: str
    digest: str
    bodies: frozenset[str]


def offers(body: str) -> tuple[Offer, ...]:
    """The estates that have a body: kept ones first, since they are somebody's own."""
    every = _kept() if settings.DESK.drill else (*_kept(), *_shipped())
    return tuple(offer for offer in every if body in offer.bodies)


def _to_open_on(body: str) -> tuple[Offer, ...]:
    """Those that an incident may run on from its beginning."""
    if not settings.DESK.drill:
        return offers(body)
    copy = sealed_in(installation().path).estate
    return tuple(offer for offer in offers(body) if offer.digest == copy)


def choices(body: str) -> list[tuple[str, str]]:
    """The same for a form that opens an incident, with none yet last."""
    found = [(offer.key, f"{offer.title} ({offer.source})") for offer in _to_open_on(body)]
    return [*found, (NONE_YET, "None yet: everything that needs no estate still works")]


def usual(body: str) -> str:
    """What a form begins with: the body's own estate where one is kept; never an example."""
    return next((offer.key for offer in _to_open_on(body) if offer.key.startswith(KEPT)), NONE_YET)


def chosen(key: str, body: str) -> Chosen | None:
    """The estate of a key, where it is on offer to a body; None for none yet."""
    offer = next((each for each in offers(body) if each.key == key), None)
    if offer is None:
        return None
    raw = read_shipped(key.removeprefix(_SHIPPED)) if key.startswith(_SHIPPED) else _read_kept(*_place(key))
    return Chosen(raw, offer.source)


def body_name(body: str) -> str:
    """What a body is called by the estates here; its id where none of them has it."""
    shelf = installation().shelf if has_installation() else None
    return _body_names(shelf, shelf.kept if shelf else ()).get(body, body)


@lru_cache(maxsize=8)
def _body_names(shelf: Shelf | None, kept: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in _package().iterdir():
        found |= _named(read_shipped(each.name)) if each.is_dir() else {}
    if shelf is None:
        return found
    for digest in kept:
        try:
            found |= _named(_read_kept(shelf, digest))
        except EstateError:
            continue
    return found


def _named(raw: RawTables) -> dict[str, str]:
    table = raw.tables["bodies"]
    body, name = table.header.index("body"), table.header.index("name")
    return {row[body].strip(): row[name].strip() for row in table.rows if len(row) > max(body, name) and row[name]}


def is_shipped(digest: str) -> bool:
    """Whether a revision is one of those that come with Battlebox."""
    return digest in {_digest_of_shipped(each.name) for each in _package().iterdir() if each.is_dir()}


def _shipped() -> Iterator[Offer]:
    for each in sorted(_package().iterdir()):
        if each.is_dir():
            yield _offer(
                f"{_SHIPPED}{each.name}",
                read_shipped(each.name),
                "shipped with Battlebox, an example",
                _digest_of_shipped(each.name),
            )


def _kept() -> Iterator[Offer]:
    shelf = installation().shelf
    for digest in shelf.kept:
        try:
            raw = _read_kept(shelf, digest)
        except EstateError:
            continue
        if not is_shipped(digest) and _is_of_a_drill(shelf, digest) == settings.DESK.drill:
            yield _offer(f"{KEPT}{digest}", raw, f"kept on this desk, {digest[:12]}", digest)


def _offer(key: str, raw: RawTables, source: str, digest: str) -> Offer:
    title = raw.settings.get("title", key).strip('"')
    return Offer(key, title, source, digest, _bodies(raw))


def _bodies(raw: RawTables) -> frozenset[str]:
    table = raw.tables["bodies"]
    place = table.header.index("body")
    return frozenset(row[place].strip() for row in table.rows if len(row) > place)


def _place(key: str) -> tuple[Shelf, str]:
    return installation().shelf, key.removeprefix(KEPT)


def _package() -> Path:
    return Path(str(resources.files("battlebox") / "estate" / "shipped"))


@lru_cache(maxsize=8)
def read_shipped(name: str) -> RawTables:
    """The tables of an estate that is shipped."""
    return read_tables(_package() / name)


@lru_cache(maxsize=8)
def _digest_of_shipped(name: str) -> str:
    return digest_of(read_shipped(name))


@lru_cache(maxsize=32)
def _read_kept(shelf: Shelf, digest: str) -> RawTables:
    return shelf.fetch(digest)


@lru_cache(maxsize=32)
def _is_of_a_drill(shelf: Shelf, digest: str) -> bool:
    return says_drill(_read_kept(shelf, digest), EXERCISE)
