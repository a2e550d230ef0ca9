"""Work on systems that come back: begun, slipped, ended, by whom; and the plan as it stands with that.

Law: the record says what has begun, never the plan; what has begun is frozen, and what should have begun and has not is
still to come.
Not here: the plan (shown.py), gates, going live.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.incident import not_sooner
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, not_ahead, not_before, words
from battlebox.desk.restore.outset import microhours_of
from battlebox.desk.restore.problem import Undertaking
from battlebox.desk.restore.shown import Step
from battlebox.engine.restore import Operation
from battlebox.estate import MICROHOURS, Estate
from battlebox.estate import Step as StepKind
from battlebox.journal import Kind

WORK: Final = "work"
GRACE: Final = MICROHOURS
"""Nothing is called late within an hour."""
STATE: Final = "state"


class Progress(StrEnum):
    """How far a step has got."""

    BEGUN = "begun"
    SLIPPED = "slipped"
    ENDED = "ended"


KINDS: Final = {
    Progress.BEGUN: Kind.WORK_BEGUN,
    Progress.SLIPPED: Kind.WORK_SLIPPED,
    Progress.ENDED: Kind.WORK_ENDED,
}


@dataclass(frozen=True, slots=True)
class Worked:
    """One step of one system: when it began, when it ended or is now expected to, who says so."""

    system: str
    step: StepKind
    progress: Progress
    begun: datetime
    who: str
    until: datetime | None = None
    note: str = ""

    @property
    def id(self) -> str:
        """Its name in a plan."""
        return f"{self.system}:{self.step.value}"


def work_of(sight: Sight) -> dict[str, Stated[Worked]]:
    """Every step that has begun, by its name in a plan."""
    return {said[0].value.id: said[0] for said in sight.every(WORK, STATE, Worked).values()}


def record_work(
    record: Record, estate: Estate, officer: Officer, said: Worked, *, handling: Handling | None = None
) -> Saved:
    """Record that a step began, takes longer, or ended.

    1. Refuse an officer who may not, a system that is not there or another body's, one that ended before it began,
       or began long before the incident did.
    2. Refuse a step that is begun twice, or goes on before it began.
    3. Append one entry `work:begun`, `work:slipped` or `work:ended`.
    Raises DeskError.
    """
    officer.must(Act.WORK)
    row = estate.system_by_id.get(said.system)
    if row is None:
        raise DeskError.of(Code.UNKNOWN_ID, what="system", id=said.system, near="")
    if row.body != officer.body:
        raise DeskError.of(Code.OTHER_BODY, what=row.name, owner=row.body, body=officer.body)
    sight = Sight.of(record, officer)
    kept = _checked(said, work_of(sight).get(said.id), sight)
    until = "" if kept.until is None else f", {'ended' if said.progress is Progress.ENDED else 'now until'} "
    until += "" if kept.until is None else f"{kept.until:%Y-%m-%d %H:%M} UTC"
    text = "\n".join(filter(None, [f"{said.step.value} {row.name}: {said.progress.value}{until}, says {kept.who}",
                                   kept.note]))  # fmt: skip
    thing = f"{WORK}/{said.system}/{said.step.value}"
    written = draft(KINDS[said.progress], handling or Handling(), (thing, STATE, kept), words=text,
                    about={"system": said.system, "step": said.step.value})  # fmt: skip
    return record.append(officer, written, thing=thing)


def _checked(said: Worked, before: Stated[Worked] | None, sight: Sight) -> Worked:
    now, what = sight.now, f"the step `{said.step.value}`"
    who, note = line("who says so", said.who, what="who says so"), words("note", said.note)
    if said.progress is Progress.BEGUN:
        if before is not None:
            state = before.value.progress.value
            raise DeskError.of(Code.ALREADY, what=what, state=state, number=before.number)
        begun = not_sooner("when it began", not_ahead("when it began", said.begun, now), sight)
        return replace(said, begun=begun, who=who, note=note, until=None)
    if before is None or before.value.progress is Progress.ENDED:
        state = "not begun" if before is None else "ended"
        hint = "say first when it began" if before is None else "nothing more is to be said of it"
        raise DeskError.of(Code.WRONG_STATE, what=what, state=state, act=said.progress.value, hint=hint)
    if said.until is None:
        raise DeskError.of(Code.BLANK, field="until when", what="when it ended, or is now expected to")
    until = not_before("the end", said.until, "its beginning", before.value.begun)
    if said.progress is Progress.ENDED:
        until = not_ahead("the end", until, now)
    return replace(said, begun=before.value.begun, until=until, who=who, note=note)


def as_it_stands(found: Undertaking, origin: datetime, work: Mapping[str, Worked], now: datetime) -> Undertaking:
    """The same with what has begun frozen, as long as it is now expected to take, and nothing else before now."""
    here = microhours_of(now - origin)
    done = _with_those_before(found, work)

    def step(row: Operation) -> Operation:
        said = done.get(row.id)
        if said is None:
            return row
        begun = min(microhours_of(said.begun - origin), here)
        lasts = row.microhours if said.until is None else max(0, microhours_of(said.until - said.begun))
        is_over = said.progress is Progress.ENDED
        # What was to be over by now and is not said to be takes at least until now.
        return replace(row, begun_microhours=begun, microhours=lasts if is_over else max(lasts, here - begun))

    problem = found.problem
    operations = tuple(step(row) for row in problem.operations)
    frozen = {row.id for row in operations if row.begun_microhours is not None}
    gates = {name for row in operations if row.id in frozen for name in row.gates}
    return replace(
        found,
        problem=replace(
            problem,
            operations=tuple(
                replace(row, gates=tuple(name for name in row.gates if name not in gates)) for row in operations
            ),
            gates=tuple(gate for gate in problem.gates if gate.id not in gates),
            now_microhours=max(0, here),
        ),
    )


def _with_those_before(found: Undertaking, work: Mapping[str, Worked]) -> dict[str, Worked]:
    """What has begun; a step of which nothing was said, before one that has begun, is over since then."""
    done = dict(work)
    for rows in found.work.values():
        later: Worked | None = None
        for row in reversed(rows):
            said = done.get(row.id)
            if said is None and later is not None:
                done[row.id] = replace(later, step=row.step, progress=Progress.ENDED, until=later.begun)
            later = said or later
    return done


def overdue(steps: Iterable[Step], work: Mapping[str, Stated[Worked]], here: int) -> tuple[Step, ...]:
    """Steps of a plan that were to begin, or to end, by `here`, and of which nobody says that they did."""
    return tuple(row for row in steps if row.step and _is_overdue(row, work.get(row.id), here))


def _is_overdue(row: Step, said: Stated[Worked] | None, here: int) -> bool:
    if said is None:
        return row.start_microhours < here - GRACE
    is_over = said.value.progress is Progress.ENDED
    return not is_over and said.value.until is None and row.start_microhours + row.microhours < here - GRACE
