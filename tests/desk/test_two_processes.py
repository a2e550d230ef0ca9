"""Two processes of one desk on one folder: what one writes the other reads, and neither goes on from what is old.

Each has the folder open by itself, as a process has: a lock of a file is held by whoever opened it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from battlebox.desk import DeskError, Role
from battlebox.desk.command import Decision, make_decision
from battlebox.desk.record import (
    Handling,
    Installation,
    Note,
    Record,
    Sight,
    State,
    changes_since,
    open_incident,
    stand,
    standing_mark,
    stated_mark,
    write_note,
)
from battlebox.desk.record import installation as installation_room
from battlebox.journal import (
    DataFolder,
    JournalError,
    LaptopWatch,
    TipFile,
    Turn,
    agree_removal,
    ask_removal,
    needs_new_key,
)
from battlebox.marking import Tlp
from desk.room import SHARED, officer

NORTHMERE, EASTHOLT = officer("northmere"), officer("eastholt")


class Two:
    """The folder, open twice."""

    def __init__(self, folder):
        self.folder = folder
        self.installations = [Installation(folder, LaptopWatch(), shares=True) for _ in range(2)]
        made = self.installations[0].found(("northmere", "eastholt"), ("farwick",), title="Blue kettle")
        open_incident(made, NORTHMERE, title="Blue kettle", seen="screens are blank", handling=SHARED)
        self.incident = made.incident

    def record(self, at):
        """The incident as one of them has it."""
        record = self.installations[at].record(self.incident)
        record.catch_up()
        return record

    def is_whole(self):
        """Nothing is wrong with the record, and every key may go on writing."""
        assert self.installations[0].verify(self.incident, progress=lambda _: None).problems == []
        record, folder = self.record(0), DataFolder(self.folder)
        for body in record.bodies:
            pen = record._pens[body]
            _ = pen.state
            assert needs_new_key(pen, folder.tip(self.incident, pen.desk.public)) is None


@pytest.fixture
def two(tmp_path):
    made = Two(tmp_path)
    yield made
    made.is_whole()
    for each in made.installations:
        each.close()


def note(record, words, who=NORTHMERE):
    return write_note(record, who, Note(words, record.now(), "duty engineer"), handling=SHARED)


def decide(record, words):
    decision = Decision(words, "only they know", Role.TACTICAL, record.now())
    return make_decision(record, NORTHMERE, decision, NORTHMERE.someone, handling=SHARED)


def test_what_many_write_at_both_is_there_once_and_numbered_without_a_gap(two):
    wrong, saved = [], []

    def write(at, line):
        try:
            for n in range(10):
                saved.append(decide(two.record(at), f"{at} {line} {n}").number)
                saved.append(note(two.record(at), f"line {at} {line} {n}", EASTHOLT).number)
        except (DeskError, JournalError) as refused:
            wrong.append(refused)

    lines = [threading.Thread(target=write, args=(at, line)) for at in (0, 1) for line in (0, 1)]
    for each in lines:
        each.start()
    for each in lines:
        each.join()
    assert wrong == []
    found = [two.record(at).lines() for at in (0, 1)]
    assert [line.id for line in found[0]] == [line.id for line in found[1]]
    assert len(set(saved)) == 80, "two were told one number"
    assert set(saved) <= {line.number for line in found[0]}
    numbers = [line.header.about["number"] for line in found[0] if line.header.kind == "decision:made"]
    assert numbers == [f"DA-{n}" for n in range(1, 41)]
    # A name is introduced once, whichever of the two wrote first.
    assert sum(line.header.kind == "officer:named" for line in found[0]) == 2


def test_what_one_closed_the_other_refuses_to_go_on_with(two):
    behind = two.record(1)
    debrief = two.record(0).now() + timedelta(days=7)
    stand(two.record(0), NORTHMERE, State.STOOD_DOWN, why="a false alarm", handling=SHARED)
    stand(two.record(0), NORTHMERE, State.CLOSED, why="over", debrief=debrief, handling=SHARED)
    with pytest.raises(DeskError, match="closed"):
        decide(behind, "go on")


def open_files():
    """The stores that this process has open, once for each time."""
    found = [str(each.readlink()) for each in Path("/proc/self/fd").iterdir() if each.is_symlink()]
    return sum(name.endswith(".journal") for name in found)


def test_a_process_that_is_begun_goes_on_from_what_was_read_before_it_with_connections_of_its_own(two):
    first = two.installations[0]
    before = two.record(0)
    note(before, "read before")
    opened = open_files()
    first.rest()
    assert open_files() == opened - 1
    meanwhile = note(two.record(1), "written meanwhile", EASTHOLT)
    begun = os.fork()
    if begun == 0:
        try:
            first.wake()
            record = first.record(two.incident)
            record.catch_up()
            right = record is before and record.lines()[-1].id == meanwhile.entry
            note(record, "written by the one that was begun")
            os._exit(0 if right else 1)
        finally:
            os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(begun, 0)[1]) == 0
    first.wake()
    said = [line.words.splitlines()[0] for line in two.record(0).lines() if line.words][-3:]
    assert said == ["read before", "written meanwhile", "written by the one that was begun"]
    assert two.record(1).arrived == before.arrived


def test_a_record_whose_file_is_gone_when_a_process_is_begun_is_refused_where_it_is_asked_for(two):
    first = two.installations[1]
    two.record(1)
    first.rest()
    path = DataFolder(two.folder).store_path(two.incident)
    path.rename(path.with_suffix(".away"))
    first.wake()
    with pytest.raises(JournalError, match="there is no"):
        first.record(two.incident)
    path.with_suffix(".away").rename(path)
    assert two.record(1).arrived == two.record(0).arrived


def test_a_long_record_is_read_while_another_process_makes_keys_and_writes(two, monkeypatch):
    note(two.record(0), "written before")
    read = threading.Event()

    class Told(Record):
        def __init__(self, *given):
            super().__init__(*given)
            read.set()

    monkeypatch.setattr(installation_room, "Record", Told)
    first, third = two.installations[0], Installation(two.folder, LaptopWatch(), shares=True)
    opening = threading.Thread(target=third.record, args=(two.incident,))
    with first.turn("keys"), first.turn(two.incident[:16]):
        opening.start()
        assert read.wait(timeout=30), "it waited for a turn, with everything still to read"
        last = note(two.record(0), "written meanwhile")
        assert opening.is_alive(), "nobody compared the note of its last entry under the turn"
    opening.join()
    record = third.record(two.incident)
    assert record.lines()[-1].id == last.entry
    assert record.bodies == two.record(0).bodies
    third.close()


def test_what_is_read_under_the_lock_is_of_now(two):
    behind = two.record(1)
    last = note(two.record(0), "written meanwhile")
    with behind.lock:
        assert behind.lines()[-1].id == last.entry


def test_a_body_that_one_lets_in_writes_at_the_other(two):
    assert "farwick" not in two.record(1).bodies
    wide = Handling(Tlp.AMBER, frozenset({"northmere", "eastholt", "farwick"}))
    stand(two.record(0), NORTHMERE, State.STOOD_UP, why="it is one", handling=wide)
    assert two.installations[0].host(two.incident, NORTHMERE, "farwick")
    assert "farwick" in two.record(1).bodies
    written = note(two.record(1), "from the stranger", officer("farwick"))
    assert written.number == "C-1"
    # Asked for at the other as well, it is there already.
    assert not two.installations[1].host(two.incident, NORTHMERE, "farwick")


def test_words_that_one_removed_are_nowhere_in_the_memory_of_the_other(two):
    written = note(two.record(0), "the name of a patient")
    other = two.record(1)
    place = next(at for at, slot in enumerate(other.line(written.entry).header.parts) if slot.holds == "text")
    assert "patient" in other.line(written.entry).words
    asked = two.record(0).with_pen(NORTHMERE, lambda journal: ask_removal(journal, written.entry, place, "a name"))
    two.record(0).with_pen(EASTHOLT, lambda journal: agree_removal(journal, asked.id))
    other = two.record(1)
    assert "patient" not in other.line(written.entry).words
    assert not [line for line in other.lines() if "patient" in line.text]
    assert not list(other.lines_saying(["patient"], range(other.arrived)))


def test_a_part_that_is_deleted_after_its_entry_was_read_is_forgotten_too(two, monkeypatch):
    written = note(two.record(0), "the name of a patient")
    place = next(at for at, slot in enumerate(two.record(1).line(written.entry).header.parts) if slot.holds == "text")
    asked = two.record(0).with_pen(NORTHMERE, lambda journal: ask_removal(journal, written.entry, place, "a name"))
    pen = two.record(0)._pens["eastholt"]
    with monkeypatch.context() as cut:
        cut.setattr(pen, "finish_removals", lambda: 0)
        two.record(0).with_pen(EASTHOLT, lambda journal: agree_removal(journal, asked.id))
    assert "patient" in two.record(1).line(written.entry).words, "it is read between the two"
    pen.finish_removals()
    assert "patient" not in two.record(1).line(written.entry).words


def test_two_found_an_incident_each_at_once_with_one_key_for_each_body(two):
    made = [None, None]

    def found(at):
        made[at] = two.installations[at].found(("northmere", "eastholt"), ("farwick",), title=f"Kettle {at}")

    lines = [threading.Thread(target=found, args=(at,)) for at in (0, 1)]
    for each in lines:
        each.start()
    for each in lines:
        each.join()
    assert made[0].incident != made[1].incident
    assert made[0].key_of("northmere") == made[1].key_of("northmere") == two.record(0).key_of("northmere")
    open_incident(made[0], NORTHMERE, title="Kettle", seen="screens are blank", handling=SHARED)
    assert note(two.installations[1].record(made[0].incident), "at the other")


def test_a_note_that_two_write_in_turn_never_goes_back(tmp_path):
    one, other = TipFile(tmp_path / "x.tip"), TipFile(tmp_path / "x.tip")
    for n, writer in enumerate((one, other, other, one, one, other)):
        writer.write(n, "ab" * 32)
        assert one.read().n == other.read().n == n
        assert one.is_whole()


def test_whoever_waits_too_long_for_a_turn_is_told_so_and_has_it_afterwards(tmp_path):
    one, other = (Turn(tmp_path / "turns" / "x.lock", wait_seconds=0.05) for _ in range(2))
    with one, one, pytest.raises(JournalError, match="another program writes"):
        other.__enter__()
    with other as turn:
        assert turn.is_fresh


def test_a_process_that_is_killed_lets_go_of_its_turn(tmp_path):
    path = tmp_path / "turns" / "x.lock"
    hold = (
        "import sys, time; from pathlib import Path; from battlebox.journal import Turn\n"
        "with Turn(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", hold, str(path)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "held\n"
        holder.kill()
        with Turn(path) as turn:
            assert turn.is_fresh


def test_whoever_reads_waits_for_nobody_who_writes_in_another_process(two):
    reading, writing = two.record(0), two.record(1)
    reading._turn.wait_seconds = 0.0
    with writing.lock:
        sight = Sight.of(reading, NORTHMERE)
        assert sight.lately("anything", lambda: "found") == "found"
        assert sight.every("task", "task", dict) == {}
        assert changes_since(sight, sight.now - timedelta(hours=1))[1] == 1
        assert standing_mark(reading)
        assert stated_mark(reading)
        with pytest.raises(JournalError, match="another program writes"):
            write_note(reading, NORTHMERE, Note("it rang", sight.now, "a desk"), handling=SHARED)
