"""Asking somebody to take a post, and recording what came of it.

Law: a body asks its own people and answers for them; nobody accepts two posts for one time; what speaks against it is
allowed by somebody who is named, with why, before it is written.
Not here: what an offer is and how far it has come (offer.py), what speaks against one (objection.py).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from battlebox.desk.brief.saying import clock
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer, Someone
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight
from battlebox.desk.record.writing import draft, line, not_ahead, not_before
from battlebox.desk.roster.candidate import Taken
from battlebox.desk.roster.objection import (
    NO_BURDEN,
    NO_LEAVE,
    Burden,
    Leave,
    Objection,
    allow,
    not_yet_allowed,
    objections_to,
)
from battlebox.desk.roster.offer import (
    AHEAD_MOST,
    ANSWER,
    LONGEST,
    OFFER,
    SHIFT,
    Answer,
    Offer,
    Offered,
    Step,
    meet,
    name_in,
    offered_of,
    offers_of,
)
from battlebox.journal import Kind
from battlebox.marking import Tlp

SAID_BEFORE: Final = timedelta(days=1)
"""How long before it was written down that somebody was asked their answer may lie (a working value)."""


def offer_post(
    record: Record,
    officer: Officer,
    who: Someone,
    offer: Offer,
    *,
    burden: Burden = NO_BURDEN,
    leave: Leave = NO_LEAVE,
) -> Saved:
    """Ask somebody of one's own body to take a post. One entry `shift:offered`, which names them to both bodies.

    What speaks against it is allowed first, by an entry of its own for one's own body. Raises DeskError for another
    body's people, a shift that ends before it begins, lasts too long, is over or lies far ahead, an answer wanted in
    the past or after the end, somebody who has another seat at that time or was asked for this one, and where
    something speaks against it that nobody allows.
    """
    officer.must(Act.DRAFT_IN)
    if offer.body != officer.body:
        what = "whom to draft in"
        raise DeskError.of(Code.NOT_YOURS, what=what, owner=offer.body, body=officer.body, act="ask")
    if offer.at not in {officer.body, *record.standing.orgs}:
        raise DeskError.of(Code.NOT_SEEN, what="body in this incident", id=offer.at)
    what = line("the post", offer.what, what="which post it is")
    not_before("the end of the shift", offer.ends, "its beginning", offer.begins + timedelta(minutes=1))
    if offer.ends - offer.begins > LONGEST:
        raise DeskError.of(Code.LONG_SHIFT, found=f"{(offer.ends - offer.begins) / timedelta(hours=1):g}")
    not_before("the end of the shift", offer.ends, "now", record.now())
    if offer.begins - record.now() > AHEAD_MOST:
        raise DeskError.of(Code.TOO_FAR, field="the beginning of the shift", most="a year")
    not_before("the time to answer by", offer.answer_by, "now", record.now())
    not_before("the end of the shift", offer.ends, "the time to answer by", offer.answer_by)
    with record.lock:
        sight = Sight.of(record, officer)
        for other in offers_of(sight):
            also = other.offer.value
            is_same = other.step is Step.OFFERED and (also.of, also.at) == (offer.of, offer.at)
            if (other.step.is_coming or is_same) and offer.person in other.people and meet(also, offer):
                state = f"asked for this then: {also.what}" if is_same else f"in a seat then: {also.what}"
                raise DeskError.of(Code.ALREADY, what=who.name, state=state, number=other.offer.number)
        thing = record.new_id(SHIFT)
        post = Taken(offer.of, what, offer.begins, offer.ends)
        allow(record, officer, who, thing, post, objections_to(sight, who.id, post, burden), leave)
        said = f"asked somebody of {offer.body} to take: {what}, from {clock(offer.begins)}; answer by " + clock(
            offer.answer_by
        )
        about: dict[str, str | int] = {"body": offer.body, "at": offer.at}
        written = draft(
            Kind.SHIFT_OFFERED, _handling(offer), (thing, OFFER, offer), words=said, about=about, person=who.name
        )
        return record.append(officer, written, thing=thing, naming=(who,))


def answer_offer(
    record: Record,
    officer: Officer,
    thing: str,
    answer: Answer,
    *,
    burden: Burden = NO_BURDEN,
    leave: Leave = NO_LEAVE,
    over: frozenset[str] | None = None,
) -> Saved:
    """Record what came of it. One entry `shift:answered`.

    1. Refuse a step that cannot follow, and anybody but the bodies that it is between; what only the one who was asked
       can say is for their own body to record, with how it is known unless they say it themselves. Nobody accepts two
       posts for one time.
    2. Who accepts a post against which something speaks is allowed to, by somebody who is named, as when asking.
    3. Append the entry, for the same bodies. Raises DeskError.
    """
    officer.must(Act.ANSWER_POST)
    with record.lock:
        sight = Sight.of(record, officer)
        found = offered_of(sight, thing)
        asked = found.offer.value
        if answer.step not in found.step.nexts:
            may = " or ".join(step.value for step in found.step.nexts)
            hint = f"it can be {may} now" if may else "ask again with a new offer"
            raise DeskError.of(
                Code.WRONG_STATE, what="the offer", state=found.step.value, act=answer.step.value, hint=hint
            )
        is_self = officer.id in found.people
        bodies = {asked.body} if answer.step.is_theirs else {asked.body, asked.at}
        if officer.body not in bodies:
            raise DeskError.of(Code.NOT_YOURS, what="the answer", owner=asked.body, body=officer.body, act="record")
        if answer.step is Step.WITHDRAWN:
            officer.must(Act.DRAFT_IN)
        if answer.step.is_theirs and not is_self:
            line("how it is known", answer.heard, what="who said it, and how: `rang me on the desk phone`")
        _must_be_then(found, answer, record.now())
        if answer.step is Step.ACCEPTED:
            _must_be_free(sight, found)
            who = Someone(asked.person, name_in(sight, found))
            allow(record, officer, who, thing, Taken.of_offer(asked), against_accepting(sight, found, burden), leave)
        heard = f" (by {answer.heard})" if answer.heard else ""
        said = f"the post `{asked.what}` from {clock(asked.begins)}: {answer.step.value}{heard}"
        written = draft(
            Kind.SHIFT_ANSWERED, _handling(asked), (thing, ANSWER, answer),
            words="\n".join(filter(None, [said, answer.note])), about={"step": answer.step.value}, over=over,
        )  # fmt: skip
        return record.append(officer, written, thing=thing)


def against_accepting(sight: Sight, found: Offered, burden: Burden = NO_BURDEN) -> tuple[Objection, ...]:
    """What speaks against whoever was asked accepting it, and was not allowed yet."""
    asked = found.offer.value
    rows = objections_to(sight, asked.person, Taken.of_offer(asked), burden, but=found.thing)
    return not_yet_allowed(sight, found.thing, rows)


def _must_be_then(found: Offered, answer: Answer, now: datetime) -> None:
    """Raises DeskError for a time that cannot be: ahead, long before they were asked, or against what came before.

    Somebody may be asked by phone and be written down later: up to a day later, and they may come early.
    """
    asked, what = found.offer.value, "when it was said"
    not_ahead(what, answer.at, now)
    if answer.step is Step.HERE:
        not_before(what, answer.at, "thirteen hours before the shift begins", asked.begins - LONGEST)
    came = found.at(Step.HERE)
    if answer.step is Step.DONE and came is not None:
        # Forms say minutes.
        not_before(what, answer.at, "when they came", came.replace(second=0, microsecond=0))
    not_before(what, answer.at, "a day before they were asked", min(found.offer.at, asked.begins) - SAID_BEFORE)


def _must_be_free(sight: Sight, found: Offered) -> None:
    """Raises DeskError for somebody who accepted another post for a part of that time meanwhile."""
    for other in offers_of(sight):
        is_theirs = bool(other.people & found.people) and other.thing != found.thing
        if is_theirs and other.step.is_coming and meet(other.offer.value, found.offer.value):
            who, what = name_in(sight, found), other.offer.value.what
            raise DeskError.of(Code.NOW_SEATED, who=who, what=what, number=other.offer.number)


def _handling(offer: Offer) -> Handling:
    """For the body alone, and for the one whose post it is where that is another."""
    if offer.at == offer.body:
        return Handling()
    return Handling(Tlp.AMBER, frozenset({offer.body, offer.at}))
