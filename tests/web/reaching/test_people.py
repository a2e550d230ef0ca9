"""The people of an open list: what became of each and the notes that came back, for who opened it and nobody else."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils.timezone import localtime

from battlebox.desk.reach import count_of, share_list
from desk.reach import PEOPLE, SECRET
from desk.reach import lead as lead_officer
from web.desk_page import words


@pytest.fixture
def lead(desk_page, officer):
    return desk_page(officer("northmere", role="service_lead", name="lead.one"))


@pytest.fixture
def name(lead, opened, held):
    """The list, opened on the pages by its lead: Bert needs help now, Ada gave no reply, the others are not rung."""
    name = held.list.partition("/")[2]
    lead.send(opened.at(f"reach/{name}/open/"), {"passphrase": SECRET, "why": "telecare is off"})
    return name


def has_names(text):
    return [person.name for person in PEOPLE if person.name in text]


def test_who_needs_help_now_stands_by_name_above_everybody(lead, opened, name):
    answer = lead.get(opened.at(f"reach/{name}/people/"))
    assert answer.headers["Cache-Control"] == "no-store"
    text = words(answer)
    top, below = text[text.index("Needs help now") :].split("Everybody on it")
    assert has_names(top) == ["Bert Ng"]
    assert "fallen, ambulance called" in top
    assert len(has_names(below)) == len(PEOPLE)
    assert "Cara Diaz still to reach South" in below
    assert re.search(r"Ada Brown no reply, [^,]+, ward team", below)


def test_every_word_on_a_person_is_read_with_its_note_the_latest_first(lead, opened, name):
    one = opened.at(f"reach/{name}/people/2/")
    answer = lead.get(one)
    assert answer.headers["Cache-Control"] == "no-store"
    said = words(answer)
    for part in ("Bert Ng", "Needs help now. Send it", "fallen, ambulance called", "ward team", "SA-3, line 1"):
        assert part in said
    assert "reach/sheets/SA-3/mend/?line=1" in answer.content.decode()
    mended = {"fate": "in hospital", "found_by": "ward team", "private_note": "taken to St Mary"}
    lead.send(opened.at("reach/sheets/SA-3/mend/?line=1"), mended)
    said = words(lead.get(one))
    assert said.index("taken to St Mary") < said.index("fallen, ambulance called"), "the latest first, none lost"
    assert "Needs help now. Send it" not in said
    assert "Nothing came back of them yet" in words(lead.get(opened.at(f"reach/{name}/people/3/")))


@pytest.mark.parametrize("line", ["0", "7", "99999999999", "x", "-1"])
def test_a_line_that_the_list_does_not_have_is_not_there(lead, opened, name, line):
    lead.get(opened.at(f"reach/{name}/people/{line}/"), expect=404)


def test_notes_are_read_by_nobody_else_and_not_once_the_list_is_put_away(lead, opened, name, desk_page, officer):
    one = opened.at(f"reach/{name}/people/2/")
    colleague = desk_page(officer("northmere", role="service_lead", name="lead.two"))
    for page in (colleague, desk_page("northmere")):
        assert page.get(one, expect=302).headers["Location"].endswith("/open/")
    for body in ("eastholt", "farwick"):
        desk_page(body).get(one, expect=404)
    lead.post(opened.at(f"reach/{name}/put-away/"))
    lead.get(one, expect=302)
    assert "fallen" not in "\n".join(line.words for line in opened.record.lines())


def test_who_needs_help_now_is_counted_for_those_without_the_key_and_named_to_none_of_them(
    lead, opened, name, desk_page
):
    share_list(opened.record, lead_officer(), f"list/{name}", frozenset({"eastholt"}))
    silver = desk_page("northmere")
    for address in ("reach/", f"reach/{name}/"):
        answer = silver.get(opened.at(address))
        assert "1 person needs help now: a key holder opens the list to see who" in words(answer)
        assert not has_names(answer.content.decode())
    assert "those who need help now come first" in words(lead.get(opened.at(f"reach/{name}/")))
    assert "help now: a key holder" not in words(desk_page("eastholt").get(opened.at("reach/")))
    desk_page("farwick").get(opened.at("reach/"), expect=404)


def test_an_outcome_of_tonight_that_is_still_to_come_is_refused_at_the_form(lead, opened, name):
    later = localtime(opened.watch.at + timedelta(hours=3))
    parts = {"day": later.day, "month": later.month, "year": later.year, "time": later.strftime("%H:%M")}
    said = {"back_from": "ward team", "fate_1": "safe", **{f"at_{part}": value for part, value in parts.items()}}
    answer = lead.send(opened.at("reach/sheets/SA-1/back/"), said, expect=422)
    assert re.search(r"when they rang or went, lies about 3 hours ahead of this desk.s own time", words(answer))
    assert count_of(opened.sight(), f"list/{name}").tally.safe == 0
