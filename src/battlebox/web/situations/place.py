"""The collection in which partners find how we stand, and the right to read it.

Law: one for each of our bodies; nobody may write in it by being told; the right to read alone tells nobody anything.
Not here: what lies in it (publishing.py), whether a partner is told (desk.exchange).
"""

from __future__ import annotations

from typing import Any, Final

from battlebox.marking import Tlp
from battlebox.web.models import Collection, Partner, Right

ALIAS: Final = "situation"
PURPOSE: Final = "how we stand"


def place_of(home: str) -> Collection:
    """The collection of one of our bodies, made where there is none yet."""
    found, _ = Collection.objects.get_or_create(
        ours=home,
        alias=ALIAS,
        defaults={
            "title": "How we stand",
            "description": "What we may tell you of our incident, made anew with every change. Each reader has its own.",
        },
    )
    return found


def right_to(partner: Partner) -> dict[str, Any]:
    """What a partner that is told may do there: read; whether it may write stays as it is."""
    old = Right.objects.filter(partner=partner, collection=place_of(partner.ours)).first()
    return {
        "may_read": True,
        "may_write": old is not None and old.may_write,
        "tlp_max": Tlp.AMBER_STRICT.value,
        "expires_at": None,
        "purpose": PURPOSE,
    }


def may_read(partner: Partner) -> bool:
    """Whether a partner may read there at all."""
    return Right.objects.filter(partner=partner, collection__alias=ALIAS, may_read=True).exists()
