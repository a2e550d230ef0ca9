"""A decision or a proposal made from the figures on a screen: the figures are kept first, and it refers to them.

Law: both are recorded, or the officer is told which one was; whoever turns away from what the figures point to says
why; the figures go no further than their own body because a decision does.
Not here: the figures (figures.py), what a decision holds (decision.py), the orders that follow
(picture/containment.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from battlebox.desk.command.advice import AdviceShown, show_advice
from battlebox.desk.command.ask import Ask, ask_partner, asks_of
from battlebox.desk.command.decision import Considered, Decision, make_decision, refuse_decision
from battlebox.desk.command.proposal import Proposal, propose, refuse_proposal
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Officer, Someone
from battlebox.desk.picture.containment import give_order, order_of
from battlebox.desk.record.introduction import OFFICER
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight
from battlebox.desk.restore.packing import packed
from battlebox.desk.restore.shown import ORDER, RETURN, OrderShown, refuse_order
from battlebox.estate import Estate
from battlebox.journal import JournalError

ELSE: Final = "none"
"""What is chosen where none of the choices is."""


def decide_on(
    record: Record,
    officer: Officer,
    shown: AdviceShown,
    decision: Decision,
    maker: Someone,
    *,
    advice: str = "",
    handling: Handling | None = None,
) -> Saved:
    """Record a decision made from figures: those of the entry `advice`, or these, which are kept first.

    1. Refuse what the decision would be refused for, and a turning away without a reason, before anything is written.
    2. Keep the figures, then the decision that refers to them.
    Raises DeskError; `HALF_DONE` says that the figures were kept and the decision was not.
    """
    _own_figures(shown, officer)
    chosen = replace(
        decision, pointed=shown.pointed, considered=decision.considered or _turned_down(shown, decision.chosen)
    )
    if chosen.pointed and chosen.chosen != chosen.pointed and not chosen.ignored.strip():
        what = f"why choice {chosen.pointed}, which the figures point to, was not taken"
        raise DeskError.of(Code.BLANK, field="ignored, because", what=what)
    refuse_decision(record, officer, chosen, maker, handling)
    return _both(
        record,
        lambda: advice or show_advice(record, officer, shown, handling=_to_ourselves(handling)).entry,
        lambda entry: make_decision(record, officer, replace(chosen, advice=entry), maker, handling=handling),
        second="the decision",
        is_new=not advice,
    )


def adopt_order(
    record: Record,
    officer: Officer,
    shown: OrderShown,
    decision: Decision,
    maker: Someone,
    *,
    handling: Handling | None = None,
) -> Saved:
    """Record the decision to follow an order of return, with the whole order as it was on the screen in its entry.

    Raises DeskError for what the decision would be refused for, another body's order, and one too large for an entry.
    """
    refuse_order(officer, shown)
    thing = f"{RETURN}/{officer.body}"
    return make_decision(record, officer, decision, maker, handling=handling, beside=((thing, ORDER, packed(shown)),))


def propose_on(
    record: Record,
    estate: Estate,
    officer: Officer,
    shown: AdviceShown,
    proposal: Proposal,
    *,
    advice: str = "",
    handling: Handling | None = None,
) -> Saved:
    """Put orders to a role with the figures they come from, in the same way. Raises DeskError."""
    _own_figures(shown, officer)
    refuse_proposal(estate, officer, proposal)
    return _both(
        record,
        lambda: advice or show_advice(record, officer, shown, handling=_to_ourselves(handling)).entry,
        lambda entry: propose(record, estate, officer, replace(proposal, advice=entry), handling=handling),
        second="the proposal",
        is_new=not advice,
    )


def carry_on(
    record: Record,
    estate: Estate,
    officer: Officer,
    decision: str,
    *,
    orders: tuple[tuple[str, str, str, str], ...],
    asks: tuple[Ask, ...],
    handling: Handling | None = None,
) -> Saved:
    """Give the body's own orders, as (action, who was told, memory, whose word); write down what partners were asked.

    Each is an entry. `memory` is blank but where an order switches systems off, the word but where it is Gold's.

    What is in force or was asked already on this decision is passed over, so that it can be sent again.
    Raises DeskError; `HALF_DONE` names what was recorded before something was refused.
    """
    done: list[Saved] = []
    sight = Sight.of(record, officer)
    asked = {
        (row.asked.value.of, row.asked.value.action): row.asked.number
        for row in asks_of(sight)
        if row.asked.value.decision == decision
    }
    passed = [asked[ask.of, ask.action] for ask in asks if (ask.of, ask.action) in asked]
    acts: list[Callable[[], Saved]] = []
    for action, who, memory, word in orders:
        standing = order_of(sight, action)
        if standing is None or not standing.value.stage.is_in_force:
            acts.append(_giving(record, estate, officer, (action, who, memory, word), decision, handling))
        else:
            passed.append(standing.number)
    acts += [_asking(record, estate, officer, ask, handling) for ask in asks if (ask.of, ask.action) not in asked]
    if passed and not acts:
        raise DeskError.of(Code.ALREADY, what="what you ticked", state="recorded", number=", ".join(passed))
    if not acts:
        raise DeskError.of(Code.BLANK, field="what is to be recorded", what="a tick at one order or ask")
    for act in acts:
        try:
            done.append(act())
        except (DeskError, JournalError) as wrong:
            if not done:
                raise
            number = ", ".join(each.number for each in done)
            first = "what comes first" if len(done) == 1 else "the first of them"
            raise DeskError.of(Code.HALF_DONE, first=first, number=number, second="the rest", why=str(wrong)) from wrong
    return Saved(", ".join(each.number for each in done), done[-1].entry, done[-1].thing)


def someone_named(sight: Sight, name: str) -> Someone:
    """The person of that name who is in the record already, or a new one with an id that says nothing."""
    clean = " ".join(name.split())
    if clean == sight.officer.name:
        return sight.officer.someone
    for thing in sight.record.things(OFFICER.rstrip("/")):
        known = thing.removeprefix(OFFICER)
        if sight.real_name(known).casefold() == clean.casefold():
            return Someone(known, clean)
    return Someone(sight.record.new_id("o").replace("/", "-"), clean)


def _to_ourselves(handling: Handling | None) -> Handling:
    """Advice is its body's own: the decision may travel, the figures behind it stay, unless somebody shares them."""
    own = Handling()
    return handling if handling is not None and handling.tlp.strictness > own.tlp.strictness else own


def _own_figures(shown: AdviceShown, officer: Officer) -> None:
    if shown.body not in ("", officer.body):
        raise DeskError.of(Code.OTHER_BODY, what="this advice", owner=shown.body, body=officer.body)


def _giving(
    record: Record,
    estate: Estate,
    officer: Officer,
    order: tuple[str, str, str, str],
    decision: str,
    handling: Handling | None,
) -> Callable[[], Saved]:
    action, who, memory, word = order
    return lambda: give_order(
        record, estate, officer, action, who=who, memory=memory, decision=decision, word=word, handling=handling
    )


def _asking(
    record: Record, estate: Estate, officer: Officer, ask: Ask, handling: Handling | None
) -> Callable[[], Saved]:
    return lambda: ask_partner(record, estate, officer, ask, handling=handling)


def _turned_down(shown: AdviceShown, chosen: str) -> tuple[Considered, ...]:
    """The choices that were on the screen and were not taken; why each was turned down is still to be written."""
    return tuple(
        Considered(f"{row.letter}: {row.name}", "", does_nothing=not row.actions)
        for row in shown.choices
        if row.letter != chosen
    )


def _both(
    record: Record, first: Callable[[], str], then: Callable[[str], Saved], *, second: str, is_new: bool
) -> Saved:
    with record.lock:
        entry = first()
        try:
            return then(entry)
        except (DeskError, JournalError) as wrong:
            if not is_new:
                raise
            number = record.number(entry)
            raise DeskError.of(
                Code.HALF_DONE, first="the table of figures", number=number, second=second, why=str(wrong)
            ) from wrong
