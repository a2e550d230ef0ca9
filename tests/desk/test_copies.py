"""Copies of the record, checkpoints and proof: who may make them, what they hold, and what comes in or does not."""

from __future__ import annotations

import gzip
import io
import zipfile
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlebox.desk import DeskError, Role
from battlebox.desk.record import (
    Handling,
    Installation,
    Note,
    Sight,
    checkpoint_sheet,
    checkpoints_of,
    conflicts_of,
    correct_note,
    entry_of,
    held_by,
    make_copy,
    open_incident,
    print_checkpoint,
    take_copy,
    verify_record,
    write_note,
)
from battlebox.desk.record.line import Index, Line
from battlebox.journal import Checkpoint, JournalError
from battlebox.marking import Tlp
from desk.room import SHARED, Room, StillWatch, officer

OURS = Handling(Tlp.AMBER_STRICT)


@pytest.fixture
def room():
    return Room.opened()


def note(room, facts, body="northmere", handling=SHARED):
    return write_note(room.record, officer(body), Note(facts, room.watch.at), handling=handling)


def words_in(copy):
    with zipfile.ZipFile(io.BytesIO(copy.data)) as folder:
        return gzip.decompress(folder.read("incident.jsonl.gz"))


@pytest.mark.parametrize(("to", "sees"), [("northmere", True), ("eastholt", False), ("farwick", False)])
def test_a_copy_holds_what_may_go_to_that_body_and_counts_what_was_kept_back(room, to, sees):
    note(room, "our own worry", handling=OURS)
    copy = make_copy(room.record, officer("northmere"), to)
    assert (b"our own worry" in words_in(copy)) is sees
    assert (copy.parts_back > 0) is (not sees)


@pytest.mark.parametrize("to", ["eastholt", "farwick"])
def test_a_copy_holds_nothing_that_its_maker_may_not_see(room, to):
    note(room, "theirs alone", body=to, handling=OURS)
    assert b"theirs alone" not in words_in(make_copy(room.record, officer("northmere"), to))
    assert b"theirs alone" in words_in(make_copy(room.record, officer(to), to))


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.OPERATIONAL, Role.LOGGIST, Role.COMMUNICATIONS])
def test_a_role_that_may_not_copy_is_refused_both_ways(room, role):
    with pytest.raises(DeskError, match="may not make a copy"):
        make_copy(room.record, officer("northmere", role), "eastholt")
    with pytest.raises(DeskError, match="may not make a copy"):
        take_copy(room.record, officer("northmere", role), b"x", "x")


def test_a_body_that_is_not_in_the_incident_gets_no_copy(room):
    with pytest.raises(DeskError, match="no body in this incident camden"):
        make_copy(room.record, officer("northmere"), "camden")


def test_a_copy_comes_back_in_and_changes_nothing_the_second_time(room):
    lead = officer("northmere")
    copy = make_copy(room.record, lead, "northmere")
    arrived = room.record.arrived
    taken = take_copy(room.record, lead, copy.data, copy.name)
    assert (taken.new, room.record.arrived) == (0, arrived)
    assert "0 new entries" in taken.said


@pytest.mark.parametrize("cut", [0, 1, 40, 400, -1])
def test_a_copy_that_was_cut_or_changed_is_refused_whole(room, cut):
    lead, copy = officer("northmere"), make_copy(room.record, officer("northmere"), "northmere")
    with zipfile.ZipFile(io.BytesIO(copy.data)) as folder:
        raw = folder.read("incident.jsonl.gz")
    arrived = room.record.arrived
    with pytest.raises((DeskError, JournalError)):
        take_copy(room.record, lead, raw[:cut], "incident.jsonl.gz")
    assert room.record.arrived == arrived


def test_a_zip_with_no_record_in_it_says_what_to_choose(room):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as folder:
        folder.writestr("holiday.jpg", b"x")
    with pytest.raises(DeskError, match="this file holds no record") as refused:
        take_copy(room.record, officer("northmere"), packed.getvalue(), "holiday.zip")
    assert "incident.jsonl.gz" in refused.value.hint


def test_a_checkpoint_can_be_printed_again_byte_for_byte(room):
    lead = officer("northmere")
    saved = print_checkpoint(room.record, lead, holder="City police, duty inspector")
    sight = room.sight("northmere")
    first = checkpoint_sheet(room.record, sight, saved.entry)
    note(room, "later")
    assert checkpoint_sheet(room.record, room.sight("northmere"), saved.entry) == first
    assert Checkpoint.from_text(first.note).size == first.size
    assert [each.id for each in checkpoints_of(sight)] == [saved.entry]
    assert first.holder == "City police, duty inspector"


@pytest.mark.parametrize("body", ["eastholt", "farwick"])
def test_a_checkpoint_is_printed_by_the_body_that_made_it_alone(room, body):
    saved = print_checkpoint(room.record, officer("northmere"), holder="police")
    with pytest.raises(DeskError):
        checkpoint_sheet(room.record, room.sight(body), saved.entry)
    assert checkpoints_of(room.sight(body)) == ()


def test_an_observer_makes_no_checkpoint_and_a_blank_holder_is_refused(room):
    with pytest.raises(DeskError, match="may not make a checkpoint"):
        print_checkpoint(room.record, officer("northmere", Role.OBSERVER), holder="police")
    with pytest.raises(DeskError, match="who takes the sheet is blank"):
        print_checkpoint(room.record, officer("northmere"), holder=" ")


def test_an_entry_is_not_yet_witnessed_until_another_desk_writes_or_a_sheet_is_held(room):
    saved = note(room, "the gate is shut")
    assert held_by(room.sight("northmere"), saved.entry).to_text() == "not yet witnessed"
    note(room, "seen", body="eastholt")
    print_checkpoint(room.record, officer("northmere"), holder="police")
    assert held_by(room.sight("northmere"), saved.entry).to_text() == "held by 1 other desk, 1 printed checkpoint"


def test_two_versions_are_found_and_settled_by_writing_again(room):
    saved = note(room, "the gate is shut")
    lead = officer("northmere")
    for facts in ("open", "ajar"):
        correct_note(room.record, lead, saved.thing, Note(facts, room.watch.at), why="x", over=frozenset({saved.entry}))
    (found,) = conflicts_of(room.sight("northmere"))
    assert found.thing == saved.thing
    assert len(found.versions) == 2
    assert conflicts_of(room.sight("farwick")) == ()
    correct_note(room.record, lead, saved.thing, Note("shut after all", room.watch.at), why="read both")
    assert conflicts_of(room.sight("northmere")) == ()


def test_a_stranger_cannot_open_one_entry(room):
    saved = note(room, "the gate is shut")
    assert entry_of(room.sight("eastholt"), saved.entry).line.words == "the gate is shut"
    with pytest.raises(DeskError):
        entry_of(room.sight("farwick"), saved.entry)


def test_a_whole_record_is_verified_in_words_beside_the_open_one(tmp_path):
    installation = Installation(tmp_path, StillWatch())
    record = installation.found(("northmere", "eastholt"), ("farwick",))
    open_incident(record, officer("northmere"), title="Blue kettle", seen="blank screens", handling=SHARED)
    told = []
    found = verify_record(
        installation, record, officer("northmere"), progress=lambda share, words: told.append((share, words))
    )
    assert found.is_right
    assert found.said.startswith(f"{record.arrived} entries checked: nothing is wrong.")
    assert all(0 <= share <= 1 for share, _ in told)
    write_note(record, officer("northmere"), Note("still open", record.now()))
    assert Sight.of(record, officer("northmere")).line(record.lines()[-1].id).words == "still open"
    installation.close()


@given(st.lists(st.tuples(st.integers(0, 3), st.sets(st.integers(1, 30), max_size=2)), min_size=1, max_size=25))
def test_who_wrote_after_an_entry_is_found_without_looking_at_all_of_them(written):
    index, last = Index(), {}
    for at, (desk, back) in enumerate(written):
        key, seen = f"key {desk}", {f"entry {at - each}" for each in back if each <= at}
        parents = tuple(seen | {last[key].id}) if key in last else tuple(seen)
        n = last[key].header.n + 1 if key in last else 0
        header = SimpleNamespace(key=key, n=n, parents=parents)
        line = last[key] = Line(at + 1, f"{desk}-{n}", f"entry {at}", header, "", "")
        index.lines.append(line)
        index.place_of[line.id] = at
        index.places_of_key.setdefault(key, []).append(at)
    assert [index.keys_after(line) for line in index.lines] == [index._all_after(line) for line in index.lines]


def test_where_a_key_gave_a_number_twice_who_wrote_after_an_entry_is_found_by_looking_at_all():
    index = Index()
    # The second desk forked: what it wrote later on the other branch had not seen the entry.
    for at, (key, n, parents) in enumerate(
        [("one", 0, ()), ("two", 0, ()), ("two", 1, ("entry 1", "entry 0")), ("two", 1, ("entry 1",)),
         ("three", 0, ("entry 3",))]
    ):  # fmt: skip
        header = SimpleNamespace(key=key, n=n, parents=parents)
        index.lines.append(Line(at + 1, "", f"entry {at}", header, "", ""))
        index.place_of[f"entry {at}"] = at
        index.places_of_key.setdefault(key, []).append(at)
    assert index.keys_after(index.lines[0]) == {"one", "two"}
