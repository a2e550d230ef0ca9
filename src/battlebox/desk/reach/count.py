"""How many are reached: the counts of each list for the Now page, with its age and everything to be alarmed at.

Law: every person is counted once; nobody counts as reached because nothing is known; a count always carries the age of
its list; other bodies see counts of what was shared with them, and that something was kept back.
Not here: who they are (reach_list.py).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from battlebox.desk.errors import DeskError
from battlebox.desk.reach.doubles import Marks, lines_also_in
from battlebox.desk.reach.keys import Keys
from battlebox.desk.reach.outcome import TRY_AGAIN, Fate, Reached, board_of
from battlebox.desk.reach.reach_list import (
    CAUTION,
    KEYS,
    MARKS,
    SHARED,
    WARN_BEFORE,
    Shared,
    course_of_list,
    day,
    lists_of,
    outline_of,
    own_list,
    owned,
    shared_list,
)
from battlebox.desk.reach.sheet import SheetState, Whereabouts, counted, sheets_of
from battlebox.desk.record.sight import Sight


@dataclass(frozen=True, slots=True)
class Tally:
    """People by what became of them. `to_reach` are those of whom nothing is known yet."""

    people: int
    to_reach: int
    safe: int
    no_reply: int
    visit_due: int
    help_now: int
    in_hospital: int
    wrong_details: int

    @property
    def not_reached(self) -> int:
        """Everybody whom nobody has got hold of."""
        return self.to_reach + self.no_reply + self.visit_due + self.wrong_details


@dataclass(frozen=True, slots=True)
class ReachCount:
    """The counts of one list, how old it is, and its alarms as sentences, the worst first.

    `kept_back` outcomes exist that this reader may not see, so that the tally may be too dark.
    """

    list: str
    body: str
    source: str
    extracted: datetime
    age: str
    tally: Tally
    in_use: bool = True
    alarms: tuple[str, ...] = ()
    kept_back: int = 0
    urgent: tuple[str, ...] = ()
    """The alarms that somebody can end; how the list was read stays as it is."""
    on_no_sheet: int = 0
    """Those to be rung or visited who are on no sheet that is out."""


@dataclass(frozen=True, slots=True)
class PatchCount:
    """The counts of one patch and need of a list."""

    patch: str
    need: str
    tally: Tally


def counts_of(sight: Sight) -> tuple[ReachCount, ...]:
    """The counts of every list that may be seen, in order of arrival."""
    return tuple(count_of(sight, thing) for thing in lists_of(sight))


def count_of(sight: Sight, thing: str) -> ReachCount:
    """The counts of one list. Raises DeskError for one that may not be seen."""
    outline = outline_of(sight, thing)
    people = len(outline.patch_of)
    board = board_of(sight, thing)
    tally = _tally(people, board.said)
    try:
        mine = own_list(sight, thing)
    except DeskError:
        shared = shared_list(sight, thing)
        terms = shared.value
        age = _age(terms.extracted, sight.now)
        return ReachCount(thing, shared.body, terms.source, terms.extracted, age, tally, kept_back=len(board.hidden))
    terms_of = mine.value.terms
    course = course_of_list(sight, thing)
    urgent = _alarms(sight, thing, course.expires, tally) if course.in_use else ()
    guesses = ("read with guesses: " + "; ".join(mine.value.guesses),) if mine.value.guesses and course.in_use else ()
    return ReachCount(
        list=thing,
        body=mine.body,
        source=terms_of.source,
        extracted=terms_of.extracted,
        age=_age(terms_of.extracted, sight.now),
        tally=tally,
        in_use=course.in_use,
        alarms=(*urgent, *guesses),
        urgent=urgent,
        on_no_sheet=_on_no_sheet(sight, thing, people, board.said),
    )


def by_patch(sight: Sight, thing: str) -> tuple[PatchCount, ...]:
    """The counts of each patch and need, those with the most people not reached first. Raises DeskError."""
    outline = outline_of(sight, thing)
    said = board_of(sight, thing).said
    places: dict[tuple[int, int], list[int]] = {}
    for place, pair in enumerate(zip(outline.patch_of, outline.need_of, strict=True)):
        places.setdefault(pair, []).append(place)
    rows = [
        PatchCount(
            outline.patches[patch],
            outline.needs[need],
            _tally(len(held), {place: said[place] for place in held if place in said}),
        )
        for (patch, need), held in places.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.tally.not_reached, row.patch, row.need)))


def also_on(sight: Sight, thing: str) -> tuple[dict[int, tuple[str, ...]], tuple[str, ...]]:
    """For each line of an own list, whose other lists that person is on; and the bodies whose lists were not compared.

    A list is not compared where either has no marks, or they were marked with other words.
    """
    mine = owned(sight, thing, MARKS, Marks)
    found: dict[int, list[str]] = {}
    uncompared = []
    for other in lists_of(sight):
        if other == thing:
            continue
        shared = owned(sight, other, SHARED, Shared)
        own = owned(sight, other, MARKS, Marks)
        theirs = own.value if own else shared.value.marks if shared else None
        body = shared.body if shared else sight.officer.body
        if mine is None or theirs is None or theirs.check != mine.value.check:
            uncompared.append(body)
            continue
        for place in lines_also_in(mine.value, theirs):
            found.setdefault(place, []).append(body)
    return {place: tuple(dict.fromkeys(names)) for place, names in found.items()}, tuple(dict.fromkeys(uncompared))


def need_help(people: int) -> str:
    """That somebody needs help now, for whoever may count them: it names nobody and says who can."""
    who = f"{counted(people)} {'needs' if people == 1 else 'need'} help now"
    return f"{who}: a key holder opens the list to see who; send help, then say what became of them"


def _tally(people: int, said: dict[int, Reached]) -> Tally:
    of = Counter(outcome.fate for outcome in said.values())
    return Tally(
        people=people,
        to_reach=people - len(said),
        safe=of[Fate.SAFE],
        no_reply=of[Fate.NO_REPLY],
        visit_due=of[Fate.VISIT_DUE],
        help_now=of[Fate.HELP_NOW],
        in_hospital=of[Fate.IN_HOSPITAL],
        wrong_details=of[Fate.WRONG_DETAILS],
    )


def _age(extracted: datetime, now: datetime) -> str:
    days = (now - extracted) // timedelta(days=1)
    old = "less than a day old" if days < 1 else "1 day old" if days == 1 else f"{days} days old"
    return f"as of {day(extracted)}, {old}; {CAUTION}"


def _on_no_sheet(sight: Sight, thing: str, people: int, said: dict[int, Reached]) -> int:
    out = {
        place for each in sheets_of(sight, thing) if each.whereabouts is Whereabouts.OUT for place in each.sheet.places
    }
    done = {place for place, outcome in said.items() if outcome.fate not in TRY_AGAIN}
    return people - len(out | done)


def _alarms(sight: Sight, thing: str, expires: datetime, tally: Tally) -> tuple[str, ...]:
    sheets = sheets_of(sight, thing)
    lost = [each for each in sheets if each.whereabouts is Whereabouts.LOST]
    late = [each for each in sheets if each.is_late(sight.now)]
    told = []
    if tally.help_now:
        told.append(need_help(tally.help_now))
    if lost:
        told.append(
            f"lost: {_named(lost)}; personal data is out of our hands: tell information governance now, "
            "who decide whether the breach clock has begun"
        )
    if late:
        told.append(f"late: {_named(late)}; ring whoever took them")
    if owned(sight, thing, KEYS, Keys) is None:
        told.append("the keys of this list were removed: no names can be shown")
    if sight.now >= expires:
        told.append(f"its time ended on {day(expires)}: extend it or close it; nothing is erased while it is in use")
    elif expires - sight.now <= WARN_BEFORE:
        told.append(f"its time ends on {day(expires)}: extend it if people are still to be reached")
    return tuple(told)


def _named(states: list[SheetState]) -> str:
    people = sum(len(each.sheet.places) for each in states)
    names = ", ".join(
        each.sheet.number + (f" ({each.sheet.taken_by})" if each.sheet.taken_by else "") for each in states
    )
    return f"{names}, {counted(people)}"
