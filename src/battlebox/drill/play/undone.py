"""What takes back what was done: an order reopened, a role relieved, a task dropped, a later word that says otherwise.

Law: read off the record alone; whatever shows the same thing again takes nothing back, and a body takes back its own
words and nobody else's. Every kind of entry that may be a sign is here: with what undoes it, or as one that nothing
undoes.
Not here: whether it was done in time (judged.py), what the attacker makes of it (drill/truth).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from battlebox.desk.command import Progress, Reply
from battlebox.desk.command import Verdict as Review
from battlebox.desk.picture import Suspicion
from battlebox.desk.record import State
from battlebox.desk.roster import Step
from battlebox.desk.tell import Judged, Status, Verdict
from battlebox.drill.play.deed import Deed
from battlebox.journal import Kind


@dataclass(frozen=True, slots=True)
class _Undo:
    """An entry of that kind undoes another, where it speaks of the same and says one of these words under `field`.

    `said` blank stands for any word that is not blank, `field` blank asks for none. `was` is what the other had to say;
    blank for anything. `of` is the word under which it names what the other writes; blank where it writes of the same.
    `verb` is how it is said. `plainly`: it does so even where it would show what was asked for, for no sign can ask for
    that word.
    """

    kind: Kind
    field: str = ""
    said: frozenset[str] = frozenset()
    was: frozenset[str] = frozenset()
    of: str = ""
    verb: str = "undone"
    plainly: bool = False


def _back(kind: Kind, field: str = "", *said: str, plainly: bool = False) -> _Undo:
    return _Undo(kind, field, frozenset(said), verb="taken back" if field else "undone", plainly=plainly)


_CORRECTED: Final = _Undo(Kind.DECISION_CORRECTED, verb="corrected")
_FALLS: Final = _back(Kind.DECISION_REVIEWED, "verdict", Review.FALLS, Review.CHANGED)
_WORDS_GONE: Final = frozenset({Status.SUPERSEDED, Status.DENIED})
_SAID_SO: Final = frozenset({Status.CONFIRMED, Status.BELIEVED})
_TURNS: Final = tuple(
    _Undo(Kind.FACT_CHANGED, "status", frozenset({Status.SUPERSEDED, *said}), frozenset(was), verb="taken back")
    for was, said in (
        (_SAID_SO, (Status.DENIED, Status.UNKNOWN)),
        ((Status.DENIED,), _SAID_SO),
        ((Status.UNKNOWN,), ()),
    )
)
_AGREED: Final = frozenset({Reply.YES, Reply.DONE})
_DROPPED: Final = _back(Kind.TASK_CLOSED, "state", Progress.DROPPED)
_NOBODYS: Final = _Undo(Kind.ROLE_HANDED_OVER)
_NOT_PASSED: Final = tuple(_Undo(kind) for kind in (Kind.GATE_FAILED, Kind.GATE_HELD, Kind.GATE_SKIPPED))
_LETTER: Final = _Undo(Kind.ASSURANCE_WITHDRAWN, verb="taken back")
UNDOES: Final[Mapping[Kind, tuple[_Undo, ...]]] = {
    Kind.ROLE_TAKEN: (_NOBODYS,),
    Kind.ROLE_HANDED_OVER: (_NOBODYS,),
    Kind.TASK_OPENED: (_DROPPED,),
    Kind.TASK_CHANGED: (_DROPPED,),
    Kind.TASK_CLOSED: (_back(Kind.TASK_CHANGED, "state", Progress.OPEN, Progress.DOING, Progress.BLOCKED),),
    Kind.INDICATOR_SEEN: (_Undo(Kind.INDICATOR_CHANGED, "taken_back", verb="taken back"),),
    Kind.INDICATOR_CHANGED: (_Undo(Kind.INDICATOR_CHANGED, "taken_back", verb="taken back", plainly=True),),
    Kind.FACT_STATED: _TURNS,
    Kind.FACT_CHANGED: _TURNS,
    Kind.FACT_CLEARED: (
        _back(Kind.FACT_CLEARED, "verdict", Verdict.REFUSED),
        _Undo(Kind.FACT_CHANGED, "status", _WORDS_GONE, of="fact", verb="taken back"),
    ),
    Kind.FACT_HELD: (_back(Kind.FACT_HELD, "in_force", "False", plainly=True),),
    Kind.FACT_RELEASED: (_Undo(Kind.FACT_RELEASED, "withdraws", of="corrects", verb="withdrawn"),),
    Kind.STATEMENT_JOINED: (_back(Kind.STATEMENT_JOINED, "agrees", "False", plainly=True),),
    Kind.MESSAGE_ORDERED: (_Undo(Kind.MESSAGE_STOPPED, verb="stopped"),),
    Kind.DECISION_MADE: (_CORRECTED, _FALLS),
    Kind.DECISION_CORRECTED: (_CORRECTED, _FALLS),
    Kind.ORDER_PROPOSED: (_Undo(Kind.ORDER_PROPOSED, "withdrawn", verb="taken back", plainly=True),),
    Kind.PARTNER_ANSWERED: (
        _Undo(Kind.PARTNER_ANSWERED, "reply", frozenset({Reply.NO}), _AGREED, verb="taken back", plainly=True),
    ),
    Kind.ACCESS_GIVEN: (_Undo(Kind.ACCESS_ENDED, verb="ended"),),
    Kind.GATE_PASSED: _NOT_PASSED,
    Kind.GATE_WAIVED: _NOT_PASSED,
    Kind.BACKLOG_NOTED: (_Undo(Kind.BACKLOG_NOTED, "struck", verb="taken back", plainly=True),),
    Kind.ASSURANCE_ISSUED: (_LETTER,),
    Kind.ASSURANCE_RECEIVED: (_LETTER,),
    Kind.ASSURANCE_JUDGED: (_LETTER,),
    Kind.CLOCK_STARTED: (_back(Kind.CLOCK_CHANGED, "state", Judged.NOT_REPORTABLE),),
    Kind.INCIDENT_OPENED: (_back(Kind.INCIDENT_CLOSED, "state", State.CLOSED),),
    Kind.INCIDENT_CLOSED: (_back(Kind.INCIDENT_CHANGED, "state", State.TRIAGE, State.STOOD_UP),),
    Kind.SHIFT_OFFERED: (_back(Kind.SHIFT_ANSWERED, "step", Step.WITHDRAWN),),
    Kind.SHIFT_ANSWERED: (_back(Kind.SHIFT_ANSWERED, "step", Step.WITHDRAWN, Step.DECLINED, plainly=True),),
    Kind.HOLD_PLACED: (_Undo(Kind.HOLD_LIFTED, of="hold", verb="lifted"),),
}
"""By kind of entry: what undoes it, or is to be named beside it (a correction)."""
_ENDS: Final = {
    **dict.fromkeys(
        (Kind.SYSTEM_ISOLATED.value, Kind.SYSTEM_ACKNOWLEDGED.value, Kind.SYSTEM_VERIFIED.value),
        ("action", Kind.SYSTEM_REOPENED.value),
    ),
    Kind.SYSTEM_REOPENED.value: ("action", Kind.SYSTEM_ISOLATED.value),
    Kind.LINK_PARTED.value: ("path", Kind.LINK_RECONNECTED.value),
    Kind.LINK_RECONNECTED.value: ("path", Kind.LINK_PARTED.value),
    Kind.LINK_VERIFIED.value: ("path", Kind.LINK_PARTED.value),
    Kind.KEY_ENROLLED.value: ("key", Kind.KEY_REVOKED.value),
    Kind.SYSTEM_LIVE.value: ("system", Kind.SYSTEM_OFF.value),
    Kind.SYSTEM_OFF.value: ("system", Kind.SYSTEM_LIVE.value),
}
"""By kind of entry: the word for what it is about, and the kind that undoes it."""
_SAYS: Final = {
    Kind.SUSPICION_STATED.value: ("id", "state"),
    Kind.INCIDENT_CHANGED.value: ("", "state"),
    Kind.OUTAGE_OBSERVED.value: ("id", "condition"),
    Kind.FALLBACK_INVOKED.value: ("id", "running"),
    Kind.CLOCK_CHANGED.value: ("clock", "state"),
}
"""Kinds that say how a thing stands: the word for the thing (blank: the incident), and the word that says how."""
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
_DOUBT: Final = frozenset({Suspicion.SUSPECTED.value, Suspicion.CONFIRMED.value})


def undone_kinds() -> frozenset[str]:
    """Kinds that something undoes."""
    return frozenset({*UNDOES, *_ENDS, *_SAYS})


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
        elif found and _undoes(other, deed) and (_is_plain(other, deed) or not shows(other)):
            return other
    return None


def undone_words(undone: Deed, deed: Deed) -> str:
    """`undone by A-7`, `taken back by A-5 (no sign found)`: how `undone` took back `deed`."""
    row = _row(undone, deed)
    if row is not None:
        said = str(undone.said[row.field]) if row.said and row.said != {"False"} else ""
        return f"{row.verb} by {undone.number}" + (f" ({said})" if said else "")
    _, field = _SAYS.get(undone.kind, ("", ""))
    if not field:
        return f"undone by {undone.number}"
    said = "ended" if is_ending(undone) else str(undone.said[field])
    return f"taken back by {undone.number} ({said})"


def _is_plain(other: Deed, deed: Deed) -> bool:
    row = _row(other, deed)
    return row is not None and row.plainly


def _row(other: Deed, deed: Deed) -> _Undo | None:
    """By which row of the table `other` undoes `deed`; None where by none."""
    rows = UNDOES.get(Kind(deed.kind), ()) if deed.kind in UNDOES else ()
    return next((row for row in rows if _fits(row, other, deed)), None)


def _fits(row: _Undo, other: Deed, deed: Deed) -> bool:
    if other.kind != row.kind or not _is_same(row, other, deed):
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
    if row.of == "fact":
        return deed.said.get("fact") in other.things
    if row.of:
        return other.said.get(row.of) in {*deed.things, deed.entry}
    if row.kind == Kind.TASK_CLOSED:
        # Of the tasks of one card, one that is dropped leaves the others.
        return {each for each in deed.things if each.startswith("task/")} <= set(other.things)
    if "gate" in deed.said and deed.said["gate"] != other.said.get("gate"):
        return False
    return bool(set(deed.things) & set(other.things))


def _letters(deed: Deed) -> set[str]:
    """Ids of letters: `withdrawal/ID/body` and `judgement/ID` are of the letter `assurance/ID`."""
    return {each.split("/")[1] for each in deed.things if "/" in each}


def _undoes(other: Deed, deed: Deed) -> bool:
    if _row(other, deed) is not None:
        return True
    if deed.kind in _ENDS:
        key, kind = _ENDS[deed.kind]
        return other.kind == kind and other.said.get(key) == deed.said.get(key)
    if deed.kind != other.kind or deed.kind not in _SAYS:
        return False
    key, field = _SAYS[deed.kind]
    if key and (other.body != deed.body or other.said.get(key) != deed.said.get(key)):
        return False
    if field not in deed.said or field not in other.said:
        return False
    return _side(deed.kind, other.said[field]) != _side(deed.kind, deed.said[field])


def _side(kind: str, said: Any) -> object:  # noqa: ANN401 - whatever an entry says
    """What parts one word from another: of a suspicion, whether there is one."""
    return said in _DOUBT if kind == Kind.SUSPICION_STATED else said
