"""The log of a drill: every act of whoever runs it, one line each, in the order in which they were done.

Law: a line is on the disk before anything follows from it, and is never changed; the course is read off the lines, so a
drill that was cut off goes on where it stood; a last line that was cut short was never done, and is dropped.
Not here: what players do (the record of the drill), the drill's clock.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from battlebox.desk import LONDON
from battlebox.drill.play.course import Asked, Course, Handed, Happened
from battlebox.drill.play.errors import Code, PlayError
from battlebox.drill.play.taken import Taken
from battlebox.drill.scenario import Answer, Cast

LOG: Final = "drill.log"
NOTE_MOST: Final = 2_000
MARKS: Final = (0, 1, 2)


class ActKind(StrEnum):
    """What was done."""

    BEGUN = "begun"
    HANDED = "handed"
    HELD_BACK = "held back"
    ASKED = "asked"
    HAPPENED = "happened"
    SWITCHED = "switched"
    """Handing out by itself, or by hand."""
    NOTED = "noted"
    TAKEN = "taken"
    """A finding was taken; with the number of one that is there, it reads so from now on."""
    DROPPED = "dropped"
    """A finding was taken off."""
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Act:
    """One act at T+`minute`, written at the moment `at` of the machine's own time.

    `of` is the inject, branch or event it is about; `said` whatever else belongs to it.
    """

    kind: ActKind
    minute: int
    at: datetime
    of: str = ""
    said: dict[str, Any] = field(default_factory=dict)

    def to_text(self) -> str:
        """One line of JSON."""
        return json.dumps(
            {**asdict(self), "at": self.at.astimezone(UTC).isoformat()}, ensure_ascii=False, sort_keys=True
        )

    @classmethod
    def from_text(cls, text: str) -> Act:
        """The act in a line. Raises ValueError, KeyError or TypeError for what is none."""
        found = json.loads(text)
        return cls(ActKind(found["kind"]), int(found["minute"]), datetime.fromisoformat(found["at"]), str(found["of"]),
                   dict(found["said"]))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Noted:
    """What an evaluator saw of an inject: words, and a mark by the inject's guide, None where none was given."""

    number: int
    minute: int
    words: str
    mark: int | None = None
    by: str = ""


class DrillLog:
    """The log in a drill's folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOG

    def begin(
        self, cast: Cast, began: datetime, digest: str, at: datetime, also: Mapping[str, int | bool] | None = None
    ) -> Course:
        """Begin the log; `digest` is of the scenario's own bytes. Raises PlayError where it cannot be written.

        `also` is what else the drill was made with.
        """
        said = {"scenario": cast.scenario.id, "digest": digest, "estate": cast.estate, "seed": cast.seed,
                "player": cast.player, "began": began.isoformat(), **(also or {})}  # fmt: skip
        course = Course(cast, began)
        self._write([Act(ActKind.BEGUN, 0, at, said=said)])
        return course

    def begun(self) -> Act:
        """How the drill began: which scenario, estate, seed and player. Raises PlayError where there is no log."""
        return self._whole()[0]

    def acts(self) -> tuple[Act, ...]:
        """Every act, in order. Raises PlayError for a line in the middle that cannot be read."""
        try:
            raw = self._path.read_bytes()
        except FileNotFoundError:
            return ()
        except OSError as wrong:
            raise PlayError.of(Code.BAD_LINE, line=1, path=self._path, why=(wrong.strerror or "").lower()) from wrong
        # What stands after the last line's end was being written when the power went.
        whole = raw[: raw.rfind(b"\n") + 1]
        acts = []
        for at, line in enumerate(whole.splitlines(), 1):
            try:
                acts.append(Act.from_text(line.decode()))
            except (ValueError, KeyError, TypeError) as wrong:
                raise PlayError.of(Code.BAD_LINE, line=at, path=self._path, why=str(wrong).lower()) from wrong
        return tuple(acts)

    def course(self, cast: Cast, digest: str, *, solo: bool = False) -> Course:
        """The course as it stands, `solo` of the short exercise. Raises PlayError for a log that is another drill's."""
        begun, *others = self._whole()
        for what, mine in (("scenario", cast.scenario.id), ("digest", digest), ("estate", cast.estate),
                           ("seed", cast.seed), ("player", cast.player)):  # fmt: skip
            if begun.said.get(what) != mine:
                wanted = "scenario" if what == "digest" else what
                raise PlayError.of(Code.OTHER_SCENARIO, path=self._path.parent, what=wanted)
        return course_of(Course(cast, datetime.fromisoformat(begun.said["began"]), solo=solo), others)

    def keep(self, before: Course, after: Course, at: datetime) -> Course:
        """Write down all that `after` has beyond `before`; `after`. Raises PlayError where it cannot be written."""
        self._write(tuple(_acts_between(before, after, at)))
        return after

    def note(self, course: Course, noted: Noted, at: datetime) -> None:
        """Write down what an evaluator saw; a later note of an inject stands beside the earlier. Raises PlayError."""
        if course.when_handed(noted.number) is None:
            raise PlayError.of(Code.NOT_HANDED, number=noted.number)
        words = noted.words.strip()
        if not words and noted.mark is None:
            raise PlayError.of(Code.BLANK_NOTE)
        if len(words) > NOTE_MOST:
            raise PlayError.of(Code.LONG_NOTE, found=len(words), most=NOTE_MOST)
        if noted.mark is not None and noted.mark not in MARKS:
            raise PlayError.of(Code.BAD_MARK, found=noted.mark)
        said = {"words": words, "mark": noted.mark, "by": noted.by}
        self._write([Act(ActKind.NOTED, noted.minute, at, str(noted.number), said)])

    def notes(self) -> tuple[Noted, ...]:
        """What evaluators saw, in the order in which they wrote it."""
        return tuple(
            Noted(int(act.of), act.minute, str(act.said["words"]), act.said["mark"], str(act.said["by"]))
            for act in self.acts()
            if act.kind is ActKind.NOTED
        )

    def take(self, course: Course, taken: Taken, at: datetime) -> Taken:
        """Write down a finding, under a new number, or under its own where it has one; as it is kept. Raises PlayError.

        A drill that is over takes them too: most are found at its debrief.
        """
        wanted, known = taken.checked(), self.taken()
        today = at.astimezone(LONDON).date()
        # Of one that is there, the words may be mended when its day has gone by.
        if wanted.due < today and (wanted.number, wanted.due) not in {(each.number, each.due) for each in known}:
            raise PlayError.of(Code.PAST_FINDING, due=_day_words(wanted.due), today=_day_words(today))
        if wanted.number and wanted.number not in {each.number for each in known}:
            raise PlayError.of(Code.NO_FINDING, number=wanted.number)
        if not wanted.number:
            same = next((each.number for each in known if wanted.key and each.key == wanted.key), 0)
            if same:
                raise PlayError.of(Code.TAKEN, number=same)
            gone = [int(act.of) for act in self.acts() if act.kind is ActKind.TAKEN]
            wanted = replace(wanted, number=max(gone, default=0) + 1)
        self._write([Act(ActKind.TAKEN, course.minute, at, str(wanted.number), wanted.said())])
        return wanted

    def drop(self, course: Course, number: int, at: datetime) -> None:
        """Take a finding off: it stays in the log, and is not one any more. Raises PlayError where it is none."""
        if number not in {each.number for each in self.taken()}:
            raise PlayError.of(Code.NO_FINDING, number=number)
        self._write([Act(ActKind.DROPPED, course.minute, at, str(number))])

    def taken(self) -> tuple[Taken, ...]:
        """The findings that stand, in the order of their numbers. Raises PlayError for one that cannot be read."""
        found: dict[int, Taken] = {}
        for line, act in enumerate(self.acts(), 1):
            try:
                if act.kind is ActKind.TAKEN:
                    found[int(act.of)] = Taken.of_said(act.said, int(act.of))
                elif act.kind is ActKind.DROPPED:
                    found.pop(int(act.of), None)
            except (KeyError, TypeError, ValueError) as wrong:
                raise PlayError.of(Code.BAD_LINE, line=line, path=self._path, why=str(wrong).lower()) from wrong
        return tuple(found[number] for number in sorted(found))

    def ended_at(self) -> datetime | None:
        """The real instant at which it was written that the drill is over; None while it is not."""
        return next((act.at for act in self.acts() if act.kind is ActKind.ENDED), None)

    def _whole(self) -> tuple[Act, ...]:
        acts = self.acts()
        if not acts or acts[0].kind is not ActKind.BEGUN:
            raise PlayError.of(Code.NO_LOG, path=self._path.parent)
        return acts

    def _write(self, acts: Iterable[Act]) -> None:
        text = "".join(f"{act.to_text()}\n" for act in acts)
        if not text:
            return
        try:
            self._drop_torn()
            with os.fdopen(os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "ab") as file:
                file.write(text.encode())
                file.flush()
                os.fsync(file.fileno())
        except OSError as wrong:
            raise PlayError.of(Code.CANNOT_KEEP, path=self._path, why=(wrong.strerror or "").lower()) from wrong

    def _drop_torn(self) -> None:
        if not self._path.exists():
            return
        raw = self._path.read_bytes()
        whole = raw.rfind(b"\n") + 1
        if whole < len(raw):
            with self._path.open("r+b") as file:
                file.truncate(whole)


def _day_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def course_of(course: Course, acts: Iterable[Act]) -> Course:
    """A course that was just begun, with these acts done."""
    handed: list[Handed] = []
    held: list[int] = []
    asked: list[Asked] = []
    happened: list[Happened] = []
    minute, ended, by_itself = course.minute, course.ended, course.by_itself
    for act in acts:
        minute = max(minute, act.minute)
        if act.kind is ActKind.HANDED:
            handed.append(Handed(int(act.of), act.minute, str(act.said.get("after", ""))))
            held = [each for each in held if each != int(act.of)]
        elif act.kind is ActKind.HELD_BACK:
            held.append(int(act.of))
        elif act.kind is ActKind.ASKED:
            asked.append(Asked(act.of, act.minute, Answer(act.said["answer"]), str(act.said["entry"])))
        elif act.kind is ActKind.HAPPENED:
            happened.append(Happened(act.of, act.minute))
        elif act.kind is ActKind.SWITCHED:
            by_itself = bool(act.said["by_itself"])
        elif act.kind is ActKind.ENDED:
            ended = act.minute
    done = (tuple(handed), tuple(held), tuple(asked), tuple(happened))
    return Course(course.cast, course.began, minute, *done, ended, by_itself, course.solo)


def _acts_between(before: Course, after: Course, at: datetime) -> Iterable[Act]:
    if after.by_itself is not before.by_itself:
        yield Act(ActKind.SWITCHED, after.minute, at, said={"by_itself": after.by_itself})
    for asked in after.asked[len(before.asked) :]:
        said = {"answer": asked.answer.value, "entry": asked.entry}
        yield Act(ActKind.ASKED, asked.minute, at, asked.branch, said)
    for event in after.happened[len(before.happened) :]:
        yield Act(ActKind.HAPPENED, event.minute, at, event.event)
    for number in after.held_back:
        if number not in before.held_back:
            yield Act(ActKind.HELD_BACK, after.minute, at, str(number))
    for handed in after.handed[len(before.handed) :]:
        said = {"after": handed.after} if handed.after else {}
        yield Act(ActKind.HANDED, handed.minute, at, str(handed.number), said)
    if after.ended is not None and before.ended is None:
        yield Act(ActKind.ENDED, after.ended, at)
