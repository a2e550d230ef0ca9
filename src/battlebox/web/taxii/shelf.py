"""The shelf that the gate looks things up on: the store of one of our bodies.

Law: an owner's own copy of a thing goes before ours, and ours before another's; what its sender was not let in for is
found by its owner's things alone, and so is what was put aside; the newest version is what counts.
Not here: what follows from what is found (share.release).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

import orjson

from battlebox.marking import Tlp
from battlebox.share.intel import Thing, ids_in
from battlebox.share.release import STEPS_MOST, THINGS_MOST, Held
from battlebox.share.taxii import order_of
from battlebox.web.taxii.rows import ASKED_MOST, found, marks_for, pieces

_COLUMNS: Final = "o.stix_id, o.kind, o.version, o.raw, o.owner, o.audience, o.people, o.expires_at, o.brought_under"
COLUMNS: Final = len(_COLUMNS.split(","))
"""How many columns `held_from` reads."""
HELD: Final = _COLUMNS
# A label binds by its id; what it says is looked up nowhere.
_LABELS: Final = frozenset(label.stix_id for label in Tlp)


@dataclass(slots=True)
class StoreShelf:
    """What `home` holds. `laid` are things that are about to be stored, by id, and all of one owner."""

    home: str
    identities: Mapping[str, str]
    laid: dict[str, Held] = field(default_factory=dict)
    _copies: dict[str, list[_Copy]] = field(default_factory=dict)
    _own: dict[tuple[str, str], Held] = field(default_factory=dict)

    def know(self, newest: Iterable[Held]) -> None:
        """Take these for found: the newest versions of their owners, as they were just read."""
        self._own.update((held.key, held) for held in newest)

    def held(self, ids: Iterable[str], owner: str) -> Mapping[str, Held]:
        """The newest version of those of these ids that are here, as this owner's things name them."""
        wanted = list(ids)
        self._fetch([each for each in wanted if each not in self._copies and (each, owner) not in self._own])
        here = {each: self._chosen(each, owner) for each in wanted if each not in _LABELS}
        return {each: held for each, held in here.items() if held is not None}

    def reach_for_page(self, page: Mapping[int, Held]) -> None:
        """The same for stored things, by their numbers: what they name was written down when they came."""
        owners = {held.owner for held in page.values()}
        named: list[str] = [held.thing.id for held in page.values() if held.key not in self._own]
        for piece in pieces(list(page)):
            sql = f"SELECT DISTINCT named FROM web_edge WHERE thing_id IN ({marks_for(piece)})"  # noqa: S608 - marks alone
            named += [row[0] for row in found(sql, piece)]
        self._fetch(one for one in named if not all((one, owner) in self._own for owner in owners))
        chosen = (self._chosen(one, owner) for one in named for owner in owners)
        self.reach_for(held for held in chosen if held is not None and held.key not in self._own)

    def reach_for(self, things: Iterable[Held]) -> None:
        """Fetch all that these things name, and what that names, in few questions."""
        level = {held.key: held for held in things}
        met = set(level)
        for _ in range(STEPS_MOST + 2):
            named = {each: ids_in(held.thing) for each, held in level.items()}
            self._fetch(one for (_, owner), ids in named.items() for one in ids if (one, owner) not in self._own)
            chosen = (self._chosen(one, owner) for (_, owner), ids in named.items() for one in ids)
            level = {held.key: held for held in chosen if held is not None and held.key not in met}
            met |= level.keys()
            if not level or len(met) > ASKED_MOST * THINGS_MOST:
                return

    def _chosen(self, stix_id: str, owner: str) -> Held | None:
        laid = self.laid.get(stix_id)
        if laid is not None and laid.owner == owner:
            return laid
        known = self._own.get((stix_id, owner))
        if known is not None:
            return known
        copies = self._copies.get(stix_id)
        if not copies:
            return None
        own = [copy for copy in copies if copy.held.owner == owner]
        if own:
            return max(own, key=_as_own).held
        # What its sender was not let in for, or what was put aside, binds and frees nobody else's things.
        others = [copy.held for copy in copies if not copy.is_quarantined and not copy.is_disputed]
        return next((held for held in others if held.owner == self.home), others[0] if others else None)

    def _fetch(self, ids: Iterable[str]) -> None:
        missing = [each for each in dict.fromkeys(ids) if each not in self._copies and each not in _LABELS]
        for piece in pieces(missing):
            self._copies.update((each, []) for each in piece)
            rows = found(
                f"SELECT {HELD}, o.is_quarantined, o.is_disputed FROM web_intelobject o WHERE o.ours = %s"  # noqa: S608 - marks and names of columns alone
                f" AND o.is_newest AND o.stix_id IN ({marks_for(piece)}) ORDER BY o.id",
                [self.home, *piece],
            )
            for row in rows:
                self._copies[row[0]].append(_Copy(held_from(row), bool(row[COLUMNS]), bool(row[COLUMNS + 1])))


class _Copy(NamedTuple):
    """One owner's newest version of a thing."""

    held: Held
    is_quarantined: bool
    is_disputed: bool


def _as_own(copy: _Copy) -> tuple[bool, str]:
    """Of an owner's own: what stands goes before what was put aside, of which the newest counts."""
    version = copy.held.thing.version
    return not copy.is_disputed, order_of(version) if version else ""


def held_from(row: Any) -> Held:
    """A thing as it is held, from the columns named in HELD."""
    stix_id, kind, version, raw, owner, audience, people, expires, under = row[:COLUMNS]
    return Held(
        Thing.kept(stix_id, kind, version, bytes(raw)),
        owner,
        _set(audience),
        Tlp(under) if under else None,
        _set(people),
        _instant(expires),
    )


def _set(kept: Any) -> frozenset[str]:
    # A list in a table comes as its text where the rows are read without Django's models.
    return frozenset() if kept in ("[]", []) else frozenset(orjson.loads(kept) if isinstance(kept, str) else kept)


def _instant(kept: Any) -> datetime | None:
    if not kept:
        return None
    at = datetime.fromisoformat(kept) if isinstance(kept, str) else kept
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def identities_of(home: str) -> dict[str, str]:
    """The identities that are registered with one of our bodies, each with the body it stands for."""
    return dict(found("SELECT identity, body FROM web_partner WHERE ours = %s AND identity <> ''", [home]))
