"""A partner on the loopback, and a poll of it."""

from __future__ import annotations

import pytest

from battlebox.share.ground import RealDesk
from battlebox.share.polling import Asker, Feed, FeedKey, Limits, Poller
from share.polling.partner import COLLECTION, TOKEN, Kept, Partner, Unsound, made, reads

DESK = RealDesk("northmere")


@pytest.fixture
def partner():
    started = []

    def start(objects=(), **more):
        one = Partner([made(each) if isinstance(each, int) else each for each in objects], **more)
        started.append(one)
        return one

    yield start
    for one in started:
        one.close()


@pytest.fixture
def feed_of():
    def feed(one, **more):
        limits = Limits(**{"step_seconds": 2, "page_seconds_max": 3, "page_objects": 10, **more.pop("limits", {})})
        settings = {"key": FeedKey(DESK, token=TOKEN), "may_be_private": True, **more}
        return Feed("eastholt-1", "Eastholt", settings.pop("root", one.root), COLLECTION, limits=limits, **settings)

    return feed


@pytest.fixture
def poll(feed_of):
    def once(one, kept=None, *, pages_max=None, asking=None, stop_asked=lambda: False, **more):
        feed = feed_of(one, **more)
        kept = Kept() if kept is None else kept
        with Asker(feed.server, **(asking or {})) as asker:
            return Poller(reads, (Unsound,), kept, kept, stop_asked).poll(feed, asker, pages_max=pages_max)

    return once
