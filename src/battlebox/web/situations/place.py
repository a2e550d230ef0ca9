"""The collection in which one partner finds how we stand, and its right to read it.

Law: each reader has a collection of its own, so that what was made for one is found by no other, whatever its label
lets the others have; the right to read tells nobody anything.
Not here: what lies in it (publishing.py), whether a partner is told (desk.exchange).
"""

from __future__ import annotations

from typing import Any, Final

from battlebox.marking import Tlp
from battlebox.web.models import Collection, Partner, Right

PURPOSE: Final = "how we stand"
_ALIAS_MOST: Final = 60


def alias_for(body: str) -> str:
    """How the collection of a reader is called in addresses and commands."""
    return f"situation-{body}"[:_ALIAS_MOST]


def place_for(partner: Partner) -> Collection:
    """The collection of one reader, made where there is none yet."""
    found, _ = Collection.objects.get_or_create(
        ours=partner.ours,
        alias=alias_for(partner.body),
        defaults={
            "title": f"How we stand, for {partner.name}"[:120],
            "description": "What we may tell you of our incident, made anew with every change of it.",
        },
    )
    return found


def right_to(partner: Partner) -> dict[str, Any]:
    """What a partner that is told may do there: read; whether it may write stays as it is."""
    old = Right.objects.filter(partner=partner, collection=place_for(partner)).first()
    return {
        "may_read": True,
        "may_write": old is not None and old.may_write,
        "tlp_max": Tlp.AMBER_STRICT.value,
        "expires_at": None,
        "purpose": PURPOSE,
    }


def may_read(partner: Partner) -> bool:
    """Whether a partner may read there at all."""
    return Right.objects.filter(partner=partner, collection__alias=alias_for(partner.body), may_read=True).exists()
