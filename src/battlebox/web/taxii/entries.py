"""Putting things into collections, in an order that never stands still and never repeats.

Law: within a transaction that holds the collection; the next instant is later than every one before, whatever the
clock says, so that neither a tie nor a late writer is ever missed.
Not here: which things (shelving.py).
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Protocol
from uuid import UUID

from django.db.models import QuerySet

from battlebox.web.models import Collection, Entry, IntelObject
from battlebox.web.taxii.rows import write


class _Placed(Protocol):
    """A stored thing, as far as a collection knows it."""

    @property
    def pk(self) -> int: ...
    @property
    def reach_id(self) -> int: ...
    @property
    def is_quarantined(self) -> bool: ...
    @property
    def is_disputed(self) -> bool: ...


def put_in(
    collection: Collection, new: Sequence[_Placed], again: Sequence[IntelObject], several: Iterable[str]
) -> None:
    """Add new things, and known ones that are not in it yet; `several` are ids of which there are several versions."""
    numbers = [thing.pk for thing in again]
    there = (
        set()
        if not numbers
        else set(Entry.objects.filter(thing__in=numbers, collection=collection).values_list("thing_id", flat=True))
    )
    wanted: list[_Placed] = [*new, *{thing.pk: thing for thing in again if thing.pk not in there}.values()]
    if not wanted:
        return
    first = _next(collection, len(wanted))
    place = collection.pk.hex
    write(
        Entry,
        ("collection_id", "thing_id", "added", "reach_id", "is_first", "is_last", "is_kept"),
        (
            (place, thing.pk, first + at, thing.reach_id, True, True, thing.is_quarantined or thing.is_disputed)
            for at, thing in enumerate(wanted)
        ),
    )
    order_versions(collection, several)


def add_anew(entries: QuerySet[Entry]) -> None:
    """Move these to the end of their collections: somebody may see them now who could not before."""
    by_collection: dict[UUID, list[int]] = defaultdict(list)
    for entry in entries.order_by("added").values_list("collection_id", "pk"):
        by_collection[entry[0]].append(entry[1])
    for number, numbers in by_collection.items():
        first = _next(Collection.objects.get(pk=number), len(numbers))
        for at, pk in enumerate(numbers):
            Entry.objects.filter(pk=pk).update(added=first + at)


def order_versions(collection: Collection, ids: Iterable[str]) -> None:
    """Mark the first and the last version of each of these in the collection."""
    wanted = list(ids)
    if not wanted:
        return
    by_thing: dict[tuple[str, str], list[tuple[str, int, bool, bool]]] = defaultdict(list)
    rows = Entry.objects.filter(collection=collection, thing__ours=collection.ours, thing__stix_id__in=wanted)
    for each in rows.values_list("thing__stix_id", "thing__owner", "thing__order", "pk", "is_first", "is_last"):
        by_thing[each[:2]].append(each[2:])
    for versions in by_thing.values():
        versions.sort()
        for at, (_, pk, was_first, was_last) in enumerate(versions):
            is_first, is_last = at == 0, at == len(versions) - 1
            if (is_first, is_last) != (was_first, was_last):
                Entry.objects.filter(pk=pk).update(is_first=is_first, is_last=is_last)


def _next(collection: Collection, many: int) -> int:
    """The first of so many new instants."""
    held = Collection.objects.select_for_update().get(pk=collection.pk)
    first = max(time.time_ns() // 1000, held.last_added + 1)
    Collection.objects.filter(pk=collection.pk).update(last_added=first + many - 1)
    return first
