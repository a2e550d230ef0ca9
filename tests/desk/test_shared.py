"""What readers share is what each would have worked out alone, and no body ever gets what another may see."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlebox.desk import DeskCode as Code
from battlebox.desk import DeskError, Officer, Role, Someone
from battlebox.desk.backlog import recoveries_of
from battlebox.desk.command import (
    Decision,
    NewTask,
    decisions_of,
    loud_now,
    make_decision,
    open_task,
    tasks_of,
    trusted_channels,
)
from battlebox.desk.gate import gates_board
from battlebox.desk.picture import (
    Belief,
    Cause,
    Channels,
    Condition,
    Fallback,
    Names,
    Observation,
    Subject,
    Suspicion,
    estate_in_use,
    fallbacks_of,
    give_order,
    invoke,
    known_of,
    observe,
    picture_of,
    spoken_of,
    state_suspicion,
)
from battlebox.desk.picture.suspicion import SUSPICION
from battlebox.desk.record import Handling, Note, Record, Sight, changes_since, write_note
from battlebox.desk.record.shared import EYES_MOST, UNSTATED, Shared
from battlebox.desk.tell import clocks_of, exposures_of, shipped_library
from battlebox.journal import Kind
from battlebox.marking import Tlp
from desk.room import COUNCILS, SHARED, Room, officer

SYSTEMS = ("northmere.servers", "northmere.mail", "eastholt.servers")
HANDLINGS = (
    SHARED,
    Handling(Tlp.AMBER_STRICT),
    Handling(Tlp.GREEN),
    Handling(Tlp.RED, frozenset({"person:o-eastholt-tactical"})),
    Handling(Tlp.RED, frozenset({"person:o-northmere-two"})),
)
READERS = tuple(
    Officer(f"o-{body}-{name}", name, body, frozenset({role}))
    for body in COUNCILS
    for name, role in (("tactical", Role.TACTICAL), ("two", Role.OBSERVER))
)


@pytest.fixture
def room():
    return Room.opened()


def estate(room):
    return estate_in_use(room.sight("northmere"), room.shelf).estate


def suspect(room, body, name, handling=SHARED, state=Suspicion.SUSPECTED):
    belief = Belief(state, room.record.now(), f"a scan by {body}", checked="all of it")
    return state_suspicion(room.record, estate(room), officer(body), Subject.SYSTEM, name, belief, handling=handling)


def see(room, body, name, handling=SHARED, condition=Condition.OUT):
    seen = Observation(condition, room.record.now(), f"an engineer of {body}", Cause.UNKNOWN)
    return observe(room.record, estate(room), officer(body), name, seen, handling=handling)


def order(room, body, _name, handling=SHARED):
    ours = next((row.action for row in estate(room).actions if row.body == body), None)
    if ours is not None:
        give_order(room.record, estate(room), officer(body), ours, who="engineer", memory="saved", handling=handling)


def fall_back(room, body, _name, handling=SHARED):
    ours = next((row.service for row in estate(room).services if row.body == body), None)
    if ours is not None:
        running = Fallback(True, room.record.now(), "duty manager", 2)
        invoke(room.record, estate(room), officer(body), ours, running, handling=handling)


def task(room, body, name, handling=SHARED):
    open_task(room.record, officer(body), NewTask(f"look at {name}"), handling=handling)


def decide(room, body, name, handling=SHARED):
    said = Decision(f"cut {name}", "it is the way in", Role.STRATEGIC, room.record.now())
    make_decision(room.record, officer(body), said, Someone("o-gold", "Ann Smith"), handling=handling)


def note(room, body, name, handling=SHARED):
    write_note(room.record, officer(body), Note(f"{name} rang", room.record.now(), "a desk"), handling=handling)


ACTS = (suspect, see, order, fall_back, task, decide, note)


def all_that(sight, shelf):
    """Everything that readers share, and the live picture that is made of it."""
    found = [spoken_of(sight, subject) for subject in Subject]
    found += [tasks_of(sight), decisions_of(sight), fallbacks_of(sight)]
    try:
        used = estate_in_use(sight, shelf)
        found += [known_of(sight, used.estate), shown(picture_of(sight, used))]
        found += [changes_since(sight, sight.now - timedelta(hours=1), most=3)]
        # As every page takes them.
        picture = sight.lately_together("picture", lambda: picture_of(sight, used))
        channels = sight.lately_together("channels", lambda: Channels(picture))
        found += [shown(picture), sight.lately_together("gates", lambda: gates_board(sight, picture))]
        found += [sight.lately_together("exposures", lambda: exposures_of(sight, picture))]
        found += [sight.lately_together("known", lambda: known_of(sight, used.estate)), channels.standing]
        found += [sight.lately("recoveries", lambda: recoveries_of(sight, picture))]
        found += [sight.lately("trusted", lambda: trusted_channels(sight, channels, sight.officer.body))]
        found += [sight.lately("clocks", lambda: clocks_of(sight, picture, shipped_library()))]
    except DeskError as hidden:
        found.append(str(hidden))
    return found


def shown(picture):
    """What a page takes from a picture."""
    return picture.services, picture.stops, picture.seen, picture.orders, picture.held, picture.now


def alone(room, reader):
    """The sight of a reader for whom nothing was ever kept: the journal read anew."""
    return Sight.of(Record(room.record.journal, {}), reader)


@given(
    st.lists(
        st.one_of(
            st.tuples(
                st.sampled_from(ACTS), st.sampled_from(COUNCILS), st.sampled_from(SYSTEMS), st.sampled_from(HANDLINGS)
            ),
            st.sampled_from(READERS),
        ),
        max_size=14,
    )
)
def test_what_is_shared_is_what_each_reader_would_find_alone(steps):
    room = Room.opened()
    for step in (*steps, *READERS):
        if isinstance(step, Officer):
            assert all_that(Sight.of(room.record, step), room.shelf) == all_that(alone(room, step), room.shelf)
            continue
        act, body, name, handling = step
        try:
            act(room, body, name, handling)
        except DeskError:
            # An order that stands already, a stranger's service: nothing was written.
            continue


def test_what_a_body_keeps_to_itself_reaches_no_other_through_what_is_shared(room):
    suspect(room, "northmere", "northmere.mail", Handling(Tlp.AMBER_STRICT))
    see(room, "northmere", "northmere.mail", Handling(Tlp.AMBER_STRICT))
    task(room, "northmere", "northmere.mail", Handling(Tlp.AMBER_STRICT))
    # The body that may see it asks first, so that it is there to be shared.
    ours = all_that(room.sight("northmere"), room.shelf)
    assert ours[0]
    for body in ("eastholt", "farwick", "northmere"):
        sight = room.sight(body)
        hidden = body != "northmere"
        assert (spoken_of(sight, Subject.SYSTEM) == {}) is hidden
        assert (tasks_of(sight) == ()) is hidden
    assert picture_of(room.sight("eastholt"), estate_in_use(room.sight("eastholt"), room.shelf)).seen == {}
    with pytest.raises(DeskError, match="there is no incident"):
        picture_of(room.sight("farwick"), estate_in_use(room.sight("northmere"), room.shelf))


def test_what_is_for_one_person_is_not_shared_with_their_own_colleagues(room):
    suspect(room, "northmere", "northmere.mail", Handling(Tlp.RED, frozenset({"person:o-northmere-two"})))
    named, other = READERS[1], READERS[0]
    assert list(spoken_of(Sight.of(room.record, named), Subject.SYSTEM)) == ["northmere.mail"]
    assert spoken_of(Sight.of(room.record, other), Subject.SYSTEM) == {}


def test_officers_who_see_the_same_share_one_answer_until_it_is_written_of(room):
    suspect(room, "northmere", "northmere.mail")
    found = []

    def find():
        found.append(1)
        return object()

    def asked(reader=READERS[0]):
        return Sight.of(room.record, reader).shared("here", ("system",), find)

    first = asked()
    assert asked(READERS[1]) is first
    assert asked(READERS[2]) is not first
    note(room, "northmere", "northmere.mail")
    task(room, "northmere", "northmere.mail")
    assert asked() is first
    suspect(room, "eastholt", "northmere.mail", state=Suspicion.CONFIRMED)
    assert asked() is not first
    assert len(found) == 3


def test_bodies_that_see_the_same_of_a_kind_share_it_whatever_else_each_keeps_to_itself(room):
    suspect(room, "northmere", "northmere.mail")
    note(room, "northmere", "northmere.mail", Handling(Tlp.AMBER_STRICT))
    note(room, "eastholt", "northmere.mail", Handling(Tlp.AMBER_STRICT))

    def said(body):
        return Sight.of(room.record, officer(body)).every("system", SUSPICION, Belief)

    assert said("northmere")
    assert said("eastholt") is said("northmere")
    assert said("farwick") == {}
    suspect(room, "northmere", "northmere.servers", Handling(Tlp.AMBER_STRICT))
    assert list(said("northmere")) == ["system/northmere.mail", "system/northmere.servers"]
    assert list(said("eastholt")) == ["system/northmere.mail"]


def test_what_rests_on_the_time_is_kept_for_its_minute_and_no_longer_than_until_something_is_stated(room):
    def asked(reader=READERS[0]):
        return Sight.of(room.record, reader).lately("here", object)

    first = asked()
    note(room, "northmere", "northmere.mail")
    room.watch.pass_by(seconds=59)
    assert asked() is first
    assert asked(READERS[1]) is first
    assert asked(READERS[2]) is not first, "a reader of another body"
    room.watch.pass_by(seconds=1)
    later = asked()
    assert later is not first
    suspect(room, "eastholt", "northmere.mail")
    assert asked() is not later


def test_what_rests_on_the_time_is_found_once_for_all_bodies_that_may_see_the_same_statements(room):
    def asked(body):
        return Sight.of(room.record, officer(body)).lately_together("here", object)

    suspect(room, "northmere", "northmere.mail")
    for body in ("northmere", "eastholt"):
        note(room, body, "northmere.mail", Handling(Tlp.AMBER_STRICT))
    first = asked("northmere")
    assert asked("eastholt") is first
    assert asked("farwick") is not first, "a reader who may not see what was stated"
    suspect(room, "northmere", "northmere.servers", Handling(Tlp.AMBER_STRICT))
    ours = asked("northmere")
    assert asked("eastholt") is not ours


def test_an_officer_s_first_line_takes_nothing_from_what_is_kept(room):
    note(room, "northmere", "northmere.mail")
    first = room.sight("northmere").lately("here", object)
    second = Officer("o-northmere-fresh", "Bea Hill", "northmere", frozenset({Role.TACTICAL}))
    said = Note("the host rang", room.record.now(), "a desk")
    write_note(room.record, second, said, handling=Handling(Tlp.AMBER_STRICT))
    assert room.sight("northmere").real_name("o-northmere-fresh") == "Bea Hill"
    assert room.sight("northmere").lately("here", object) is first


def test_what_is_kept_for_a_minute_follows_from_no_line_of_the_log_and_no_officer_s_name(room, monkeypatch):
    for act in ACTS:
        act(room, "northmere", "northmere.mail")
    asked = set()
    for name in ("live", "things", "history"):
        plain = getattr(Record, name)

        def spied(record, thing, *more, plain=plain):
            asked.add(thing.partition("/")[0])
            return plain(record, thing, *more)

        monkeypatch.setattr(Record, name, spied)
    sight = alone(room, READERS[0])
    used = estate_in_use(sight, room.shelf)
    picture = picture_of(sight, used)
    board, channels = gates_board(sight, picture), Channels(picture)
    clocks_of(sight, picture, shipped_library(), exposures_of(sight, picture))
    known_of(sight, used.estate), recoveries_of(sight, picture), channels.standing
    trusted_channels(sight, channels, "northmere"), loud_now(sight, Names(used.estate), board)
    assert {"system", "order", "gate"} <= asked
    assert asked.isdisjoint(UNSTATED)


def test_what_was_written_lately_is_what_each_line_asked_by_itself_says(room):
    for n, handling in enumerate(HANDLINGS * 2):
        note(room, "northmere", f"line {n}", handling)
        room.watch.pass_by(seconds=60)
        suspect(room, "northmere", "northmere.mail", handling)
    for reader in READERS:
        sight = alone(room, reader)
        since = sight.now - timedelta(minutes=7)
        lines = [
            line
            for line in sight.lines()
            if line.words and line.at >= since and line.header.kind != Kind.JOURNAL_OPENED
        ]
        found, many = changes_since(sight, since, most=4)
        assert (list(found), many) == (lines[::-1][:4], len(lines)), reader


def test_what_is_found_while_somebody_writes_is_not_kept_as_new(room):
    def find():
        before = spoken_of(Sight.of(room.record, READERS[0]), Subject.SYSTEM)
        suspect(room, "northmere", "northmere.mail")
        return before

    assert Sight.of(room.record, READERS[0]).shared("slow", ("system",), find) == {}
    now = Sight.of(room.record, READERS[0])
    assert list(now.shared("slow", ("system",), lambda: spoken_of(now, Subject.SYSTEM))) == ["northmere.mail"]


def test_only_a_few_pairs_of_eyes_are_kept(room):
    for n in range(EYES_MOST + 3):
        suspect(room, "northmere", "northmere.mail", Handling(Tlp.RED, frozenset({f"person:o-{n}"})))
        sight = Sight.of(room.record, Officer(f"o-{n}", "", "northmere", frozenset({Role.OBSERVER})))
        sight.shared("many", ("task",), object)
    assert len(Shared.of(room.record).found["many"]) == EYES_MOST


def test_many_who_ask_at_once_while_one_writes_each_get_what_stood_before_or_after(room):
    wrong, told = [], threading.Event()

    def read(reader):
        seen = 0
        while not told.is_set():
            now = len(tasks_of(Sight.of(room.record, reader)))
            if now < seen:
                wrong.append((seen, now))
            seen = now

    readers = [threading.Thread(target=read, args=(reader,)) for reader in READERS[:4]]
    for each in readers:
        each.start()
    for _ in range(40):
        task(room, "northmere", "northmere.mail")
    told.set()
    for each in readers:
        each.join()
    assert wrong == []
    assert {len(tasks_of(Sight.of(room.record, reader))) for reader in READERS[:4]} == {40}


def test_of_many_who_ask_when_a_minute_is_over_one_finds_it_and_a_failure_is_nobodys_but_its_own(room):
    found, answers, together = [], [], threading.Barrier(8)

    def find():
        found.append(threading.get_ident())
        threading.Event().wait(0.1)
        if len(found) == 1:
            raise DeskError.of(Code.BLANK, field="x", what="y")
        return "found"

    def ask():
        together.wait()
        try:
            answers.append(Sight.of(room.record, READERS[0]).lately("slow", find))
        except DeskError:
            answers.append("refused")

    askers = [threading.Thread(target=ask) for _ in range(7)]
    for each in askers:
        each.start()
    ask()
    for each in askers:
        each.join()
    assert sorted(answers) == ["found"] * 7 + ["refused"]
    assert len(found) == 2
