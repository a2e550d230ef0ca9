"""Studies on a cluster: one digest for any number of workers, whoever is killed; another version is refused."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time

import pytest

from battlebox.cli.opening import estate_path
from sim.clusters import HOST, cluster

ASKED = ("--first-hits", "96", "--worlds", "8", "--block", "6")


def battlebox(*words):
    line = [sys.executable, "-c", "from battlebox.cli import main; main()", *map(str, words)]
    return subprocess.run(line, capture_output=True, text=True, timeout=240, check=False)


def study(folder, *words, asked=ASKED):
    return battlebox("study", "run", "northmere", folder, *asked, *words, "--json")


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """The answer of one thread."""
    done = study(tmp_path_factory.mktemp("plain") / "study", "--threads", "1")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize(("workers", "block"), [(1, 6), (2, 10), (4, 6)])
def test_the_digest_is_the_same_for_one_two_and_four_workers(tmp_path, plain, workers, block):
    with cluster(tmp_path, workers) as machines:
        asked = (*ASKED[:-1], str(block))
        done = study(tmp_path / "study", "--scheduler", machines.address, asked=asked)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout) == plain


def test_a_killed_worker_costs_the_block_it_was_at_and_no_more(tmp_path, plain):
    folder = tmp_path / "study"
    kills = 2
    with cluster(tmp_path, 2) as machines:
        killed = []

        def kill():
            # While blocks are being done: one worker, then another that has taken its place.
            for turn in range(kills):
                _wait_for(lambda turn=turn: len(_done(folder)) >= 2 + 3 * turn)
                machines.worker()
                victim = machines.workers[turn]
                victim.send_signal(signal.SIGKILL)
                killed.append(victim.wait())

        thread = threading.Thread(target=kill)
        thread.start()
        done = study(folder, "--scheduler", machines.address, asked=(*ASKED[:-1], "2"))
        thread.join()
        assert killed == [-signal.SIGKILL] * kills
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["digest"] == plain["digest"]
    assert len(list((folder / "blocks").glob("*.part"))) <= kills
    assert "times a block was begun and not ended" in done.stderr or not list((folder / "blocks").glob("*.part"))


def test_a_worker_of_another_version_is_refused_by_name(tmp_path):
    from sim.clusters import ANOTHER

    with cluster(tmp_path, 0) as machines:
        machines.worker(ANOTHER)
        done = study(tmp_path / "study", "--scheduler", machines.address)
    assert done.returncode == 4
    assert "is 0.0.9 " in done.stderr
    assert "and the study was begun with 0.1.0 " in done.stderr
    assert "use the same Battlebox, Python and numba everywhere" in done.stderr
    assert not _done(tmp_path / "study")


def test_a_scheduler_that_is_not_there_is_said_and_the_study_is_kept(tmp_path, plain):
    done = study(tmp_path / "study", "--scheduler", f"tcp://{HOST}:9")
    assert done.returncode == 4
    assert f"no scheduler answers at tcp://{HOST}:9" in done.stderr
    assert "Traceback" not in done.stderr
    again = battlebox("study", "resume", "northmere", tmp_path / "study", "--json")
    assert json.loads(again.stdout)["digest"] == plain["digest"]


@pytest.mark.parametrize("address", ["127.0.0.1", "nonsense://x", "tcp://", "tcp://127.0.0.1:99999"])
def test_an_address_that_is_none_is_said(tmp_path, address):
    done = study(tmp_path / "study", "--scheduler", address)
    assert (done.returncode, "no scheduler answers at" in done.stderr) == (4, True), done.stderr
    assert "Traceback" not in done.stderr


def test_a_scheduler_that_dies_leaves_what_was_done(tmp_path, plain):
    folder = tmp_path / "study"
    with cluster(tmp_path, 1) as machines:
        words = ["study", "run", estate_path("northmere"), folder, *ASKED[:-1], "1", "--scheduler", machines.address]
        line = [sys.executable, "-c", "from battlebox.cli import main; main()", *map(str, words)]
        with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
            _wait_for(lambda: len(_done(folder)) >= 3)
            machines.running[0].kill()
            _, said = running.communicate(timeout=120)
    assert (running.returncode, "Traceback" in said) == (4, False), said
    kept = len(_done(folder))
    assert kept >= 3
    again = battlebox("study", "resume", "northmere", folder, "--json")
    assert json.loads(again.stdout)["digest"] == plain["digest"]


def _done(folder):
    return list((folder / "blocks").glob("*.block")) if folder.is_dir() else []


def _wait_for(so):
    for _ in range(1200):
        if so():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come to that within a minute")
