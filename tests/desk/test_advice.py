"""A decision made from figures carries what was on the screen, and says why where they were not followed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from battlebox.cli.opening import open_estate
from battlebox.desk import DeskError, Role, Someone
from battlebox.desk.brief import find, write_brief
from battlebox.desk.command import Decision, advice_of, decided, make_decision, show_advice, shown_of
from battlebox.engine import Done, Down, EstateArrays, Hit, Question
from desk.room import BEGAN, SHARED, Room, officer


@pytest.fixture(scope="module")
def shown():
    estate = open_estate("northmere")
    asked = Question(
        hits=(Hit("northmere.servers", 0.3),),
        downs=(Down("northmere.care", 0, None),),
        dones=(Done("northmere.isolate-care"),),
        worlds=128,
        seed=7,
    )
    at = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
    found = find(estate, EstateArrays.of(estate), asked, at=at, body="northmere", seconds=5.0)
    brief = write_brief(found)
    return shown_of(found, brief.choices, digest="ab" * 32, headline=brief.counsel.headline), brief, found


def test_what_was_on_the_screen_is_kept_with_what_was_asked(shown):
    kept, brief, found = shown
    assert (kept.seed, kept.digest, kept.body) == (7, "ab" * 32, "northmere")
    assert kept.worlds == found.advice.worlds
    assert [(hit.system, hit.in_a_thousand) for hit in kept.hits] == [("northmere.servers", 300)]
    assert [down.thing for down in kept.downs] == ["northmere.care"]
    assert [done.action for done in kept.dones] == ["northmere.isolate-care"]
    assert [row.letter for row in kept.choices] == [row.letter for row in brief.choices]
    watch = kept.choice("A")
    assert watch.mean == round(found.advice.option("nothing").harm.mean)
    assert brief.choices[0].people in watch.words


def test_a_decision_refers_to_it_and_says_why_it_was_not_followed(shown):
    kept, _, _ = shown
    room = Room.opened()
    lead = officer("northmere")
    screen = show_advice(room.record, lead, kept, handling=SHARED)
    other = next(row.letter for row in kept.choices if row.letter != kept.pointed)
    taken = Decision(
        what="watch", why="payroll runs tonight", role=Role.STRATEGIC, taken=BEGAN, advice=screen.entry,
        chosen=other, pointed=kept.pointed,
    )  # fmt: skip
    saved = make_decision(room.record, lead, taken, Someone("o-gold", "Ann Smith"), handling=SHARED)
    sight = room.sight("eastholt")
    found = decided(sight, saved.thing)
    assert advice_of(sight, found.says.value.advice).value == kept
    assert "why the figures were not followed" in found.blanks
    assert room.sight("northmere").line(screen.entry).words.startswith("figures shown, seed 7, estate abababababab")


def test_figures_that_may_not_be_seen_carry_no_decision(shown):
    kept, _, _ = shown
    room = Room.opened()
    screen = show_advice(room.record, officer("northmere"), kept)
    taken = Decision(what="watch", why="why not", role=Role.STRATEGIC, taken=BEGAN, advice=screen.entry)
    with pytest.raises(DeskError, match="there is no entry"):
        make_decision(room.record, officer("eastholt"), taken, Someone("o-gold", "Ann Smith"))
    with pytest.raises(DeskError, match="there is no entry"):
        advice_of(room.sight("farwick"), screen.entry)


def test_who_may_not_record_a_decision_keeps_no_figures(shown):
    room = Room.opened()
    with pytest.raises(DeskError, match="may not record a decision"):
        show_advice(room.record, officer("northmere", Role.OBSERVER), shown[0])
