"""The incident of the places' tests; Northmere shares with Eastholt and Farwick by machine, and reads their feeds."""

from __future__ import annotations

import pytest

from battlebox.marking import Tlp
from battlebox.share.ground import RealDesk
from share.polling.partner import COLLECTION, Partner
from web.places.conftest import opened

__all__ = ["opened"]


def thing(name, label=None, at="2026-11-23T02:00:00.000Z", **more):
    """An indicator under a label, or none."""
    from battlebox.share.intel import Thing, stix_id

    says = {
        "type": "indicator", "spec_version": "2.1", "id": stix_id("indicator", name), "created": at, "modified": at,
        "name": name, "pattern": "[domain-name:value = 'example.org']", "pattern_type": "stix", "valid_from": at,
    }  # fmt: skip
    if label is not None:
        says["object_marking_refs"] = [label.stix_id]
    return Thing.from_says({**says, **more})


class Sharing:
    """Northmere's partners, a feed, and things in it."""

    def __init__(self):
        from battlebox.web.models import Collection, Partner
        from battlebox.web.taxii.credentials import give_token

        self.eastholt = Partner(ours="northmere", body="eastholt", name="Eastholt Council", is_quarantined=False)
        self.farwick = Partner(ours="northmere", body="farwick", name="Farwick Council")
        self.token = give_token(self.eastholt)
        give_token(self.farwick)
        self.feed = Collection.objects.create(ours="northmere", title="Warnings", alias="warnings")

    def put(self, *things, owner="northmere", **more):
        from battlebox.web.taxii.shelving import Origin, shelve

        found = shelve(things, Origin(owner, source="post", **more), ours="northmere", collection=self.feed)
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


@pytest.fixture
def server():
    started = []

    def start(objects=(), **more):
        one = Partner(objects, **more)
        started.append(one)
        return one

    yield start
    for one in started:
        one.close()


@pytest.fixture
def real():
    return RealDesk("northmere")


@pytest.fixture
def reading(desk, real):
    """Begin to read a feed: `reading("eastholt", server, let_in=True)`."""
    from battlebox.web.models import Partner as Row
    from battlebox.web.partnering.poll_feeds import add_feed

    def begin(body, one, *, let_in=True, **more):
        Row.objects.get_or_create(
            ours="northmere", body=body, defaults={"name": body.title(), "is_quarantined": not let_in}
        )
        given = {
            "name": "", "url": one.root, "collection": COLLECTION, "secret": "bbx-open-sesame", "user": "",
            "certificate": "", "ca": "", "pin": "", "private": True, "into": "", "every": 300, **more,
        }  # fmt: skip
        return add_feed(real, "northmere", body, given)

    return begin


@pytest.fixture
def poll(real):
    from battlebox.web.models import Feed
    from battlebox.web.partnering.poll_round import poll_once

    def once(row, **more):
        return poll_once(Feed.objects.select_related("partner", "into").get(pk=row.pk), real, **more)

    return once
