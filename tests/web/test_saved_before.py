"""A form that was saved before: sent again as it was, or with other words, or shown again by the back button."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from justhtml import JustHTML

from web.desk_page import filled, words
from web.test_saving import NOTE, form_of, record  # noqa: F401 - a fixture


def test_a_form_that_was_saved_says_where_it_is_and_offers_another(desk_page, record):  # noqa: F811
    page = desk_page("northmere")
    form = {**form_of(page), "what": "Mail is down"}
    page.post(NOTE, form)
    shown = page.follow(page.post(NOTE, form))
    assert "Already saved as A-1; it was not saved twice. You see it here; or write another." in words(shown)
    again = [
        each for each in JustHTML(shown.content.decode(), sanitize=False).query("main a") if "another" in each.to_text()
    ]
    assert again[0].attrs["href"] == NOTE
    assert record == ["Mail is down"]


def test_other_words_under_the_same_token_are_shown_and_not_dropped(desk_page, record):  # noqa: F811
    page = desk_page("northmere")
    form = {**form_of(page), "what": "Mail is down"}
    page.post(NOTE, form)
    answer = page.post(NOTE, {**form, "what": "Mail is up again"}, expect=422)
    text = words(answer)
    assert "This form was saved already, as A-1, with other words" in text
    assert "See A-1. If your words below should stand in its place, correct it there." in text
    assert record == ["Mail is down"]
    fresh = filled(JustHTML(answer.content.decode(), sanitize=False))
    assert fresh["what"].strip() == "Mail is up again"
    assert fresh["once"] != form["once"]
    assert "Saved as A-2" in words(page.follow(page.post(NOTE, fresh)))
    assert record == ["Mail is down", "Mail is up again"]


@pytest.mark.parametrize(
    "change", [{"sure": "no"}, {"tell": ["gold", "press"]}, {"urgent": "on"}, {"when_time": "02:41"}]
)
def test_one_field_that_differs_is_other_words(desk_page, record, change):  # noqa: F811
    page = desk_page("northmere")
    form = {**form_of(page), "what": "Mail is down"}
    page.post(NOTE, form)
    page.post(NOTE, {**form, **change}, expect=422)
    assert len(record) == 1


def test_another_file_under_the_same_token_is_other_words_and_the_same_file_is_not(desk_page, record):  # noqa: F811
    page = desk_page("northmere")
    form = {**form_of(page), "what": "Mail is down"}
    page.post(NOTE, {**form, "paper": SimpleUploadedFile("a.txt", b"one")})
    page.post(NOTE, {**form, "paper": SimpleUploadedFile("a.txt", b"one")})
    page.post(NOTE, {**form, "paper": SimpleUploadedFile("a.txt", b"two")}, expect=422)
    assert len(record) == 1


def test_how_a_browser_breaks_lines_is_no_other_text(desk_page, record):  # noqa: F811
    page = desk_page("northmere")
    form = {**form_of(page), "what": "one\ntwo"}
    page.post(NOTE, form)
    page.post(NOTE, {**form, "what": "one\r\ntwo\n"})
    assert len(record) == 1
    # Where a line ends is part of what was written.
    page.post(NOTE, {**form, "what": "one two"}, expect=422)
    assert len(record) == 1


def test_what_is_kept_of_the_words_cannot_be_tried_without_the_token(desk_page, record):  # noqa: F811
    from battlebox.web.models import Once

    page = desk_page("northmere")
    kept = set()
    for _ in range(2):
        page.post(NOTE, {**form_of(page), "what": "Mail is down"})
        kept.add(Once.objects.latest("pk").words)
    assert len(kept) == 2


def test_a_form_goes_to_its_own_page_under_a_second_address_so_that_browsers_keep_the_first(desk_page, record):  # noqa: F811
    page = desk_page("northmere")
    shown = JustHTML(page.get(f"{NOTE}?from=now&x=1").content.decode(), sanitize=False)
    action = shown.query_one("main form[method=post]").attrs["action"]
    assert action == "?from=now&x=1&sent=1"
    assert "Saved as A-1" in words(page.follow(page.send(NOTE + action, {"what": "Mail is down"})))


def test_the_next_form_has_a_token_of_its_own(desk_page, record):  # noqa: F811
    page = desk_page("northmere")
    for count in (1, 2):
        page.post(NOTE, {**form_of(page), "what": "Mail is down"})
        assert len(record) == count


def test_a_form_of_one_body_is_not_saved_for_another_after_going_over_in_another_tab(desk_page, officer, record):  # noqa: F811
    from battlebox.web.models import Membership

    person = officer("northmere")
    other = Membership.objects.create(officer=person, body="eastholt", role="tactical")
    page = desk_page(person)
    form = {**form_of(page), "what": "Mail is down"}
    page.post(f"/role/{other.pk}/")
    answer = page.post(NOTE, form, expect=422)
    assert "You opened this form acting for Northmere Council, and now act for Eastholt Council." in words(answer)
    assert record == []
    page.post(NOTE, filled(JustHTML(answer.content.decode(), sanitize=False)))
    assert record == ["Mail is down"]


def test_two_tabs_with_a_form_each_are_two_entries_and_each_is_told_its_own_number(desk_page, record):  # noqa: F811
    page = desk_page("northmere")
    first, second = ({**form_of(page), "what": each} for each in ("from one tab", "from the other"))
    assert "Saved as A-1" in words(page.follow(page.post(NOTE, second)))
    assert "Saved as A-2" in words(page.follow(page.post(NOTE, first)))
    assert "Already saved as A-1" in words(page.follow(page.post(NOTE, second)))
    assert record == ["from the other", "from one tab"]


def test_two_tabs_that_change_one_thing_show_both_versions_to_whoever_is_second(desk_page, record):  # noqa: F811
    from web import fake_urls

    page = desk_page("northmere")
    first, second = ({**form_of(page), "what": each} for each in ("from one tab", "from the other"))
    page.post(NOTE, first)
    fake_urls.HEADS[:] = ["e-2"]
    assert "Somebody else recorded something here while you were writing" in words(page.post(NOTE, second, expect=422))
    # The first, sent once more, was overtaken by itself alone.
    assert "Already saved as A-1" in words(page.follow(page.post(NOTE, first)))
    assert record == ["from one tab"]
