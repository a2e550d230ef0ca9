"""How complete the log is: what was expected and has an entry, reasons of decisions, entries made when it happened.

Law: a share of nothing is not known, never all; what the record cannot say (what was never written) is not guessed.
Not here: whether the record was altered (desk/record verifies it).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from battlebox.desk.command import decisions_of
from battlebox.drill.play import Deed, Done, minutes_words
from battlebox.drill.report.lack import Lack, shared
from battlebox.drill.report.measure import Came
from battlebox.drill.report.played import LATE_AFTER, Played, says_when, when
from battlebox.journal import Kind

QUIET_MINUTES: Final = 60
"""So long without any entry is named: somebody did something in that hour, and nobody wrote it down (working value)."""
_OF_THE_PROGRAM: Final = frozenset({Kind.OFFICER_NAMED.value})


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, what is missing of which, and how it is counted."""

    title: str
    number: int
    of: int
    missing: tuple[Lack, ...]
    counts: str
    nothing: str
    aloud: str
    """The same, in a sentence."""

    @property
    def came(self) -> Came:
        """The whole: not known where there is nothing to count."""
        if not self.of:
            return Came.NOT_KNOWN
        return Came.DONE if self.number == self.of else Came.PARTLY if self.number else Came.NOT_DONE

    @property
    def said(self) -> str:
        """`7 of 9`, `not known: nothing was expected`."""
        return f"{self.number} of {self.of}" if self.of else f"not known: {self.nothing}"


@dataclass(frozen=True, slots=True)
class LogPlayed:
    """The log of a drill. `quiet` are stretches without an entry, `set_back` where the desk's time went backwards."""

    entries: int
    shares: tuple[Share, ...]
    quiet: tuple[str, ...]
    set_back: tuple[str, ...]


def log_played(played: Played) -> LogPlayed:
    """How complete it is."""
    entries = [each for each in played.deeds if each.kind not in _OF_THE_PROGRAM]
    back = tuple(f"between {one.number} and {next_.number}" for one, next_ in played.set_back)
    shares = (_expected(played), _reasons(played), _in_time(played))
    return LogPlayed(len(entries), shares, tuple(_quiet(played, entries)), back)


def _expected(played: Played) -> Share:
    asked = [each for each in played.judged if each.done not in (Done.CUT_OFF, Done.OPEN)]
    undone = [each for each in asked if each.deed is None]
    left = shared((_says(played, each.expected.do), f"inject {each.inject.number}") for each in undone)
    number = len(asked)
    is_open = any(each.done is Done.OPEN for each in played.judged)
    counts = "what was expected with an inject that was handed out, and an entry shows"
    counts += "; what is still open is not counted" if is_open else ""
    nothing = "nothing was expected" if not is_open else "all that was expected is still open"
    return Share("What was expected has an entry", number - len(undone), number, left, counts, nothing,
                 f"{number - len(undone)} of {number} things that were expected have an entry")  # fmt: skip


def _reasons(played: Played) -> Share:
    """Decisions with all that somebody must be able to answer for: what was known, what not, what else, the review."""
    left: list[tuple[str, str]] = []
    number = lacking = 0
    for each in decisions_of(played.end):
        if each.says.body != played.body or each.first.at > played.ended:
            continue
        number += 1
        blanks = [name for name in each.blanks if name in _ASKED]
        lacking += bool(blanks)
        left += [(name, each.number) for name in blanks]
    counts = f"decisions that say {', '.join(_ASKED)}"
    return Share("Decisions with their reasons", number - lacking, number, shared(left), counts, "none was recorded",
                 f"{number - lacking} of {number} decisions give all their reasons")  # fmt: skip


_ASKED: Final = (
    "what was known, and how sure it was",
    "what was not known",
    "what else was considered, and why not",
    "harm to vulnerable people",
    "when it is looked at again",
)


def _in_time(played: Played) -> Share:
    timed = [each for each in played.deeds if says_when(each)]
    late = [each for each in timed if each.at - when(each) > LATE_AFTER]
    left = shared((f"{_after(each)} later", each.number) for each in late)
    minutes = int(LATE_AFTER / timedelta(minutes=1))
    number = len(timed) - len(late)
    counts = f"entries that say when the act was, written within {minutes} minutes of it; the others cannot be judged"
    nothing = "no entry says when its act was"
    say, was = "says" if len(timed) == 1 else "say", "was" if number == 1 else "were"
    aloud = f"of {len(timed)} that {say} when the act was, {number} {was} written within {minutes} minutes of it"
    return Share("Written down when it happened", number, len(timed), left, counts, nothing, aloud)


def _after(deed: Deed) -> str:
    return minutes_words(int((deed.at - when(deed)).total_seconds() // 60))


def _quiet(played: Played, entries: list[Deed]) -> list[str]:
    """Stretches of play without an entry, from the beginning to the end."""
    marks: list[tuple[datetime, str]] = [(played.began, "the beginning")]
    marks += sorted((max(each.at, played.began), each.number) for each in entries)
    marks.append((played.ended, "the end"))
    found = []
    for (begin, one), (end, other) in pairwise(marks):
        minutes = played.minutes(begin, end)
        if minutes > QUIET_MINUTES:
            found.append(f"{minutes_words(minutes)} between {one} and {other}")
    return found


def _says(played: Played, text: str) -> str:
    return text if played.course is None else played.course.cast.says(text)
