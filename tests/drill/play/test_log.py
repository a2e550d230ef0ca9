"""The log of a drill: it survives, is read as it was written, and is no other drill's."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from battlebox.drill.play import LOG, DrillLog, Noted, PlayError, stepped
from drill.play.tapes import BEGAN, Ordered, Players, begun, cast
from drill.play.test_course import played

NOW = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)


def written(folder, players=None, until=30):
    """A drill played for so long, each minute kept as it is played."""
    log = DrillLog(folder)
    course = log.begin(cast(), BEGAN, "d1", NOW)
    players = players or Players()
    for minute in range(until + 1):
        after = stepped(course, minute, players.deeds, Ordered(players.deeds))
        course = log.keep(course, after, NOW)
        players.at(course)
        if minute == 15:
            players.decides()
    return log, course


def test_what_was_kept_is_read_as_it_stood(tmp_path):
    log, course = written(tmp_path)
    assert log.course(cast(), "d1") == course
    held = log.keep(course, stepped(course, 31, ()), NOW)
    assert log.course(cast(), "d1") == replace(held, minute=30)


def test_a_line_that_was_cut_short_was_never_done(tmp_path):
    log, course = written(tmp_path)
    whole = (tmp_path / LOG).read_bytes()
    for cut in (1, 5, 40):
        (tmp_path / LOG).write_bytes(whole + b'{"kind": "handed", "minute": 31, "of": "9", "at'[:cut])
        assert log.course(cast(), "d1") == course
    log.note(course, Noted(1, 30, "calm", 2, "evaluator"), NOW)
    assert log.course(cast(), "d1") == course
    assert log.notes() == (Noted(1, 30, "calm", 2, "evaluator"),)


def test_a_line_in_the_middle_that_cannot_be_read_is_named(tmp_path):
    log, _ = written(tmp_path)
    lines = (tmp_path / LOG).read_bytes().splitlines(keepends=True)
    (tmp_path / LOG).write_bytes(b"".join([lines[0], b"rubbish\n", *lines[1:]]))
    with pytest.raises(PlayError, match=r"line 2 of .* cannot be read"):
        log.course(cast(), "d1")


@pytest.mark.parametrize("what", ["digest", "seed", "estate"])
def test_a_log_of_another_drill_is_refused(tmp_path, what):
    log, _ = written(tmp_path, until=1)
    mine = cast()
    other = {"seed": replace(mine, seed=2), "estate": replace(mine, estate="else"), "digest": mine}[what]
    with pytest.raises(PlayError, match="was begun on another"):
        log.course(other, "d2" if what == "digest" else "d1")


def test_a_folder_without_a_log_is_named(tmp_path):
    with pytest.raises(PlayError, match="there is no log of a drill in"):
        DrillLog(tmp_path).course(cast(), "d1")


@pytest.mark.parametrize(
    ("noted", "sentence"),
    [
        (Noted(3, 5, "good"), "inject 3 was not handed out yet"),
        (Noted(1, 5, "  "), "the note is blank"),
        (Noted(1, 5, "x" * 2001), "the note is 2001 characters long"),
        (Noted(1, 5, "good", 3), "a mark is 0, 1 or 2, and not 3"),
    ],
)
def test_a_note_that_says_nothing_is_refused_and_nothing_is_written(tmp_path, noted, sentence):
    log, course = written(tmp_path, until=5)
    before = (tmp_path / LOG).read_bytes()
    with pytest.raises(PlayError, match=sentence):
        log.note(course, noted, NOW)
    assert (tmp_path / LOG).read_bytes() == before


def test_a_disk_that_refuses_is_told_and_nothing_goes_on(tmp_path):
    log = DrillLog(tmp_path / "not there")
    with pytest.raises(PlayError, match="cannot be written"):
        log.begin(cast(), BEGAN, "d1", NOW)
    assert begun().minute == 0


def test_an_ended_drill_stays_ended(tmp_path):
    log, course = written(tmp_path)
    log.keep(course, course.ending(), NOW)
    assert log.course(cast(), "d1").is_over


def test_the_same_deeds_give_the_same_course(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert written(tmp_path / "a")[1] == written(tmp_path / "b")[1]
    assert played(begun(), 30, Players()).handed
