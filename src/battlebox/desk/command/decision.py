"""A decision: what was chosen, by whom, in which role, knowing what, and which other ways were turned down.

Law: it is saved on four fields (what, why, who, when) and says which others are still blank; a correction is a new
entry and the old words stay, struck through; its number, such as DA-12, has no gap at the desk that wrote it.
Not here: the figures that were on the screen (advice.py), what was proposed (proposal.py), the orders
(picture/containment.py).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import MAY, Act, Officer, Role, Someone
from battlebox.desk.record.line import CORRECTS
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight
from battlebox.desk.record.writing import LATE_AFTER, draft, line, not_ahead, not_before, words
from battlebox.journal import Draft, Kind
from battlebox.marking import Tlp

DECISION: Final = "decision"
SAYS: Final = "says"
SERIES: Final = "D"


class Confidence(StrEnum):
    """How sure those who decided were of one thing they knew."""

    SURE = "sure"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Known:
    """Something that was held to be so when the decision was taken: from whom, and how sure it was."""

    what: str
    confidence: Confidence = Confidence.LIKELY
    source: str = ""


@dataclass(frozen=True, slots=True)
class Considered:
    """A way that was turned down, and why; `does_nothing` marks the one that every decision has."""

    option: str
    rejected: str
    does_nothing: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """Everything a decision holds. `maker` and `loggist` are ids; `tasks` and `proposal` are things of the record.

    `advice` is the entry with the figures that were on the screen, `chosen` the letter of the choice taken from them;
    `ignored` says why, where the figures pointed to another one. `number` is given when it is written.
    """

    what: str
    why: str
    role: Role
    taken: datetime
    maker: str = ""
    number: str = ""
    loggist: str = ""
    known: tuple[Known, ...] = ()
    unknown: str = ""
    considered: tuple[Considered, ...] = ()
    risks: str = ""
    vulnerable: str = ""
    power: str = ""
    consulted: tuple[str, ...] = ()
    dissent: str = ""
    tasks: tuple[str, ...] = ()
    review: datetime | None = None
    privileged: bool = False
    late: str = ""
    proposal: str = ""
    advice: str = ""
    chosen: str = ""
    pointed: str = ""
    ignored: str = ""

    def lacks_reason(self, written: datetime) -> bool:
        """Whether it is written down late and nobody says why: asked at once, or where it is still to be written."""
        return written - self.taken > LATE_AFTER and not self.late.strip()

    def blanks(self, written: datetime) -> tuple[str, ...]:
        """What is still to be written, in the order in which it will be asked for later."""
        wanted = (
            ("why it is entered late", not self.lacks_reason(written)),
            ("why the figures were not followed", self.ignored or self.chosen == self.pointed),
            ("what was known, and how sure it was", self.known),
            ("what was not known", self.unknown),
            ("what else was considered, and why not", self.considered),
            ("why not do nothing", any(row.does_nothing for row in self.considered)),
            ("the risks", self.risks),
            ("harm to vulnerable people", self.vulnerable),
            ("the legal power or policy", self.power),
            ("who was consulted", self.consulted),
            ("who disagreed", self.dissent),
            ("what is to be done, by whom", self.tasks),
            ("when it is looked at again", self.review),
            ("the loggist", self.loggist),
        )
        return tuple(name for name, there in wanted if not there)


def make_decision(
    record: Record,
    officer: Officer,
    decision: Decision,
    maker: Someone,
    *,
    handling: Handling | None = None,
    beside: tuple[tuple[str, str, object], ...] = (),
) -> Saved:
    """Record a decision, its maker's own or one that a loggist heard.

    1. Refuse an officer who may not, a role that decides nothing, a blank among the four fields, a time to come.
    2. Refuse a label with which a privileged decision would travel further than the bodies named.
    3. Append one entry `decision:made` with the next number of this desk, and `beside` it, in the same entry, what the
       decision puts in force.
    Raises DeskError.
    """
    how = handling or Handling()
    kept = refuse_decision(record, officer, decision, maker, how)
    thing = record.new_id(DECISION)

    def numbered(number: str) -> Draft:
        return _draft(Kind.DECISION_MADE, how, thing, replace(kept, number=number), {"number": number}, beside=beside)

    return record.append_next(officer, SERIES, numbered, thing=thing, naming=(maker,))


def refuse_decision(
    record: Record, officer: Officer, decision: Decision, maker: Someone, handling: Handling | None = None
) -> Decision:
    """Raises DeskError for whatever `make_decision` would refuse; the decision as it would be kept."""
    own = maker.id == officer.id
    officer.must(Act.DECIDE if own else Act.RECORD_DECISION)
    kept = _checked(record, officer, replace(decision, maker=maker.id), own=own)
    _guard(kept, handling or Handling())
    return kept


def correct_decision(
    record: Record,
    officer: Officer,
    thing: str,
    decision: Decision,
    *,
    why: str,
    handling: Handling | None = None,
    over: frozenset[str] | None = None,
) -> Saved:
    """Write what a decision should say, or fill what was blank; its number and its old words stay.

    Raises DeskError for another body's decision, or one that may not be seen.
    """
    officer.must(Act.CORRECT_DECISION)
    old = Sight.of(record, officer).need(thing, SAYS, Decision, what="decision")
    if old.body != officer.body:
        what = f"decision {old.value.number}"
        raise DeskError.of(Code.NOT_YOURS, what=what, owner=old.body, body=officer.body, act="correct")
    reason = line("why", why, what="what was wrong, or that blanks were filled")
    fixed = replace(decision, number=old.value.number, maker=decision.maker or old.value.maker)
    kept = _checked(record, officer, fixed, own=False)
    how = handling or Handling(old.tlp, frozenset(record.line(old.entry).header.audience))
    _guard(kept, how)
    about: dict[str, str | int] = {"number": kept.number, CORRECTS: old.entry}
    written = _draft(Kind.DECISION_CORRECTED, how, thing, kept, about, over=over, opening=f"corrected: {reason}\n")
    return record.append(officer, written, thing=thing)


def _draft(
    kind: Kind,
    how: Handling,
    thing: str,
    decision: Decision,
    about: dict[str, str | int],
    *,
    over: frozenset[str] | None = None,
    opening: str = "",
    beside: tuple[tuple[str, str, object], ...] = (),
) -> Draft:
    said = f"{opening}{decision.number}, {decision.role.words}: {decision.what}\nbecause {decision.why}"
    shown = f"{said}\nnot what the figures pointed to, because {decision.ignored}" if decision.ignored else said
    return draft(kind, how, (thing, SAYS, decision), *beside, words=shown, about=about, over=over)


def _checked(record: Record, officer: Officer, decision: Decision, *, own: bool) -> Decision:
    deciding = [each for each in Role if Act.DECIDE in MAY[each]]
    role, act = decision.role.words, Act.DECIDE.value
    if decision.role not in deciding:
        who = " or ".join(each.words for each in deciding)
        raise DeskError.of(Code.ROLE_MAY_NOT, role=role, act=act, who=who)
    if own and decision.role not in officer.roles:
        mine = " or ".join(each.words for each in deciding if each in officer.roles)
        raise DeskError.of(Code.NOT_HELD, role=role, act=act, own=mine)
    if decision.maker == "":
        raise DeskError.of(Code.BLANK, field="who decided", what="the name of the one who decided")
    now = record.now()
    if decision.review is not None:
        not_before("the review", decision.review, "the decision", decision.taken)
    if decision.advice:
        Sight.of(record, officer).line(decision.advice)
    return replace(
        decision,
        what=words("what was decided", decision.what, needed=True, what="what was decided"),
        why=words("why", decision.why, needed=True, what="why, in a sentence"),
        taken=not_ahead("the time of the decision", decision.taken, now),
        unknown=words("what was not known", decision.unknown),
        risks=words("the risks", decision.risks),
        vulnerable=words("harm to vulnerable people", decision.vulnerable),
        power=words("the legal power", decision.power),
        dissent=words("who disagreed", decision.dissent),
        late=words("why it is entered late", decision.late),
        ignored=words("why the figures were not followed", decision.ignored),
    )


def _guard(decision: Decision, handling: Handling) -> None:
    """Legal advice is lost when it is shown outside the privilege: a freer label would let it go there unasked."""
    if decision.privileged and handling.tlp.strictness < Tlp.AMBER_STRICT.strictness:
        raise DeskError.of(Code.PRIVILEGED, what="this decision", tlp=handling.tlp.to_text())
