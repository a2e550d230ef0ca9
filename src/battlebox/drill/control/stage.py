"""A drill in its folder: the scenario, who fills its parts, its clock, its log, and one step after the other.

Law: everything that was done is on the disk before it is shown, and a drill that was cut off goes on where it stood;
what came due while nobody looked is done in its own order, minute by minute.
Not here: making the folder a drill's (drill/sealed), serving it (web).
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from battlebox.desk import LONDON
from battlebox.desk.picture import InUse
from battlebox.drill.control.errors import Code, ControlError
from battlebox.drill.control.solo import solo_stepped
from battlebox.drill.pace import Deed as Set
from battlebox.drill.pace import Pace, PaceFile
from battlebox.drill.play import SOLO_MINUTES, Course, Deed, DrillLog, Noted, Taken, stepped
from battlebox.drill.scenario import Cast, Scenario, Weekday, cast, scenario_of_bytes
from battlebox.drill.sealed import Original, make_sealed, sealed_in
from battlebox.drill.truth import AtMinute, seed_for, world_of
from battlebox.drill.world import World
from battlebox.engine import EstateArrays
from battlebox.estate import Near, RawTables, Shelf, estate_of
from battlebox.journal import replacing

SCENARIO: Final = "scenario.toml"
SOLO_MARK: Final = "solo"
"""What a drill that one officer plays alone has in its folder."""
_DAYS: Final = tuple(Weekday)
_MINUTE: Final = timedelta(seconds=59)
_BEFORE: Final = frozenset({Set.STARTED, Set.PAUSED})


@dataclass(frozen=True, slots=True)
class Setting:
    """What a drill is begun with; a blank `player` picks the council that fills most parts, `day` is the first day."""

    scenario: bytes
    name: str
    raw: RawTables
    player: str = ""
    seed: int = 1
    day: date | None = None
    bodies: tuple[str, ...] = ()
    """Those that play at this desk, the player's own always among them."""
    solo: bool = False
    replay: bool = False
    """Whether whoever runs it may look, afterwards, at what was knowable at each decision."""


@dataclass
class Stage:
    """One drill that is being played; safe to use from several threads."""

    folder: Path
    cast: Cast
    digest: str
    pace: PaceFile
    log: DrillLog
    estate: InUse
    """The copy that the drill was made with."""
    solo: bool = False
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _stepped_to: int = 0
    _world: World | None = None

    @classmethod
    def set_up(cls, folder: Path, setting: Setting, real: datetime) -> Stage:
        """Make a drill in an empty folder; its clock stands at the beginning of the story until it is started.

        Raises ScenarioError for a scenario that is not sound or does not go with the estate, ControlError for a short
        exercise that it does not have or a body that the estate does not have, SealedError for the folder, and what
        the disk refuses.
        """
        scenario = scenario_of_bytes(setting.scenario, setting.name)
        if setting.solo and not scenario.solo:
            raise ControlError.of(Code.NO_SOLO, title=scenario.title)
        estate = estate_of(setting.raw)
        known = [each.body for each in estate.bodies]
        for body in setting.bodies:
            if body not in known:
                raise ControlError.of(Code.NO_BODY, found=repr(body[:60]), near=Near().words(body, known))
        filled = cast(scenario, estate, player=setting.player, seed=setting.seed)
        began = story_start(scenario, setting.day or real.astimezone(LONDON).date())
        bodies = (filled.player, *(each for each in setting.bodies if each != filled.player))
        original = Original(setting.raw, scenario.orders_faster)
        make_sealed(folder, scenario.title, original, bodies, Pace.started(real, began).paused(real))
        with replacing(folder / SCENARIO) as file:
            file.write(setting.scenario)
        if setting.solo:
            with replacing(folder / SOLO_MARK) as file:
                file.write(b"One officer plays this alone.\n")
        # The parts are picked anew from the copy, whose title says that it is one.
        made = cls._of(folder, scenario, setting.scenario, filled.player, setting.seed)
        seed = seed_for(made.cast, EstateArrays.of(made.estate.estate), made.minutes)
        made.log.begin(made.cast, began, made.digest, real, {"truth": seed, "replay": setting.replay})
        return made

    @classmethod
    def opened(cls, folder: Path) -> Stage:
        """The drill in a folder. Raises as `set_up` does, and PlayError for a log that is another drill's."""
        path = folder / SCENARIO
        try:
            raw = path.read_bytes()
        except OSError as wrong:
            raise ControlError.of(Code.NO_SCENARIO, path=path, why=(wrong.strerror or "").lower()) from wrong
        said = DrillLog(folder).begun().said
        made = cls._of(folder, scenario_of_bytes(raw, SCENARIO), raw, str(said["player"]), int(said["seed"]))
        made.log.course(made.cast, made.digest, solo=made.solo)
        return made

    @classmethod
    def _of(cls, folder: Path, scenario: Scenario, raw: bytes, player: str, seed: int) -> Stage:
        sealed = sealed_in(folder)
        estate = estate_of(Shelf(folder / "estates").fetch(sealed.estate))
        filled = cast(scenario, estate, player=player, seed=seed)
        solo = (folder / SOLO_MARK).exists()
        digest = hashlib.sha256(raw).hexdigest()
        copy = InUse(sealed.estate, (), estate)
        return cls(folder, filled, digest, PaceFile.in_folder(folder), DrillLog(folder), copy, solo)

    @property
    def course(self) -> Course:
        """How it stands."""
        with self._lock:
            return self.log.course(self.cast, self.digest, solo=self.solo)

    @property
    def minutes(self) -> int:
        """How many minutes are played."""
        return SOLO_MINUTES if self.solo else self.cast.scenario.minutes

    @property
    def has_replay(self) -> bool:
        """Whether the replay was switched on when the drill was made."""
        return bool(self.log.begun().said.get("replay", False))

    @property
    def world(self) -> World:
        """The truth behind it, by the seed that was kept when it was made. Drawn when it is first needed."""
        with self._lock:
            if self._world is None:
                seed = int(self.log.begun().said.get("truth", self.cast.seed))
                self._world = world_of(self.cast, EstateArrays.of(self.estate.estate), seed, self.minutes)
            return self._world

    @property
    def has_started(self) -> bool:
        """Whether somebody has started the clock since the drill was made: until then nothing happens."""
        return any(mark.deed not in _BEFORE for mark in self.pace.pace().marks)

    @property
    def held(self) -> date | None:
        """The real day on which it was played, in London: that on which its clock was started; None before."""
        real = next((mark.real for mark in self.pace.pace().marks if mark.deed not in _BEFORE), None)
        return None if real is None else real.astimezone(LONDON).date()

    def story_end(self, course: Course, real: datetime) -> datetime:
        """The story's time at which the drill ended, with all of its last minute; of one that runs, that of now."""
        pace, ended = self.pace.pace(), self.log.ended_at()
        least = course.story_at(course.minute)
        if not course.is_over:
            return max(least, pace.drill_now(real))
        return max(least, min(pace.drill_now(ended or real), least + _MINUTE))

    def minute(self, real: datetime) -> int:
        """The minute of play at a real instant."""
        return self._minute(self.course, real)

    def step(self, deeds: Iterable[Deed], real: datetime) -> Course:
        """Do all that came due until a real instant, minute by minute; the course as it is then.

        Nothing is done before the clock was started. Where the story leaps, the drill's clock leaps with it.
        """
        with self._lock:
            course = self.course
            for minute, after in self._steps(course, deeds, real):
                course = self.log.keep(course, after, real)
                self._follow_leaps(course, real)
                self._stepped_to = minute
            return course

    def seen(self, deeds: Iterable[Deed], real: datetime) -> Course:
        """The course as `step` would bring it up to now: nothing is written, and no clock is set."""
        with self._lock:
            course = self.course
            for _, after in self._steps(course, deeds, real):
                course = after
            return course

    def _steps(self, course: Course, deeds: Iterable[Deed], real: datetime) -> Iterator[tuple[int, Course]]:
        known = tuple(deeds)
        if course.is_over or not self.has_started:
            return
        for minute in range(max(course.minute, self._stepped_to), self._minute(course, real) + 1):
            # What was done later is not known yet.
            by_then = [deed for deed in known if course.minute_of(deed.at) <= minute]
            course = self._stepped(course, minute, by_then)
            yield minute, course
            if course.ended is not None:
                return

    def do(self, act: Callable[[Course], Course], real: datetime) -> Course:
        """Do something by hand now, such as `lambda course: course.handing(7)`. Raises PlayError."""
        with self._lock:
            course = self.course
            if not course.is_over:
                course = course.at(self._minute(course, real))
            return self.log.keep(course, act(course), real)

    def note(self, noted: Noted, real: datetime) -> None:
        """Write down what an evaluator saw. Raises PlayError."""
        with self._lock:
            self.log.note(self.course, noted, real)

    def take(self, taken: Taken, real: datetime) -> Taken:
        """Write down a finding, or other words for one; as it is kept. Raises PlayError."""
        with self._lock:
            return self.log.take(self.course, taken, real)

    def drop(self, number: int, real: datetime) -> None:
        """Take a finding off. Raises PlayError."""
        with self._lock:
            self.log.drop(self.course, number, real)

    def _stepped(self, course: Course, minute: int, deeds: Iterable[Deed]) -> Course:
        """One step; a drill that goes by itself ends with its scenario."""
        if self.solo:
            return solo_stepped(course, minute, deeds)
        after = stepped(course, minute, deeds, AtMinute(lambda: self.world, course, tuple(deeds), minute))
        return after.ending() if after.by_itself and minute >= self.minutes else after

    def _minute(self, course: Course, real: datetime) -> int:
        return max(course.minute, course.minute_of(self.pace.pace().drill_now(real)))

    def _follow_leaps(self, course: Course, real: datetime) -> None:
        story = course.story_at(course.minute)
        if self.pace.pace().drill_now(real) < story:
            self.pace.set(lambda pace: pace.jumped(real, story))


def story_start(scenario: Scenario, day: date) -> datetime:
    """When the story begins: the scenario's time of day on its day of the week, that day or the next such day."""
    ahead = (_DAYS.index(scenario.weekday) - day.weekday()) % len(_DAYS)
    local = datetime.combine(day + timedelta(days=ahead), scenario.starts, tzinfo=LONDON)
    return local.astimezone(UTC)
