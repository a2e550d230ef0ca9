"""Pages of a collection for one partner: found by what the gate allows, looked at again, written into the ledger.

Law: one transaction decides, writes the row and hands over the bytes; a page holds what the partner may have and knows
of nothing else, so that `more`, `next` and the dates come from that alone.
Not here: who asks and whether they may (asking.py), the shape of the answer (share.taxii).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection, transaction
from django.utils import timezone

from battlebox.marking import Tlp
from battlebox.share.release import Channel
from battlebox.share.taxii import Asked, Picked, Which
from battlebox.web.models import Collection, Partner, Right
from battlebox.web.taxii.allowed import allowed
from battlebox.web.taxii.credentials import still_partner
from battlebox.web.taxii.leaving import Found, Leaving
from battlebox.web.taxii.ledger import Grounds, released
from battlebox.web.taxii.shelf import HELD, StoreShelf, held_from, identities_of

_PLACES: Final = {Which.FIRST: "e.is_first", Which.LAST: "e.is_last"}

# The very same thing of a second owner is left out where the first one's may be had.
_TWIN: Final = (
    "(NOT o.is_twin OR NOT EXISTS (SELECT 1 FROM web_entry f JOIN web_intelobject p ON p.id = f.thing_id"
    " WHERE f.collection_id = e.collection_id AND f.added < e.added AND p.ours = o.ours AND p.stix_id = o.stix_id"
    " AND p.sha256 = o.sha256 AND f.reach_id IN ({numbers}) AND (NOT f.is_kept OR p.owner = %s)))"
)


@dataclass(frozen=True, slots=True)
class Page:
    """What goes out, and whether there is more after it."""

    found: Sequence[Found] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page: its word in the ledger, and whether it gives out the things themselves."""

    word: str
    is_whole: bool = True


def page_of(right: Right, asked: Asked, after: int, kind: Kind) -> Page:
    """The page after an instant."""
    partner, collection = right.partner, right.collection
    # Most polls find nothing new, and need neither a lock nor a row.
    if collection.last_added <= after:
        return Page()
    if not _rows(right, asked, after, 1):
        return Page()
    with transaction.atomic():
        still_partner(partner)
        return _page(
            right,
            asked,
            after,
            Leaving(partner, timezone.now(), StoreShelf(partner.ours, identities_of(partner.ours))),
            kind,
        )


def _page(right: Right, asked: Asked, after: int, leaving: Leaving, kind: Kind) -> Page:
    found: list[Found] = []
    more = True
    while more and len(found) < asked.limit:
        rows = _rows(right, asked, after, asked.limit - len(found) + 1)
        more = len(rows) > asked.limit - len(found)
        rows = rows[: asked.limit - len(found)]
        if not rows:
            break
        after = rows[-1].added
        found += leaving.let_out(rows)
    if found:
        partner = right.partner

        grounds = Grounds(
            partner.ours,
            partner.body,
            Channel.TAXII,
            f"{kind.word} of the collection {right.collection.id}, {_purpose(right)}",
        )
        given = [each.row for each in found] if kind.is_whole else ()
        released(grounds, leaving.items(found), at=leaving.now, rows=given)
    return Page(found, more)


def _purpose(right: Right) -> str:
    return f"granted for {right.purpose}" if right.purpose else "granted"


def _rows(right: Right, asked: Asked, after: int, most: int) -> list[Found]:
    reaches = allowed(right.partner, Tlp.from_text(right.tlp_max), timezone.now())
    if not reaches:
        return []
    where, values = _conditions(right.collection, right.partner, asked.picked, after)
    numbers = ",".join(str(number) for number in reaches)
    once = _TWIN.format(numbers=numbers)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT o.id, e.added, o.sha256, r.text, {HELD} FROM web_entry e"  # noqa: S608 - numbers, marks and names of columns alone
            f" JOIN web_intelobject o ON o.id = e.thing_id JOIN web_reach r ON r.id = e.reach_id"
            f" WHERE {where} AND e.reach_id IN ({numbers}) AND {once} ORDER BY e.added LIMIT %s",
            [*values, right.partner.body, most],
        )
        return [_found(row) for row in cursor.fetchall()]


def _found(row: Sequence[Any]) -> Found:
    return Found(row[0], row[1], row[2], row[3], held_from(row[4:]))


def _conditions(collection: Collection, partner: Partner, picked: Picked, after: int) -> tuple[str, list[Any]]:
    """What rows must be, and the values of the marks in it."""
    key = collection.pk.hex if connection.vendor == "sqlite" else str(collection.pk)
    parts, values = ["e.collection_id = %s", "e.added > %s"], [key, after]
    for column, among in (
        ("o.stix_id", picked.ids),
        ("o.kind", picked.types),
        ("o.spec_version", picked.spec_versions),
    ):
        if among:
            parts.append(_among(column, len(among)))
            values += sorted(among)
    versions, more = _versions(picked)
    parts += versions
    values += more
    parts.append("(NOT e.is_kept OR o.owner = %s)")
    values.append(partner.body)
    return " AND ".join(parts), values


def _among(column: str, many: int) -> str:
    return f"{column} IN ({','.join(['%s'] * many)})"


def _versions(picked: Picked) -> tuple[list[str], list[str]]:
    if Which.ALL in picked.places:
        return [], []
    if picked.places == {Which.LAST} and not picked.orders:
        return ["e.is_last"], []
    parts = [_PLACES[place] for place in sorted(picked.places)]
    if picked.orders:
        parts.append(_among('o."order"', len(picked.orders)))
    return [f"({' OR '.join(parts)})"], sorted(picked.orders)
