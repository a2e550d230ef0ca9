"""From figures to decisions, proposals, orders and asks: both are written or neither, nobody decides for another."""

from __future__ import annotations

import re

import pytest

from battlebox.desk import Act, DeskCode, DeskError, Role, Someone
from battlebox.desk.command import (
    Ask,
    Asked,
    Decision,
    Figures,
    HitAsked,
    advice_of,
    asks_of,
    carry_on,
    decide_on,
    decisions_of,
    price,
    show_advice,
    someone_named,
    work_out,
)
from battlebox.desk.command.figures import STILL_TRYING
from battlebox.desk.picture import CAPTURED, NOT_CAPTURED, estate_in_use, loses_memory, order_of, picture_of
from battlebox.journal import JournalError
from desk.room import BEGAN, COUNCILS, SHARED, Room, officer

GOLD = Someone("o-gold", "Ann Smith")
OWN = "northmere.isolate-servers"
MEMORY = CAPTURED


@pytest.fixture(scope="module")
def worked():
    """A room and the figures that Northmere's lead was shown in it, guesses tested."""
    room = Room.opened()
    return room, list(answers(room))


def answers(room, body="northmere", asked_for=None):
    sight = room.sight(body)
    used = estate_in_use(sight, room.shelf)
    asked = Asked(asked_for or body, (HitAsked("northmere.servers", 1000),))
    return work_out(sight, picture_of(sight, used), used.digest, asked, seconds=5.0)


@pytest.fixture
def room():
    return Room.opened()


@pytest.fixture
def shown(worked):
    return worked[1][-1].shown


def taken(shown, **more):
    said = {"what": "isolate", "why": "the beacon", "role": Role.STRATEGIC, "taken": BEGAN, "chosen": shown.pointed}
    return Decision(**{**said, **more})


def kinds(room):
    return [line.header.kind for line in room.record.lines()]


def test_the_answer_comes_first_and_each_tested_guess_after_it(worked):
    _, found = worked
    assert found[0].brief.tested is None
    # The answer, what waiting costs, what would turn it, each guess, all of them together, and how firm each order is.
    # A sheet that is kept before all guesses are tried says so.
    assert (found[1].brief.tested, found[1].brief.holding.orders) == (None, ())
    assert found[1].brief.holding.wait
    assert len(found[2].brief.tested.turns) == 2
    assert found[2].brief.tested.lines == ()
    assert len(found[-1].brief.tested.lines) == len(found) - 5
    assert {each.shown.flips for each in found[:-2]} == {STILL_TRYING}
    assert {each.shown.flips for each in found[-2:]} == {found[-1].brief.tested.headline}
    assert [bool(each.brief.holding.orders) for each in found[-2:]] == [False, True]
    assert found[0].shown.choices == found[-1].shown.choices


def test_an_answer_is_the_same_after_it_was_written_down(worked):
    for each in worked[1]:
        assert Figures.from_json(each.to_json()) == each
        assert Asked.from_json(each.asked.to_json()) == each.asked
        assert Asked.of(each.asked.question, "northmere").hits == each.asked.hits


@pytest.mark.parametrize("body", COUNCILS)
def test_nobody_gets_advice_for_another_body(room, body):
    for other in set(COUNCILS) - {body}:
        with pytest.raises(DeskError) as refused:
            next(iter(answers(room, body, other)))
        assert refused.value.code in (DeskCode.OTHER_BODY, DeskCode.NOT_SEEN)


def test_how_many_entries_have_come_counts_only_what_the_reader_may_see(worked):
    room, found = worked
    before = found[0].since(room.sight("northmere"))
    show_advice(room.record, officer("eastholt"), found[0].shown)
    assert found[0].since(room.sight("northmere")) == before
    assert found[0].since(room.sight("eastholt")) > 0


def test_ones_own_plan_stands_beside_the_choices_on_the_same_draws(worked):
    room, found = worked
    sight = room.sight("northmere")
    picture = picture_of(sight, estate_in_use(sight, room.shelf))
    recommended = found[0].shown.choice(found[0].shown.pointed)
    own = price(picture, found[0], recommended.actions, place=1)
    assert own.letter == "P1"
    assert (own.mean, own.people, own.words) == (recommended.mean, recommended.people, recommended.words)


def test_golds_facts_name_what_orders_stop_beyond_watching(shown):
    watch = shown.choice("A")
    assert watch.gold.stops[0][0].isdigit()
    assert watch.gold.who == ()
    for row in shown.choices[1:]:
        assert re.fullmatch(
            r"\d+ \((\d+|none) ours\), (as by watching|\d+ of them for these orders:)", row.gold.stops[0]
        )
        assert row.gold.who


def test_the_figures_are_kept_before_the_decision_that_refers_to_them(room, shown):
    saved = decide_on(room.record, officer("northmere"), shown, taken(shown), GOLD, handling=SHARED)
    (made,) = decisions_of(room.sight("northmere"))
    assert made.thing == saved.thing
    assert advice_of(room.sight("northmere"), made.says.value.advice).value == shown
    assert kinds(room).index("advice:shown") < kinds(room).index("decision:made")
    assert {row.does_nothing for row in made.says.value.considered} == {True, False}


def test_figures_that_are_in_the_record_are_not_kept_twice(room, shown):
    kept = show_advice(room.record, officer("northmere"), shown, handling=SHARED)
    decide_on(room.record, officer("northmere"), shown, taken(shown), GOLD, advice=kept.entry, handling=SHARED)
    assert kinds(room).count("advice:shown") == 1


@pytest.mark.parametrize("more", [{"chosen": "A"}, {"chosen": "none"}, {"why": ""}, {"what": " "}])
def test_nothing_is_written_where_the_decision_would_be_refused(room, shown, more):
    before = room.record.arrived
    with pytest.raises(DeskError):
        decide_on(room.record, officer("northmere"), shown, taken(shown, **more), GOLD)
    assert room.record.arrived == before


def test_if_the_second_of_two_cannot_be_written_the_officer_is_told_which_one_was(room, shown, monkeypatch):
    from battlebox.desk.command import advised
    from battlebox.journal import JournalCode

    def full(*_args, **_more):
        raise JournalError.of(JournalCode.STORE_FULL, name="desk")

    monkeypatch.setattr(advised, "make_decision", full)
    with pytest.raises(DeskError) as told:
        decide_on(room.record, officer("northmere"), shown, taken(shown), GOLD)
    assert told.value.code is DeskCode.HALF_DONE
    number = room.record.lines()[-1].number
    assert f"the table of figures was recorded as {number}, and the decision was not" in str(told.value)


def test_another_body_may_read_the_figures_and_not_decide_on_them(room, shown):
    with pytest.raises(DeskError) as refused:
        decide_on(room.record, officer("eastholt"), shown, taken(shown), GOLD)
    assert refused.value.code is DeskCode.OTHER_BODY


def test_orders_and_asks_are_each_an_entry_and_sending_again_adds_nothing(room):
    estate = estate_in_use(room.sight("northmere"), room.shelf).estate
    theirs = next(row for row in estate.actions if row.body == "eastholt")
    lead = officer("northmere")
    ask = Ask("eastholt", theirs.name, "it spreads", "duty manager", "phone", BEGAN, theirs.action, decision="d")
    saved = carry_on(
        room.record, estate, lead, "d", orders=((OWN, "night engineer", MEMORY, ""),), asks=(ask,), handling=SHARED
    )
    assert len(saved.number.split(", ")) == 2
    assert order_of(room.sight("northmere"), OWN).value.decision == "d"
    arrived = room.record.arrived
    with pytest.raises(DeskError):
        carry_on(
            room.record, estate, lead, "d", orders=((OWN, "night engineer", MEMORY, ""),), asks=(ask,), handling=SHARED
        )
    assert room.record.arrived == arrived
    assert len(asks_of(room.sight("northmere"))) == 1


def test_an_order_that_switches_systems_off_says_first_whether_memory_was_captured(room):
    estate = estate_in_use(room.sight("northmere"), room.shelf).estate
    off = next((row for row in estate.actions if row.body == "northmere" and loses_memory(estate, row)), None)
    if off is None:
        pytest.skip("the small estate switches nothing off")
    lead = officer("northmere")
    with pytest.raises(DeskError, match="memory is blank"):
        carry_on(room.record, estate, lead, "d", orders=((off.action, "engineer", "", ""),), asks=())
    carry_on(room.record, estate, lead, "d", orders=((off.action, "engineer", NOT_CAPTURED, ""),), asks=())
    assert order_of(room.sight("northmere"), off.action).value.memory == NOT_CAPTURED


def test_what_was_recorded_before_a_refusal_is_named(room):
    estate = estate_in_use(room.sight("northmere"), room.shelf).estate
    ask = Ask("eastholt", "close it", "it spreads", "", "phone", BEGAN, decision="d")
    with pytest.raises(DeskError) as told:
        carry_on(room.record, estate, officer("northmere"), "d", orders=((OWN, "engineer", MEMORY, ""),), asks=(ask,))
    assert told.value.code is DeskCode.HALF_DONE
    assert "whom you rang is blank" in str(told.value)


def test_a_role_that_may_not_act_is_refused(room, shown):
    watcher = officer("northmere", Role.OBSERVER)
    with pytest.raises(DeskError, match=Act.RECORD_DECISION.value):
        decide_on(room.record, watcher, shown, taken(shown), GOLD)


def test_a_name_that_is_in_the_record_is_the_same_person_again(room, shown):
    decide_on(room.record, officer("northmere"), shown, taken(shown), GOLD)
    sight = room.sight("northmere")
    assert someone_named(sight, " ann  smith ").id == "o-gold"
    assert someone_named(sight, sight.officer.name) == sight.officer.someone
    assert someone_named(sight, "Bo Jones").id not in ("o-gold", sight.officer.id)
