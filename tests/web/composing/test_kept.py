"""Drafts that are kept: read by others with every version, changed, and sent through the gate or left."""

from __future__ import annotations

import re

import pytest

from battlebox.desk import Role
from battlebox.desk.compose import drafts_of, versions_of_draft
from battlebox.desk.message import messages_of
from battlebox.desk.tell import releases_of
from web.desk_page import words

MEMO = "tell/words/staff-memo/"
FIRST = {"subject": "Memo", "text": "Some screens are blank. Stay calm."}


@pytest.fixture
def fact(register):
    return register.clear(register.state("Some screens are blank."))


@pytest.fixture
def draft(opened, press, fact):
    """The address of a draft that was kept."""
    answer = press.send(opened.at(MEMO + "keep/"), FIRST)
    assert re.search(r"/tell/drafts/\w+/$", answer.headers["Location"])
    return answer.headers["Location"]


@pytest.fixture
def other(desk_page, officer):
    return desk_page(officer("northmere", role=Role.STRATEGIC.value))


def test_another_reads_it_changes_it_and_both_versions_are_there(opened, press, other, draft):
    page = words(other.get(draft))
    assert "A draft that is kept: it was not sent." in page
    assert "Stay calm." in page
    other.send(draft + "change/", {"text": "Some screens are blank. Use paper.", "why": "Gold: say what to do"})
    page = words(press.get(draft))
    assert page.index("Use paper.") < page.index("Every version")
    history = page.partition("Every version")[2]
    assert "Stay calm." in history
    assert "Changed: Gold: say what to do" in history
    [(thing, _)] = drafts_of(opened.sight())
    assert [each.value.words[-10:] for each in versions_of_draft(opened.sight(), thing)] == ["Stay calm.", "Use paper."]
    assert "2 versions; last by" in words(press.get(opened.at("tell/words/")))
    assert not messages_of(opened.sight())


def test_who_writes_while_another_has_written_sees_the_other_words_first(opened, press, other, draft):
    given = {"text": "Mine.", "why": "shorter"}
    form = press.get(draft + "change/").content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    other.send(draft + "change/", {"text": "Theirs.", "why": "clearer"})
    refused = words(press.post(draft + "change/", {**hidden, "subject": "Memo", **given}, expect=422))
    assert "Somebody else recorded something here while you were writing" in refused
    assert "Theirs." in refused
    assert "Mine." in refused


def test_a_draft_goes_only_through_the_gate_as_it_is_then(opened, press, register, draft, fact):
    send = re.search(r'href="([^"]*/release/\?draft=\w+)"', press.get(draft).content.decode())[1]
    assert "Stay calm." in press.get(send).content.decode()
    register.change(fact, wording="All screens are blank.")
    assert "All screens are blank. (somebody it is about has not cleared it" in words(press.get(draft))
    assert "may not leave" in words(press.send(send, {"where": "read out"}, expect=422))
    register.clear(fact)
    assert "was said otherwise before" in words(press.send(send, {"where": "read out"}, expect=422))
    press.send(draft + "change/", {"text": "All screens are blank. Use paper.", "why": "the fact has changed"})
    said = words(press.get(send))
    assert "Your own words 2 lines, in no cleared fact: Memo All screens are blank. Use paper." in said
    press.send(send, {"where": "read out", "own": "the head of IT dictated it"})
    [(_, went)] = releases_of(opened.sight(), fact)
    assert went.value.words == "Memo\n\nAll screens are blank. Use paper."


def test_its_page_names_a_fact_that_somebody_typed_and_that_may_not_go(press, register, draft):
    register.state("They came in by the VPN.")
    press.send(draft + "change/", {"text": "Some screens are blank. They came in by the VPN.", "why": "said more"})
    page = words(press.get(draft))
    assert "What may not go now" in page
    assert "They came in by the VPN): somebody it is about has not cleared it" in page
    assert "Northmere Council" in page.partition("What may not go now")[2].partition("Every version")[0]
    press.send(draft + "change/", {"text": "Some screens are blank.", "why": "said less"})
    assert "What may not go now" not in words(press.get(draft))


def test_it_rests_on_the_facts_that_were_in_it_and_on_no_later_one(opened, press, register, draft, fact):
    later = register.clear(register.state("The phones work."))
    send = re.search(r'href="([^"]*/release/\?draft=\w+)"', press.get(draft).content.decode())[1]
    assert "1 fact left out by choice." in words(press.get(send))
    press.send(send, {"where": "read out", "own": "Gold wrote them"})
    assert not releases_of(opened.sight(), later)


def test_a_draft_is_of_one_template_and_one_council(opened, desk_page, officer, press, draft):
    name = draft.rstrip("/").rpartition("/")[2]
    press.get(opened.at(f"tell/words/press-line/release/?draft={name}"), expect=404)
    press.get(opened.at("tell/drafts/none/"), expect=404)
    partner = desk_page(officer("eastholt", role=Role.COMMUNICATIONS.value))
    partner.get(draft, expect=404)
    partner.get(draft + "change/", expect=404)
    assert "Drafts that are kept" not in words(partner.get(opened.at("tell/words/")))
    desk_page("farwick").get(draft, expect=404)
    observer = desk_page(officer("northmere", role=Role.OBSERVER.value))
    page = words(observer.get(draft))
    assert "Stay calm." in page
    assert "Change it" not in page


def test_a_blank_draft_and_a_change_without_a_reason_are_refused(opened, press, draft):
    press.send(opened.at(MEMO + "keep/"), {"subject": "Memo", "text": " "}, expect=422)
    press.send(draft + "change/", {"text": "Anew."}, expect=422)
