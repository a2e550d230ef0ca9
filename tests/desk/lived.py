"""A night that was lived in: suspicion, an outage, an order, a decision, asks, tasks, costs and roles, at Northmere."""

from __future__ import annotations

from datetime import timedelta

from battlebox.desk import Role, Someone
from battlebox.desk.command import (
    Ask,
    Attempt,
    Cost,
    Decision,
    NewTask,
    Outcome,
    ask_partner,
    give_role,
    make_decision,
    note_cost,
    open_task,
    record_attempt,
)
from battlebox.desk.picture import (
    Belief,
    Cause,
    Condition,
    Fallback,
    Observation,
    Subject,
    Suspicion,
    estate_in_use,
    give_order,
    invoke,
    observe,
    state_suspicion,
)
from battlebox.desk.record import State, stand
from desk.room import BEGAN, SHARED, Room, officer

GOLD, LOG = Someone("o-gold", "Ann Smith"), Someone("o-log", "Bob Jones")
HOUR = timedelta(hours=1)


def used_by(room):
    return estate_in_use(room.sight("northmere"), room.shelf)


def live(room=None, handling=SHARED):
    """Play the night; what is shared goes to Eastholt as well."""
    room = room or Room.opened()
    record, lead, estate = room.record, officer("northmere"), used_by(room).estate
    stand(record, lead, State.STOOD_UP, why="a beacon was seen", handling=handling)
    give_role(record, lead, Role.STRATEGIC, GOLD, until=BEGAN + 8 * HOUR, handling=handling)
    give_role(record, lead, Role.LOGGIST, LOG, deputy=GOLD, handling=handling)
    belief = Belief(Suspicion.SUSPECTED, BEGAN, "head of IT")
    state_suspicion(record, estate, lead, Subject.SYSTEM, "northmere.servers", belief, handling=handling)
    seen = Observation(Condition.OUT, BEGAN, "contact centre", Cause.UNKNOWN)
    observe(record, estate, lead, "northmere.child-front-door", seen, handling=handling)
    invoke(
        record,
        estate,
        lead,
        "northmere.child-front-door",
        Fallback(running=True, since=BEGAN, who="duty manager", staff=4),
        handling=handling,
    )
    taken = Decision(
        "isolate the servers", "it is the way in", Role.STRATEGIC, BEGAN, review=BEGAN + HOUR, known=(), power="CCA"
    )
    decision = make_decision(record, lead, taken, GOLD, handling=handling)
    give_order(
        record,
        estate,
        lead,
        "northmere.isolate-servers",
        who="head of IT",
        decision=decision.thing,
        handling=handling,
    )
    ask = Ask("eastholt", "cut your end of the line", "a beacon", "duty IT", "mobile", BEGAN, ring_again=BEGAN + HOUR)
    ask_partner(record, estate, lead, ask, handling=handling)
    open_task(record, lead, NewTask("ring the care homes", due=BEGAN + HOUR), handling=handling)
    open_task(record, lead, NewTask("find clean laptops"), handling=handling)
    note_cost(record, lead, Cost("equipment", "laptops", "IT", BEGAN, pence=120_050), handling=handling)
    record_attempt(record, lead, Attempt("tactical (Silver)", Outcome.NO_REPLY, BEGAN), handling=handling)
    return room
