"""Eastholt's client reads Northmere's own server: everything that it may have, once, and nothing else."""

from __future__ import annotations

from battlebox.marking import Tlp
from battlebox.share.ground import RealDesk
from battlebox.share.polling import PollCode
from web.taxii.stix_made import indicator


def reads(body, made, address):
    """Another council's desk, in the same tables under its own name."""
    from battlebox.web.models import Feed, Partner
    from battlebox.web.partnering.poll_feeds import add_feed

    desk = RealDesk(body)
    Partner.objects.create(ours=body, body="northmere", name="Northmere", is_quarantined=False)
    given = {
        "name": "", "url": f"{address}northmere/", "collection": str(made.collection.pk), "secret": made.tokens[body],
        "user": "", "certificate": "", "ca": "", "pin": "", "private": True, "into": "", "every": 300,
    }  # fmt: skip
    row = add_feed(desk, body, "northmere", given)
    Feed.objects.filter(pk=row.pk).update(limits={"page_objects": 10})
    return row.pk, desk


def poll(number, desk):
    from battlebox.web.models import Feed
    from battlebox.web.partnering.poll_round import poll_once

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
    eastholt = reads("eastholt", made, address)
    first = poll(*eastholt)
    assert (first.code, first.new, first.known) == (PollCode.WHOLE, 36, 0)
    assert held_by("eastholt") == wanted
    assert poll(*eastholt).code is PollCode.UNCHANGED
    made.put(indicator("later", Tlp.GREEN), audience=("eastholt",))
    assert poll(*eastholt).new == 1
    # Farwick, to whom nothing was given, reads the same collection and gets nothing.
    farwick = reads("farwick", made, address)
    assert (poll(*farwick).code, held_by("farwick")) == (PollCode.UNCHANGED, [])


def test_cut_off_by_northmere_eastholt_reads_that_it_is(served):
    from battlebox.web.models import Partner
    from battlebox.web.taxii.credentials import cut_off

    made, address = served
    made.put(*[indicator(str(at)) for at in range(5)])
    eastholt = reads("eastholt", made, address)
    assert poll(*eastholt).new == 5
    cut_off(Partner.objects.get(ours="northmere", body="eastholt"), by="a.officer", why="test")
    polled = poll(*eastholt)
    assert polled.code is PollCode.KEY_REFUSED
    assert polled.sentence == "Northmere's server no longer takes what we prove ourselves with"
