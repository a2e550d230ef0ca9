"""One body's break-glass code opens that body and no other; its alarms are its own admins'; none is pushed off."""

from __future__ import annotations

import re

import pytest

from web.desk_page import words
from web.test_signing_in import sign_in

USED = "The break-glass code was used"
CODE = r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}"


@pytest.fixture
def sealed(desk_page, officer):
    """The first body's account as a new desk has it, and then a code that an admin of another body made."""
    from battlebox.web.accounts import break_glass

    _, first = break_glass.renew()
    break_glass.open_to("northmere")

    def by(body):
        person = officer(body, admin=True, name=f"{body}.admin")
        page = desk_page()
        sign_in(page, person.username)
        shown = words(page.send("/access/seal/", expect=200))
        return re.search(r"break-glass[a-z-]*", shown)[0], re.search(CODE, shown)[0]

    return first, by


def opens(desk_page, name, code):
    """The bodies that a code lets one act in."""
    from battlebox.web.models import Membership

    sign_in(desk_page(), name, code)
    return sorted({each.body for each in Membership.objects.in_force().filter(officer__username=name)})


@pytest.mark.parametrize("body", ["eastholt", "farwick"])
def test_a_code_made_by_another_bodys_admin_opens_that_body_alone(sealed, desk_page, body):
    first, by = sealed
    name, code = by(body)
    assert name == f"break-glass-{body}"
    assert opens(desk_page, name, code) == [body]
    # Northmere's envelope is as it was.
    assert opens(desk_page, "break-glass", first) == ["northmere"]
    sign_in(desk_page(), "break-glass", code, expect=200)


def test_a_bodys_own_admin_ends_its_old_code(sealed, desk_page):
    first, by = sealed
    name, code = by("northmere")
    assert name == "break-glass"
    sign_in(desk_page(), name, first, expect=200)
    assert opens(desk_page, name, code) == ["northmere"]


def test_an_account_that_opened_several_bodies_leaves_the_one_whose_admin_seals_anew(sealed, desk_page):
    from battlebox.web.models import Membership, Officer, Role

    first, by = sealed
    shared = Officer.objects.get(break_glass=True)
    Membership.objects.create(officer=shared, body="farwick", role=Role.STRATEGIC, admin=True)
    name, code = by("farwick")
    assert opens(desk_page, name, code) == ["farwick"]
    assert opens(desk_page, "break-glass", first) == ["northmere"]


def test_its_use_alarms_the_admins_of_its_body_and_no_other_reads_or_marks_it(sealed, desk_page, officer, council):
    from battlebox.web.models import Alarm

    first, _ = sealed
    sign_in(desk_page(), "break-glass", first)
    alarm = Alarm.objects.get()
    assert alarm.body == "northmere"
    page = desk_page(officer(council, admin=True))
    is_theirs = council == "northmere"
    assert (USED in page.get("/").content.decode()) is is_theirs
    assert (USED in page.get("/access/").content.decode()) is is_theirs
    page.post(f"/access/alarm/{alarm.pk}/seen/", expect=302 if is_theirs else 404)
    alarm.refresh_from_db()
    assert (alarm.seen_at is not None) is is_theirs
    # Who saw it stays to be read.
    if is_theirs:
        assert "Alarms that were seen" in words(page.get("/access/"))


def test_more_alarms_than_a_page_shows_are_counted_and_none_is_lost(sealed, desk_page, officer):
    from battlebox.web.models import Alarm

    first, _ = sealed
    sign_in(desk_page(), "break-glass", first)
    for number in range(7):
        Alarm.objects.create(body="northmere", words=f"later {number}")
    page = desk_page(officer("northmere", admin=True))
    assert "<strong>5 more alarms</strong> that nobody has seen" in page.get("/").content.decode()
    assert USED in words(page.get("/access/"))


def test_the_machines_own_alarm_is_for_every_admin(desk_page, officer, council):
    from battlebox.web.models import Alarm

    Alarm.objects.create(words="the disk is full")
    assert "the disk is full" in desk_page(officer(council, admin=True)).get("/").content.decode()
