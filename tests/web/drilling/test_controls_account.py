"""The account of exercise control: no admin who plays can shut it out of the drill, and a start gives its role back."""

from __future__ import annotations

import pytest
from django.utils import timezone

from battlebox.desk import Role
from battlebox.drill.sealed import sealed_in
from web.desk_page import words
from web.test_signing_in import sign_in

STAYS = "Exercise control runs this drill: nobody who plays can end its role"
WHY = {"why": "stood before me"}


@pytest.fixture
def cast(drill):
    """Everybody in the drill, as a start of its desk makes them: the browser of Northmere's Silver, an admin."""
    from battlebox.web.models import Officer
    from battlebox.web.starting.drill_cast import join_control, join_the_cast

    sealed = sealed_in(drill.stage.folder)
    join_the_cast(sealed)
    join_control(sealed)
    return {each.username: each for each in Officer.objects.all()}


@pytest.fixture
def silver(cast, desk_page):
    return desk_page(cast["northmere.silver"])


def role_of(person):
    return person.memberships.get()


def test_no_player_is_offered_to_end_the_role_of_exercise_control(cast, silver):
    said = silver.get("/access/")
    text = said.content.decode()
    control, gold = role_of(cast["control"]).pk, role_of(cast["northmere.gold"]).pk
    assert f"/access/role/{gold}/end/" in text
    assert f"/access/role/{gold}/second-factor/" in text
    assert f"/access/role/{control}/" not in text
    assert "Exercise control, Observer: runs this drill, and stays as it is" in words(said)


def test_a_role_of_exercise_control_that_is_ended_all_the_same_stays_and_its_session_goes_on(cast, silver, desk_page):
    control = desk_page(cast["control"])
    said = silver.follow(silver.post(f"/access/role/{role_of(cast['control']).pk}/end/"))
    assert STAYS in words(said)
    assert role_of(cast["control"]).ended_at is None
    control.get("/drill/")
    # Another player's role is ended as ever.
    silver.post(f"/access/role/{role_of(cast['northmere.gold']).pk}/end/")
    assert role_of(cast["northmere.gold"]).ended_at is not None


def test_no_player_takes_off_a_second_factor_of_exercise_control(cast, desk_page):
    from allauth.mfa.models import Authenticator
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    from battlebox.web.models import Alarm

    RecoveryCodes.activate(cast["control"])
    cast["northmere.silver"].set_password("a long enough one")
    cast["northmere.silver"].save()
    page = desk_page()
    # It asks for the password anew.
    sign_in(page, "northmere.silver")
    address = f"/access/role/{role_of(cast['control']).pk}/second-factor/"
    assert STAYS in words(page.follow(page.get(address, expect=302)))
    assert STAYS in words(page.follow(page.post(address, WHY, expect=302)))
    assert Authenticator.objects.filter(user_id=cast["control"].pk).count() == 1
    assert not Alarm.objects.exists()


@pytest.mark.parametrize("how", ["ended", "expired", "off"])
def test_a_start_gives_exercise_control_its_role_back_where_it_is_gone(drill, cast, desk_page, how):
    from battlebox.web.starting.drill_cast import join_control

    control, before = cast["control"], timezone.now()
    if how == "off":
        control.is_active = False
        control.save()
    else:
        field = {"ended": "ended_at", "expired": "expires_at"}[how]
        control.memberships.update(**{field: before})
    join_control(sealed_in(drill.stage.folder))
    control.refresh_from_db()
    assert control.is_active
    assert [each.role for each in control.memberships.in_force()] == [Role.OBSERVER.value]
    desk_page(control).get("/drill/")
    # A start where nothing is gone adds nothing.
    join_control(sealed_in(drill.stage.folder))
    assert control.memberships.in_force().count() == 1


def test_on_a_real_desk_somebody_of_that_name_is_an_officer_like_any_other(desk_page, officer):
    person = officer("northmere", role="observer", name="control")
    page = desk_page(officer("northmere", admin=True))
    address = f"/access/role/{role_of(person).pk}/"
    assert f"{address}end/" in page.get("/access/").content.decode()
    page.post(f"{address}end/")
    assert role_of(person).ended_at is not None
