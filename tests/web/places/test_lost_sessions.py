"""A session that runs out while somebody writes: for every form of the desk, what was sent comes back as it was.

Law: fields that are made when the form is made come back too; what is secret does not.
Not here: the door (test_signing_in.py).
"""

from __future__ import annotations

import pytest
from justhtml import JustHTML

from web.desk_page import filled, words
from web.places.test_routes import every, form_of, is_known  # noqa: F401 - a fixture
from web.route_rows import ANYONE, CLOSED, NOBODY, ROWS

LEAST = 28
STARTS = ("/i/", "/open/", "/papers/", "/access/slips/")
# Not words of anybody's: the form's own, and what must never lie in a session.
OWN = ("csrfmiddlewaretoken", "once", "seen")
SECRET = ("password", "passphrase", "private", "again_", "code")
# A tap has no words; what was tapped is tapped again, as the page says.
TAPS = {"ring", "card", "publish", "public_look"}


def sent_without_a_session(page, person, address, form):
    """Sign out, send the form all the same, sign in again, and open its page."""
    page.client.session.flush()
    assert page.client.post(address, form).headers["Location"].startswith("/account/login/")
    page.sign_in(person)
    return page.client.get(address)


def test_every_form_comes_back_as_it_was_sent(every, opened, desk_page, officer):  # noqa: F811 - the fixture, by its name
    looked = set()
    for role in ("tactical", "information_governance"):
        person = officer("northmere", role=role, admin=True)
        page = desk_page(person)
        for row in ROWS:
            name, address = row.name, every[row.name]
            if row.sends in (NOBODY, ANYONE, CLOSED) or not address.startswith(STARTS):
                continue
            if name in TAPS or name in looked or not is_known(name, address):
                continue
            form = {key: value for key, value in form_of(page.client, address).items() if isinstance(value, str)}
            if "once" not in form:
                continue
            before = opened.record.arrived
            answer = sent_without_a_session(page, person, address, form)
            assert "This was not saved. Your words are below" in words(answer), name
            again = filled(JustHTML(answer.content.decode(), sanitize=False))
            for key, value in form.items():
                if key not in OWN and not any(part in key for part in SECRET):
                    assert again.get(key, "").split() == value.split(), f"{name}: {key} came back as {again.get(key)!r}"
            assert opened.record.arrived == before, name
            looked.add(name)
    assert len(looked) >= LEAST, sorted(looked)


def test_the_question_of_containment_comes_back_with_every_field_that_it_makes(opened, desk_page, officer):
    person = officer("northmere")
    page = desk_page(person)
    system = opened.estate.systems[0].system
    page.send(opened.at(f"systems/{system}/suspect/"), {"state": "confirmed", "source": "duty engineer"})
    address = opened.at("contain/")
    form = form_of(page.client, address)
    assert f"hit:{system}" in form
    form |= {
        f"hit:{system}": "0",
        f"ago:{system}": "7",
        "likely2": form["likely1"],
        "out": "the mail\nthe phones",
        "seed": "12",
    }
    again = filled(JustHTML(sent_without_a_session(page, person, address, form).content.decode(), sanitize=False))
    assert {key: again[key].split() for key in form if key not in OWN} == {
        key: value.split() for key, value in form.items() if key not in OWN
    }


def test_a_tap_without_a_session_is_not_put_on_every_line(opened, desk_page, officer):
    person = officer("northmere")
    page = desk_page(person)
    address = opened.at("people/ring/")
    shown = JustHTML(page.get(address).content.decode(), sanitize=False)
    about = [form.query_one("input[name=of]").attrs["value"] for form in shown.query("form.desk-tap")]
    assert len(set(about)) > 1
    one = shown.query("form.desk-tap")[1]
    form = {each.attrs["name"]: each.attrs.get("value", "") for each in one.query("input")}
    answer = sent_without_a_session(page, person, address, {**form, "tapped": "answered"})
    assert "You were signed out: what you tapped was not saved. Tap it again." in words(answer)
    after = JustHTML(answer.content.decode(), sanitize=False)
    assert [each.query_one("input[name=of]").attrs["value"] for each in after.query("form.desk-tap")] == about


@pytest.mark.parametrize("name", ["passphrase", "passphrase_1", "again_1", "code", "new_password", "private_note_2"])
def test_no_secret_lies_in_a_session(opened, desk_page, officer, name):
    person = officer("northmere")
    page = desk_page(person)
    address = opened.at("log/copy/")
    form = {**form_of(page.client, address), name: "six words nobody else knows"}
    page.client.session.flush()
    page.client.post(address, form)
    assert "nobody else knows" not in str(dict(page.client.session))
