"""The log keeps what happened beside when it was written, shows corrections in place, and is quick to page through."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlebox.desk import DeskCode, DeskError, Role
from battlebox.desk.command import Decision, make_decision
from battlebox.desk.record import Filter, Handling, Note, Sight, correct_note, log_page, write_note
from battlebox.desk.record import texts as texts_room
from battlebox.desk.record.texts import Texts
from battlebox.journal import Draft, Kind
from battlebox.marking import Tlp
from desk.room import BEGAN, SHARED, Room, officer

LOGGIST = officer("northmere", Role.LOGGIST)


@pytest.fixture
def room():
    return Room.opened()


def note(room, facts, *, by=LOGGIST, handling=SHARED, happened=BEGAN, person="", **more):
    return write_note(room.record, by, Note(facts, happened, **more), handling=handling, person=person)


def decide(room, words):
    decision = Decision(words, "only they know", Role.TACTICAL, room.record.now())
    who = officer("northmere")
    return make_decision(room.record, who, decision, who.someone, handling=SHARED)


def numbers(page):
    return [each.line.number for each in page.lines]


def words(page):
    return [each.line.words.splitlines()[0] for each in page.lines if each.line.words]


def test_a_note_says_what_happened_when_and_from_whom(room):
    note(room, "the web page is blank", heard_from="contact centre", happened=BEGAN - timedelta(minutes=5))
    first = log_page(room.sight("eastholt")).lines[0]
    assert first.line.words == "the web page is blank\nheard from contact centre"
    assert first.line.header.kind == "note:written"


def test_what_is_written_late_is_not_taken_without_saying_why(room):
    note(room, "just in time", happened=BEGAN - timedelta(minutes=15))
    before, early = room.record.arrived, BEGAN - timedelta(hours=3)
    with pytest.raises(DeskError) as refused:
        note(room, "late one", happened=early, late="  ")
    assert str(refused.value) == "what happened was about 3 hours ago, and nothing says why it is written only now"
    assert refused.value.code is DeskCode.LATE
    assert room.record.arrived == before
    note(room, "late one", happened=early, late="on the phone")
    assert log_page(room.sight("northmere")).lines[0].line.words.endswith("late: on the phone")


def test_a_corrected_note_stays_in_place_and_says_by_what(room):
    saved = note(room, "three screens")
    fixed = correct_note(room.record, LOGGIST, saved.thing, Note("four screens", BEGAN), why="miscounted")
    newest, old, *_ = log_page(room.sight("northmere")).lines
    assert (old.line.words, old.is_struck, old.corrected_by) == ("three screens", True, (fixed.number,))
    assert (newest.corrects, newest.is_struck) == (saved.entry, False)
    assert newest.line.words == f"corrects {saved.number}: miscounted\nfour screens"


def test_another_body_strikes_nothing_through(room):
    saved = note(room, "three screens")
    with pytest.raises(DeskError, match="is northmere's, so eastholt may not correct it"):
        correct_note(room.record, officer("eastholt"), saved.thing, Note("none", BEGAN), why="no")
    forged = Draft(Kind.NOTE_WRITTEN, Tlp.AMBER, text="none", audience=SHARED.audience, about={"corrects": saved.entry})
    room.record.append(officer("eastholt"), forged)
    assert not any(each.is_struck for each in log_page(room.sight("northmere")).lines)


def test_a_correction_kept_from_a_reader_is_not_given_away(room):
    saved = note(room, "three screens")
    kept = Draft(Kind.NOTE_WRITTEN, text="x", about={"corrects": saved.entry})
    room.record.append(LOGGIST, kept)
    assert any(each.is_struck for each in log_page(room.sight("northmere")).lines)
    assert not any(each.is_struck for each in log_page(room.sight("eastholt")).lines)


def test_filters_by_kind_body_words_and_time(room):
    note(room, "the web page is blank")
    room.watch.pass_by(hours=1)
    late = {"happened": BEGAN + timedelta(hours=1), "person": "Bob Jones"}
    note(room, "meals run late", by=officer("eastholt", Role.LOGGIST), **late)
    sight = room.sight("northmere")
    assert words(log_page(sight, Filter(kinds=frozenset({"note"})))) == ["meals run late", "the web page is blank"]
    assert words(log_page(sight, Filter(kinds=frozenset({"incident:opened"})))) == ["screens are blank"]
    assert words(log_page(sight, Filter(body="eastholt"))) == ["meals run late"]
    assert words(log_page(sight, Filter(words="BLANK web"))) == ["the web page is blank"]
    assert words(log_page(sight, Filter(since=BEGAN + timedelta(minutes=30), kinds=frozenset({"note"})))) == [
        "meals run late"
    ]
    assert words(log_page(sight, Filter(until=BEGAN, words="page"))) == ["the web page is blank"]
    assert words(log_page(sight, Filter(words="bob jones"))) == ["meals run late"]


def test_words_that_may_not_be_seen_are_not_found_by_looking_for_them(room):
    note(room, "a kept word", handling=Handling())
    named = note(room, "somebody rang", person="Bob Jones", handling=Handling(Tlp.GREEN))
    for body in ("eastholt", "farwick"):
        assert log_page(room.sight(body), Filter(words="kept")).lines == ()
        assert log_page(room.sight(body), Filter(words="jones")).lines == ()
        assert named.number in numbers(log_page(room.sight(body), Filter(words="rang")))
    assert numbers(log_page(room.sight("northmere"), Filter(words="jones"))) == [named.number]


def test_pages_go_back_to_the_first_entry_and_forth_again(room):
    for count in range(12):
        note(room, f"note {count}")
    sight = room.sight("northmere")
    page = log_page(sight, size=5)
    assert page.newer is None
    seen = list(page.lines)
    while page.older is not None:
        last = page
        page = log_page(sight, size=5, before=page.older)
        seen += page.lines
    places = [each.line.place for each in seen]
    assert places == sorted(places, reverse=True)
    assert len(places) == len(set(places))
    assert places == [line.place for line in sight.lines()][::-1]
    assert numbers(log_page(sight, size=5, after=page.lines[0].line.place)) == numbers(last)


def test_what_came_in_since_a_place_is_asked_for_alone(room):
    last = log_page(room.sight("northmere")).lines[0].line.place
    note(room, "new")
    page = log_page(room.sight("northmere"), Filter(kinds=frozenset({"note"})), after=last)
    assert (words(page), page.newer) == (["new"], None)
    assert page.older is not None


@pytest.mark.parametrize("role", [Role.OBSERVER])
def test_an_observer_writes_nothing_and_a_blank_note_is_refused(room, role):
    with pytest.raises(DeskError, match="may not write in the log"):
        note(room, "x", by=officer("northmere", role))
    with pytest.raises(DeskError, match="what happened is blank"):
        note(room, " \n")


class Counting(Sight):
    """A sight that counts the entries it was asked about."""

    asked = 0

    def seen(self, line):
        type(self).asked += 1
        return super().seen(line)


@pytest.mark.parametrize(
    ("asked", "most"),
    [
        (Filter(), 51),
        (Filter(words="rare"), 1),
        (Filter(kinds=frozenset({"decision"})), 0),
        (Filter(body="eastholt"), 2),
        (Filter(since=BEGAN + timedelta(days=1)), 0),
    ],
)
def test_a_page_of_twenty_thousand_entries_asks_about_no_more_than_it_shows(room, asked, most):
    """Whatever is asked for, the rarest word among them. The time is processor time: others share the machine."""
    reader = officer("northmere")
    note(room, "the first rare word")
    note(room, "an ordinary line of the log, about something that was seen to happen")
    line, index = room.record.lines()[-1], room.record._index
    for _ in range(20_000):
        index.places_of_kind[line.header.kind].append(len(index.lines))
        index.lines.append(line)
        index.texts.add(line.text)
        index.arrived += 1
    taken = []
    for _ in range(3):
        Counting.asked = 0
        sight = Counting(room.record, reader, room.record.now(), community=True)
        begin = time.process_time()
        log_page(sight, asked)
        taken.append(time.process_time() - begin)
        assert Counting.asked <= most
    assert min(taken) < 0.2, taken


def test_lines_of_some_kinds_are_those_that_looking_through_all_of_them_finds(room):
    for n in range(7):
        note(room, f"line {n}")
        decide(room, f"decision {n}")
    whole, some = list(room.record.lines()), {"decision", "incident:opened"}

    def of_some(lines):
        return [each for each in lines if {each.header.kind, each.header.kind.partition(":")[0]} & some]

    assert len(of_some(whole)) == 8
    for after, until in ((0, len(whole)), (5, len(whole)), (5, 11), (11, 5), (99, 99)):
        assert list(room.record.each_of(some, range(after, until))) == of_some(whole[after:until])
        assert list(room.record.each_of(some, range(after, until)[::-1])) == of_some(whole[after:until])[::-1]
        found = room.record.lines_of(some, after)
        assert list(found) == of_some(whole[after:])
        assert list(reversed(found)) == of_some(whole[after:])[::-1]
    assert [list(room.record.lines(3)), len(room.record.lines(3))] == [whole[3:], len(whole) - 3]
    assert [*room.record.lines()[2:9][::-1]] == whole[2:9][::-1]
    pages, before = [], None
    while before is not None or not pages:
        page = log_page(room.sight("northmere"), Filter(kinds=frozenset(some)), before=before, size=3)
        pages.append([each.line for each in page.lines])
        before = page.older
    assert [len(page) for page in pages] == [3, 3, 2]
    assert [each for page in pages for each in page] == of_some(whole)[::-1]


def test_lines_that_were_asked_for_stay_as_many_while_others_come(room):
    asked = room.record.lines()
    many = len(asked)
    note(room, "written meanwhile")
    assert len(asked) == len(list(asked)) == many
    assert len(room.record.lines()) > many


@given(
    st.lists(st.text("ab \0İß", max_size=6), max_size=40),
    st.lists(st.text("abİß\0", min_size=1, max_size=3).map(str.casefold), min_size=1, max_size=3),
    st.integers(0, 45),
    st.integers(0, 45),
    st.booleans(),
)
def test_words_are_found_by_the_thousand_as_one_by_one(said, needles, after, until, newest_first):
    with pytest.MonkeyPatch.context() as small:
        small.setattr(texts_room, "TOGETHER", 7)
        texts = Texts()
        for each in said:
            texts.add(each)
        among = range(min(after, len(said)), min(until, len(said)))[:: -1 if newest_first else 1]
        wanted = [at for at in among if all(needle in said[at].casefold() for needle in needles)]
        assert list(texts.saying(needles, among)) == [at for at in wanted if not any("\0" in each for each in needles)]
