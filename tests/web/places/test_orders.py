"""Orders: what one means before it is given, how far it has got, what is late; never another body's."""

from __future__ import annotations

import re

import pytest

from web.desk_page import words

CARE = "orders/northmere.isolate-care/"
POWER = "orders/northmere.power-off/"


def give(page, opened, path=CARE, **more):
    return page.send(opened.at(f"{path}give/"), {"who": "duty engineer", **more})


@pytest.mark.parametrize("path", ["orders/", CARE, f"{CARE}give/", f"{CARE}verify/"])
def test_a_stranger_finds_no_page(desk_page, opened, council, path):
    desk_page(council).get(opened.at(path), expect=404 if council == "farwick" else 200)


@pytest.mark.parametrize("path", ["orders/nothing/", "orders/nothing/give/", "orders/nothing/verify/", f"{CARE}dance/"])
def test_an_order_or_a_step_that_is_not_there_is_not_found(desk_page, opened, path):
    desk_page("northmere").get(opened.at(path), expect=404)


def test_an_order_says_what_it_cuts_what_stops_and_what_is_lost(desk_page, opened):
    text = words(desk_page("northmere").get(opened.at(CARE)))
    assert "Isolates Care records shared with Eastholt" in text
    assert "Who may order it tactical (Silver)" in text
    assert "How to undo it reconnect after checks" in text
    assert "Who to tell Eastholt" in text
    assert "Child protection referrals (Eastholt Council): " in text
    assert "(in 3 h)" in text


def test_an_order_goes_from_given_to_verified_to_undone(desk_page, opened):
    page = desk_page("northmere")
    text = words(page.follow(give(page, opened)))
    assert "Saved as A-" in text
    assert "Ordered Ours to order." in text
    assert "not verified by a second means" in text
    page.send(opened.at(f"{CARE}acknowledge/"), {"who": "duty engineer"})
    answer = page.send(opened.at(f"{CARE}verify/"), {"who": "duty engineer"}, expect=422)
    assert "The second means is blank" in words(answer)
    page.send(opened.at(f"{CARE}verify/"), {"who": "duty engineer", "means": "a ping from outside fails"})
    text = words(page.get(opened.at("orders/")))
    assert "Verified off" in text
    assert "a ping from outside fails" in text
    text = words(page.follow(page.send(opened.at(f"{CARE}reopen/"), {"who": "duty engineer"})))
    assert "Reopened" in text
    assert "Give this order" in text


def test_whoever_says_verified_off_is_warned_while_the_orders_own_time_is_not_over(desk_page, opened):
    page = desk_page("northmere")
    said = r"by the estate it works only from [^,]+(, \d\d:\d\d)?, in (1 h|59 min)\. Until then what"
    assert "works only from" not in words(page.get(opened.at(f"{CARE}verify/"))), "nobody gave it yet"
    give(page, opened)
    assert re.search(said, words(page.get(opened.at(f"{CARE}verify/"))))
    for step in ("acknowledge", "reopen"):
        assert "works only from" not in words(page.get(opened.at(f"{CARE}{step}/")))
    # It is a warning and no refusal: a second means may have shown it.
    page.send(opened.at(f"{CARE}verify/"), {"who": "duty engineer", "means": "a ping from outside fails"})
    give(page, opened, POWER, memory="captured", word="the chief executive, by phone")
    opened.watch.pass_by(hours=2)
    assert "works only from" not in words(page.get(opened.at(f"{POWER}verify/")))


def test_an_order_that_nobody_verified_in_time_stands_first_as_overdue(desk_page, opened):
    page = desk_page("northmere")
    give(page, opened)
    assert "overdue" not in words(page.get(opened.at("orders/"))).replace("Overdue", "")
    opened.watch.pass_by(hours=2)
    text = words(page.get(opened.at("orders/")))
    assert "Some orders are overdue: they stand first" in text
    assert "Not verified, and it should work by now" in text
    assert "Officer of northmere" in text
    opened.watch.pass_by(hours=200)
    assert "Its time is over" in words(page.get(opened.at("orders/")))


def test_switching_off_without_memory_is_warned_of_and_given_only_knowingly(desk_page, opened):
    page = desk_page("northmere")
    assert "What is in their memory is lost for good" in words(page.get(opened.at(POWER)))
    answer = page.send(opened.at(f"{POWER}give/"), {"who": "duty engineer"}, expect=422)
    assert '"Was memory captured first" is not chosen' in words(answer)
    sent = {"who": "duty engineer", "memory": "not captured"}
    answer = page.send(opened.at(f"{POWER}give/"), sent, expect=422)
    assert "capture it first, or tick that you know what is lost" in words(answer)
    # It is Gold's alone, and Silver gives it: on whose word is asked, and stands beside it.
    unsaid = page.send(opened.at(f"{POWER}give/"), {**sent, "knowing": "on"}, expect=422)
    assert "On whose word" in words(unsaid)
    word = {"word": "the chief executive, by phone"}
    text = words(page.follow(page.send(opened.at(f"{POWER}give/"), {**sent, "knowing": "on", **word})))
    assert "on the word of the chief executive, by phone" in text
    assert "Memory not captured" in text
    assert "memory was not captured" in words(page.get(opened.at("orders/")))


def test_an_order_that_another_excludes_says_so(desk_page, opened):
    page = desk_page("northmere")
    give(page, opened)
    text = words(page.get(opened.at(POWER)))
    assert "An order in force excludes this one: Isolate the shared care records" in text


def test_the_partner_is_told_whom_to_ask_and_is_refused_if_it_posts(desk_page, opened):
    page = desk_page("eastholt")
    text = words(page.get(opened.at(CARE)))
    assert "This is for Northmere Council to order. Ask Northmere Council; nobody else can." in text
    assert "Give this order" not in text
    answer = page.send(opened.at(f"{CARE}give/"), {"who": "somebody"}, expect=422)
    assert "`Isolate the shared care records` is for Northmere Council to order, not for eastholt." in words(answer)
    give(desk_page("northmere"), opened)
    answer = page.send(opened.at(f"{CARE}reopen/"), {"who": "somebody"}, expect=422)
    assert "is for Northmere Council to order" in words(answer)


@pytest.mark.parametrize(("role", "buttons"), [("observer", ()), ("operational", ("acknowledge", "verify"))])
def test_a_role_sees_only_the_steps_it_may_take(desk_page, officer, opened, role, buttons):
    give(desk_page("northmere"), opened)
    page = desk_page(officer("northmere", role=role)).get(opened.at(CARE)).content.decode()
    for step in ("acknowledge", "verify", "reopen"):
        assert (f"{CARE}{step}/" in page) == (step in buttons), step


def test_an_observer_who_posts_is_refused_and_the_words_stay(desk_page, officer, opened):
    page = desk_page(officer("northmere", role="observer"))
    answer = page.send(opened.at(f"{CARE}give/"), {"who": "a <b>loud</b> voice"}, expect=422)
    assert "Your role here (observer) may not order that something be isolated" in words(answer)
    assert "a &lt;b&gt;loud&lt;/b&gt; voice" in answer.content.decode()


def test_an_order_sent_twice_is_given_once(desk_page, opened):
    from justhtml import JustHTML

    from web.desk_page import filled

    page, at = desk_page("northmere"), opened.at(f"{CARE}give/")
    sent = {**filled(JustHTML(page.get(at).content.decode(), sanitize=False)), "who": "duty engineer"}
    page.post(at, sent)
    before = opened.record.arrived
    assert "it was not saved twice" in words(page.follow(page.post(at, sent)))
    assert opened.record.arrived == before


def test_an_order_in_force_is_not_given_again(desk_page, opened):
    page = desk_page("northmere")
    give(page, opened)
    answer = page.send(opened.at(f"{CARE}give/"), {"who": "duty engineer"}, expect=422)
    assert "is already ordered. Nothing needs to be done; see A-" in words(answer)


def test_both_lists_give_csv_of_their_own(desk_page, opened):
    page = desk_page("northmere")
    give(page, opened)
    given = page.get(opened.at("orders/?orders-csv=1")).content.decode("utf-8-sig")
    possible = page.get(opened.at("orders/?possible-csv=1")).content.decode("utf-8-sig")
    assert "Isolate the shared care records,Ordered" in given
    assert "Isolate the shared care records" not in possible
    assert "Cut the shared line,Ask Eastholt Council" in possible


def test_the_partner_asks_the_owner_and_both_see_that_it_was_asked(desk_page, opened):
    page = desk_page("eastholt")
    sent = {"why": "our front door rests on it", "rang": "duty officer", "channel": "the night number"}
    text = words(page.follow(page.send(opened.at(f"{CARE}ask/"), sent)))
    assert "Saved as " in text
    assert "Ask Northmere Council" in text
    said = "Eastholt Council asked duty officer at "
    assert said in text
    assert "by the night number: Isolate the shared care records (" in words(
        desk_page("northmere").get(opened.at(CARE))
    )
    assert opened.record.arrived == 7


def test_nobody_asks_for_what_is_their_own(desk_page, opened):
    page = desk_page("northmere")
    assert "/ask/" not in page.get(opened.at(CARE)).content.decode()
    sent = {"why": "a slip", "rang": "ourselves", "channel": "the phone"}
    answer = page.send(opened.at(f"{CARE}ask/"), sent, expect=422)
    assert "There is a problem" in words(answer)


def test_an_observer_of_the_partner_cannot_ask(desk_page, officer, opened):
    page = desk_page(officer("eastholt", role="observer"))
    assert "/ask/" not in page.get(opened.at(CARE)).content.decode()
    sent = {"why": "we need it", "rang": "duty officer", "channel": "the phone"}
    answer = page.send(opened.at(f"{CARE}ask/"), sent, expect=422)
    assert "Your role here (observer) may not ask a partner for something." in words(answer)


@pytest.mark.parametrize(("path", "expect"), [(f"{CARE}ask/", 404), ("orders/nothing/ask/", 404)])
def test_a_stranger_asks_nothing(desk_page, opened, path, expect):
    desk_page("farwick").get(opened.at(path), expect=expect)


def test_another_body_reads_who_gave_it_by_the_name_of_their_council(desk_page, opened):
    give(desk_page("northmere"), opened, share="shared")
    other = desk_page("eastholt")
    for path in ("orders/", CARE):
        text = words(other.get(opened.at(path)))
        assert "an officer of Northmere Council" in text
        assert "an officer of northmere" not in text
