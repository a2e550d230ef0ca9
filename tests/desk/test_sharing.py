"""What was said in triage is shared with those who join by a deliberate act, entry by entry; all else stays.

Northmere opens a triage of its own; Eastholt joins when it is stood up; Farwick stays a stranger.
"""

from __future__ import annotations

import pytest

from battlebox.desk import DeskCode, DeskError, Role, Someone
from battlebox.desk.command import (
    Cost,
    Decision,
    NewTask,
    Progress,
    Review,
    TaskChange,
    Verdict,
    change_task,
    decided,
    decisions_of,
    draft_report,
    left_out,
    make_decision,
    note_cost,
    open_task,
    remark_on,
    remarks_on,
    review_decision,
    task_of,
    tasks_of,
)
from battlebox.desk.picture import Belief, Subject, Suspicion, adopt_estate, spoken_of, state_suspicion
from battlebox.desk.record import (
    Handling,
    Note,
    State,
    correct_note,
    course_of,
    kept_from,
    log_page,
    open_incident,
    share,
    stand,
    to_share,
    write_note,
)
from battlebox.journal import Draft, Kind
from battlebox.marking import Tlp
from desk.lived import used_by
from desk.room import BEGAN, SHARED, Room, officer, shipped

LEAD = officer("northmere")
BOTH = SHARED.audience
OURS = Handling(Tlp.AMBER, frozenset({"northmere"}))
GOLD = Someone("o-gold", "Ann Smith")
SERVERS = "northmere.servers"


@pytest.fixture
def room():
    """A triage of Northmere alone, with something of every kind in it."""
    room = Room()
    record = room.record
    open_incident(record, LEAD, title="Blue kettle", seen="screens are blank", handling=OURS)
    adopt_estate(record, LEAD, room.shelf, shipped("northmere"), source="the shipped example", handling=SHARED)
    estate = used_by(room).estate
    believe(room, Suspicion.SUSPECTED)
    room.note = write_note(record, LEAD, Note("the porter rang", BEGAN), person="Mrs Brown", handling=OURS)
    room.task = open_task(record, LEAD, NewTask("ring the homes", LEAD.someone), handling=OURS)
    change_task(record, LEAD, room.task.thing, TaskChange(state=Progress.DOING, note="half of them rung"))
    remark_on(record, LEAD, room.task.thing, "the list is in the safe")
    taken = Decision("isolate the servers", "it is the way in", Role.STRATEGIC, BEGAN)
    room.decision = make_decision(record, LEAD, taken, GOLD, handling=OURS)
    review_decision(record, LEAD, room.decision.thing, Review(Verdict.STANDS, "it still does"))
    note_cost(record, LEAD, Cost("equipment", "laptops", "IT", BEGAN, pence=100), handling=OURS)
    room.strict = write_note(record, LEAD, Note("counsel was asked", BEGAN), handling=Handling(Tlp.AMBER_STRICT))
    legal = Decision("say nothing yet", "counsel said so", Role.STRATEGIC, BEGAN, privileged=True)
    room.legal = make_decision(record, LEAD, legal, GOLD)
    red = Draft(Kind.NOTE_WRITTEN, Tlp.RED, text="the informant", audience=frozenset({f"person:{LEAD.id}"}))
    room.red = record.append(LEAD, red)
    assert estate.system_by_id[SERVERS]
    return room


@pytest.fixture
def stood_up(room):
    stand(room.record, LEAD, State.STOOD_UP, why="a beacon", handling=SHARED)
    return room


def believe(room, state, handling=OURS, source="head of IT"):
    belief = Belief(state, room.record.now(), source)
    return state_suspicion(room.record, used_by(room).estate, LEAD, Subject.SYSTEM, SERVERS, belief, handling=handling)


def offered(room, body="northmere"):
    return to_share(room.sight(body), BOTH)


def seen_words(room, body):
    return "\n".join(each.line.words for each in log_page(room.sight(body), size=500).lines)


def share_all(room, **more):
    return share(room.record, LEAD, [line.id for line in offered(room)], BOTH, why="they run it with us", **more)


def test_standing_up_shares_nothing_by_itself(stood_up):
    assert course_of(stood_up.sight("eastholt")).value.why == "a beacon"
    assert tasks_of(stood_up.sight("eastholt")) == ()
    assert "screens are blank" not in seen_words(stood_up, "eastholt")


def test_what_is_offered_is_what_was_for_fewer_and_may_go(stood_up):
    kinds = [line.header.kind for line in offered(stood_up)]
    assert kinds == [
        "incident:opened", "suspicion:stated", "note:written", "task:opened", "task:changed", "task:changed",
        "decision:made", "decision:reviewed",
    ]  # fmt: skip
    back = {each.line.id: each.why_not for each in kept_from(stood_up.sight("northmere"), BOTH) if each.why_not}
    assert set(back) == {stood_up.strict.entry, stood_up.legal.entry, stood_up.red.entry}
    assert set(back.values()) == {"it is for one body alone or for named people, and stays so"}
    assert offered(stood_up, "eastholt") == ()
    assert to_share(stood_up.sight("farwick"), BOTH) == ()


@pytest.mark.parametrize("kept", ["strict", "legal", "red"])
def test_what_may_not_go_is_refused_by_name_and_nothing_at_all_goes(stood_up, kept):
    entry, before = getattr(stood_up, kept).entry, stood_up.record.arrived
    with pytest.raises(DeskError) as refused:
        share(stood_up.record, LEAD, [offered(stood_up)[0].id, entry], BOTH, why="they asked")
    assert refused.value.code is DeskCode.NOT_TO_SHARE
    assert stood_up.record.number(entry) in str(refused.value)
    assert stood_up.record.arrived == before


def test_the_act_is_recorded_with_its_reason_and_the_originals_stay(stood_up):
    chosen, before = offered(stood_up), len(stood_up.record.lines())
    share_all(stood_up)
    act, *again = stood_up.record.lines()[before:]
    numbers = ", ".join(line.number for line in chosen)
    assert act.words == f"shared with eastholt: 8 entries ({numbers}), because they run it with us"
    assert [line.header.about["shares"] for line in again] == [line.id for line in chosen]
    assert [stood_up.record.line(line.id).words for line in chosen] == [line.words for line in chosen]
    assert not any(line.person for line in again), "no name goes"
    assert again[1].words.startswith(chosen[1].words)
    assert f"(first written as {chosen[1].number}, Mon 23 Nov 2026, 02:40, and shared now)" in again[1].words


def test_those_who_joined_see_what_was_shared_and_no_more_and_the_stranger_nothing(stood_up):
    share_all(stood_up)
    sight = stood_up.sight("eastholt")
    ((_, (belief,)),) = spoken_of(sight, Subject.SYSTEM).items()
    assert (belief.value.state, belief.value.source) == (Suspicion.SUSPECTED, "head of IT")
    task = task_of(sight, stood_up.task.thing)
    assert (task.what, task.state, task.note) == ("ring the homes", Progress.DOING, "half of them rung")
    assert [each.value for each in remarks_on(sight, task.thing)] == ["the list is in the safe"]
    (decision,) = decisions_of(sight)
    assert (decision.number, decision.says.value.what) == ("DA-1", "isolate the servers")
    assert [each.value.why for each in decision.reviews] == ["it still does"]
    told = seen_words(stood_up, "eastholt")
    assert "screens are blank" in told
    for word in ("counsel", "informant", "Brown", "laptops"):
        assert word not in told
    assert seen_words(stood_up, "farwick") == ""


def test_to_those_who_wrote_it_nothing_is_said_twice(stood_up):
    share_all(stood_up)
    sight = stood_up.sight("northmere")
    assert len(tasks_of(sight)) == 1
    assert task_of(sight, stood_up.task.thing).split == ()
    found = decided(sight, stood_up.decision.thing)
    assert (len(found.versions), found.struck, len(found.reviews)) == (1, (), 1)
    assert found.first.at == BEGAN
    assert stood_up.record.conflicts() == []
    assert not any(each.is_struck for each in log_page(sight, size=500).lines)


def test_what_was_overtaken_goes_in_words_alone_and_undoes_nothing(stood_up):
    believe(stood_up, Suspicion.CONFIRMED, handling=SHARED, source="the vendor")
    share_all(stood_up)
    for body in ("northmere", "eastholt"):
        ((_, (belief,)),) = spoken_of(stood_up.sight(body), Subject.SYSTEM).items()
        assert belief.value.state is Suspicion.CONFIRMED
    assert "suspected" in seen_words(stood_up, "eastholt")


def test_a_corrected_line_is_not_shared_and_what_corrects_it_is(stood_up):
    correct_note(stood_up.record, LEAD, stood_up.note.thing, Note("the porter wrote", BEGAN), why="misheard")
    words = [line.words for line in offered(stood_up)]
    assert not any(each == "the porter rang" for each in words)
    assert any("the porter wrote" in each for each in words)


def test_what_was_shared_is_not_offered_again_until_somebody_else_joins(stood_up):
    share_all(stood_up)
    assert offered(stood_up) == ()
    with pytest.raises(DeskError, match="what is shared is blank"):
        share(stood_up.record, LEAD, [], BOTH, why="again")
    everybody = BOTH | {"farwick"}
    # To whoever joins now, the standing up and the line about the sharing are offered as well.
    assert len(to_share(stood_up.sight("northmere"), everybody)) == 8 + 2


def test_who_joins_after_that_is_given_what_stands_as_well_and_nobody_sees_two_versions(stood_up):
    share_all(stood_up)
    everybody = BOTH | {"farwick"}
    stand(stood_up.record, LEAD, State.STOOD_DOWN, why="it is over", handling=Handling(Tlp.AMBER, everybody))
    later = [line.id for line in to_share(stood_up.sight("northmere"), everybody)]
    share(stood_up.record, LEAD, later, everybody, why="they have it too")
    for body in sorted(everybody):
        sight = stood_up.sight(body)
        ((_, (belief,)),) = spoken_of(sight, Subject.SYSTEM).items()
        assert belief.value.state is Suspicion.SUSPECTED
        task = task_of(sight, stood_up.task.thing)
        assert (task.what, task.state, task.split) == ("ring the homes", Progress.DOING, ())
    assert stood_up.record.conflicts() == []


def test_it_is_for_gold_and_silver_of_the_body_that_wrote_it_and_needs_a_reason(stood_up):
    chosen = [line.id for line in offered(stood_up)]
    for role in set(Role) - {Role.STRATEGIC, Role.TACTICAL}:
        with pytest.raises(DeskError, match="may not"):
            share(stood_up.record, officer("northmere", role), chosen, BOTH, why="they asked")
    with pytest.raises(DeskError, match="why is blank"):
        share(stood_up.record, LEAD, chosen, BOTH, why=" ")
    for body in ("eastholt", "farwick"):
        with pytest.raises(DeskError) as refused:
            share(stood_up.record, officer(body), chosen, BOTH, why="we want it")
        assert refused.value.code is DeskCode.NOT_SEEN
    theirs = write_note(stood_up.record, officer("eastholt"), Note("we see it too", BEGAN), handling=SHARED)
    with pytest.raises(DeskError, match="eastholt wrote it, and only eastholt may share it"):
        share(stood_up.record, LEAD, [theirs.entry], BOTH | {"farwick"}, why="they asked")


# ── what a report leaves out ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_report_says_how_much_it_leaves_out_and_of_what(stood_up):
    found = left_out(stood_up.sight("northmere"), SHARED, BOTH)
    assert dict(found.kinds) == {
        "decisions": 3, "tasks": 3, "what is suspected": 1, "costs": 1, "how the incident stands": 1,
    }  # fmt: skip
    assert (len(found.lines), found.shareable) == (9, 7)
    assert found.lines[0].place > found.lines[-1].place
    words = str(draft_report(stood_up.sight("northmere"), used_by(stood_up), handling=SHARED))
    assert "isolate the servers" not in words


def test_a_report_to_those_who_see_it_all_leaves_nothing_out_and_after_sharing_only_what_may_not_go(stood_up):
    sight = stood_up.sight("northmere")
    assert left_out(sight, Handling(Tlp.AMBER_STRICT), BOTH).lines == ()
    share_all(stood_up)
    after = left_out(stood_up.sight("northmere"), SHARED, BOTH)
    assert after.shareable == 0
    assert "what is suspected" not in dict(after.kinds)
    words = str(draft_report(stood_up.sight("northmere"), used_by(stood_up), handling=SHARED))
    assert "isolate the servers" in words
    assert "say nothing yet" not in words


def test_whom_a_report_can_be_narrowed_to_is_worked_out(room):
    """Eastholt sat in the triage, and Farwick joins."""
    stand(room.record, LEAD, State.STOOD_UP, why="a beacon", handling=Handling(Tlp.AMBER, BOTH | {"farwick"}))
    believe(room, Suspicion.CONFIRMED, handling=SHARED)
    found = left_out(room.sight("northmere"), Handling(Tlp.AMBER, BOTH | {"farwick"}), BOTH | {"farwick"})
    assert found.bodies == {"eastholt"}
