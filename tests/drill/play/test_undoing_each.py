"""Beside what was done in time stands by which entry it was taken back, for one kind of entry after the other."""

from __future__ import annotations

import pytest

from battlebox.desk import Role
from battlebox.desk.command import (
    Answer,
    Ask,
    Decision,
    NewTask,
    Progress,
    Reply,
    TaskChange,
    answer_ask,
    ask_partner,
    change_task,
    correct_decision,
    make_decision,
    open_task,
)
from battlebox.desk.gate import Indicator, change_indicator, see_indicator
from battlebox.desk.tell import Status, Verdict
from battlebox.drill.play import Done
from desk.facts import OF_EASTHOLT, change, clear, hold, state
from desk.room import SHARED, officer
from drill.play.tapes import BACKUPS, Players
from drill.play.test_course import played
from drill.play.test_undone import asking, numbers, second
from drill.report.reports import opened


class Deeds:
    """What is done first, and what undoes it, at Northmere's desk."""

    def __init__(self, players: Players) -> None:
        self.room, self.estate = players.room, players._estate
        self.thing = ""

    def opens_task(self):
        self.thing = open_task(self.room.record, officer("northmere"), NewTask("ring them"), handling=SHARED).thing

    def drops_task(self):
        change_task(self.room.record, officer("northmere"), self.thing, TaskChange(state=Progress.DROPPED))

    def does_task(self):
        change_task(self.room.record, officer("northmere"), self.thing, TaskChange(state=Progress.DONE))

    def _indicator(self, taken_back=""):
        now = self.room.record.now()
        return Indicator("an account", "the hub", (BACKUPS,), "the firm", "the night engineer", now, "", taken_back)

    def sees(self):
        self.thing = see_indicator(self.room.record, self.estate, officer("northmere"), self._indicator()).thing

    def takes_back(self):
        change_indicator(self.room.record, self.estate, officer("northmere"), self.thing,
                         self._indicator("it was ours"), why="it was ours")  # fmt: skip

    def says_more(self):
        change_indicator(self.room.record, self.estate, officer("northmere"), self.thing, self._indicator(),
                         why="a second source")  # fmt: skip

    def states(self):
        self.thing = state(self.room)

    def denies(self):
        change(self.room, self.thing, status=Status.DENIED)

    def rechecks(self):
        change(self.room, self.thing, checked=self.room.record.now())

    def clears(self):
        self.thing = state(self.room)
        clear(self.room, self.thing, "northmere")

    def refuses(self):
        clear(self.room, self.thing, "northmere", verdict=Verdict.REFUSED, why="not yet")

    def states_of_both(self):
        self.thing = state(self.room, OF_EASTHOLT, handling=SHARED)
        clear(self.room, self.thing, "northmere")

    def eastholt_refuses(self):
        clear(self.room, self.thing, "eastholt", verdict=Verdict.REFUSED, why="not yet")

    def holds(self):
        self.thing = state(self.room)
        hold(self.room, self.thing)

    def lets_go(self):
        hold(self.room, self.thing, in_force=False)

    def decides(self):
        self.decided = Decision("Leave it on", "the payroll runs", Role.TACTICAL, self.room.record.now())
        lead = officer("northmere")
        self.thing = make_decision(self.room.record, lead, self.decided, lead.someone, handling=SHARED).thing

    def corrects(self):
        correct_decision(self.room.record, officer("northmere"), self.thing, self.decided, why="written down wrongly")

    def asks(self):
        now = self.room.record.now()
        ask = Ask("eastholt", "shut the hub", "they are in", "duty officer", "by phone", now)
        self.thing = ask_partner(self.room.record, self.estate, officer("northmere"), ask, handling=SHARED).thing
        self._answers(Reply.YES)

    def is_refused(self):
        self._answers(Reply.NO)

    def _answers(self, reply):
        said = Answer(reply, "duty officer", "by phone", self.room.record.now())
        answer_ask(self.room.record, officer("northmere"), self.thing, said)


@pytest.mark.parametrize(
    ("kind", "first", "then", "by", "words"),
    [
        ("task:opened", "opens_task", "drops_task", "task:closed", "taken back by {} (dropped) at T+3"),
        ("task:opened", "opens_task", "does_task", "task:closed", ""),
        ("indicator:seen", "sees", "takes_back", "indicator:changed", "taken back by {} at T+3"),
        ("indicator:seen", "sees", "says_more", "indicator:changed", ""),
        ("fact:stated", "states", "denies", "fact:changed", "taken back by {} (denied) at T+3"),
        ("fact:stated", "states", "rechecks", "fact:changed", ""),
        ("fact:cleared", "clears", "refuses", "fact:cleared", "taken back by {} (refused) at T+3"),
        ("fact:cleared", "clears", "denies", "fact:changed", "taken back by {} (denied) at T+3"),
        ("fact:cleared", "states_of_both", "eastholt_refuses", "fact:cleared", ""),
        ("fact:held", "holds", "lets_go", "fact:held", "taken back by {} at T+3"),
        ("decision:made", "decides", "corrects", "decision:corrected", "corrected by {} at T+3"),
        ("partner:answered", "asks", "is_refused", "partner:answered", "taken back by {} (no) at T+3"),
    ],
)
def test_what_undoes_each_is_named_beside_it_and_what_does_not_is_not(kind, first, then, by, words):
    players = opened()
    deeds = Deeds(players)
    acts = {1: [getattr(deeds, first)], 3: [getattr(deeds, then)]}
    found = second(played(asking(f'{{ kind = "{kind}" }}'), 5, players, acts), players)
    assert (found.done, found.minute) == (Done.IN_TIME, 1)
    assert found.remark == words.format(numbers(players, by)[-1])


def test_of_two_tasks_the_one_that_stands_is_named_beside_the_one_that_was_dropped():
    players = opened()
    deeds, others = Deeds(players), Deeds(players)
    acts = {1: [deeds.opens_task, others.opens_task], 3: [deeds.drops_task]}
    found = second(played(asking('{ kind = "task:opened" }'), 5, players, acts), players)
    (_, kept), (dropped,) = numbers(players, "task:opened"), numbers(players, "task:closed")
    assert found.remark == f"taken back by {dropped} (dropped) at T+3, while {kept} stands"
