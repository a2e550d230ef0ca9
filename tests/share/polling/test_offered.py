"""What a server has for us is listed from its own roots alone."""

from __future__ import annotations

import pytest

from battlebox.share.polling import Asker, Offered, PollError, offered
from share.polling.partner import COLLECTION, Reply


def look(one, feed_of, path="/taxii2/"):
    feed = feed_of(one)
    with Asker(feed.server) as asker:
        return offered(asker, f"http://127.0.0.1:{one.port}{path}")


def having(roots, rows):
    def plan(ask):
        if ask.path == "/api/":
            return Reply(said={"title": "Eastholt", "versions": ["application/taxii+json;version=2.1"]})
        if ask.path == "/taxii2/":
            return Reply(said={"title": "Eastholt", "api_roots": roots})
        return Reply(said={"collections": rows}) if ask.path.endswith("/collections/") else Reply(404)

    return plan


ROW = {"id": COLLECTION, "title": "For neighbours", "can_read": True, "can_write": False}


def test_collections_of_every_root_of_this_server_are_listed(partner, feed_of):
    one = partner(plan=having(["/api/", "https://elsewhere.example/api/", 5], [ROW]))
    root = f"http://127.0.0.1:{one.port}/api/"
    assert look(one, feed_of) == (Offered(root, COLLECTION, "For neighbours", can_read=True, can_write=False),)
    assert [ask.path for ask in one.asks] == ["/taxii2/", "/api/collections/"]


def test_an_api_root_can_be_named_itself(partner, feed_of):
    one = partner(plan=having(None, [ROW]))
    assert [each.title for each in look(one, feed_of, "/api/")] == ["For neighbours"]


def test_roots_elsewhere_alone_are_refused(partner, feed_of):
    with pytest.raises(PollError, match="sent us on to another machine"):
        look(partner(plan=having(["https://elsewhere.example/api/"], [])), feed_of)


def test_what_is_no_collection_is_left_out_and_titles_are_one_plain_line(partner, feed_of):
    rows = [ROW | {"title": "a\u001b[2J\nb" * 100}, {"id": "../x"}, "x", {"id": 5}, ROW | {"can_read": "yes"}]
    found = look(partner(plan=having(["/api/"], rows)), feed_of)
    assert len(found) == 2
    assert found[0].title.isprintable()
    assert len(found[0].title) <= 120
    assert not found[1].can_read


def test_ten_thousand_roots_are_not_walked(partner, feed_of):
    one = partner(plan=having([f"/api{at}/" for at in range(10_000)], [ROW] * 10_000))
    look(one, feed_of)
    assert len(one.asks) == 11
