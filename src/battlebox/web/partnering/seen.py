"""Things that are held, as one officer may see them on a screen: the gate is asked of each, by hand, to that person.

Law: what the gate keeps back is not on the page and in no list; that something was kept back may be counted.
Not here: what leaves to partners (web.taxii), the gate (share.release).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from battlebox.marking import Allow, Recipient, WayOut
from battlebox.share.intel import Thing
from battlebox.share.release import Disagreement, Gate, Held, Reach
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.models import Alarm, IntelObject, Partner
from battlebox.web.taxii.shelf import StoreShelf, held_from, identities_of

NAMES: Final = ("name", "value", "source_name", "abstract", "relationship_type", "pattern", "subject")
_WORDS_MOST: Final = 120
_WAYS: Final = {"taxii": "sent to us by machine", "poll": "fetched from its feed", "file": "brought in as a file",
                "": "not said"}  # fmt: skip
"""How a thing came, as the store has it, in words; our own desk is called so there."""


def way_in(source: str) -> str:
    """How a thing came, in words."""
    return _WAYS.get(source, source)


def seen_of(desk: AtDesk, rows: Iterable[IntelObject]) -> Mapping[int, Held]:
    """Those of these rows that this officer may see, by their numbers."""
    home = desk.officer.body
    shelf = StoreShelf(home, identities_of(home))
    held = {row.pk: (row, held_of(row)) for row in rows}
    shelf.reach_for([each for _, each in held.values()])
    to = Recipient(WayOut.HAND, body=home, person=desk.officer.id, community=True)
    gate = Gate(shelf, lambda found: _alarm(home, found))
    return {
        number: each
        for number, (row, each) in held.items()
        if isinstance(gate.let_out(each, to, desk.sight.now, Reach.from_text(row.reach.text)), Allow)
    }


def held_of(row: IntelObject) -> Held:
    """A row as the gate asks for it."""
    return held_from(
        (row.stix_id, row.kind, row.version, row.raw, row.owner, row.audience, row.people, row.expires_at,
         row.brought_under)
    )  # fmt: skip


def name_of(thing: Thing) -> str:
    """What a thing is called, in words."""
    found = next((str(thing.says[key]) for key in NAMES if thing.says.get(key)), "")
    return found[:_WORDS_MOST] or thing.type.replace("-", " ")


def names_of_bodies(desk: AtDesk) -> Mapping[str, str]:
    """Plain names of bodies: as partners are registered, else as the estate has them."""
    return dict(Partner.objects.filter(ours=desk.officer.body).values_list("body", "name"))


def _alarm(home: str, found: Disagreement) -> None:
    words = f"Two readings of the marking of {found.id} came out differently on a screen. It was not shown."
    Alarm.objects.tell_once(f"screen-gate:{found.id}", words, body=home)
