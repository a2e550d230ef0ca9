"""What is refused before anything is planned, by its words: the mistake is named, and so is what to write instead."""

from __future__ import annotations

import pytest

from battlebox.engine import EngineError
from battlebox.engine.restore import After, Gate, Operation, Problem, Resource, Stopped, plan
from engine.restore.problems import HOUR

ENGINEERS = (Resource("engineers", 2),)


def refused(problem: Problem) -> str:
    with pytest.raises(EngineError) as caught:
        plan(problem, seconds=0)
    return f"{caught.value}; {caught.value.hint}"


def work(name: str, *after: str, **more) -> Operation:
    return Operation(name, 4 * HOUR, after=tuple(After(on) for on in after), **more)


def test_a_circle_is_named_in_its_order():
    words = refused(Problem((work("mail", "directory"), work("directory", "dns"), work("dns", "mail"), work("pay"))))
    assert words.startswith("none of these can begin, since each waits for the next: mail, directory, dns, mail")


def test_an_alternative_breaks_a_circle():
    rows = (After("directory", any_of="names"), After("paper", any_of="names"))
    mail = Operation("mail", HOUR, after=rows)
    plan(Problem((mail, work("directory", "mail"), work("paper"))), seconds=0)


def test_a_gate_that_waits_for_itself_is_named():
    gate = Gate("owner signs", after=(After("accept mail"),))
    words = refused(Problem((work("accept mail", gates=("owner signs",)),), gates=(gate,)))
    assert words.startswith("gate owner signs waits for itself")


def test_a_gate_that_is_never_released_is_named_with_what_waits_for_it():
    gate = Gate("police release", released_microhours=None)
    words = refused(Problem((work("rebuild mail", gates=("police release",)),), gates=(gate,)))
    assert words.startswith("gate police release is never released, and rebuild mail waits for it")


def test_a_gate_given_already_needs_no_release():
    gate = Gate("police release", released_microhours=None, given_microhours=0)
    found = plan(Problem((work("rebuild mail", gates=("police release",)),), gates=(gate,)), seconds=0)
    assert found.starts["rebuild mail"] == 0


@pytest.mark.parametrize(
    ("uses", "resources", "words"),
    [
        ((("welders", 1),), ENGINEERS, "nobody can do mail: there is no welders"),
        ((("engineers", 1),), (Resource("engineers", 0),), "nobody can do mail: there are 0 of engineers"),
        ((("engineers", 2), ("engineers", 1)), ENGINEERS, "mail needs 3 of engineers at once, and there are 2"),
        ((("engineers", -1),), ENGINEERS, "mail has -1 of engineers, which is below 0"),
    ],
    ids=["nobody", "zero crews", "too few", "negative"],
)
def test_work_that_nobody_can_do_is_named(uses, resources, words):
    assert refused(Problem((Operation("mail", HOUR, uses),), resources)).startswith(words)


def test_negative_work_and_dates_in_the_past_are_named():
    assert refused(Problem((Operation("mail", -HOUR),))).startswith("mail has -1 h, which is below 0")
    assert refused(Problem((work("mail", release_microhours=-5 * HOUR),))).startswith(
        "mail has a date in the past: -5 h"
    )
    assert "date in the past: 3 h" in refused(Problem((work("mail", begun_microhours=3 * HOUR),)))
    gone = Stopped("pay", (("mail",),), -1.0, HOUR, HOUR)
    assert refused(Problem((work("mail"),), services=(gone,))).startswith("pay has -1 of harm an hour")


def test_figures_that_are_none_are_named():
    base = {"id": "pay", "needs": (("mail",),), "rto_microhours": HOUR, "mtpd_microhours": HOUR}
    for figure in (float("nan"), float("inf"), 1e30):
        words = refused(Problem((work("mail"),), services=(Stopped(**base, base=figure),)))
        assert words.startswith(f"what an hour of pay costs is {figure:g}, which is no figure"), figure
    for share in (2.0, -0.5, float("nan")):
        words = refused(Problem((work("mail"),), services=(Stopped(**base, base=1.0, fallback_share=share),)))
        assert words.startswith(f"the share that the fallback of pay carries is {share:g}"), share
    assert refused(Problem((work("mail"),), weights=(-1.0, 4.0, 16.0))).startswith("a weight is -1")
    for seconds in (-1, float("nan")):
        with pytest.raises(EngineError, match="the time limit is"):
            plan(Problem((work("mail"),)), seconds=seconds)


def test_a_gate_whose_time_is_over_is_named():
    gate = Gate("police", given_microhours=0, expires_microhours=HOUR)
    late = Problem((work("mail", gates=("police",)),), gates=(gate,), now_microhours=500 * HOUR)
    assert refused(late).startswith("the time of gate police is over, and mail has not begun; ask for it again")
    begun = work("mail", gates=("police",), begun_microhours=HOUR)
    plan(Problem((begun,), gates=(gate,), now_microhours=500 * HOUR), seconds=0)


def test_names_that_lead_nowhere_or_stand_twice_are_named():
    assert refused(Problem((work("mail", "ghost"),))).startswith("mail names ghost, which is not there")
    assert refused(Problem((work("mail", gates=("ghost",)),))).startswith("mail names ghost")
    assert refused(Problem((work("mail"), work("mail")))).startswith("two things to plan are called mail")
    waits = Stopped("pay", ((),), 1.0, HOUR, HOUR)
    assert refused(Problem((work("mail"),), services=(waits,))).startswith("pay names nothing")


def test_ten_thousand_systems_are_refused_in_words():
    many = tuple(Operation(f"o{number}", HOUR) for number in range(40_000))
    assert refused(Problem(many)).startswith("40,000 operations cannot be planned at once; plan at most 24,000")


def test_a_circle_of_needs_is_no_gates_fault_though_a_gate_stands_on_its_way():
    rows = (
        Operation("mail:accept", HOUR, after=(After("pay:accept"),), gates=("owner",), system="mail"),
        Operation("pay:accept", HOUR, after=(After("mail:accept"),), system="pay"),
    )
    gate = Gate("owner", after=(After("pay:accept"),))
    words = refused(Problem(rows, gates=(gate,)))
    assert words.startswith("none of these can begin, since each waits for the next")


def test_harm_that_cannot_be_counted_is_refused_and_not_called_proved():
    for hours, base in ((1_000_000, 1e9), (1_000, 1e9), (40_000_000, 1e5)):
        service = Stopped("pay", (("mail",),), base=base, rto_microhours=0, mtpd_microhours=HOUR)
        words = refused(Problem((Operation("mail", hours * HOUR),), services=(service,)))
        assert words.startswith("what an order would cost is ")
    dear = Stopped("pay", (("mail",),), base=1e5, rto_microhours=0, mtpd_microhours=HOUR)
    found = plan(Problem((Operation("mail", 1_000_000 * HOUR),), services=(dear,)), seconds=0)
    assert found.bound == pytest.approx(found.harm)
