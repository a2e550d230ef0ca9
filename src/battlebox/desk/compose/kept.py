"""A draft that is kept: words of a message as somebody wrote them, version by version, until they are sent or left.

Law: a draft changes nothing and goes nowhere; each version stays to be read, and what two write at once stands twice.
Not here: filling a template (filling.py), sending, which asks the gate anew (desk.message).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, words
from battlebox.journal import Kind

DRAFT: Final = "message-draft"
SAYS: Final = "says"


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """Words that are not sent: of which template, for which partner where it is for one, and resting on which facts.

    `language` is blank for English. `why` says what this version changed; blank in the first.
    """

    template: str
    subject: str
    words: str
    facts: tuple[str, ...] = ()
    to: str = ""
    why: str = ""
    language: str = ""


def keep_draft(
    record: Record, officer: Officer, said: KeptDraft, *, thing: str = "", over: frozenset[str] | None = None
) -> Saved:
    """Keep a draft, or write a new version of one. Appends one entry `message:drafted`, which stays with the body.

    `over` are the versions that were on the screen. Raises DeskError, also for a draft that is not this body's.
    """
    officer.must(Act.SEND)
    if thing:
        draft_of(Sight.of(record, officer), thing)
    kept = KeptDraft(
        said.template,
        line("the subject", said.subject, what="what it is about"),
        words("the words", said.words, needed=True, what="what people are to know"),
        said.facts,
        said.to,
        line("what changed", said.why, what="what this version changes") if thing else "",
        said.language,
    )
    where = thing or record.new_id(DRAFT)
    written = draft(
        Kind.MESSAGE_DRAFTED,
        Handling(),
        (where, SAYS, kept),
        words=f"draft, not sent: {kept.subject}\n\n{kept.words}",
        over=over,
    )
    return record.append(officer, written, thing=where)


def drafts_of(sight: Sight) -> tuple[tuple[str, tuple[Stated[KeptDraft], ...]], ...]:
    """The drafts of this reader's body with the versions that stand, the one written last first."""
    found = ((thing, _own(sight, sight.stated(thing, SAYS, KeptDraft))) for thing in sight.things(DRAFT, SAYS))
    return tuple(sorted((each for each in found if each[1]), key=lambda each: each[1][0].at, reverse=True))


def draft_of(sight: Sight, thing: str) -> tuple[Stated[KeptDraft], ...]:
    """The versions of one that stand, latest first: two are a conflict. Raises DeskError where there is none to see."""
    found = _own(sight, sight.stated(thing, SAYS, KeptDraft))
    if not found:
        raise DeskError.of(Code.NOT_SEEN, what=DRAFT, id=thing)
    return found


def versions_of_draft(sight: Sight, thing: str) -> tuple[Stated[KeptDraft], ...]:
    """Every version there was, the first first."""
    return _own(sight, sight.told(thing, SAYS, KeptDraft))


def _own(sight: Sight, found: tuple[Stated[KeptDraft], ...]) -> tuple[Stated[KeptDraft], ...]:
    return tuple(each for each in found if each.body == sight.officer.body)
