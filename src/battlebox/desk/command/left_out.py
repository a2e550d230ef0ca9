"""What a report leaves out because it goes to more bodies than the entries do: counted by what they are about.

Law: a writer is never left to believe that a report says everything: what was left out can be counted, and read by
those who may see it. Nothing of it goes onto the report.
Not here: drawing the report up (sitrep.py), sharing what was left out (record/sharing.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from battlebox.desk.command.joint import JointSight
from battlebox.desk.command.overview import TOLD_OF
from battlebox.desk.command.sitrep import last_report, place_of
from battlebox.desk.record.line import Line
from battlebox.desk.record.sharing import given_to, to_share
from battlebox.desk.record.sight import Handling, Sight
from battlebox.desk.record.subjects import subject_words
from battlebox.journal import Kind

_IN_REPORTS: Final = TOLD_OF | {kind.value for kind in Kind if kind.partition(":")[0] in ("task", "cost")}
"""Kinds that a report is drawn from; lines of the log have never been among them."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Entries that a report does not take in: the newest first; how many are about what; how many may be shared.

    `bodies` are those besides one's own that may see all of it that anybody else may: for them it would leave out less.
    """

    lines: tuple[Line, ...]
    kinds: tuple[tuple[str, int], ...]
    shareable: int
    bodies: frozenset[str]


def left_out(sight: Sight, handling: Handling, bodies: Iterable[str]) -> LeftOut:
    """What a report with this label leaves out of all that its writer may see; `bodies` are those of the incident.

    What was said since the last report counts, and what was said before and still stands.
    """
    joint, given = JointSight.for_paper(sight, handling), given_to(sight.record.lines())
    after = place_of(sight, last_report(sight, sight.officer.body))
    lines = tuple(line for line in sight.record.lines_of(_IN_REPORTS) if _is_new(sight, line, after))
    missing = [
        seen
        for line in lines
        if (seen := _missing(sight, joint, line)) is not None
        # What was said again for all of them is in the report, under the number of that.
        and not joint.bodies <= given.get(line.id, frozenset())
    ]
    kinds = Counter(subject_words(line.header.kind) for line in missing)
    return LeftOut(
        lines=tuple(reversed(missing)),
        kinds=tuple(kinds.most_common()),
        shareable=len({line.id for line in to_share(sight, joint.bodies)} & {line.id for line in missing}),
        bodies=_who_sees_all(sight, handling, missing, frozenset(bodies)),
    )


def _is_new(sight: Sight, line: Line, after: int) -> bool:
    """Whether it came since the last report, or still stands."""
    if line.place > after:
        return True
    record = sight.record
    return any(live.entry == line.id for write in line.header.writes for live in record.live(write.thing, write.name))


def _missing(sight: Sight, joint: JointSight, line: Line) -> Line | None:
    seen = sight.seen(line)
    if seen is None or not seen.words:
        return None
    told = joint.seen(line)
    return seen if told is None or not told.words else None


def _who_sees_all(sight: Sight, handling: Handling, missing: list[Line], bodies: frozenset[str]) -> frozenset[str]:
    """The other bodies that may see everything of it that more than one's own body may see."""
    others = sorted(bodies - {sight.officer.body})
    seen_by = {
        body: {
            line.id
            for line in missing
            if (told := JointSight.for_paper(sight, Handling(handling.tlp, frozenset({body}))).seen(line))
            and told.words
        }
        for body in others
    }
    wanted = set().union(*seen_by.values())
    return frozenset(body for body in others if wanted and seen_by[body] == wanted)
