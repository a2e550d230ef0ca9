"""What its owner confirms: a contact, an item of the battle box, a service's row; and as what it was shown.

Law: a confirmation is of the details that were shown; where they change, nobody has confirmed them.
Not here: what was answered (confirmation.py), how the question reaches the owner (link.py, sheet.py).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from battlebox.desk.command import Contact, contact_tree
from battlebox.desk.readiness.item import Item
from battlebox.estate import Estate, Service, hours_text

CONTACT_DAYS: Final = 90
SERVICE_DAYS: Final = 365
"""Days for which a confirmation counts (working values)."""
_KEY_LETTERS: Final = 12


class About(StrEnum):
    """What sort of thing it is."""

    CONTACT = "contact"
    ITEM = "item"
    SERVICE = "service"

    @property
    def words(self) -> str:
        """As it is said."""
        return {"contact": "contact", "item": "battle-box item", "service": "service"}[self.value]


@dataclass(frozen=True, slots=True)
class Confirmable:
    """One thing to confirm: `details` are what its owner is shown, `lacks` why there is nothing to confirm yet."""

    about: About
    id: str
    name: str
    owner: str
    details: tuple[tuple[str, str], ...]
    days_max: int
    lacks: str = ""

    @property
    def thing(self) -> str:
        """What it is called in the book."""
        return f"{self.about.value}/{self.id}"

    @property
    def key(self) -> str:
        """What it is called in an address: the office's own words stay out of it."""
        return hashlib.sha256(self.thing.encode()).hexdigest()[:_KEY_LETTERS]

    @property
    def digest(self) -> str:
        """What its details come to."""
        return hashlib.sha256(json.dumps(self.details).encode()).hexdigest()


def contacts(estate: Estate, body: str) -> tuple[Confirmable, ...]:
    """Everybody whom a body would ring first, as its estate names them, each once, in the order of the day."""
    found: dict[str, Confirmable] = {}
    for call in contact_tree(estate, body):
        for each in (call.first, *call.deputies):
            found.setdefault(each.whom, _contact(each))
    return tuple(found.values())


def services(estate: Estate, body: str) -> tuple[Confirmable, ...]:
    """The rows of a body's services, which a review of its business impact looks at again."""
    return tuple(_service(row) for row in estate.services if row.body == body)


def items(kept: tuple[Item, ...]) -> tuple[Confirmable, ...]:
    """What lies in the battle box."""
    return tuple(
        Confirmable(
            About.ITEM,
            str(each.number),
            each.name,
            each.owner,
            (("Item", each.name), ("Where it lies", each.place), ("Who looks after it", each.owner)),
            each.days_max,
        )
        for each in kept
    )


def _contact(each: Contact) -> Confirmable:
    told = (("Office", each.office), ("Name", each.name), ("Phone", each.phone), ("Another way", each.other))
    name = f"{each.name}, {each.office}" if each.name and each.name != each.office else each.office
    return Confirmable(
        About.CONTACT,
        each.whom,
        name,
        each.office,
        tuple((title, value or "not written down") for title, value in told),
        CONTACT_DAYS,
        "" if each.is_known else "no number is written for it",
    )


def _service(row: Service) -> Confirmable:
    lasts = "none is written down"
    if row.has_fallback:
        lasts = f"{row.fallback or 'not said how'}, for {hours_text(row.fallback_microhours or 0)} h"
    told = (
        ("Service", row.name),
        ("Priority", row.priority.value),
        ("Should be back within", f"{hours_text(row.rto_microhours)} h"),
        ("Intolerable after", f"{hours_text(row.mtpd_microhours)} h"),
        ("What is done without it", lasts),
        ("Who answers for it", row.owner or "not written down"),
        ("Who answers when they cannot", row.deputy or "not written down"),
    )
    return Confirmable(About.SERVICE, row.service, row.name, row.owner or "", told, SERVICE_DAYS)
