"""Who acts: an officer of one body, with the roles held there, and what each role may do.

Law: what no role allows is refused; an officer acts for one body at a time and for no other.
Not here: accounts and signing in (web), who holds a command role in an incident (command/role.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from battlebox.desk.errors import Code, DeskError


class Role(StrEnum):
    """What someone is here for; the first three are Gold, Silver and Bronze."""

    STRATEGIC = "strategic"
    TACTICAL = "tactical"
    OPERATIONAL = "operational"
    LOGGIST = "loggist"
    COMMUNICATIONS = "communications"
    INFORMATION_GOVERNANCE = "information_governance"
    SERVICE_LEAD = "service_lead"
    PARTNER_LIAISON = "partner_liaison"
    OBSERVER = "observer"

    @property
    def words(self) -> str:
        """As it is said."""
        return _WORDS.get(self, self.value.replace("_", " "))


_WORDS: Final = {
    Role.STRATEGIC: "strategic (Gold)",
    Role.TACTICAL: "tactical (Silver)",
    Role.OPERATIONAL: "operational (Bronze)",
}


class Act(StrEnum):
    """What can be done at a desk; the value reads after `may not`."""

    LOOK = "see this incident"
    NOTE = "write in the log"
    STAND = "open an incident, stand it up or down, or close it"
    SUSPECT = "say what is suspected"
    OBSERVE = "record what stopped or came back"
    FALL_BACK = "start or end a fallback"
    DECIDE = "make a decision"
    RECORD_DECISION = "record a decision somebody made"
    CORRECT_DECISION = "correct a decision"
    ORDER = "order that something be isolated, cut or reopened"
    CARRY_OUT = "acknowledge an order or say that it was verified"
    ASK = "ask a partner for something"
    OPEN_TASK = "open a task"
    TASK = "change a task"
    REMARK = "say a word about a task"
    APPOINT = "give a role to somebody"
    HAND_OVER = "hand over a role"
    REACH = "use the list of people to reach"
    TAKE_SHEET = "take a call sheet"
    HOLD_LIST = "open the list of people to reach, or keep its keys"
    BRING_LIST = "bring in a list of people to reach, or print its sheets"
    ESTATE = "change the estate"
    COST = "record a cost"
    PROPOSE = "propose an order"
    RING = "record who was rung"
    REPORT = "issue a situation report"
    COPY = "make a copy of the record or take one in"
    CHECKPOINT = "make a checkpoint of the record"
    SHARE = "share with more bodies what was written for fewer"
    AWARE = "say when somebody became aware of a breach"
    JUDGE_CLOCK = "decide when the body became aware, or that a clock of the law does not run"
    CLOCK = "start a clock or record who was told"
    FACT = "state a fact"
    CLEAR_FACT = "clear a fact for release"
    HOLD_FACT = "record that police or others hold a fact back"
    LIFE_SAFETY = "send prepared words where life or safety is at risk"
    RELEASE = "record that words left"
    PRESS = "write down what the press asked or told"
    SEND = "send a message or stop one"
    PUBLISH = "write or publish the public page"
    WORK = "record work on a system's return"
    REPLAN = "choose how the order of return goes on"
    RULE_PAGES = "say how many people must look before the public page goes out"
    BACKLOG = "write what is to be keyed back, or how much is done"
    RECONCILE = "sign off that a service's records are put right"
    ASSURE = "issue, accept, refuse or withdraw a letter of assurance"
    TAKE_LETTER = "take in a partner's letter of assurance"
    BULLETIN = "send a bulletin to partners"
    TAKE_BULLETIN = "take in a partner's bulletin, or record that one was acknowledged"
    PARTNER = "say what a partner may have, or cut one off"
    GATE = "answer a gate"
    WAIVE = "waive a gate"
    GO_LIVE = "record that a system went live"
    INTERIM = "give or end interim access"
    INDICATOR = "record a sign of the attack"
    DRAFT_IN = "draft somebody in, or say who sits where"
    ANSWER_POST = "record what somebody who was asked to take a post said"
    EXEMPT = "let somebody's rest be cut short, or publish a roster"
    READY = "write what the council's readiness rests on"
    CONFIRM = "record what an owner confirmed, or ask one to"


_TASKS: Final = frozenset({Act.OPEN_TASK, Act.TASK})
_DECISIONS: Final = frozenset({Act.RECORD_DECISION, Act.CORRECT_DECISION})
_SHEETS: Final = frozenset({Act.REACH, Act.TAKE_SHEET})
_LISTS: Final = _SHEETS | {Act.HOLD_LIST, Act.BRING_LIST}
_EVERYONE: Final = frozenset({
    Act.LOOK, Act.NOTE, Act.REMARK, Act.HAND_OVER, Act.RING, Act.PRESS, Act.ANSWER_POST, Act.CONFIRM,
})  # fmt: skip
_RESTORING: Final = frozenset({Act.GATE, Act.GO_LIVE, Act.INTERIM, Act.INDICATOR})
_BRONZE: Final = (
    _EVERYONE
    | _TASKS
    | _SHEETS
    | _RESTORING
    | {
        Act.SUSPECT,
        Act.OBSERVE,
        Act.FALL_BACK,
        Act.CARRY_OUT,
        Act.COST,
        Act.PROPOSE,
        Act.AWARE,
        Act.FACT,
        Act.WORK,
        Act.BACKLOG,
        Act.DRAFT_IN,
    }
)
_SILVER: Final = (
    _BRONZE
    | _DECISIONS
    | {
        Act.STAND,
        Act.DECIDE,
        Act.ORDER,
        Act.ASK,
        Act.APPOINT,
        Act.ESTATE,
        Act.REPORT,
        Act.COPY,
        Act.CHECKPOINT,
        Act.SHARE,
        Act.CLOCK,
        Act.CLEAR_FACT,
        Act.HOLD_FACT,
        Act.LIFE_SAFETY,
        Act.RELEASE,
        Act.SEND,
        Act.PUBLISH,
        Act.REPLAN,
        Act.RECONCILE,
        Act.ASSURE,
        Act.TAKE_LETTER,
        Act.BULLETIN,
        Act.TAKE_BULLETIN,
        Act.PARTNER,
        Act.WAIVE,
        Act.EXEMPT,
        Act.READY,
    }
)
AFTER_CLOSING: Final = frozenset(
    {
        *(Act.LOOK, Act.NOTE, Act.STAND, Act.COST, Act.TASK, Act.CORRECT_DECISION),
        *(Act.REACH, Act.HOLD_LIST, Act.COPY, Act.CHECKPOINT),
        *(Act.AWARE, Act.JUDGE_CLOCK, Act.CLOCK, Act.FACT, Act.CLEAR_FACT, Act.HOLD_FACT, Act.LIFE_SAFETY, Act.RELEASE),
        Act.SEND,
        Act.PUBLISH,
        Act.PRESS,
        Act.RULE_PAGES,
        Act.PARTNER,
        Act.BACKLOG,
        Act.RECONCILE,
    }
)
"""What can still be done in a closed incident, as far as a role allows it: late lines, costs, corrections, tidying up,
deadlines, facts and messages, papers that come back, what is keyed back from them, copies and proofs, the debrief, and
opening it again. Which entries: `record/closing.py`."""
MAY: Final[dict[Role, frozenset[Act]]] = {
    Role.STRATEGIC: _SILVER | {Act.RULE_PAGES},
    Role.TACTICAL: _SILVER,
    Role.OPERATIONAL: _BRONZE,
    Role.LOGGIST: _EVERYONE
    | _TASKS
    | _DECISIONS
    | _SHEETS
    | {Act.SUSPECT, Act.OBSERVE, Act.COST, Act.REPORT, Act.CHECKPOINT, Act.BACKLOG}
    | {Act.AWARE, Act.CLOCK, Act.FACT, Act.HOLD_FACT}
    | {Act.GATE, Act.GO_LIVE, Act.INDICATOR},
    Role.COMMUNICATIONS: _EVERYONE
    | _TASKS
    | {Act.REPORT, Act.FACT, Act.CLEAR_FACT, Act.HOLD_FACT, Act.LIFE_SAFETY, Act.RELEASE, Act.SEND, Act.PUBLISH},
    Role.INFORMATION_GOVERNANCE: _EVERYONE
    | _TASKS
    | _LISTS
    | {Act.COPY, Act.CHECKPOINT, Act.READY}
    | {Act.AWARE, Act.JUDGE_CLOCK, Act.CLOCK, Act.FACT, Act.RELEASE, Act.GATE, Act.INDICATOR},
    Role.SERVICE_LEAD: _EVERYONE
    | _TASKS
    | _LISTS
    | {Act.OBSERVE, Act.FALL_BACK, Act.COST, Act.BACKLOG, Act.RECONCILE, Act.DRAFT_IN}
    | {Act.AWARE, Act.FACT, Act.LIFE_SAFETY, Act.GATE, Act.INTERIM},
    Role.PARTNER_LIAISON: _EVERYONE
    | _TASKS
    | {Act.ASK, Act.AWARE, Act.CLOCK, Act.FACT, Act.HOLD_FACT, Act.RELEASE, Act.INDICATOR, Act.TAKE_LETTER}
    | {Act.BULLETIN, Act.TAKE_BULLETIN, Act.PARTNER},
    Role.OBSERVER: frozenset({Act.LOOK}),
}
MACHINE_BEGINS: Final = "machine-"
"""How the id begins under which a machine writes; no person's does."""
MACHINE_MAY: Final = frozenset({Act.LOOK, Act.NOTE, Act.SUSPECT, Act.OBSERVE, Act.FACT})
"""What a machine may write, whatever roles are asked for; how much of it counts: the wing `monitoring`."""


def is_machine(by: str) -> bool:
    """Whether the id that an entry was written under is a machine's."""
    return by.startswith(MACHINE_BEGINS)


@dataclass(frozen=True, slots=True)
class Someone:
    """A person an entry speaks of: a stable id that is no name, and the name, which is kept where it can be removed."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody signed in: a stable id that is no name, the name shown, the body acted for, the roles held there.

    Without a role an officer may do nothing; `is_late`: the incident acted in is closed, and little is left to do.
    """

    id: str
    name: str
    body: str
    roles: frozenset[Role] = frozenset()
    is_late: bool = False

    @property
    def someone(self) -> Someone:
        """The officer as a person an entry speaks of."""
        return Someone(self.id, self.name)

    def may(self, act: Act) -> bool:
        """Whether any role held allows it, and the incident is not closed to it."""
        if is_machine(self.id):
            return act in MACHINE_MAY and not self.is_late
        return any(act in MAY[role] for role in self.roles) and not (self.is_late and act not in AFTER_CLOSING)

    def must(self, act: Act) -> None:
        """Raises DeskError unless some role held allows it, or where the incident is closed to it."""
        if self.is_late and act not in AFTER_CLOSING:
            raise DeskError.of(Code.CLOSED)
        if not self.may(act):
            roles = ", ".join(role.words for role in Role if role in self.roles) or "none"
            who = " or ".join(role.words for role in Role if act in MAY[role])
            raise DeskError.of(Code.NOT_ALLOWED, roles=roles, act=act.value, who=who)
