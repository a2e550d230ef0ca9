"""The folder of a drill: marked before anything else, with a copy of the estate that says what it is, and no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlebox.drill.pace import Pace, PaceFile, Run
from battlebox.drill.sealed import Original, SealedCode, SealedDrill, SealedError, exercise_copy, make_sealed, sealed_in
from battlebox.estate import MICROHOURS, Shelf, digest_of, estate_of
from battlebox.journal import DRILL_MARK, EXERCISE, JournalCode, JournalError
from battlebox.share.status import is_practice
from desk.room import shipped

REAL = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)
DRILL = datetime(2026, 11, 24, 2, 40, tzinfo=UTC)
BODIES = ("northmere", "eastholt")


def make(folder):
    return make_sealed(folder, "Autumn drill", Original(shipped("northmere")), BODIES, Pace.started(REAL, DRILL))


def test_it_has_a_mark_a_clock_and_a_copy_of_the_estate_sealed_by_its_digest(tmp_path):
    made = make(tmp_path / "drill")
    assert sealed_in(tmp_path / "drill") == made
    assert made.of == digest_of(shipped("northmere"))
    copy = Shelf(tmp_path / "drill" / "estates").fetch(made.estate)
    assert copy.settings["title"].startswith(f"{EXERCISE}: ")
    assert copy.tables == shipped("northmere").tables
    assert exercise_copy(copy) == copy
    assert PaceFile.in_folder(tmp_path / "drill").pace().run(REAL) is Run.RUNNING
    assert is_practice(tmp_path / "drill" / "public")


def test_orders_of_the_copy_work_sooner_and_nothing_else_of_it_differs(tmp_path):
    real = estate_of(shipped("northmere"))
    copy = estate_of(Original(shipped("northmere"), 20).copy())
    assert [row.takes_microhours * 20 for row in copy.actions] == [row.takes_microhours for row in real.actions]
    assert copy.action_by_id["northmere.isolate-backups"].takes_microhours == MICROHOURS // 40
    assert copy.action_by_id["eastholt.ask-carrier"].takes_microhours == 72 * MICROHOURS // 20
    same = [replace(row, takes_microhours=0) for row in copy.actions]
    assert same == [replace(row, takes_microhours=0) for row in real.actions]
    assert Original(shipped("northmere"), 1).copy() == exercise_copy(shipped("northmere"))
    uneven = estate_of(Original(shipped("northmere"), 7).copy())
    assert uneven.action_by_id["northmere.isolate-servers"].takes_microhours == MICROHOURS // 7


def test_a_folder_that_holds_anything_is_never_made_into_a_drill(tmp_path):
    (tmp_path / "desk.sqlite3").write_text("a real desk")
    with pytest.raises(SealedError, match="holds something already") as wrong:
        make(tmp_path)
    assert wrong.value.code is SealedCode.NOT_EMPTY
    assert [each.name for each in tmp_path.iterdir()] == ["desk.sqlite3"]


def test_half_of_a_drill_is_marked_as_one(tmp_path, monkeypatch):
    def full(*_):
        raise JournalError.of(JournalCode.NOT_WRITTEN, name="estates", why="the disk is full")

    monkeypatch.setattr(Shelf, "keep", full)
    with pytest.raises(JournalError):
        make(tmp_path / "drill")
    assert (tmp_path / "drill" / DRILL_MARK).exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "`format` is missing"),
        ("nonsense", "no mark of a drill"),
        ('format = 2\nsays = "x"\ntitle = "a"\nestate = "b"\nof = "c"\nbodies = ["d"]\n', "of format 2"),
        ('format = 1\nsays = "x"\ntitle = "a"\nestate = "b"\nof = "c"\nbodies = ["d"]\n', "fields were changed"),
        ('format = 1\nmore = 1\nsays = "x"\ntitle = "a"\nestate = "b"\nof = "c"\nbodies = []\n', "`more`"),
    ],
)
def test_a_mark_that_is_none_is_refused_by_what_is_wrong(tmp_path, text, words):
    (tmp_path / DRILL_MARK).write_text(text)
    with pytest.raises(SealedError, match=words) as wrong:
        sealed_in(tmp_path)
    assert wrong.value.code is SealedCode.BAD_MARK


def test_a_folder_without_a_mark_holds_no_drill(tmp_path):
    with pytest.raises(SealedError, match="holds no drill"):
        sealed_in(tmp_path)


PRINTED = st.text(st.characters(categories=("L", "N", "P", "S"), include_characters=" "), min_size=1).filter(str.strip)


@given(PRINTED, PRINTED, st.lists(PRINTED, min_size=1, unique=True))
def test_text_and_back_is_the_same(title, digest, bodies):
    made = SealedDrill(title, digest, digest, tuple(bodies))
    assert SealedDrill.from_text(made.to_text()) == made
