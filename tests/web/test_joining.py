from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone
from justhtml import JustHTML

from web.desk_page import words

PERSON = {"display_name": "Dutý Officer-O'Night", "username": "duty.silver", "password": "lantern ferry walnut"}


@pytest.fixture
def slip(desk):
    from battlebox.web.models import JoiningSlip
    from battlebox.web.models.slip import digest, new_code

    def make(**more):
        code = new_code()
        values = {"body": "northmere", "role": "loggist", "expires_at": timezone.now() + timedelta(hours=1), **more}
        made = JoiningSlip.objects.create(code_digest=digest(code), **values)
        return made, code

    return make


def test_somebody_with_a_slip_is_in_after_two_short_forms(desk_page, slip):
    _, code = slip()
    page = desk_page()
    # As read from paper by a tired person: small letters, blanks, the letter o for a nought.
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    second = page.send("/join/", {"code": typed}, expect=200)
    assert "Your slip is for Northmere Council, in the role Loggist" in words(second)
    answer = page.post("/join/", {"code": code, **PERSON})
    assert "Your account" in words(page.follow(answer))
    assert "Shared IT" in words(page.get("/"))
    assert "Dutý Officer-O'Night, Loggist, Northmere Council" in words_of_head(page.get("/i/7k3f/note/"))


def test_whoever_comes_in_for_the_first_time_can_say_at_once_that_something_is_wrong(desk_page, slip):
    from battlebox.web.models import Officer

    _, code = slip(role="tactical", admin=True)
    page = desk_page()
    landed = page.follow(page.post("/join/", {"code": code, **PERSON}))
    assert "A second factor can wait" in words(landed)
    links = JustHTML(landed.content.decode(), sanitize=False).query("main a")
    assert [each.attrs["href"] for each in links if each.to_text().strip() == "Something is wrong"] == ["/open/"]
    # Once its time is over, every page leads here: then the page does not say that it can wait.
    Officer.objects.update(joined_at=timezone.now() - timedelta(days=30))
    assert "can wait" not in words(page.get("/account/second-factor/"))


def words_of_head(answer):
    from html import unescape

    return unescape(answer.content.decode())


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"expires_at": datetime(2025, 11, 24, tzinfo=UTC)}, "This slip is too old"),
        ({"used_at": datetime(2025, 11, 24, tzinfo=UTC)}, "This slip has been used"),
        ({"cancelled_at": datetime(2025, 11, 24, tzinfo=UTC)}, "This slip was cancelled"),
    ],
)
def test_a_slip_that_no_longer_works_says_why_and_what_to_do(desk_page, slip, more, said):
    _, code = slip(**more)
    assert said in words(desk_page().post("/join/", {"code": code, **PERSON}, expect=422))


def test_a_code_that_nobody_made_is_refused(desk_page):
    assert "No slip has this code" in words(desk_page().post("/join/", {"code": "0000-0000-0000-0000"}, expect=422))


def test_a_slip_works_once(desk_page, slip):
    _, code = slip()
    desk_page().post("/join/", {"code": code, **PERSON})
    again = desk_page().post("/join/", {"code": code, **PERSON, "username": "another"}, expect=422)
    assert "This slip has been used" in words(again)


def test_body_role_and_admin_come_from_the_slip_and_not_from_the_form(desk_page, slip):
    from battlebox.web.models import Membership

    _, code = slip()
    desk_page().post(
        "/join/", {"code": code, **PERSON, "body": "eastholt", "role": "strategic", "admin": "on", "incident": "x"}
    )
    found = Membership.objects.get(officer__username="duty.silver")
    assert (found.body, found.role, found.admin, found.incident) == ("northmere", "loggist", False, "")


def test_a_role_can_end_by_itself(desk_page, slip):
    from battlebox.web.models import Membership

    _, code = slip(membership_hours=12)
    desk_page().post("/join/", {"code": code, **PERSON})
    left = Membership.objects.get(officer__username="duty.silver").expires_at - timezone.now()
    assert timedelta(hours=11) < left <= timedelta(hours=12)


def test_the_first_slip_asks_for_the_council_and_makes_an_admin(desk_page, slip, officer):
    from battlebox.web.accounts import break_glass
    from battlebox.web.models import Membership

    break_glass.renew()
    _, code = slip(first=True, body="", role="tactical", admin=True)
    page = desk_page()
    wrong = page.post("/join/", {"code": code, **PERSON, "body": "North mere"}, expect=422)
    assert "'North mere' is no id of a body" in words(wrong)
    page.post("/join/", {"code": code, **PERSON, "body": "northmere"})
    page.get("/access/")
    assert Membership.objects.get(officer__break_glass=True).body == "northmere"


def test_an_officer_of_one_body_gets_a_second_role_with_a_slip(desk_page, slip, officer):
    person = officer("farwick")
    _, code = slip(body="eastholt", role="observer")
    page = desk_page(person)
    page.get("/i/7k3f/note/", expect=404)
    page.post("/join/", {"code": code})
    assert "Observer" in page.get("/i/7k3f/note/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"password": "short"}, "too short"),
        ({"password": "password123"}, "too common"),
        ({"password": "duty.silver2025"}, "too similar"),
        ({"username": "x"}, "two at least"),
        ({"username": "a khan"}, "small letters"),
        ({"display_name": ""}, "is blank"),
        ({"display_name": "x" * 121}, "120"),
        ({"display_name": "a\x00b"}, "no letter"),
    ],
)
def test_a_wrong_field_is_named_and_the_slip_still_works(desk_page, slip, wrong, said):
    _, code = slip()
    page = desk_page()
    assert said.lower() in words(page.post("/join/", {"code": code, **PERSON, **wrong}, expect=422)).lower()
    page.post("/join/", {"code": code, **PERSON})


def test_two_people_cannot_have_one_name(desk_page, slip, officer):
    officer("northmere", name="duty.silver")
    _, code = slip()
    assert "has this name already" in words(desk_page().post("/join/", {"code": code, **PERSON}, expect=422))


def test_codes_cannot_be_guessed_fast(desk_page, slip):
    from battlebox.web.accounts.joining import WRONG_MOST

    _, code = slip()
    page = desk_page(address="192.0.2.77")
    for _ in range(WRONG_MOST):
        page.post("/join/", {"code": "0000-0000-0000-0000"}, expect=422)
    assert "Too many tries" in words(page.post("/join/", {"code": "0000-0000-0000-0000"}, expect=429))
    # Not the right one either, or the answer would tell which it is; from elsewhere it works.
    page.post("/join/", {"code": code}, expect=429)
    desk_page(address="192.0.2.78").post("/join/", {"code": code}, expect=200)


def test_names_that_are_taken_cannot_be_tried_out_fast_with_a_slip(desk_page, slip, officer):
    from battlebox.web.accounts.joining import WRONG_MOST

    officer("northmere", name="duty.silver")
    _, code = slip()
    page = desk_page(address="192.0.2.77")
    for _ in range(WRONG_MOST):
        page.post("/join/", {"code": code, **PERSON}, expect=422)
    page.post("/join/", {"code": code, **PERSON}, expect=429)


def test_a_whole_room_joins_from_one_address(desk_page, slip):
    from battlebox.web.models import Membership

    for number in range(70):
        _, code = slip()
        page = desk_page(address="192.0.2.77")
        page.post("/join/", {"code": code}, expect=200)
        page.post("/join/", {"code": code, **PERSON, "username": f"drafted.{number}"})
    assert Membership.objects.in_force().filter(officer__username__startswith="drafted.").count() == 70


def test_an_admin_makes_slips_for_the_own_body_alone(desk_page, officer, council):
    import re

    from battlebox.web.models import JoiningSlip

    page = desk_page(officer(council, admin=True))
    answer = page.send(
        "/access/slips/", {"role": "observer", "count": "3", "hours": "2", "body": "elsewhere"}, expect=200
    )
    assert len(set(re.findall(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", answer.content.decode()))) == 3
    assert set(JoiningSlip.objects.values_list("body", "role")) == {(council, "observer")}
    assert "Cancel it" in words(page.get("/access/"))


def test_a_slip_of_another_body_cannot_be_cancelled(desk_page, slip, officer):
    made, code = slip()
    desk_page(officer("eastholt", admin=True)).post(f"/access/slips/{made.pk}/cancel/", expect=404)
    made.refresh_from_db()
    assert made.cancelled_at is None
    admin = desk_page(officer("northmere", admin=True))
    assert "The slip was cancelled" in words(admin.follow(admin.post(f"/access/slips/{made.pk}/cancel/")))
    again = words(admin.follow(admin.post(f"/access/slips/{made.pk}/cancel/")))
    assert "nothing was changed" in again
    assert "was cancelled" in words(desk_page().post("/join/", {"code": code}, expect=422))


def test_only_incidents_of_the_body_can_be_put_on_a_slip(desk_page, officer):
    incident = "2025-11-24-northmere-7k3f"
    page = desk_page(officer("farwick", admin=True))
    answer = page.send(
        "/access/slips/", {"role": "observer", "count": "1", "hours": "2", "incident": incident}, expect=422
    )
    assert "is not one of the list. Choose again" in words(answer)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:18443"])
def test_a_slip_prints_the_desks_own_address_whatever_the_browser_calls_it(desk_page, officer, host):
    page = desk_page(officer("northmere", admin=True))
    sent = {"role": "observer", "count": "1", "hours": "2"}
    shown = page.send("/access/slips/", sent, expect=200, HTTP_HOST=host).content.decode()
    assert host not in shown
    assert "http://localhost:8000/join/" in shown


def test_no_role_is_chosen_before_somebody_chooses(desk_page, officer):
    from justhtml import JustHTML

    page = desk_page(officer("northmere", admin=True))
    first = JustHTML(page.get("/access/slips/").content.decode(), sanitize=False).query("#id_role option")[0]
    assert (first.attrs["value"], first.to_text().strip()) == ("", "Choose a role")
    answer = page.send("/access/slips/", {"count": "1", "hours": "2"}, expect=422)
    assert "Choose" in words(answer)


def test_slips_that_are_sent_for_twice_are_made_once_and_the_codes_shown_once(desk_page, officer, council):
    import re

    from battlebox.web.models import JoiningSlip
    from web.desk_page import filled

    page = desk_page(officer(council, admin=True))
    form = filled(JustHTML(page.get("/access/slips/").content.decode(), sanitize=False))
    form |= {"role": "observer", "count": "3", "hours": "2"}
    shown = page.post("/access/slips/", form, expect=200).content.decode()
    codes = set(re.findall(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", shown))
    answer = page.follow(page.post("/access/slips/", form))
    assert JoiningSlip.objects.filter(body=council).count() == 3
    assert "These slips were made already, and their codes were shown then." in words(answer)
    assert not any(code in answer.content.decode() for code in codes)
    # Another number is another question, not the same one again.
    page.post("/access/slips/", {**form, "count": "1"}, expect=200)
    assert JoiningSlip.objects.filter(body=council).count() == 4


def test_no_slip_is_made_where_the_disk_is_full_half_way(desk_page, officer, monkeypatch):
    from battlebox.web.accounts import slips
    from battlebox.web.models import JoiningSlip

    make, made = slips._make, []

    def full(request, clean):
        if made:
            raise OSError(28, "No space left on device")
        made.append(True)
        return make(request, clean)

    monkeypatch.setattr(slips, "_make", full)
    page = desk_page(officer("northmere", admin=True))
    page.client.raise_request_exception = False
    page.send("/access/slips/", {"role": "observer", "count": "3", "hours": "2"}, expect=507)
    assert JoiningSlip.objects.count() == 0
    monkeypatch.setattr(slips, "_make", make)
    page.send("/access/slips/", {"role": "observer", "count": "3", "hours": "2"}, expect=200)
    assert JoiningSlip.objects.count() == 3


def test_the_demonstration_s_password_repeats_no_word(django_stands):
    from battlebox.web.starting import demo

    for _ in range(300):
        password = demo.new_password().split("-")
        assert len(set(password)) == len(password) == 4


def test_an_id_that_somebody_has_already_is_drawn_again(officer, monkeypatch):
    # Once the desk is there: its models can be read first then.
    from battlebox.web.models import officer as model

    letters = iter("b" * 12 + "c" * 6)
    monkeypatch.setattr(model, "secrets", SimpleNamespace(choice=lambda _: next(letters)))
    assert [officer("northmere").officer_id for _ in range(2)] == ["o-bbbbbb", "o-cccccc"]
