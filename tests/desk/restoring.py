"""A room in which gates are answered: Northmere's servers are hit, and what its officers write about coming back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from battlebox.desk import Role, Someone
from battlebox.desk.command import Decision, make_decision
from battlebox.desk.picture import Belief, Names, Subject, Suspicion, estate_in_use, picture_of, state_suspicion
from battlebox.desk.restore import (
    GateAnswer,
    Going,
    Indicator,
    Interim,
    Refers,
    Result,
    Way,
    accesses_of,
    answer_gate,
    gates_board,
    give_access,
    go_live,
    loud_of,
    see_indicator,
    system_gates,
)
from desk.room import SHARED, Room, officer

SERVERS = "northmere.servers"
CARE = "northmere.care"
STANDARD = ("evidence", "scope", "source", "hardened", "monitored", "needs", "data", "owner", "decision")


@dataclass
class Restoring:
    """The room, and short ways to write."""

    room: Room = field(default_factory=Room.opened)

    @property
    def record(self):
        return self.room.record

    @property
    def now(self):
        return self.record.now()

    def used(self, body="northmere"):
        return estate_in_use(self.room.sight(body), self.room.shelf)

    def believe(self, system=SERVERS, state=Suspicion.CONFIRMED, *, body="northmere", handling=SHARED):
        belief = Belief(state, self.now, "the night engineer", checked="all of it")
        lead = officer(body)
        estate = self.used().estate
        return state_suspicion(self.record, estate, lead, Subject.SYSTEM, system, belief, handling=handling)

    def answer(self, gate="evidence", result=Result.PASSED, *, system=SERVERS, by=None, **more):
        how = {key: more.pop(key) for key in ("mends", "handling", "over") if key in more}
        said = {"evidence": "disk 1 and 2, in the safe", "at": self.now, "who": "forensic firm", **more}
        given = GateAnswer(result, **said)
        lead = by or officer("northmere")
        return answer_gate(self.record, self.used(), lead, system, gate, given, **{"handling": SHARED, **how})

    def decide(self, what="Servers go live on Monday", *, handling=SHARED):
        decision = Decision(what, "all gates are passed", Role.TACTICAL, self.now)
        lead = officer("northmere")
        return make_decision(self.record, lead, decision, Someone(lead.id, lead.name), handling=handling)

    def pass_all(self, system=SERVERS, *, leaving=()):
        self.decide()
        for gate in STANDARD:
            if gate not in leaving:
                more = {"refers": Refers.ENTRY, "reference": "DA-1"} if gate == "decision" else {}
                self.answer(gate, system=system, **more)

    def go(self, to=Going.LIVE, *, system=SERVERS, by=None, reason="", **more):
        said = {"at": self.now, "who": "duty Gold", "reason": reason, "handling": SHARED, **more}
        return go_live(self.record, self.used(), by or officer("northmere"), system, to, **said)

    def sign(self, *systems, body="northmere", role=Role.TACTICAL, handling=SHARED, **more):
        said = {
            "what": "203.0.113.7 rings every hour", "where": "the firewall's log", "systems": systems or (SERVERS,),
            "source": "the forensic firm", "by": "night engineer", "at": self.now, **more,
        }  # fmt: skip
        seen = Indicator(**said)
        return see_indicator(self.record, self.used().estate, officer(body, role), seen, handling=handling)

    def lend(self, system=CARE, *, by=None, handling=SHARED, **more):
        said = {
            "system": system, "way": Way.EXTRACT, "purpose": "open cases", "untouched": "the image is in the safe",
            "clean": "a laptop that was never joined", "owner": "head of care", "who": "care desk", "since": self.now,
            "until": self.now + timedelta(hours=48), **more,
        }  # fmt: skip
        given = Interim(**said)
        lead = by or officer("northmere")
        return give_access(self.record, self.used().estate, lead, given, handling=handling)

    def picture(self, body="northmere"):
        return picture_of(self.room.sight(body), self.used(body))

    def board(self, body="northmere"):
        return {row.system.system: row for row in gates_board(self.room.sight(body), self.picture(body))}

    def gates(self, system=SERVERS, body="northmere"):
        return system_gates(self.room.sight(body), self.picture(body), system)

    def stands(self, gate, system=SERVERS, body="northmere"):
        return next(each.stands.value for each in self.gates(system, body).gates if each.gate.key == gate)

    def why(self, gate, system=SERVERS, body="northmere"):
        return next(each.why for each in self.gates(system, body).gates if each.gate.key == gate)

    def loud(self, body="northmere"):
        sight = self.room.sight(body)
        rows = gates_board(sight, self.picture(body))
        return loud_of(Names(self.used(body).estate), rows, accesses_of(sight), sight.now)
