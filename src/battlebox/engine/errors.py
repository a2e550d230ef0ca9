"""What the engine refuses, in sentences for a tired person.

Law: one code per cause, one (sentence, hint) per code; faces choose layout, never wording.
Not here: exit codes (cli).
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Final


class Code(StrEnum):
    """Every cause."""

    UNKNOWN_SYSTEM = auto()
    UNKNOWN_THING = auto()
    UNKNOWN_ACTION = auto()
    UNKNOWN_BODY = auto()
    NO_HIT = auto()
    HIT_TWICE = auto()
    CHANCE_RANGE = auto()
    NEGATIVE_TIME = auto()
    HORIZON_SHORT = auto()
    HORIZON_LONG = auto()
    WORLDS_RANGE = auto()
    SEED_RANGE = auto()
    ACTION_TWICE = auto()
    ACTIONS_CONFLICT = auto()
    EVERYTHING_ALONE = auto()
    PLAN_NAME_TWICE = auto()
    PLAN_UNKNOWN = auto()
    PLAN_CYCLE = auto()
    GATE_CYCLE = auto()
    GATE_NEVER = auto()
    CREW_UNKNOWN = auto()
    CREW_NONE = auto()
    CREW_SHORT = auto()
    WORK_NEGATIVE = auto()
    PLAN_FIGURE = auto()
    GATE_OVER = auto()
    PLAN_PAST = auto()
    PLAN_LARGE = auto()
    PLAN_NONE = auto()
    PLAN_NOT_FOUND = auto()
    ROSTER_DAYS = auto()
    ROSTER_LARGE = auto()
    ROSTER_TWICE = auto()
    ROSTER_UNKNOWN = auto()
    ROSTER_DAY_RANGE = auto()
    ROSTER_SPELL_BACKWARDS = auto()
    ROSTER_AWAY_AND_FREE = auto()
    ROSTER_NEGATIVE_HOURS = auto()
    ROSTER_DUTY_AHEAD = auto()
    ROSTER_EXEMPTION_BARE = auto()
    ROSTER_SEATED_TWICE = auto()
    SHIFT_RANGE = auto()
    WEIGHTS_TOO_LARGE = auto()
    STUDY_RANGE = auto()
    STUDY_EMPTY = auto()
    STUDY_EXISTS = auto()
    STUDY_NONE = auto()
    STUDY_SPOILT = auto()
    STUDY_OTHER_ESTATE = auto()
    STUDY_OTHER_PROGRAM = auto()
    STUDY_UNFINISHED = auto()
    STUDY_NOT_WRITTEN = auto()
    STUDY_UNSEEN = auto()
    CLUSTER_LIBRARY = auto()
    CLUSTER_NONE = auto()
    CLUSTER_EMPTY = auto()


TEXT: Final[dict[Code, tuple[str, str]]] = {
    Code.UNKNOWN_SYSTEM: ("no system is called {id}", "name a row of the systems table{near}"),
    Code.UNKNOWN_THING: ("no system, service or channel is called {id}", "name a row of one of those tables{near}"),
    Code.UNKNOWN_ACTION: ("no action is called {id}", "name a row of the actions table{near}"),
    Code.UNKNOWN_BODY: ("no body is called {id}", "name a row of the bodies table{near}"),
    Code.NO_HIT: ("nothing was said to be hit", "name at least one system: --hit SYSTEM or --hit SYSTEM:CHANCE"),
    Code.HIT_TWICE: ("system {id} is named by more than one --hit", "name each hit system once, with one chance"),
    Code.CHANCE_RANGE: ("the chance {found} of {id} is not between 0 and 1", "write a share such as 0.3"),
    Code.NEGATIVE_TIME: ("the time {found} of {id} is below 0", "write hours from 0 up"),
    Code.HORIZON_SHORT: (
        "a horizon of {found} hours is too short to advise on: checking a system and bringing it back takes longer",
        "ask for at least {least} hours{longest}; the default is 1008 (six weeks)",
    ),
    Code.HORIZON_LONG: ("a horizon of {found} hours is out of range", "ask for between 1 and {most} hours"),
    Code.WORLDS_RANGE: (
        "{found} is not a number of worlds that can be drawn",
        "ask for between {least} and {most} worlds",
    ),
    Code.SEED_RANGE: ("the seed {found} is out of range", "give a whole number from 0 to {most}"),
    Code.ACTION_TWICE: ("action {id} is named twice", "name each action once, in --do or in --done"),
    Code.ACTIONS_CONFLICT: ("actions {id} and {other} cannot both be ordered", "choose one of them"),
    Code.EVERYTHING_ALONE: ("`everything` cannot be combined with other actions here", "give --do everything alone"),
    Code.PLAN_NAME_TWICE: (
        "two things to plan are called {id}",
        "give each operation, gate, crew and service a name of its own",
    ),
    Code.PLAN_UNKNOWN: ("{of} names {id}, which is not there", "add {id}, or take it out of {of}"),
    Code.PLAN_CYCLE: (
        "none of these can begin, since each waits for the next: {ids}",
        "take out one of these needs, or name an alternative to it",
    ),
    Code.GATE_CYCLE: ("gate {id} waits for itself: {ids}", "ask for it after something that does not stand behind it"),
    Code.GATE_NEVER: (
        "gate {id} is never released, and {of} waits for it",
        "say from when it can be asked for, or waive it and say why",
    ),
    Code.CREW_UNKNOWN: (
        "nobody can do {of}: there is no {id}",
        "add {id} with how many there are, or say who else does it",
    ),
    Code.CREW_NONE: ("nobody can do {of}: there are 0 of {id}", "say when somebody comes, or who else does it"),
    Code.CREW_SHORT: ("{of} needs {found} of {id} at once, and there are {most}", "find {found}, or split the work"),
    Code.WORK_NEGATIVE: ("{id} has {found}, which is below 0", "write a figure from 0 up"),
    Code.PLAN_FIGURE: ("{id} is {found}, which is no figure to plan with", "write a number from 0 to {most}"),
    Code.GATE_OVER: (
        "the time of gate {id} is over, and {of} has not begun",
        "ask for it again: take out when it was given",
    ),
    Code.PLAN_PAST: (
        "{id} has a date in the past: {found} h",
        "write hours from hour 0 on, and for work that has begun an hour before now",
    ),
    Code.PLAN_LARGE: (
        "{found} operations cannot be planned at once",
        "plan at most {most}: the systems that services need first, the rest after them",
    ),
    Code.PLAN_NONE: (
        "no order keeps every limit: this was proved",
        "lengthen one of the limits, add people, or waive a gate and say why",
    ),
    Code.PLAN_NOT_FOUND: (
        "no order that keeps every limit was found in time",
        "give it more seconds, lengthen one of the limits, or waive a gate and say why",
    ),
    Code.ROSTER_DAYS: ("a roster of {found} days cannot be made", "ask for between 1 and {most} days"),
    Code.ROSTER_LARGE: ("{found} {what} are more than a roster takes", "make one of at most {most} {what}, by body"),
    Code.ROSTER_TWICE: ("{what} {id} is named twice", "give each {what} a name of its own"),
    Code.ROSTER_UNKNOWN: ("{id} names {what} {found}, which is not there", "add it, or mend the name"),
    Code.ROSTER_DAY_RANGE: (
        "{id} names day {found}, which is not in the roster",
        "write a day from 0, the first day, to {most}",
    ),
    Code.ROSTER_SPELL_BACKWARDS: (
        "a time of {id} ends on day {last}, before it begins on day {first}",
        "write the first day, then the last",
    ),
    Code.ROSTER_AWAY_AND_FREE: (
        "{id} is said to be both free and away on day {day}",
        "ask {id}, and keep one of the two",
    ),
    Code.ROSTER_NEGATIVE_HOURS: ("{id} is said to have worked {found} minutes", "write time worked from 0 up"),
    Code.ROSTER_DUTY_AHEAD: (
        "what {id} has worked begins after the roster does",
        "write only what began before the first day; what is still to come is a post",
    ),
    Code.ROSTER_EXEMPTION_BARE: (
        "the exemption of {id} on day {day} does not say {what}",
        "write who granted it and why: rest that is cut short must be owed by name",
    ),
    Code.ROSTER_SEATED_TWICE: (
        "{id} is in the published roster twice{where}",
        "mend what was published: one person sits in one place",
    ),
    Code.SHIFT_RANGE: (
        "shift {id} begins {starts} minutes after midnight and lasts {found}",
        "begin within the day, and last from 1 to {most} minutes, so that eleven hours of rest are left",
    ),
    Code.WEIGHTS_TOO_LARGE: (
        "the weights of all systems over {worlds} worlds are too large to be added up exactly",
        "ask for fewer worlds, or weigh in larger units",
    ),
    Code.STUDY_RANGE: ("a study cannot have {found} {what}", "ask for {least} to {most}"),
    Code.STUDY_EMPTY: ("the estate has no system, so nothing can be hit first", "write a row in its systems table"),
    Code.STUDY_EXISTS: (
        "{folder} is there already",
        "name a new folder, or go on with a study: battlebox study resume ESTATE {folder}",
    ),
    Code.STUDY_NONE: ("{folder} is no study: {why}", "name a folder that `battlebox study run` has made"),
    Code.STUDY_SPOILT: (
        "{file} of the study is not as it was written: {why}",
        "bring the folder back from a copy, or begin again in a new one: battlebox study run",
    ),
    Code.STUDY_OTHER_ESTATE: (
        "the study in {folder} was begun on another estate, or on this one before it was changed",
        "give the estate it was begun on, or begin a new study: blocks of two estates do not fit together",
    ),
    Code.STUDY_OTHER_PROGRAM: (
        "{where} is {found}, and the study was begun with {stamp}",
        "use the same Battlebox, Python and numba everywhere, or begin a new study",
    ),
    Code.STUDY_UNFINISHED: (
        "the study in {folder} is not done: {done} of {of} blocks are there",
        "go on with it: battlebox study resume ESTATE {folder}",
    ),
    Code.STUDY_NOT_WRITTEN: (
        "{file} could not be written: {why}",
        "what was done so far is kept; make room, then: battlebox study resume ESTATE FOLDER",
    ),
    Code.STUDY_UNSEEN: (
        "{where} does not find the study in {folder}",
        "put it where every worker sees it under the same name",
    ),
    Code.CLUSTER_LIBRARY: (
        "no Dask is installed here",
        "install Battlebox with its extra `cluster`, or leave out --scheduler: the threads of this machine do it too",
    ),
    Code.CLUSTER_NONE: (
        "no scheduler answers at {address}: {why}",
        "start one with `dask scheduler`, and write its address as tcp://HOST:PORT; a study that has begun is kept",
    ),
    Code.CLUSTER_EMPTY: (
        "the scheduler at {address} has no worker",
        "start one with `dask worker {address}`, then: battlebox study resume ESTATE FOLDER",
    ),
}


class EngineError(Exception):
    """A question the engine refuses; str() is the sentence."""

    def __init__(self, code: Code, sentence: str, hint: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.hint = hint

    def __reduce__(self) -> tuple[type[EngineError], tuple[Code, str, str]]:
        # So that a refusal survives the way back from another process.
        return type(self), (self.code, str(self), self.hint)

    @classmethod
    def of(cls, code: Code, **found: object) -> EngineError:
        """The error for a cause, its sentence and hint filled with what was found."""
        sentence, hint = TEXT[code]
        return cls(code, sentence.format(**found), hint.format(**found))
