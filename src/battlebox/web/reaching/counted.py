"""What other pages and papers say of the people to reach: Now, the next actions, situation reports, hand-over notes.

Law: counts and no names; another body's list as far as it was shared; a paper says what its readers may see.
Not here: what is counted (desk), the pages themselves (places).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from battlebox.desk import Act, Role
from battlebox.desk.command import JointSight, Section, Step, Urgency
from battlebox.desk.reach import TOLD_TITLE, ReachCount, counts_of, sheets_of, told_of
from battlebox.desk.record import Handling
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.tables import Cell

HEADS: Final = ("List", "Needs help now", "To reach", "No reply", "Visit due", "Wrong details", "Safe", "How old")
_SENDS_HELP: Final = frozenset({Role.STRATEGIC, Role.TACTICAL, Role.SERVICE_LEAD})


def reach_parts(desk: AtDesk, counts: tuple[ReachCount, ...]) -> dict[str, Any]:
    """What Now shows of lists in use: counts with their age, who needs help before everything, and other alarms."""
    alarms = [(each, words) for each in counts for words in each.urgent]
    return {
        "reach_heads": HEADS,
        "reach_rows": [_row(desk, each) for each in counts],
        "help_now": [f"{words} ({each.source})." for each, words in alarms if _is_help(each, words)],
        "reach_alarms": [f"{each.source}: {words}." for each, words in alarms if not _is_help(each, words)],
        "reach": desk.at("reach"),
    }


def lists_in_use(desk: AtDesk) -> tuple[ReachCount, ...]:
    """The lists that may be seen and are in use, those with somebody who needs help now first."""
    found = [each for each in counts_of(desk.sight) if each.in_use]
    return tuple(sorted(found, key=lambda each: (each.body != desk.officer.body, -each.tally.help_now)))


def reach_steps(desk: AtDesk, counts: tuple[ReachCount, ...]) -> tuple[tuple[Step, ...], ...]:
    """What a body's own lists ask of this officer: help to be sent, people to be rung, sheets that are late."""
    own = [each for each in counts if each.body == desk.officer.body]
    helping = tuple(_help(own)) if desk.officer.roles & _SENDS_HELP else ()
    if Role.SERVICE_LEAD not in desk.officer.roles:
        return (helping,)
    return (helping, tuple(_ring(own)), tuple(_late(desk)), tuple(_bring(desk, own)))


def reach_section(desk: AtDesk, handling: Handling | None = None) -> Section:
    """What a paper that goes so far says of people to reach; with no handling, one for the own body alone."""
    paper = JointSight.for_paper(desk.sight, handling or Handling())
    return Section(TOLD_TITLE, told_of(desk.sight, paper, goes_out=paper.goes_out))


def _help(own: list[ReachCount]) -> Iterator[Step]:
    for each in own:
        people = each.tally.help_now
        if people:
            yield Step(
                Urgency.LIFE,
                f"Send help to {_people(people)}: {each.source}",
                f"{'a sheet says' if people == 1 else 'sheets say'} that they need help now",
                "reach_list",
                each.list.partition("/")[2],
            )


def _ring(own: list[ReachCount]) -> Iterator[Step]:
    for each in own:
        if each.on_no_sheet:
            yield Step(
                Urgency.LIFE,
                f"Have {_people(each.on_no_sheet)} rung or visited: {each.source}",
                "they are not reached, and on no sheet that is out",
                "print_sheets",
                each.list.partition("/")[2],
            )


def _late(desk: AtDesk) -> Iterator[Step]:
    for each in sheets_of(desk.sight):
        if each.is_late(desk.sight.now):
            number, taken = each.sheet.number, each.sheet.taken_by
            yield Step(
                Urgency.EFFECT,
                f"Ring {taken}: sheet {number} is late" if taken else f"Hand out sheet {number}, or find who has it",
                f"{'' if taken else 'it is late, and '}{_people(len(each.sheet.places))} on it may not be reached",
                "sheet",
                number,
            )


def _bring(desk: AtDesk, own: list[ReachCount]) -> Iterator[Step]:
    """The list itself, while a service that protects people is stopped and nobody brought one in."""
    if own or not desk.has_estate or not desk.officer.may(Act.BRING_LIST):
        return
    rows = (row for row in desk.picture.by_need() if row.service.body == desk.officer.body)
    stopped = next((row for row in rows if row.is_stopped and row.service.protects.is_people), None)
    if stopped is not None:
        why = f"{stopped.service.name} is stopped, and nobody who depends on it stands on a list"
        yield Step(Urgency.LIFE, "Bring in the list of people to reach", why, "reach")


def _row(desk: AtDesk, count: ReachCount) -> tuple[Any, ...]:
    of = count.tally
    whose = "" if count.body == desk.officer.body else f"Of {desk.body_name(count.body)}"
    kept = f"{count.kept_back} outcomes are not shared with us" if count.kept_back else ""
    link = desk.at("reach_list", count.list.partition("/")[2])
    return (
        Cell(count.source, link=link, note=". ".join(filter(None, (whose, kept)))),
        Cell(str(of.help_now), tag="red") if of.help_now else "0",
        of.to_reach,
        of.no_reply,
        of.visit_due,
        of.wrong_details,
        of.safe,
        count.age,
    )


def _is_help(count: ReachCount, words: str) -> bool:
    return bool(count.tally.help_now) and words == count.urgent[0]


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"
