"""The program that lets anybody check us: tiny files of our own in both formats, their answers worked out by hand."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from laws.tree import ROOT

SM = """\
************************************************************************
jobs (incl. supersource/sink ):  5
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          3           2   3   4
   2        1          1           5
   3        1          1           5
   4        1          1           5
   5        1          0
************************************************************************
REQUESTS/DURATIONS:
jobnr. mode duration  R 1
------------------------------------------------------------------------
  1      1     0       0
  2      1     4       1
  3      1     3       1
  4      1     3       2
  5      1     0       0
************************************************************************
RESOURCEAVAILABILITIES:
  R 1
    2
************************************************************************
"""
# Two jobs of 3 and 2 on one resource; the second starts from 0 to {late} after the first; the third with the first.
SCH = """\
3\t1\t0\t0
0\t1\t3\t1\t2\t3\t[0]\t[0]\t[0]
1\t1\t3\t3\t4\t2\t[0]\t[3]\t[0]
2\t1\t2\t1\t4\t[-{late}]\t[2]
3\t1\t2\t1\t4\t[0]\t[1]
4\t1\t0
0\t1\t0\t0
1\t1\t3\t1
2\t1\t2\t1
3\t1\t1\t0
4\t1\t0\t0
1
"""


def run(tmp_path, name: str, text: str) -> dict:
    path = tmp_path / name
    path.write_text(text)
    words = [sys.executable, str(ROOT / "benchmarks" / "rcpsp.py"), str(path), "--seconds", "60", "--json"]
    return json.loads(subprocess.run(words, capture_output=True, check=True, text=True, cwd=tmp_path).stdout)[0]


def test_a_psplib_file_is_solved_and_proved(tmp_path):
    row = run(tmp_path, "tiny.sm", SM)
    assert row["file"] == "tiny.sm"
    assert (row["makespan"], row["bound"], row["is_proved"]) == (7, 7, True)
    first, two, three, four, last = row["starts"]
    assert (first, last) == (0, 7)
    assert four in {0, 4}
    assert two + three in {0, 6}


@pytest.mark.parametrize(("late", "makespan"), [(3, 5), (9, 5), (1, None)])
def test_a_file_with_limits_is_solved_or_proved_to_have_no_schedule(tmp_path, late, makespan):
    row = run(tmp_path, "tiny.sch", SCH.format(late=late))
    assert row["makespan"] == makespan
    if makespan is not None:
        starts = row["starts"]
        assert starts[1] == starts[3]
        assert 0 <= starts[2] - starts[1] <= late


@pytest.mark.parametrize(
    "text", ["", "rubbish", SM[:600], SM.replace("  3      1     3       1\n", ""), SCH[:120], None]
)
def test_a_file_that_cannot_be_read_is_named_and_the_others_are_solved(tmp_path, text):
    bad, good = tmp_path / "bad.sm", tmp_path / "good.sm"
    good.write_text(SM)
    if text is not None:
        bad.write_text(text)
    words = [sys.executable, str(ROOT / "benchmarks" / "rcpsp.py"), str(bad), str(good), "--seconds", "60", "--json"]
    told = subprocess.run(words, capture_output=True, check=False, text=True, cwd=tmp_path)
    first, second = json.loads(told.stdout)
    assert (first["makespan"], first["starts"], second["makespan"]) == (-1, [], 7)
    assert first["why"].startswith("could not be read: ")
    assert told.returncode == 1
    assert told.stderr.startswith(f"rcpsp: error: {bad} could not be read: ")
    assert "Traceback" not in told.stderr


def test_against_a_table_of_the_best_known_the_distance_is_summed_up(tmp_path):
    solved = tmp_path / "tiny.sm"
    solved.write_text(SM)
    table = tmp_path / "best.csv"
    table.write_text("family,file,lower_bound,best_known_makespan,proven_optimal\ntiny,tiny.sm,5,5,no\n")
    words = [sys.executable, str(ROOT / "benchmarks" / "rcpsp.py"), str(solved), "--seconds", "60"]
    told = subprocess.run([*words, "--against", str(table)], capture_output=True, check=True, text=True)
    assert (
        told.stderr == "tiny: 1 of 1 with a schedule, 1 proved best; mean 40.00 % over the best known, worst 40.00 %\n"
    )
