"""Answering the press: words that pass the gate, why nothing was answered, and words that had been said already.

Law: what is still to be said passes the gate as every message does; what was said already is written down as it was
said, with what stands against it, for it has happened.
Not here: who asked (desk.tell), the gate's questions (gate.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from battlebox.desk.brief.saying import clock
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.message.gate import Passed, Rests, passed
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight
from battlebox.desk.record.writing import draft, line, not_ahead, not_before, words
from battlebox.desk.tell import (
    Answered,
    Outlet,
    PressAnswer,
    PressLine,
    Release,
    Whom,
    Wordings,
    answered,
    append_release,
    may_go_with,
    own_line,
    press_log,
    standing_of,
)
from battlebox.journal import Kind
from battlebox.marking import Tlp

_ANSWER: Final = "answer"
_PRESS: Final = (Outlet.PRESS, Whom())


def answer_press(
    record: Record,
    officer: Officer,
    thing: str,
    answer: PressAnswer,
    *,
    facts: Iterable[str] = (),
    is_said: bool = False,
    over: frozenset[str] | None = None,
) -> Saved:
    """Write down what the press was answered, resting on these facts and on every other that stands in the words.

    1. Refuse an officer who may not, another body's line, a blank, a time ahead.
    2. Refuse what the gate does not let pass, unless it was said already (`is_said`): then keep what stood against it.
    3. Append `fact:released` where it rests on facts, then `press:answered`, which stays with the body.
    Raises DeskError. Nobody writes of these facts meanwhile.
    """
    officer.must(Act.SEND)
    with record.lock:
        sight = Sight.of(record, officer)
        found = own_line(sight, thing, act="answer")
        now = record.now()
        at = not_ahead("when", answer.at, now)
        kept = replace(
            answer,
            words=words("the answer", answer.words, needed=True, what="what they were told"),
            who=line("who answered", answer.who, what="your office"),
            how=line("how", answer.how, what="by phone, by mail, at the door"),
            at=at,
            why_not="",
            back_by=None
            if answer.back_by is None
            else not_before("by when you come back to them", answer.back_by, "this answer", at),
        )
        short = answered(Wordings.of(sight), found.call.what, kept.words)
        before = _told_before(sight, found)
        gone, against = _asked(sight, tuple(facts), kept, before, short, is_said=is_said)
        standings = gone.standings
        kept = replace(
            kept, carried=gone.carried, against=against, why_none="" if standings else kept.why_none, own=gone.rests.own
        )
        if standings:
            where = f"answer to {found.call.outlet}, {found.said[0].number}"
            owed = tuple(sorted({body for each in standings for body in each.waiting_for}))
            went = Release(*_PRESS, where, kept.at, kept.words, kept.carried, owed=owed, own=kept.own, against=against)
            kept = replace(kept, release=append_release(record, officer, went, standings).thing)
        # What was answered, and what stood against it, stays with the body: whoever cleared a fact sees where it went.
        written = draft(
            Kind.PRESS_ANSWERED, Handling(), (thing, _ANSWER, kept), words=_said(found.call.outlet, kept), over=over
        )
        return record.append(officer, written, thing=thing)


def leave_unanswered(
    record: Record, officer: Officer, thing: str, *, why: str, who: str, over: frozenset[str] | None = None
) -> Saved:
    """Say why the press has no answer, or why what was told wrongly is let stand. Appends one entry `press:answered`.

    Raises DeskError for an officer who may not, another body's line, or no reason.
    """
    officer.must(Act.SEND)
    found = own_line(Sight.of(record, officer), thing, act="answer")
    reason = words("why not", why, needed=True, what="why, in a sentence")
    kept = PressAnswer("", line("who decides", who, what="your office"), record.now(), why_not=reason)
    text = f"no answer to {found.call.outlet}, says {kept.who}\nbecause {reason}"
    written = draft(Kind.PRESS_ANSWERED, Handling(), (thing, _ANSWER, kept), words=text, over=over)
    return record.append(officer, written, thing=thing)


def _asked(
    sight: Sight, chosen: tuple[str, ...], answer: PressAnswer, before: str, short: Answered, *, is_said: bool
) -> tuple[Passed, str]:
    """The facts of an answer, and what the gate has against words that were said already.

    `before` is what the same people were answered before: what begins there and ends here is told to them as well.
    `short` is what short answers tell with the question: what they say of it in so many words is said as it stands.
    """
    wordings, told = Wordings.of(sight), frozenset(short.told)
    facts = (*(each for each in dict.fromkeys((*chosen, *short.about)) if each not in told),)
    # What it says with the question is a fact that it rests on, and no other reason is needed.
    none = answer.why_none or ("it answers the question" if told else "")
    rests = Rests(*_PRESS, facts, Tlp.CLEAR, none, own=answer.own)
    together, now = f"{before}\n{answer.words}", wordings.within(answer.words)
    alone = {*wordings.within(before), *now}
    split = tuple(each for each in wordings.within(together) if each not in alone)
    try:
        short.must_go(wordings, *_PRESS)
        asked = may_go_with(wordings, short.told, short.words, *_PRESS)
        also = may_go_with(wordings, (each for each in split if each not in chosen), together, *_PRESS)
        gone = passed(sight, rests, answer.words)
    except DeskError as refused:
        if not is_said or refused.code is not Code.MAY_NOT_LEAVE:
            raise
        found = tuple(dict.fromkeys((*facts, *short.told, *now, *split)))
        unsaid = wordings.unsaid(facts, together) if answer.own else ()
        return Passed(rests, tuple(standing_of(sight, each) for each in found), unsaid), str(refused)
    every = {each.thing: each for each in (*also, *asked, *gone.standings)}
    return replace(gone, standings=tuple(every.values())), ""


def _told_before(sight: Sight, found: PressLine) -> str:
    """All that the same outlet was answered so far, in every line of the log."""
    outlet = found.call.outlet.casefold()
    lines = (each for each in press_log(sight) if each.call.outlet.casefold() == outlet)
    return "\n".join(each.value.words for line in lines for each in line.answers)


def _said(outlet: str, kept: PressAnswer) -> str:
    rests = f"\nrests on no fact: {kept.why_none}" if kept.why_none else ""
    rests += f"\nin our own words: {kept.own}" if kept.own else ""
    against = f"\nSAID BEFORE IT MIGHT LEAVE: {kept.against}" if kept.against else ""
    back = f"\nwe come back to them by {clock(kept.back_by)}" if kept.back_by else ""
    return f"to {outlet}, {kept.how}, {clock(kept.at)} ({kept.who}):\n{kept.words}{rests}{against}{back}"
