"""The words of the action cards: what each role does first (working values; a council writes its own over them).

Law: each line is one thing one person can do and tick; minutes count from when the card is taken up; no line asks
anybody to touch an attacker's work.
Not here: taking a card up and ticking it (actioncard.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from battlebox.desk.officer import Role


@dataclass(frozen=True, slots=True)
class CardLine:
    """One thing to do, and within how many minutes; None where it has no time of its own."""

    what: str
    within_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One card: whose it is, when it is taken up, and its lines in order."""

    id: str
    role: Role
    title: str
    when: str
    lines: tuple[CardLine, ...]


def _card(name: str, role: Role, title: str, when: str, *lines: tuple[int | None, str]) -> Card:
    return Card(name, role, title, when, tuple(CardLine(what, minutes) for minutes, what in lines))


NOT_TO_TOUCH: Final = (
    "Wipe, rebuild or restore nothing yet: it takes the evidence and may bring the attacker back.",
    "Power nothing off before its memory is captured, unless somebody may come to harm: unplug the network instead.",
    "Log on with an admin account to nothing that may be hit: it hands that account over.",
    "Do not talk about it on our own mail, chat or phones until they are known to be clean.",
    "Answer no message of the attacker, open no link of theirs, pay nothing and promise nothing.",
    "Delete no mail, log or file, however embarrassing: a court may ask for it.",
    "Do not plug a backup in to see whether it is good.",
    "Say nothing outside the room yet, and ring partners rather than mail them.",
)
"""What not to touch, read out in the first call."""

CARDS: Final = (
    _card(
        "first-call",
        Role.OPERATIONAL,
        "The 02:40 call",
        "somebody rings and says that something is wrong",
        (2, "Write down the time, who rang, their number, and what they saw in their own words"),
        (3, "Ask which screens, which rooms, since when, and whether it is spreading while you speak"),
        (4, "Read out what not to touch"),
        (5, "Open a quiet triage with a title that gives nothing away, and tell the caller its number"),
        (10, "Ring the on-call strategic lead, or the deputy if there is no answer in two rings"),
        (10, "Ring the head of IT or the duty engineer"),
        (15, "Agree the trusted channel, one that does not run over our own network, and who is on it"),
        (20, "Move the backups out of reach: unplug them or cut them off, and note when"),
        (25, "Ring the owners of what is hit, each with the deputy beside them"),
        (30, "Set the time of the next check, and write down what would make it an incident"),
    ),
    _card(
        "gold-first-hour",
        Role.STRATEGIC,
        "Gold: the first hour",
        "you are told that it may be real",
        (5, "Take the role on the record, and name a deputy"),
        (10, "Make sure a loggist sits with you, and agree how you will say that something is a decision"),
        (15, "Set the aim in one sentence: who must not come to harm, and what we protect next"),
        (20, "Ask what is known, what is only suspected and what nobody has looked at"),
        (30, "Decide: watch, cut our part, or shut down the whole council; say why, and when you look at it again"),
        (35, "Say who may decide what without you, and up to what sum"),
        (40, "Ask for tonight's P1 services one by one: working, on the fallback, or out"),
        (45, "Ring the chief officers of those who share our IT: tell them what we do, ask what they do"),
        (50, "Have the NCSC, the police and the regulator told, or say why not yet"),
        (60, "Tell the leader of the council, and have the first words to staff and residents cleared"),
        (60, "Set the next meeting, and who goes home to be rested for it"),
    ),
    _card(
        "silver-first-hours",
        Role.TACTICAL,
        "Silver: the first hours",
        "the incident is stood up",
        (10, "Open the room: seats, watches, whiteboard, trusted channel, somebody at the door"),
        (20, "Give out the roles, each with a deputy, and see that each is on the record"),
        (30, "Turn Gold's aim into priorities: people first, then time to harm"),
        (45, "Have the fallbacks of P1 services started, and count the people they need together"),
        (60, "Ask each cell for what it knows, what it needs and what it asks of others"),
        (60, "See that every task has an owner and a time"),
        (90, "Set the rhythm: meeting, situation report, next check"),
        (120, "Plan three shifts: who is sent home now, who comes at eight, who comes at four"),
    ),
    _card(
        "it-lead",
        Role.OPERATIONAL,
        "IT lead",
        "you are told that systems may be hit",
        (10, "Say of each system: confirmed, suspected, not looked at, or no sign found and how far you looked"),
        (15, "Put the backups out of reach"),
        (20, "Capture the memory of what is hit before anything is switched off"),
        (30, "List what could be cut, what each cut stops, and how it is undone; propose it, do not just do it"),
        (40, "Check the admin accounts, the ways in from outside and the links to partners"),
        (60, "Carry out what was ordered, and have each cut verified by a second means"),
        (60, "Find out which laptops, phones and lines are clean enough to work on"),
        (90, "Keep the logs: copy those that will be overwritten tonight"),
        (120, "Ring the suppliers whose help you need, from a number you already had"),
        (180, "Say what you do not know, and what would tell you"),
    ),
    _card(
        "loggist",
        Role.LOGGIST,
        "Loggist",
        "you are asked to keep the log",
        (5, "Compare your watch with another one, and write down both"),
        (5, "Agree with the decision maker the words that mark a decision"),
        (10, "Number the paper sheets if the screen may fail, and leave no blank lines on them"),
        (None, "Write what was decided, why, by whom and when; then what was known and what was not"),
        (None, "Write what was considered and turned down, doing nothing among it"),
        (None, "Write facts and what was said, not what you think of it"),
        (None, "Rule a mistake through and write it again: nothing is erased"),
        (None, "Where something is entered late, say why"),
        (240, "Hand over to the next loggist before you are tired; both sign"),
    ),
    _card(
        "communications",
        Role.COMMUNICATIONS,
        "Communications",
        "the incident is stood up, or somebody outside knows",
        (15, "Find out which channels are ours, which of them stand, and who can publish on each"),
        (30, "Write the holding statement from facts that are cleared; `not known yet` is an answer"),
        (30, "Check that every number in it is answered by somebody"),
        (45, "Words for staff, written as if they were public"),
        (60, "Words for the recorded phone message and the front desk"),
        (60, "A note for members, and one for partners"),
        (60, "Say when the next words come, and keep to it"),
        (120, "Write down what the press asked and what we answered"),
    ),
    _card(
        "service-lead",
        Role.SERVICE_LEAD,
        "Service lead",
        "your service may lose its systems",
        (15, "Say whether it works, limps or is out, since when, and who saw it"),
        (20, "Start the fallback if you need it, and say how many people it takes and from where"),
        (30, "Who comes to harm tonight without us? Ask for the list of people to reach"),
        (45, "Say how long the fallback lasts, and what runs out first"),
        (60, "Put a clean paper form on every desk, and number what is written on paper"),
        (60, "Tell your people what not to touch, and where to ring"),
        (120, "Tell the hospitals, providers and schools you work with how to reach you"),
        (240, "Count what was done on paper and will have to be keyed in"),
    ),
    _card(
        "information-governance",
        Role.INFORMATION_GOVERNANCE,
        "Information governance",
        "personal data may be read, lost or out of reach",
        (15, "Write down when each body may have become aware, who says so, and on what"),
        (30, "Ask whose data it is: which bodies control it, who holds it for whom"),
        (45, "Open `assessing` for each controller: not being able to reach data counts as well"),
        (60, "Tell each controller whose data we hold, without waiting to be sure"),
        (90, "Who would come to harm if it were read? Say so by group, the most at risk first"),
        (120, "Decide whether the regulator is told now, in parts; if not, write down why"),
        (180, "Place a hold on what may be asked for later"),
        (240, "Open the list of people to reach only with a second key holder, and say for what"),
    ),
    _card(
        "partner-liaison",
        Role.PARTNER_LIAISON,
        "Partner liaison",
        "others share our IT, our data or our residents",
        (15, "List who shares what with us, links that should be gone among them"),
        (20, "Find a number for each that does not run over the shared network"),
        (30, "Ring each: what we know, what we have cut, what we ask, when we ring again"),
        (45, "Write down whom you rang, on what, and what they said; `no reply` too"),
        (60, "Ask each what they have cut on their side, and from when"),
        (90, "Agree one time at which all of you speak, and one set of words on what is shared"),
        (180, "Ask again where nothing came back, and go up a tier"),
    ),
)
