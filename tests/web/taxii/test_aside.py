"""Ids that are another's: who sends first under them, who is let in later, and how a person gives them back."""

from __future__ import annotations

import pytest

from battlebox.marking import Tlp
from web.taxii.stix_made import LATER, LATEST, indicator, report
from web.taxii.test_three_councils import everything

WHY = {"why": "it is not theirs", "by": "silver"}


def aside():
    from battlebox.web.taxii import setting_aside

    return setting_aside


def put_in_quarantine(feed, body):
    partner = feed.partners[body]
    partner.is_quarantined = True
    partner.save()
    return partner


def let_in_again(partner):
    from battlebox.web.taxii.letting_in import let_in

    partner.refresh_from_db()
    return let_in(partner, by="silver")


def shown(feed, body, stix_id):
    return feed.get(body, path=f"{feed.objects}{stix_id}/").says["objects"][0]


@pytest.mark.parametrize("ours", ["northmere", "eastholt"])
def test_whoever_sent_the_very_same_before_being_let_in_is_not_its_owner_afterwards(feed, ours):
    farwick, says = put_in_quarantine(feed, "farwick"), indicator("public", Tlp.CLEAR)
    feed.post("farwick", says)
    if ours == "northmere":
        feed.put(says)
    else:
        feed.post("eastholt", says)
    assert let_in_again(farwick) == 0
    answer = feed.post("farwick", {**says, "revoked": True, "modified": LATER})
    assert answer.says["failures"][0]["message"] == "only the body whose it is may change it or its marking"
    newer = {**says, "modified": LATEST, "name": "by its owner"}
    if ours == "northmere":
        feed.put(newer)
    else:
        assert feed.post("eastholt", newer).says["success_count"] == 1
    assert shown(feed, "eastholt", says["id"])["name"] == "by its owner"
    assert everything(feed, "eastholt").count(says["id"]) == 1


def test_of_two_that_wait_whoever_is_let_in_first_is_the_owner(feed):
    farwick, eastholt = put_in_quarantine(feed, "farwick"), put_in_quarantine(feed, "eastholt")
    says = indicator("both", Tlp.CLEAR)
    feed.post("farwick", says)
    feed.post("eastholt", {**says, "name": "eastholt's"})
    let_in_again(eastholt)
    let_in_again(farwick)
    assert shown(feed, "farwick", says["id"])["name"] == says["name"]  # its own
    feed.put(indicator("unlike", Tlp.CLEAR))
    southmere = feed.partner("southmere")
    from battlebox.web.models import Right

    Right.objects.create(partner=southmere, collection=feed.collection, may_read=True)
    assert shown(feed, "southmere", says["id"])["name"] == "eastholt's"
    assert feed.post("eastholt", {**says, "modified": LATER}).says["success_count"] == 1
    assert feed.post("farwick", {**says, "modified": LATEST}).says["failure_count"] == 1


def test_a_guesser_raises_one_alarm_that_counts_and_not_one_for_each_id(feed):
    from battlebox.web.models import Alarm

    hidden = [indicator(f"hidden {at}", Tlp.AMBER_STRICT) for at in range(12)]
    feed.put(*hidden)
    for each in hidden:
        feed.post("farwick", {**each, "object_marking_refs": [Tlp.CLEAR.stix_id]})
    (alarm,) = Alarm.objects.about(["northmere"]).filter(key__startswith="taxii-aside")
    assert "12 by now" in alarm.words
    assert alarm.words.endswith(f"; first: {hidden[0]['id']}, {hidden[1]['id']}")
    Alarm.objects.update(seen_at=alarm.at)
    feed.post("farwick", {**hidden[0], "modified": LATER})
    assert Alarm.objects.about(["northmere"]).unseen().filter(key__startswith="taxii-aside").count() == 1


def test_a_person_gives_an_id_back_to_whose_it_is(feed):
    from battlebox.web.models import Alarm

    real = indicator("of the national centre", Tlp.CLEAR)
    feed.post("farwick", {**real, "name": "altered"})
    assert shown(feed, "eastholt", real["id"])["name"] == "altered"
    # It locks the real one out, until somebody here says so.
    assert feed.post("eastholt", {**real, "modified": LATER}).says["failure_count"] == 1
    found = aside().set_aside("northmere", real["id"], body="farwick", **WHY)
    assert (found.versions, found.given, found.waiting) == (1, ("eastholt",), ())
    assert real["id"] not in everything(feed, "eastholt")
    assert "eastholt" in Alarm.objects.latest("at").words
    assert feed.post("farwick", {**real, "name": "altered", "modified": LATER}).says["success_count"] == 1
    assert real["id"] not in everything(feed, "eastholt"), "what follows goes aside too"
    assert feed.post("eastholt", {**real, "modified": LATEST}).says["success_count"] == 1
    assert shown(feed, "eastholt", real["id"])["modified"] == LATEST
    assert [(row["from"], row["versions"]) for row in aside().aside_rows("northmere")] == [("farwick", 2)]


def test_what_is_aside_can_be_taken_back_unless_anothers_stands_there(feed):
    from battlebox.web.errors import Code, WebError

    says = indicator("theirs after all", Tlp.CLEAR)
    feed.post("farwick", says)
    aside().set_aside("northmere", says["id"], body="farwick", **WHY)
    assert aside().take_back("northmere", says["id"], body="farwick", **WHY) == 1
    assert everything(feed, "eastholt") == [says["id"]]
    aside().set_aside("northmere", says["id"], body="farwick", **WHY)
    feed.post("eastholt", {**says, "modified": LATER})
    for wrong, ask in (
        (Code.ANOTHER_STANDS, lambda: aside().take_back("northmere", says["id"], body="farwick", **WHY)),
        (Code.NOT_HELD_FROM, lambda: aside().set_aside("northmere", says["id"], body="farwick", **WHY)),
        (Code.NOT_ASIDE, lambda: aside().take_back("northmere", says["id"], body="eastholt", **WHY)),
        (Code.OWN_THING, lambda: aside().set_aside("northmere", says["id"], body="northmere", **WHY)),
    ):
        with pytest.raises(WebError) as caught:
            ask()
        assert caught.value.code is wrong


@pytest.mark.parametrize("by", ["farwick", "eastholt"])
@pytest.mark.parametrize("before", [True, False])
def test_the_very_same_from_another_never_undoes_its_owners_tightening(feed, by, before):
    from battlebox.web.models import Right

    southmere = feed.partner("southmere")
    Right.objects.create(partner=southmere, collection=feed.collection, may_read=True)
    says = indicator("tightened", Tlp.CLEAR)
    naming = report("names it", [says["id"]], Tlp.CLEAR)
    feed.put(says)
    if before:
        feed.post(by, says)
    feed.put({**says, "modified": LATER, "object_marking_refs": [Tlp.AMBER_STRICT.stix_id]}, audience=("eastholt",))
    feed.post(by, naming)
    assert feed.post(by, says).says["success_count"] == 1
    # A report of the sender's own is the sender's words; the thing itself stays.
    assert set(everything(feed, "southmere", "match[version]=all")) <= {naming["id"]}
    assert everything(feed, "eastholt").count(says["id"]) == 1


def test_the_very_same_from_another_is_put_where_it_was_not_and_never_back_where_its_owner_took_it_away(feed):
    says, second = indicator("again", Tlp.CLEAR), feed.collect("Second", readers=("eastholt",), writers=("farwick",))
    feed.put(says)
    feed.put(says, collection=second)
    there = f"/taxii2/northmere/collections/{second.pk}/objects/"
    assert feed.get("eastholt", path=there).ids == [says["id"]]
    theirs = indicator("eastholt's", Tlp.CLEAR)
    feed.post("eastholt", theirs)
    feed.ask("farwick", there, "POST", {"objects": [theirs]})
    assert set(feed.get("eastholt", path=there).ids) == {says["id"], theirs["id"]}
    taken = indicator("taken away", Tlp.CLEAR)
    feed.post("eastholt", taken)
    assert feed.ask("eastholt", f"{feed.objects}{taken['id']}/", "DELETE").status == 200
    feed.post("farwick", taken)
    assert set(everything(feed, "eastholt")) == {says["id"], theirs["id"]}
