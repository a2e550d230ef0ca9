"""Orders put to Gold or Silver, and what became of them: taken up by a decision, taken back, or still waiting.

Law: a proposal orders nothing; it is settled by the decision that names it, and by nothing else but its own withdrawal.
Not here: the decision (decision.py), the orders that follow (picture/containment.py), what partners are asked for
(ask.py).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from battlebox.desk.command.review import Decided, decisions_of
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer, Role
from battlebox.desk.picture.containment import action_of
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, words
from battlebox.estate import Action, Estate
from battlebox.journal import Kind

PROPOSAL: Final = "proposal"
SAYS: Final = "says"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is put to a role for decision: the estate's actions, why, and by when an answer is needed.

    `own` are the actions this body may order itself, `asks` those it must ask other bodies for; `chosen` is the letter
    of the choice among the figures of `advice`. `withdrawn` says why it was taken back; blank while it stands.
    """

    to: Role
    actions: tuple[str, ...]
    why: str
    answer_by: datetime | None = None
    own: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    advice: str = ""
    withdrawn: str = ""
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal and the decisions that name it, in order; none while it waits."""

    thing: str
    says: Stated[Proposal]
    decisions: tuple[Decided, ...]

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has decided on it yet."""
        return not self.decisions and not self.says.value.withdrawn

    def is_overdue(self, now: datetime) -> bool:
        """Whether the answer was needed before now."""
        by = self.says.value.answer_by
        return self.is_waiting and by is not None and by < now


def propose(
    record: Record, estate: Estate, officer: Officer, proposal: Proposal, *, handling: Handling | None = None
) -> Saved:
    """Put orders to a role that may decide on them.

    1. Refuse an officer who may not, an action the estate does not have, no action at all.
    2. Part what this body may order itself from what it must ask others for.
    3. Append one entry `order:proposed`.
    Raises DeskError.
    """
    why, rows = refuse_proposal(estate, officer, proposal)
    kept = Proposal(
        to=proposal.to,
        actions=tuple(row.action for row in rows),
        why=why,
        answer_by=proposal.answer_by,
        own=tuple(row.action for row in rows if row.body == officer.body),
        asks=tuple(row.action for row in rows if row.body != officer.body),
        advice=proposal.advice,
        chosen=proposal.chosen,
    )
    thing = record.new_id(PROPOSAL)
    named = [f"{row.name}" + ("" if row.body == officer.body else f" (to ask of {row.body})") for row in rows]
    text = f"proposed to {kept.to.words}: {'; '.join(named)}\nbecause {why}"
    about: dict[str, str | int] = {"to": kept.to.value}
    written = draft(Kind.ORDER_PROPOSED, handling or Handling(), (thing, SAYS, kept), words=text, about=about)
    return record.append(officer, written, thing=thing)


def refuse_proposal(estate: Estate, officer: Officer, proposal: Proposal) -> tuple[str, list[Action]]:
    """Raises DeskError for whatever `propose` would refuse; the reason as it would be kept, and the actions."""
    officer.must(Act.PROPOSE)
    if not proposal.actions:
        raise DeskError.of(Code.BLANK, field="what is proposed", what="at least one order")
    why = words("why", proposal.why, needed=True, what="why, in a sentence")
    return why, [action_of(estate, action) for action in dict.fromkeys(proposal.actions)]


def withdraw(record: Record, officer: Officer, thing: str, *, why: str) -> Saved:
    """Take a proposal back. Raises DeskError if it was decided on, or is another body's."""
    officer.must(Act.PROPOSE)
    sight = Sight.of(record, officer)
    found = proposed(sight, thing)
    old = found.says
    if old.body != officer.body:
        raise DeskError.of(Code.NOT_YOURS, what="this proposal", owner=old.body, body=officer.body, act="withdraw")
    if not found.is_waiting:
        state = f"decided by {found.decisions[-1].number}" if found.decisions else "withdrawn"
        hint = "look at the decision" if found.decisions else "make a new one"
        raise DeskError.of(Code.WRONG_STATE, what="the proposal", state=state, act="withdrawn", hint=hint)
    was = old.value
    reason = line("why", why, what="why it is taken back")
    kept = replace(was, withdrawn=reason)
    how = Handling(old.tlp, frozenset(record.line(old.entry).header.audience))
    text = f"proposal {old.number} withdrawn: {reason}"
    written = draft(Kind.ORDER_PROPOSED, how, (thing, SAYS, kept), words=text, over=frozenset({old.entry}))
    return record.append(officer, written, thing=thing)


def proposed(sight: Sight, thing: str) -> Proposed:
    """One proposal and what became of it. Raises DeskError if it may not be seen."""
    says = sight.need(thing, SAYS, Proposal, what=PROPOSAL)
    return Proposed(thing, says, _naming(sight).get(thing, ()))


def proposals_of(sight: Sight) -> tuple[Proposed, ...]:
    """Every proposal that may be seen, in the order in which they were made."""
    by = _naming(sight)
    found = ((thing, sight.latest(thing, SAYS, Proposal)) for thing in sight.things(PROPOSAL, SAYS))
    return tuple(Proposed(thing, says, by.get(thing, ())) for thing, says in found if says is not None)


def _naming(sight: Sight) -> dict[str, tuple[Decided, ...]]:
    """Decisions by the proposal they name; those of the body that made it alone, since each is sovereign."""
    found: dict[str, tuple[Decided, ...]] = {}
    for decision in decisions_of(sight):
        thing = decision.says.value.proposal
        if thing and _owner(sight, thing) == decision.says.body:
            found[thing] = (*found.get(thing, ()), decision)
    return found


def _owner(sight: Sight, thing: str) -> str:
    says = sight.latest(thing, SAYS, Proposal)
    return says.body if says else ""
