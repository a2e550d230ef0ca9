"""Every address of the desk, for every role of three councils and for nobody, against the table of route_rows.py."""

from __future__ import annotations

import re
import secrets
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLPattern
from justhtml import JustHTML

from battlebox.desk import Role
from battlebox.desk.officer import MAY, Act
from web.desk_page import filled, words
from web.route_rows import ADMIN, ANYONE, CLOSED, ISSUER, NOBODY, PART, ROWS, SIGNED_IN

BY_NAME = {row.name: row for row in ROWS}
# What stands in an address where an estate or the desk has something of that kind; elsewhere an id that nobody made.
REAL = {
    "services/": lambda estate: estate.services[0].service,
    "systems/": lambda estate: estate.systems[0].system,
    "around/": lambda estate: estate.systems[0].system,
    "seen/": lambda estate: estate.systems[0].system,
    "ways/": lambda estate: estate.paths[0].path,
    "bodies/": lambda _: "northmere",
    "channels/": lambda estate: estate.channels[0].channel,
    "orders/": lambda estate: next(row.action for row in estate.actions if row.body == "northmere"),
    "estate/tables/": lambda _: "systems",
    "people/roles/": lambda _: "tactical",
    "links/": lambda _: "shared.line",
}
OWN = ("django_session", "web_cache", "axes_")
UNKNOWN = "nothing"
# Pages of what the shipped estate lacks, or that need something done before: not there yet, for everybody.
NOT_YET = {"london", "handover_draft_paper", "mfa_deactivate_totp", "roster_paper", "roster_calendar"}
LEADS_ON = {
    "bring_columns", "bring_terms", "seal", "admin_keys", "make_monitoring_key",
    "account_login", "mfa_authenticate", "mfa_activate_totp",
    "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes", "mfa_add_webauthn",
    "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_remove_webauthn", "mfa_edit_webauthn",
    "mfa_login_webauthn", "own_sessions",
}  # fmt: skip
# Forms that need nothing of anybody else: their refusal must be the sentence about the role, whoever sends them.
SAYS_SO = {"suspect", "suspect_body", "observe", "fall_back", "checkpoints", "new_cost"}
ODD = ("<script>alert(1)</script>", "=1+1|cmd", "\u202eabc\u2066\u200f", "a\x00b", "\ud800 half", "long " * 200_000)
TAKEN_LEAST = 8
# To a council that takes part each role apart; to a stranger, whom none of them lets in, somebody who holds them all.
ASKERS = [*((council, role) for council in ("northmere", "eastholt") for role in Role), ("farwick", None)]
FOUND, LED_ON, REFUSED, NOT_THERE, NOT_SO, MISTAKEN = 200, 302, 403, 404, 405, 422


def patterns(of, before=""):
    for each in of:
        here = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield each.name, here
        else:
            yield from patterns(each.url_patterns, here)


@pytest.fixture
def every(opened):
    """Each named address with something real in it where there is something."""
    from battlebox.web import urls

    found = {}
    for name, pattern in patterns(urls.urlpatterns):
        address = pattern.replace("<slug:short>", opened.short)
        for before, real in REAL.items():
            address = re.sub(rf"^(i/\w+/{before})<\w+:\w+>", rf"\g<1>{real(opened.estate)}", address, count=1)
        found[name] = "/" + re.sub(r"<\w+:\w+>|<\w+>", UNKNOWN, re.sub(r"<int:\w+>", "999", address))
    return found


def officer_in(officer, council, role):
    """Somebody of a council in a role, or in every role there is."""
    from battlebox.web.models import Membership

    made = officer(council, role=(role or Role.TACTICAL).value)
    for each in Role if role is None else ():
        Membership.objects.get_or_create(officer=made, body=council, role=each.value)
    return made


def is_known(name, address):
    return UNKNOWN not in address and "/999/" not in address and name not in NOT_YET


def test_every_address_has_a_row_and_every_row_an_address(every):
    assert sorted(set(every) - set(BY_NAME)) == []
    assert sorted(set(BY_NAME) - set(every)) == []
    assert len(BY_NAME) == len(ROWS)


def test_nobody_opens_or_sends_anything_but_the_doors(every, opened, desk_page):
    for name, address in every.items():
        row, client = BY_NAME[name], desk_page().client
        before = opened.record.arrived
        for answer in (client.get(address), client.post(address, {})):
            at_door = answer.status_code == LED_ON and answer.headers["Location"].startswith("/account/login/?next=")
            if row.opens == ISSUER:
                assert answer.status_code in (NOT_THERE, NOT_SO), name
            elif row.opens not in (ANYONE, CLOSED):
                assert at_door, f"{name} let a stranger in: {answer.status_code}"
            elif row.opens == CLOSED:
                assert answer.status_code == NOT_THERE, name
        assert opened.record.arrived == before, name


def rows_of_tables():
    """How many rows each table has, but for those of who is signed in and of what was counted."""
    from django.db import connection

    names = [each for each in connection.introspection.table_names() if not each.startswith(OWN)]
    with connection.cursor() as cursor:
        counted = {}
        for name in names:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608 - a name of the database
            counted[name] = cursor.fetchone()[0]
    return counted


@pytest.mark.parametrize(("council", "role"), ASKERS)
def test_who_opens_what(every, opened, desk_page, officer, council, role):
    """And opening anything writes nothing, whoever asks."""
    client = desk_page(officer_in(officer, council, role)).client
    before, arrived = rows_of_tables(), opened.record.arrived
    takes_part = council != "farwick"
    for name, address in every.items():
        row = BY_NAME[name]
        if name == "account_logout":
            continue
        status = client.get(address).status_code
        if row.opens == PART and not takes_part:
            # Never 403: an incident of others looks like one that is not there.
            assert status == NOT_THERE, f"{name} for {council}: {status}"
        elif row.opens == ADMIN:
            assert status == REFUSED, f"{name} for {role}: {status}"
        elif row.opens == NOBODY:
            assert status in ((NOT_THERE, NOT_SO) if not takes_part else (NOT_SO, NOT_THERE)), f"{name}: {status}"
        elif row.opens in (CLOSED, ISSUER):
            assert status == NOT_THERE, name
        elif name in LEADS_ON:
            assert status in (FOUND, LED_ON, NOT_THERE), f"{name} for {role}: {status}"
        elif is_known(name, address):
            assert status in (FOUND, 204), f"{name} for {role} of {council}: {status}"
        else:
            assert status == NOT_THERE, f"{name} for {role} of {council}: {status}"
        assert opened.record.arrived == arrived, f"{name} was opened, and something was recorded"
    assert rows_of_tables() == before


def typed(page):
    """A form as somebody fills it in who is in a hurry: every box of words that is blank gets some."""
    found = filled(page)
    form = [each for each in page.query("main form") if each.attrs.get("method") == "post"][-1]
    for each in (*form.query("input"), *form.query("textarea")):
        name, kind = each.attrs.get("name", ""), each.attrs.get("type", "text")
        if name.endswith(("_day", "_month", "_year", "_time")):
            continue
        if kind == "radio":
            found.setdefault(name, each.attrs.get("value", ""))
        elif kind == "file":
            found[name] = SimpleUploadedFile("people.csv", b"name,phone\nA. Person,1\n")
        elif kind in ("text", "number") or each.name == "textarea":
            found[name] = found.get(name) or "1"
    for each in form.query("select"):
        found[each.attrs["name"]] = found.get(each.attrs["name"]) or next(
            (o.attrs["value"] for o in each.query("option") if o.attrs.get("value")), ""
        )
    return found


@pytest.mark.parametrize(("council", "role"), ASKERS)
def test_who_sends_what(every, opened, desk_page, officer, council, role):
    """Each form as a tactical lead of Northmere is given it, filled in and sent by each role that may not send it."""
    lead = desk_page(officer("northmere")).client
    sender = officer_in(officer, council, role)
    client = desk_page(sender).client
    for name, address in every.items():
        row = BY_NAME[name]
        if row.sends in (ANYONE, CLOSED) or not address.startswith("/i/"):
            continue
        before = opened.record.arrived
        if council == "farwick":
            answer = client.post(address, {})
            assert answer.status_code in (NOT_THERE, NOT_SO), f"{name}: {answer.status_code}"
        elif row.sends == NOBODY:
            if role is not Role.STRATEGIC:
                continue
            client.post(address, {})
        elif row.sends != PART and not any(Act[each] in MAY[role] for each in row.sends.split()):
            form = form_of(lead, address)
            answer = client.post(address, {**form, **({"once": token_of(sender)} if "once" in form else {})})
            assert answer.status_code in (REFUSED, NOT_THERE, MISTAKEN, LED_ON), f"{name}: {answer.status_code}"
            if form and answer.status_code == MISTAKEN and name in SAYS_SO:
                assert "may not" in words(answer), f"{name}: {words(answer)[:400]}"
        assert opened.record.arrived == before, f"{role} of {council} wrote by {name}"


def form_of(client, address):
    """The form of a page, filled in; nothing where the page has none."""
    answer = client.get(address)
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return {}
    page = JustHTML(answer.content.decode(), sanitize=False)
    has_form = any(each.attrs.get("method") == "post" for each in page.query("main form"))
    return typed(page) if has_form else {}


def token_of(officer):
    from battlebox.web.stash import sign_token

    return sign_token(officer.officer_id, secrets.token_hex(8))


def test_no_form_is_taken_without_its_token_against_forgery(every, opened, desk_page, officer, council):
    sender = officer(council, admin=True)
    client = desk_page(sender, enforce_csrf_checks=True).client
    for name, address in every.items():
        if BY_NAME[name].sends in (NOBODY, CLOSED) or name == "heard":
            continue
        before = opened.record.arrived
        answer = client.post(address, {"once": token_of(sender)})
        assert answer.status_code == REFUSED, f"{name}: {answer.status_code}"
        assert opened.record.arrived == before, name


@pytest.mark.parametrize("text", ODD, ids=["markup", "formula", "directions", "nothing", "halves", "long"])
def test_odd_words_in_every_field_of_every_form_are_text_or_refused(every, opened, desk_page, officer, text):
    """No page fails, and none shows as markup what was written as words."""
    lead = officer("northmere")
    client = desk_page(lead).client
    for name, address in every.items():
        if BY_NAME[name].sends in (NOBODY, ANYONE, CLOSED) or not address.startswith("/i/"):
            continue
        form = {key: text if value == "1" else value for key, value in form_of(client, address).items()}
        if form:
            body = urlencode(
                {key: value for key, value in form.items() if isinstance(value, str)}, errors="surrogatepass"
            )
            answer = client.post(address, body, content_type="application/x-www-form-urlencoded")
            assert answer.status_code in (FOUND, LED_ON, 400, 413, MISTAKEN), f"{name}: {answer.status_code}"
            assert b"<script>alert" not in answer.content, name
    for name in ("log", "print_log", "tasks", "decisions", "now", "costs", "reports", "handovers", "ring"):
        answer = client.get(every[name])
        assert answer.status_code == FOUND, name
        assert b"<script>alert" not in answer.content, name
        assert "\x00" not in answer.content.decode(), name


@pytest.mark.parametrize("once_more", ["at once", "after another"])
def test_a_form_sent_twice_from_two_tabs_or_by_the_back_button_is_one_entry(
    every, opened, desk_page, officer, once_more
):
    client = desk_page(officer("northmere")).client
    taken = 0
    for name, address in every.items():
        if BY_NAME[name].sends in (NOBODY, ANYONE, CLOSED, PART) or not address.startswith("/i/") or name == "copy":
            continue
        form = form_of(client, address)
        if "once" not in form or client.post(address, form).status_code != LED_ON:
            continue
        if once_more == "after another":
            client.get(every["now"])
        before = opened.record.arrived
        client.post(address, form)
        assert opened.record.arrived == before, f"{name} was written twice"
        taken += 1
    assert taken >= TAKEN_LEAST


def test_only_admins_send_what_is_for_admins(every, desk_page, officer, council):
    for name, row in BY_NAME.items():
        if row.sends == ADMIN:
            answer = desk_page(officer(council, role="strategic")).client.post(every[name], {})
            assert answer.status_code == REFUSED, name
        if row.opens == ADMIN:
            answer = desk_page(officer(council, role="observer", admin=True)).client.get(every[name])
            # A thing that is nobody's has no page; whose it must be is asked elsewhere (test_admins.py).
            allowed = (FOUND, LED_ON, NOT_THERE) if "/999/" in every[name] else (FOUND, LED_ON)
            assert answer.status_code in allowed, name
        if row.sends == SIGNED_IN:
            assert Client().post(every[name], {}).status_code == LED_ON, name
