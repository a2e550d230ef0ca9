"""Doing what two people agreed on: a partner is registered, a right is given, a thing is issued under a freer label.

Law: only what our own body owns gets a freer label; what somebody else left unmarked is issued anew under our name, and
theirs stays as it is; what somebody else marked stays as they marked it.
Not here: who proposed and who agreed (desk.exchange).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

import orjson
from django.db import transaction
from django.db.models import F

from battlebox.desk.exchange import Change, What
from battlebox.marking import Tlp
from battlebox.share.intel import Thing, marked_with, sound, stix_id, to_stamp
from battlebox.web.errors import Code, WebError
from battlebox.web.models import Collection, IntelObject, Partner, Right
from battlebox.web.situations.place import place_for, right_to
from battlebox.web.taxii.credentials import give_token
from battlebox.web.taxii.named import must_be_new_partner, no_partner
from battlebox.web.taxii.shelving import Origin, shelve

_LEFT_OUT: Final = ("created_by_ref", "object_marking_refs", "granular_markings", "revoked")


def do(change: Change, home: str, now: datetime) -> str:
    """Do it; a token that is shown once, where there is one. Raises WebError where it cannot be done any more."""
    with transaction.atomic():
        if change.what is What.ADD:
            return _add(change, home, now)
        if change.what is What.GRANT:
            _grant(change, home)
        elif change.what is What.TELL:
            _tell(change, home)
        else:
            _loosen(change, home, now)
    return ""


def may_loosen(row: IntelObject, home: str) -> str:
    """Why a thing cannot get a freer label here; blank where it can."""
    says = orjson.loads(bytes(row.raw))
    if row.is_quarantined or row.is_disputed:
        return "It is kept apart: let its sender in, or ask them about it, first."
    if not says.get("modified"):
        return "It has no versions, so it is as free as what names it. Give what names it another label."
    if row.owner != home and (marked_with(says) or says.get("granular_markings")):
        return "Its owner marked it, and only its owner can give it a freer label. Ask them."
    return ""


def issued(row: IntelObject, home: str, label: Tlp, now: datetime) -> Thing:
    """The thing as it would be issued: a new version of ours, or ours anew of what somebody else left unmarked."""
    says = dict(orjson.loads(bytes(row.raw)))
    kept = {key: value for key, value in says.items() if key not in _LEFT_OUT}
    if row.owner == home:
        kept |= {key: says[key] for key in ("created_by_ref",) if key in says}
    else:
        kept |= {"id": stix_id(row.kind, home, row.stix_id), "created": to_stamp(now)}
    kept |= {"modified": to_stamp(now), "object_marking_refs": [label.stix_id]}
    return Thing.from_says(kept)


def _add(change: Change, home: str, now: datetime) -> str:
    body, name, community = change.needed
    must_be_new_partner(home, body, name)
    made = Partner(ours=home, body=body, name=name, community=community == "yes", is_quarantined=True, made_at=now)
    return give_token(made)


def _grant(change: Change, home: str) -> None:
    collection, read, write, tlp_max, until, purpose = change.needed
    partner = Partner.objects.filter(ours=home, body=change.body).first()
    found = Collection.objects.filter(ours=home, pk=collection).first()
    if partner is None:
        raise no_partner(home, change.body)
    if found is None:
        raise WebError.of(Code.NO_COLLECTION, ours=home, name=collection)
    give_right(partner, found, {
        "may_read": read == "yes",
        "may_write": write == "yes",
        "tlp_max": tlp_max,
        "expires_at": datetime.fromisoformat(until) if until else None,
        "purpose": purpose,
    })  # fmt: skip


def _tell(change: Change, home: str) -> None:
    partner = Partner.objects.filter(ours=home, body=change.body).first()
    if partner is None:
        raise no_partner(home, change.body)
    give_right(partner, place_for(partner), right_to(partner))


def give_right(partner: Partner, collection: Collection, right: Mapping[str, Any]) -> None:
    """What a partner may do in a collection from now on."""
    Right.objects.update_or_create(partner=partner, collection=collection, defaults=dict(right))
    Partner.objects.filter(pk=partner.pk).update(change=F("change") + 1)


def _loosen(change: Change, home: str, now: datetime) -> None:
    number, label = change.needed
    row = IntelObject.objects.filter(ours=home, pk=int(number), is_newest=True).first()
    if row is None or may_loosen(row, home):
        raise WebError.of(Code.THING_MOVED)
    thing = issued(row, home, Tlp(label), now)
    if sound(thing.says) is not None:
        raise WebError.of(Code.THING_MOVED)
    places: list[Collection | None] = [*Collection.objects.filter(entries__thing=row).distinct()]
    for each in places or [None]:
        if shelve([thing], Origin(home, source="our own desk"), ours=home, collection=each).refused:
            raise WebError.of(Code.THING_MOVED)
