"""Restore: an order asked from the record, adopted by a decision, drawn and told, worked on, and gone on with.

Law: three councils; what a page shows of an order stands in the table; nothing is followed that nobody decided.
Not here: the arithmetic (tests/engine/restore), the record (tests/desk/test_return.py).
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from justhtml import JustHTML

from battlebox.desk.record import write_value
from desk.restoring import CARE, SERVERS
from web.desk_page import words
from web.places.conftest import do_all
from web.restoring.conftest import BENEFITS


@pytest.mark.parametrize("path", ["", "ask/", f"work/{SERVERS}/", f"promised/{SERVERS}/", "again/"])
def test_a_stranger_finds_no_page(restoring, desk_page, council, path):
    desk_page(council).get(restoring.at(path), expect=404 if council == "farwick" else 200)


def test_before_any_order_the_page_says_so_and_leads_to_one(restoring):
    text = words(restoring.page.get(restoring.at()))
    assert "No order of return is followed yet." in text
    assert "Work out an order of return" in text


def test_what_is_out_stands_ticked_with_how_that_is_known(restoring):
    restoring.out(SERVERS, "eastholt.servers")
    text = words(restoring.page.get(restoring.at("ask/")))
    assert re.search(r"Northmere servers: seen to be out, A-\d+", text)
    # Nothing of Northmere's waits for Eastholt's servers: they are Eastholt's own to bring back.
    assert "Eastholt servers" not in text


def test_a_partners_system_that_ours_wait_for_stands_there_with_whom_to_ask(restoring, desk_page):
    restoring.out(CARE, "eastholt.servers")
    text = words(desk_page("eastholt").get(restoring.at("ask/")))
    assert "Care records shared with Eastholt, Northmere Council: nobody has said when: ask Northmere Council" in text
    assert re.search(r"Eastholt servers: seen to be out", text)


def test_with_nothing_out_there_is_nothing_to_bring_back(restoring):
    text = words(restoring.page.send(restoring.at("ask/"), {"seconds": "0"}, expect=422))
    assert "None of our systems is out" in text


def test_an_answer_shows_services_first_then_the_drawing_then_the_table_and_figures_behind_how_sure(restoring):
    restoring.out(SERVERS, CARE, BENEFITS)
    text = words(restoring.page.get(restoring.ask()))
    told = ("What people get back", "Child protection referrals", "The order, drawn", "Why there",
            "How sure?", "The checklist's order")  # fmt: skip
    places = [text.index(each) for each in told]
    assert places == sorted(places)
    assert "Nothing is followed until somebody decides so." in text
    assert "waits for Northmere servers" in text


def test_a_system_that_is_not_ticked_is_not_planned(restoring):
    restoring.out(SERVERS, BENEFITS)
    text = words(restoring.page.get(restoring.ask(systems=[SERVERS])))
    assert "Northmere servers" in text
    assert "Northmere benefits" not in text.partition("The order, drawn")[2]


def test_an_answer_is_its_askers_alone(restoring, desk_page, council):
    restoring.out(SERVERS)
    address = restoring.ask()
    for rest in ("", "part/", "adopt/"):
        desk_page(council).get(address + rest, expect=404)


def test_an_order_is_adopted_by_a_decision_and_stands_on_the_place_for_all_of_the_body(restoring, desk_page):
    restoring.follow()
    text = words(restoring.page.get(restoring.at()))
    assert re.search(r"Followed since .*DA-?\d+|Followed since .*A-\d+", text)
    assert "Northmere servers" in text
    decisions = words(restoring.page.get(restoring.opened.at("decisions/")))
    assert "in the order worked out at" in decisions
    # Eastholt follows an order of its own, and none yet.
    assert "No order of return is followed yet." in words(desk_page("eastholt").get(restoring.at()))


def test_the_drawing_has_a_row_for_each_system_a_bar_for_each_step_and_says_nothing_more_than_the_table(restoring):
    restoring.follow()
    answer = restoring.page.get(restoring.at())
    page = JustHTML(answer.content.decode(), sanitize=False)
    assert len(page.query("rect.desk-gantt__bar")) == len(page.query(".desk-gantt g")) == 11
    text = words(answer)
    table = text[text.index("Why there") :]
    for name in ("Northmere servers", "Care records shared with Eastholt", "Northmere benefits"):
        assert name in table


def test_why_a_system_is_third_is_told_with_its_gates_and_what_another_place_would_cost(restoring):
    restoring.follow()
    text = words(restoring.page.get(restoring.at(f"why/{CARE}/")))
    assert re.search(r"Why Care records shared with Eastholt is [23](nd|rd)", text)
    for each in ("waits for Northmere servers", "Child protection referrals", "Evidence imaged", "Held for a day"):
        assert each in text
    restoring.page.get(restoring.at("why/eastholt.servers/"), expect=404)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (f"hold {SERVERS}", "What if Northmere servers were held for a day"),
        ("help northmere.crew", "one more came to Northmere IT team"),
        (f"waive northmere.servers-evidence:{SERVERS}", "were waived"),
    ],
)
def test_what_if_says_what_it_would_do_and_changes_nothing(restoring, change, said):
    restoring.follow()
    restoring.page.get(restoring.at())
    before = words(restoring.page.get(restoring.at()))
    address = restoring.page.send(restoring.at(f"why/{SERVERS}/"), {"change": change}).headers["Location"]
    do_all(restoring.jobs)
    text = words(restoring.page.get(address))
    assert said in text
    assert "With the same order" in text
    assert f'href="{restoring.at(f"why/{SERVERS}/")}"' in restoring.page.get(address).content.decode()
    assert words(restoring.page.get(restoring.at())) == before


def test_work_is_recorded_and_stands_in_the_table_with_its_number(restoring):
    restoring.follow()
    work = restoring.at(f"work/{SERVERS}/")
    restoring.page.send(work, {"step": "clear", "progress": "begun", "who": "the server team"})
    assert re.search(r"Clear begun .* \(A-\d+\)", words(restoring.page.get(restoring.at(f"why/{SERVERS}/"))))
    refused = words(restoring.page.send(work, {"step": "accept", "progress": "ended", "who": "them"}, expect=422))
    assert "not begun" in refused


def test_a_partners_day_is_written_down_and_our_order_waits_for_it(restoring, desk_page):
    restoring.out(CARE, "eastholt.servers")
    eastholt = desk_page("eastholt")
    eastholt.send(restoring.at(f"promised/{CARE}/"), {"who": "Northmere's head of IT"})
    assert "says Northmere's head of IT" in words(eastholt.get(restoring.at("ask/")))
    sent = {"seconds": "0", "systems": ["eastholt.servers"]}
    address = eastholt.send(restoring.at("ask/"), sent).headers["Location"]
    do_all(restoring.jobs)
    assert "Care records shared with Eastholt, which Northmere Council brings back" in words(eastholt.get(address))
    own = words(restoring.page.get(restoring.at(f"promised/{CARE}/")))
    assert "own to bring back" in own


def test_three_ways_stand_side_by_side_after_a_slip_and_one_is_chosen_with_a_reason(restoring):
    from battlebox.web.models import Job
    from battlebox.web.restoring.jobs import AGAIN, ways_of

    restoring.follow()
    restoring.page.send(
        restoring.at(f"work/{SERVERS}/"), {"step": "clear", "progress": "begun", "who": "the server team"}
    )
    address = restoring.again()
    # In so small a council the three are the same: let the free one differ.
    job = Job.objects.get(kind=AGAIN)
    shown = ways_of(job)
    free = replace(shown.ways[2], harm=7, order=replace(shown.ways[2].order, lines=shown.ways[2].order.lines[1:]))
    job.answer = write_value(replace(shown, ways=(*shown.ways[:2], free)))
    job.save()
    text = words(restoring.page.get(address))
    for each in ("Keep the order", "A gentle change", "A free one", "Harm saved for each step moved"):
        assert each in text
    assert "What has begun stays where it is" in text
    restoring.page.send(address, {"way": "keep", "why": ""}, expect=422)
    restoring.page.send(address, {"way": "keep", "why": "nobody's day changes"})
    text = words(restoring.page.get(restoring.at()))
    assert "After a slip: nobody's day changes" in text
    # The same page in another tab, or later: another order is followed by now, and that is said.
    text = words(restoring.page.get(address))
    assert re.search(r"Another order was chosen since, in [A-Z]+-\d+. These ways know nothing of it", text)
    refused = words(restoring.page.send(address, {"way": "gentle", "why": "it costs least"}, expect=422))
    assert "The order that is followed was changed while you wrote" in refused
    assert "After a slip: nobody's day changes" in words(restoring.page.get(restoring.at()))


def test_work_that_was_recorded_after_ways_were_worked_out_is_said_beside_them(restoring):
    restoring.follow()
    address = restoring.again()
    assert "These ways know nothing of it" not in words(restoring.page.get(address))
    step = {"step": "clear", "progress": "begun", "who": "the server team"}
    restoring.page.send(restoring.at(f"work/{SERVERS}/"), step)
    assert re.search(r"Work was recorded since, in [A-Z]+-\d+. These ways", words(restoring.page.get(address)))


def test_nothing_is_planned_again_before_an_order_is_followed(restoring):
    text = words(restoring.page.get(restoring.at("again/")))
    assert "No order of return is followed yet" in text


def test_an_order_that_cannot_be_made_says_why_by_name(restoring, desk_page):
    restoring.out(SERVERS, CARE)
    cell = restoring.opened.at("estate/tables/crews/northmere.crew/people/")
    restoring.page.send(cell, {"value": "0", "why": "all of them are ill"})
    text = words(restoring.page.get(restoring.ask()))
    assert "No order can be made. Northmere servers: nobody works in Northmere IT team." in text


def test_an_estate_that_was_changed_since_is_said_and_nothing_is_adopted_on_it(restoring):
    restoring.out(SERVERS, BENEFITS)
    address = restoring.ask()
    cell = restoring.opened.at(f"estate/tables/systems/{BENEFITS}/rebuild_h/")
    restoring.page.send(cell, {"value": "10", "why": "the vendor says so"})
    assert "The estate was changed since this was worked out." in words(restoring.page.get(address))
    assert "The estate was changed" in words(restoring.page.get(address + "adopt/"))


def test_a_solver_that_is_not_installed_is_said_behind_how_sure(restoring, monkeypatch):
    from battlebox.engine import child

    monkeypatch.setattr(child, "is_installed", lambda: False)
    restoring.out(SERVERS, CARE, BENEFITS, "northmere.phones", "northmere.mail", "northmere.backups")
    address = restoring.ask(seconds="5")
    text = words(restoring.page.get(address))
    assert "The solver is not installed on this desk" in text or "Proved" in text


def test_a_gate_that_was_passed_takes_no_more_time_in_the_next_order(restoring):
    restoring.out(SERVERS)

    def harm():
        text = words(restoring.page.get(restoring.ask()))
        return int(re.search(r"Harm of this order ([\d,]+)", text)[1].replace(",", ""))

    waiting = harm()
    said = {"result": "passed", "evidence": "two images, hashes on sheet 3", "who": "forensic firm"}
    restoring.page.send(restoring.opened.at(f"gates/{SERVERS}/gate/evidence/"), said)
    # A day of imaging less, at what a day of waiting costs.
    assert harm() == waiting - 103_680


def test_gates_that_were_answered_since_are_said_and_planned_again_without(restoring):
    restoring.follow()
    assert "Gates were passed or waived since" not in words(restoring.page.get(restoring.at()))

    def harm():
        text = words(restoring.page.get(restoring.again()))
        return int(re.search(r"Harm, weighted person-hours ([\d,]+)", text)[1].replace(",", ""))

    waiting = harm()
    said = {"result": "passed", "evidence": "two images, hashes on sheet 3", "who": "forensic firm"}
    restoring.page.send(restoring.opened.at(f"gates/{SERVERS}/gate/evidence/"), said)
    text = words(restoring.page.get(restoring.at()))
    assert "Gates were passed or waived since: plan again, and they take no more time." in text
    assert "wait again" not in text
    assert harm() < waiting


def test_a_gate_that_is_held_is_said_beside_the_order_and_work_past_it_loudly(restoring):
    restoring.follow()
    assert "Held now" not in words(restoring.page.get(restoring.at()))
    said = {
        "result": "held",
        "who": "regional cyber crime unit",
        "ask": "their duty line",
        "reason": "an arrest is planned",
    }
    restoring.page.send(restoring.opened.at(f"gates/{SERVERS}/gate/evidence/"), said)
    text = words(restoring.page.get(restoring.at()))
    assert "Held now The order reckons that these are let go in the time that the estate says." in text
    assert "Evidence held, says regional cyber crime unit" in text
    assert "Work began past a gate" not in text
    restoring.page.send(
        restoring.at(f"work/{SERVERS}/"), {"step": "rebuild", "progress": "begun", "who": "the server team"}
    )
    text = words(restoring.page.get(restoring.at()))
    assert "Work began past a gate that is not answered. Rebuild, Northmere servers: evidence (held, says" in text


def test_work_that_takes_longer_makes_the_dates_too_early_until_it_is_planned_again(restoring):
    restoring.follow()
    work = {"step": "clear", "who": "the server team"}
    restoring.page.send(restoring.at(f"work/{SERVERS}/"), {**work, "progress": "begun"})
    assert "so its dates are too early" not in words(restoring.page.get(restoring.at()))
    later = restoring.opened.record.now() + timedelta(days=40)
    moment = {"at_day": later.day, "at_month": later.month, "at_year": later.year, "at_time": "12:00"}
    restoring.page.send(restoring.at(f"work/{SERVERS}/"), {**work, "progress": "slipped", **moment})
    assert "so its dates are too early. Plan again after a slip." in words(restoring.page.get(restoring.at()))
    restoring.page.send(restoring.again(), {"way": "keep", "why": "nobody's day changes"})
    assert "so its dates are too early" not in words(restoring.page.get(restoring.at()))


def test_the_gate_of_a_link_stands_beside_the_order_with_when_it_is_given(restoring):
    restoring.follow()
    text = words(restoring.page.get(restoring.at()))
    assert "Links that are waited for" in text
    assert re.search(r"Letter of assurance from Northmere, accepted by Eastholt, [\w ,:]*\d", text)


def hold(restoring, system=SERVERS):
    """What if it were held for a day: the words of the answer."""
    address = restoring.page.send(restoring.at(f"why/{system}/"), {"change": f"hold {system}"}).headers["Location"]
    do_all(restoring.jobs)
    return words(restoring.page.get(address))


def test_a_day_later_is_one_figure_whoever_asks_and_whenever(restoring):
    restoring.follow()
    why = words(restoring.page.get(restoring.at(f"why/{SERVERS}/")))
    figure = re.search(r"Held for a day ([\d,]+ more)", why)[1]
    first = hold(restoring)
    assert re.search(r"With the same order [\d,]+ ([\d,]+ more)", first)[1] == figure
    restoring.opened.watch.pass_by(minutes=95)
    again = hold(restoring)
    stands = r"The order as it stands ([\d,]+)"
    assert re.search(stands, again)[1] == re.search(stands, first)[1]
    assert re.search(r"With the same order [\d,]+ ([\d,]+ more)", again)[1] == figure


def test_a_slip_that_nothing_makes_up_for_is_called_unavoidable_and_offers_one_way(restoring):
    restoring.follow()
    restoring.page.send(restoring.at(f"work/{SERVERS}/"), {"step": "clear", "progress": "begun", "who": "the team"})
    assert "Nothing moves by more than a shift" in words(restoring.page.get(restoring.again()))
    later = restoring.opened.record.now() + timedelta(days=40)
    moment = {"at_day": later.day, "at_month": later.month, "at_year": later.year, "at_time": "12:00"}
    slip = {"step": "clear", "progress": "slipped", "who": "the team", **moment}
    restoring.page.send(restoring.at(f"work/{SERVERS}/"), slip)
    address = restoring.again()
    text = words(restoring.page.get(address))
    assert "The slip is unavoidable" in text
    assert "Harm saved for each step moved" not in text
    assert "A gentle change" not in text
    restoring.page.send(address, {"why": ""}, expect=422)
    restoring.page.send(address, {"why": "there is no other"})
    assert "After a slip: there is no other" in words(restoring.page.get(restoring.at()))


def test_a_system_that_is_live_without_gates_is_back_with_its_gates_owed(restoring):
    restoring.follow()
    said = {"to": "live without gates", "who": "duty Gold", "reason": "the phones must ring"}
    restoring.page.send(restoring.opened.at(f"gates/{SERVERS}/live/"), said)
    text = words(restoring.page.get(restoring.at()))
    assert "Some of these systems are back." in text
    assert "Northmere servers: live without gates. Gates still owed: evidence, scope" in text
    assert "back already" in text
    assert "Northmere servers: seen to be out" not in words(restoring.page.get(restoring.at("ask/")))
    address = restoring.again()
    assert re.search(r"Comes first Care records shared with Eastholt", words(restoring.page.get(address)))
    held = hold(restoring)
    assert "That system is back" in held
    restoring.page.send(address, {"why": "the phones ring", "way": "keep"})
    assert "Some of these systems are back." not in words(restoring.page.get(restoring.at()))


def test_a_page_that_waits_loads_itself_again_once_there_is_an_answer(restoring):
    restoring.out(SERVERS, CARE, BENEFITS)
    sent = {"seconds": "0", "systems": restoring.ours}
    address = restoring.page.send(restoring.at("ask/"), sent).headers["Location"].partition("?")[0]
    before = restoring.page.get(address + "part/", HTTP_HX_REQUEST="true")
    assert "HX-Refresh" not in before.headers
    do_all(restoring.jobs)
    after = restoring.page.get(address + "part/", HTTP_HX_REQUEST="true", expect=286)
    assert after.headers["HX-Refresh"] == "true"
