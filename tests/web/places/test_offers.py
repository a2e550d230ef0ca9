"""A form is offered to those who may send it and to nobody else: every address, every role, both bodies and a stranger.

Law: what decides is the table of route_rows.py and the sentence of the desk, not the page.
Not here: who opens a page at all (test_routes.py).
"""

from __future__ import annotations

import pytest
from django.urls import resolve
from justhtml import JustHTML

from battlebox.desk import Role
from battlebox.desk.officer import AFTER_CLOSING, MAY, Act
from battlebox.desk.record import State, stand
from web.desk_page import words
from web.places.test_routes import every, form_of, is_known, token_of  # noqa: F401 - a fixture
from web.route_rows import ADMIN, ANYONE, CLOSED, NOBODY, PART, ROWS, SIGNED_IN

BY_NAME = {row.name: row for row in ROWS}
FOUND, REFUSED = 200, 422
# Whose the thing is decides as well as the role: the thing of these addresses is Northmere's.
OF_NORTHMERE = {"give_order", "move_order", "fall_back"}
# Asking is for the other body: one's own order is given, not asked for.
OF_THE_OTHERS = {"ask_order"}
# Without the thing it is about there is nothing to send yet, whoever asks.
NOTHING_YET = {"card", "ring", "debrief", "share_entries", "restore_again", "home_now"}
# Later steps of several: without the first they lead to it, and it says who may.
LATER_STEPS = {"bring_columns", "bring_terms"}
LEAST = 20
REFUSED_LEAST = 15


def allows(row, role):
    """Whether the table says that a role may send the form of an address."""
    if row.sends in (ANYONE, PART, SIGNED_IN):
        return True
    if row.sends in (ADMIN, NOBODY, CLOSED):
        return False
    return any(Act[name] in MAY[role] for name in row.sends.split())


def is_taken_late(row):
    """Whether a closed incident still takes what an address writes."""
    if row.sends in (ANYONE, PART, SIGNED_IN, ADMIN):
        return True
    return any(Act[name] in AFTER_CLOSING for name in row.sends.split())


def is_whose(name, council):
    if name in OF_NORTHMERE:
        return council == "northmere"
    return council != "northmere" if name in OF_THE_OTHERS else True


def targets(page, address):
    """The addresses that the forms in the main part of a page would be sent to."""
    for form in page.query("main form"):
        if form.attrs.get("method") == "post":
            action = form.attrs.get("action", "").partition("?")[0]
            yield resolve(action or address.partition("?")[0]).url_name


@pytest.mark.parametrize("body", ["northmere", "eastholt"])
@pytest.mark.parametrize("role", list(Role))
def test_a_page_shows_a_form_exactly_to_those_whose_role_allows_sending_it(every, desk_page, officer, body, role):  # noqa: F811 - the fixture, by its name
    client = desk_page(officer(body, role=role.value)).client
    looked = 0
    for name, address in every.items():
        row = BY_NAME[name]
        if not address.startswith(("/i/", "/open/")) or not is_known(name, address):
            continue
        answer = client.get(address)
        if answer.status_code != FOUND or "html" not in answer.headers.get("Content-Type", ""):
            continue
        page = JustHTML(answer.content.decode(), sanitize=False)
        shown = set(targets(page, address))
        for each in shown:
            assert allows(BY_NAME[each], role), f"{name} offers {each} to {role} of {body}"
            assert is_whose(each, body), f"{name} offers {each} to {body}"
        if row.sends not in (NOBODY, CLOSED) and name not in NOTHING_YET:
            may = allows(row, role) and is_whose(name, body)
            assert (name in shown) == may, f"{name} for {role} of {body}: {sorted(shown)}"
            if not may:
                assert "sk " in words(answer), f"{name} does not say to {role} of {body} who may: {words(answer)[:300]}"
            looked += 1
    assert looked >= LEAST


@pytest.mark.parametrize("body", ["northmere", "eastholt"])
@pytest.mark.parametrize("role", list(Role))
def test_a_closed_incident_shows_only_the_forms_of_what_it_still_takes(every, opened, desk_page, officer, body, role):  # noqa: F811 - the fixture, by its name
    stand(opened.record, opened.lead, State.STOOD_DOWN, why="it is over")
    stand(opened.record, opened.lead, State.CLOSED, why="all is back", no_debrief="held already")
    client = desk_page(officer(body, role=role.value)).client
    looked = refused = 0
    for name, address in every.items():
        if not address.startswith("/i/") or not is_known(name, address):
            continue
        answer = client.get(address)
        if answer.status_code != FOUND or "html" not in answer.headers.get("Content-Type", ""):
            continue
        row = BY_NAME[name]
        shown = set(targets(JustHTML(answer.content.decode(), sanitize=False), address))
        for each in shown:
            assert is_taken_late(BY_NAME[each]), f"{name} offers {each} to {role} of {body}, though it is closed"
        if row.sends not in (NOBODY, CLOSED) and name not in NOTHING_YET and not is_taken_late(row):
            assert "closed" in words(answer), f"{name} does not say to {role} of {body} that it is closed"
            refused += 1
        looked += 1
    assert looked >= LEAST
    assert refused >= REFUSED_LEAST


@pytest.mark.parametrize("role", list(Role))
def test_who_may_not_send_a_form_is_refused_with_the_sentence_whatever_is_in_it(
    every,  # noqa: F811 - the fixture, by its name
    opened,
    desk_page,
    officer,
    role,
):
    sender = officer("northmere", role=role.value)
    client = desk_page(sender).client
    for name, address in every.items():
        row = BY_NAME[name]
        if row.sends in (NOBODY, ANYONE, CLOSED, PART, SIGNED_IN, ADMIN) or not is_known(name, address):
            continue
        if name in LATER_STEPS:
            continue
        before = opened.record.arrived
        answer = client.post(address, {"once": token_of(sender)})
        says = "may not" in words(answer)
        assert says == (not allows(row, role)), f"{name} to {role}: {answer.status_code} {words(answer)[:300]}"
        if says:
            assert answer.status_code == REFUSED, name
            assert "Ask someone who holds" in words(answer), name
        assert opened.record.arrived == before, name


def test_who_lost_the_right_while_writing_keeps_the_words(desk_page, officer, opened):
    from battlebox.web.models import Membership

    lead = officer("northmere")
    page = desk_page(lead)
    Membership.objects.filter(officer=lead).update(role="observer")
    sent = {"facts": "three pages of careful words", "once": token_of(lead)}
    answer = page.post(opened.at("log/note/"), sent, expect=422)
    assert "may not write in the log" in words(answer)
    assert "three pages of careful words" in answer.content.decode()
    fresh = words(page.get(opened.at("log/note/")))
    assert "may not write in the log" in fresh


def test_the_right_may_come_from_any_role_held_in_the_body_in_use(desk_page, officer, opened):
    from battlebox.web.models import Membership

    person = officer("northmere", role="observer")
    assert "Save" not in words(desk_page(person).get(opened.at("log/note/")))
    Membership.objects.create(officer=person, body="eastholt", role="tactical")
    assert "may not write" in words(desk_page(person).get(opened.at("log/note/")))
    Membership.objects.create(officer=person, body="northmere", role="loggist")
    assert "may not write" not in words(desk_page(person).get(opened.at("log/note/")))


# Whether the form of these is shown hangs on the thing as well: who holds the role, whom a note is for, what is open.
OF_ONE_PERSON = {"take_role", "relieve_role", "write_handover", "rewrite_handover", "sign_handover", "go_on", "stand"}
ROLES_ASKED = [role for role in Role if role is not Role.TACTICAL]
PAGES_OF_EACH = 2
FORMS_LEAST = 25


def forms_found(client, start):
    """Pages with a form, one or two of each address, that somebody reaches by links."""
    waiting, asked, tried, found = [start], set(), {}, {}
    while waiting:
        path = waiting.pop(0)
        name = resolve(path.partition("?")[0]).url_name
        if path in asked or tried.get(name, 0) >= PAGES_OF_EACH or not path.startswith("/i/"):
            continue
        asked.add(path)
        tried[name] = tried.get(name, 0) + 1
        answer = client.get(path)
        if answer.status_code != FOUND or "html" not in answer.headers.get("Content-Type", ""):
            continue
        page = JustHTML(answer.content.decode(), sanitize=False)
        if name in set(targets(page, path)):
            found[path] = name
        links = [each.attrs.get("href", "").partition("#")[0] for each in page.query("a")]
        waiting += [each for each in links if each.startswith("/i/")]
    return found


def test_in_a_lived_in_record_each_form_is_offered_to_those_who_may_send_it(desk, tmp_path, desk_page, officer):
    from battlebox.desk import Officer
    from battlebox.desk.command import CAST, play_demo
    from battlebox.desk.record import Installation
    from battlebox.journal import LaptopWatch
    from battlebox.web import records
    from battlebox.web.estates_to_choose import read_shipped

    cast = {
        name: Officer(f"o-{at}", name, body, frozenset({role}))
        for at, (name, (body, role, _)) in enumerate(CAST.items())
    }
    play_demo(tmp_path, read_shipped("west-london"), cast)
    installation = Installation(tmp_path, LaptopWatch())
    records.use(installation)
    start = f"/i/{installation.incidents[0][:8]}/"
    found = {}
    for role in (Role.TACTICAL, Role.INFORMATION_GOVERNANCE):
        found |= forms_found(desk_page(officer("rbkc", role=role.value)).client, start)
    assert len(set(found.values())) >= FORMS_LEAST, sorted(set(found.values()))
    for role in ROLES_ASKED:
        client = desk_page(officer("rbkc", role=role.value)).client
        for path, name in found.items():
            answer = client.get(path)
            if answer.status_code != FOUND:
                # What is somebody's own, such as an answer of Contain, is there for nobody else.
                assert answer.status_code in (302, 404), f"{path} for {role}: {answer.status_code}"
                continue
            shown = name in set(targets(JustHTML(answer.content.decode(), sanitize=False), path))
            assert not shown or allows(BY_NAME[name], role) or name in OF_ONE_PERSON, f"{path} offered to {role}"
            if name not in OF_ONE_PERSON:
                assert shown or not allows(BY_NAME[name], role), f"{path} kept from {role}"
    installation.close()
