"""Partners as pages: who they are, cut off and let in, collections, what was given, two people for a freer label."""

from __future__ import annotations

import re

import pytest

from battlebox.desk import Role
from battlebox.marking import Tlp
from web.desk_page import words
from web.partnering.conftest import thing

PLACES = ("partners/", "partners/collections/", "partners/ledger/", "partners/held/")
GRANT = {"partner": "farwick", "able": ["read"], "tlp_max": "GREEN", "purpose": "warnings of the night"}


@pytest.fixture
def ours(desk_page):
    return desk_page("northmere")


@pytest.fixture
def second(desk_page):
    return desk_page("northmere")


def test_each_council_sees_its_own_partners_and_a_stranger_sees_no_page(opened, sharing, desk_page, council):
    sharing.put(thing("a beacon", Tlp.GREEN))
    sharing.give(thing("a beacon", Tlp.GREEN))
    page = desk_page(council)
    for place in PLACES:
        answer = page.get(opened.at(place), expect=404 if council == "farwick" else 200)
        assert ("Farwick Council" in words(answer)) == (council == "northmere" and place in PLACES[::2]), place
        assert ("a beacon" in words(answer)) == (council == "northmere" and place == "partners/held/"), place
    expect = 200 if council == "northmere" else 404
    mine = f"collections/{sharing.collection.pk}/"
    for place in ("with/eastholt/", "with/eastholt/cut-off/", "with/farwick/let-in/", mine, f"{mine}grant/",
                  "ledger/eastholt/"):  # fmt: skip
        page.get(opened.at(f"partners/{place}"), expect=expect)


def test_a_partner_page_has_both_sides(opened, sharing, ours):
    ours.send(opened.at("bodies/eastholt/suspect/"), {"state": "suspected", "source": "their duty officer"})
    said = words(ours.get(opened.at("partners/with/eastholt/")))
    for part in (
        "Suspected",
        "their duty officer",
        "Not heard yet",
        "Nothing was given yet",
        "None: it can fetch nothing",
    ):
        assert part in said, said


def test_cutting_off_takes_two_clicks_and_counts_from_the_next_request(opened, sharing, ours):
    from battlebox.share.taxii import TaxiiError
    from battlebox.web.taxii.credentials import partner_of

    assert partner_of(f"Bearer {sharing.token}").body == "eastholt"
    cut = opened.at("partners/with/eastholt/cut-off/")
    assert "Why" in words(ours.send(cut, {"why": ""}, expect=422))
    assert partner_of(f"Bearer {sharing.token}").body == "eastholt"
    ours.send(cut, {"why": "their mail was taken over"})
    with pytest.raises(TaxiiError):
        partner_of(f"Bearer {sharing.token}")
    assert "their mail was taken over" in words(ours.get(opened.at("partners/with/eastholt/")))
    assert "cut off Eastholt Council" in words(ours.get(opened.at("log/")))


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.LOGGIST, Role.OPERATIONAL])
def test_who_may_not_say_what_partners_have_is_told_who_may(opened, sharing, desk_page, officer, role):
    page = desk_page(officer("northmere", role=role.value))
    for place in ("new/", "with/eastholt/cut-off/", f"collections/{sharing.collection.pk}/grant/"):
        assert "may not say what a partner may have" in words(page.get(opened.at(f"partners/{place}")))
    page.post(opened.at("partners/with/eastholt/cut-off/"), {"why": "no"}, expect=422)
    sharing.eastholt.refresh_from_db()
    assert sharing.eastholt.cut_off_at is None


def test_what_a_first_time_sender_sent_is_kept_apart_until_it_is_let_in(opened, sharing, ours):
    sharing.put(thing("a new beacon", Tlp.GREEN), owner="farwick", is_quarantined=True)
    assert "1 things, 1 of them kept apart" in words(ours.get(opened.at("partners/with/farwick/")))
    assert "Kept apart" in words(ours.get(opened.at("partners/held/")))
    ours.send(opened.at("partners/with/farwick/let-in/"), {"why": "rung on the printed number"})
    assert "Kept apart" not in words(ours.get(opened.at("partners/held/")))


def test_a_red_thing_is_shown_to_the_people_it_names_alone_and_the_rest_is_counted(opened, sharing, desk_page, officer):
    named, other = officer("northmere"), officer("northmere")
    sharing.put(thing("for one person", Tlp.RED), people=frozenset({named.officer_id}))
    assert "for one person" in words(desk_page(named).get(opened.at("partners/held/")))
    said = words(desk_page(other).get(opened.at("partners/held/")))
    assert "for one person" not in said
    assert "1 more is held that you may not see" in said


def proposed(page, opened, rest, said):
    return page.send(opened.at(f"partners/{rest}"), said).headers["Location"]


def test_more_for_a_partner_waits_for_a_second_person_of_the_same_body(opened, sharing, ours, second, desk_page):
    from battlebox.web.models import Right

    change = proposed(ours, opened, f"collections/{sharing.collection.pk}/grant/", GRANT)
    said = words(ours.get(change))
    assert "Farwick Council may read everything in Warnings that its label lets it have, up to TLP:GREEN" in said
    assert "You proposed A-6 yourself, and somebody else must agree to it" in said
    # Whoever proposed it sends the answer by hand.
    token = re.search(r'name="once" value="([^"]+)"', ours.get(opened.at("partners/new/")).content.decode())[1]
    assert "somebody else must agree" in words(ours.post(change, {"agreed": "yes", "once": token}, expect=422))
    assert not Right.objects.exists()
    desk_page("eastholt").get(change, expect=404)
    second.send(change, {"agreed": "yes"})
    assert Right.objects.get().tlp_max == "GREEN"
    assert "Agreed to, by" in words(ours.get(change))
    second.post(change, {"agreed": "yes", "once": token}, expect=200)
    assert Right.objects.count() == 1


def test_less_for_a_partner_counts_at_once(opened, sharing, ours, second):
    from battlebox.web.models import Right

    second.send(proposed(ours, opened, f"collections/{sharing.collection.pk}/grant/", GRANT), {"agreed": "yes"})
    before = Right.objects.get().partner.change
    at = opened.at(f"partners/collections/{sharing.collection.pk}/grant/")
    ours.send(at, {**GRANT, "able": [], "purpose": "it is over"})
    right = Right.objects.get()
    assert not right.may_read
    assert right.partner.change > before, "an answer kept from before would still be given"


def test_a_new_partner_has_a_token_that_is_shown_once_to_the_second_person(opened, sharing, ours, second):
    from battlebox.web.models import Partner
    from battlebox.web.taxii.credentials import partner_of

    change = proposed(ours, opened, "new/", {"body": "westmarch", "name": "Westmarch Council", "why": "they are hit"})
    assert not Partner.objects.filter(body="westmarch").exists()
    shown = second.send(change, {"agreed": "yes"}, expect=200)
    token = re.search(r"<code>([^<]+)</code>", shown.content.decode())[1]
    assert partner_of(f"Bearer {token}").body == "westmarch"
    assert token not in words(second.get(opened.at("partners/with/westmarch/")))
    assert "Waits to be let in" in words(ours.get(opened.at("partners/")))


def test_no_two_partners_and_no_two_collections_are_called_the_same(opened, sharing, ours):
    from battlebox.web.models import Collection, Partner

    there = Partner.objects.get(ours="northmere", body="eastholt")
    said = {"body": "westmarch", "name": f" {there.name.upper()}", "why": "they are hit"}
    answer = words(ours.send(opened.at("partners/new/"), said, expect=422))
    assert f"{there.name} is what people call eastholt: give this one another name" in answer
    new = {"title": sharing.collection.title.lower(), "description": ""}
    answer = words(ours.send(opened.at("partners/collections/new/"), new, expect=422))
    assert f"has a collection that is called {sharing.collection.title} already. choose another title." in answer
    assert Collection.objects.filter(ours="northmere").count() == 1


def test_a_partner_is_called_as_its_estate_calls_it_on_the_page_as_in_the_command(opened, sharing, ours, second):
    from battlebox.web.errors import WebError
    from battlebox.web.models import Partner
    from battlebox.web.taxii.registering import add_partner

    plain = {"client_of": (), "identity": "", "name": "", "community": False, "let_in": False, "certificate": None}
    for body in ("w.marsh_2-b", "2nd.borough", "a" * 60):
        change = proposed(ours, opened, "new/", {"body": body, "name": "A council", "why": "they are hit"})
        second.send(change, {"agreed": "yes"}, expect=200)
        for place in (f"with/{body}/", f"with/{body}/cut-off/", f"ledger/{body}/"):
            ours.get(opened.at(f"partners/{place}"))
        assert Partner.objects.filter(body=body).delete()[0], "the page takes it"
        assert add_partner("northmere", body, **{**plain, "days": 1})[0].body == body
    for body in ("Westmarch", ".west", "west/march", "wést", "west\u0661", "a" * 61):
        said = words(ours.send(opened.at("partners/new/"), {"body": body, "name": "A council", "why": "x"}, expect=422))
        with pytest.raises(WebError) as refused:
            add_partner("northmere", body, **{**plain, "days": 1})
        assert f"{str(refused.value)[:1].upper()}{str(refused.value)[1:]}: {refused.value.hint}" in said


def test_a_refusal_needs_a_reason_and_changes_nothing(opened, sharing, ours, second):
    from battlebox.web.models import Partner

    change = proposed(ours, opened, "new/", {"body": "westmarch", "name": "Westmarch Council", "why": "they are hit"})
    second.send(change, {"agreed": "no"}, expect=422)
    second.send(change, {"agreed": "no", "why": "nobody there picks up"})
    assert "Refused: nobody there picks up" in words(ours.get(change))
    assert not Partner.objects.filter(body="westmarch").exists()


def number_of(each):
    from battlebox.web.models import IntelObject

    return IntelObject.objects.get(stix_id=each.id, is_newest=True).pk


def test_our_own_thing_gets_a_freer_label_as_a_new_version_when_two_agree(opened, sharing, ours, second):
    from battlebox.web.models import IntelObject

    own = thing("our beacon", Tlp.AMBER)
    sharing.put(own)
    change = proposed(ours, opened, f"held/{number_of(own)}/label/", {"label": "GREEN", "why": "the chief agreed"})
    assert "our beacon" in words(ours.get(change))
    assert IntelObject.objects.filter(stix_id=own.id).count() == 1
    second.send(change, {"agreed": "yes"})
    versions = IntelObject.objects.filter(stix_id=own.id).order_by("pk")
    assert [(each.tlp, each.is_newest) for each in versions] == [("AMBER", False), ("GREEN", True)]


def test_what_somebody_else_left_unmarked_is_issued_anew_under_our_name_and_theirs_stays(opened, sharing, ours, second):
    from battlebox.web.models import IntelObject

    theirs = thing("their beacon")
    sharing.put(theirs, owner="eastholt", by="eastholt")
    change = proposed(ours, opened, f"held/{number_of(theirs)}/label/", {"label": "GREEN", "why": "they said so"})
    assert "a copy under our own name" in words(ours.get(change))
    second.send(change, {"agreed": "yes"})
    made = IntelObject.objects.exclude(stix_id=theirs.id).get()
    assert (made.owner, made.tlp) == ("northmere", "GREEN")
    assert IntelObject.objects.get(stix_id=theirs.id).tlp == ""


def test_what_somebody_else_marked_is_not_freed(opened, sharing, ours):
    theirs = thing("their beacon", Tlp.AMBER_STRICT)
    sharing.put(theirs, owner="eastholt", by="eastholt", audience=frozenset({"northmere"}))
    answer = ours.get(opened.at(f"partners/held/{number_of(theirs)}/label/"))
    assert "only its owner can give it a freer label" in words(answer)
    ours.post(opened.at(f"partners/held/{number_of(theirs)}/label/"), {"label": "CLEAR", "why": "x"}, expect=422)


def test_what_was_tightened_since_it_was_given_says_what_it_was_and_is(opened, sharing, ours):
    before = thing("our beacon", Tlp.GREEN)
    sharing.put(before)
    sharing.give(before)
    assert "The same" in words(ours.get(opened.at("partners/ledger/eastholt/")))
    sharing.put(thing("our beacon", Tlp.AMBER, modified="2026-11-23T03:00:00.000Z"))
    said = words(ours.get(opened.at("partners/ledger/eastholt/")))
    assert "was GREEN when given, is AMBER now" in said
    assert "ring them" in said
    assert "1 row was followed, and the chain is whole" in said
    assert "Once, last" in words(ours.get(opened.at("partners/with/eastholt/")))
    assert re.search(r"Links between us \d", words(ours.get(opened.at("partners/with/eastholt/"))))
    assert "has been given nothing" in words(ours.get(opened.at("partners/ledger/farwick/")))


def test_a_ledger_row_that_was_changed_is_said_before_everything(opened, sharing, ours):
    from battlebox.web.models import Release

    sharing.give(thing("one", Tlp.GREEN))
    row = Release.objects.get()
    Release.objects.update(line=bytes(row.line).replace(b"GREEN", b"CLEAR"))
    assert "The ledger is not whole" in words(ours.get(opened.at("partners/ledger/")))


def test_the_table_of_what_was_given_is_safe_to_open_in_a_spreadsheet(opened, sharing, ours):
    evil = thing("=HYPERLINK(1)", Tlp.GREEN)
    sharing.put(evil)
    sharing.give(evil)
    text = ours.client.get(opened.at("partners/ledger/eastholt/?given-csv=1")).content.decode()
    assert "'=HYPERLINK(1)" in text
    assert evil.id in ours.client.get(opened.at("partners/ledger/?released-csv=1")).content.decode()
