"""The after-action report of one drill: every measure with its source, and what it suggests.

Law: it follows from the record, the scenario and the estate alone, the same each time; nothing of the attacker behind
the drill is in it; no single figure stands for the whole.
Not here: its words on paper (paper.py), keeping findings (keeping.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from battlebox.drill.play import Done, Taken, at_words
from battlebox.drill.report.clocks import ClockPlayed
from battlebox.drill.report.debrief import Debriefing, debriefing
from battlebox.drill.report.guide import InjectPlayed, guide, guide_words
from battlebox.drill.report.measure import Came, Measure
from battlebox.drill.report.measured import Measured
from battlebox.drill.report.played import Played
from battlebox.drill.report.suggestion import Suggestion, suggestions


@dataclass(frozen=True, slots=True)
class ObjectivePlayed:
    """What was practised, the injects that practised it, and what was done of what they asked for."""

    words: str
    injects: tuple[int, ...]
    in_time: int
    late: int
    not_done: int


@dataclass(frozen=True, slots=True)
class AfterAction:
    """The report. `minutes` are minutes of play, `planned` how many they were to be; `found` is all that was measured.

    `provisional` is whether the drill was still running; `body_id` the body's id in the estate; `held` the real day.
    """

    title: str
    provisional: bool
    body: str
    body_id: str
    held: date
    estate: str
    incident: str
    others: tuple[str, ...]
    began: datetime
    ended: datetime
    minutes: int
    planned: int | None
    summary: tuple[str, ...]
    found: Measured
    objectives: tuple[ObjectivePlayed, ...]
    injects: tuple[InjectPlayed, ...]
    debrief: Debriefing
    findings: tuple[Taken, ...]
    suggestions: tuple[Suggestion, ...]
    sources: tuple[tuple[str, str], ...]

    @property
    def still_running(self) -> str:
        """As a sentence without its end, at what minute; blank where it is over."""
        return f"the drill is still running, at {at_words(self.minutes, self.planned)}" if self.provisional else ""


def after_action(played: Played, title: str = "") -> AfterAction:
    """The report of a drill; `title` where no scenario gives one. Cost: some tenths of a second."""
    found, injects, course = Measured.of(played), guide(played), played.course
    return AfterAction(
        title=course.cast.scenario.title if course else title,
        provisional=played.is_running,
        body=played.names.body(played.body),
        body_id=played.body,
        held=played.day,
        estate=played.estate.title,
        incident=played.incident,
        others=played.others,
        began=played.began,
        ended=played.ended,
        minutes=played.minutes(played.began, played.ended),
        planned=played.planned,
        summary=_summary(found, injects, alone=bool(course and course.solo)),
        found=found,
        objectives=_objectives(played, injects),
        injects=injects,
        debrief=debriefing(played, found),
        findings=played.taken,
        suggestions=suggestions(played, found),
        sources=_sources(played, found.clocks),
    )


def _summary(found: Measured, injects: tuple[InjectPlayed, ...], *, alone: bool) -> tuple[str, ...]:
    """Sentences that can be read aloud, the first times first; each says one thing, and none is a total."""
    clocks, log = found.clocks, found.log
    said = [_sentence(each) for each in found.measures]
    late = [each for each in clocks if each.late_minutes is not None]
    met = [each for each in clocks if each.met is not None and each.late_minutes is None]
    if clocks:
        names = f" ({', '.join(each.title for each in late)})" if late else ""
        over = f"{len(late)} ran over{names}" if late else "none ran over"
        said.append(f"{len(met)} of {len(clocks)} clocks that began were met, and {over}.")
    else:
        said.append("No clock to tell anybody was started.")
    shares = [each.aloud for each in reversed(log.shares) if each.of]
    entries = f"{log.entries} entr{'y' if log.entries == 1 else 'ies'}"
    said.append(f"The log has {entries}{': ' if shares else ''}{'; '.join(shares)}.")
    return tuple(filter(None, (*said, guide_words(injects, alone=alone))))


_SAID = {
    "warn-partners": ("The first partner was warned after {}.", "No partner was warned."),
    "contain-first": ("The first order to contain was given after {}.", "No order to contain was given."),
    "contain-all": ("All that was held to be hit was seen isolated after {}.", "Nothing was seen to be isolated."),
    "first-statement": ("The first words in public went out after {}.", "No page and no fact went out to the public."),
    "first-regulator": ("The first authority was told after {}.", "No authority was told."),
    "p1-alternatives": ("All P1 services that had stopped went on another way ({}).",
                        "None of the P1 services that had stopped went on another way ({})."),
}  # fmt: skip
_PARTLY = {
    "contain-all": "What was held to be hit was seen isolated in part ({}).",
    "p1-alternatives": "Of the P1 services that had stopped, {} went on another way.",
}


def _sentence(measure: Measure) -> str:
    done, not_done = _SAID[measure.key]
    if measure.came is Came.DONE and measure.key == "first-regulator" and measure.ended:
        # Who was told and how is in the entry's own words, which no program can check.
        says = f"as {measure.ended.entry} says; whether that is so is for a person to judge"
        return done.format(f"{measure.value}, {says}")
    if measure.came is Came.DONE:
        return done.format(measure.value)
    if measure.came is Came.NOT_DONE:
        return not_done.format(measure.value)
    if measure.came is Came.PARTLY:
        return _PARTLY[measure.key].format(measure.value)
    return f"{measure.title}: {measure.result}."


def _objectives(played: Played, injects: tuple[InjectPlayed, ...]) -> tuple[ObjectivePlayed, ...]:
    if played.course is None:
        return ()
    scenario = played.course.cast.scenario
    serves = {each.number: each.objectives for each in scenario.injects}
    found = []
    for goal in scenario.objectives:
        if played.course.solo and not any(goal.id in serves[each.number] for each in played.course.injects):
            continue
        those = [each for each in injects if goal.id in serves[each.number] and each.handed is not None]
        states = [action.done for each in those for action in each.actions]
        counts = (states.count(Done.IN_TIME), states.count(Done.LATE), states.count(Done.NOT_DONE))
        words = played.course.cast.says(goal.words)
        found.append(ObjectivePlayed(words, tuple(each.number for each in those), *counts))
    return tuple(found)


def _sources(played: Played, clocks: tuple[ClockPlayed, ...]) -> tuple[tuple[str, str], ...]:
    """What the clocks rest on, by key, and what the scenario draws on."""
    keys = dict.fromkeys(key for each in clocks for key in each.sources)
    found = [(key, played.library.sources[key]) for key in keys if key in played.library.sources]
    own = () if played.course is None else played.course.cast.scenario.sources
    return (*found, *(each for each in own if each[0] not in keys))
