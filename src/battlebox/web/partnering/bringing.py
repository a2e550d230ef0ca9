"""Keeping what a foreign file held, in a collection of ours.

Law: only what is sound is kept, as the thing of the body that it came from; what is stricter than GREEN is given to our
own body and to whom its sender gave it, whoever reads the collection.
Not here: the readers (share.foreign), the one door into the store (web.taxii.shelving).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from battlebox.marking import Tlp
from battlebox.share.intel import Thing, sound
from battlebox.web.errors import Code, WebError
from battlebox.web.taxii.standing import stand

Parts = Iterable[tuple[tuple[Thing, ...], frozenset[str]]]


def keep(parts: Parts, *, collection: str, owner: str, data: Path | None, ours: str) -> dict[str, int]:
    """How many were stored, known already and refused. Raises WebError."""
    desk = stand(data)
    home = ours or desk.body
    if not home:
        raise WebError.of(Code.NO_BODY)
    # Models can be loaded only once Django stands.
    from battlebox.web.taxii.registering import collection_of
    from battlebox.web.taxii.shelving import Origin, label_of, shelve

    place = collection_of(home, collection)
    counts = {"stored": 0, "known": 0, "refused": 0}
    for things, audience in parts:
        free: list[Thing] = []
        kept: list[Thing] = []
        whole = [one for one in things if sound(one.says) is None]
        counts["refused"] += len(things) - len(whole)
        for one in whole:
            (free if not audience and label_of(one) in (Tlp.CLEAR, Tlp.GREEN) else kept).append(one)
        for some, given in ((free, frozenset[str]()), (kept, audience | {home})):
            if some:
                origin = Origin(owner, by=owner, source="file", audience=given)
                found = shelve(some, origin, ours=home, collection=place)
                counts["stored"] += len(found.stored)
                counts["known"] += len(found.known)
                counts["refused"] += len(found.refused)
    return counts
