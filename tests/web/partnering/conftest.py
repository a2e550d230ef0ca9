"""The incident of the places' tests; Northmere shares with Eastholt and Farwick by machine."""

from __future__ import annotations

from hashlib import sha256

import pytest

from battlebox.marking import Tlp
from web.places.conftest import opened

__all__ = ["opened"]


def thing(name, label=None, at="2026-11-23T02:00:00.000Z", **more):
    """An indicator under a label, or none."""
    from battlebox.share.intel import Thing, stix_id

    says = {
        "type": "indicator", "spec_version": "2.1", "id": stix_id("indicator", name), "created": at, "modified": at,
        "name": name, "pattern_type": "stix",
        "pattern": f"[domain-name:value = '{sha256(name.encode()).hexdigest()[:12]}.example.org']", "valid_from": at,
    }  # fmt: skip
    if label is not None:
        says["object_marking_refs"] = [label.stix_id]
    return Thing.from_says({**says, **more})


class Sharing:
    """Northmere's partners, a collection, and things in it."""

    def __init__(self):
        from battlebox.web.models import Collection, Partner
        from battlebox.web.taxii import allowed
        from battlebox.web.taxii.credentials import give_token

        allowed.forget()  # the tables were emptied, and their numbers begin anew
        self.eastholt = Partner(ours="northmere", body="eastholt", name="Eastholt Council", is_quarantined=False)
        self.farwick = Partner(ours="northmere", body="farwick", name="Farwick Council")
        self.token = give_token(self.eastholt)
        give_token(self.farwick)
        self.collection = Collection.objects.create(ours="northmere", title="Warnings", alias="warnings")

    def put(self, *things, owner="northmere", **more):
        from battlebox.web.taxii.shelving import Origin, shelve

        found = shelve(things, Origin(owner, source="post", **more), ours="northmere", collection=self.collection)
        assert not found.refused
        return found

    def give(self, *things, body="eastholt", level=Tlp.GREEN):
        import hashlib

        from django.utils import timezone

        from battlebox.share.release import Channel, Item
        from battlebox.web.taxii.ledger import Grounds, released

        items = [Item(each.id, each.version, level, hashlib.sha256(each.raw).hexdigest()) for each in things]
        return released(Grounds("northmere", body, Channel.TAXII, "warnings"), items, at=timezone.now())


@pytest.fixture
def sharing(opened):
    return Sharing()
