"""Run the quick tests of the gate against one change of one of its modules at a time.

Law: a mutant is killed only by a test that fails, an error, or a loop that does not end; what survives is named, and
the few that change nothing anybody can see are in the list below with the reason.
Not here: making the changes (mutator.py).
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.util
import itertools
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "marking")]
mutator = importlib.import_module("mutator")


SOURCE = HERE.parents[2] / "src"
MODULES = (
    "battlebox.marking.decide",
    "battlebox.marking.tlp",
    "battlebox.share.release.binding",
    "battlebox.share.release.gate",
    "battlebox.share.release.second",
    "battlebox.share.release.accept",
    "battlebox.share.release.labels",
)
ANEW = ("battlebox.marking", "battlebox.share.release")
TESTS = ("quick", "test_gate", "test_second", "test_accept", "test_decide")
TESTED_WITH = ("cases", "things", *TESTS)
# These take seconds, and what they look at is looked at by others too.
SLOW = {
    "test_the_gate_and_the_second_opinion_agree_on_100000_cases",
    "test_tightening_a_label_never_lets_somebody_new_in",
    "test_a_long_word_without_an_end_is_read_in_no_time",
}
# And these last.
LATE = {
    "test_both_readings_and_the_oracle_agree",
    "test_the_labels_and_their_oracle_agree",
    "test_both_readings_find_the_same_ids_in_any_text",
    "test_so_many_things_are_followed_and_no_more",
}
# Of the processor: on a busy machine a sound mutant may take that long on the wall.
SECONDS_MOST = 20

EQUIVALENT: dict[str, str] = {
    "accept: _of_itself: '' -> another": "no identity is registered under either word",
    "accept: _of_change: new_at > held_at -> GtE": "that they are one version was asked just before",
    "binding: _is_statement: return False -> nothing": "both are no",
    "binding: _reach_of_label: '' -> another": "what is CLEAR without an audience is for anybody, whoever owns it",
    "binding: reach_of: newest.owner == held.owner and newest != held -> without part 2": "the same is asked twice",
    "gate: Passage.let_out: if reach not in self._first -> always": "the same is asked twice",
    "second: _LETTERS: 'abcdefghijklmnopqrstuvwxyz0123456789-' -> another": "the letter is in it already",
    "second: _OUTERMOST: 3 -> 4": "nobody stands further out",
    "second: Second._bound_by: if id(one) not in self._bound -> always": "the same is worked out twice",
    "second: Second._allows: 1 -> 0": "nothing is looser than CLEAR",
    "second: Second._allows: return False -> nothing (2)": "both are no",
    "second: Second._goes: {one.owner, *audience} - {''} -> left side alone": "no reader has a blank name",
    "second: Second._goes: {''} -> without element 1": "as before",
    "second: Second._is_author: return False -> nothing": "both are no",
    "second: _is_published: False -> True (2)": "every label stands in one of the two tables",
    "second: Second.lets: 1 -> 0 (2)": "what is furthest comes to the front before the end",
    "second: Second._allows: return False -> nothing": "both are no",
    "second: Second._allows: 1 -> 2": "either is looser than CLEAR",
    "second: Second._goes: '' -> another": "no reader has a blank name, and no body this one",
    "second: Second._knows_markings: return False -> nothing": "both are no",
    "second: _ids: if b'\\\\' not in raw -> never": "the texts tell the same, later",
    "second: _is_published: return False -> nothing (2)": "every label stands in one of the two tables",
    "second: _said: 1 -> 2": "either is looser than CLEAR",
    "decide: _reach: thing.tlp is None or thing.tlp is Tlp.CLEAR -> without part 1": "a rule before it has denied that",
}


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Hands out one module with its change."""

    def __init__(self, name: str, code: object) -> None:
        self.name, self.code = name, code

    def find_spec(self, fullname, path=None, target=None):  # noqa: ARG002 - the shape of the protocol
        return importlib.util.spec_from_loader(fullname, self) if fullname == self.name else None

    def exec_module(self, module):
        exec(self.code, module.__dict__)  # noqa: S102 - it is our own module with one change


class TooLong(BaseException):
    """A loop that does not end."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    def ring(*_: object) -> None:
        raise TooLong

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@contextmanager
def loaded_anew() -> Iterator[None]:
    """Within this the rooms under test are loaded again; afterwards everything is as it was."""
    kept = {
        name: module
        for name, module in sys.modules.items()
        if name in TESTED_WITH or name in ANEW or name.startswith(tuple(f"{each}." for each in ANEW))
    }
    for name in kept:
        del sys.modules[name]
    try:
        yield
    finally:
        for name in list(sys.modules):
            if name in TESTED_WITH or name in ANEW or name.startswith(tuple(f"{each}." for each in ANEW)):
                del sys.modules[name]
        sys.modules.update(kept)
        for name in ANEW:
            parent, _, child = name.rpartition(".")
            if name in kept:
                setattr(sys.modules[parent], child, kept[name])


def calls(module: object) -> Iterator[tuple[str, object]]:
    """Each test of a module with each row of its table."""
    for name, test in vars(module).items():
        if not name.startswith("test_") or name in SLOW:
            continue
        tables = []
        for mark in getattr(test, "pytestmark", ()):
            names = (
                [each.strip() for each in mark.args[0].split(",")] if isinstance(mark.args[0], str) else mark.args[0]
            )
            rows = [row if len(names) > 1 else (row,) for row in mark.args[1]]
            tables.append([dict(zip(names, row, strict=True)) for row in rows])
        for rows in itertools.product(*tables):
            yield name, lambda test=test, rows=rows: test(**{k: v for row in rows for k, v in row.items()})


def killer(module: str, code: object) -> str:
    """The name of what noticed the change; blank if nothing did."""
    finder = _Changed(module, code)
    with loaded_anew():
        sys.meta_path.insert(0, finder)
        try:
            with limited(SECONDS_MOST):
                found = [each for name in TESTS for each in calls(importlib.import_module(name))]
                for test, call in sorted(found, key=lambda each: each[0] in LATE):
                    try:
                        call()
                    except (Exception, pytest.fail.Exception):  # noqa: BLE001
                        # Whatever a changed module raises, it was noticed.
                        return test
        except TooLong:
            return "a loop that does not end"
        except Exception as wrong:  # noqa: BLE001 - it could not even be loaded
            return f"loading: {type(wrong).__name__}"
        finally:
            sys.meta_path.remove(finder)
    return ""


def all_mutants() -> Iterator[tuple[str, str, Callable[[], object]]]:
    """Each change of each module: module, name, what makes its code."""
    for module in MODULES:
        path = SOURCE / Path(*module.split(".")).with_suffix(".py")
        for mutant in mutator.mutants(path.read_text(encoding="utf-8")):
            name = f"{module.rpartition('.')[2]}: {mutant.name}"
            yield module, name, lambda mutant=mutant, path=path: compile(mutant.tree(), str(path), "exec")


def survivors(every: int = 1, first: int = 0) -> tuple[int, list[str]]:
    """How many were tried, and which nothing noticed."""
    tried, alive = 0, []
    for module, name, made in itertools.islice(all_mutants(), first, None, every):
        tried += 1
        if not killer(module, made()):
            alive.append(name)
    return tried, alive
