"""Real incidents asked again with what was known then: the advice beside what was done, and where the model erred.

Law: every fact of a case has its source or the mark [WV]; nothing of the outcome goes into the question; errors are
printed and none is left out.
Not here: the facts (cases/*/case.toml and the tables beside them), what to make of them (docs/trust.md).

Use: python bench/run.py replay, or replay:west-london. Takes minutes for West London.
"""

from __future__ import annotations

import time
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any

from table import Row

from battlebox.desk.brief import find, find_pivots, pivot_lines, staying, turning, with_tests, write_brief
from battlebox.engine import (
    EVERYTHING,
    FALSE_ALARM,
    LINKS,
    SUSPECTS,
    Done,
    EstateArrays,
    Hit,
    Question,
    plan_breaks,
    score,
    spread,
)
from battlebox.estate import MICROHOURS, Estate, read_estate

CASES = Path(__file__).parent / "cases"
WORLDS, SECONDS, DAY_H, DAWN_H = 1024, 600, 24, 24
LEAST_OUT_H = 1.0
FEW = 3
NAMES = {"nothing": "Watching", "recommended": "The orders advised", SUSPECTS: "Isolating every suspect",
         LINKS: "Cutting every link between bodies", EVERYTHING: "Shutting everything down"}  # fmt: skip
START = datetime(2025, 11, 24, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Step:
    """One moment: what was known, what had been done, and what was done next."""

    estate: Estate
    question: Question
    said: dict[str, Any]


@dataclass(frozen=True)
class Case:
    """One incident on the estate as far as it is known."""

    name: str
    estate: Estate
    said: dict[str, Any]

    @classmethod
    def named(cls, name: str) -> Case:
        said = tomllib.loads((CASES / name / "case.toml").read_text())
        shipped = Path(str(resources.files("battlebox") / "estate" / "shipped"))
        return cls(name, read_estate(shipped / said["shipped"] if "shipped" in said else CASES / name), said)

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(self._step(said) for said in self.said["step"])

    def _step(self, said: dict[str, Any]) -> Step:
        """What was known at that hour: hits are as old as the incident is by then, orders as old as they are."""
        hour, estate = said["hour"], self.estate
        if "destroys" in said:
            estate = replace(estate, cyber=replace(estate.cyber, destructive_chance=said["destroys"]))
        hits = [(name, float(chance or 1)) for name, _, chance in (each.partition(":") for each in said["hits"])]
        dones = [(name, int(at)) for name, _, at in (each.partition("@") for each in said.get("orders", ()))]
        question = Question(
            hits=tuple(Hit(name, chance, (DAWN_H + hour) * MICROHOURS) for name, chance in hits),
            dones=tuple(Done(name, (hour - at) * MICROHOURS) for name, at in dones),
            hours_microhours=self.said["hours"] * MICROHOURS,
            worlds=WORLDS,
        )
        return Step(estate, question, said)


def replayed(names: str = "") -> list[Row]:
    """The tables of one case, or of all, as Markdown; a row says how long each took."""
    rows = []
    for name in [names] if names else sorted(each.name for each in CASES.iterdir()):
        began = time.perf_counter()
        for line in told(Case.named(name)):
            print(line)
        rows.append(Row(f"the replay of {name}", "whole case", time.perf_counter() - began))
    return rows


def told(case: Case) -> Iterator[str]:
    """Everything that is said of a case."""
    yield f"### {case.said['title']}\n"
    yield from _table(ADVICE, map(advised, case.steps))
    if case.said.get("done"):
        yield "\n**What would turn the verdict on what was done**, as things stood at the first hour:\n"
        yield from verdict(case)
    yield "\n**Services: what the model says, and what came of them**\n"
    yield from _table(SERVICES, services(case))
    if case.said.get("reached"):
        yield "\n**Where the attacker was said to get, and where he was**\n"
        yield from _table(REACHED, reached(case))
    if case.said.get("alarm") == "false":
        yield "\n**What it costs that it was a false alarm**, in weighted person-hours\n"
        yield from _table(FALSE, false_alarm(case))
    yield ""
    yield from (f"- {note}" for note in case.said["notes"])


ADVICE = ("when", "what was known", "what had been done", "the advice", "watching", "as advised", "everything",
          "what was done next")  # fmt: skip
SERVICES = ("service", "what happened", "source", "the model: days out", "error")
FALSE = ("plan", "as believed", "as it was, checking as long as the model says", "as it was, as long as it took")
REACHED = ("system", "the model: chance", "what happened", "source", "squared error")


def advised(step: Step) -> tuple[str, ...]:
    """The advice at one moment, with the harm of each plan from then on, in thousands."""
    arrays = EstateArrays.of(step.estate)
    found = find(step.estate, arrays, step.question, at=START, body=None, seconds=SECONDS)
    turns = find_pivots(arrays, found, seconds=SECONDS)
    tested, advice = with_tests(write_brief(found), found, (), pivots=turns).tested, found.advice
    if tested is None or advice is None:
        raise ValueError(step.said["at"])
    plan = advice.option("recommended").actions
    answer = _orders(step.estate, plan) if tested.enough else "not enough is known"
    if advice.everything_first:
        answer = f"shut everything down; else {answer}"
    following = step.said.get("next", [])
    then = f"{step.said['next_words']}: {_harm(arrays, step.question, following)}" if following else ""
    harms = [_thousands(advice.option(name).harm.mean) for name in ("nothing", "recommended", EVERYTHING)]
    turn = pivot_lines(step.estate, turns, NAMES.__getitem__)[0]
    return (step.said["at"], step.said["known"], step.said["did"], f"{answer}. {turn}.", *harms, then)


def verdict(case: Case) -> Iterator[str]:
    """The break-evens of the plan that was carried out, beside giving no order."""
    first = case.steps[0]
    breaks = plan_breaks(EstateArrays.of(first.estate), first.question, case.said["done"], seconds=SECONDS)
    good = score_of(first, case.said["done"]) < score_of(first, ())
    yield f"- {'It does less harm' if good else 'It does more harm'} than watching."
    yield from (f"- That turns if {line}." for line in turning(first.estate, breaks, good=good))
    yield from (f"- It does not turn on {line}." for line in staying(first.estate, breaks))


def services(case: Case) -> Iterator[tuple[str, ...]]:
    """How long each service of which something is known was out, beside what the model says of what was done."""
    first = case.steps[0]
    hours = score(EstateArrays.of(first.estate), first.question, tuple(case.said.get("done", ()))).service_hours
    for row in case.said["service"]:
        said, days = hours.get(row["service"], 0.0), row.get("days")
        name = first.estate.service_by_id[row["service"]].name
        happened = "kept going" if row["really"] == "kept" else f"out, at least {days} days" if days else "out"
        yield name, happened, row["source"], f"{said / DAY_H:.1f}", _error(row["really"], days, said)


def _error(really: str, days: float | None, said: float) -> str:
    is_out = said >= LEAST_OUT_H
    if really == "kept":
        return "said to stop, and did not" if is_out else "none"
    if not is_out:
        return "not said to stop, and did"
    if days is None:
        return "none known: how long is not told"
    return f"{days * DAY_H / said:.1f} times as long as said, or more"


def reached(case: Case) -> Iterator[tuple[str, ...]]:
    """The chance that each system was reached, were what was done then done at once, beside whether it was."""
    first = case.steps[0]
    question = replace(first.question, dones=tuple(Done(name) for name in case.said["done"]), worlds=8192)
    chances = {row.id: row.reached for row in spread(EstateArrays.of(first.estate), question)}
    for row in case.said["reached"]:
        chance, was = chances[row["system"]], row["really"]
        happened = "reached" if was else "not reached, as far as is told"
        yield (first.estate.system_by_id[row["system"]].name, f"{chance:.2f}", happened, row["source"],
               f"{(chance - was) ** 2:.2f}")  # fmt: skip


def false_alarm(case: Case) -> Iterator[tuple[str, ...]]:
    """What each plan does where nothing is hit: as long as checking is said to take, and as long as it took."""
    first = case.steps[0]
    arrays = EstateArrays.of(first.estate)
    found = find(first.estate, arrays, first.question, at=START, body=None, seconds=SECONDS)
    if found.advice is None:
        raise ValueError(case.name)
    none = replace(first.question, hits=tuple(replace(hit, chance=0.0) for hit in first.question.hits))
    long = round(case.said["lasted_days"] * DAY_H * MICROHOURS)
    slow = replace(
        first.estate,
        cyber=replace(first.estate.cyber, lasts_microhours=long, everything_lasts_microhours=long),
        actions=tuple(replace(row, lasts_microhours=long) for row in first.estate.actions),
    )
    plans = {
        "watching": (),
        "as advised": found.advice.option("recommended").actions,
        "as was done": tuple(case.said["done"]),
    }
    for name, plan in plans.items():
        yield (name, _harm(arrays, first.question, plan), _harm(arrays, none, plan),
               _harm(EstateArrays.of(slow), none, plan))  # fmt: skip


def chance_of_false_alarm(case: Case) -> float | None:
    """How likely a false alarm must be for what was done to do more harm than watching."""
    first = case.steps[0]
    rows = plan_breaks(EstateArrays.of(first.estate), first.question, case.said["done"], seconds=SECONDS)
    return next(row.at for row in rows if row.what == FALSE_ALARM)


def score_of(step: Step, plan: Iterable[str]) -> float:
    """The harm of a plan, as things were believed at a moment."""
    return score(EstateArrays.of(step.estate), step.question, tuple(plan)).harm.mean


def _harm(arrays: EstateArrays, question: Question, plan: Iterable[str]) -> str:
    return _thousands(score(arrays, question, tuple(plan)).harm.mean)


def _thousands(harm: float) -> str:
    return f"{harm / 1000:,.0f}"


def _orders(estate: Estate, plan: tuple[str, ...]) -> str:
    """The orders, by whose they are; of a few the names."""
    if not plan:
        return "no order"
    if len(plan) <= FEW:
        return "; ".join(estate.action_by_id[name].name for name in plan)
    many: dict[str, int] = {}
    for name in plan:
        body = estate.body_by_id[estate.action_by_id[name].body].name
        many[body] = many.get(body, 0) + 1
    return f"{len(plan)} orders: " + ", ".join(f"{number} of {body}" for body, number in sorted(many.items()))


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
