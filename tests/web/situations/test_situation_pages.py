"""What a partner is told, how it says it stands, and what it suspects: pages, for three councils and every role."""

from __future__ import annotations

import json

import pytest

from battlebox.desk import Role
from battlebox.desk.picture import Subject, Suspicion, beliefs_of
from battlebox.desk.record import Handling
from battlebox.marking import Tlp
from web.desk_page import words

CONFIRMED, SUSPECTED = Suspicion.CONFIRMED, Suspicion.SUSPECTED
EASTHOLT = "partners/with/eastholt/"
SAYS = "Eastholt Council suspects a system that you share: Eastholt servers"


@pytest.fixture
def ours(desk_page):
    return desk_page("northmere")


@pytest.fixture
def second(desk_page):
    return desk_page("northmere")


@pytest.fixture
def heard(situation):
    """Eastholt said that it suspects its servers."""
    situation.came(situation.said(("eastholt.servers", SUSPECTED)))
    return situation


def at(situation, rest=""):
    return situation.opened.at(rest)


def waits(situation, page):
    """The address of the one suggestion that waits."""
    text = page.get(at(situation, "partners/")).content.decode()
    return text.split("partners/suggestions/")[1].split('"')[0]


def test_each_council_sees_its_own_partners_status_and_a_stranger_no_page(heard, desk_page, council):
    page = desk_page(council)
    expect = 200 if council == "northmere" else 404
    for rest in ("told/", "tell/", "status/"):
        page.get(at(heard, EASTHOLT + rest), expect=expect)
    page.get(at(heard, "partners/with/westmarch/told/"), expect=404)
    page.get(at(heard, "partners/suggestions/0123456789abcdef/"), expect=404)
    answer = page.get(at(heard, "partners/"), expect=404 if council == "farwick" else 200)
    assert (SAYS in words(answer)) == (council == "northmere")
    if council != "farwick":
        assert (SAYS in words(page.get(at(heard)))) == (council == "northmere")


# ── what a partner is told ───────────────────────────────────────────────────────────────────────────────────────────


def test_what_eastholt_would_be_told_is_read_before_anything_is_on(situation, ours):
    from battlebox.web.models import Collection, IntelObject, Right

    situation.believe()
    situation.believe("northmere.benefits", handling=Handling(Tlp.AMBER_STRICT), source="the payroll clerk")
    said = words(ours.get(at(situation, EASTHOLT + "told/")))
    for part in ("Told nothing", "Nothing of this has left or leaves", "Confirmed", "Northmere servers", "TLP:AMBER"):
        assert part in said, said
    assert "payroll clerk" not in said
    assert not IntelObject.objects.exists()
    assert not Right.objects.exists()
    assert not Collection.objects.exists()
    nothing = words(ours.get(at(situation, "partners/with/farwick/told/")))
    assert "Nothing: no part of what is recorded may go to Farwick" in nothing
    assert "Northmere servers" not in nothing


def test_the_page_shows_the_very_objects_that_eastholt_then_finds(situation, ours):
    situation.believe()
    situation.switch_on()
    situation.publish()
    text = ours.get(at(situation, EASTHOLT + "told/")).content.decode()
    from html import unescape

    shown = json.loads(unescape(text.split("<code>")[1].split("</code>")[0]))
    found = situation.found()
    for each in (*shown, *found):
        each.pop("modified")
    key = lambda each: each["id"]  # noqa: E731 - for both
    assert sorted(shown, key=key) == sorted(found, key=key)


def test_two_people_switch_it_on_and_one_switches_it_off(situation, ours, second):
    situation.believe()
    change = ours.send(at(situation, EASTHOLT + "tell/"), {"why": "they work in our care records"}).headers["Location"]
    assert "Eastholt Council is told how we stand" in words(ours.get(change))
    ours.send(change, {"agreed": "yes"}, expect=422)
    assert situation.publish() == ()
    second.send(change, {"agreed": "yes"})
    situation.publish()
    assert len(situation.status().systems) == 1
    said = words(ours.get(at(situation, EASTHOLT + "told/")))
    assert "Told, with every change" in said
    assert "Told, with every change" in words(ours.get(at(situation, EASTHOLT)))
    assert "Told nothing" in words(ours.get(at(situation, "partners/with/farwick/")))
    stop = at(situation, EASTHOLT + "stop-telling/")
    ours.send(stop, {"why": ""}, expect=422)
    ours.send(stop, {"why": "it is over"})
    situation.publish()
    assert situation.status().parts == ()
    assert "Told no more" in words(ours.get(at(situation, EASTHOLT + "told/")))
    ours.send(stop, {"why": "once more"}, expect=422)


def test_a_partner_without_a_right_is_told_nothing_and_the_page_says_so(situation, ours):
    from battlebox.web.models import Right

    situation.switch_on()
    Right.objects.all().delete()
    assert "it has no right to read the collection" in words(ours.get(at(situation, EASTHOLT + "told/")))


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.LOGGIST, Role.OPERATIONAL])
def test_who_may_not_say_what_partners_have_reads_it_and_switches_nothing(situation, desk_page, officer, role):
    from battlebox.desk.exchange import is_told

    page = desk_page(officer("northmere", role=role.value))
    assert "Propose" not in words(page.get(at(situation, EASTHOLT + "told/")))
    for rest in ("tell/", "stop-telling/"):
        assert "may not say what a partner may have" in words(page.get(at(situation, EASTHOLT + rest)))
        page.post(at(situation, EASTHOLT + rest), {"why": "no"}, expect=422)
    assert not is_told(situation.opened.sight(), "eastholt")


# ── how a partner says it stands ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("way", "said"), [("taxii", "sent to us"), ("poll", "fetched"), ("file", "brought in")])
def test_what_came_by_any_way_is_a_status_with_its_source_and_age(situation, ours, way, said):
    things = situation.said(("eastholt.mail", CONFIRMED, 45))
    situation.posted(things) if way == "taxii" else situation.came(things, source=way)
    page = words(ours.get(at(situation, EASTHOLT + "status/")))
    for part in ("Confirmed", "their duty officer", "45 min ago", "the mail logs", said, "These are their words"):
        assert part in page, page
    row = words(ours.get(at(situation, "partners/")))
    assert "Confirmed" in row
    assert "their duty officer" in row
    assert "It has said nothing" in row


def test_a_stranger_is_read_as_itself_and_never_as_another(situation, ours):
    """Farwick sends a status of Eastholt's system in its own name."""
    situation.posted(situation.said(("eastholt.servers", CONFIRMED), body="farwick"), body="farwick")
    assert "Nothing came that says how it stands" in words(ours.get(at(situation, EASTHOLT + "status/")))
    assert "Confirmed" in words(ours.get(at(situation, "partners/with/farwick/status/")))


def test_what_nobody_let_in_is_not_read(situation, ours):
    from battlebox.web.models import Partner
    from battlebox.web.taxii.letting_in import let_in

    Partner.objects.filter(body="eastholt").update(is_quarantined=True)
    situation.came(situation.said(("eastholt.servers", SUSPECTED)), is_quarantined=True)
    page = words(ours.get(at(situation, EASTHOLT + "status/")))
    assert "It is not let in" in page
    assert "Suspected" not in page
    assert SAYS not in words(ours.get(at(situation, "partners/")))
    let_in(Partner.objects.get(body="eastholt"), by="J. Silver")
    assert "Suspected" in words(ours.get(at(situation, EASTHOLT + "status/")))
    assert SAYS in words(ours.get(at(situation)))


def test_what_is_not_renewed_says_that_it_is_old(situation, ours):
    situation.came(situation.said(("eastholt.servers", SUSPECTED, 13 * 60)))
    assert "Old: nothing in it was renewed" in words(ours.get(at(situation, EASTHOLT + "status/")))
    assert "not renewed since, ask again" in words(ours.get(at(situation, "partners/")))


def test_of_a_partner_that_was_cut_off_nothing_follows(heard, ours):
    from battlebox.web.taxii.credentials import cut_off

    cut_off(heard.feed.partners["eastholt"], by="J. Silver", why="their mail")
    assert "It is cut off" in words(ours.get(at(heard, EASTHOLT + "status/")))
    assert SAYS not in words(ours.get(at(heard, "partners/")))
    assert SAYS not in words(ours.get(at(heard)))


def test_their_words_cannot_turn_a_line_around_or_steer_the_page(situation, ours):
    from battlebox.web.situations.words import lines_of

    things = situation.said(("eastholt.servers", SUSPECTED))
    evil = "<script>alert(1)</script> \u202egnorw"
    situation.came([_renamed(each, evil) for each in things])
    text = ours.get(at(situation, EASTHOLT + "status/")).content.decode()
    assert "<script>alert" not in text
    assert "\u202e" not in text
    from battlebox.desk.exchange import PartnerStatus, StateSaid

    state = StateSaid(Tlp.GREEN, situation.record.now(), "x", SUSPECTED, "a\x1b[2Jb")
    assert "\x1b" not in "".join(lines_of(PartnerStatus("e", "E", state), situation.record.now()))


def _renamed(thing, name):
    from battlebox.share.intel import Thing

    return Thing.from_says({**thing.says, "name": name}) if thing.type == "infrastructure" else thing


# ── what it suspects of systems we share ─────────────────────────────────────────────────────────────────────────────


def test_a_suggestion_is_one_line_on_now_and_leads_to_its_answer(heard, ours):
    assert f"{SAYS}. Say what is made of it." in words(ours.get(at(heard)))
    page = words(ours.get(at(heard, f"partners/suggestions/{waits(heard, ours)}")))
    for part in (SAYS, "their duty officer", "TLP:AMBER+STRICT", "Mark Eastholt servers as suspected", "Set it aside"):
        assert part in page, page


def test_two_of_them_are_one_line_on_now_all_the_same(situation, ours):
    situation.came(situation.said(("eastholt.servers", SUSPECTED), ("eastholt.mail", CONFIRMED)))
    said = words(ours.get(at(situation)))
    assert "Eastholt Council is sure that a system that you share is hit: Eastholt mail, and 1 more." in said


def test_taking_it_up_is_an_entry_with_the_partner_as_source_and_its_label(heard, ours, desk_page):
    before = heard.record.arrived
    address = at(heard, f"partners/suggestions/{waits(heard, ours)}")
    assert heard.record.arrived == before
    ours.send(address, {"answer": "system/eastholt.servers", "why": "rung them, it is so"})
    (believed,) = beliefs_of(heard.opened.sight(), Subject.SYSTEM, "eastholt.servers")
    assert (believed.value.state, believed.tlp) == (SUSPECTED, Tlp.AMBER_STRICT)
    assert believed.value.source.startswith("Eastholt Council, in its own status")
    assert "rung them, it is so" in words(ours.get(at(heard, "systems/eastholt.servers/")))
    assert "Eastholt Council, in its own status" not in words(
        desk_page("eastholt").get(at(heard, "systems/eastholt.servers/"))
    )
    assert SAYS not in words(ours.get(at(heard)))
    ours.get(address, expect=404)


def test_a_link_may_be_marked_in_place_of_the_system(heard, ours):
    ours.send(at(heard, f"partners/suggestions/{waits(heard, ours)}"), {"answer": "path/shared.line"})
    assert beliefs_of(heard.opened.sight(), Subject.PATH, "shared.line")[0].value.state is SUSPECTED
    assert beliefs_of(heard.opened.sight(), Subject.SYSTEM, "eastholt.servers") == ()


def test_setting_it_aside_needs_a_reason_and_is_in_the_log(heard, ours):
    address = at(heard, f"partners/suggestions/{waits(heard, ours)}")
    ours.send(address, {"answer": "aside"}, expect=422)
    ours.send(address, {"answer": "something"}, expect=422)
    ours.send(address, {"answer": "aside", "why": "a test machine"})
    assert "a test machine" in words(ours.get(at(heard, "log/")))
    assert SAYS not in words(ours.get(at(heard, "partners/")))
    assert beliefs_of(heard.opened.sight(), Subject.SYSTEM, "eastholt.servers") == ()


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.COMMUNICATIONS])
def test_who_may_not_say_what_is_suspected_reads_it_and_answers_nothing(heard, ours, desk_page, officer, role):
    page = desk_page(officer("northmere", role=role.value))
    address = at(heard, f"partners/suggestions/{waits(heard, ours)}")
    assert "may not say what is suspected" in words(page.get(address))
    page.post(address, {"answer": "aside", "why": "x"}, expect=422)
    assert SAYS in words(ours.get(at(heard)))


def test_what_is_for_named_people_is_shown_to_them_and_suggests_nothing(situation, desk_page, officer):
    from battlebox.share.intel import Thing

    named, other = officer("northmere"), officer("northmere")
    things = situation.said(("eastholt.servers", SUSPECTED))
    red = [
        each if each.type == "identity" else Thing.from_says({**each.says, "object_marking_refs": [Tlp.RED.stix_id]})
        for each in things
    ]
    situation.came(red, people=frozenset({named.officer_id}))
    assert "Suspected" in words(desk_page(named).get(at(situation, EASTHOLT + "status/")))
    assert "Suspected" not in words(desk_page(other).get(at(situation, EASTHOLT + "status/")))
    for who in (named, other):
        assert SAYS not in words(desk_page(who).get(at(situation)))


def test_the_part_of_now_that_asks_again_is_new_when_something_came(situation, ours):
    part = at(situation, "now/part/")
    first = ours.client.get(part, HTTP_HX_REQUEST="true")
    same = ours.client.get(part, HTTP_HX_REQUEST="true", HTTP_IF_NONE_MATCH=first.headers["ETag"])
    assert same.status_code == 304
    situation.came(situation.said(("eastholt.servers", SUSPECTED)))
    new = ours.client.get(part, HTTP_HX_REQUEST="true", HTTP_IF_NONE_MATCH=first.headers["ETag"])
    assert new.status_code == 200
    assert SAYS in new.content.decode()


def test_what_northmere_tells_is_what_eastholt_reads_and_may_take_up(situation, desk_page):
    """From one desk to the other: what Eastholt fetched is kept as Northmere's, read, suggested and marked there."""
    from battlebox.share.intel import Thing
    from battlebox.web.models import Partner
    from battlebox.web.taxii.shelving import Origin, shelve

    situation.believe("northmere.care", SUSPECTED, handling=Handling(Tlp.AMBER, frozenset({"eastholt"})))
    situation.switch_on()
    situation.publish()
    Partner.objects.create(ours="eastholt", body="northmere", name="Northmere Council", is_quarantined=False)
    things = [Thing.from_says(each) for each in situation.found()]
    origin = Origin("northmere", "northmere", "poll", audience=frozenset({"eastholt"}))
    assert not shelve(things, origin, ours="eastholt").refused
    theirs = desk_page("eastholt")
    said = words(theirs.get(at(situation, "partners/with/northmere/status/")))
    for part in ("Suspected", "the night engineer", "TLP:AMBER", "Care records shared with Eastholt", "shared"):
        assert part in said, said
    # Both are in one incident: what Northmere wrote for Eastholt is in Eastholt's record already, so nothing waits.
    assert "suspects a system that you share" not in words(theirs.get(at(situation, "partners/")))
    for body in ("northmere", "farwick"):
        desk_page(body).get(at(situation, "partners/with/northmere/status/"), expect=404)
