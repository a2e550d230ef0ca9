"""Decisions, asks and reviews: every field, the blanks, the old words, and nothing of another body's to change."""

from __future__ import annotations

import re

import pytest

from battlebox.desk import Role, Someone
from battlebox.desk.command import Ask, Decision, ask_partner, make_decision
from desk.room import SHARED
from desk.room import officer as desk_officer
from web.desk_page import words


@pytest.fixture
def made(opened):
    """A decision of Northmere, by Gold; the address of its page."""
    taken = Decision("shut the mail gateway", "the beacon was seen", Role.STRATEGIC, opened.record.now())
    saved = make_decision(
        opened.record, desk_officer("northmere"), taken, Someone("o-gold", "Ann Smith"), handling=SHARED
    )
    return opened.at(f"decisions/{saved.thing.partition('/')[2]}/")


@pytest.fixture
def asked(opened):
    """What Northmere asked of Eastholt; the address of its page."""
    at = opened.record.now()
    ask = Ask("eastholt", "close the link", "it spreads", "duty manager", "phone", at, ring_again=at)
    saved = ask_partner(opened.record, opened.estate, desk_officer("northmere"), ask, handling=SHARED)
    return opened.at(f"asks/{saved.thing.partition('/')[2]}/")


def test_each_council_reads_what_it_may_and_changes_its_own_alone(desk_page, made, council):
    page = desk_page(council)
    page.get(made, expect=404 if council == "farwick" else 200)
    for rest in ("write/", "review/", "go-on/"):
        page.get(made + rest, expect=200 if council == "northmere" else 404)
    page.get(made + "dissent/", expect=404 if council == "farwick" else 200)


def test_the_blanks_are_asked_for_and_go_when_they_are_written(desk_page, made):
    page = desk_page("northmere")
    assert "the risks" in words(page.get(made))
    page.send(made + "write/", {"risks": "telecare stops", "because": "blanks were filled"})
    text = words(page.get(made))
    assert "telecare stops" in text
    assert "the risks" not in text.partition("Still to write")[2].partition("What it said before")[0]


def test_the_old_words_stay_struck_through(desk_page, made):
    page = desk_page("northmere")
    page.send(made + "write/", {"what": "shut both gateways", "because": "only half was written"})
    html = page.get(made).content.decode()
    assert "shut both gateways" in html
    assert "<s>shut the mail gateway</s>" in html


def test_two_who_correct_at_once_see_both_versions(desk_page, made):
    from justhtml import JustHTML

    from web.desk_page import filled

    first, second = desk_page("northmere"), desk_page("northmere")
    form = second.client.get(made + "write/").content.decode()
    first.send(
        made + "write/", {"what": "shut both gateways", "risks": "mail stops", "because": "only half was written"}
    )
    data = {**filled(JustHTML(form, sanitize=False)), "what": "shut nothing", "risks": "none", "because": "x"}
    both = words(second.post(made + "write/", data, expect=422))
    # Every field that would be written over, and no other.
    for label, theirs, ours in (
        ("What is decided", "shut both gateways", "shut nothing"),
        ("The risks", "mail stops", "none"),
    ):
        assert re.search(rf"{label}, as .+? recorded it at .+?: {theirs} Yours: {ours}", both), both
    assert "The legal power or policy, as" not in both


def test_what_it_said_before_is_read_field_by_field(desk_page, made):
    page = desk_page("northmere")
    page.send(made + "write/", {"risks": "mail stops", "because": "a blank"})
    page.send(made + "write/", {"risks": "mail and telephones stop", "because": "heard since"})
    before = words(page.get(made)).partition("What it said before")[2]
    assert "Risks: mail stops" in before
    assert "What:" not in before


@pytest.mark.parametrize(
    ("by", "refused"),
    [("", "is blank"), ("DA-9", "DA-9 is no other decision"), ("DA-1", "DA-1 is no other decision")],
)
def test_a_decision_is_changed_only_by_another_that_can_be_read(desk_page, made, opened, by, refused):
    page = desk_page("northmere")
    before = opened.record.catch_up()
    said = {"verdict": "changed", "why": "we know more", "by": by, "next_0": "", "next_1": "", "next_2": ""}
    assert refused in words(page.send(made + "review/", said, expect=422))
    assert opened.record.catch_up() == before
    stands = {**said, "verdict": "stands", "by": "DA-9"}
    assert "Only where the decision was changed" in words(page.send(made + "review/", stands, expect=422))


def test_a_review_says_what_was_found_and_closes_what_falls(desk_page, made, opened):
    page = desk_page("northmere")
    page.send(made + "review/", {"verdict": "falls", "why": "a false alarm", "next_0": "", "next_1": "", "next_2": ""})
    text = words(page.get(made))
    assert "it falls. a false alarm" in text
    assert "Falls" in words(page.get(opened.at("decisions/")))
    refused = page.send(made + "review/", {"verdict": "stands", "why": "again"}, expect=422)
    assert "make a new decision" in words(refused).lower()


def test_dissent_can_be_written_by_anybody_in_the_incident(desk_page, made):
    page = desk_page("eastholt")
    page.send(made + "dissent/", {"office": "monitoring officer", "why": "no power was named"})
    assert "monitoring officer: no power was named" in words(page.get(made))


def test_a_decision_without_figures_is_saved_on_four_fields(desk_page, opened):
    page = desk_page("northmere")
    sent = {"what": "wake the vendor", "why": "only they know", "maker": "Ann Smith", "role": "strategic"}
    assert "Decision DA-1" in words(page.follow(page.send(opened.at("decisions/new/"), sent)))
    refused = page.send(opened.at("decisions/new/"), {**sent, "why": ""}, expect=422)
    assert "wake the vendor" in words(refused)


def test_a_communications_officer_may_not_decide(desk_page, officer, opened):
    page = desk_page(officer("northmere", role="communications"))
    assert "Write down a decision" not in words(page.get(opened.at("decisions/")))
    sent = {"what": "wake the vendor", "why": "only they know", "maker": "Ann Smith", "role": "strategic"}
    refused = page.send(opened.at("decisions/new/"), sent, expect=422)
    assert "Your role here (communications) may not record a decision somebody made." in words(refused)


def test_an_ask_is_answered_and_rung_again(desk_page, asked, opened, council):
    page = desk_page(council)
    page.get(asked, expect=404 if council == "farwick" else 200)
    if council == "farwick":
        return
    if council == "northmere":
        assert "Ring them again now." in words(page.get(asked))
        assert "Ring now" in words(page.get(opened.at("decisions/")))
    page.send(asked + "answer/", {"reply": "no", "who": "duty manager", "words": "payroll runs tonight"})
    text = words(page.get(asked))
    assert re.search(r"no\. duty manager, phone\. payroll runs tonight", text)
    assert "Ring them again now." not in text


@pytest.mark.parametrize(
    "path", ["decisions/nothing/", "proposals/nothing/", "asks/nothing/", "figures/nothing/", "contain/nothing/"]
)
def test_what_is_not_there_is_not_found(desk_page, opened, path):
    desk_page("northmere").get(opened.at(path), expect=404)
