"""Recording that a system went live: with every gate answered, or without, which is then said loudly.

Law: with a gate unanswered or failed, now or at the time that is given, nothing goes live in the record but as `live
without gates`, with a reason, who said so, and which gates were missing; a waiver is an answer.
Not here: whether it really works (picture); nothing here touches a network.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.gate.answer import GATE, answers_told
from battlebox.desk.gate.gate import Gate, system_of
from battlebox.desk.gate.live import LIVE, Going, Gone
from battlebox.desk.gate.standing import Stands, SystemGates, system_gates
from battlebox.desk.officer import Act, Officer
from battlebox.desk.picture.picture import picture_of
from battlebox.desk.picture.revision import InUse
from battlebox.desk.record.incident import not_sooner
from battlebox.desk.record.line import CORRECTS
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight
from battlebox.desk.record.writing import done_by, draft, line, not_before, words
from battlebox.journal import Kind

_MINUTE: Final = timedelta(minutes=1)
"""As exact as a time is typed."""
KINDS: Final = {Going.LIVE: Kind.SYSTEM_LIVE, Going.WITHOUT_GATES: Kind.GATE_SKIPPED, Going.OFF: Kind.SYSTEM_OFF}


def go_live(
    record: Record,
    used: InUse,
    officer: Officer,
    system: str,
    to: Going,
    *,
    at: datetime,
    who: str,
    reason: str = "",
    handling: Handling | None = None,
    over: frozenset[str] | None = None,
) -> Saved:
    """Record that a system went live, went live without gates, or was taken off again.

    1. Refuse an officer who may not, a system that is not there or another body's, a time ahead or long before the
       incident began.
    2. Refuse `live` while a gate waits, or waited at that time, naming them; `live without gates` without a reason, or
       where none did.
    3. Append one entry `system:live`, `gate:skipped` or `system:off`; `over` is what was on the screen.
    Raises DeskError.
    """
    officer.must(Act.GO_LIVE)
    row = system_of(used.estate, system)
    if row.body != officer.body:
        what, act = f"`{row.name}`", "say what became of"
        raise DeskError.of(Code.NOT_YOURS, what=what, owner=row.body, body=officer.body, act=act)
    with record.lock:
        sight = Sight.of(record, officer)
        done_by("when", at, sight.now)
        if to.is_live:
            not_sooner("when", at, sight)
        now = system_gates(sight, picture_of(sight, used), system)
        late = gates_later(sight, now, at)
        _must_follow(now, to, late)
        missing = (*(each.gate for each in now.waits), *late) if to is Going.WITHOUT_GATES else ()
        if to is Going.OFF:
            # Forms say minutes.
            since = max(each.value.at.replace(second=0, microsecond=0) for each in now.gone if each.value.state.is_live)
            not_before("when it was taken off", at, "when it went live", since)
        needs_reason = to is not Going.LIVE
        gone = Gone(
            to,
            at,
            line("who said so", who),
            words("why", reason, needed=needs_reason, what="why, in a sentence"),
            tuple(each.key for each in missing),
        )
        thing = f"{GATE}/{system}"
        named = ", ".join(each.short.lower() for each in missing)
        said = f"{row.name}: {to.value}, says {gone.who}"
        text = "\n".join(
            filter(None, [said, f"missing: {named}" if missing else "", f"because {gone.reason}" if reason else ""])
        )
        about: dict[str, str | int] = {"system": system, "missing": len(gone.missing)}
        written = draft(KINDS[to], handling or Handling(), (thing, LIVE, gone), words=text, about=about, over=over)
        return record.append(officer, written, thing=thing)


def gates_later(sight: Sight, now: SystemGates, at: datetime) -> tuple[Gate, ...]:
    """The gates that are answered now and were not at that time, by the times that their answers give, in order."""
    return tuple(
        each.gate
        for each in now.gates
        if each.stands.is_answered and not _was_answered(sight, now.system.system, each.gate.key, at)
    )


def _was_answered(sight: Sight, system: str, gate: str, at: datetime) -> bool:
    told = answers_told(sight, system, gate)
    wrong = {sight.record.line(each.entry).header.about.get(CORRECTS) for each in told}
    before = [each.value for each in told if each.value.at < at + _MINUTE and each.entry not in wrong]
    # Of two at one minute the later entry counts.
    return bool(before) and Stands(max(reversed(before), key=lambda each: each.at).result).is_answered


def _must_follow(now: SystemGates, to: Going, late: tuple[Gate, ...]) -> None:
    what = f"`{now.system.name}`"
    if to is Going.LIVE and now.waits:
        names = ", ".join(each.gate.short.lower() for each in now.waits)
        many = f"{len(now.waits)} gates are" if len(now.waits) > 1 else "one gate is"
        raise DeskError.of(Code.GATES_WAIT, what=what, many=many, gates=names)
    if to is Going.LIVE and late:
        many = f"{len(late)} gates were" if len(late) > 1 else "one gate was"
        names = ", ".join(each.short.lower() for each in late)
        raise DeskError.of(Code.GATES_LATER, what=what, many=many, gates=names)
    if to is Going.WITHOUT_GATES and not now.waits and not late:
        hint = "record that it went live: every gate is answered"
        raise DeskError.of(Code.WRONG_STATE, what=what, state="past all its gates", act="live without them", hint=hint)
    if to is Going.OFF and not now.is_live:
        hint = "say at the system how it was seen to be"
        raise DeskError.of(Code.WRONG_STATE, what=what, state="not recorded as live", act="taken off again", hint=hint)
