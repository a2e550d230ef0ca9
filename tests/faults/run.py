"""One run: officers work, faults meet their desk, everything is mended, and the record is held against what they heard.

Law: what is unexplained is as bad as what is lost: whatever an officer meets that no page promises ends the run.
Not here: how a stage is set (stage.py).
"""

from __future__ import annotations

import random
import threading
import time
from dataclasses import dataclass, field
from functools import partial

from driving.desk import MARK
from driving.together import together
from faults.checker import wrongs
from faults.history import Answer, History, Kept
from faults.officers import PEOPLE, Officer
from faults.plan import Plan


@dataclass
class Found:
    """What one run came to."""

    seed: int
    kind: str
    plan: str
    wrong: list = field(default_factory=list)
    """What cannot be, and what nobody can explain; empty where all is well."""
    saved: int = 0
    doubted: int = 0
    refused: int = 0
    looks: int = 0
    again: int = 0
    """The most that anything had to be asked for again."""
    seconds: float = 0.0
    names: frozenset = frozenset()
    text: str = ""
    """The whole history, to be looked at where something is wrong."""

    def __str__(self):
        return f"seed {self.seed}, {self.kind}: {self.plan}"


def one_run(stage, seed):
    """Begin, break, mend, check."""
    plan, history = Plan.drawn(seed, stage.kind, stage.cannot), History()
    found = Found(seed, stage.kind, str(plan), names=frozenset(each.name for each in plan.faults))
    short, incident = stage.new_incident()
    people, is_over, began = [], threading.Event(), time.monotonic()
    for who in range(PEOPLE):
        browser = stage.desk.browser(who, through=stage.line.port)
        rng = random.Random(f"{seed} {who}")
        people.append(Officer(who, browser, partial(stage.desk.at, incident=short), history, rng))

    def break_and_mend():
        try:
            plan.carry_out(stage)
            stage.desk.wait_until_whole()
        finally:
            is_over.set()

    try:
        together(break_and_mend, *(partial(each.work, is_over.is_set) for each in people))
    except AssertionError as unexplained:
        found.wrong.append(f"unexplained: {unexplained}")
    lines, problems = stage.desk.lines(incident)
    kept = [Kept(mark, line.number) for line in lines for mark in sorted(set(MARK.findall(line.words)))]
    found.wrong += [f"the record: {each}" for each in problems]
    found.wrong += map(str, wrongs(history.asked, kept))
    for each in people:
        # A session that is opened anew is of this run alone.
        stage.desk.keys[each.who] = each.browser.cookies["desk_session"]
    said = [each.answer for each in history.asked]
    found.saved, found.refused, found.looks = map(said.count, (Answer.SAVED, Answer.REFUSED, Answer.SHOWN))
    found.doubted = said.count(Answer.IN_DOUBT) + said.count(Answer.UNKNOWN)
    found.again = max(each.unanswered for each in people)
    found.seconds = time.monotonic() - began
    found.text = history.to_text(kept)
    return found
