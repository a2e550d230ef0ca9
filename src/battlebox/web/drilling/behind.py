"""What stands behind a drill, for whoever runs it: each event and branch of the scenario, and what became of it.

Law: exercise control's alone, as all of the control room is; it says what the scenario does, and nothing of what the
attacker does by himself.
Not here: what players are handed (inbox.py), the attacker's moves (replay.py).
"""

from __future__ import annotations

from collections.abc import Iterator

from battlebox.drill.play import Course
from battlebox.drill.scenario import Answer, Branch, WorldEvent

Row = tuple[str, str, str]
"""The minute, what happens or is asked, and what became of it."""


def behind(course: Course) -> tuple[Row, ...]:
    """Everything of the scenario that players are not told, in its order of time; at one minute, questions first."""
    scenario = course.cast.scenario
    rows = [(each.by_minutes, 0, _branch(course, each)) for each in scenario.branches]
    rows += [(each.at_minutes, 1, _event(course, each)) for each in scenario.events]
    return tuple(row for _, _, row in sorted(rows, key=lambda each: each[:2]))


def _branch(course: Course, branch: Branch) -> Row:
    asked = next((each for each in course.asked if each.branch == branch.id), None)
    if asked is not None:
        said = f"{asked.answer.value.capitalize()}, at T+{asked.minute}" + (
            f", by {asked.entry}" if asked.entry else ""
        )
    else:
        said = _never(course, is_open=course.is_open(branch.under, branch.when), over="Not asked")
        said = said or ", ".join(filter(None, ("Not asked yet", hangs(course, branch.under, branch.when))))
    return (f"T+{branch.by_minutes}", course.cast.says(branch.asks), said)


def _event(course: Course, event: WorldEvent) -> Row:
    minute = next((each.minute for each in course.happened if each.event == event.id), None)
    if minute is not None:
        said = f"It happened, at T+{minute}"
    else:
        said = _never(course, is_open=not course.is_barred(event), over="It did not happen")
        said = said or ", ".join(filter(None, ("To come", hangs(course, event.branch, event.when))))
    return (f"T+{event.at_minutes}", " ".join(_words(course, event)), said)


def hangs(course: Course, branch: str, when: Answer) -> str:
    """On which answer it hangs, as long as that is open: of two ways of the story one alone is gone."""
    asks = next((each.asks for each in course.cast.scenario.branches if each.id == branch), "")
    if not asks or course.answer_of(branch) is not None:
        return ""
    return f"if the answer is {when.value}: {course.cast.says(asks)}"


def _never(course: Course, *, is_open: bool, over: str) -> str:
    """Why it does not come any more; blank while it may."""
    if not is_open:
        return "Not on this way"
    return over if course.is_over else ""


def _words(course: Course, event: WorldEvent) -> Iterator[str]:
    yield course.cast.says(event.words)
    if event.truth:
        yield f"What is so: {course.cast.says(event.truth)}"
