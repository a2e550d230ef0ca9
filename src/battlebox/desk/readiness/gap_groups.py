"""Gaps in the plans of an estate, in groups, the worst first: what may do harm stands before the rest.

Law: a gap is no mistake: the estate can be used with it, and the page says so.
Not here: finding gaps (estate), mending them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from battlebox.desk.picture.revision import InUse
from battlebox.estate import Gap, GapCode, gaps


@dataclass(frozen=True, slots=True)
class GapGroup:
    """Gaps of one kind: what they have in common, what to do, and each of them."""

    title: str
    do: str
    found: tuple[Gap, ...]


_GROUPS: Final = (
    (
        "Nothing is done when it stops",
        "Agree what is done on paper, by whom and for how long, and write it into the service's row.",
        (GapCode.NO_FALLBACK, GapCode.FALLBACK_SHORT, GapCode.FALLBACK_FALLS_TOO),
    ),
    (
        "One loss stops many things",
        "Find a second way, or know that this one comes back first.",
        (
            GapCode.SINGLE_POINT,
            GapCode.CHANNELS_REST_ON_ONE,
            GapCode.CHANNELS_FALL_TOGETHER,
            GapCode.NOT_ALL_LOOKED_AT,
        ),
    ),
    (
        "It cannot be cut off when it must be",
        "Agree who may order it, and write an action for it.",
        (
            GapCode.BODY_WITHOUT_ACTION,
            GapCode.PATH_NOBODY_CUTS,
            GapCode.NOT_ISOLATED_ALONE,
            GapCode.ISOLATES_SEVERAL,
            GapCode.ACTION_DOES_NOTHING,
        ),
    ),
    (
        "It cannot come back in time",
        "Ask for it sooner back, or say how long the service can really do without.",
        (GapCode.RTO_NOT_UNDER_MTPD, GapCode.RTO_UNDER_SERVICE, GapCode.RTO_UNDER_REBUILD),
    ),
    (
        "The backup may be lost, or was never proved",
        "Keep one copy that the network cannot reach, and prove that it can be restored.",
        (GapCode.NO_OFFLINE_BACKUP, GapCode.RESTORE_UNTESTED, GapCode.RESTORE_STALE),
    ),
    (
        "Nobody could plan its return",
        "Name a crew and hours for each system, and ask when each gate can be asked for.",
        (GapCode.NOT_PLANNABLE, GapCode.CREW_EMPTY, GapCode.WORK_TOO_LARGE, GapCode.GATE_WITHOUT_DATE),
    ),
    (
        "Nobody could do the work",
        "Find somebody with the skill, at a neighbour's if need be, or train one.",
        (GapCode.POST_WITHOUT_SKILL,),
    ),
    ("Nobody to ring", "Name an owner and a deputy, by office.", (GapCode.NO_OWNER, GapCode.NO_DEPUTY)),
    (
        "The fallback was not tried",
        "Try it for an hour on an ordinary day, and write down when.",
        (GapCode.FALLBACK_UNTESTED, GapCode.FALLBACK_STALE, GapCode.PUBLISHING_UNTESTED, GapCode.PUBLISHING_STALE),
    ),
    (
        "The model cannot see it",
        "Fill in what it needs, whom it serves, and over which paths.",
        (GapCode.SERVICE_UNPRICED, GapCode.SERVICE_WITHOUT_NEEDS, GapCode.NEED_WITHOUT_VIA),
    ),
)


@lru_cache(maxsize=4)
def gap_groups(used: InUse, today: date, published: frozenset[tuple[str, date]] = frozenset()) -> tuple[GapGroup, ...]:
    """Every gap there is, in groups; a group in which nothing was found is left out.

    `published` are bodies, each with the day on which publishing last worked. Kept while nothing of the estate is
    corrected: looking takes longer than answering a page.
    """
    found = gaps(used.estate, today, dict(published))
    every = (
        GapGroup(title, do, tuple(gap for code in codes for gap in found if gap.code is code))
        for title, do, codes in _GROUPS
    )
    return tuple(group for group in every if group.found)
