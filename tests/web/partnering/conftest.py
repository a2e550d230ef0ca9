"""Northmere's desk, which reads a feed of Eastholt's and one of Farwick's from servers on the loopback."""

from __future__ import annotations

import pytest

from battlebox.share.ground import RealDesk
from share.polling.partner import COLLECTION, Partner


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
