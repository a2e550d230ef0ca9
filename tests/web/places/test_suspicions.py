"""What is believed of ways in and bodies, and how channels were seen to be."""

from __future__ import annotations

import pytest

from web.desk_page import words

LINE = "ways/shared.line/"
EASTHOLT = "bodies/eastholt/"
NIGHT = "channels/northmere.night-number/"
PAGES = [
    "ways/", LINE, f"{LINE}suspect/", "bodies/", EASTHOLT, f"{EASTHOLT}suspect/", "channels/", NIGHT,
    "seen/northmere.night-number/",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_finds_no_page(desk_page, opened, council, path):
    desk_page(council).get(opened.at(path), expect=404 if council == "farwick" else 200)


@pytest.mark.parametrize("path", ["ways/nothing/", "bodies/nothing/", "channels/nothing/", "ways/nothing/suspect/",
                                  "bodies/northmere.care/suspect/", "seen/nothing/"])  # fmt: skip
def test_a_thing_that_is_not_there_is_not_found(desk_page, opened, path):
    desk_page("northmere").get(opened.at(path), expect=404)


@pytest.mark.parametrize(("path", "name", "pages"), [
    (LINE, "Northmere servers to Eastholt servers and back (route)", "ways/"),
    (EASTHOLT, "Eastholt Council", "bodies/"),
])  # fmt: skip
def test_what_is_believed_is_saved_and_stands_on_the_list(desk_page, opened, path, name, pages):
    page = desk_page("northmere")
    assert name in words(page.get(opened.at(path)))
    answer = page.send(opened.at(f"{path}suspect/"), {"state": "suspected", "source": "the carrier's log"})
    text = words(page.follow(answer))
    assert "Saved as A-" in text
    assert "Suspected" in text
    assert "the carrier's log" in words(page.get(opened.at(pages)))
    assert "the carrier's log" in words(desk_page("eastholt").get(opened.at(path)))


@pytest.mark.parametrize("path", [LINE, EASTHOLT])
def test_an_observer_may_not(desk_page, officer, opened, path):
    page = desk_page(officer("northmere", role="observer"))
    assert "Say what is believed" not in words(page.get(opened.at(path)))
    answer = page.send(opened.at(f"{path}suspect/"), {"source": "a scan"}, expect=422)
    assert "Your role here (observer) may not say what is suspected." in words(answer)


def test_a_body_shows_how_many_of_its_systems_are_hit_beside_what_is_believed_of_it(desk_page, opened):
    page = desk_page("northmere")
    page.send(opened.at("systems/northmere.servers/suspect/"), {"state": "confirmed", "source": "an engineer"})
    row = next(line for line in page.get(opened.at("bodies/?bodies-csv=1")).content.decode().splitlines()
               if "Northmere" in line)  # fmt: skip
    assert row.startswith("Northmere Council,Unknown,Nobody has said anything,")
    assert row.split(",")[4:6] == ["1", "0"]


def test_a_way_that_was_cut_says_by_which_order(desk_page, opened):
    page = desk_page("eastholt")
    page.send(opened.at("orders/eastholt.cut-line/give/"), {"who": "duty engineer"})
    assert "Ordered Cut the shared line." in words(page.get(opened.at(LINE)))


def test_two_who_saw_one_channel_see_both_versions(desk_page, opened):
    from justhtml import JustHTML

    from web.desk_page import filled

    at = opened.at("seen/northmere.night-number/")
    first, second = desk_page("northmere"), desk_page("eastholt")
    form = filled(JustHTML(second.get(at).content.decode(), sanitize=False))
    first.send(at, {"condition": "working", "seen_by": "duty manager", "note": "rang it"})
    answer = second.post(at, {**form, "condition": "out", "seen_by": "a resident", "note": "rang it"}, expect=422)
    assert "working, seen by duty manager" in words(answer)
