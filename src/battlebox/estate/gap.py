"""One gap: something a planner wants to know in peacetime, in plain words.

Law: one code per gap, one sentence per code; nothing here is wrong with the tables, it is wrong with the plans.
Not here: looking for gaps (gaps.py), mistakes (mistakes.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Final


class GapCode(StrEnum):
    """Every kind of gap."""

    RTO_NOT_UNDER_MTPD = auto()
    RTO_UNDER_SERVICE = auto()
    RTO_UNDER_REBUILD = auto()
    NO_FALLBACK = auto()
    FALLBACK_IS_NONE = auto()
    FALLBACK_SHORT = auto()
    FALLBACK_UNTESTED = auto()
    FALLBACK_STALE = auto()
    SERVICE_UNPRICED = auto()
    SERVICE_WITHOUT_NEEDS = auto()
    NO_OWNER = auto()
    NO_DEPUTY = auto()
    NO_OFFLINE_BACKUP = auto()
    RESTORE_UNTESTED = auto()
    RESTORE_STALE = auto()
    SINGLE_POINT = auto()
    NOT_ALL_LOOKED_AT = auto()
    CHANNELS_FALL_TOGETHER = auto()
    CHANNELS_REST_ON_ONE = auto()
    FALLBACK_FALLS_TOO = auto()
    PUBLISHING_UNTESTED = auto()
    PUBLISHING_STALE = auto()
    NEED_WITHOUT_VIA = auto()
    PATH_NOBODY_CUTS = auto()
    ISOLATES_SEVERAL = auto()
    NOT_ISOLATED_ALONE = auto()
    ACTION_DOES_NOTHING = auto()
    BODY_WITHOUT_ACTION = auto()
    NOT_PLANNABLE = auto()
    CREW_EMPTY = auto()
    WORK_TOO_LARGE = auto()
    GATE_WITHOUT_DATE = auto()
    POST_WITHOUT_SKILL = auto()
    POST_FOR_NOBODY = auto()


GAP_TEXT: Final[dict[GapCode, str]] = {
    GapCode.RTO_NOT_UNDER_MTPD: (
        "{name} should be back in {rto} h but the damage is intolerable from {mtpd} h: there is no time to spare"
    ),
    GapCode.RTO_UNDER_SERVICE: (
        "{name} should be back in {rto} h but stops without {on}, which need only be back in {other} h"
    ),
    GapCode.RTO_UNDER_REBUILD: (
        "{name} should be back in {rto} h but stops without {system}, and rebuilding that takes {rebuild} h{more}"
    ),
    GapCode.NO_FALLBACK: "{name} ({priority}) has no fallback with a share and a length: nothing is done without it",
    GapCode.FALLBACK_IS_NONE: (
        "needs of the fallback of {name} are written down, but it has no share and length, so there is none"
    ),
    GapCode.FALLBACK_SHORT: (
        "the fallback of {name} ends at hour {until}, but rebuilding {system} takes {rebuild} h: {left} h are left bare"
    ),
    GapCode.FALLBACK_UNTESTED: "the fallback of {name} has never been tried",
    GapCode.FALLBACK_STALE: "the fallback of {name} was last tried on {tested}, more than a year ago",
    GapCode.SERVICE_UNPRICED: "nothing is lost when {name} stops, because {why}: the model cannot see it",
    GapCode.SERVICE_WITHOUT_NEEDS: "{name} needs nothing, so nothing in the model can ever stop it",
    GapCode.NO_OWNER: "{name} has no owner",
    GapCode.NO_DEPUTY: "{name} has no deputy for when its owner cannot be reached",
    GapCode.NO_OFFLINE_BACKUP: "{name} {backup}: an attacker who takes the network may take the backup too",
    GapCode.RESTORE_UNTESTED: "nobody has proved that {name} can be restored",
    GapCode.RESTORE_STALE: "restoring {name} was last proved on {tested}, more than a year ago",
    GapCode.SINGLE_POINT: "losing {name} alone stops {count} P1 services: {services}",
    GapCode.NOT_ALL_LOOKED_AT: (
        "the needs are so many that the loss of {count} systems was not followed: single points may be missing here"
    ),
    GapCode.CHANNELS_FALL_TOGETHER: "losing {system} alone leaves {name} with no way to reach {audience}: {channels}",
    GapCode.CHANNELS_REST_ON_ONE: (
        "losing {system} alone leaves {name} with none of its {count} channels, so it can tell nobody: {channels}"
    ),
    GapCode.FALLBACK_FALLS_TOO: (
        "losing {system} alone stops {name} and also {lost}, on which its fallback rests: it fails just then{more}"
    ),
    GapCode.PUBLISHING_UNTESTED: (
        "nobody has tried to publish on {name}, on which the fallback of {services} rests: try it for practice"
    ),
    GapCode.PUBLISHING_STALE: (
        "publishing on {name}, on which the fallback of {services} rests, was last tried on {tested}, more than "
        "90 days ago"
    ),
    GapCode.NEED_WITHOUT_VIA: (
        "{of} of {body} needs {on} of {other}, and no `via` says over which paths: only cutting all of them breaks it"
    ),
    GapCode.PATH_NOBODY_CUTS: "no body owns the path {id} from {origin} to {target}, and no action cuts it",
    GapCode.ISOLATES_SEVERAL: (
        "{name} isolates {count} systems together, so none of them is checked: write one row for each system"
    ),
    GapCode.NOT_ISOLATED_ALONE: "no action isolates {name} alone, so it could not be checked if it were suspected",
    GapCode.ACTION_DOES_NOTHING: "{name} isolates, cuts and stops nothing",
    GapCode.BODY_WITHOUT_ACTION: "{name} hosts systems and can order nothing: there is no action of its own",
    GapCode.NOT_PLANNABLE: "{name} cannot be put in an order of return: it has no {lacks}",
    GapCode.CREW_EMPTY: "nobody works in {name}, who would rebuild {count} system{s}: no order of return can be made",
    GapCode.WORK_TOO_LARGE: "to {step} {system} takes {found} of {of}, and there are {most}: it can never begin",
    GapCode.GATE_WITHOUT_DATE: (
        "nobody has said from when the gate {name} of {of} can be asked for: what waits for it cannot be planned"
    ),
    GapCode.POST_WITHOUT_SKILL: (
        "nobody on the list of people could fill {role} for {service}: none has its skills and checks"
    ),
    GapCode.POST_FOR_NOBODY: (
        "{role} asks for 0 people: it is in no roster, and nobody misses it; write how many it takes"
    ),
}


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap; `id` is the row it is about, blank where it is about the whole estate."""

    code: GapCode
    id: str
    message: str

    @classmethod
    def of(cls, code: GapCode, about: str, /, **found: object) -> Gap:
        """The gap of a code, its sentence filled with what was found."""
        return cls(code, about, GAP_TEXT[code].format(id=about, **found))
