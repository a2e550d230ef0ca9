"""How a command ends when the machine is against it: a closed pipe, Ctrl-C, a full disk, a folder one cannot write.

Law: no traceback, no half-written file, one exit code per kind of failure.
Not here: wrong questions and spoilt estates (test_bad_usage.py, test_bad_estates.py).
"""

from __future__ import annotations

import resource
import shlex
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from battlebox.cli.program import program, run

PROGRAM = [sys.executable, "-c", "from battlebox.cli import main; main()"]
HIT = ("--hit", "northmere.servers", "--worlds", "64", "--seconds", "2", "--no-rerun")
REFUSED = 4


@contextmanager
def _mounted(place, options):
    """A small file system of its own: root can write anywhere else. Tests that need one run as root, as in CI."""
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


@pytest.fixture(params=["size=64k", "size=64k,ro"], ids=["a full disk", "a read-only folder"])
def stubborn(request, tmp_path):
    with _mounted(tmp_path / "stubborn", request.param) as place:
        if "ro" not in request.param:
            (place / "ballast").write_bytes(b"x" * 60_000)
        yield place


def test_paper_that_cannot_be_written_is_refused(battlebox, stubborn):
    before = sorted(stubborn.iterdir())
    ran = battlebox("brief", "northmere", *HIT, "--pdf", stubborn / "brief.pdf")
    assert ran.code == REFUSED
    assert "cannot be written" in ran.err
    assert "battlebox: hint: " in ran.err
    assert "Traceback" not in ran.err
    assert sorted(stubborn.iterdir()) == before


@pytest.mark.parametrize("name", ["ours", "ours.xlsx"])
def test_an_estate_that_cannot_be_written_is_refused_whole(battlebox, stubborn, name):
    before = sorted(stubborn.iterdir())
    ran = battlebox("estate", "new", stubborn / name)
    assert ran.code == REFUSED
    assert "cannot be written" in ran.err
    assert "battlebox: hint: " in ran.err
    assert sorted(stubborn.iterdir()) == before


def test_output_to_a_full_device_is_refused_in_words():
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [*PROGRAM, "check", "northmere"], stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=60
        )
    assert "Traceback" not in done.stderr
    assert done.returncode == REFUSED
    assert "the output could not be written" in done.stderr


def test_a_closed_pipe_is_quiet():
    with subprocess.Popen([*PROGRAM, "--help"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        said = process.stderr.read()
        process.wait(timeout=60)
    assert said == b""


def test_a_reader_that_goes_away_means_141_for_words_and_tables_alike():
    for words in (["brief", "west-london", "--hit", "rbkc.hosting", "--no-rerun", "--all"], ["check", "west-london"]):
        with subprocess.Popen([*PROGRAM, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            process.stdout.close()
            said = process.stderr.read()
            assert (process.wait(timeout=60), b"Traceback" in said, b"error" in said) == (141, False, False), words


@pytest.mark.parametrize("words", [["check", "northmere"], ["--version"], ["brief", "northmere", *HIT]])
@pytest.mark.parametrize("closed", [">&-", ">&- 2>&-"])
def test_an_output_that_is_closed_is_refused_in_words(words, closed):
    shell = " ".join(shlex.quote(word) for word in [*PROGRAM, *words])
    done = subprocess.run(["sh", "-c", f"{shell} {closed}"], stderr=subprocess.PIPE, text=True, check=False, timeout=60)
    assert done.returncode == REFUSED
    assert "Traceback" not in done.stderr
    if "2>" not in closed:
        assert "the output could not be written: standard output is closed" in done.stderr
        assert "battlebox: hint: " in done.stderr


STOPPED = [
    "battlebox: error: stopped before it was done",
    "battlebox: hint: nothing was left half written; run the command again when ready",
]


def test_ctrl_c_while_the_program_loads_is_clean():
    # The first module that the program loads waits, as a slow disk would; the interrupt falls into that wait.
    slow = (
        "import sys, time\n"
        "class Slow:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'battlebox.cli.program':\n"
        "            print('loading', flush=True)\n"
        "            time.sleep(20)\n"
        "sys.meta_path.insert(0, Slow())\n"
        "from battlebox.cli import main\n"
        "main(['check', 'northmere'])\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", slow], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "loading\n"
        process.send_signal(signal.SIGINT)
        said = process.stderr.read().splitlines()
        assert (process.wait(timeout=60), said) == (130, STOPPED)


def test_a_shells_background_job_does_not_hear_ctrl_c():
    deaf = f"trap '' INT; exec {shlex.join([*PROGRAM, 'check', 'northmere'])}"
    with subprocess.Popen(["sh", "-c", deaf], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
        assert process.returncode == 0


def test_ctrl_c_is_clean(tmp_path):
    words = [*PROGRAM, "brief", "west-london", "--hit", "rbkc.hosting", "--json", "--pdf", str(tmp_path / "brief.pdf")]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        time.sleep(2.5)
        process.send_signal(signal.SIGINT)
        said = process.stderr.read()
        code = process.wait(timeout=60)
    assert "Traceback" not in said
    if code:
        assert code == 130
        assert "stopped before it was done" in said
    assert all(not path.name.startswith(".") for path in tmp_path.iterdir())


@pytest.fixture
def broken(monkeypatch):
    """A command with a fault in it."""

    def fault(*_args, **_more):
        raise ZeroDivisionError("a figure nobody thought of")

    monkeypatch.setattr(program.commands["check"], "callback", fault)


def test_a_fault_of_ours_ends_with_70_and_how_to_report_it(broken, battlebox, monkeypatch):
    monkeypatch.delenv("BATTLEBOX_DEBUG", raising=False)
    ran = battlebox("check", "northmere")
    assert (ran.code, ran.out) == (70, "")
    assert ran.err.splitlines() == [
        "battlebox: error: battlebox has a fault: zerodivisionerror a figure nobody thought of",
        "battlebox: hint: your files were not changed; run it again with BATTLEBOX_DEBUG=1 and report what it prints",
    ]


def test_a_fault_shows_itself_to_those_who_ask(broken, monkeypatch):
    monkeypatch.setenv("BATTLEBOX_DEBUG", "1")
    with pytest.raises(ZeroDivisionError, match="nobody thought of"):
        run(["check", "northmere"])


def test_nothing_asked_shows_the_help_and_ends_with_2(battlebox):
    ran = battlebox()
    assert (ran.code, ran.out) == (2, "")
    assert "Usage: battlebox" in ran.err


def _children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_the_version_is_said_at_once():
    # In seconds of processor, which other work on the machine hardly moves, and a bound on waiting.
    times = []
    for _ in range(5):
        used, start = _children(), time.perf_counter()
        done = subprocess.run([*PROGRAM, "--version"], capture_output=True, text=True, check=True)
        times.append((_children() - used, time.perf_counter() - start))
    assert done.stdout.startswith("battlebox ")
    assert min(times)[0] <= 0.3
    assert min(wall for _, wall in times) <= 3


def test_the_version_loads_nothing_heavy():
    look = (
        "import sys; from battlebox.cli.program import run; run(['--version']); "
        "print(*{'numpy', 'numba', 'rich', 'typst', 'openpyxl', 'scipy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[1].strip() == ""


def test_the_desk_is_a_command_that_costs_nothing_until_it_is_asked_for():
    code = (
        "import sys; from battlebox.cli.program import program; import click; "
        "names = program.list_commands(click.Context(program)); "
        "assert 'desk' in names and 'brief' in names, names; "
        "assert not {'django', 'cheroot', 'allauth', 'cryptography', 'battlebox.web'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_help_of_the_desk_loads_no_django():
    code = (
        "import sys, click; from battlebox.cli.program import program; "
        "command = program.get_command(click.Context(program), 'desk'); "
        "assert '--lan' in command.get_help(click.Context(command)); assert 'django' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_ctrl_c_that_falls_where_nothing_can_be_raised_is_not_lost():
    # A finalizer stands for the compiler's callbacks: what is raised in either goes nowhere.
    sly = (
        "import time\n"
        "from battlebox.cli import main\n"
        "from battlebox.cli.program import program\n"
        "class Sly:\n"
        "    def __del__(self):\n"
        "        print('inside', flush=True)\n"
        "        time.sleep(20)\n"
        "def slow(**_asked):\n"
        "    thing = Sly()\n"
        "    del thing\n"
        "    time.sleep(20)\n"
        "program.commands['check'].callback = slow\n"
        "main(['check', 'northmere'])\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", sly], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "inside\n"
        process.send_signal(signal.SIGINT)
        said = process.stderr.read().splitlines()
        assert (process.wait(timeout=60), said) == (130, STOPPED)
