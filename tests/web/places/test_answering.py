"""The link by which people say that they read a message, under hostile replies and guesses."""

from __future__ import annotations

import pytest

from battlebox.desk.message import How
from web.desk_page import words
from web.places.sending import BEN


@pytest.fixture
def link(sending):
    from battlebox.web.models import Addressed

    sending.message = sending.order(BEN)
    sending.run()
    return Addressed.objects.get()


def test_a_person_says_by_the_link_that_they_read_it_and_the_record_has_it(sending, link, desk_page):
    page = desk_page()
    address = f"/r/{link.code}/"
    assert "Have you read and understood the message?" in words(page.get(address))
    assert "You have answered" in words(page.follow(page.send(address)))
    assert sending.posting.record_answers() == 1
    assert sending.posting.record_answers() == 0
    answer = sending.progress(sending.message).answers["e-2"]
    assert (answer.how, answer.by) == (How.LINK, "")


def test_opening_a_link_counts_for_nothing_however_often_for_mail_programs_do_that(sending, link, desk_page):
    page = desk_page()
    for _ in range(3):
        page.get(f"/r/{link.code}/")
        page.client.head(f"/r/{link.code}/")
    link.refresh_from_db()
    assert link.answered_at is None


def test_a_second_answer_changes_nothing(sending, link, desk_page):
    page = desk_page()
    page.send(f"/r/{link.code}/")
    link.refresh_from_db()
    first = link.answered_at
    page.post(f"/r/{link.code}/")
    link.refresh_from_db()
    assert link.answered_at == first


@pytest.mark.parametrize(
    "sent",
    [
        {"how": "ticked by whoever rang", "person": "e-1", "answered_at": "1999-01-01"},
        {"words": "<script>alert(1)</script>" * 1000},
        {"code": "\x00\r\nSet-Cookie: a=b"},
        {"x" * 1000: "y"},
    ],
)
def test_nothing_of_a_hostile_reply_is_kept_but_that_it_came(sending, link, desk_page, sent):
    desk_page().post(f"/r/{link.code}/", sent)
    sending.posting.record_answers()
    answers = sending.progress(sending.message).answers
    assert set(answers) == {"e-2"}
    assert answers["e-2"].how is How.LINK
    assert "script" not in sending.opened.record.lines()[-1].words


def test_a_reply_of_another_form_is_taken_for_no_more(sending, link, desk_page):
    page = desk_page()
    page.post(f"/r/{link.code}/", b"{" * 10_000, content_type="application/json")
    assert page.client.put(f"/r/{link.code}/", b"x").status_code == 405
    assert page.client.delete(f"/r/{link.code}/").status_code == 405
    big = page.client.post(f"/r/{link.code}/", b"x", content_type="text/plain", CONTENT_LENGTH=str(10**9))
    assert big.status_code == 413


def test_a_form_from_elsewhere_is_refused(link, desk_page):
    desk_page(enforce_csrf_checks=True).post(f"/r/{link.code}/", expect=403)
    link.refresh_from_db()
    assert link.answered_at is None


def test_a_wrong_code_learns_nothing_is_counted_and_keeps_nobody_else_out(sending, link, desk_page):
    page = desk_page(address="127.0.0.9")
    other = link.code[::-1] if link.code != link.code[::-1] else "2" * 12
    for wrong in (other, "x", "%00", "a" * 5000, f"{link.code}2", "../" + link.code):
        assert link.dispatch.subject not in words(page.client.get(f"/r/{wrong}/"))
    for _ in range(30):
        last = page.client.get(f"/r/{other}/")
    assert last.status_code == 429
    page.get(f"/r/{link.code}/")
    desk_page(address="127.0.0.10").get(f"/r/{other}/", expect=404)


def test_a_code_is_read_whatever_its_capitals_and_dashes(link):
    from battlebox.web.sending.answering import of_code
    from battlebox.web.sending.outbox import as_said

    assert of_code(as_said(link.code).upper().replace("-", " - ")) == link


def test_codes_are_not_to_be_guessed_from_one_another():
    from battlebox.web.sending.outbox import CODE_LENGTH, LETTERS, code_of

    codes = {code_of("entry", f"e-{at}") for at in range(5000)}
    assert len(codes) == 5000
    assert all(len(code) == CODE_LENGTH and set(code) <= set(LETTERS) for code in codes)
    for place in range(CODE_LENGTH):
        assert len({code[place] for code in codes}) == len(LETTERS)
    assert code_of("other", "e-1") not in codes
