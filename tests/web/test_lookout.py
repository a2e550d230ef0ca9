"""What the threads beside the pages have in common: they outlive what goes wrong, and nobody's work is done twice."""

from __future__ import annotations

import threading

import pytest

from battlebox.journal import JournalCode, JournalError

LONG = 10.0


@pytest.fixture
def lookout(desk, monkeypatch):
    from battlebox.web import lookout as module

    monkeypatch.setattr(module, "FAULT_SECONDS", 0.0)
    # The tables of a test are those of its own thread.
    monkeypatch.setattr(module, "close_old_connections", lambda: None)
    made = []

    def make(look=lambda: None, **more):
        duty = module.Duty("sample", 0.0, "Looking at samples", **more)
        made.append(module.Lookout(duty, look))
        return made[-1]

    yield make
    for each in made:
        each.end()


def alarms():
    from battlebox.web.models import Alarm

    return [(each.key, each.words) for each in Alarm.objects.unseen()]


@pytest.fixture
def told(monkeypatch):
    """The faults that became alarms, told by whichever thread."""
    from battlebox.web.lookout import Duty

    found = []
    monkeypatch.setattr(Duty, "alarm", lambda _self, wrong: found.append(type(wrong).__name__))
    return found


def test_one_kind_of_fault_is_one_alarm_that_says_nothing_of_what_was_in_it(lookout):
    duty = lookout(then="tries again").duty
    for _ in range(2):
        duty.alarm(OSError(28, "no space left on canary"))
    duty.alarm(ValueError("canary"))
    says = "Looking at samples met a fault ({}) and tries again. If this stays, start the desk again."
    assert sorted(alarms()) == [
        ("sample-fault:OSError", says.format("OSError")),
        ("sample-fault:ValueError", says.format("ValueError")),
    ]


def test_it_goes_on_after_a_fault_and_ends_when_it_is_told(lookout, told):
    torn = JournalError.of(JournalCode.NOT_JSON, what="line", why="cut off")
    went, faults = threading.Event(), [OSError(28, "full"), torn, KeyError("x")]

    def look():
        if faults:
            raise faults.pop(0)
        went.set()

    one = lookout(look)
    one.begin()
    assert went.wait(LONG)
    one.end()
    assert told == ["OSError", "JournalError", "KeyError"]
    assert not one.thread.is_alive()


def test_work_for_one_number_is_done_once_at_a_time_and_holds_up_no_other(lookout):
    one, go, begun, other = lookout(), threading.Event(), threading.Event(), threading.Event()

    def slow():
        begun.set()
        go.wait(LONG)

    assert one.have(1, slow)
    assert begun.wait(LONG)
    assert not one.have(1, slow)
    assert one.have(2, other.set)
    assert other.wait(LONG)
    go.set()
    one._pool.shutdown(wait=True)
    assert one.busy == set()


def test_work_that_fails_is_an_alarm_and_may_be_done_again(lookout, told):
    one = lookout()

    def fails():
        raise LookupError("canary")

    assert one.have(1, fails)
    one._pool.shutdown(wait=True)
    assert told == ["LookupError"]
    assert one.busy == set()
