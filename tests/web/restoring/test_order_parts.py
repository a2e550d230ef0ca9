"""Restore, where much is out or something changed since: parts of what is out, what waits no more, how sure it is.

Law: as in test_order_pages.py.
Not here: asking for an order, adopting it, going on after a slip (test_order_pages.py).
"""

from __future__ import annotations

import re
from dataclasses import replace
from types import SimpleNamespace

from battlebox.desk.restore import long_words, steps_of
from battlebox.estate import MICROHOURS
from desk.restoring import CARE, SERVERS
from web.desk_page import words
from web.restoring.conftest import BENEFITS


def test_what_the_solver_became_and_a_small_gap_are_said_in_words(restoring):
    from battlebox.web.models import Job
    from battlebox.web.restoring.jobs import order_of
    from battlebox.web.restoring.showing import sure_words

    restoring.out(SERVERS, CARE)
    restoring.ask()
    found = order_of(Job.objects.latest("made_at"))
    said = sure_words(replace(found, is_proved=False, harm=1000, bound=999, solver="failed"))
    assert "Some order might still cost less than one part in a hundred less: nobody has proved more." in said
    assert (
        "The solver failed or was ended from outside, so what the plain rules and small changes found stands." in said
    )
    assert "up to 25%" in " ".join(sure_words(replace(found, is_proved=False, harm=1000, bound=750)))


def test_a_gate_held_of_what_comes_back_by_itself_is_not_reckoned_with(restoring):
    restoring.out(SERVERS)
    adopt = {"why": "it costs residents least", "maker": "Silver of Northmere"}
    restoring.page.send(restoring.ask() + "adopt/", adopt)
    restoring.page.send(restoring.opened.at(f"systems/{CARE}/suspect/"), {"state": "suspected", "source": "the firm"})
    said = {"result": "held", "who": "regional cyber crime unit", "ask": "their duty line", "reason": "an arrest"}
    restoring.page.send(restoring.opened.at(f"gates/{CARE}/gate/evidence/"), said)
    assert "Held now" not in words(restoring.page.get(restoring.at()))
    restoring.page.send(restoring.opened.at(f"gates/{SERVERS}/gate/evidence/"), said)
    assert "Held now" in words(restoring.page.get(restoring.at()))


def test_services_that_wait_for_nothing_any_more_leave_the_list_at_once(restoring):
    restoring.follow()
    back = "Wait for nothing in this order any more: Child protection referrals, Child protection referrals, Eastholt"
    for system in (SERVERS, CARE):
        assert back not in words(restoring.page.get(restoring.at()))
        said = {"to": "live without gates", "who": "duty Gold", "reason": "the phones must ring"}
        restoring.page.send(restoring.opened.at(f"gates/{system}/live/"), said)
    text = words(restoring.page.get(restoring.at()))
    assert back in text
    table = text.partition("Services, those of people first")[2].partition("Wait for nothing")[0]
    assert "Housing benefit payments" in table
    assert "Child protection referrals" not in table


def test_of_too_many_systems_a_part_is_chosen_by_the_services_that_need_it(restoring, monkeypatch):
    steps = steps_of(restoring.opened.estate, (SERVERS, CARE, BENEFITS))
    most = sum(steps.values()) - 1
    monkeypatch.setattr("battlebox.web.restoring.order.SINGLY_MOST", 1)
    monkeypatch.setattr("battlebox.desk.restore.parts.OPERATIONS_MOST", most)
    monkeypatch.setattr("battlebox.engine.restore.refusals.OPERATIONS_MOST", most)
    restoring.out(SERVERS, CARE, BENEFITS)
    text = words(restoring.page.get(restoring.at("ask/")))
    assert "All 3 systems that are out (too many for one order)" in text
    # Both of Northmere's services are P1, so that this is no smaller part.
    assert "services of P" not in text
    assert "What the 1 service needs of which an hour out costs most: 2 systems" in text
    refused = words(restoring.page.send(restoring.at("ask/"), {"seconds": "0", "part": "all"}, expect=422))
    assert f"cannot be planned at once. Plan at most {most}: the systems that services need first" in refused
    order = words(restoring.page.get(restoring.ask(part="dearest"))).partition("The order, drawn")[2]
    assert "Northmere benefits" in order
    assert "Care records shared with Eastholt" not in order


def test_what_was_ticked_off_is_named_and_what_needs_it_is_not_said_to_come_back(restoring):
    restoring.out(SERVERS, CARE, BENEFITS)
    text = words(restoring.page.get(restoring.ask(systems=[SERVERS, BENEFITS])))
    assert "Not in this order 1 more is out and was left out of it: Care records shared with Eastholt" in text
    assert "This order does not bring it back, nor what needs it." in text
    back = text.partition("Services, those of people first")[2].partition("Not in this order")[0]
    assert "Housing benefit payments" in back
    assert "Child protection referrals" not in back
    plain = text.partition("No place in it, and why")[2]
    assert "it waits for Care records shared with Eastholt, which is not in this order" in plain, plain[:400]


def test_what_was_left_out_and_came_back_is_said_in_the_same_words_and_what_waited_for_it_waits_no_more(restoring):
    restoring.out(SERVERS, CARE, BENEFITS)
    adopt = {"why": "it costs residents least", "maker": "Silver of Northmere"}
    restoring.page.send(restoring.ask(systems=[SERVERS, BENEFITS]) + "adopt/", adopt)
    before = words(restoring.page.get(restoring.at())).partition("Not in this order")[2]
    assert "it waits for Care records shared with Eastholt, which is not in this order" in before
    said = {"to": "live without gates", "who": "duty Gold", "reason": "the phones must ring"}
    restoring.page.send(restoring.opened.at(f"gates/{CARE}/live/"), said)
    text = words(restoring.page.get(restoring.at()))
    assert "In no plan" not in text
    after = text.partition("Not in this order")[2]
    assert "Left out of it, and back since: Care records shared with Eastholt." in after
    # Child protection needs the servers as well, and these are out.
    assert "Care records shared with Eastholt, which is not in this order" not in after
    assert "part of what it waits for is back; work out a new order" in after, after[:600]
    restoring.page.send(restoring.opened.at(f"gates/{SERVERS}/live/"), said)
    text = words(restoring.page.get(restoring.at()))
    assert "for nothing in this order any more: Child protection referrals" in text
    assert "Child protection referrals" not in text.partition("No place in it, and why")[2]


def test_of_thousands_that_have_no_place_in_an_order_a_page_lists_some_and_counts_the_rest(restoring, monkeypatch):
    monkeypatch.setattr("battlebox.web.restoring.showing.LEFT_MOST", 0)
    restoring.out(SERVERS, CARE, BENEFITS)
    text = words(restoring.page.get(restoring.ask(systems=[SERVERS, BENEFITS])))
    assert "nor what needs it. and 1 more, kept with the order." in text


def test_an_order_that_cannot_be_made_names_the_system_and_why_as_people_call_them(restoring):
    restoring.out(SERVERS, CARE, BENEFITS)
    text = words(restoring.page.get(restoring.ask(systems=[BENEFITS])))
    assert "No order can be made. Northmere benefits: it waits for Northmere servers, which is not in this" in text


def test_of_many_services_a_system_brings_back_the_first_few_are_listed_and_the_rest_folded(restoring, monkeypatch):
    restoring.follow()
    monkeypatch.setattr("battlebox.web.restoring.why.FEW", 1)
    text = words(restoring.page.get(restoring.at(f"why/{SERVERS}/")))
    assert "What it brings back" in text
    assert re.search(r"What it brings back .* \d+ more ", text)


def test_what_differs_between_the_three_ways_is_said_in_place_of_the_same_first_systems(restoring):
    from battlebox.web.models import Job
    from battlebox.web.restoring.again import side_by_side
    from battlebox.web.restoring.jobs import WayShown, WaysShown, order_of

    restoring.out(SERVERS, CARE, BENEFITS)
    restoring.ask()
    order = order_of(Job.objects.latest("made_at"))
    first, *rest = order.turns
    later = replace(first, end_microhours=first.end_microhours + 30 * MICROHOURS)
    sooner = replace(rest[0], end_microhours=rest[0].end_microhours - 5 * MICROHOURS)
    other = replace(order, turns=(later, sooner, *rest[1:]), lines=order.lines[:-1])
    rows = [WayShown(name, 10, 0, 0, each) for name, each in (("keep", order), ("gentle", order), ("free", other))]

    desk = SimpleNamespace(sight=restoring.opened.sight("northmere"), names=SimpleNamespace(any=str))
    said = {row[0]: row[1:] for row in side_by_side(desk, WaysShown(tuple(rows), "keep", 3))[1]}
    assert "Comes first" not in said
    assert said["Live later than if the order is kept"] == ["-", "nothing", f"{first.system} by 30 hours"]
    assert said["Live sooner than if the order is kept"] == ["-", "nothing", f"{rest[0].system} by 5 hours"]


def test_a_length_is_said_in_hours_with_thousands_apart_and_in_days_beyond_some_weeks():
    assert long_words(MICROHOURS) == "1 hour"
    assert long_words(30 * MICROHOURS + 5) == "30 hours"
    assert long_words(503 * MICROHOURS) == "503 hours"
    assert long_words(504 * MICROHOURS) == "21 days"
    assert long_words(2400144 * MICROHOURS) == "100,006 days"


def test_on_a_phone_the_drawing_goes_and_the_table_stands_row_by_row(restoring):
    restoring.follow()
    markup = restoring.page.get(restoring.at()).content.decode()
    assert '<div class="desk-only-wide"><h2 id="drawing-title">' in markup
    assert markup.count('class="govuk-table desk-stacked"') == 2
