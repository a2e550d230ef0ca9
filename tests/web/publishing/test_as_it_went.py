"""What was let go, on paper: clean, for a door or a hand; for the council whose words they are."""

from __future__ import annotations

import io
import re

import pypdf
import pytest

from battlebox.desk.message import Rests, let_go
from battlebox.desk.tell import Outlet
from battlebox.marking import Tlp
from desk.facts import PLAIN, words_officer
from web.publishing.test_publishing import fact
from web.publishing.test_went import WENT


@pytest.fixture
def poster(desk_page, room):
    """The address of the paper of a poster that was let go."""
    rests = Rests(Outlet.POSTER, facts=(fact(room, PLAIN),), tlp=Tlp.CLEAR)
    let_go(room.record, words_officer("northmere"), rests, subject="What you need to know",
           text=f"{PLAIN.wording}\n\nRing us on 01632 960000.", where="the front door")  # fmt: skip
    text = desk_page("northmere").get(room.at(WENT)).content.decode()
    return re.search(r'href="([^"]+/paper/)"', text)[1]


def test_a_poster_that_was_let_go_is_printed_large_and_clean(desk_page, room, poster):
    paper = desk_page("northmere").get(poster).content
    [sheet] = pypdf.PdfReader(io.BytesIO(paper)).pages
    said = sheet.extract_text()
    assert "What you need to know" in said
    assert PLAIN.wording in said
    for word in ("DRAFT", "TLP", "brackets"):
        assert word not in said


@pytest.mark.parametrize("body", ["eastholt", "farwick"])
def test_another_council_does_not_print_it(desk_page, poster, body):
    desk_page(body).get(poster, expect=404)


def test_what_nobody_holds_in_hand_is_not_printed(desk_page, room, poster):
    desk_page("northmere").get(room.at("tell/went/nothing/paper/"), expect=404)
