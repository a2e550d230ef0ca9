"""Systems: suspicion and containment side by side, each with its source, and nothing for a stranger."""

from __future__ import annotations

import pytest

from web.desk_page import words

SERVERS = "systems/northmere.servers/"


def test_every_system_is_listed_and_unknown_is_said_not_to_mean_unaffected(desk_page, opened):
    text = words(desk_page("northmere").get(opened.at("systems/")))
    assert "Northmere servers" in text
    assert "Nobody has spoken of 9 of them: unknown does not mean unaffected." in text


@pytest.mark.parametrize("path", ["systems/", SERVERS, SERVERS + "suspect/", "seen/northmere.servers/"])
def test_a_stranger_finds_no_page(desk_page, opened, council, path):
    desk_page(council).get(opened.at(path), expect=404 if council == "farwick" else 200)


def test_what_is_believed_is_saved_under_a_number_and_seen_by_the_partner(desk_page, opened):
    page = desk_page("northmere")
    answer = page.send(opened.at(SERVERS + "suspect/"), {"state": "confirmed", "source": "the night engineer"})
    text = words(page.follow(answer))
    assert "Saved as A-6" in text
    assert "Confirmed" in text
    assert "the night engineer" in words(desk_page("eastholt").get(opened.at(SERVERS)))


def test_what_is_kept_to_ones_own_body_is_not_there_for_the_partner(desk_page, opened):
    page = desk_page("northmere")
    page.send(opened.at(SERVERS + "suspect/"), {"state": "confirmed", "source": "the night engineer", "share": "ours"})
    assert "Unknown Nobody has said anything about it" in words(desk_page("eastholt").get(opened.at(SERVERS)))


def test_no_sign_found_without_how_far_was_looked_is_refused_and_the_words_stay(desk_page, opened):
    page = desk_page("northmere")
    answer = page.send(opened.at(SERVERS + "suspect/"), {"state": "no sign found", "source": "a scan"}, expect=422)
    assert "How far checked is blank. Write what was looked at, and with what" in words(answer)
    assert 'value="a scan"' in answer.content.decode()


def test_two_who_write_at_once_see_both_versions(desk_page, opened):
    first, second = desk_page("northmere"), desk_page("eastholt")
    form = second.client.get(opened.at(SERVERS + "suspect/"))
    first.send(opened.at(SERVERS + "suspect/"), {"state": "confirmed", "source": "the night engineer"})
    from justhtml import JustHTML

    from web.desk_page import filled

    data = {**filled(JustHTML(form.content.decode(), sanitize=False)), "state": "suspected", "source": "a scan"}
    answer = second.post(opened.at(SERVERS + "suspect/"), data, expect=422)
    assert "confirmed, says the night engineer" in words(answer)


def test_an_observer_is_told_who_may(desk_page, officer, opened):
    page = desk_page(officer("northmere", role="observer"))
    answer = page.send(opened.at(SERVERS + "suspect/"), {"source": "a scan"}, expect=422)
    assert "Your role here (observer) may not say what is suspected." in words(answer)


def test_seen_out_shows_on_the_page_with_its_number(desk_page, opened):
    page = desk_page("northmere")
    answer = page.send(opened.at("seen/northmere.servers/"), {"seen_by": "duty engineer", "cause": "attacker"})
    assert "Seen: out." in words(page.follow(answer))


def test_a_system_that_is_not_there_is_not_found(desk_page, opened):
    desk_page("northmere").get(opened.at("systems/nothing/"), expect=404)
