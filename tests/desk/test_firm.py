"""How firm an order is and what waiting costs, in words: the line between firm and close, and nothing where there is
nothing to tell.

Law: no sentence without its figure; a difference that is not clear is never told as one.
Not here: working it out (tests/engine/test_redraws.py, test_postponed.py).
"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from battlebox.desk.brief import (
    find,
    find_waiting,
    firm_more,
    firm_orders,
    firm_words,
    redraw_orders,
    waiting_error,
    waiting_words,
    with_holding,
    write_brief,
)
from battlebox.desk.brief.firm import CUT, firm_summary
from battlebox.engine import EstateArrays, Hit, Postponed, Question, Redrawn
from battlebox.estate import estate_of
from desk.room import shipped

ESTATE = estate_of(shipped("northmere"))
SERVERS, CARE, CUT_LINE = "northmere.isolate-servers", "northmere.isolate-care", "eastholt.cut-line"


def redrawn(*chosen: int, instead=(), is_cut=False) -> Redrawn:
    return Redrawn(100, tuple(zip((SERVERS, CARE), chosen, strict=False)), instead, exact=True, is_cut=is_cut)


def late(mean: float, se: float, **more) -> Postponed:
    cells = {"people": mean, "service": 0.0, "records": 0.0, "systems": 0.0} | more
    return Postponed("recommended", 1, 460_000, mean, se, **cells)


@pytest.mark.parametrize(
    ("chosen", "of", "verdict"),
    [(100, 100, "firm"), (90, 100, "firm"), (89, 100, "a close call"), (0, 100, "a close call"), (18, 20, "firm"),
     (17, 20, "a close call")],
)  # fmt: skip
def test_nine_in_ten_is_firm_and_less_a_close_call(chosen, of, verdict):
    assert firm_words(chosen, of) == f"chosen in {chosen} of {of} redraws: {verdict}"


def test_each_order_has_its_words_and_a_close_call_what_takes_its_place():
    found = redrawn(100, 61, instead=((CUT_LINE, 39), ("northmere.isolate-benefits", 3)))
    assert firm_orders(found) == (
        (SERVERS, "chosen in 100 of 100 redraws: firm"),
        (CARE, "chosen in 61 of 100 redraws: a close call"),
    )
    (more,) = firm_more(ESTATE, found)
    assert more.startswith("Chosen instead, or as well: ")
    assert more.endswith(", in 39 of 100"), "what chance chose three times in a hundred is not told"
    summary = firm_summary(ESTATE, found)
    assert summary[0] == "Firm: 1 of 2 orders, each chosen in 90 of 100 redraws or more"
    assert summary[1].endswith(": chosen in 61 of 100 redraws: a close call")
    assert summary[2] == more


def test_where_all_is_firm_nothing_is_told_of_what_else_was_chosen():
    found = redrawn(100, 95, instead=((CUT_LINE, 60),))
    assert firm_more(ESTATE, found) == ()
    assert firm_summary(ESTATE, found) == ("Firm: all 2 orders, each chosen in 90 of 100 redraws or more",)


def test_where_the_time_was_up_firm_is_not_said_without_a_warning():
    assert firm_more(ESTATE, redrawn(100, 100, is_cut=True)) == (CUT,)
    assert firm_summary(ESTATE, redrawn(100, 100, is_cut=True))[-1] == CUT


def test_without_orders_or_redraws_nothing_is_said():
    assert (firm_orders(None), firm_more(ESTATE, None), firm_summary(ESTATE, None)) == ((), (), ())
    assert firm_summary(ESTATE, redrawn()) == ()
    assert (waiting_words(None), waiting_error(None)) == ((), ())


def test_an_hour_has_its_figure_its_unit_its_error_and_its_columns():
    said = waiting_words(late(44_000, 4_600, people=26_000, service=17_000, records=0.2, systems=2.2))
    first = (
        "If these orders are given an hour later: about 44,000 weighted person-hours more harm, beside about 460,000"
    )
    rest = "Of that, about 26,000 to services that protect people and about 17,000 to other services; 2 more systems"
    assert said == (f"{first} if they are given now", f"{rest} reached on average")
    assert waiting_error(late(44_000, 4_600)) == ("The standard error of that is about 4,600 weighted person-hours",)


def test_what_is_not_clear_is_not_told_as_a_price():
    (said,) = waiting_words(late(40, 30))
    assert said == (
        "If these orders are given an hour later: no clear difference (about 40 weighted person-hours more)"
    )
    assert "no clear difference" in waiting_words(late(0, 0))[0]


def test_where_waiting_does_less_harm_there_is_time_to_look():
    (said,) = waiting_words(late(-400, 30))
    assert said.endswith("about 400 weighted person-hours less harm. There is time to look first")


def test_a_brief_has_both_and_one_without_advice_neither():
    arrays, at = EstateArrays.of(ESTATE), datetime(2025, 11, 24, 9, tzinfo=UTC)
    question = Question(hits=(Hit("northmere.servers"),), worlds=256)
    found = find(ESTATE, arrays, question, at=at, body="northmere", seconds=60)
    redraws, wait = redraw_orders(arrays, found, seconds=60), find_waiting(arrays, found)
    brief = with_holding(write_brief(found), found, late=wait, redraws=redraws)
    assert [action for action, _ in brief.holding.orders] == list(found.advice.option("recommended").actions)
    assert brief.holding.orders
    assert brief.holding.wait
    assert brief.holding.firm
    none = find(ESTATE, arrays, Question(), at=at, body=None, seconds=60)
    assert (find_waiting(arrays, none), redraw_orders(arrays, none, seconds=60)) == (None, None)
    bare = write_brief(none)
    assert with_holding(bare, none) == bare
