"""The pages of facts: the list, one fact, and what is done about it; for three councils."""

from __future__ import annotations

import re

from battlebox.desk import Role
from battlebox.desk.command import asks_of
from battlebox.desk.record import Sight
from battlebox.desk.tell import Outlet, Status, Whom, corrections_due, facts_of, release_facts, standing_of
from desk.room import officer as desk_officer
from web.desk_page import words

SAID = {"wording": "Care records are off.", "status": "confirmed", "source": "head of IT", "confidence": "high",
        "tlp": "CLEAR"}  # fmt: skip
CLEARED = {"body": "northmere", "verdict": "cleared", "who": "press office", "channel": "at this desk"}


def seen_by(opened, body="northmere"):
    return Sight.of(opened.record, desk_officer(body, Role.COMMUNICATIONS))


def state(opened, page, **more):
    """State a fact; the address of its page."""
    page.send(opened.at("tell/facts/new/"), {**SAID, **more})
    return "tell/facts/" + facts_of(seen_by(opened))[-1][0].partition("/")[2] + "/"


def thing_of(address):
    return "fact/" + address.split("/")[-2]


def standing(opened, address, body="northmere"):
    return standing_of(seen_by(opened, body), thing_of(address))


def send(opened, address, where="/front/"):
    return release_facts(opened.record, desk_officer("northmere", Role.COMMUNICATIONS), (thing_of(address),),
                         Outlet.PUBLIC_PAGE, Whom(), where=where)  # fmt: skip


# ── what is shown ────────────────────────────────────────────────────────────────────────────────────────────────


def test_before_anything_was_said_the_page_begins_with_what_is_not_known(opened, press):
    assert "Begin with what is not known." in words(press.get(opened.at("tell/facts/")))
    assert "No fact was stated yet." in words(press.get(opened.at("tell/")))
    form = press.get(opened.at("tell/facts/new/?status=unknown"))
    assert '<option value="unknown" selected>' in form.content.decode()
    state(opened, press, wording="whether data was copied", status="unknown")
    said = words(press.get(opened.at("tell/facts/")))
    assert "Not known yet whether data was copied" in said
    assert "1 stated, 1 of them not known yet" in words(press.get(opened.at("tell/")))


def test_a_fact_about_what_is_shared_needs_every_sharer_and_a_stranger_sees_nothing(opened, press, partner, desk_page):
    address = state(opened, press, system="northmere.care")
    said = words(press.get(opened.at(address)))
    assert "Needs Eastholt Council, Northmere Council" in said
    assert "May it stand on a public page? No: somebody it is about has not cleared it" in said
    assert "They wait for your word Care records are off." in words(partner.get(opened.at("tell/facts/")))
    assert "Northmere Council states it, and alone changes it" in words(partner.get(opened.at(address)))
    stranger = desk_page("farwick")
    for rest in ("", "change/", "clear/", "hold/", "life/", "ask/eastholt/"):
        stranger.get(opened.at(address + rest), expect=404)
    stranger.get(opened.at("tell/facts/"), expect=404)


def test_ones_own_fact_is_not_there_for_a_partner_whom_it_does_not_concern(opened, press, partner):
    address = state(opened, press)
    partner.get(opened.at(address), expect=404)
    assert "Care records are off" not in words(partner.get(opened.at("tell/facts/")))


def test_facts_come_as_csv(opened, press):
    state(opened, press)
    rows = press.client.get(opened.at("tell/facts/") + "?facts-csv=1").content.decode()
    assert "Care records are off.,Confirmed" in rows


# ── clearance ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_it_may_leave_once_everybody_cleared_it(opened, press, partner):
    address = state(opened, press, system="northmere.care")
    press.send(opened.at(address + "clear/"), CLEARED)
    assert "Needs Eastholt Council" in words(press.get(opened.at(address)))
    partner.send(opened.at(address + "clear/"), {**CLEARED, "body": "eastholt"})
    said = words(press.get(opened.at(address)))
    assert standing(opened, address).is_cleared
    assert "May it stand on a public page? Yes, in these words: Care records are off." in said


def test_a_refusal_needs_its_reason_and_says_whom_to_ask(opened, press, partner):
    address = state(opened, press, system="northmere.care")
    no = {**CLEARED, "body": "eastholt", "verdict": "refused"}
    answer = partner.send(opened.at(address + "clear/"), no, expect=422)
    assert not standing(opened, address).refused_by
    partner.send(opened.at(address + "clear/"), {**no, "why": "we have not told our staff"})
    assert answer.status_code == 422
    said = words(press.get(opened.at(address)))
    assert "Refused by Eastholt Council" in said
    assert "we have not told our staff" in said
    assert "Ask Eastholt Council." in said


def test_a_body_is_asked_for_its_word_and_that_stands_with_the_other_asks(opened, desk_page):
    page = desk_page("northmere")
    address = state(opened, page, system="northmere.care")
    assert "Ask Eastholt Council" in words(page.get(opened.at(address)))
    page.send(opened.at(address + "ask/eastholt/"), {"rang": "their press office", "channel": "mobile"})
    (asked,) = asks_of(seen_by(opened, "eastholt"))
    assert asked.asked.value.what.endswith("Care records are off.")
    page.get(opened.at(address + "ask/farwick/"), expect=404)
    page.get(opened.at(address + "ask/northmere/"), expect=404)


def test_what_was_changed_meanwhile_is_not_cleared_unread(opened, press):
    from justhtml import JustHTML

    from web.desk_page import filled

    address = state(opened, press)
    form = filled(JustHTML(press.get(opened.at(address + "clear/")).content.decode(), sanitize=False))
    press.send(opened.at(address + "change/"), {"wording": "Care records are slow.", "why": "they came back"})
    answer = press.post(opened.at(address + "clear/"), {**form, **CLEARED}, expect=422)
    assert "Somebody else recorded something here" in words(answer)
    assert not standing(opened, address).is_cleared


def test_police_hold_it_back_and_let_it_go(opened, press):
    address = state(opened, press)
    press.send(opened.at(address + "clear/"), CLEARED)
    hold = {"holder": "police", "who": "duty inspector", "why": "an arrest is planned"}
    press.send(opened.at(address + "hold/"), {**hold, "force": "yes"})
    said = words(press.get(opened.at(address)))
    assert "Held back by police" in said
    assert "an arrest is planned" in said
    press.send(opened.at(address + "hold/"), {**hold, "force": "no"})
    assert "Held back by police" not in words(press.get(opened.at(address))).replace("Held back by police or", "")


def test_prepared_words_go_first_where_life_is_at_risk_and_clearance_stays_owed(opened, press):
    page = press.get(opened.at("tell/facts/prepared/")).content.decode()
    first = re.search(r'name="prepared" value="([^"]+)"', page).group(1)
    press.send(opened.at("tell/facts/prepared/"), {"prepared": first, "source": "duty manager"})
    address = "tell/facts/" + facts_of(seen_by(opened))[-1][0].partition("/")[2] + "/"
    assert "Life is at risk: let it go now" in words(press.get(opened.at(address)))
    press.send(opened.at(address + "life/"), {"why": "alarms do not ring through", "who": "duty manager"})
    said = words(press.get(opened.at(address)))
    assert "Goes first, life at risk; still needs Northmere Council" in said
    assert "May it stand on a public page? Yes" in said


def test_words_that_were_not_prepared_have_no_lane(opened, press):
    address = state(opened, press)
    press.get(opened.at(address + "life/"), expect=404)
    assert "Life is at risk" not in words(press.get(opened.at(address)))


# ── said anew, and corrected ─────────────────────────────────────────────────────────────────────────────────────


def test_a_new_wording_is_cleared_anew_and_the_old_one_stays_to_be_read(opened, press):
    address = state(opened, press)
    press.send(opened.at(address + "clear/"), CLEARED)
    press.send(opened.at(address + "change/"), {"wording": "Care records are slow.", "why": "they came back"})
    found = standing(opened, address)
    assert (found.fact.wording, found.is_cleared, found.fact.status) == ("Care records are slow.", False,
                                                                         Status.CONFIRMED)  # fmt: skip
    said = words(press.get(opened.at(address)))
    assert "Care records are off." in said
    assert "they came back" in said


def test_a_partner_cannot_change_it(opened, press, partner):
    address = state(opened, press, system="northmere.care")
    partner.get(opened.at(address + "change/"), expect=404)
    assert "Say it anew" not in words(partner.get(opened.at(address)))


def test_where_an_old_wording_stands_is_listed_until_it_was_corrected_there(opened, press):
    address = state(opened, press)
    press.send(opened.at(address + "clear/"), CLEARED)
    send(opened, address)
    assert "/front/" in words(press.get(opened.at(address)))
    press.send(opened.at(address + "change/"), {"wording": "Care records are slow.", "why": "they came back"})
    said = words(press.get(opened.at(address)))
    assert "To put right" in said
    assert "It may not leave yet" in said
    assert "Words to put right where they stand" in words(press.get(opened.at("tell/")))
    press.send(opened.at(address + "clear/"), CLEARED)
    page = press.get(opened.at(address)).content.decode()
    link = re.search(r'href="([^"]+/correct/[^"]+)"', page).group(1)
    assert "On" in words(press.get(link))
    press.send(link)
    assert corrections_due(seen_by(opened)) == ()
    assert "To put right" not in words(press.get(opened.at(address)))
    press.get(link, expect=404)


# ── for named partners ───────────────────────────────────────────────────────────────────────────────────────────────

AMBER = {"tlp": "AMBER+STRICT", "audience": ["eastholt"]}
CALL = "tell/words/partner-call/?to="


def rows_of(answer):
    """What the page says of each who may or may not be told."""
    table = answer.content.decode().partition("Who may be told</h2>")[2].partition("<h2>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", table).split())


def test_a_fact_for_a_named_partner_goes_to_it_and_to_nobody_else(opened, press):
    address = state(opened, press, **AMBER)
    press.send(opened.at(address + "clear/"), CLEARED)
    page = press.get(opened.at(address))
    assert "Who may have it Eastholt Council" in words(page)
    assert "No: TLP:AMBER+STRICT: it was addressed to other bodies." in words(page)
    said = rows_of(page)
    assert "May be told now: Eastholt Council ." in said
    assert "Farwick Council TLP:AMBER+STRICT: it was addressed to other bodies" in said


def test_the_compose_gate_lets_it_into_the_call_to_that_partner_alone(opened, press):
    address = state(opened, press, **AMBER)
    press.send(opened.at(address + "clear/"), CLEARED)
    theirs = words(press.get(opened.at(CALL + "eastholt")))
    assert "Care records are off." in theirs.partition("What it rests on")[0]
    for draft in (CALL + "farwick", "tell/words/press-line/", "tell/words/holding-statement/"):
        assert "Care records are off." not in words(press.get(opened.at(draft))).partition("What it rests on")[0]


def test_it_may_be_let_go_to_that_partner_and_not_typed_into_what_goes_to_another(opened, press):
    address = state(opened, press, **AMBER)
    press.send(opened.at(address + "clear/"), CLEARED)
    sent = {"subject": "From us", "text": "Care records are off.", "where": "by phone", "own": "as rung"}
    refused = press.send(opened.at(CALL.replace("?", "release/?") + "farwick"), sent, expect=422)
    assert "it was addressed to other bodies" in words(refused)
    press.send(opened.at(CALL.replace("?", "release/?") + "eastholt"), sent)
    assert "partner call note" in words(press.get(opened.at(address)))


def test_before_it_is_cleared_the_partner_may_not_be_told_and_the_page_says_whom_to_ask(opened, press, partner):
    address = state(opened, press, **AMBER, about=["eastholt"])
    assert "Eastholt Council Somebody it is about has not cleared it. Ask" in rows_of(press.get(opened.at(address)))
    assert "Who may be told" not in words(partner.get(opened.at(address)))


def test_what_is_for_everybody_names_nobody(opened, press):
    refused = press.send(opened.at("tell/facts/new/"), {**SAID, "audience": ["eastholt"]}, expect=422)
    assert "TLP:CLEAR is for everybody." in words(refused)
    assert facts_of(seen_by(opened)) == ()


def test_another_audience_is_another_version_that_nobody_has_cleared(opened, press):
    address = state(opened, press, **AMBER)
    press.send(opened.at(address + "clear/"), CLEARED)
    assert standing(opened, address).is_cleared
    press.send(opened.at(address + "change/"), {"why": "Farwick asked", "audience": ["eastholt", "farwick"]})
    assert not standing(opened, address).is_cleared
    assert standing(opened, address).fact.audience == {"eastholt", "farwick"}


# ── the same words, twice ────────────────────────────────────────────────────────────────────────────────────────


def test_words_recorded_twice_are_said_with_both_and_how_to_settle_it(opened, press, partner):
    one = state(opened, press)
    press.send(opened.at(one + "clear/"), CLEARED)
    other = state(opened, press, tlp="AMBER+STRICT", wording="Care records are off")
    for address in (one, other):
        said = words(press.get(opened.at(address)))
        assert "The same words are recorded twice" in said
        assert "TLP:CLEAR, Cleared: Care records are off." in said
        assert "TLP:AMBER+STRICT, Needs Northmere Council: Care records are off" in said
        assert "May it stand on a public page? No" in said
    assert "The same words, recorded twice" in words(press.get(opened.at("tell/facts/")))
    assert "1 wording is recorded twice, in two ways: the stricter counts." in words(press.get(opened.at("tell/")))
    assert "recorded twice" not in words(partner.get(opened.at("tell/")))

    link = opened.at(other + "change/?status=superseded")
    assert f'href="{link}"' in press.get(opened.at(one)).content.decode()
    assert '<option value="superseded" selected>' in press.get(link).content.decode()
    press.send(link, {**SAID, "tlp": "AMBER+STRICT", "status": "superseded", "why": "it was recorded twice"})
    for address in ("tell/", "tell/facts/", one, other):
        assert "recorded twice, " not in words(press.get(opened.at(address)))
    assert "May it stand on a public page? Yes" in words(press.get(opened.at(one)))


def test_facts_that_contradict_each_other_are_said_with_both_and_how_to_settle_it(opened, press, partner):
    one = state(opened, press, wording="whether care records are off", status="unknown")
    other = state(opened, press)
    for address in (one, other):
        said = words(press.get(opened.at(address)))
        assert "The register contradicts itself here." in said
        assert "unknown: whether care records are off Supersede it or say it anew" in said
        assert "confirmed: Care records are off. Supersede it or say it anew" in said
    assert "They contradict each other" in words(press.get(opened.at("tell/facts/")))
    assert "2 facts contradict each other: they do not go out side by side." in words(press.get(opened.at("tell/")))
    assert "contradict" not in words(partner.get(opened.at("tell/")))
    link = opened.at(one + "change/?status=superseded")
    assert f'href="{link}"' in press.get(opened.at(other)).content.decode()
    press.send(link, {**SAID, "wording": "whether care records are off", "status": "superseded", "why": "known now"})
    for address in ("tell/", "tell/facts/", one, other):
        assert "contradict" not in words(press.get(opened.at(address)))


# ── what may not be there any more ───────────────────────────────────────────────────────────────────────────────


def test_a_fact_that_police_hold_is_said_on_every_page_with_where_it_stands_and_is_withdrawn(
    opened, press, partner, desk_page
):
    address = state(opened, press)
    press.send(opened.at(address + "clear/"), CLEARED)
    send(opened, address)
    pages = ("", "tell/", "tell/facts/", "tell/publish/")
    assert not any("Words to put right" in words(press.get(opened.at(each))) for each in pages)
    press.send(opened.at(address + "hold/"), {"holder": "police", "force": "yes", "who": "duty inspector",
                                              "why": "an arrest is planned"})  # fmt: skip
    for each in pages:
        said = words(press.get(opened.at(each)))
        assert "Public page, /front/: Care records are off. (may not be there any more: it is held back" in said
        assert "by police (duty inspector): an arrest is planned" in said
    assert "It may not be there any more: it is held back by police" in words(press.get(opened.at("tell/went/")))
    for other in (partner, desk_page("farwick")):
        answer = other.get(opened.at("tell/"), expect=(200 if other is partner else 404))
        assert "Care records are off" not in words(answer)

    page = press.get(opened.at(address)).content.decode()
    link = re.search(r'href="([^"]+/correct/[^"]+)"', page).group(1)
    assert "Withdraw it there" in (form := words(press.get(link)))
    assert "Part of what we said on" in form
    press.send(link)
    assert corrections_due(seen_by(opened)) == ()
    assert not any("Words to put right" in words(press.get(opened.at(each))) for each in pages)
    assert "It was withdrawn there" in words(press.get(opened.at("tell/went/")))
