"""What an admin may not do: come back by an old slip, outgrow their own role, reach into a body that is not theirs."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from justhtml import JustHTML

from web.desk_page import words
from web.test_signing_in import sign_in, with_app  # noqa: F401 - a fixture

SLIP = {"role": "strategic", "admin": "on", "count": "1", "hours": "168"}
CODE = re.compile(r"\b(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}\b")
WHY = {"why": "stood before me"}


def slip_of(page, **more):
    return CODE.search(page.send("/access/slips/", {**SLIP, **more}, expect=200).content.decode())[0]


def newcomer(code):
    return {"code": code, "display_name": "Back", "username": "back.again", "password": "lantern ferry walnut"}


@pytest.fixture
def founded(desk, tmp_path):
    """An incident that Northmere founded; Eastholt and Nightline have keys and nobody at this desk."""
    from battlebox.web import records
    from web.places.test_joining_later import Triage

    made = Triage(tmp_path / "data")
    records.use(made.installation)
    yield made
    made.installation.close()


def test_an_admin_whose_role_was_ended_does_not_come_back_by_a_slip_of_their_own(desk_page, officer, council):
    gone, stays = officer(council, admin=True), officer(council, admin=True)
    code = slip_of(desk_page(gone))
    desk_page(stays).post(f"/access/role/{gone.memberships.get().pk}/end/")
    answer = desk_page().post("/join/", newcomer(code), expect=422)
    assert "is no longer an admin" in words(answer)
    assert "Strategic" not in words(desk_page(stays).get("/access/")).partition("Open slips")[2]


def test_nobody_is_offered_to_end_the_role_they_act_in(desk_page, officer, council):
    me, other = officer(council, admin=True), officer(council)
    page, mine = desk_page(me), me.memberships.get()
    listed = page.get("/access/").content.decode()
    assert f"/access/role/{other.memberships.get().pk}/end/" in listed
    assert f"/access/role/{mine.pk}/end/" not in listed
    refused = page.follow(page.post(f"/access/role/{mine.pk}/end/"))
    assert "You cannot end the role you are acting in: ask another admin." in words(refused)


def test_ending_a_role_asks_once_more_and_says_what_it_means(desk_page, officer, council):
    me, other = officer(council, admin=True), officer(council)
    page, theirs = desk_page(me), other.memberships.get()
    address = f"/access/role/{theirs.pk}/end/"
    listed = JustHTML(page.get("/access/").content.decode(), sanitize=False)
    assert [each.attrs["action"] for each in listed.query("form") if "/end/" in each.attrs.get("action", "")] == []
    said = page.get(address)
    assert f"{other} is" in words(said)
    assert "this cannot be taken back: to come in again they need a new joining slip." in words(said)
    assert "It is their only role: they are signed out at once" in words(said)
    assert other.memberships.get().ended_at is None
    # Another council's admin, and whoever is none, find no such page.
    stranger = next(each for each in ("northmere", "eastholt", "farwick") if each != council)
    desk_page(officer(stranger, admin=True)).get(address, expect=404)
    desk_page(officer(council)).get(address, expect=403)
    page.follow(page.send(address, {}))
    assert other.memberships.get().ended_at is not None
    page.get(address, expect=404)


def test_nobody_gives_a_role_that_lasts_longer_than_their_own(desk_page, officer):
    from battlebox.web.models import Membership

    ends = timezone.now() + timedelta(hours=12)
    me = officer("northmere", admin=True, expires_at=ends)
    desk_page().post("/join/", newcomer(slip_of(desk_page(me))))
    assert Membership.objects.get(officer__username="back.again").expires_at == ends


def test_a_role_for_one_incident_makes_nobody_admin_of_the_body(desk_page, officer):
    me, other = officer("northmere", admin=True, incident="some-other-one"), officer("northmere")
    page = desk_page(me)
    page.get("/access/", expect=403)
    page.post(f"/access/role/{other.memberships.get().pk}/end/", expect=403)
    assert other.memberships.get().ended_at is None


def test_no_slip_makes_an_admin_for_one_incident(desk_page, officer, founded):
    page = desk_page(officer("northmere", admin=True))
    answer = page.send("/access/slips/", {**SLIP, "incident": next(iter(founded.installation.incidents))}, expect=422)
    assert "An admin is one of the whole body" in words(answer)


@pytest.mark.parametrize("owner", ["eastholt", "farwick"])
def test_a_sealed_account_takes_no_slip_and_stays_with_its_body(desk_page, officer, owner):
    from battlebox.web.accounts import break_glass
    from battlebox.web.models import Officer

    name, _ = break_glass.renew(owner)
    glass = Officer.objects.get(username=name)
    code = slip_of(desk_page(officer("northmere", admin=True)))
    desk_page(glass).post("/join/", {"code": code}, expect=403)
    assert [each.body for each in glass.memberships.all()] == [owner]


def test_only_an_admin_of_a_body_that_somebody_is_in_lets_them_in_again(desk_page, officer):
    from battlebox.web.models import Membership

    me = officer("northmere", name="nm.gold", role="strategic", admin=True)
    Membership.objects.create(officer=me, body="farwick", role="observer", ended_at=timezone.now())
    desk_page(officer("farwick", admin=True)).post("/access/let-in/", {"username": "nm.gold"}, expect=404)
    desk_page(officer("northmere", admin=True)).post("/access/let-in/", {"username": "nm.gold"})


@pytest.mark.parametrize("role", ["strategic", "tactical", "observer"])
def test_who_commands_another_body_keeps_the_factor_and_anybody_elses_loss_is_told_to_both(
    desk_page,
    officer,
    with_app,  # noqa: F811 - the fixture, by its name
    role,
):
    from battlebox.web.models import Alarm, Membership

    person, _ = with_app("northmere", name="nm.two", role=role)
    theirs = Membership.objects.create(officer=person, body="farwick", role="observer")
    page = desk_page()
    sign_in(page, officer("farwick", admin=True).username)
    commands = role != "observer"
    page.send(f"/access/role/{theirs.pk}/second-factor/", WHY, expect=422 if commands else 302)
    told = set() if commands else {"farwick", "northmere"}
    assert set(Alarm.objects.values_list("body", flat=True)) == told


def test_a_slip_of_ones_own_making_raises_an_alarm(desk_page, officer, council):
    from battlebox.web.models import Alarm

    me = officer(council, role="observer", admin=True)
    page = desk_page(me)
    page.post("/join/", {"code": slip_of(page)})
    [alarm] = Alarm.objects.all()
    assert (alarm.body, "with a slip of their own making" in alarm.words) == (council, True)


@pytest.mark.parametrize("was_here", [False, True])
def test_the_key_of_a_body_with_nobody_here_is_for_the_admins_of_the_founder_alone(
    desk_page, officer, founded, council, was_here
):
    if was_here:
        officer("eastholt", admin=True, expires_at=timezone.now() - timedelta(minutes=1))
    person = officer(council, admin=True)
    page = desk_page()
    sign_in(page, person.username)
    text = words(page.get("/access/keys/"))
    key = founded.installation.admin_key("eastholt")
    may = council == "eastholt" or (council == "northmere" and not was_here)
    assert (key[:8] in text) is may
    page.post("/access/keys/eastholt/", {"sealed": "yes"}, expect=302 if may else 404)
    assert (founded.installation.admin_key("eastholt") is None) is may


def test_an_observer_lets_no_body_in(founded):
    from battlebox.desk import DeskError, Officer, Role
    from battlebox.desk.record import State, stand
    from desk.room import SHARED

    stand(founded.record, founded.lead, State.STOOD_UP, why="it is real", handling=SHARED)
    watcher = Officer("o-x", "X", "northmere", frozenset({Role.OBSERVER}))
    with pytest.raises(DeskError, match="may not"):
        founded.installation.host(founded.record.incident, watcher, "eastholt")
    assert founded.installation.host(founded.record.incident, founded.lead, "eastholt")
