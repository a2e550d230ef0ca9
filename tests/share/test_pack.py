"""The printed pack: every word on the paper, nothing too small or over an edge, and no word ever markup."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

import pypdf
import pytest

from battlebox.desk.command import CARDS, NOT_TO_TOUCH, blank_pack, pack_of
from battlebox.desk.record import Sight, checkpoint_sheet, print_checkpoint
from battlebox.estate import Person, corrected, estate_of, hours_text
from battlebox.journal import Checkpoint
from battlebox.share import pack_paper
from desk.room import Room, officer, shipped

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
ODD = '#panic("x") *bold* $x$ @label <tag> `raw` \\ // = "quoted" [box] <script>alert(1)</script> =1+1'
MARGIN_POINTS = 30
BODIES = ("northmere", "eastholt", "farwick")


def _pages(paper):
    return pypdf.PdfReader(io.BytesIO(paper)).pages


@cache
def _text(paper):
    text = " ".join(" ".join(page.extract_text() for page in _pages(paper)).replace("\u200b", "").split())
    return text.replace("ﬁ", "fi").replace("ﬀ", "ff").replace("ﬂ", "fl").replace("ﬃ", "ffi")


def _joined(paper):
    """The words without blanks and the hyphens of line ends: narrow columns break them anywhere."""
    return "".join(_text(paper).split()).replace("-", "").replace("\u2010", "").replace("\xad", "")


def _bare(words):
    return "".join(words.split()).replace("-", "")


@cache
def _paper(body=""):
    return pack_paper(pack_of(_northmere(), "d" * 64, at=AT, body=body), AT)


def _northmere(**cells):
    raw = shipped("northmere")
    for column, value in cells.items():
        raw = corrected(raw, "services", "northmere.child-front-door", column, value)
    return estate_of(raw)


@pytest.mark.parametrize("body", [*BODIES, ""])
def test_a_pack_has_the_parts_that_are_asked_for(body):
    paper = _paper(body)
    text = _text(paper)
    for part in ("What is in it", "02:40:", "Services, by time to harm", "What may be ordered", "Channels",
                 "Clocks, and days not to miss", "Log sheet", "Decision sheet", "METHANE form", "Hand-over in pencil",
                 "Call sheet, filled in by hand",
                 "Destroy or replace by 22 Feb 2027", "dddddddddddd", "EXAMPLE.",
                 f"Page 2 of {len(_pages(paper))}"):  # fmt: skip
        assert part in text, part
    assert ("What to ask partners for" in text) == bool(body)
    for card in CARDS:
        assert _bare(card.title) in _joined(paper)
    for line in NOT_TO_TOUCH:
        assert _bare(line) in _joined(paper)


@pytest.mark.parametrize("body", BODIES)
def test_one_bodys_services_and_orders_are_its_own(body):
    estate = _northmere()
    joined = _joined(_paper(body))
    for service in estate.services:
        if service.body == body:
            assert _bare(service.name) in joined
            assert hours_text(service.mtpd_microhours) in joined
    for action in estate.actions:
        if action.body == body:
            assert _bare(action.name) in joined
            assert _bare(action.who) in joined
    payments = "Housingbenefitpayments" in joined
    assert payments == (body == "northmere")


def test_services_stand_by_time_to_harm_and_people_first():
    text = _joined(_paper())
    places = [text.index(_bare(name)) for name in ("Child protection referrals, N", "Homelessness: help tonight, E",
                                                   "Housing benefit payments, N")]  # fmt: skip
    assert places == sorted(places)


def test_where_the_estate_names_people_they_are_on_the_first_page_and_where_not_there_is_a_line():
    estate = _northmere()
    bare = _text(_paper("northmere"))
    assert "The estate knows no number for" in bare
    person = Person(
        "northmere.gold", "Ada Byron", "northmere", "chief executive", phone="0700 900 001", away="until May"
    )
    named = replace(estate, people=(person,))
    text = _text(pack_paper(pack_of(named, "d" * 64, at=AT, body="northmere"), AT))
    assert "Ada Byron, chief executive (away: until May)" in text
    assert "0700 900 001" in text
    longer = replace(estate, people=(replace(person, opt_out=True),))
    assert "Ada Byron" in _text(pack_paper(pack_of(longer, "d" * 64, at=AT, body="northmere"), AT))


def test_words_are_never_markup():
    estate = _northmere(fallback=ODD, name=ODD, owner=ODD)
    joined = _joined(pack_paper(pack_of(estate, "d" * 64, at=AT, body="northmere"), AT))
    assert joined.count(_bare(ODD)) >= 2


def _outside(paper):
    """Pieces of text that begin outside the page's margins, and the smallest type."""
    found, least = [], 99.0
    for page in _pages(paper):
        width = float(page.mediabox.width)

        def look(text, current, placed, _font, size, width=width):
            nonlocal least
            if text.strip():
                least = min(least, size * abs(placed[3]))
                begins = current[0] * placed[4] + current[4]
                # No letter of these is narrower than a quarter of its height, but for the dots of the contents.
                ends = begins + (0 if ". ." in text or "..." in text else len(text.strip()) * size * 0.25)
                if begins < MARGIN_POINTS or ends > width - MARGIN_POINTS:
                    found.append(text)

        page.extract_text(visitor_text=look)
    return found, least


@pytest.mark.parametrize("name", ["W" * 300, "https://www.example.org/" + "a/b-c.d_" * 40, "Ünïcödé 服务 🚑 " * 30])
def test_a_long_name_stays_on_the_page_and_no_type_is_too_small(name):
    estate = _northmere(name=name[:200], fallback=name, owner=name[:200])
    outside, least = _outside(pack_paper(pack_of(estate, "d" * 64, at=AT, body="northmere"), AT))
    assert not outside
    assert least >= 9 - 1e-6


def test_a_table_over_several_pages_repeats_its_heads():
    paper = pack_paper(pack_of(estate_of(shipped("west-london")), "d" * 64, at=AT, body="rbkc"), AT)
    with_services = [page.extract_text() for page in _pages(paper) if "grave from" in page.extract_text()]
    assert len(with_services) > 3


def test_the_same_pack_gives_the_same_bytes():
    made = pack_of(_northmere(), "d" * 64, at=AT)
    assert pack_paper(made, AT) == pack_paper(made, AT)


def test_blank_pages_need_no_estate_and_name_nobody():
    paper = pack_paper(blank_pack(AT), AT)
    text = _text(paper)
    for part in (
        "Contact tree, to fill in",
        "Action card: Loggist",
        "Log sheet",
        "METHANE form",
        "N: number of people",
    ):
        assert part in text, part
    assert "EXAMPLE" not in text
    assert _outside(paper)[1] >= 9 - 1e-6


def test_a_checkpoint_stands_on_the_cover_with_its_one_line():
    room = Room()
    from battlebox.desk import Role

    before, loggist = room.record.catch_up(), officer("northmere", Role.LOGGIST)
    saved = print_checkpoint(room.record, loggist, holder="eastholt, tactical lead")
    assert room.record.catch_up() == before + 2
    note = Checkpoint.from_text(checkpoint_sheet(room.record, Sight.of(room.record, loggist), saved.entry).note)
    size, words = note.to_spoken()
    first = _pages(pack_paper(pack_of(_northmere(), "d" * 64, at=AT, checkpoint=note), AT))[0].extract_text()
    assert f"{size} entries: {words}" in " ".join(first.split())


@pytest.mark.parametrize("body", ["rbkc", "wcc", "hf"])
def test_no_page_of_a_real_pack_holds_only_the_last_lines_of_the_one_before(body):
    pages = _pages(pack_paper(pack_of(estate_of(shipped("west-london")), "d" * 64, at=AT, body=body), AT))
    titles = [page.extract_text().strip().splitlines()[0] for page in pages]
    start = next(at for at, title in enumerate(titles) if title.startswith("02:40: "))
    cards = next(at for at, title in enumerate(titles) if title.startswith("Action card"))
    assert cards - start == 2, titles[start : cards + 1]


def test_the_second_page_of_the_contact_tree_is_worth_its_paper():
    tree = next(part for part in blank_pack(AT).parts if part.title == "Contact tree, to fill in")
    assert tree.blocks[-1].grid.blanks >= 12


def test_what_to_ask_partners_begins_below_what_may_be_ordered():
    """A pack that has few orders leaves no page with two rows on it."""
    pages = [page.extract_text() for page in _pages(_paper("northmere"))]
    (ordered,) = [text for text in pages[2:] if "What may be ordered" in text]
    assert "What to ask partners for" in ordered
    assert "Channels" in ordered
