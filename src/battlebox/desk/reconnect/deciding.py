"""Deciding on a letter: only whom it was written to, with reasons and a day to look again.

Law: nobody decides on their own letter; a letter that holds no longer can be refused, and not accepted.
Not here: what a decision holds (judgement.py), what follows from it (standing.py).
"""

from __future__ import annotations

from dataclasses import replace

from battlebox.desk.brief.saying import clock
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.picture import Names
from battlebox.desk.reconnect.between import link_of
from battlebox.desk.reconnect.judgement import JUDGED, Condition, Judgement, Outcome, judgement_thing
from battlebox.desk.reconnect.receiving import Assurance, for_readers, letter_of
from battlebox.desk.reconnect.standing import why_void
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Sight
from battlebox.desk.record.writing import draft, line, not_before, words
from battlebox.estate import Estate
from battlebox.journal import Kind


def judge_letter(
    record: Record,
    estate: Estate,
    officer: Officer,
    name: str,
    judgement: Judgement,
    *,
    over: frozenset[str] | None = None,
) -> Saved:
    """Accept a letter, accept it on conditions, or refuse it; `over` are the decisions that were on the screen.

    1. Refuse an officer who may not, a letter that was written to another body, a blank, a review in the past,
       conditions on what is not accepted on conditions: nothing that was written is dropped unseen.
    2. Refuse to accept a letter that was withdrawn, is over, or was overtaken by a new suspicion.
    3. Append one entry `assurance:judged`, for both sides.
    Raises DeskError.
    """
    officer.must(Act.ASSURE)
    sight = Sight.of(record, officer)
    found = letter_of(sight, name)
    receiver = found.letter.receiver
    if officer.body != receiver:
        raise DeskError.of(Code.NOT_YOURS, what="this letter", owner=receiver, body=officer.body, act="decide on")
    kept = _checked(record, judgement)
    if kept.outcome is not Outcome.REFUSE:
        _must_hold(sight, estate, found)
    conditions = f"\non condition: {kept.conditions_words}" if kept.conditions_words else ""
    text = f"{receiver}: {found.said.number}, the letter of {found.letter.issuer}, is {kept.outcome.value}{conditions}"
    because = f"\nbecause {kept.why}\nto be looked at again by {clock(kept.review)}"
    about: dict[str, str | int] = {"from": found.letter.issuer, "outcome": kept.outcome.value}
    written = draft(
        Kind.ASSURANCE_JUDGED,
        for_readers(found.letter, officer.body),
        (judgement_thing(found), JUDGED, kept),
        words=text + because,
        about=about,
        over=over,
    )
    return record.append(officer, written, thing=found.thing)


def _must_hold(sight: Sight, estate: Estate, found: Assurance) -> None:
    for path in found.letter.paths:
        void = why_void(sight, Names(estate), link_of(estate, path), found)
        if void is not None:
            raise DeskError.of(Code.LETTER_VOID, why=void.why, issuer=Names(estate).body(found.letter.issuer))


def _checked(record: Record, said: Judgement) -> Judgement:
    is_conditional = said.outcome is Outcome.CONDITIONAL
    terms = words("the conditions", said.terms)
    if is_conditional and not (said.conditions or terms):
        raise DeskError.of(Code.BLANK, field="on which conditions", what="what the link is held to")
    if is_conditional and Condition.PORTS in said.conditions and not terms:
        raise DeskError.of(Code.BLANK, field="what is said of the conditions in words", what="which ports")
    if not is_conditional and (said.conditions or terms):
        state = f"{said.outcome.value} without conditions"
        hint = "choose `accept it on conditions`, or take the conditions away"
        raise DeskError.of(Code.WRONG_STATE, what="the letter", state=state, act="held to the ones given", hint=hint)
    return replace(
        said,
        why=words("why", said.why, needed=True, what="what convinced you, or what is missing"),
        review=not_before("the day to look again", said.review, "now", record.now()),
        role=line("who decides", said.role, what="the role"),
        conditions=tuple(dict.fromkeys(said.conditions)),
        terms=terms,
    )
