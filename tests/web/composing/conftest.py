"""The incident of the places' tests, what sends over it, and facts that were cleared."""

from __future__ import annotations

import pytest

from battlebox.desk import Role
from battlebox.desk.record import Sight
from battlebox.desk.tell import (
    Clearance,
    Confidence,
    Fact,
    Status,
    Verdict,
    change_fact,
    clear_fact,
    fact_of,
    state_fact,
)
from battlebox.marking import Tlp
from desk.room import officer as desk_officer
from web.places.conftest import hit, jobs, opened, sending  # noqa: F401 - fixtures, by their names


class Register:
    """Facts of Northmere, stated and cleared by its press office."""

    def __init__(self, opened):  # noqa: F811 - the fixture
        self.opened, self.press = opened, desk_officer("northmere", Role.COMMUNICATIONS)

    def state(self, wording, **more):
        now = self.opened.record.now()
        given = {"status": Status.CONFIRMED, "source": "head of IT", "confidence": Confidence.HIGH, "tlp": Tlp.CLEAR}
        fact = Fact(wording, said=now, checked=now, **{**given, **more})
        return state_fact(self.opened.record, self.opened.estate, self.press, fact).thing

    def clear(self, thing, *bodies):
        for body in bodies or ("northmere",):
            who = desk_officer(body, Role.COMMUNICATIONS)
            entry = fact_of(Sight.of(self.opened.record, who), thing).entry
            now = self.opened.record.now()
            clear_fact(self.opened.record, who, thing, Clearance(body, Verdict.CLEARED, entry, "press office", now))
        return thing

    def change(self, thing, **changed):
        old = fact_of(Sight.of(self.opened.record, self.press), thing).value
        given = {name: getattr(old, name) for name in Fact.__dataclass_fields__} | changed
        change_fact(self.opened.record, self.opened.estate, self.press, thing, Fact(**given), why="we looked again")


@pytest.fixture
def register(opened):  # noqa: F811 - the fixture
    return Register(opened)


@pytest.fixture
def press(desk_page, officer):
    return desk_page(officer("northmere", role=Role.COMMUNICATIONS.value))
