"""The demonstration at hour three: no gate is passed yet, and the board says what of the evidence."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from battlebox.desk import Officer
from battlebox.desk.command import CAST, early_gates, play_demo
from battlebox.desk.gate import Stands, accesses_of, gates_board, indicators_of
from battlebox.desk.picture import estate_in_use, picture_of
from battlebox.desk.record import Installation, Sight
from desk.room import StillWatch, shipped

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    cast = {name: Officer(f"o-{name}", office, body, frozenset({role})) for name, (body, role, office) in CAST.items()}
    incident = play_demo(folder, shipped("west-london"), cast, now=NOW, also=(early_gates,))
    here = Installation(folder, StillWatch(at=NOW))
    sight = Sight.of(here.record(incident), cast["wcc.silver"])
    yield sight, gates_board(sight, picture_of(sight, estate_in_use(sight, here.shelf)))
    here.close()


def test_no_gate_is_passed_at_hour_three_and_the_board_is_not_empty(board):
    states = {each.stands for row in board[1] for each in row.gates}
    assert states == {Stands.OPEN, Stands.HELD, Stands.FAILED}
    assert board[1][0].priority == "P1"


def test_it_says_who_holds_the_evidence_and_whom_to_ask(board):
    rows = {row.system.system: row.gates[0] for row in board[1]}
    assert rows["rbkc.hosting"].why == (
        "held by the regional cyber crime unit; ask the unit's duty desk, through duty Silver",
    )
    assert rows["wcc.hosting"].stands is Stands.FAILED


def test_a_sign_and_interim_access_are_there_to_look_at(board):
    assert len(indicators_of(board[0])) == len(accesses_of(board[0])) == 1
