"""A fact is stated with its source, cleared by everybody it is about, held by police, and stays until it may go."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from battlebox.desk import DeskCode, DeskError, Role
from battlebox.desk.record import Handling, Sight
from battlebox.desk.record.writing import draft
from battlebox.desk.tell import (
    Bar,
    Clearance,
    Goes,
    Hold,
    Holder,
    Outlet,
    Status,
    Stays,
    Verdict,
    Whom,
    clear_fact,
    fact_of,
    facts_of,
    hold_fact,
    sharers_of,
    state_fact,
    to_clear,
    versions_of,
)
from battlebox.journal import Kind
from battlebox.marking import Tlp
from desk.facts import (
    OF_EASTHOLT,
    PLAIN,
    SHARED_SYSTEM,
    asked,
    change,
    clear,
    estate,
    hold,
    standing,
    state,
    words_officer,
)
from desk.room import BEGAN, COUNCILS, Room, officer


@pytest.fixture
def room():
    return Room.opened()


# ── three councils ───────────────────────────────────────────────────────────────────────────────────────────────


def test_who_reads_a_fact_before_it_is_cleared(room):
    own, shared = state(room), state(room, SHARED_SYSTEM)
    seen = {body: {thing for thing, _ in facts_of(Sight.of(room.record, words_officer(body)))} for body in COUNCILS}
    assert seen == {"northmere": {own, shared}, "eastholt": {shared}, "farwick": set()}
    with pytest.raises(DeskError, match="there is no fact"):
        asked(room, own, body="eastholt")
    assert not any("blank" in line.words for line in Sight.of(room.record, words_officer("farwick")).lines())


def test_a_fact_of_ones_own_needs_ones_own_clearance(room):
    thing = state(room)
    refused = asked(room, thing)
    assert isinstance(refused, Stays)
    assert (refused.bar, refused.ask) == (Bar.NOT_CLEARED, ("northmere",))
    clear(room, thing, "northmere")
    assert asked(room, thing) == Goes("Some screens are blank.")


def test_a_fact_about_another_body_needs_that_bodys_clearance_as_well(room):
    thing = state(room, OF_EASTHOLT)
    clear(room, thing, "northmere")
    assert asked(room, thing).ask == ("eastholt",)
    assert [each.thing for each in to_clear(Sight.of(room.record, words_officer("eastholt")))] == [thing]
    clear(room, thing, "eastholt")
    assert to_clear(Sight.of(room.record, words_officer("eastholt"))) == ()
    assert isinstance(asked(room, thing), Goes)


def test_a_fact_about_a_shared_system_needs_each_bodys(room):
    assert sharers_of(estate(room), "northmere.care") == {"northmere", "eastholt"}
    assert sharers_of(estate(room), "farwick.servers") == {"farwick"}
    thing = state(room, SHARED_SYSTEM)
    assert standing(room, thing).clears == ("eastholt", "northmere")
    clear(room, thing, "eastholt")
    assert asked(room, thing).ask == ("northmere",)
    clear(room, thing, "northmere")
    assert isinstance(asked(room, thing), Goes)


def test_a_stranger_has_nothing_to_clear(room):
    thing = state(room, SHARED_SYSTEM, handling=Handling(Tlp.AMBER, frozenset(COUNCILS)))
    with pytest.raises(DeskError, match="this fact is not about farwick") as refused:
        clear(room, thing, "farwick")
    assert "eastholt, northmere" in refused.value.hint


# ── clearance ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_refusal_says_why_and_whom_to_ask(room):
    thing = state(room, OF_EASTHOLT)
    clear(room, thing, "northmere")
    with pytest.raises(DeskError, match="why is blank"):
        clear(room, thing, "eastholt", verdict=Verdict.REFUSED)
    clear(room, thing, "eastholt", verdict=Verdict.REFUSED, why="our leader has not been told")
    refused = asked(room, thing)
    assert (refused.bar, refused.ask) == (Bar.REFUSED, ("eastholt",))
    assert "eastholt (press office): our leader has not been told" in refused.why
    clear(room, thing, "eastholt")
    assert isinstance(asked(room, thing), Goes)


def test_a_clearance_heard_by_phone_counts_until_the_body_itself_says_otherwise(room):
    thing = state(room, OF_EASTHOLT)
    clear(room, thing, "northmere")
    clear(room, thing, "eastholt", by="northmere", channel="phone")
    assert isinstance(asked(room, thing), Goes)
    assert standing(room, thing).verdicts["eastholt"].channel == "phone"
    clear(room, thing, "eastholt", verdict=Verdict.REFUSED, why="nobody asked me")
    assert asked(room, thing).bar is Bar.REFUSED
    clear(room, thing, "eastholt", by="northmere", channel="phone")
    assert asked(room, thing).bar is Bar.REFUSED


def test_of_two_words_heard_by_phone_the_refusal_counts_whoever_heard_it(room):
    thing = state(room, replace(OF_EASTHOLT, about=("eastholt", "farwick")))
    for body in ("northmere", "farwick"):
        clear(room, thing, body)
    clear(room, thing, "eastholt", by="northmere", channel="phone", verdict=Verdict.REFUSED, why="not yet")
    clear(room, thing, "eastholt", by="farwick", channel="phone")
    assert asked(room, thing).bar is Bar.REFUSED
    clear(room, thing, "eastholt", by="northmere", channel="phone")
    assert isinstance(asked(room, thing), Goes)


def test_nobody_can_write_in_the_place_of_anothers_word(room):
    thing = state(room, OF_EASTHOLT)
    clear(room, thing, "northmere")
    clear(room, thing, "eastholt", verdict=Verdict.REFUSED, why="no")
    entry = fact_of(Sight.of(room.record, words_officer("northmere")), thing).entry
    forged = Clearance("eastholt", Verdict.CLEARED, entry, "them", BEGAN)
    place = f"clearance/{thing.partition('/')[2]}/eastholt/eastholt"
    written = draft(Kind.FACT_CLEARED, Handling(Tlp.AMBER, frozenset(COUNCILS)), (place, "verdict", forged))
    room.record.append(words_officer("northmere"), written)
    assert not isinstance(asked(room, thing), Goes)


def test_a_hold_or_a_refusal_for_ones_own_eyes_reaches_those_who_could_let_it_go(room):
    thing = state(room, SHARED_SYSTEM)
    for body in ("northmere", "eastholt"):
        clear(room, thing, body)
    said = Hold(Holder.POLICE, True, "duty inspector", BEGAN, "an arrest is planned")
    for narrow in (Handling(), Handling(Tlp.RED)):
        hold_fact(room.record, words_officer("northmere"), thing, said, handling=narrow)
        assert asked(room, thing, body="eastholt").bar is Bar.HELD


def test_whoever_was_told_the_old_words_is_told_the_new_ones(room):
    everybody = Handling(Tlp.AMBER, frozenset(COUNCILS))
    thing = state(room, SHARED_SYSTEM, handling=everybody)
    change(room, thing, wording="Care records are slow.")
    for body in COUNCILS:
        said = versions_of(Sight.of(room.record, words_officer(body)), thing)
        assert [each.value.wording for each in said] == ["Care records are slow."]
    free = state(room, SHARED_SYSTEM, handling=Handling(Tlp.GREEN))
    change(room, free, wording="Care records are slow.")
    assert len(versions_of(Sight.of(room.record, words_officer("farwick")), free)) == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"wording": "Many screens are blank."},
        {"status": Status.BELIEVED},
        {"audience": frozenset({"eastholt"})},
        {"tlp": Tlp.GREEN},
        {"not_before": BEGAN - timedelta(hours=1)},
    ],
)
def test_what_reads_or_travels_otherwise_was_cleared_by_nobody(room, changed):
    thing = state(room)
    clear(room, thing, "northmere")
    change(room, thing, **changed)
    assert asked(room, thing).bar is Bar.NOT_CLEARED
    clear(room, thing, "northmere")
    assert standing(room, thing).is_cleared


def test_a_mere_new_check_keeps_the_clearances_and_when_it_was_first_said(room):
    thing = state(room)
    clear(room, thing, "northmere")
    room.watch.pass_by(hours=3)
    change(room, thing, checked=room.record.now(), said=room.record.now(), source="the supplier")
    assert isinstance(asked(room, thing), Goes)
    said = fact_of(Sight.of(room.record, words_officer("northmere")), thing).value
    assert (said.said, said.checked, said.why) == (BEGAN, BEGAN + timedelta(hours=3), "we looked again")


def test_a_clearance_is_of_the_version_that_was_on_the_screen(room):
    thing = state(room)
    old = fact_of(Sight.of(room.record, words_officer("northmere")), thing).entry
    change(room, thing, wording="Many screens are blank.")
    with pytest.raises(DeskError, match="this fact was changed while you wrote"):
        clear(room, thing, "northmere", of=old)


def test_two_versions_stay_until_one_is_chosen(room):
    thing = state(room)
    seen = frozenset({fact_of(Sight.of(room.record, words_officer("northmere")), thing).entry})
    change(room, thing, wording="Ten screens are blank.", over=seen)
    change(room, thing, wording="Twenty screens are blank.", over=seen)
    clear(room, thing, "northmere")
    assert asked(room, thing).bar is Bar.TWO_VERSIONS
    change(room, thing, wording="Twenty screens are blank.")
    clear(room, thing, "northmere")
    assert asked(room, thing).words == "Twenty screens are blank."


def test_only_whoever_stated_a_fact_changes_it(room):
    thing = state(room, SHARED_SYSTEM)
    with pytest.raises(DeskError, match="is northmere's, so eastholt may not change it"):
        change(room, thing, by="eastholt", wording="Nothing is off.")
    # Nor does an entry that another body's own program wrote over it, asking nobody.
    forged = replace(PLAIN, wording="All is well.", clears=())
    how = Handling(Tlp.AMBER, frozenset(COUNCILS))
    room.record.append(words_officer("eastholt"), draft(Kind.FACT_CHANGED, how, (thing, "says", forged), words="x"))
    sight = Sight.of(room.record, words_officer("northmere"))
    assert not any(each.value.wording == "All is well." for each in versions_of(sight, thing))


def test_no_entry_can_say_that_nobody_need_clear_it(room):
    forged = replace(OF_EASTHOLT, clears=())
    thing = room.record.new_id("fact")
    room.record.append(words_officer("northmere"), draft(Kind.FACT_STATED, Handling(), (thing, "says", forged)))
    assert standing(room, thing).clears == ("eastholt", "northmere")
    assert asked(room, thing).bar is Bar.NOT_CLEARED


# ── held back ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_police_hold_a_cleared_fact_back_and_let_it_go(room):
    thing = state(room, SHARED_SYSTEM)
    for body in ("northmere", "eastholt"):
        clear(room, thing, body)
    hold(room, thing)
    held = asked(room, thing)
    assert (held.bar, held.ask) == (Bar.HELD, ("police",))
    assert "police (duty inspector): an arrest is planned" in held.why
    # Another body wrote its own down: the first to lift does not lift the other's.
    hold(room, thing, by="eastholt")
    hold(room, thing, in_force=False)
    assert asked(room, thing).bar is Bar.HELD
    hold(room, thing, by="eastholt", in_force=False)
    assert isinstance(asked(room, thing), Goes)


def test_what_a_body_did_not_write_down_it_cannot_lift(room):
    thing = state(room, SHARED_SYSTEM)
    hold(room, thing)
    with pytest.raises(DeskError, match="a hold of the police is not recorded by eastholt") as refused:
        hold(room, thing, by="eastholt", in_force=False)
    assert "whoever wrote it down" in refused.value.hint
    with pytest.raises(DeskError, match="there is no fact"):
        hold(room, thing, by="farwick")


# ── refused ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"wording": " "}, DeskCode.BLANK),
        ({"wording": "x" * 301}, DeskCode.TOO_LONG),
        ({"source": ""}, DeskCode.BLANK),
        ({"said": BEGAN + timedelta(days=3)}, DeskCode.FUTURE),
        ({"checked": BEGAN + timedelta(days=3)}, DeskCode.FUTURE),
        ({"about": ("estholt",)}, DeskCode.UNKNOWN_ID),
        ({"systems": ("northmere.car",)}, DeskCode.UNKNOWN_ID),
        ({"audience": frozenset({"the press"})}, DeskCode.UNKNOWN_ID),
        ({"prepared": "moon"}, DeskCode.NOT_SEEN),
    ],
)
def test_a_fact_that_cannot_be_is_refused_and_nothing_is_written(room, changed, code):
    before = room.record.arrived
    with pytest.raises(DeskError) as refused:
        state(room, replace(PLAIN, **changed))
    assert refused.value.code is code
    assert room.record.arrived == before


def test_who_may_state_clear_and_hold(room):
    thing = state(room)
    now = fact_of(Sight.of(room.record, words_officer("northmere")), thing).entry
    with pytest.raises(DeskError, match="may not state a fact"):
        state_fact(room.record, estate(room), officer("northmere", Role.OBSERVER), PLAIN)
    said = Clearance("northmere", Verdict.CLEARED, now, "IT", BEGAN)
    for role in (Role.OPERATIONAL, Role.LOGGIST, Role.INFORMATION_GOVERNANCE, Role.PARTNER_LIAISON):
        with pytest.raises(DeskError, match="may not clear a fact for release"):
            clear_fact(room.record, officer("northmere", role), thing, said)
    with pytest.raises(DeskError, match="may not record that police or others hold a fact back"):
        hold_fact(room.record, officer("northmere", Role.SERVICE_LEAD), thing, Hold(Holder.NCSC, True, "x", BEGAN, "y"))


def test_a_fact_reaches_a_regulator_that_its_audience_names(room):
    thing = state(room, replace(PLAIN, tlp=Tlp.AMBER_STRICT, audience=frozenset({"ico"})))
    clear(room, thing, "northmere")
    assert isinstance(asked(room, thing, Outlet.REGULATOR, Whom("ico")), Goes)
    assert asked(room, thing, Outlet.REGULATOR, Whom("ncsc")).bar is Bar.LABEL
    assert asked(room, thing).bar is Bar.LABEL
    # A body named beside a public page makes it no less public.
    assert asked(room, thing, Outlet.PRESS, Whom("ico")).bar is Bar.LABEL


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status.CONFIRMED, "Some screens are blank."),
        (Status.BELIEVED, "Believed, not confirmed: Some screens are blank."),
        (Status.UNKNOWN, "Not yet known: Some screens are blank."),
        (Status.DENIED, "This is not true: Some screens are blank."),
    ],
)
def test_what_is_not_confirmed_says_so_outside(room, status, words):
    thing = state(room, replace(PLAIN, status=status))
    clear(room, thing, "northmere")
    assert asked(room, thing) == Goes(words)


def test_what_was_superseded_stays(room):
    thing = state(room)
    change(room, thing, status=Status.SUPERSEDED)
    clear(room, thing, "northmere")
    assert asked(room, thing).bar is Bar.SUPERSEDED


# ── a fact that names a council ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "wording",
    ["Eastholt has lost its planning records.", "The same people hit EASTHOLT Council.", "East\u200bholt is off."],
)
def test_a_fact_that_names_a_council_is_about_it_or_says_why_not(room, wording):
    fact = replace(PLAIN, wording=wording)
    before = room.record.arrived
    with pytest.raises(DeskError, match="the wording names Eastholt Council, and the fact is not said"):
        state(room, fact)
    assert room.record.arrived == before
    thing = state(room, replace(fact, about=("eastholt",)))
    assert standing(room, thing).waiting_for == ("eastholt", "northmere")
    thing = state(room, replace(fact, not_about="Eastholt Road is a street here"))
    assert standing(room, thing).waiting_for == ("northmere",)
    thing = state(room)
    with pytest.raises(DeskError, match="the wording names Eastholt Council"):
        change(room, thing, wording=wording)


@pytest.mark.parametrize("wording", ["Northmere is off.", "The eastholters are well.", "Nightline is off."])
def test_our_own_name_and_names_of_no_council_ask_nothing(room, wording):
    assert state(room, replace(PLAIN, wording=wording))
