"""Eastholt's client reads Northmere's own server: everything that it may have, once, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from battlebox.marking import Tlp
from battlebox.share.ground import RealDesk
from battlebox.share.polling import PollCode
from share.polling.partner import Partner as Server
from web.taxii.stix_made import indicator


def reads(ours, server, *, secret="", into=""):
    """A feed of one of the councils, from a server of another's, which it calls Westmarch."""
    from battlebox.web.feeds.adding import add_feed
    from battlebox.web.models import Feed, Partner

    desk = RealDesk(ours)
    Partner.objects.create(ours=ours, body="westmarch", name="Westmarch", is_quarantined=False)
    given = {
        "name": "", "url": server.root, "collection": server.collection, "secret": secret,
        "user": "", "certificate": "", "ca": "", "pin": "", "private": True, "into": into, "every": 300,
    }  # fmt: skip
    row = add_feed(desk, ours, "westmarch", given)
    Feed.objects.filter(pk=row.pk).update(limits={"page_objects": 10})
    return row.pk, desk


@dataclass
class Ours:
    """Northmere's own server, as others call it."""

    root: str
    collection: str


def poll(number, desk):
    from battlebox.web.feeds.round import poll_once
    from battlebox.web.models import Feed

    return poll_once(Feed.objects.select_related("partner", "into").get(pk=number), desk)


def held_by(body):
    from battlebox.web.models import IntelObject

    return sorted(each.stix_id for each in IntelObject.objects.filter(ours=body))


def test_from_our_own_server_all_that_a_partner_may_have_comes_once(served):
    made, address = served
    labels = (Tlp.CLEAR, Tlp.GREEN, Tlp.AMBER_STRICT, Tlp.RED)
    things = [indicator(f"{label}-{at}", label) for at in range(12) for label in labels]
    made.put(*things, audience=("eastholt",))
    wanted = sorted(each["id"] for each in things if each["object_marking_refs"] != [Tlp.RED.stix_id])
    eastholt = reads("eastholt", Ours(f"{address}northmere/", str(made.collection.pk)), secret=made.tokens["eastholt"])
    first = poll(*eastholt)
    assert (first.code, first.new, first.known) == (PollCode.WHOLE, 36, 0)
    assert held_by("eastholt") == wanted
    assert poll(*eastholt).code is PollCode.UNCHANGED
    made.put(indicator("later", Tlp.GREEN), audience=("eastholt",))
    assert poll(*eastholt).new == 1
    # Farwick, to whom nothing was given, reads the same collection and gets nothing.
    farwick = reads("farwick", Ours(f"{address}northmere/", str(made.collection.pk)), secret=made.tokens["farwick"])
    assert (poll(*farwick).code, held_by("farwick")) == (PollCode.UNCHANGED, [])


def test_cut_off_by_northmere_eastholt_reads_that_it_is(served):
    from battlebox.web.models import Partner
    from battlebox.web.taxii.credentials import cut_off

    made, address = served
    made.put(*[indicator(str(at)) for at in range(5)])
    eastholt = reads("eastholt", Ours(f"{address}northmere/", str(made.collection.pk)), secret=made.tokens["eastholt"])
    assert poll(*eastholt).new == 5
    cut_off(Partner.objects.get(ours="northmere", body="eastholt"), by="a.officer", why="test")
    polled = poll(*eastholt)
    assert polled.code is PollCode.KEY_REFUSED
    assert polled.sentence == "Westmarch's server no longer takes what we prove ourselves with"


def test_what_was_given_to_us_goes_no_further_than_its_marking(feed):
    """Westmarch's things lie in a collection that Eastholt (in the community) and Farwick (not) read."""
    from battlebox.web.models import Collection

    Collection.objects.filter(pk=feed.collection.pk).update(alias="seen", audience=["farwick", "eastholt"])
    things = {label: indicator(str(label), label) for label in (*Tlp, None)}
    westmarch = Server(list(things.values()))
    number, desk = reads("northmere", westmarch, into="seen")
    try:
        assert poll(number, desk).new == 5
    finally:
        westmarch.close()
    green, clear = things[Tlp.GREEN]["id"], things[Tlp.CLEAR]["id"]
    assert set(feed.get("farwick").ids) == {clear}
    assert set(feed.get("eastholt").ids) == {clear, green}
