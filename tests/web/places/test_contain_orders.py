"""From a choice of Contain to orders and asks: each choice's own, the whole council too; figures stay with a body."""

from __future__ import annotations

import re

import pytest

from battlebox.desk.picture import CAPTURED
from web.desk_page import words
from web.places.conftest import decide_on, do_all


def letter_of(page, name):
    """The letter of a choice by how its name begins, from the heads of the table."""
    return re.search(rf"([A-H]): {name}", page).group(1)


def figures(address):
    from battlebox.web.deciding.contain_jobs import figures_of
    from battlebox.web.models import Job

    return figures_of(Job.objects.get(pk=address.rstrip("/").rpartition("/")[2]))


def test_the_whole_council_leads_to_our_own_order_and_to_asks(hit, answer, opened):
    whole = letter_of(words(hit.get(answer)), "Whole council")
    back = decide_on(hit, answer, chosen=whole, ignored="Gold will not wait").headers["Location"]
    text = words(hit.get(back))
    assert "We order: Power everything off at Northmere. We ask: Eastholt: Shut everything of Eastholt down" in text
    assert "Our own orders: Power everything off at Northmere To ask, since only they may order it:" in text
    assert "Give the orders, write down the asks" in text
    form = hit.get(f"{back}go-on/").content.decode()
    assert re.findall(r'name="(give:[^"]+)"', form) == ["give:northmere.power-off"]
    assert re.findall(r'name="(ask:[^"]+)"', form) == ["ask:body:eastholt", "ask:body:farwick"]
    ticks = {
        "give:northmere.power-off": "on",
        "who:northmere.power-off": "the duty engineer",
        "memory:northmere.power-off": CAPTURED,
        "ask:body:eastholt": "on",
        "rang:body:eastholt": "duty director",
        "by:body:eastholt": "phone",
    }
    text = words(hit.follow(hit.send(f"{back}go-on/", ticks)))
    assert "Farwick Council: Shut everything of Farwick down" in text
    assert "Power everything off at Northmere" not in text.partition("Still to go out")[2].partition("What")[0]
    assert "Ordered" in words(hit.get(opened.at("orders/northmere.power-off/")))
    assert "Shut everything of Eastholt" in words(hit.get(opened.at("decisions/")))
    assert "Power everything off at Northmere" in words(hit.get(opened.at("systems/northmere.mail/")))


def test_the_whole_council_is_proposed_with_its_orders(hit, answer, desk_page, officer, council):
    whole = letter_of(words(hit.get(answer)), "Whole council")
    put = hit.send(f"{answer}propose/", {"why": "all of it", "to": "strategic", "chosen": whole}).headers["Location"]
    gold = desk_page(officer(council, role="strategic"))
    text = words(gold.get(put, expect=404 if council == "farwick" else 200))
    if council != "farwick":
        assert "Power everything off at Northmere" in text
    if council == "northmere":
        back = gold.send(f"{put}decide/", {"why": "agreed", "what": "All off", "chosen": whole, "ignored": "no time"})
        assert "Our own orders: Power everything off at Northmere" in words(gold.follow(back))


def test_a_council_without_an_order_for_it_in_the_estate_is_told_so(desk_page, hit, opened, jobs):
    page = desk_page("eastholt")
    address = page.send(opened.at("contain/")).headers["Location"]
    do_all(jobs)
    whole = letter_of(words(page.get(address)), "Whole council")
    back = decide_on(page, address, chosen=whole, ignored="Gold will not wait").headers["Location"]
    text = words(page.get(back))
    assert "The estate holds no order that shuts everything of ours down." in text
    assert "Northmere Council: Power everything off at Northmere" in text
    assert "give:" not in page.get(f"{back}go-on/").content.decode()


def test_each_choice_shows_its_own_asks(desk_page, hit, opened, jobs):
    page = desk_page("eastholt")
    address = page.send(opened.at("contain/")).headers["Location"]
    do_all(jobs)
    shown = figures(address).shown
    estate = opened.estate
    own, asks = {}, {}
    for row in shown.choices:
        rows = [estate.action_by_id[name] for name in row.actions if name in estate.action_by_id]
        if "everything" not in row.actions:
            own[row.letter] = {each.name for each in rows if each.body == "eastholt"}
            asks[row.letter] = {each.name for each in rows if each.body != "eastholt"}
            assert set(row.own) == own[row.letter]
            assert {each.partition(": ")[2] for each in row.asks} == asks[row.letter]
    alone = letter_of(words(page.get(address)), "Part of it")
    partners = letter_of(words(page.get(address)), "With partners")
    assert asks[partners], "nobody is asked for anything, so the test would see nothing"
    assert not asks[alone]
    text = words(page.get(address)).partition("Who orders, who must be asked")[2]
    first, _, second = text.partition(f"Choice {partners}.")
    assert f"Choice {alone}. Eastholt orders itself:" in first
    assert "It must ask, since only they may order it: nobody." in first
    assert not any(name in first for name in asks[partners])
    assert all(name.removeprefix("Isolate ") in second for name in asks[partners])


def test_who_may_ask_and_not_order_writes_down_the_asks_alone(hit, answer, desk_page, officer):
    whole = letter_of(words(hit.get(answer)), "Whole council")
    back = decide_on(hit, answer, chosen=whole, ignored="Gold will not wait").headers["Location"]
    liaison = desk_page(officer("northmere", role="partner_liaison"))
    assert "Give the orders, write down the asks" in words(liaison.get(back))
    form = liaison.get(f"{back}go-on/").content.decode()
    assert "Your role here may not give orders" in form
    assert "give:" not in form
    watcher = desk_page(officer("northmere", role="observer"))
    assert "Give the orders" not in words(watcher.get(back))
    assert "<form" not in watcher.get(f"{back}go-on/").content.decode().partition("<main")[2].partition("</main>")[0]


@pytest.fixture
def whole(hit, answer):
    """Northmere has decided to shut everything down; the decision's address."""
    letter = letter_of(words(hit.get(answer)), "Whole council")
    return decide_on(hit, answer, chosen=letter, ignored="Gold will not wait").headers["Location"]


OFF = {
    "give:northmere.power-off": "on",
    "who:northmere.power-off": "the duty engineer",
    "memory:northmere.power-off": CAPTURED,
}


def test_the_figures_of_a_decision_stay_with_the_body_they_advise(whole, opened, desk_page, council):
    kept = next(line for line in opened.record.lines() if line.header.kind == "advice:shown")
    page = desk_page(council)
    page.get(opened.at(f"figures/{kept.id}/"), expect=200 if council == "northmere" else 404)
    answered = page.get(whole, expect=404 if council == "farwick" else 200)
    if council != "farwick":
        assert ("The figures that were on the screen" in words(answered)) is (council == "northmere")


def test_an_order_that_was_given_and_undone_is_not_still_to_go_out(hit, whole, opened):
    hit.send(f"{whole}go-on/", OFF)
    hit.send(opened.at("orders/northmere.power-off/reopen/"), {"who": "duty engineer"})
    left = words(hit.get(whole)).partition("Still to go out")[2].partition("What Whole")[0]
    assert "Eastholt" in left
    assert "Power everything off at Northmere" not in left
    assert "give:" not in hit.get(f"{whole}go-on/").content.decode()


def test_what_another_tab_gave_meanwhile_is_told(hit, whole, opened):
    from justhtml import JustHTML

    from web.desk_page import filled

    older = filled(JustHTML(hit.get(f"{whole}go-on/").content.decode(), sanitize=False))
    hit.send(f"{whole}go-on/", OFF)
    arrived = opened.record.catch_up()
    text = words(hit.post(f"{whole}go-on/", {**older, **OFF, "ask:body:eastholt": "on"}, expect=422))
    assert "Something you ticked was recorded meanwhile" in text
    assert opened.record.catch_up() == arrived


def test_a_decision_on_a_proposal_starts_from_the_choice_that_was_proposed(hit, answer, desk_page, officer):
    letter = letter_of(words(hit.get(answer)), "Whole council")
    put = hit.send(f"{answer}propose/", {"why": "all of it", "to": "strategic", "chosen": letter}).headers["Location"]
    text = words(hit.get(put))
    assert "To ask of partners Nothing." in text
    gold = desk_page(officer("northmere", role="strategic"))
    made = gold.send(f"{put}decide/", {"why": "agreed", "ignored": "no time"})
    text = words(gold.follow(made))
    assert f"Choice taken {letter}" in text
    assert "What Whole council: all hosts shut down. We order: Power everything off at Northmere." in text


def test_none_of_the_choices_orders_nothing_of_a_proposal(hit, answer, desk_page, officer):
    put = hit.send(f"{answer}propose/", {"why": "now", "to": "strategic"}).headers["Location"]
    gold = desk_page(officer("northmere", role="strategic"))
    more = {"why": "not yet", "chosen": "none", "what": "Ring the vendor first", "ignored": "they are on the line"}
    text = words(gold.follow(gold.send(f"{put}decide/", more)))
    assert "Still to go out" not in text


def test_what_was_known_is_kept_as_sure_as_it_was_asked(hit, answer):
    text = words(hit.follow(decide_on(hit, answer)))
    assert "Northmere servers: hit, certain (sure, as it was asked)" in text


def test_golds_sheet_with_many_choices_tells_the_first_part_of_what_is_long(hit, answer, jobs):
    for plan in ("northmere.isolate-mail", "northmere.isolate-benefits"):
        hit.send(f"{answer}price/", {"own": [plan]})
    do_all(jobs)
    assert len(re.findall(r"<th scope=\"col\"", hit.get(answer).content.decode())) > 6
    page = hit.get(hit.send(f"{answer}keep/", {}).headers["Location"])
    sheet = words(page).partition("The whole table, as it was on the screen")
    assert "reconnect after checks" not in sheet[0]
    assert "reconnect after checks" in sheet[2]
