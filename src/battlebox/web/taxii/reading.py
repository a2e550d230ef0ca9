"""Pages of a collection for one partner: found by what the gate allows, looked at again, written into the ledger.

Law: one transaction decides, writes the row and hands over the bytes; a page holds what the partner may have and knows
of nothing else, so that `more`, `next` and the dates come from that alone.
Not here: who asks and whether they may (asking.py), the shape of the answer (share.taxii).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from battlebox.marking import Tlp
from battlebox.share.release import Channel
from battlebox.share.taxii import LIMIT_MAX, Asked, Picked, TaxiiCode, TaxiiError, Which
from battlebox.web.models import Collection, Partner, Right
from battlebox.web.taxii.allowed import allowed
from battlebox.web.taxii.credentials import still_partner
from battlebox.web.taxii.leaving import Found, Leaving
from battlebox.web.taxii.ledger import Grounds, released
from battlebox.web.taxii.rows import QUEUE, found, is_on_a_server
from battlebox.web.taxii.shelf import HELD, StoreShelf, held_from, identities_of

_TRIES: Final = 5
_OWNERS_MOST: Final = 8
_PLACES: Final = {Which.FIRST: "e.is_first", Which.LAST: "e.is_last"}

# The very same thing of a second owner is left out where the first one's may be had.
_TWIN: Final = (
    "(NOT o.is_twin OR NOT EXISTS (SELECT 1 FROM web_intelobject p CROSS JOIN web_entry f WHERE p.id = f.thing_id"
    " AND f.collection_id = e.collection_id AND f.added < e.added AND p.ours = o.ours AND p.stix_id = o.stix_id"
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
    """The page after an instant.

    1. Find it, and look at each thing again, while others write.
    2. With the tables held: the partner is who it was, and the same things may go to it for the same reasons.
    3. Write the row. What changed in between begins again from 1.
    """
    # Most polls find nothing new, and need neither a lock nor a row.
    if right.collection.last_added <= after:
        return Page()
    for _ in range(_TRIES):
        page, rows, leaving = _read(right, asked, after)
        if not page.found:
            return page
        with QUEUE, transaction.atomic():
            still_partner(right.partner)
            if _now(right, asked, after, len(rows)) == [(row.row, row.reach_id) for row in rows]:
                _write(right, page, leaving, kind)
                return page
    raise TaxiiError(TaxiiCode.BUSY, retry_seconds=1)


def everything(right: Right, most: int) -> list[Found]:
    """The newest version of all that the partner may have of the collection now; nothing leaves by this."""
    found: list[Found] = []
    after, more = 0, True
    while more and len(found) < most:
        page, _, _ = _read(right, Asked(limit=min(LIMIT_MAX, most - len(found))), after)
        found += page.found
        after, more = page.found[-1].added if page.found else after, page.more and bool(page.found)
    return found


def hand_over(right: Right, wanted: Sequence[Found], channel: Channel, word: str) -> list[Found]:
    """Those of these that may go this very instant, written into the ledger; the caller then lets their bytes go.

    Raises TaxiiError for a partner that was cut off, or for whom anything was changed, meanwhile.
    """
    ids = frozenset(each.held.thing.id for each in wanted)
    numbers = {each.row for each in wanted}
    with QUEUE, transaction.atomic():
        still_partner(right.partner)
        leaving = Leaving(
            right.partner, timezone.now(), StoreShelf(right.partner.ours, identities_of(right.partner.ours))
        )
        rows = _rows(right, Asked(picked=Picked(ids)), 0, len(wanted) * _OWNERS_MOST)
        let = leaving.let_out([row for row in rows if row.row in numbers])
        if let:
            _write(right, Page(let), leaving, Kind(word), channel)
    return let


def _read(right: Right, asked: Asked, after: int) -> tuple[Page, list[Found], Leaving]:
    """The page, and every row that was looked at for it."""
    ours = right.partner.ours
    leaving = Leaving(right.partner, timezone.now(), StoreShelf(ours, identities_of(ours)))
    looked: list[Found] = []
    let: list[Found] = []
    more = True
    while more and len(let) < asked.limit:
        wanted = asked.limit - len(let)
        rows = _rows(right, asked, after, wanted + 1)
        more = len(rows) > wanted
        if not rows:
            break
        after = rows[:wanted][-1].added
        looked += rows[:wanted]
        let += leaving.let_out(rows[:wanted])
    return Page(let, more), looked, leaving


def _write(right: Right, page: Page, leaving: Leaving, kind: Kind, channel: Channel = Channel.TAXII) -> None:
    partner = right.partner
    basis = f"{kind.word} of the collection {right.collection.pk}, {_purpose(right)}"
    grounds = Grounds(partner.ours, partner.body, channel, basis)
    given = [each.row for each in page.found] if kind.is_whole else ()
    released(grounds, leaving.items(page.found), at=leaving.now, rows=given)


def _purpose(right: Right) -> str:
    return f"granted for {right.purpose}" if right.purpose else "granted"


def _rows(right: Right, asked: Asked, after: int, most: int) -> list[Found]:
    select = _selected(right, asked, after)
    if select is None:
        return []
    tail, values = select
    text = "(SELECT r.text FROM web_reach r WHERE r.id = e.reach_id)"
    columns = f"o.id, e.added, o.sha256, e.reach_id, {text}, o.is_newest AND NOT o.is_disputed, {HELD}"
    return [_found(row) for row in found(f"SELECT {columns} {tail}", [*values, most])]


def _now(right: Right, asked: Asked, after: int, most: int) -> list[tuple[Any, ...]]:
    """What the partner may have after an instant, as it stands now: the numbers of them and of their reaches."""
    select = _selected(right, asked, after)
    return [] if select is None else found(f"SELECT o.id, e.reach_id {select[0]}", [*select[1], most])


def _selected(right: Right, asked: Asked, after: int) -> tuple[str, list[Any]] | None:
    """The entries that the partner may have, from FROM on, and the values of its marks but the last, which is LIMIT."""
    reaches = allowed(right.partner, Tlp.from_text(right.tlp_max), timezone.now())
    if not reaches:
        return None
    where, values = _conditions(right.collection, right.partner, asked.picked, after)
    numbers = ",".join(str(number) for number in reaches)
    once = _TWIN.format(numbers=numbers)
    # By the things first where they are named: a large collection is not walked through for one of them. PostgreSQL
    # knows how many of each there are, and takes no such hints.
    by = "INDEXED BY entry_once" if asked.picked.ids and not is_on_a_server() else ""
    tail = (
        f"FROM web_entry e {by} JOIN web_intelobject o ON o.id = e.thing_id"
        f" WHERE {where} AND e.reach_id IN ({numbers}) AND {once} ORDER BY e.added LIMIT %s"
    )
    return tail, [*values, right.partner.body]


def _found(row: Sequence[Any]) -> Found:
    return Found(row[0], row[1], row[2], row[3], row[4], held_from(row[6:]), bool(row[5]))


def _conditions(collection: Collection, partner: Partner, picked: Picked, after: int) -> tuple[str, list[Any]]:
    """What rows must be, and the values of the marks in it."""
    parts, values = ["e.collection_id = %s", "e.added > %s"], [collection.pk.hex, after]
    if picked.ids:
        wanted = _among("i.stix_id", len(picked.ids))
        parts.append(f"e.thing_id IN (SELECT i.id FROM web_intelobject i WHERE i.ours = %s AND {wanted})")  # noqa: S608 - marks alone
        values += [collection.ours, *sorted(picked.ids)]
    for column, among in (
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
