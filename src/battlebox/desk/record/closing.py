"""What may still be written once an incident is closed.

Law: the record of a closed incident is done: only what comes late with its reason, what corrects, what is tidied away,
what the law still wants told, what is keyed back, what proves, the debrief and the reopening are taken; everything
else is refused with a sentence.
Not here: who may (officer.py), closing and opening again (incident.py), what comes from another desk: it is taken in
whenever it comes, for it was written before that desk knew.
"""

from __future__ import annotations

from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.journal import Header, Kind

AFTER_CLOSING: Final = frozenset(
    {
        # The debrief, its day, and opening the incident again.
        Kind.INCIDENT_CHANGED,
        # Lines that come late and say why, and corrections.
        Kind.NOTE_WRITTEN,
        Kind.DECISION_CORRECTED,
        Kind.DECISION_DISSENTED,
        Kind.COST_NOTED,
        # Partners poll on when the incident is over: they are cut off, let in and given things all the same.
        Kind.PARTNER_PROPOSED,
        Kind.PARTNER_CHANGED,
        # Tidying up: tasks done or dropped, sheets that come back, what became of people, keys that are shredded.
        Kind.TASK_CLOSED,
        Kind.LIST_OPENED,
        Kind.LIST_CHANGED,
        Kind.PERSON_REACHED,
        Kind.SHEET_RETURNED,
        Kind.SHEET_LOST,
        # Deadlines of the law outlive an incident, and what was told may turn out wrong weeks later.
        Kind.AWARE_SUGGESTED,
        Kind.AWARE_DECIDED,
        Kind.CLOCK_STARTED,
        Kind.CLOCK_CHANGED,
        Kind.CLOCK_MET,
        Kind.FACT_STATED,
        Kind.FACT_CHANGED,
        Kind.FACT_CLEARED,
        Kind.FACT_HELD,
        Kind.FACT_RELEASED,
        Kind.STATEMENT_PROPOSED,
        Kind.STATEMENT_JOINED,
        # The press rings on the day after as well.
        Kind.PRESS_ASKED,
        Kind.PRESS_SEEN,
        Kind.PRESS_ANSWERED,
        Kind.STATUS_DRAFTED,
        Kind.STATUS_PUBLISHED,
        Kind.STATUS_RULED,
        Kind.STATUS_LOOKED,
        Kind.MESSAGE_ADDRESSED,
        Kind.MESSAGE_ANSWERED,
        Kind.MESSAGE_APPROVED,
        Kind.MESSAGE_DRAFTED,
        Kind.MESSAGE_LEAKED,
        Kind.MESSAGE_ORDERED,
        Kind.MESSAGE_SENT,
        Kind.MESSAGE_STOPPED,
        Kind.MESSAGE_TRIED,
        # What the law and the proof of the record ask for.
        Kind.REDACTION_ASKED,
        Kind.REDACTION_AGREED,
        Kind.HOLD_PLACED,
        Kind.HOLD_LIFTED,
        Kind.CHECKPOINT_PRINTED,
        # Keying back and reconciling go on for months after the incident itself is over.
        Kind.BACKLOG_NOTED,
        Kind.BACKLOG_KEYED,
        Kind.BACKLOG_SIGNED,
        # It has happened, and nobody may refuse it.
        Kind.SEAL_BROKEN,
    }
)


def is_closing(header: Header | None) -> bool:
    """Whether the last entry about the state of an incident closed it."""
    return header is not None and header.kind == Kind.INCIDENT_CLOSED


def refuse_late(kind: Kind, last: Header | None) -> None:
    """Raises DeskError for an entry of a kind that a closed incident does not take; `last` is as above."""
    if is_closing(last) and kind not in AFTER_CLOSING:
        raise DeskError.of(Code.CLOSED)
