"""The clock in the folder: whole or as it was, seen by every program on it, and the desk's own watch."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from battlebox.desk.record import Handling, Installation, open_incident
from battlebox.drill.pace import PACE_FILE, DrillWatch, Pace, PaceCode, PaceError, PaceFile, watch_of
from battlebox.journal import DRILL_MARK, LaptopWatch
from desk.room import officer

REAL = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)
DRILL = datetime(2026, 11, 24, 2, 40, tzinfo=UTC)


class Hand:
    """A machine's clock that a test sets."""

    source = "ntp"

    def __init__(self, at=REAL):
        self.at = at

    def now_ms(self):
        return int(self.at.timestamp() * 1000)


@pytest.fixture
def file(tmp_path):
    made = PaceFile.in_folder(tmp_path)
    made.start(Pace.started(REAL, DRILL))
    return made


def test_what_one_program_sets_another_on_the_same_folder_reads(file, tmp_path):
    other = PaceFile(tmp_path / PACE_FILE)
    assert other.pace() == file.pace()
    file.set(lambda pace: pace.paused(REAL + timedelta(minutes=1)))
    assert other.pace().marks[-1].rate == 0


def test_a_drill_is_started_once(file):
    with pytest.raises(PaceError) as wrong:
        file.start(Pace.started(REAL, DRILL))
    assert wrong.value.code is PaceCode.KEPT_TWICE


def test_power_that_goes_while_it_is_written_leaves_the_clock_as_it_was(file, monkeypatch):
    from battlebox.journal import folder

    before = file.pace()

    def gone(*_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(folder.os, "fsync", gone)
    with pytest.raises(PaceError, match="cannot be read or written"):
        file.set(lambda pace: pace.paused(REAL + timedelta(minutes=1)))
    monkeypatch.undo()
    assert PaceFile(file.path).pace() == before


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe", b"nonsense\n"])
def test_a_damaged_clock_is_refused_with_a_sentence(file, raw):
    file.path.write_bytes(raw)
    with pytest.raises(PaceError) as wrong:
        file.pace()
    assert wrong.value.hint


def test_a_clock_that_is_gone_never_gives_the_laptops_time(tmp_path):
    (tmp_path / DRILL_MARK).write_text("")
    watch = watch_of(tmp_path)
    assert type(watch) is DrillWatch
    with pytest.raises(PaceError, match="no such file"):
        watch.now_ms()
    assert type(watch_of(tmp_path / "elsewhere")) is LaptopWatch


def test_the_whole_desk_goes_by_it(file, tmp_path):
    (tmp_path / DRILL_MARK).write_text("")
    machine = Hand()
    here = Installation(tmp_path, DrillWatch(file, machine))
    record = here.found(("northmere",), title="Blue kettle")
    machine.at = REAL + timedelta(minutes=20)
    assert record.now() == DRILL + timedelta(minutes=20)
    file.set(lambda pace: pace.jumped(machine.at, DRILL + timedelta(days=28)))
    open_incident(record, officer("northmere"), title="Blue kettle", seen="their data is for sale", handling=Handling())
    [line] = [each for each in record.lines() if each.header.kind == "incident:opened"]
    assert line.header.wall_ms == int((DRILL + timedelta(days=28)).timestamp() * 1000)
    assert line.header.watch == "human"
    here.close()


def test_what_people_do_is_noted_on_the_clock(file):
    machine = Hand(REAL + timedelta(hours=11))
    watch = DrillWatch(file, machine)
    watch.goes_on()
    machine.at = REAL + timedelta(hours=22)
    assert watch.now_ms() == int((DRILL + timedelta(hours=22)).timestamp() * 1000)
