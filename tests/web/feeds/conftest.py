"""Northmere reads feeds of Eastholt and Farwick, from servers on this machine."""

from __future__ import annotations

import pytest

from battlebox.share.ground import RealDesk
from share.polling.partner import COLLECTION, Partner
from web.partnering.conftest import Sharing
from web.places.conftest import opened

__all__ = ["opened"]


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
    from battlebox.web.feeds.adding import add_feed
    from battlebox.web.models import Partner as Row

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
    from battlebox.web.feeds.round import poll_once
    from battlebox.web.models import Feed

    def once(row, **more):
        return poll_once(Feed.objects.select_related("partner", "into").get(pk=row.pk), real, **more)

    return once
