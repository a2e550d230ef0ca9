"""Who is given what: three councils, every label, every address that gives something out."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from battlebox.marking import Tlp
from web.taxii.stix_made import DAY, LATER, LATEST, address, indicator, report, stix_id


def everything(feed, body, query=""):
    """All that a partner is told of the collection, by each address that tells of it."""
    objects = feed.get(body, query)
    manifest = feed.get(body, query, path=feed.manifest)
    assert objects.status == manifest.status == 200
    assert objects.ids == manifest.ids
    for name in ("X-TAXII-Date-Added-First", "X-TAXII-Date-Added-Last"):
        assert objects.headers.get(name) == manifest.headers.get(name)
    return objects.ids


WHO_SEES = [
    # label, given to, Eastholt (in the community), Farwick (a stranger)
    (Tlp.CLEAR, (), True, True),
    (Tlp.GREEN, (), True, False),
    (Tlp.AMBER, (), False, False),
    (Tlp.AMBER, ("eastholt",), True, False),
    (Tlp.AMBER_STRICT, (), False, False),
    (Tlp.AMBER_STRICT, ("eastholt",), True, False),
    (Tlp.AMBER_STRICT, ("farwick",), False, True),
    (Tlp.RED, ("eastholt", "farwick"), False, False),
    (None, ("eastholt", "farwick"), False, False),
]


@pytest.mark.parametrize(("label", "audience", "eastholt", "farwick"), WHO_SEES)
def test_each_council_is_given_what_the_label_lets_it_have(feed, label, audience, eastholt, farwick):
    says = indicator("one", label)
    feed.put(says, audience=audience)
    for body, sees in (("eastholt", eastholt), ("farwick", farwick)):
        assert everything(feed, body) == ([says["id"]] if sees else [])
        one = feed.get(body, path=feed.objects + says["id"] + "/")
        versions = feed.get(body, path=feed.objects + says["id"] + "/versions/")
        assert one.status == versions.status == (200 if sees else 404)


def test_what_is_kept_back_is_answered_like_what_is_not_there(feed):
    says = indicator("secret", Tlp.AMBER_STRICT)
    feed.put(says)
    for tail in ("/", "/versions/"):
        kept = feed.get("farwick", path=feed.objects + says["id"] + tail)
        nothing = feed.get("farwick", path=feed.objects + stix_id("indicator", "never") + tail)
        assert kept.status == nothing.status == 404
        assert kept.body == nothing.body
        assert kept.headers == nothing.headers


def test_a_collection_without_a_right_is_answered_like_none(feed):
    other = feed.collect("Other", readers=("eastholt",))
    never = "11111111-1111-4111-8111-111111111111"
    for tail in ("", "objects/", "manifest/", "objects/x/", "objects/x/versions/"):
        kept = feed.ask("farwick", f"/taxii2/northmere/collections/{other.pk}/{tail}")
        nothing = feed.ask("farwick", f"/taxii2/northmere/collections/{never}/{tail}")
        assert (kept.status, kept.body, kept.headers) == (nothing.status, nothing.body, nothing.headers)
        assert kept.status == 404
    listed = feed.ask("farwick", "/taxii2/northmere/collections/").says["collections"]
    assert [each["id"] for each in listed] == [str(feed.collection.pk)]


def test_things_kept_back_show_in_no_count_date_or_more(feed):
    shown = [indicator(f"shown {at}", Tlp.CLEAR) for at in range(4)]
    hidden = [indicator(f"hidden {at}", Tlp.AMBER_STRICT) for at in range(40)]
    feed.put(*hidden[:20], *shown, *hidden[20:])
    page = feed.get("farwick", "limit=4")
    assert page.ids == [each["id"] for each in shown]
    assert page.says["more"] is False
    assert "next" not in page.says
    first = feed.get("farwick", "limit=3")
    assert first.says["more"] is True
    rest = feed.get("farwick", f"limit=3&next={first.says['next']}")
    assert rest.ids == [shown[3]["id"]]
    assert rest.says["more"] is False


@pytest.mark.parametrize("label", [Tlp.AMBER, Tlp.AMBER_STRICT])
def test_what_a_partner_sends_for_us_goes_to_nobody_else(feed, label):
    says = indicator("from farwick", label)
    assert feed.post("farwick", says).says["success_count"] == 1
    assert everything(feed, "eastholt") == []
    assert everything(feed, "farwick") == [says["id"]]


def test_what_a_partner_leaves_unmarked_goes_no_further(feed):
    says = indicator("unmarked", None)
    assert feed.post("farwick", says).says["success_count"] == 1
    assert everything(feed, "eastholt") == []


def test_what_is_red_is_not_taken_from_a_feed(feed):
    answer = feed.post("farwick", indicator("red", Tlp.RED), indicator("green"))
    assert (answer.says["success_count"], answer.says["failure_count"]) == (1, 1)
    assert "named people" in answer.says["failures"][0]["message"]


def test_a_report_is_as_strict_as_the_strictest_thing_it_names(feed):
    strict, free = indicator("strict", Tlp.AMBER_STRICT), indicator("free", Tlp.CLEAR)
    whole = report("of both", [strict["id"], free["id"]], Tlp.CLEAR)
    feed.put(strict, free, whole)
    assert everything(feed, "farwick") == [free["id"]]


def test_a_report_that_names_what_is_not_here_waits_and_nobody_who_read_on_misses_it(feed):
    late = indicator("late", Tlp.CLEAR)
    whole = report("early", [late["id"]], Tlp.CLEAR)
    feed.put(whole, indicator("between", Tlp.CLEAR))
    first = feed.get("farwick")
    assert whole["id"] not in first.ids
    feed.put(late)
    after = first.headers["X-TAXII-Date-Added-Last"]
    assert set(feed.get("farwick", f"added_after={after}").ids) == {late["id"], whole["id"]}


def test_tightening_takes_older_looser_versions_out_at_once(feed):
    loose = indicator("changed", Tlp.CLEAR)
    naming = report("names it", [loose["id"]], Tlp.CLEAR)
    feed.put(loose, naming)
    assert everything(feed, "farwick") == [loose["id"], naming["id"]]
    feed.put(indicator("changed", Tlp.AMBER_STRICT, modified=LATER))
    for query in ("", "match[version]=all", "match[version]=first", f"match[version]={quote(DAY)}"):
        assert everything(feed, "farwick", query) == []
    assert feed.get("farwick", path=feed.objects + loose["id"] + "/versions/").status == 404


def test_loosening_by_the_owner_is_seen_from_then_on(feed):
    feed.put(indicator("opened", Tlp.AMBER_STRICT))
    assert everything(feed, "farwick") == []
    feed.put(indicator("opened", Tlp.CLEAR, modified=LATER))
    # The older version was never freer than it says.
    assert feed.get("farwick", "match[version]=all").says["objects"][0]["modified"] == LATER


def test_nobody_but_the_owner_changes_a_thing(feed):
    feed.put(indicator("ours", Tlp.CLEAR))
    answer = feed.post("farwick", indicator("ours", Tlp.CLEAR, modified=LATER))
    assert answer.says["failures"][0]["message"] == "only the body whose it is may change it or its marking"


def test_a_reason_never_tells_that_something_hidden_is_held(feed):
    from battlebox.web.models import Alarm

    feed.put(indicator("hidden", Tlp.AMBER_STRICT))
    known = feed.post("farwick", indicator("hidden", Tlp.CLEAR, modified=LATER))
    new = feed.post("farwick", indicator("not held at all", Tlp.CLEAR, modified=LATER))
    said = [(each.status, each.says["success_count"], each.says["failure_count"]) for each in (known, new)]
    assert said[0] == said[1] == (202, 1, 0)
    # It is put aside: nobody else sees it, and the desk is told.
    assert everything(feed, "eastholt") == [indicator("not held at all")["id"]]
    assert Alarm.objects.about(["northmere"]).filter(key__startswith="taxii-aside:farwick").exists()


def told(feed, *envelopes):
    """What a sender hears of each envelope, one after the other, with the ids taken out."""
    said = []
    for things in envelopes:
        answer = feed.post("farwick", *things)
        reasons = [each["message"] for each in answer.says.get("failures", ())]
        said.append((answer.status, answer.says["success_count"], reasons))
    return said


@pytest.mark.parametrize("label", [Tlp.AMBER_STRICT, Tlp.AMBER, None])
def test_a_guesser_hears_of_later_versions_what_they_would_hear_of_any_thing(feed, label):
    feed.put(indicator("hidden", label))
    heard = []
    for name in ("hidden", "not held at all"):
        first = indicator(name, Tlp.CLEAR, modified=LATER)
        good = indicator(f"beside {name}", Tlp.CLEAR)
        heard.append(told(
            feed,
            [first],
            [{**first, "name": "other words"}, good],
            [{**first, "created": "2026-11-01T08:00:00.000Z", "modified": LATEST}],
            [{**first, "modified": LATEST, "revoked": True}],
            [{**first, "modified": "2026-11-28T23:00:00.000Z"}],
        ))  # fmt: skip
    assert heard[0] == heard[1]
    assert [each[:2] for each in heard[0]] == [(202, 1), (202, 1), (202, 0), (202, 1), (202, 0)]


def test_two_versions_of_a_guessed_id_in_one_envelope_are_both_put_aside(feed):
    feed.put(indicator("hidden", Tlp.AMBER_STRICT))
    one = indicator("hidden", Tlp.CLEAR, modified=LATER)
    answer = feed.post("farwick", one, {**one, "modified": LATEST}, {**one, "name": "other words"})
    assert (answer.status, answer.says["success_count"], answer.says["failure_count"]) == (202, 2, 1)
    assert everything(feed, "eastholt") == []
    assert feed.get("farwick", "match[version]=all").ids == [one["id"], one["id"]]


@pytest.mark.parametrize("label", [Tlp.AMBER_STRICT, None])
def test_a_report_of_ones_own_on_a_guessed_id_is_answered_as_on_any(feed, label):
    feed.put(indicator("hidden", label))
    seen = []
    for name in ("hidden", "not held at all"):
        one = indicator(name, Tlp.CLEAR, modified=LATER)
        about = report(f"about {name}", [one["id"]], Tlp.CLEAR)
        feed.post("farwick", one)
        feed.post("farwick", about)
        seen.append([feed.get("farwick", path=f"{feed.objects}{each}/").status for each in (one["id"], about["id"])])
    assert seen[0] == seen[1] == [200, 200]


def test_whoever_sends_the_very_same_first_is_not_its_owner_by_that(feed):
    says = indicator("ours", Tlp.CLEAR)
    feed.put(says)
    assert feed.post("farwick", says).says["success_count"] == 1
    for changed in ({"pattern": "[domain-name:value = 'evil.example.org']"}, {"revoked": True}):
        answer = feed.post("farwick", {**says, **changed, "modified": LATER})
        assert answer.says["failures"][0]["message"] == "only the body whose it is may change it or its marking"
    strict = indicator("strict", Tlp.AMBER_STRICT)
    feed.put(strict, audience=("eastholt",))
    assert feed.post("eastholt", strict).says["success_count"] == 1
    looser = {**strict, "modified": LATER, "object_marking_refs": [Tlp.CLEAR.stix_id]}
    assert feed.post("eastholt", looser).says["failure_count"] == 1
    assert everything(feed, "farwick") == [says["id"]]


def test_what_came_before_us_from_one_who_was_not_let_in_does_not_stand_beside_ours(feed):
    from battlebox.web.taxii.letting_in import let_in

    farwick = feed.partners["farwick"]
    farwick.is_quarantined = True
    farwick.save()
    strict, clear = indicator("strict", Tlp.AMBER_STRICT), indicator("clear", Tlp.CLEAR)
    loose = {**strict, "object_marking_refs": [Tlp.CLEAR.stix_id], "name": "before you"}
    feed.post("farwick", loose, {**clear, "name": "before you"}, indicator("own", Tlp.CLEAR))
    feed.put(strict)
    feed.put(clear)
    farwick.refresh_from_db()
    let_in(farwick, by="silver")
    assert sorted(everything(feed, "eastholt")) == sorted([clear["id"], indicator("own")["id"]])
    (shown,) = feed.get("eastholt", path=f"{feed.objects}{clear['id']}/").says["objects"]
    assert shown["name"] == clear["name"]


def test_an_observable_belongs_to_whoever_says_it(feed):
    feed.put(address("198.51.100.7", Tlp.AMBER_STRICT))
    answer = feed.post("farwick", address("198.51.100.7", Tlp.CLEAR))
    assert answer.says["success_count"] == 1
    assert everything(feed, "eastholt") == [address("198.51.100.7")["id"]]


def test_the_same_thing_from_two_bodies_is_given_once(feed):
    says = indicator("world wide", Tlp.CLEAR)
    feed.post("eastholt", says)
    feed.post("farwick", says)
    feed.put(indicator("in another's name", Tlp.CLEAR))
    assert everything(feed, "eastholt").count(says["id"]) == 1


def test_nobody_writes_in_the_name_of_another_partner(feed):
    identity = stix_id("identity", "eastholt")
    eastholt = feed.partners["eastholt"]
    eastholt.identity = identity
    eastholt.save()
    answer = feed.post("farwick", indicator("forged", created_by_ref=identity))
    assert answer.says["failure_count"] == 1
    assert feed.post("eastholt", indicator("own", created_by_ref=identity)).says["success_count"] == 1


def test_a_first_time_sender_is_seen_by_nobody_until_it_is_let_in(feed):
    from battlebox.web.taxii.letting_in import let_in

    newcomer = feed.partner("southmere", let_in=False)
    from battlebox.web.models import Right

    Right.objects.create(partner=newcomer, collection=feed.collection, may_read=True, may_write=True)
    says = indicator("from a newcomer", Tlp.CLEAR)
    naming = report("ours names it", [says["id"]], Tlp.CLEAR)
    answer = feed.post("southmere", says)
    assert answer.says["success_count"] == 1
    assert "let you in" in answer.says["successes"][0]["message"]
    feed.put(naming)
    first = feed.put(indicator("between", Tlp.CLEAR))
    assert first.stored
    before = feed.get("farwick")
    assert says["id"] not in before.ids
    assert naming["id"] not in before.ids
    assert everything(feed, "southmere")[0] == says["id"]
    assert let_in(newcomer, by="o-gold") == 1
    after = feed.get("farwick", f"added_after={before.headers['X-TAXII-Date-Added-Last']}")
    assert set(after.ids) == {says["id"], naming["id"]}


def test_a_right_lets_no_stricter_label_through_than_it_says(feed):
    feed.put(indicator("green", Tlp.GREEN), indicator("clear", Tlp.CLEAR))
    narrow = feed.collect("Narrow", readers=("eastholt",), tlp_max="CLEAR")
    feed.put(indicator("green", Tlp.GREEN), indicator("clear", Tlp.CLEAR), collection=narrow)
    found = feed.ask("eastholt", f"/taxii2/northmere/collections/{narrow.pk}/objects/")
    assert found.ids == [indicator("clear")["id"]]


def test_a_right_that_has_ended_is_none(feed):
    from django.utils import timezone

    feed.put(indicator("one", Tlp.CLEAR))
    feed.partners["farwick"].rights.update(expires_at=timezone.now())
    assert feed.get("farwick").status == 404
    assert feed.get("eastholt").status == 200


def test_whoever_may_only_write_reads_nothing_and_whoever_may_only_read_writes_nothing(feed):
    feed.partners["farwick"].rights.update(may_read=False)
    feed.partners["eastholt"].rights.update(may_write=False)
    assert feed.get("farwick").status == 403
    assert feed.get("farwick", path=feed.manifest).status == 403
    assert feed.post("eastholt", indicator("one")).status == 403


def test_a_things_owner_takes_it_away_and_nobody_else_does(feed):
    says = indicator("taken away", Tlp.CLEAR)
    feed.post("eastholt", says)
    path = feed.objects + says["id"] + "/"
    assert feed.ask("farwick", path, "DELETE").status == 404
    assert feed.get("farwick", path=path).status == 200
    assert feed.ask("eastholt", path, "DELETE").status == 200
    assert feed.get("farwick", path=path).status == 404
    # And may send it again.
    assert feed.post("eastholt", says).says["success_count"] == 1
    assert feed.get("farwick", path=path).status == 200


def test_taking_a_version_away_leaves_the_others(feed):
    for modified in (DAY, LATER, LATEST):
        feed.post("eastholt", indicator("three", Tlp.CLEAR, modified=modified))
    path = feed.objects + indicator("three")["id"] + "/"
    assert feed.ask("eastholt", path, "DELETE").status == 200
    left = feed.get("farwick", path=path + "versions/").says["versions"]
    assert left == [DAY, LATER]
    assert feed.get("farwick", path=path).says["objects"][0]["modified"] == LATER


def test_where_the_two_readings_differ_nothing_leaves_and_the_desk_is_told(feed):
    from battlebox.web.models import Alarm, Entry, IntelObject, Reach

    says = indicator("tampered", Tlp.AMBER_STRICT)
    feed.put(says, indicator("open", Tlp.CLEAR))
    free = IntelObject.objects.get(stix_id=indicator("open")["id"]).reach_id
    Entry.objects.update(reach_id=free)
    assert Reach.objects.count() == 2
    page = feed.get("farwick", "limit=1")
    assert page.ids == [indicator("open")["id"]]
    assert page.says["more"] is False
    assert Alarm.objects.about(["northmere"]).filter(key__startswith=f"taxii-gate:{says['id']}").exists()


def test_whatever_leaves_is_in_the_ledger_and_nothing_else_is(feed):
    from battlebox.web.models import Given
    from battlebox.web.taxii.ledger import check, ledger_of

    feed.put(indicator("one", Tlp.CLEAR), indicator("two", Tlp.GREEN), indicator("three", Tlp.AMBER_STRICT))
    for body in ("eastholt", "farwick"):
        everything(feed, body)
        feed.get(body, "added_after=2100-01-01T00:00:00Z")
        feed.get(body, path=feed.objects + "indicator--x/")
    rows = list(ledger_of("northmere"))
    assert [(row.body, len(row.items)) for row in rows] == [
        ("eastholt", 2),
        ("eastholt", 2),
        ("farwick", 1),
        ("farwick", 1),
    ]
    assert rows[0].items[1].level is Tlp.GREEN
    assert check("northmere")[0] == 4
    assert Given.objects.filter(body="farwick").count() == 1
    assert [item.id for row in rows[2:] for item in row.items] == [indicator("one", Tlp.CLEAR)["id"]] * 2


def test_an_id_whose_letters_are_escaped_keeps_back_what_names_it_here_too(feed):
    hidden = indicator("hidden", Tlp.AMBER_STRICT)
    open_ = indicator("open", Tlp.CLEAR, description='it says "quoted" words')
    names = indicator("names", Tlp.CLEAR, description=f'seen with\n{hidden["id"]}\t"there"')
    feed.put(hidden, open_, names)
    assert feed.get("farwick").ids == [open_["id"]]
