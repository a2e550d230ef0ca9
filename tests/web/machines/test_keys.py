"""The page of keys: an admin of a body makes, sees and revokes the keys of that body, and nobody else does."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from justhtml import JustHTML

from web.desk_page import filled, words
from web.test_signing_in import sign_in

MADE = {"name": "Zabbix", "may": "both", "lasts": "30"}
KEY = re.compile(r"bbm-[A-Za-z0-9_-]{43}")


@pytest.fixture
def admin(officer):
    return lambda body, **more: officer(body, admin=True, **more)


@pytest.fixture
def came_in(desk_page):
    """Somebody who signed in just now, by the door: a key asks for the password otherwise."""

    def come(person):
        page = desk_page()
        sign_in(page, person.username)
        return page

    return come


def test_making_one_asks_for_the_password_again(desk_page, admin):
    page = desk_page(admin("northmere"))
    assert page.get("/access/monitoring/make/", expect=302).headers["Location"].startswith("/account/again/")


def make(page, **more):
    return page.send("/access/monitoring/make/", {**MADE, **more}, expect=200)


def secret_of(answer):
    return KEY.search(answer.content.decode())[0]


def test_a_key_is_shown_once_kept_as_a_digest_and_works(monitored, came_in, admin, council):
    from battlebox.web.models import MonitoringKey

    page = came_in(admin(council))
    secret = secret_of(make(page))
    row = MonitoringKey.objects.get(name="Zabbix")
    assert row.body == council
    assert secret not in repr(vars(row))
    says = monitored.ask(secret, "/api/v1/key").says
    assert (says["name"], says["body"], says["may"]) == ("Zabbix", council, ["report", "read"])
    ends = row.expires_at - timezone.now()
    assert timedelta(days=29) < ends <= timedelta(days=30)
    listed = page.get("/access/monitoring/").content.decode()
    assert secret not in listed
    assert "Zabbix" in listed
    assert "In force" in listed


def test_the_other_admins_see_that_one_was_made_and_not_the_key(came_in, admin, desk_page):
    secret = secret_of(make(came_in(admin("northmere"))))
    said = desk_page(admin("northmere")).get("/access/")
    assert "made a monitoring key for Zabbix, which may report and read" in words(said)
    assert secret not in said.content.decode()
    assert "monitoring key for Zabbix" not in words(desk_page(admin("eastholt")).get("/access/"))


def test_sent_in_twice_there_is_one_key_and_it_is_not_shown_again(came_in, admin):
    from battlebox.web.models import MonitoringKey

    page = came_in(admin("northmere"))
    form = filled(JustHTML(page.get("/access/monitoring/make/").content.decode(), sanitize=False))
    first = page.post("/access/monitoring/make/", {**form, **MADE}, expect=200)
    again = page.follow(page.post("/access/monitoring/make/", {**form, **MADE}, expect=302))
    assert MonitoringKey.objects.count() == 1
    assert secret_of(first) not in again.content.decode()
    assert "shown then" in words(again)


@pytest.mark.parametrize(("may", "kinds"), [("report", ["report"]), ("read", ["read"]), ("both", ["report", "read"])])
def test_a_key_may_what_was_chosen_and_no_more(monitored, came_in, admin, may, kinds):
    secret = secret_of(make(came_in(admin("northmere")), may=may))
    assert monitored.ask(secret, "/api/v1/key").says["may"] == kinds


def test_what_it_may_do_has_to_be_said(came_in, admin):
    from battlebox.web.models import MonitoringKey

    page = came_in(admin("northmere"))
    for more in ({"may": ""}, {"may": "all"}, {"lasts": "9999"}, {"lasts": ""}, {"name": " "}):
        page.send("/access/monitoring/make/", {**MADE, **more}, expect=422)
    assert not MonitoringKey.objects.exists()


def test_revoked_it_opens_nothing_and_its_name_is_free_again(monitored, came_in, admin):
    from battlebox.web.models import MonitoringKey

    page = came_in(admin("northmere"))
    secret = secret_of(make(page))
    assert "Another key in force has this name" in words(page.send("/access/monitoring/make/", MADE, expect=422))
    row = MonitoringKey.objects.get(name="Zabbix")
    asked = words(page.get(f"/access/monitoring/{row.pk}/revoke/"))
    assert "Revoke the key of Zabbix?" in asked
    assert "It was never used" in asked
    assert monitored.ask(secret, "/api/v1/key").status == 200
    assert "It was last used at" in words(page.get(f"/access/monitoring/{row.pk}/revoke/"))
    page.post(f"/access/monitoring/{row.pk}/revoke/")
    assert monitored.ask(secret, "/api/v1/key").status == 401
    # Somebody else who had the question open, or goes back to it, reads that it was done.
    again = page.follow(page.get(f"/access/monitoring/{row.pk}/revoke/", expect=302))
    assert "was revoked or had ended already" in words(again)
    assert "Revoked" in words(page.get("/access/monitoring/"))
    assert secret_of(make(page)) != secret


def test_keys_of_other_bodies_are_not_there(monitored, came_in, admin, council):
    page = came_in(admin(council))
    listed = words(page.get("/access/monitoring/"))
    for name, key in monitored.keys.items():
        assert (f"Watcher {name}" in listed) is (name == council)
        page.get(f"/access/monitoring/{key.pk}/revoke/", expect=200 if name == council else 404)
        key.refresh_from_db()
        assert key.revoked_at is None
        answer = page.post(f"/access/monitoring/{key.pk}/revoke/", expect=302 if name == council else 404)
        assert answer is not None
        key.refresh_from_db()
        assert (key.revoked_at is not None) is (name == council)


def test_whoever_is_no_admin_neither_sees_nor_makes_nor_revokes_any(monitored, desk_page, council):
    page = desk_page(council)
    page.get("/access/monitoring/", expect=403)
    page.get("/access/monitoring/make/", expect=403)
    page.post("/access/monitoring/make/", MADE, expect=403)
    page.get(f"/access/monitoring/{monitored.keys[council].pk}/revoke/", expect=403)
    page.post(f"/access/monitoring/{monitored.keys[council].pk}/revoke/", expect=403)
    assert monitored.ask(council, "/api/v1/key").status == 200


def test_it_says_when_whoever_made_a_key_is_no_admin_any_more(came_in, admin):
    gone, stays = admin("northmere"), admin("northmere")
    make(came_in(gone))
    page = came_in(stays)
    assert "no admin any more" not in words(page.get("/access/monitoring/"))
    gone.memberships.update(ended_at=timezone.now())
    assert "no admin any more" in words(page.get("/access/monitoring/"))


def test_a_drill_s_desk_makes_no_key(desk, came_in, admin, monkeypatch):
    from battlebox.web.models import MonitoringKey

    page = came_in(admin("northmere"))
    form = filled(JustHTML(page.get("/access/monitoring/make/").content.decode(), sanitize=False))
    monkeypatch.setattr(settings, "DESK", replace(desk, drill=True))
    assert "makes no key" in words(page.get("/access/monitoring/"))
    page.post("/access/monitoring/make/", {**form, **MADE}, expect=403)
    assert not MonitoringKey.objects.exists()


def test_the_page_of_addresses_says_each_field_of_the_description(desk_page):
    from battlebox.web.machines.description import described

    told = words(desk_page("farwick").get("/api/"))
    says = described()
    for path, methods in says["paths"].items():
        for method, one in methods.items():
            assert f"{method.upper()} {path}" in told
            assert one["description"] in told
    for name in ("SuspicionSent", "OutageSent", "FactSent", "Recorded", "StateShown"):
        for field in says["components"]["schemas"][name]["properties"]:
            assert field in told
