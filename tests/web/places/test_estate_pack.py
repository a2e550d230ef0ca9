"""The printed pack from the desk: three councils, the corrections in it, the checkpoint on its cover."""

from __future__ import annotations

import io
import re

import pypdf
import pytest

from web.desk_page import words

PACK = "estate/pack/"


def _text(answer):
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages).split())


@pytest.mark.parametrize("part", ["", "northmere/", "all/", "blank/"])
def test_only_those_who_take_part_print_it(desk_page, opened, council, part):
    page = desk_page(council)
    assert page.client.get(opened.at(PACK + part)).status_code == (404 if council == "farwick" else 200)


def test_the_button_prints_the_pack_of_ones_own_body(desk_page, opened):
    answer = desk_page("eastholt").get(opened.at(PACK))
    assert opened.at("estate/pack/eastholt/") in answer.content.decode()
    assert "Print the pack" in words(answer)


def test_a_body_that_is_not_in_the_estate_has_no_pack(desk_page, opened):
    desk_page("northmere").get(opened.at(f"{PACK}nobody/"), expect=404)


def test_what_was_corrected_stands_in_the_pack(desk_page, opened):
    page = desk_page("northmere")
    page.send(
        opened.at("estate/tables/services/northmere.child-front-door/fallback/"),
        {"value": "#strong[runners] with *paper*", "why": "it was tried"},
    )
    text = _text(page.client.get(opened.at(f"{PACK}northmere/")))
    assert "#strong[runners] with *paper*" in text
    assert "with 1 corrected cell" in text


def test_a_checkpoint_is_made_once_when_asked_for_and_stands_on_the_cover(desk_page, opened):
    page = desk_page("northmere")
    assert "Checkpoint of the record" not in _text(page.client.get(opened.at(f"{PACK}northmere/")))
    before = opened.record.catch_up()
    text = words(page.follow(page.send(opened.at(PACK), {"holder": "eastholt, tactical lead"})))
    assert re.search(r"Saved as A-\d+", text)
    assert "carries the checkpoint that you made" in text
    assert opened.record.catch_up() == before + 2
    text = _text(page.client.get(opened.at(f"{PACK}northmere/")))
    assert "Checkpoint of the record" in text
    assert "entries: " in text


def test_printing_writes_nothing(desk_page, opened):
    before = opened.record.catch_up()
    desk_page("northmere").client.get(opened.at(f"{PACK}all/"))
    assert opened.record.catch_up() == before


def test_an_observer_prints_and_makes_no_checkpoint(desk_page, officer, opened):
    page = desk_page(officer("northmere", role="observer"))
    assert "may not make a checkpoint of the record. Ask someone who holds" in words(page.get(opened.at(PACK)))
    assert page.client.get(opened.at(f"{PACK}northmere/")).status_code == 200
