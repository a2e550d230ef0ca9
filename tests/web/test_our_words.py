"""What forms say about a mistake: every form of the desk, every field, in our own words with the field's name."""

from __future__ import annotations

import importlib
import pkgutil

import pytest
from django import forms

from web.desk_page import words

# What only the program can send wrong, never a person: no sentence is owed.
NOT_SAID = {"inactive", "unique", "invalid_date", "invalid_time", "overflow", "invalid_image", "contradiction"}


@pytest.fixture
def all_forms(django_stands):
    """Every form class of the desk, its pages all loaded, and those of the libraries that the desk has in use."""
    import battlebox.web

    for module in pkgutil.walk_packages(battlebox.web.__path__, "battlebox.web."):
        if ".migrations" not in module.name and not module.name.endswith(".settings"):
            importlib.import_module(module.name)

    def below(kind):
        for each in kind.__subclasses__():
            yield each
            yield from below(each)

    return sorted({each for each in below(forms.BaseForm) if each.__module__.startswith("battlebox.")}, key=str)


def sendable(all_forms):
    """Those that speak our words."""
    from battlebox.web.our_words import OurWords

    return [each for each in all_forms if issubclass(each, OurWords) and hasattr(each, "base_fields")]


def test_every_form_that_is_sent_in_speaks_our_words(all_forms):
    silent = {each.__name__ for each in all_forms} - {each.__name__ for each in sendable(all_forms)}
    # Fields that forms which are sent in take over.
    assert silent <= {"OurWords", "LeaveFields"}, silent
    assert len(sendable(all_forms)) > 50


def test_no_field_of_any_form_keeps_a_phrase_of_the_library(all_forms):
    from battlebox.web.our_words import _stock, speak

    looked = 0
    for form in sendable(all_forms):
        for name, field in form.base_fields.items():
            label = str(field.label or name.capitalize())
            speak(field, label)
            for code, stock in _stock(type(field)).items():
                if code not in NOT_SAID:
                    said = str(field.error_messages[code])
                    assert said != str(stock), f"{form.__name__}.{name} says {said!r}"
                    looked += 1
    assert looked > 300


@pytest.mark.parametrize("path", ["/account/password/", "/account/login/", "/account/again/", "/join/"])
def test_the_doors_speak_our_words_too(desk_page, officer, path):
    page = desk_page() if path in ("/account/login/", "/join/") else desk_page(officer("northmere"))
    answer = page.client.post(path, {"login": "", "password": "", "oldpassword": ""})
    text = words(answer)
    assert "is blank. Write" in text or "is blank. Type it" in text
    assert "This field is required" not in text


def test_two_new_passwords_that_differ_are_told_in_our_words(desk_page, officer):
    from web.conftest import PASSWORD

    page = desk_page(officer("northmere"))
    new = {"oldpassword": PASSWORD, "password1": "lantern ferry walnut", "password2": "lantern ferry walnuts"}
    assert "The two new passwords are not the same" in words(page.client.post("/account/password/", new))
    wrong = {**new, "oldpassword": "no", "password2": new["password1"]}
    assert "This is not your password now" in words(page.client.post("/account/password/", wrong))


def test_a_key_that_the_browser_did_not_send_is_said_as_such(desk_page, officer):
    from web.test_signing_in import sign_in

    person = officer("northmere")
    page = desk_page()
    sign_in(page, person.username)
    page.client.get("/account/second-factor/webauthn/add/")
    for sent in ("", "no json"):
        answer = page.client.post("/account/second-factor/webauthn/add/", {"name": "", "credential": sent})
        assert "The browser sent no key" in answer.content.decode()


KINDS = [
    (forms.CharField(label="Why?", max_length=3), "", '"Why" is blank. Write it, or that it is not known yet'),
    (
        forms.CharField(label="Why?", max_length=3),
        "long",
        '"Why" takes at most 3 characters, and this is 4. Shorten it',
    ),
    (forms.CharField(label="Why?", min_length=3), "a", '"Why" needs 3 characters at least, and this is 1. Write more'),
    (forms.CharField(label="Why?"), "a\x00", '"Why" holds a character that is no letter'),
    (forms.CharField(label="100 % sure", max_length=3), "long", '"100 % sure" takes at most 3 characters'),
    (forms.CharField(label="100 % sure"), "", '"100 % sure" is blank'),
    (forms.CharField(label="Password", widget=forms.PasswordInput), "", '"Password" is blank. Type it'),
    (forms.IntegerField(label="How many"), "", '"How many" is blank. Write a number in digits'),
    (forms.IntegerField(label="How many"), "ten", '"How many" is not a whole number. Write digits, such as 2'),
    (forms.IntegerField(label="How many", min_value=2), "1", '"How many" must be 2 or more. Write a larger number'),
    (forms.IntegerField(label="How many", max_value=2), "3", '"How many" must be 2 or less. Write a smaller number'),
    (forms.DecimalField(label="Hours"), "x", '"Hours" is not a number. Write digits, such as 2 or 1.5'),
    (forms.DecimalField(label="Hours", decimal_places=1), "1.25", '"Hours" has more than 1 digits after the point'),
    (forms.DecimalField(label="Hours", max_digits=2), "123", '"Hours" has more than 2 digits. Write it shorter'),
    (forms.ChoiceField(label="To", choices=[("a", "A")]), "", '"To" is not chosen. Choose one of the list'),
    (forms.ChoiceField(label="To", choices=[("a", "A")]), "b", '"To" is not one of the list. Choose again'),
    (forms.MultipleChoiceField(label="To", choices=[("a", "A")]), ["b"], '"To" is not one of the list'),
    (forms.BooleanField(label="It is sealed"), "", '"It is sealed" is not ticked. Tick it if it is so'),
    (forms.FileField(label="The file"), None, '"The file" is missing. Choose a file'),
]


@pytest.mark.parametrize(("field", "sent", "said"), KINDS, ids=[f"{each[0].label}-{each[1]}" for each in KINDS])
def test_a_mistake_is_said_with_the_field_s_name_and_what_to_write(django_stands, field, sent, said):
    from django.http import QueryDict

    from battlebox.web.our_words import OurWords

    kind = type("Asked", (OurWords, forms.Form), {"one": field})
    data = QueryDict(mutable=True)
    if sent is not None:
        data.setlist("one", sent if isinstance(sent, list) else [sent])
    found = kind(data, {})
    assert said in found.errors["one"][0]


def test_a_sentence_that_a_field_brings_itself_stays(django_stands):
    from battlebox.web.our_words import speak

    field = forms.CharField(label="Why", error_messages={"required": "Choose one"})
    speak(field, "Why")
    assert field.error_messages["required"] == "Choose one"


def test_a_key_s_form_speaks_our_words(desk_page, officer):
    from web.test_signing_in import sign_in

    person = officer("northmere")
    page = desk_page()
    sign_in(page, person.username)
    text = page.client.get("/account/second-factor/webauthn/add/").content.decode()
    assert "Passwordless" not in text
    assert "Enabling passwordless" not in text
    assert "Master key" not in text
    assert 'value="Key 1"' in text
    assert "It opens the desk by itself, without a password" in text
