"""People: roles taken, given and relieved; whom to ring, with outcomes in one tap; who has access."""

from __future__ import annotations

from datetime import timedelta

from justhtml import JustHTML

from battlebox.desk import Role
from battlebox.desk.command import attempts_of, holding_of
from web.desk_page import filled, words


def taps(page, address):
    """The forms of buttons on a page, as their data and the values of their buttons."""
    found = JustHTML(page.get(address).content.decode(), sanitize=False).query("main form.desk-tap")
    return [
        (
            {each.attrs["name"]: each.attrs.get("value", "") for each in form.query("input")},
            [each.attrs["value"] for each in form.query("button")],
        )
        for form in found
    ]


def test_a_role_is_taken_and_shows_with_its_holder_and_deputy(desk_page, opened):
    page = desk_page("northmere")
    page.send(opened.at("people/roles/tactical/take/"), {"reach": "Silver desk"})
    text = words(page.get(opened.at("people/")))
    assert "Tactical (Silver)" in text
    assert "Silver desk" in text
    assert "less than an hour" in text
    other = words(desk_page("eastholt").get(opened.at("people/")))
    assert "Somebody there: names stay with their body" in other
    assert "Officer of northmere" not in other


def test_people_leads_to_each_part_of_the_roster_the_days_after_among_them(desk_page, opened):
    text = desk_page("northmere").get(opened.at("people/")).content.decode()
    for rest in ("going-home/", "shifts/", "posts/", "staff/", "roster/"):
        assert f'href="{opened.at("people/" + rest)}"' in text


def test_hours_on_shift_are_words_that_ask_who_relieves(desk_page, opened):
    page = desk_page("northmere")
    page.send(opened.at("people/roles/tactical/take/"))
    opened.watch.at += timedelta(hours=11)
    assert "eleven hours: who relieves?" in words(page.get(opened.at("people/")))


def test_a_role_is_given_to_somebody_of_one_s_own_body_alone(desk_page, officer, opened):
    page, gold = desk_page("northmere"), officer("northmere", role="strategic", name="gold.one")
    stranger = officer("eastholt", name="east.one")
    give = opened.at("people/roles/strategic/give/")
    assert "is not one of the list. Choose again" in words(page.send(give, {"holder": stranger.officer_id}, expect=422))
    page.send(give, {"holder": gold.officer_id})
    assert holding_of(opened.sight(), "northmere", Role.STRATEGIC).value.holder == gold.officer_id
    assert "must be handed over" in words(page.send(give, {"holder": gold.officer_id}, expect=422))


def test_relieving_asks_why_and_leaves_the_role_vacant(desk_page, opened):
    page = desk_page("northmere")
    page.send(opened.at("people/roles/tactical/take/"))
    relieve = opened.at("people/roles/tactical/relieve/")
    page.send(relieve, expect=422)
    page.send(relieve, {"why": "fell ill"})
    assert "Nobody holds it now" in words(page.get(opened.at("people/roles/tactical/")))


def test_an_observer_may_not_take_a_role(desk_page, officer, opened):
    page = desk_page(officer("northmere", role="observer"))
    assert "Take it" not in words(page.get(opened.at("people/roles/tactical/")))
    assert "may not hand over a role" in words(page.send(opened.at("people/roles/tactical/take/"), expect=422))


def test_an_outcome_is_recorded_in_one_tap_and_who_has_not_answered_is_listed(desk_page, opened):
    page = desk_page("northmere")
    address = opened.at("people/ring/")
    data, buttons = taps(page, address)[0]
    assert buttons == ["answered", "no reply", "message left", "wrong number"]
    page.post(address, {**data, "tapped": "no reply"})
    assert data["of"] in attempts_of(opened.sight(), "northmere")
    assert "Rung, and nobody has answered" in words(page.get(address))
    data, _ = taps(page, address)[0]
    page.post(address, {**data, "tapped": "answered"})
    assert "Reached" in words(page.get(address))


def test_nobody_outside_the_list_and_no_other_outcome_can_be_recorded(desk_page, opened):
    page = desk_page("northmere")
    address = opened.at("people/ring/")
    data, _ = taps(page, address)[0]
    for wrong in ({"of": "the mayor of nowhere", "tapped": "answered"}, {"tapped": "sang a song"}):
        assert "with the buttons of the list" in words(page.post(address, {**data, **wrong}, expect=422))
    assert not attempts_of(opened.sight(), "northmere")


def test_a_telephone_number_in_the_word_on_a_call_is_refused_and_stays(desk_page, opened):
    page = desk_page("northmere")
    answer = page.send(
        opened.at("people/ring/call/"), {"outcome": "answered", "note": "now on 020 7946 0001"}, expect=422
    )
    assert "020 7946 0001" in answer.content.decode()
    assert not attempts_of(opened.sight(), "northmere")


def test_access_is_listed_for_one_s_own_body_and_slips_are_for_admins(desk_page, officer, opened):
    officer("eastholt", name="east.two")
    text = words(desk_page("northmere").get(opened.at("people/")))
    assert "Officer of northmere" in text
    assert "Officer of eastholt" not in text
    assert "Make joining slips" not in text
    admin = desk_page(officer("northmere", admin=True))
    assert "Make joining slips" in words(admin.get(opened.at("people/")))


def test_a_call_sent_twice_is_one_call(desk_page, opened):
    page = desk_page("northmere")
    address = opened.at("people/ring/call/")
    data = {**filled(JustHTML(page.get(address).content.decode(), sanitize=False)), "outcome": "no reply"}
    page.post(address, data)
    page.post(address, data)
    assert [len(calls) for calls in attempts_of(opened.sight(), "northmere").values()] == [1]
