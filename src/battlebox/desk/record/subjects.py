"""What entries are about, in words that people know: one for each subject that a kind of entry names.

Law: every subject of every kind has its words; nobody has to know how the record is made to find a line in it.
Not here: what each kind means (journal, MEANING).
"""

from __future__ import annotations

from typing import Final

from battlebox.journal import Kind

_WORDS: Final[dict[str, str]] = {
    "journal": "the record itself",
    "key": "which desks are believed",
    "entry": "entries taken in late",
    "redaction": "words removed from the record",
    "hold": "legal holds",
    "checkpoint": "checkpoints of the record",
    "watch": "the time on this laptop",
    "incident": "how the incident stands",
    "officer": "who is who",
    "note": "lines written in the log",
    "fact": "facts and what is cleared for release",
    "decision": "decisions",
    "advice": "figures that were shown",
    "order": "proposals",
    "suspicion": "what is suspected",
    "system": "orders to isolate, how far they got, and going live",
    "service": "services",
    "outage": "what was seen to be out or working",
    "fallback": "fallbacks",
    "task": "tasks",
    "role": "who holds which role",
    "handover": "hand-over notes",
    "shift": "who sits where, and who was asked to",
    "clock": "deadlines to tell somebody",
    "aware": "when somebody became aware of a breach",
    "message": "messages that are sent",
    "statement": "joint statements",
    "press": "what the press asked, and what it was answered",
    "contact": "who was rung",
    "status": "the public status page",
    "person": "people reached",
    "list": "the list of people to reach",
    "sheet": "call sheets on paper",
    "report": "situation reports",
    "cost": "costs",
    "bulletin": "bulletins from and to partners",
    "partner": "what partners were asked",
    "estate": "the estate and its corrections",
    "plan": "the order of return",
    "work": "work on systems that come back",
    "gate": "checks before something goes live",
    "access": "interim access",
    "indicator": "signs of the attack",
    "seal": "use of the sealed emergency account",
    "backlog": "what is to be keyed back and checked",
    "assurance": "letters of assurance between bodies",
    "link": "links between bodies that were opened again",
    "staff": "who can be drafted in",
    "rest": "rest that was cut short",
    "roster": "rosters that were published",
}
SUBJECTS: Final = tuple(dict.fromkeys(kind.value.partition(":")[0] for kind in Kind))
"""Every subject, in the order of the kinds."""


def subject_words(kind: str) -> str:
    """What an entry of a kind is about: `what is suspected` for `suspicion:stated`."""
    subject = kind.partition(":")[0]
    return _WORDS.get(subject, "what a later version writes")
