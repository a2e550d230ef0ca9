"""Working out anew how far things may go, when something that binds them has come or changed.

Law: within the transaction that changed it; whatever names it, however far off, and every older version is asked
again; what may go further than before is added anew to its collections, so that nobody who reads on misses it.
Not here: how a reach is found (share.release).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from battlebox.share.release import Reach as ReachOf
from battlebox.share.release import reach_of
from battlebox.web.models import Entry, IntelObject, Reach
from battlebox.web.taxii.entries import add_anew
from battlebox.web.taxii.rows import found, marks_for, pieces
from battlebox.web.taxii.shelf import HELD, StoreShelf, held_from


def reach_ids(reaches: Iterable[ReachOf]) -> dict[str, int]:
    """The number of each text of these reaches, kept where it is new."""
    texts = {reach.to_text() for reach in reaches}
    known = {text: row[0] for text in texts for row in found("SELECT id FROM web_reach WHERE text = %s", [text])}
    for text in sorted(texts - known.keys()):
        known[text] = Reach.objects.create(text=text).pk
    return known


def feel(home: str, changed: set[str], identities: Mapping[str, str], *, but: frozenset[int] = frozenset()) -> int:
    """Ask again of everything that names these ids, and of older versions of them; how many changed.

    `but` are rows that were worked out just now.
    """
    done, many = set(but), 0
    while changed:
        numbers = _touched(home, changed) - done
        done |= numbers
        moved = _ask_again(home, _rows(numbers), identities)
        many += len(moved)
        changed = moved
    return many


def _touched(home: str, ids: set[str]) -> set[int]:
    """The numbers of the rows that name one of these ids, and of every version of them."""
    numbers: set[int] = set()
    for piece in pieces(sorted(ids)):
        marks = marks_for(piece)
        for where in (
            f"o.id IN (SELECT thing_id FROM web_edge WHERE named IN ({marks}))",  # noqa: S608 - marks alone
            f"o.stix_id IN ({marks})",
        ):
            asked = f"SELECT o.id FROM web_intelobject o WHERE o.ours = %s AND {where}"  # noqa: S608 - marks alone
            numbers.update(row[0] for row in found(asked, [home, *piece]))
    return numbers


def _rows(numbers: set[int]) -> list[tuple[Any, ...]]:
    """The rows of these numbers: number, reach, then the columns of HELD."""
    rows: list[tuple[Any, ...]] = []
    for piece in pieces(sorted(numbers)):
        marks = marks_for(piece)
        rows += found(
            f"SELECT o.id, r.text, {HELD} FROM web_intelobject o JOIN web_reach r ON r.id = o.reach_id"  # noqa: S608 - names of columns and marks alone
            f" WHERE o.id IN ({marks})",
            piece,
        )
    return rows


def _ask_again(home: str, rows: list[tuple[Any, ...]], identities: Mapping[str, str]) -> set[str]:
    """Work these out anew; the ids of those that came out differently."""
    read = [(number, text, held_from(columns)) for number, text, *columns in rows]
    shelf = StoreShelf(home, identities)
    shelf.reach_for(held for _, _, held in read)
    moved: set[str] = set()
    for number, text, held in read:
        reach = reach_of(held, shelf)
        if reach.to_text() != text:
            moved.add(held.thing.id)
            _move(number, ReachOf.from_text(text), reach)
    return moved


def _move(number: int, before: ReachOf, after: ReachOf) -> None:
    row = reach_ids([after])[after.to_text()]
    IntelObject.objects.filter(pk=number).update(reach_id=row)
    Entry.objects.filter(thing_id=number).update(reach_id=row)
    is_tighter_only = after.kept_back is not None or (before.kept_back is None and before.atoms <= after.atoms)
    if not is_tighter_only:
        add_anew(Entry.objects.filter(thing_id=number))
