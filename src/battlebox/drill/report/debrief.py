"""The debrief: five headings with what the record says under each and what to ask, and the days by which it is held.

Law: questions are asked of what happened and of how things are arranged, never of a person; the record answers none.
Not here: what is found (suggestion.py), writing it into the record (desk/record).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from battlebox.drill.report.alternatives import Alternatives
from battlebox.drill.report.log import LogPlayed
from battlebox.drill.report.measure import Came, Measure
from battlebox.drill.report.measured import Measured
from battlebox.drill.report.played import Played
from battlebox.drill.report.reach import ReachRow
from battlebox.journal import Kind

DAYS: Final = (
    ("Hot debrief", "straight after, for welfare and quick fixes", 0),
    ("Internal debrief", "within two weeks", 14),
    ("Debrief with all bodies", "within four weeks", 28),
    ("Report of it", "within four weeks of the internal debrief", 42),
)
"""What is held by when, in days after the end (domain notes, section 10, source Z6)."""

QUESTIONS: Final[dict[str, tuple[str, ...]]] = {
    "Co-location": (
        "Who needed whom at one table, and how long did it take until they were?",
        "Which room, line or chat did we fall back on when the usual one was gone?",
    ),
    "Communication": (
        "Which words were not understood, or meant different things to two of us?",
        "Who learned something late, or from somebody else than us?",
    ),
    "Co-ordination": (
        "Where did two of us do the same, and what did nobody do?",
        "Which decision waited, for whom, and who could have taken it?",
    ),
    "Joint understanding of risk": (
        "What did partners hold to be a risk that we did not, and the other way round?",
        "Which people would have come to harm first, and when did we all know that?",
    ),
    "Shared awareness": (
        "At which moment did we first all have the same picture, and what was wrong in it?",
        "What did somebody know that was not in the log?",
    ),
}
"""The five headings as JESIP names them (domain notes, section 10, source Z8); the questions are our own."""
WELFARE: Final = ("How is everybody, and who needs to go home now?", "What can be mended today?")


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading: what the record says that belongs there, and what to ask."""

    title: str
    facts: tuple[str, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DebriefDay:
    """Something that is held, how soon, and the last day for it."""

    title: str
    when: str
    by: date


@dataclass(frozen=True, slots=True)
class Debriefing:
    """The whole: what is asked straight after, the headings, the scenario's own questions, and the days."""

    straight_after: tuple[str, ...]
    headings: tuple[Heading, ...]
    own: tuple[str, ...]
    days: tuple[DebriefDay, ...]


def debriefing(played: Played, found: Measured) -> Debriefing:
    """What to ask, with what was measured beside it."""
    facts = {
        "Co-location": _roles(played),
        "Communication": _communication(found.measures, found.reach),
        "Co-ordination": _coordination(played, found.measures, found.alternatives),
        "Joint understanding of risk": tuple(f"{each.title}: {each.said}" for each in found.clocks),
        "Shared awareness": _awareness(played, found.log),
    }
    headings = tuple(Heading(title, facts[title] or ("the record says nothing of it",), asked)
                     for title, asked in QUESTIONS.items())  # fmt: skip
    days = tuple(DebriefDay(title, when, played.day + timedelta(days=after)) for title, when, after in DAYS)
    own = () if played.course is None else tuple(map(played.course.cast.says, played.course.cast.scenario.debrief))
    return Debriefing(WELFARE, headings, own, days)


def _roles(played: Played) -> tuple[str, ...]:
    found: list[str] = []
    for deed in played.of({Kind.ROLE_TAKEN}):
        minute = played.minutes(played.began, deed.at)
        role = str(deed.said.get("role", "a role")).replace("_", " ")
        line = f"{role}: taken at T+{minute} ({deed.number})"
        if not any(each.startswith(f"{role}:") for each in found):
            found.append(line)
    return tuple(found)


def _communication(measures: tuple[Measure, ...], reach: tuple[ReachRow, ...]) -> tuple[str, ...]:
    times = [f"{each.title}: {each.value}" for each in measures if each.key in ("warn-partners", "first-statement")]
    rows = [f"{each.group}: {each.told} of {each.of} told, {each.acknowledged} acknowledged"
            for each in reach if each.told is not None]  # fmt: skip
    return (*times, *rows)


def _coordination(played: Played, measures: tuple[Measure, ...], ways: Alternatives) -> tuple[str, ...]:
    asked = len(played.of({Kind.PARTNER_ASKED}))
    lines = [f"{each.title}: {each.result}" for each in measures if each.key.startswith("contain")]
    times = {0: "never", 1: "once"}.get(asked, f"{asked} times")
    lines.append(f"partners were asked {times} to order something of theirs")
    if ways.at_end:
        lines.append(f"P1 services on another way at the end: {ways.working} of {len(ways.at_end)} that had stopped")
    return tuple(lines)


def _awareness(played: Played, log: LogPlayed) -> tuple[str, ...]:
    reports = played.of({Kind.REPORT_ISSUED})
    said = "no situation report was issued"
    if reports:
        said = f"first situation report at T+{played.minutes(played.began, reports[0].at)} ({reports[0].number})"
    lines = [said, f"{log.entries} entries in the log"]
    lines += [f"{each.title.lower()}: {each.said}" for each in log.shares if each.came is not Came.NOT_KNOWN]
    return (*lines, *(f"nothing written for {each}" for each in log.quiet))
