"""What takes back what was done: an order reopened, a role relieved, a task dropped, a later word that says otherwise.

Law: read off the record alone; whatever shows the same thing again takes nothing back, and a body takes back its own
words and nobody else's. Every kind of entry that may be a sign is here: with what undoes it, or as one that nothing
undoes.
Not here: whether it was done in time (judged.py), what the attacker makes of it (drill/truth).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from battlebox.desk.command import Progress, Reply
from battlebox.desk.command import Verdict as Review
from battlebox.desk.picture import Condition, Suspicion
from battlebox.desk.record import State
from battlebox.desk.roster import Step
from battlebox.desk.tell import Judged, Status, Verdict
from battlebox.drill.play.deed import Deed
from battlebox.journal import Kind


@dataclass(frozen=True, slots=True)
class _Undo:
    """An entry of that kind undoes another, where it speaks of the same and says one of these words under `field`.

    `said` blank stands for any word that is not blank, `field` blank asks for none. `was` is what the other had to say;
    blank for anything but that word itself. `by` is the word under which both name what they are about; blank for what
    they write of. `of` is the word under which it names what the other writes, where it writes of something else.
    `own`: a body undoes its own alone. `verb` is how it is said, `word` what is said beside it, of what it says.
    `plainly`: it does so even where it would show what was asked for, for no sign can ask for that word.
    """

    kind: Kind
    field: str = ""
    said: frozenset[str] = frozenset()
    was: frozenset[str] = frozenset()
    by: str = ""
    of: str = ""
    own: bool = False
    verb: str = "undone"
    word: str = ""
    plainly: bool = False


def _back(
    kind: Kind, field: str, *said: str, was: Collection[str] = (), word: str = "{}", plainly: bool = False
) -> _Undo:
    """Taken back by a word under `field`."""
    return _Undo(kind, field, frozenset(said), frozenset(was), verb="taken back", word=word, plainly=plainly)


def _turns(kind: Kind, by: str, field: str, *said: str, was: Collection[str] = ()) -> _Undo:
    """The same, of what a body itself said of what is named under `by`."""
    return _Undo(kind, field, frozenset(said), frozenset(was), by, own=True, verb="taken back", word="{}")


def _gone(kind: Kind, field: str = "", *, of: str = "", verb: str = "taken back", plainly: bool = False) -> _Undo:
    """Ended by an entry that says so under `field`, or by any of its kind."""
    return _Undo(kind, field, of=of, verb=verb, plainly=plainly)


_DOUBT: Final = (Suspicion.SUSPECTED, Suspicion.CONFIRMED)
_NO_DOUBT: Final = tuple(each for each in Suspicion if each not in _DOUBT)
_FALSE: Final = ("False", "0")
_SAID_SO: Final = (Status.CONFIRMED, Status.BELIEVED)
_TURNS: Final = (
    _back(Kind.FACT_CHANGED, "status", Status.SUPERSEDED, Status.DENIED, Status.UNKNOWN, was=_SAID_SO),
    _back(Kind.FACT_CHANGED, "status", Status.SUPERSEDED, *_SAID_SO, was=(Status.DENIED,)),
    _back(Kind.FACT_CHANGED, "status", Status.SUPERSEDED, was=(Status.UNKNOWN,)),
)
_CORRECTED: Final = _Undo(Kind.DECISION_CORRECTED, verb="corrected")
_FALLS: Final = _back(Kind.DECISION_REVIEWED, "verdict", Review.FALLS, Review.CHANGED)
_DROPPED: Final = _back(Kind.TASK_CLOSED, "state", Progress.DROPPED)
_REOPENED: Final = _Undo(Kind.SYSTEM_REOPENED, by="action")
_PARTED: Final = _Undo(Kind.LINK_PARTED, by="path")
_NOBODYS: Final = _Undo(Kind.ROLE_HANDED_OVER)
_NOT_PASSED: Final = tuple(_Undo(kind) for kind in (Kind.GATE_FAILED, Kind.GATE_HELD))
_LETTER: Final = _gone(Kind.ASSURANCE_WITHDRAWN)
UNDOES: Final[Mapping[Kind, tuple[_Undo, ...]]] = {
    Kind.ROLE_TAKEN: (_NOBODYS,),
    Kind.ROLE_HANDED_OVER: (_NOBODYS,),
    Kind.TASK_OPENED: (_DROPPED,),
    Kind.TASK_CHANGED: (_DROPPED,),
    Kind.TASK_CLOSED: (_back(Kind.TASK_CHANGED, "state", Progress.OPEN, Progress.DOING, Progress.BLOCKED),),
    Kind.INDICATOR_SEEN: (_gone(Kind.INDICATOR_CHANGED, "taken_back"),),
    Kind.INDICATOR_CHANGED: (_gone(Kind.INDICATOR_CHANGED, "taken_back", plainly=True),),
    Kind.SUSPICION_STATED: (
        _turns(Kind.SUSPICION_STATED, "id", "state", *_NO_DOUBT, was=_DOUBT),
        _turns(Kind.SUSPICION_STATED, "id", "state", *_DOUBT, was=_NO_DOUBT),
    ),
    Kind.OUTAGE_OBSERVED: (_turns(Kind.OUTAGE_OBSERVED, "id", "condition", *Condition),),
    Kind.FALLBACK_INVOKED: (replace(_turns(Kind.FALLBACK_INVOKED, "id", "running", *_FALSE), word="ended"),),
    Kind.FACT_STATED: _TURNS,
    Kind.FACT_CHANGED: _TURNS,
    Kind.FACT_CLEARED: (
        _back(Kind.FACT_CLEARED, "verdict", Verdict.REFUSED),
        replace(_back(Kind.FACT_CHANGED, "status", Status.SUPERSEDED, Status.DENIED), of="fact"),
    ),
    Kind.FACT_HELD: (_back(Kind.FACT_HELD, "in_force", *_FALSE, word="", plainly=True),),
    Kind.FACT_RELEASED: (_gone(Kind.FACT_RELEASED, "withdraws", of="corrects", verb="withdrawn"),),
    Kind.STATEMENT_JOINED: (_back(Kind.STATEMENT_JOINED, "agrees", *_FALSE, word="", plainly=True),),
    Kind.MESSAGE_ORDERED: (_gone(Kind.MESSAGE_STOPPED, verb="stopped"),),
    Kind.DECISION_MADE: (_CORRECTED, _FALLS),
    Kind.DECISION_CORRECTED: (_CORRECTED, _FALLS),
    Kind.ORDER_PROPOSED: (_gone(Kind.ORDER_PROPOSED, "withdrawn", plainly=True),),
    Kind.PARTNER_ANSWERED: (
        _back(Kind.PARTNER_ANSWERED, "reply", Reply.NO, was=(Reply.YES, Reply.DONE), plainly=True),
    ),
    **dict.fromkeys((Kind.SYSTEM_ISOLATED, Kind.SYSTEM_ACKNOWLEDGED, Kind.SYSTEM_VERIFIED), (_REOPENED,)),
    Kind.SYSTEM_REOPENED: (_Undo(Kind.SYSTEM_ISOLATED, by="action"),),
    Kind.LINK_PARTED: (_Undo(Kind.LINK_RECONNECTED, by="path"),),
    Kind.LINK_RECONNECTED: (_PARTED,),
    Kind.LINK_VERIFIED: (_PARTED,),
    Kind.SYSTEM_LIVE: (_Undo(Kind.SYSTEM_OFF, by="system"),),
    Kind.SYSTEM_OFF: (_Undo(Kind.SYSTEM_LIVE, by="system"),),
    Kind.ACCESS_GIVEN: (_gone(Kind.ACCESS_ENDED, verb="ended"),),
    Kind.GATE_PASSED: _NOT_PASSED,
    Kind.GATE_WAIVED: _NOT_PASSED,
    Kind.BACKLOG_NOTED: (_gone(Kind.BACKLOG_NOTED, "struck", plainly=True),),
    Kind.ASSURANCE_ISSUED: (_LETTER,),
    Kind.ASSURANCE_RECEIVED: (_LETTER,),
    Kind.ASSURANCE_JUDGED: (_LETTER,),
    Kind.CLOCK_STARTED: (_back(Kind.CLOCK_CHANGED, "state", Judged.NOT_REPORTABLE),),
    Kind.CLOCK_CHANGED: (_turns(Kind.CLOCK_CHANGED, "clock", "state", *Judged),),
    Kind.INCIDENT_OPENED: (_back(Kind.INCIDENT_CLOSED, "state", State.CLOSED),),
    Kind.INCIDENT_CHANGED: (_back(Kind.INCIDENT_CHANGED, "state", *State),),
    Kind.INCIDENT_CLOSED: (_back(Kind.INCIDENT_CHANGED, "state", State.TRIAGE, State.STOOD_UP),),
    Kind.SHIFT_OFFERED: (_back(Kind.SHIFT_ANSWERED, "step", Step.WITHDRAWN),),
    Kind.SHIFT_ANSWERED: (_back(Kind.SHIFT_ANSWERED, "step", Step.WITHDRAWN, Step.DECLINED, plainly=True),),
    Kind.KEY_ENROLLED: (_Undo(Kind.KEY_REVOKED, by="key"),),
    Kind.HOLD_PLACED: (_gone(Kind.HOLD_LIFTED, of="hold", verb="lifted"),),
}
"""By kind of entry: what undoes it, or is to be named beside it (a correction)."""
NOTHING_UNDOES: Final = frozenset(
    {
        *(Kind.JOURNAL_OPENED, Kind.JOURNAL_SHARED, Kind.KEY_REVOKED, Kind.KEY_FORKED, Kind.ENTRY_ADOPTED),
        *(Kind.REDACTION_ASKED, Kind.REDACTION_AGREED, Kind.HOLD_LIFTED, Kind.CHECKPOINT_SIGNED),
        *(Kind.CHECKPOINT_PRINTED, Kind.CHECKPOINT_WITNESSED, Kind.WATCH_CHECKED, Kind.OFFICER_NAMED),
        *(Kind.NOTE_WRITTEN, Kind.STATEMENT_PROPOSED, Kind.PRESS_ASKED, Kind.PRESS_SEEN, Kind.PRESS_ANSWERED),
        *(Kind.DECISION_REVIEWED, Kind.DECISION_DISSENTED, Kind.ADVICE_SHOWN, Kind.SERVICE_CHANGED),
        *(Kind.HANDOVER_WRITTEN, Kind.SHIFT_CHANGED, Kind.AWARE_SUGGESTED, Kind.AWARE_DECIDED, Kind.CLOCK_MET),
        *(Kind.MESSAGE_DRAFTED, Kind.MESSAGE_APPROVED, Kind.MESSAGE_SENT, Kind.MESSAGE_ANSWERED),
        *(Kind.MESSAGE_ADDRESSED, Kind.MESSAGE_TRIED, Kind.MESSAGE_STOPPED, Kind.MESSAGE_LEAKED, Kind.CONTACT_RUNG),
        *(Kind.STATUS_DRAFTED, Kind.STATUS_PUBLISHED, Kind.STATUS_RULED, Kind.STATUS_LOOKED, Kind.PERSON_REACHED),
        *(Kind.LIST_BROUGHT, Kind.LIST_OPENED, Kind.LIST_CHANGED, Kind.SHEET_PRINTED, Kind.SHEET_RETURNED),
        *(Kind.SHEET_LOST, Kind.REPORT_ISSUED, Kind.COST_NOTED, Kind.BULLETIN_RECEIVED, Kind.BULLETIN_SENT),
        *(Kind.BULLETIN_ACKNOWLEDGED, Kind.PARTNER_ASKED, Kind.PARTNER_PROPOSED, Kind.PARTNER_CHANGED),
        *(Kind.ESTATE_NAMED, Kind.ESTATE_CORRECTED, Kind.PLAN_CHOSEN, Kind.PLAN_PROMISED, Kind.WORK_BEGUN),
        *(Kind.WORK_SLIPPED, Kind.WORK_ENDED, Kind.GATE_SKIPPED, Kind.GATE_FAILED, Kind.GATE_HELD),
        *(Kind.ACCESS_ENDED, Kind.SEAL_BROKEN, Kind.BACKLOG_KEYED, Kind.BACKLOG_SIGNED, Kind.ASSURANCE_ASKED),
        *(Kind.ASSURANCE_WITHDRAWN, Kind.STAFF_LISTED, Kind.STAFF_CHANGED, Kind.REST_EXEMPTED),
        Kind.ROSTER_PUBLISHED,
    }
)
"""Kinds that no later entry takes back: what was said, asked, printed or told was; a later one is another."""
_LETTERS: Final = frozenset({Kind.ASSURANCE_ISSUED, Kind.ASSURANCE_RECEIVED, Kind.ASSURANCE_JUDGED})


def is_ending(deed: Deed) -> bool:
    """Whether an entry says that what its kind is called ended: a fallback stopped, a role that nobody has any more."""
    if deed.kind == Kind.ROLE_HANDED_OVER:
        return "since" in deed.said and not deed.said.get("holder")
    return deed.kind == Kind.FALLBACK_INVOKED and not deed.said.get("running", True)


def is_correction(deed: Deed) -> bool:
    """Whether what it is named beside stands all the same, in other words."""
    return deed.kind == Kind.DECISION_CORRECTED


def undoing(deed: Deed, deeds: Iterable[Deed], shows: Callable[[Deed], bool]) -> Deed | None:
    """The first entry that took it back; None while it stands.

    `deeds` are in order of time; `shows` says of one whether it shows what was asked for, as this one does.
    """
    found = False
    for other in deeds:
        if other is deed:
            found = True
        elif found and (row := _row(other, deed)) is not None and (row.plainly or not shows(other)):
            return other
    return None


def undone_words(undone: Deed, deed: Deed) -> str:
    """`undone by A-7`, `taken back by A-5 (no sign found)`: how `undone` took back `deed`."""
    row = _row(undone, deed)
    if row is None:
        raise ValueError(undone.kind)
    said = row.word.format(undone.said.get(row.field, ""))
    return f"{row.verb} by {undone.number}" + (f" ({said})" if said else "")


def _row(other: Deed, deed: Deed) -> _Undo | None:
    """By which row of the table `other` undoes `deed`; None where by none."""
    rows = UNDOES.get(Kind(deed.kind), ()) if deed.kind in UNDOES else ()
    return next((row for row in rows if _fits(row, other, deed)), None)


def _fits(row: _Undo, other: Deed, deed: Deed) -> bool:
    if other.kind != row.kind or (row.own and other.body != deed.body) or not _is_same(row, other, deed):
        return False
    if row.kind == Kind.ROLE_HANDED_OVER:
        return is_ending(other)
    if not row.field:
        return True
    said = other.said.get(row.field)
    if not row.said:
        return bool(said)
    was = str(deed.said.get(row.field))
    # What says the same word again takes nothing back: a refusal is no end of a refusal.
    return str(said) in row.said and was != str(said) and (not row.was or was in row.was)


def _is_same(row: _Undo, other: Deed, deed: Deed) -> bool:
    """Whether both speak of one thing."""
    if deed.kind in _LETTERS:
        return bool(_letters(other) & _letters(deed))
    if row.by:
        return other.said.get(row.by) == deed.said.get(row.by)
    if row.of:
        return deed.said.get(row.of) in other.things or other.said.get(row.of) in {*deed.things, deed.entry}
    if row.kind == Kind.TASK_CLOSED:
        # Of the tasks of one card, one that is dropped leaves the others.
        return {each for each in deed.things if each.startswith("task/")} <= set(other.things)
    if "gate" in deed.said and deed.said["gate"] != other.said.get("gate"):
        return False
    return bool(set(deed.things) & set(other.things))


def _letters(deed: Deed) -> set[str]:
    """Ids of letters: `withdrawal/ID/body` and `judgement/ID` are of the letter `assurance/ID`."""
    return {each.split("/")[1] for each in deed.things if "/" in each}
