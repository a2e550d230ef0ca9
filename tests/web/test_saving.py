from __future__ import annotations

import re

import pytest
from justhtml import JustHTML

from web.desk_page import filled, words

NOTE = "/i/7k3f/note/"
WHEN = {"when_day": "24", "when_month": "11", "when_year": "2025", "when_time": "02:40"}
# The clocks go forward at one in the morning.
LOST_HOUR = {"when_day": "29", "when_month": "3", "when_year": "2026", "when_time": "01:30"}
ODD = [
    "<script>alert(1)</script> & \"quotes\" 'single'",
    '=HYPERLINK("http://evil")',
    "Zażółć gęślą jaźń 漢字 🚑 \u202eright to left\u202c e\u0301",
    "x" * 2000,
    "line one\nline two\r\nline three",
]


@pytest.fixture
def record(desk):
    from web import fake_urls

    fake_urls.RECORDED.clear()
    fake_urls.HEADS[:] = ["e-1"]
    return fake_urls.RECORDED


def form_of(page):
    return {**filled(JustHTML(page.get(NOTE).content.decode(), sanitize=False)), **WHEN}


def test_a_form_answers_with_the_number_of_its_entry(desk_page, record):
    page = desk_page("northmere")
    answer = page.send(NOTE, {**WHEN, "what": "Mail is down"})
    assert "Saved as A-1" in words(page.follow(answer))
    assert "Saved as A-1" not in words(page.get(NOTE))
    assert record == ["Mail is down"]


def test_a_form_sent_twice_is_saved_once_and_says_so(desk_page, record):
    page = desk_page("northmere")
    form = {**form_of(page), "what": "Mail is down"}
    page.post(NOTE, form)
    assert "Already saved as A-1; it was not saved twice" in words(page.follow(page.post(NOTE, form)))
    assert record == ["Mail is down"]


def test_a_form_that_may_or_may_not_have_been_saved_says_that_nobody_knows(desk_page, record):
    from battlebox.web.forms import secret_part
    from battlebox.web.models import Officer, Once

    page = desk_page("northmere")
    form = {**form_of(page), "what": "Mail is down"}
    Once.objects.create(token=secret_part(form["once"]), officer=Officer.objects.get())
    assert "does not know whether that was saved" in words(page.post(NOTE, form, expect=409))
    assert record == []


def test_a_refused_entry_leaves_the_form_with_its_words_and_can_be_sent_again(desk_page, record):
    page = desk_page("northmere")
    form = {**form_of(page), "what": "refuse"}
    assert "The record refuses this" in words(page.post(NOTE, form, expect=422))
    page.post(NOTE, {**form, "what": "rather this"})
    assert record == ["rather this"]


def test_a_form_of_another_officer_is_not_taken(desk_page, record):
    form = {**form_of(desk_page("northmere")), "what": "Mail is down"}
    other = desk_page("eastholt")
    answer = other.post(NOTE, form, expect=422)
    assert "opened by somebody else" in words(answer)
    assert record == []
    # Its words are still there, and the form that came back can be sent.
    again = filled(JustHTML(answer.content.decode(), sanitize=False))
    assert again["what"].strip() == "Mail is down"
    other.post(NOTE, again)
    assert record == ["Mail is down"]


@pytest.mark.parametrize("token", ["", "x", "a" * 200, "W10:1x:y"])
def test_a_token_that_this_desk_did_not_give_is_not_taken(desk_page, record, token):
    page = desk_page("northmere")
    page.post(NOTE, {**form_of(page), "what": "Mail is down", "once": token}, expect=422)
    assert record == []


def test_words_sent_without_a_session_come_back_and_are_not_saved(desk_page, officer, record):
    from web.conftest import PASSWORD

    person = officer("northmere")
    page = desk_page(person)
    form = {**form_of(page), "what": "Twenty lines\nof careful words", "tell": "press", "sure": "no"}
    page.client.session.flush()
    answer = page.post(NOTE, form)
    assert answer.headers["Location"].startswith("/account/login/")
    assert "your words are kept" in words(page.follow(answer))
    page.post("/account/login/", {"login": person.username, "password": PASSWORD, "next": NOTE})
    shown = page.get(NOTE)
    assert "This was not saved. Your words are below" in words(shown)
    assert record == []
    again = filled(JustHTML(shown.content.decode(), sanitize=False))
    assert again["what"].split() == ["Twenty", "lines", "of", "careful", "words"]
    assert (again["when_day"], again["when_time"], again["sure"], again["tell"]) == ("24", "02:40", "no", "press")
    page.post(NOTE, again)
    assert len(record) == 1
    assert "Your words are below" not in words(page.get(NOTE))


def test_words_sent_without_a_session_are_shown_to_nobody_else(desk_page, officer, record):
    from web.conftest import PASSWORD

    page = desk_page(officer("northmere"))
    form = {**form_of(page), "what": "Only mine"}
    page.client.session.flush()
    page.post(NOTE, form)
    other = officer("eastholt")
    page.post("/account/login/", {"login": other.username, "password": PASSWORD})
    assert "Only mine" not in page.get(NOTE).content.decode()


def test_a_stranger_cannot_leave_words_for_an_officer(desk_page, record):
    page = desk_page()
    page.post(NOTE, {"what": "planted", "once": "forged"})
    assert "stashed" not in page.client.session


def test_two_editors_see_both_versions(desk_page, record):
    from web import fake_urls

    page = desk_page("northmere")
    form = {**form_of(page), "what": "ours"}
    assert form["seen"] == "e-1"
    fake_urls.HEADS[:] = ["e-2"]
    answer = page.post(NOTE, form, expect=422)
    text = words(answer)
    assert "Somebody else recorded something here" in text
    assert "as Duty Silver recorded it at 02:41: theirs" in text
    assert record == []
    page.post(NOTE, filled(JustHTML(answer.content.decode(), sanitize=False)))
    assert record == ["ours"]


@pytest.mark.parametrize("text", ODD)
def test_odd_text_is_kept_and_shown_as_text(desk_page, record, text):
    page = desk_page("northmere")
    page.post(NOTE, {**form_of(page), "what": text})
    assert record[0].split() == text.split()
    shown = page.post(NOTE, {**form_of(page), "what": text, "sure": ""}, expect=422).content.decode()
    assert "<script>alert" not in shown


@pytest.mark.parametrize(
    ("wrong", "box", "said"),
    [
        ({"what": ""}, "id_what", '"What happened" is blank. Write it'),
        ({"what": "x" * 2001}, "id_what", "at most 2000 characters, and this is 2001"),
        ({"when_day": "31", "when_month": "2"}, "id_when_0", "Enter a real date and time"),
        ({"when_day": "", "when_month": "", "when_year": "", "when_time": ""}, "id_when_0", "Enter a date and a time"),
        (
            LOST_HOUR,
            "id_when_0",
            "That hour does not exist",
        ),
        ({"when_year": "1925"}, "id_when_0", "from 2000 on"),
        ({"when_year": "9" * 20}, "id_when_0", "Enter a real date and time"),
        ({"sure": "perhaps"}, "id_sure_0", '"How sure are you" is not one of the list'),
    ],
)
def test_a_mistake_is_named_beside_its_field_and_in_the_summary(desk_page, record, wrong, box, said):
    page = desk_page("northmere")
    answer = page.post(NOTE, {**form_of(page), "what": "Mail", **wrong}, expect=422)
    summary = JustHTML(answer.content.decode(), sanitize=False).query_one(".govuk-error-summary")
    assert said in summary.to_text()
    assert summary.query_one("a").attrs["href"] == f"#{box}"
    assert record == []


def test_a_form_without_its_token_against_forgery_is_refused(desk_page, officer, record):
    page = desk_page(officer("northmere"), enforce_csrf_checks=True)
    form = {**form_of(page), "what": "Mail"}
    page.post(NOTE, form)
    answer = page.post(NOTE, {**form, "csrfmiddlewaretoken": "x" * 64}, expect=403)
    assert "Nothing was recorded" in words(answer)
    assert len(record) == 1


@pytest.mark.parametrize("kind", ["application/octet-stream", "application/x-www-form-urlencoded"])
def test_a_form_that_is_too_large_is_refused_and_nothing_of_it_is_kept(desk_page, record, kind):
    page = desk_page("northmere")
    answer = page.client.post(NOTE, b"what=" + b"x" * (26 * 1024 * 1024), content_type=kind)
    assert answer.status_code == 413
    assert "That is too large" in words(answer)
    assert record == []


def test_words_too_many_beside_a_file_are_too_large_as_well(desk_page, record):
    answer = desk_page("northmere").client.post(NOTE, {"what": "x" * (3 * 1024 * 1024)})
    assert answer.status_code == 413
    assert "shorten them" in words(answer)
    assert record == []


def test_a_fault_says_whose_it_is_and_that_the_record_is_safe(desk_page):
    page = desk_page("northmere")
    page.client.raise_request_exception = False
    answer = page.get("/i/7k3f/crash/", expect=500)
    assert "It is not your doing" in words(answer)
    assert "Traceback" not in answer.content.decode()


@pytest.mark.parametrize("wrong", [OSError(28, "No space left on device"), "database or disk is full"], ids=str)
def test_a_full_disk_says_that_nothing_was_recorded_and_whom_to_tell(desk_page, monkeypatch, wrong):
    from django.db import OperationalError

    from web import fake_urls

    error = OperationalError(wrong) if isinstance(wrong, str) else wrong
    monkeypatch.setattr(fake_urls, "CRASH", [error])
    page = desk_page("northmere")
    page.client.raise_request_exception = False
    assert "The disk of the desk is full" in words(page.get("/i/7k3f/crash/", expect=507))


def test_the_draft_of_a_form_is_named_and_let_go_once_it_is_saved(desk_page, officer, record):
    person = officer("northmere")
    page = desk_page(person)
    key = re.search(r'data-desk-draft="([^"]+)"', page.get(NOTE).content.decode())[1]
    assert key == f"{person.officer_id}:{NOTE}"
    after = page.follow(page.send(NOTE, {**WHEN, "what": "Mail"})).content.decode()
    assert f'data-desk-saved="{key}"' in after


@pytest.mark.parametrize("spoil", [{"what": "x" * 300_000}, {"once": "not ours"}], ids=["too long", "no token"])
def test_words_that_cannot_be_kept_are_not_said_to_be_kept(desk_page, officer, record, spoil):
    person = officer("northmere")
    page = desk_page(person)
    form = {**form_of(page), "what": "careful words", **spoil}
    page.client.session.flush()
    shown = words(page.follow(page.post(NOTE, form)))
    assert "What you sent was not saved, and the desk could not keep it. Go back" in shown
    assert "your words are kept" not in shown
    assert record == []


def test_after_signing_in_the_form_is_at_its_own_address(desk_page, officer, record):
    page = desk_page(officer("northmere"))
    form = {**form_of(page), "what": "careful words"}
    page.client.session.flush()
    answer = page.post(f"{NOTE}?from=now&sent=1", form)
    assert answer.headers["Location"] == "/account/login/?next=%2Fi%2F7k3f%2Fnote%2F%3Ffrom%3Dnow"
