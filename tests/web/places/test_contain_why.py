"""Why one order, at the desk: any order of an answer, kept with it, honest when facts have changed, nobody else's."""

from __future__ import annotations

import re

import pytest

from battlebox.desk.picture import Cell, correct_cell
from web.desk_page import words
from web.places.conftest import do_all

SERVERS = "northmere.isolate-servers"
POWER_OFF = "northmere.power-off"


def explained(hit, answer, jobs, order):
    """The page of one order's why, asked for and worked out."""
    address = f"{answer}why/{order}/"
    assert hit.send(address).headers["Location"] == address
    do_all(jobs)
    return words(hit.get(address))


def test_every_order_stands_there_to_be_asked_about_pointed_to_or_not(hit, answer, opened):
    page = hit.get(answer).content.decode()
    assert f"{answer}why/{SERVERS}/" in page
    text = words(hit.get(f"{answer}why/"))
    for row in opened.estate.actions:
        assert row.name in text
    assert "Shut everything down, every council its own" in text
    assert "do not point to it" in text


def test_why_says_what_it_closes_spares_and_stops_and_what_would_turn_it(hit, answer, jobs):
    text = explained(hit, answer, jobs, SERVERS)
    heads = ("Ways in that it closes", "What it spares", "What it stops, and for whom", "It would not be worth it if")
    places = [text.index(head) for head in heads]
    assert places == sorted(places)
    assert "The figures point to this order." in text
    assert "people a day" in text
    assert "nothing was recorded since" in text
    assert "Compared with choice" in text


@pytest.mark.parametrize("order", [POWER_OFF, "everything"])
def test_an_order_that_is_not_pointed_to_is_told_in_the_same_way(hit, answer, jobs, order):
    text = explained(hit, answer, jobs, order)
    assert "The figures do not point to this order" in text
    assert "What it stops, and for whom" in text
    assert "It would be worth it if" in text or "Whatever these are, alone, the answer is the same" in text


def test_it_says_the_same_as_the_command_does(hit, answer, jobs, opened):
    """The same engine on the same question, plan and worlds: not one word apart."""
    from dataclasses import replace

    from battlebox.desk.brief import order_why
    from battlebox.engine import EstateArrays, explain
    from battlebox.web.deciding.contain_jobs import figures_of
    from battlebox.web.models import Job

    text = explained(hit, answer, jobs, SERVERS)
    figures = figures_of(Job.objects.get(pk=answer.rstrip("/").rpartition("/")[2]))
    plan = figures.shown.choice(figures.shown.pointed).actions
    question = replace(figures.asked.question, worlds=figures.shown.worlds)
    (found,) = explain(EstateArrays.of(opened.estate), question, plan, (SERVERS,), seconds=600)
    told = order_why(opened.estate, found)
    for line in (*told.verdict, *told.routes, *told.spares, *told.stops, *told.turns, *told.stays):
        assert line in text, line


def test_why_says_how_firm_the_order_is_as_the_options_do(hit, answer, jobs):
    import re

    said = re.search(r"chosen in \d+ of 100 redraws: (firm|a close call)", explained(hit, answer, jobs, SERVERS))
    assert said, "an order that the figures point to has its redraws"
    assert said[0] in words(hit.get(answer))


def test_it_is_kept_and_asked_for_but_once(hit, answer, jobs):
    from justhtml import JustHTML

    from battlebox.web.models import Job
    from web.desk_page import filled

    address = f"{answer}why/{SERVERS}/"
    other_tab = filled(JustHTML(hit.get(address).content.decode(), sanitize=False))
    explained(hit, answer, jobs, SERVERS)
    hit.send(f"{answer}why/{POWER_OFF}/")
    assert hit.post(address, other_tab).headers["Location"] == address
    assert Job.objects.filter(kind="contain-why").count() == 2
    assert "(worked out)" in words(hit.get(answer))
    assert "Read why" in words(hit.get(f"{answer}why/"))


def test_it_says_how_far_it_is_without_a_script_and_turns_by_itself_with_one(hit, answer, jobs):
    address = f"{answer}why/{SERVERS}/"
    assert "Work out why" in words(hit.get(address))
    hit.get(f"{address}part/", expect=404)
    asked = hit.send(address)
    text = words(hit.follow(asked))
    assert "Nothing was recorded." in text
    assert "Load this page again" in text
    assert hit.get(f"{address}part/", HTTP_HX_REQUEST="true").status_code == 200
    do_all(jobs)
    assert hit.get(f"{address}part/", expect=286, HTTP_HX_REQUEST="true").headers["HX-Refresh"] == "true"


def test_it_says_when_the_record_has_moved_on(hit, answer, jobs, opened):
    explained(hit, answer, jobs, SERVERS)
    hit.send(opened.at("log/note/"), {"facts": "the vendor rang"})
    text = words(hit.get(f"{answer}why/{SERVERS}/"))
    assert "1 entry since: the record has moved on." in text
    assert "The figures point to this order." in text


def test_on_a_changed_estate_it_says_so_and_explains_no_other_order(hit, answer, jobs, opened):
    explained(hit, answer, jobs, SERVERS)
    hit.send(f"{answer}why/everything/")
    service = opened.estate.services[0].service
    cell = Cell("services", service, "people", "7", "the service lead counted")
    correct_cell(opened.record, opened.lead, opened.installation.shelf, cell)
    do_all(jobs)
    kept = words(hit.get(f"{answer}why/{SERVERS}/"))
    assert "The estate was changed since these options were worked out" in kept
    assert "The figures point to this order." in kept
    late = words(hit.get(f"{answer}why/everything/"))
    assert "cannot be explained any more" in late
    fresh = words(hit.send(f"{answer}why/{POWER_OFF}/", expect=422))
    assert "This answer is of the estate as it was before it was changed, so it cannot be explained any more." in fresh
    assert "The estate was changed since this was worked out." in words(hit.get(answer))


def test_orders_that_are_not_there_or_were_given_are_no_page(hit, opened, jobs, answer):
    hit.get(f"{answer}why/nothing/", expect=404)
    hit.send(opened.at(f"orders/{SERVERS}/give/"), {"who": "the duty engineer"})
    address = hit.send(opened.at("contain/")).headers["Location"]
    do_all(jobs)
    hit.get(f"{address}why/{SERVERS}/", expect=404)
    assert "Isolate Northmere servers" not in re.sub(r".*Orders", "", words(hit.get(f"{address}why/")))


def test_why_is_its_askers_alone_and_only_in_the_body_it_was_asked_for(hit, answer, jobs, desk_page, council):
    explained(hit, answer, jobs, SERVERS)
    for rest in ("why/", f"why/{SERVERS}/", f"why/{SERVERS}/part/"):
        desk_page(council).get(answer + rest, expect=404)


def test_a_job_that_died_says_so_and_can_be_asked_again(hit, answer, jobs):
    from battlebox.web.models import Job

    address = f"{answer}why/{SERVERS}/"
    hit.send(address)
    Job.objects.filter(kind="contain-why").update(state="stopped", words="The desk was stopped.")
    assert "The desk was stopped." in words(hit.get(address))
    assert "The figures point to this order." in explained(hit, answer, jobs, SERVERS)


def test_with_nothing_known_there_is_nothing_to_explain(desk_page, opened, jobs):
    page = desk_page("northmere")
    address = page.send(opened.at("contain/")).headers["Location"]
    do_all(jobs)
    assert page.get(f"{address}why/", expect=302).headers["Location"] == address
    assert page.get(f"{address}why/{SERVERS}/", expect=302).headers["Location"] == address
