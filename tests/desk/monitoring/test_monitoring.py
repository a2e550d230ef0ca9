"""What a machine says is its own word: once, of its own body's things, and never over a person's."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from battlebox.desk import DeskCode, DeskError, Role
from battlebox.desk.monitoring import (
    Asked,
    machine,
    own_things,
    say_fact,
    say_outage,
    say_suspicion,
    standing_at,
)
from battlebox.desk.picture import (
    Belief,
    Cause,
    Chance,
    Condition,
    Observation,
    Subject,
    Suspicion,
    beliefs_of,
    estate_in_use,
    observe,
    observed,
    picture_of,
    state_suspicion,
)
from battlebox.desk.record import Sight, State, stand
from battlebox.desk.tell import Confidence, Fact, Status, facts_of, state_fact
from desk.room import SHARED, Room, officer

SERVERS, CARE = "northmere.servers", "northmere.care"
WATCHER = machine("zab1", "Zabbix", "northmere")


class Watched(Room):
    """The room, and what Northmere's monitoring says in it; each saying has a key of its own."""

    said = 0

    @property
    def used(self):
        return estate_in_use(self.sight("northmere"), self.shelf)

    def asked(self, key="", words="w"):
        self.said += 1
        return Asked(key or f"key{self.said}", words)

    def suspects(self, system=SERVERS, by=WATCHER, asked=None, **more):
        more = {"chance": Chance.MEDIUM, "as_of": self.record.now(), **more}
        return say_suspicion(self.record, self.used.estate, by, asked or self.asked(), system, **more)

    def saw(self, condition, thing=SERVERS, by=WATCHER, asked=None, **more):
        more = {"since": self.record.now(), **more}
        return say_outage(self.record, self.used.estate, by, asked or self.asked(), thing, condition=condition, **more)

    def person_says(self, state, system=SERVERS):
        belief = Belief(state, self.record.now(), "the night engineer", checked="all of it")
        return state_suspicion(
            self.record, self.used.estate, officer("northmere"), Subject.SYSTEM, system, belief, handling=SHARED
        )

    def person_saw(self, condition, thing=SERVERS):
        seen = Observation(condition, self.record.now(), "the service desk", Cause.UNKNOWN)
        return observe(self.record, self.used.estate, officer("northmere"), thing, seen, handling=SHARED)

    def believed(self, system=SERVERS, body="northmere"):
        return [(each.value.state, each.value.source)
                for each in beliefs_of(self.sight(body), Subject.SYSTEM, system)]  # fmt: skip

    def conditions(self, thing=SERVERS):
        said = observed(self.sight("northmere"), self.used.estate).get(thing, ())
        return [each.value.condition for each in said]


@pytest.fixture
def room():
    return Watched.opened()


def refused(code):
    return pytest.raises(DeskError, check=lambda wrong: wrong.code is code)


def test_a_suspicion_is_suspected_says_the_machine_and_its_body_alone_reads_it(room):
    told = room.suspects(note="beacon to a known address")
    assert told.counts
    assert room.believed() == [(Suspicion.SUSPECTED, "Zabbix (monitoring)")]
    line = room.record.line(told.entry)
    assert line.header.by == "machine-zab1"
    assert "suspected (medium), says Zabbix (monitoring)" in line.words
    assert room.sight("northmere").name_of(line.header.by) == "Zabbix (monitoring)"
    for body in ("eastholt", "farwick"):
        assert room.believed(body=body) == []
        with refused(DeskCode.NOT_SEEN):
            room.sight(body).line(told.entry)


@pytest.mark.parametrize("state", [Suspicion.CONFIRMED, Suspicion.CLEAR, Suspicion.UNKNOWN])
def test_a_machine_confirms_nothing_and_clears_nothing(room, state):
    belief = Belief(state, room.record.now(), "it", checked="all of it")
    with refused(DeskCode.NO_JUDGEMENT):
        state_suspicion(room.record, room.used.estate, WATCHER, Subject.SYSTEM, SERVERS, belief)
    now = room.record.now()
    for status in (Status.CONFIRMED, Status.DENIED, Status.UNKNOWN, Status.SUPERSEDED):
        with refused(DeskCode.NO_JUDGEMENT):
            state_fact(room.record, room.used.estate, WATCHER, Fact("x", status, "it", Confidence.LOW, now, now))
    assert room.believed() == []


@pytest.mark.parametrize("by", [Suspicion.CONFIRMED, Suspicion.SUSPECTED])
def test_where_a_person_says_as_much_or_more_it_is_a_line_of_the_log_and_theirs_stands(room, by):
    number = room.person_says(by).number
    told = room.suspects()
    assert not told.counts
    assert room.believed() == [(by, "the night engineer")]
    assert f"What {number} says stands." in room.record.line(told.entry).words


@pytest.mark.parametrize("by", [Suspicion.CLEAR, Suspicion.UNKNOWN])
def test_where_a_person_says_less_both_stand_until_somebody_chooses(room, by):
    room.person_says(by)
    assert room.suspects().counts
    room.suspects(chance=Chance.HIGH)
    assert {state for state, _ in room.believed()} == {by, Suspicion.SUSPECTED}
    assert len(room.believed()) == 2
    room.person_says(Suspicion.CONFIRMED)
    assert room.believed() == [(Suspicion.CONFIRMED, "the night engineer")]


def test_an_outage_stops_and_comes_back_and_the_time_out_is_kept(room):
    room.saw(Condition.OUT)
    assert room.conditions() == [Condition.OUT]
    assert SERVERS in picture_of(room.sight("northmere"), room.used).seen
    room.watch.pass_by(hours=2)
    room.saw(Condition.WORKING)
    assert room.conditions() == [Condition.WORKING]
    (stated,) = observed(room.sight("northmere"), room.used.estate)[SERVERS]
    (spell,) = stated.value.spells
    assert spell.end - spell.begin == timedelta(hours=2)
    assert stated.value.cause is Cause.UNKNOWN


def test_a_machine_takes_back_no_person_s_word_that_a_thing_is_out(room):
    room.person_saw(Condition.OUT)
    assert not room.saw(Condition.WORKING).counts
    assert not room.saw(Condition.SLOW).counts
    assert room.conditions() == [Condition.OUT]


def test_a_machine_may_raise_the_alarm_beside_a_person_s_word_and_end_its_own(room):
    room.person_saw(Condition.WORKING)
    assert room.saw(Condition.OUT).counts
    assert room.conditions() == [Condition.OUT, Condition.WORKING]
    assert room.saw(Condition.WORKING).counts
    assert room.conditions() == [Condition.WORKING, Condition.WORKING]


def test_a_fact_is_believed_and_stays_with_the_body(room):
    told = say_fact(room.record, room.used.estate, WATCHER, room.asked(), "3,000 files were renamed within a minute",
                    confidence=Confidence.LOW, as_of=room.record.now(), systems=(CARE,))  # fmt: skip
    ((thing, stated),) = facts_of(room.sight("northmere"))
    assert thing == told.fact
    assert (stated.value.status, stated.value.source) == (Status.BELIEVED, "Zabbix (monitoring)")
    # Eastholt must clear it before it leaves, and is not told of it by a machine.
    assert stated.value.clears == ("eastholt", "northmere")
    assert facts_of(room.sight("eastholt")) == facts_of(room.sight("farwick")) == ()


def test_nothing_is_said_of_the_things_of_others_and_nowhere_is_the_same_answer(room):
    sentences = set()
    for name in ("eastholt.servers", "nowhere.at-all"):
        for say in (partial(room.suspects, name), partial(room.saw, Condition.OUT, name)):
            with refused(DeskCode.NOT_OF_THE_BODY) as wrong:
                say()
            sentences.add(str(wrong.value).split(";")[0])
        with refused(DeskCode.NOT_OF_THE_BODY):
            say_fact(room.record, room.used.estate, WATCHER, room.asked(), "x", confidence=Confidence.LOW,
                     as_of=room.record.now(), systems=(name,))  # fmt: skip
    assert sentences == {
        "northmere has no system of this id", "northmere has no system or service or channel of this id",
    }  # fmt: skip
    assert not any(each.id.startswith(("eastholt", "farwick")) for each in own_things(room.used.estate, "northmere"))


def test_asked_twice_it_is_recorded_once_and_answered_alike(room):
    first = room.suspects(asked=Asked("k", "words"))
    room.watch.pass_by(hours=3)
    entries = room.record.arrived
    assert room.suspects(asked=Asked("k", "words")) == first
    assert room.record.arrived == entries
    with refused(DeskCode.ASKED_OTHERWISE) as wrong:
        room.suspects(asked=Asked("k", "other words"))
    assert first.number in str(wrong.value)
    room.record.read_again()
    assert room.suspects(asked=Asked("k", "words")) == first, "the record remembers, and no memory of a process"


def test_a_line_of_the_log_is_remembered_like_any_entry(room):
    room.person_says(Suspicion.CONFIRMED)
    first = room.suspects(asked=Asked("k", "words"))
    assert room.suspects(asked=Asked("k", "words")) == first
    assert not first.counts


def test_a_closed_incident_takes_nothing_more_and_still_answers_what_was_asked_before(room):
    first = room.suspects(asked=Asked("k", "words"))
    lead = officer("northmere")
    for state in (State.STOOD_DOWN, State.CLOSED):
        stand(room.record, lead, state, why="over", debrief=room.record.now() + timedelta(days=1), handling=SHARED)
    with refused(DeskCode.CLOSED):
        room.suspects()
    with refused(DeskCode.CLOSED):
        say_fact(room.record, room.used.estate, WATCHER, room.asked(), "x", confidence=Confidence.LOW,
                 as_of=room.record.now())  # fmt: skip
    assert room.suspects(asked=Asked("k", "words")) == first


def test_how_it_stood_at_a_mark_is_the_same_later_and_holds_nothing_of_others(room):
    first = room.suspects()
    at_first = standing_at(room.sight("northmere"), room.used.estate, first.mark)
    room.person_says(Suspicion.CONFIRMED)
    room.saw(Condition.OUT, CARE)
    belief = Belief(Suspicion.CONFIRMED, room.record.now(), "Eastholt's word")
    state_suspicion(room.record, room.used.estate, officer("eastholt"), Subject.SYSTEM, CARE, belief, handling=SHARED)
    sight = room.sight("northmere")
    assert standing_at(sight, room.used.estate, first.mark) == at_first
    assert [(each.thing.id, each.beliefs[0].value.state) for each in at_first] == [(SERVERS, Suspicion.SUSPECTED)]
    now = {each.thing.id: each for each in standing_at(sight, room.used.estate, room.record.arrived)}
    assert [each.value.state for each in now[SERVERS].beliefs] == [Suspicion.CONFIRMED]
    assert now[CARE].beliefs == ()
    assert now[CARE].seen[0].value.condition is Condition.OUT
    assert standing_at(sight, room.used.estate, 0) == ()
    with refused(DeskCode.NOT_WRITTEN_YET):
        standing_at(sight, room.used.estate, room.record.arrived + 1)


def test_a_machine_may_do_nothing_else(room):
    from battlebox.desk import Act
    from battlebox.desk.officer import MACHINE_MAY

    assert {act for act in Act if WATCHER.may(act)} == MACHINE_MAY
    assert {Act.LOOK, Act.NOTE, Act.SUSPECT, Act.OBSERVE, Act.FACT} == MACHINE_MAY
    with_a_role = type(WATCHER)(WATCHER.id, "x", "northmere", frozenset({Role.STRATEGIC}))
    assert not with_a_role.may(Act.DECIDE), "a role gives a machine nothing"
    assert Sight.of(room.record, WATCHER).officer is WATCHER
