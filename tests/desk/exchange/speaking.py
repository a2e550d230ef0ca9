"""Northmere's desk when much is known: what it says of itself, of Eastholt and of Farwick, under several labels."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

from battlebox.desk import Role
from battlebox.desk.command import Answer, Ask, Reply, answer_ask, ask_partner
from battlebox.desk.exchange import told_to
from battlebox.desk.gate import Indicator, see_indicator
from battlebox.desk.picture import (
    Belief,
    Condition,
    Observation,
    Stage,
    Subject,
    Suspicion,
    estate_in_use,
    give_order,
    move_order,
    observe,
    state_suspicion,
)
from battlebox.desk.record import Handling
from battlebox.desk.tell import Whom
from battlebox.marking import Tlp
from desk.facts import PLAIN, cleared
from desk.room import SHARED, Room, officer

EASTHOLT = Whom("eastholt", community=True)
FARWICK = Whom("farwick", community=True)
OURS = Handling()
EVERYBODY = Handling(Tlp.GREEN)
CARE, SERVERS = "northmere.care", "northmere.servers"


@dataclass
class Speaking:
    """What the three councils write down, and what each partner is told of it."""

    room: Room = field(default_factory=Room.opened)

    @property
    def estate(self):
        return estate_in_use(self.room.sight("northmere"), self.room.shelf).estate

    @property
    def now(self):
        return self.room.record.now()

    def told(self, whom=EASTHOLT, *, by="northmere", now=None):
        sight = self.room.sight(by)
        return told_to(sight, estate_in_use(sight, self.room.shelf), whom, now or self.now)

    def later(self, **span):
        self.room.watch.pass_by(**(span or {"minutes": 10}))
        return self

    def suspects(self, state=Suspicion.SUSPECTED, name=CARE, *, by="northmere", how=SHARED, **more):
        subject = Subject.BODY if "." not in name else Subject.SYSTEM
        said = {"as_of": self.now, "source": "head of IT", **more}
        if state is Suspicion.CLEAR:
            said.setdefault("checked", "logs of two weeks")
        return state_suspicion(
            self.room.record, self.estate, officer(by), subject, name, Belief(state, **said), handling=how
        )

    def isolates(self, action="northmere.isolate-care", *, to=Stage.VERIFIED, how=SHARED):
        lead = officer("northmere")
        record, estate = self.room.record, self.estate
        give_order(record, estate, lead, action, who="on-call engineer", handling=how)
        if to is not Stage.ORDERED:
            move_order(
                record, estate, lead, action, to, who="on-call engineer", means="a ping from outside", handling=how
            )

    def sees(self, condition=Condition.OUT, name="northmere.housing-benefit", *, how=SHARED, seen_by="front desk"):
        seen = Observation(condition, self.now, seen_by)
        return observe(self.room.record, self.estate, officer("northmere"), name, seen, handling=how)

    def asks(self, of="eastholt", *, what="Close the shared line", why="the attacker may use it", how=SHARED):
        ask = Ask(of, what, why, "duty officer", "by phone", self.now)
        return ask_partner(self.room.record, self.estate, officer("northmere"), ask, handling=how).thing

    def answers(self, thing, reply=Reply.YES, *, by="eastholt", how=SHARED):
        answer = Answer(reply, "duty officer", "by phone", self.now)
        return answer_ask(self.room.record, officer(by), thing, answer, handling=how)

    def states(self, wording, *bodies, **more):
        given = {"tlp": Tlp.AMBER, "audience": frozenset({"eastholt"}), **more}
        return cleared(self.room, replace(PLAIN, wording=wording, checked=self.now, said=self.now, **given), *bodies)

    def signs(self, what="203.0.113.7 rings every hour", *systems, how=SHARED, **more):
        said = {"where": "the firewall's log", "source": "the forensic firm", "by": "night engineer", "at": self.now}
        seen = Indicator(what=what, systems=systems or (SERVERS,), **{**said, **more})
        return see_indicator(self.room.record, self.estate, officer("northmere", Role.TACTICAL), seen, handling=how)

    def everything(self):
        """Something of each kind that Eastholt may have, some minutes apart."""
        self.suspects(since=self.now - timedelta(hours=3))
        self.later().suspects(Suspicion.CONFIRMED, SERVERS)
        self.later().suspects(Suspicion.CLEAR, "northmere.mail", how=EVERYBODY)
        self.later().suspects(Suspicion.UNKNOWN, "northmere.benefits")
        self.later().suspects(Suspicion.SUSPECTED, "eastholt.servers")
        self.later().isolates()
        self.later().isolates("northmere.isolate-servers", to=Stage.ORDERED)
        self.later().sees()
        self.later().sees(Condition.SLOW, "northmere.child-front-door", how=EVERYBODY)
        self.later().answers(self.asks())
        self.later().states("Some screens are blank.")
        self.later().states("Doors are open.", tlp=Tlp.CLEAR, audience=frozenset())
        self.later().signs()
        return self.later()
