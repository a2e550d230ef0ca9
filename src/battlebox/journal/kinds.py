"""What an entry is about: one word for the subject, one for what happened to it.

Law: a kind is `subject:action`; every kind is explained in MEANING and in docs/formats/journal.md; a kind is never
renamed or taken away. A kind that is not known here is kept and shown, and does not change the state.
Not here: what a desk must ask before it writes one (desk), which kinds change who may write (standing.py).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """Every kind this version writes."""

    JOURNAL_OPENED = "journal:opened"
    JOURNAL_SHARED = "journal:shared"
    KEY_ENROLLED = "key:enrolled"
    KEY_REVOKED = "key:revoked"
    KEY_FORKED = "key:forked"
    ENTRY_ADOPTED = "entry:adopted"
    REDACTION_ASKED = "redaction:asked"
    REDACTION_AGREED = "redaction:agreed"
    HOLD_PLACED = "hold:placed"
    HOLD_LIFTED = "hold:lifted"
    CHECKPOINT_SIGNED = "checkpoint:signed"
    CHECKPOINT_PRINTED = "checkpoint:printed"
    CHECKPOINT_WITNESSED = "checkpoint:witnessed"
    WATCH_CHECKED = "watch:checked"
    INCIDENT_OPENED = "incident:opened"
    INCIDENT_CHANGED = "incident:changed"
    INCIDENT_CLOSED = "incident:closed"
    OFFICER_NAMED = "officer:named"
    NOTE_WRITTEN = "note:written"
    FACT_STATED = "fact:stated"
    FACT_CHANGED = "fact:changed"
    FACT_CLEARED = "fact:cleared"
    FACT_HELD = "fact:held"
    FACT_RELEASED = "fact:released"
    STATEMENT_PROPOSED = "statement:proposed"
    STATEMENT_JOINED = "statement:joined"
    PRESS_ASKED = "press:asked"
    PRESS_SEEN = "press:seen"
    PRESS_ANSWERED = "press:answered"
    DECISION_MADE = "decision:made"
    DECISION_REVIEWED = "decision:reviewed"
    DECISION_CORRECTED = "decision:corrected"
    DECISION_DISSENTED = "decision:dissented"
    ADVICE_SHOWN = "advice:shown"
    ORDER_PROPOSED = "order:proposed"
    SUSPICION_STATED = "suspicion:stated"
    SYSTEM_ISOLATED = "system:isolated"
    SYSTEM_ACKNOWLEDGED = "system:acknowledged"
    SYSTEM_VERIFIED = "system:verified"
    SYSTEM_REOPENED = "system:reopened"
    SYSTEM_LIVE = "system:live"
    SYSTEM_OFF = "system:off"
    SERVICE_CHANGED = "service:changed"
    OUTAGE_OBSERVED = "outage:observed"
    FALLBACK_INVOKED = "fallback:invoked"
    TASK_OPENED = "task:opened"
    TASK_CHANGED = "task:changed"
    TASK_CLOSED = "task:closed"
    ROLE_TAKEN = "role:taken"
    ROLE_HANDED_OVER = "role:handed-over"
    HANDOVER_WRITTEN = "handover:written"
    SHIFT_CHANGED = "shift:changed"
    AWARE_SUGGESTED = "aware:suggested"
    AWARE_DECIDED = "aware:decided"
    CLOCK_STARTED = "clock:started"
    CLOCK_CHANGED = "clock:changed"
    CLOCK_MET = "clock:met"
    MESSAGE_DRAFTED = "message:drafted"
    MESSAGE_APPROVED = "message:approved"
    MESSAGE_SENT = "message:sent"
    MESSAGE_ANSWERED = "message:answered"
    MESSAGE_ADDRESSED = "message:addressed"
    MESSAGE_ORDERED = "message:ordered"
    MESSAGE_TRIED = "message:tried"
    MESSAGE_STOPPED = "message:stopped"
    MESSAGE_LEAKED = "message:leaked"
    CONTACT_RUNG = "contact:rung"
    STATUS_DRAFTED = "status:drafted"
    STATUS_PUBLISHED = "status:published"
    STATUS_RULED = "status:ruled"
    STATUS_LOOKED = "status:looked"
    PERSON_REACHED = "person:reached"
    LIST_BROUGHT = "list:brought"
    LIST_OPENED = "list:opened"
    LIST_CHANGED = "list:changed"
    SHEET_PRINTED = "sheet:printed"
    SHEET_RETURNED = "sheet:returned"
    SHEET_LOST = "sheet:lost"
    REPORT_ISSUED = "report:issued"
    COST_NOTED = "cost:noted"
    BULLETIN_RECEIVED = "bulletin:received"
    BULLETIN_SENT = "bulletin:sent"
    BULLETIN_ACKNOWLEDGED = "bulletin:acknowledged"
    PARTNER_ASKED = "partner:asked"
    PARTNER_ANSWERED = "partner:answered"
    PARTNER_PROPOSED = "partner:proposed"
    PARTNER_CHANGED = "partner:changed"
    ESTATE_NAMED = "estate:named"
    ESTATE_CORRECTED = "estate:corrected"
    PLAN_CHOSEN = "plan:chosen"
    PLAN_PROMISED = "plan:promised"
    WORK_BEGUN = "work:begun"
    WORK_SLIPPED = "work:slipped"
    WORK_ENDED = "work:ended"
    GATE_PASSED = "gate:passed"
    GATE_SKIPPED = "gate:skipped"
    GATE_FAILED = "gate:failed"
    GATE_WAIVED = "gate:waived"
    GATE_HELD = "gate:held"
    ACCESS_GIVEN = "access:given"
    ACCESS_ENDED = "access:ended"
    INDICATOR_SEEN = "indicator:seen"
    INDICATOR_CHANGED = "indicator:changed"
    SEAL_BROKEN = "seal:broken"
    BACKLOG_NOTED = "backlog:noted"
    BACKLOG_KEYED = "backlog:keyed"
    BACKLOG_SIGNED = "backlog:signed"
    ASSURANCE_ASKED = "assurance:asked"
    ASSURANCE_ISSUED = "assurance:issued"
    ASSURANCE_RECEIVED = "assurance:received"
    ASSURANCE_JUDGED = "assurance:judged"
    ASSURANCE_WITHDRAWN = "assurance:withdrawn"
    LINK_RECONNECTED = "link:reconnected"
    LINK_VERIFIED = "link:verified"
    LINK_PARTED = "link:parted"
    STAFF_LISTED = "staff:listed"
    STAFF_CHANGED = "staff:changed"
    SHIFT_OFFERED = "shift:offered"
    SHIFT_ANSWERED = "shift:answered"
    REST_EXEMPTED = "rest:exempted"
    ROSTER_PUBLISHED = "roster:published"


BY_COMMAND: Final[dict[Kind, str]] = {
    Kind.JOURNAL_OPENED: "battlebox journal new",
    Kind.JOURNAL_SHARED: "battlebox journal export",
    Kind.KEY_ENROLLED: "battlebox journal enrol",
    Kind.KEY_REVOKED: "battlebox journal revoke",
    Kind.KEY_FORKED: "battlebox journal import",
    Kind.ENTRY_ADOPTED: "battlebox journal adopt",
    Kind.REDACTION_ASKED: "battlebox journal redact",
    Kind.REDACTION_AGREED: "battlebox journal agree",
    Kind.HOLD_PLACED: "battlebox journal hold",
    Kind.HOLD_LIFTED: "battlebox journal lift",
    Kind.CHECKPOINT_SIGNED: "battlebox journal checkpoint",
    Kind.CHECKPOINT_PRINTED: "battlebox journal checkpoint --pdf",
    Kind.CHECKPOINT_WITNESSED: "battlebox journal witness",
}
"""Kinds that only the program writes, each with the command that does: by hand they would claim what nobody did."""

MEANING: Final[dict[Kind, str]] = {
    Kind.JOURNAL_OPENED: "the first entry: names the organisations and each one's admin key",
    Kind.JOURNAL_SHARED: "a copy left this desk: to whom, at which label, how many entries",
    Kind.KEY_ENROLLED: "an organisation's admin takes a desk's key into the incident",
    Kind.KEY_REVOKED: "an organisation's admin takes a key out, and names its last good entry",
    Kind.KEY_FORKED: "this desk found two different entries with one number from one key",
    Kind.ENTRY_ADOPTED: "a person takes in an entry that came after its key was revoked",
    Kind.REDACTION_ASKED: "someone asks that a part of an entry be removed, and on which ground",
    Kind.REDACTION_AGREED: "a second desk or an admin agrees, and the part is removed everywhere",
    Kind.HOLD_PLACED: "a legal hold: nothing it covers may be removed",
    Kind.HOLD_LIFTED: "the body that placed a hold lifts it",
    Kind.CHECKPOINT_SIGNED: "this desk signed the size and root of its record",
    Kind.CHECKPOINT_PRINTED: "a checkpoint was printed, and who took the sheet",
    Kind.CHECKPOINT_WITNESSED: "this desk countersigned another desk's checkpoint",
    Kind.WATCH_CHECKED: "the laptop's time was compared with another watch",
    Kind.INCIDENT_OPENED: "an incident was declared: what was seen, by whom",
    Kind.INCIDENT_CHANGED: "an incident was stood up, stood down or renamed, or its debrief was set",
    Kind.INCIDENT_CLOSED: "an incident was closed",
    Kind.OFFICER_NAMED: "whom an officer's id stands for, kept apart so that it can be removed",
    Kind.NOTE_WRITTEN: "a line in the log",
    Kind.FACT_STATED: "something is known, believed, unknown or denied, with its source",
    Kind.FACT_CHANGED: "a fact was superseded, withdrawn or rechecked",
    Kind.FACT_CLEARED: "a body cleared a fact about it for release, refused to, or let prepared words go first",
    Kind.FACT_HELD: "police or others asked that a fact be kept back, or let it go",
    Kind.FACT_RELEASED: "words made of facts left: which, where to, and for whom",
    Kind.STATEMENT_PROPOSED: "words that several bodies are to say together, and the facts they rest on",
    Kind.STATEMENT_JOINED: "a body agreed to say them, or would not",
    Kind.PRESS_ASKED: "somebody of the press asked: which outlet, what, by when they need an answer",
    Kind.PRESS_SEEN: "something was told wrongly in the press, and which fact says otherwise",
    Kind.PRESS_ANSWERED: "what the press was answered and on which facts, or why it was not",
    Kind.DECISION_MADE: "who decided what, knowing what, and which options were turned down",
    Kind.DECISION_REVIEWED: "a decision was looked at again, and stands or falls",
    Kind.DECISION_CORRECTED: "a decision was written down wrongly: what it should say, and why",
    Kind.DECISION_DISSENTED: "somebody did not agree with a decision, and why",
    Kind.ADVICE_SHOWN: "figures that were on the screen, with the estate and seed they came from",
    Kind.ORDER_PROPOSED: "orders were put to those who may decide on them, or the proposal was taken back",
    Kind.SUSPICION_STATED: "a system, path or body is confirmed, suspected, unknown or without sign of harm",
    Kind.SYSTEM_ISOLATED: "an order to isolate; an order is not an effect",
    Kind.SYSTEM_ACKNOWLEDGED: "those who carry out an order have it",
    Kind.SYSTEM_VERIFIED: "a second means shows that an isolation works",
    Kind.SYSTEM_REOPENED: "an isolation was undone",
    Kind.SYSTEM_LIVE: "a system went live with every check before it answered",
    Kind.SYSTEM_OFF: "a system that had gone live was taken off again",
    Kind.SERVICE_CHANGED: "a service stopped, runs on its fallback, or is back",
    Kind.OUTAGE_OBSERVED: "how a system, service or channel was seen to be, or that nobody knows; and from what cause",
    Kind.FALLBACK_INVOKED: "a fallback was started or ended",
    Kind.TASK_OPENED: "a task with an owner and a time",
    Kind.TASK_CHANGED: "a field of a task changed",
    Kind.TASK_CLOSED: "a task was done or dropped",
    Kind.ROLE_TAKEN: "someone holds a role",
    Kind.ROLE_HANDED_OVER: "a role went from one person to another, with a note",
    Kind.HANDOVER_WRITTEN: "the note with which a role is to be handed over, signed by the one who leaves",
    Kind.SHIFT_CHANGED: "who covers what and when",
    Kind.AWARE_SUGGESTED: "somebody names a time at which a body may have become aware of a breach, and why",
    Kind.AWARE_DECIDED: "information governance decided when the body became aware",
    Kind.CLOCK_STARTED: "a deadline to tell somebody runs",
    Kind.CLOCK_CHANGED: "a deadline was assessed, moved or found not to apply",
    Kind.CLOCK_MET: "those who had to be told were told",
    Kind.MESSAGE_DRAFTED: "words for an audience, made from facts",
    Kind.MESSAGE_APPROVED: "words may go out",
    Kind.MESSAGE_SENT: "what came of tries to send a message: who was told, who not, where nobody knows",
    Kind.MESSAGE_ANSWERED: "who read and understood a message, and how that is known",
    Kind.MESSAGE_ADDRESSED: "a list of people to be told and how each is reached, attached so that it can be removed",
    Kind.MESSAGE_ORDERED: "words were given out to be sent to the people of a list",
    Kind.MESSAGE_TRIED: "tries to send a message that are about to begin",
    Kind.MESSAGE_STOPPED: "nothing more of a message is to go out, and why",
    Kind.MESSAGE_LEAKED: "words of a message were seen where they were not sent",
    Kind.CONTACT_RUNG: "somebody on the contact tree was rung, and what came of it",
    Kind.STATUS_DRAFTED: "words for the public page were written",
    Kind.STATUS_PUBLISHED: "the public page was published, or could not be",
    Kind.STATUS_RULED: "how many people must look before the public page goes out",
    Kind.STATUS_LOOKED: "somebody looked at the public page as it would be, and said that it may go out",
    Kind.PERSON_REACHED: "what became of one person on a call sheet",
    Kind.LIST_BROUGHT: "a list of people to reach came in: from where, how old, for what purpose, until when",
    Kind.LIST_OPENED: "a key holder opened the list of people to reach",
    Kind.LIST_CHANGED: "the list of people to reach was extended or closed, or its keys were changed",
    Kind.SHEET_PRINTED: "a numbered call sheet was printed, and who took it",
    Kind.SHEET_RETURNED: "a numbered call sheet came back",
    Kind.SHEET_LOST: "a numbered call sheet cannot be found",
    Kind.REPORT_ISSUED: "a situation report was issued",
    Kind.COST_NOTED: "money or hours were spent on the incident",
    Kind.BULLETIN_RECEIVED: "a partner's warning came in",
    Kind.BULLETIN_SENT: "a warning went to partners",
    Kind.BULLETIN_ACKNOWLEDGED: "a partner said that it has our warning, or we that we have theirs, and how",
    Kind.PARTNER_ASKED: "a partner was asked to order something only it can order",
    Kind.PARTNER_ANSWERED: "what a partner answered",
    Kind.PARTNER_PROPOSED: "somebody proposed that a partner may have more, for somebody else to agree to",
    Kind.PARTNER_CHANGED: "what a partner may have was changed, or would not be: cut off, let in, agreed to, refused",
    Kind.ESTATE_NAMED: "the estate revision the incident runs on",
    Kind.ESTATE_CORRECTED: "a cell of the estate was found wrong",
    Kind.PLAN_CHOSEN: "the order in which things come back",
    Kind.PLAN_PROMISED: "when a partner says that a system of its own is back",
    Kind.WORK_BEGUN: "a step of a system's return began",
    Kind.WORK_SLIPPED: "a step of a system's return takes longer than was planned",
    Kind.WORK_ENDED: "a step of a system's return ended",
    Kind.GATE_PASSED: "a check before going live was passed",
    Kind.GATE_SKIPPED: "something went live without a check, and who said so",
    Kind.GATE_FAILED: "a check before going live was made and not passed",
    Kind.GATE_WAIVED: "a check before going live was waived: by whom, and why",
    Kind.GATE_HELD: "a check before going live waits on somebody, such as the police, and whom to ask",
    Kind.ACCESS_GIVEN: "interim access to a system was given: which kind, to what ends, until when",
    Kind.ACCESS_ENDED: "interim access to a system was ended",
    Kind.INDICATOR_SEEN: "a sign of the attack was seen: what, where, and which systems it concerns",
    Kind.INDICATOR_CHANGED: "what was said of a sign of the attack was changed or taken back, and why",
    Kind.SEAL_BROKEN: "the sealed emergency account was used",
    Kind.BACKLOG_NOTED: "what a service has to key back or check once it works again, or that it was noted by mistake",
    Kind.BACKLOG_KEYED: "how much of it is done altogether",
    Kind.BACKLOG_SIGNED: "that a service's records agree with its paper, what was checked and what was wrong",
    Kind.ASSURANCE_ASKED: "a body was asked to say in a letter that its end of a link is safe",
    Kind.ASSURANCE_ISSUED: "a letter of assurance: what a body says of its end of a link, to whom, and until when",
    Kind.ASSURANCE_RECEIVED: "a letter of assurance came in as a file or on paper",
    Kind.ASSURANCE_JUDGED: "a letter was accepted, accepted on conditions, or refused, and why",
    Kind.ASSURANCE_WITHDRAWN: "a letter of assurance is not to be relied on any more, and why",
    Kind.LINK_RECONNECTED: "a link between two bodies was opened again, by whom, and what was missing",
    Kind.LINK_VERIFIED: "a second means shows that a link is open, and as narrow as it was agreed",
    Kind.LINK_PARTED: "a link that was reconnected was cut again",
    Kind.STAFF_LISTED: "somebody was put on a body's list of people who can be drafted in",
    Kind.STAFF_CHANGED: "somebody on that list cannot be asked, can be again, came or went",
    Kind.SHIFT_OFFERED: "somebody was asked to take a post on a shift, and by when to answer",
    Kind.SHIFT_ANSWERED: "what came of it: accepted, declined, briefed, checked in, handed over, taken back",
    Kind.REST_EXEMPTED: (
        "somebody's rest may be cut short on one day, or they may take one post all the same: what speaks against it, "
        "who allows it and why; rest is to be made up"
    ),
    Kind.ROSTER_PUBLISHED: "who covers what in the days to come, as it was published",
}
