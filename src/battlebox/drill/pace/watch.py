"""The desk's watch in a drill: whatever the desk dates, counts or shows is by the drill's clock.

Law: a drill's folder never gives the laptop's own time; a folder that is none never gives a drill's.
Not here: sessions, locks, keys and jobs, which go by the laptop's own time in a drill too (web).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from battlebox.drill.pace.kept import PaceFile
from battlebox.drill.pace.pace import Pace
from battlebox.journal import DataFolder, LaptopWatch, Watch

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MS: Final = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class DrillWatch:
    """The watch of a drill; `beneath` is where real time comes from."""

    file: PaceFile
    beneath: Watch = field(default_factory=LaptopWatch)

    @property
    def source(self) -> str:
        """People set it."""
        return "human"

    def real_now(self) -> datetime:
        """The real instant, by this machine."""
        return _EPOCH + self.beneath.now_ms() * _MS

    def now_ms(self) -> int:
        """What the drill's clock shows, as Unix time in milliseconds. Raises PaceError if it cannot be read."""
        return (self.file.pace().drill_now(self.real_now()) - _EPOCH) // _MS

    def shown(self, real: datetime) -> datetime:
        """What the drill's clock showed at a real instant. Raises PaceError if it cannot be read."""
        return self.file.pace().drill_now(real)

    def goes_on(self) -> Pace:
        """Somebody did something in the drill."""
        return self.file.set(lambda pace: pace.goes_on(self.real_now()))


def watch_of(folder: Path) -> Watch:
    """The watch of a data folder: of a drill's, the drill's."""
    return DrillWatch(PaceFile.in_folder(folder)) if DataFolder(folder).is_drill else LaptopWatch()
