"""What can be done to a desk: small things, each with a moment, how long it lasts, and how it is mended.

Law: begun and ended by one hand, in the order of time; each says of itself all that is needed to do it again.
Not here: which are drawn (plan.py).
"""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from dataclasses import dataclass
from typing import ClassVar

from faults.stage import ONE, SEVERAL, fill


@dataclass(frozen=True)
class Fault:
    """One of them; what has no length is over at once."""

    at: float
    lasts: float
    much: float
    kinds: ClassVar[tuple[str, ...]] = (SEVERAL, ONE)
    needs: ClassVar[str] = ""
    """What the machine must be able to."""
    amounts: ClassVar[tuple[float, ...]] = (0.0,)
    lengths: ClassVar[tuple[float, float]] = (0.2, 0.9)

    @property
    def name(self):
        return type(self).__name__

    def __str__(self):
        return f"{self.name}({self.at:.2f}, {self.lasts:.2f}, {self.much:g})"

    def begin(self, stage):
        """Do it."""

    def end(self, stage):
        """Mend it."""


class PagesKilled(Fault):
    """`kill -9` of a process that answers pages; another is begun by the desk itself."""

    kinds = (SEVERAL,)
    amounts = (1, 2)

    def begin(self, stage):
        stage.desk.strike(f"pages-{self.much:.0f}")


class WorkerKilled(Fault):
    """The same, of the process that does what no page waits for."""

    kinds = (SEVERAL,)

    def begin(self, stage):
        stage.desk.strike("work")


class StandsStill(Fault):
    """A process of pages gets no processor, in the midst of whatever it does."""

    kinds = (SEVERAL,)
    amounts = (1, 2)

    def begin(self, stage):
        self._tell(stage, signal.SIGSTOP)

    def end(self, stage):
        self._tell(stage, signal.SIGCONT)

    def _tell(self, stage, which):
        with suppress(KeyError, ProcessLookupError):
            os.kill(stage.desk.named[f"pages-{self.much:.0f}"], which)


class DeskKilled(Fault):
    """The first process is killed, and all with it; whoever keeps it starts it again, once all else is mended."""

    def begin(self, stage):
        stage.desk.kill_whole()

    def end(self, stage):
        stage.desk.start()


class ServerKilled(Fault):
    """PostgreSQL is killed, each process of it, and begun again."""

    kinds = (SEVERAL,)

    def begin(self, stage):
        stage.server.kill()

    def end(self, stage):
        stage.server.begin()


class LineCut(Fault):
    """So many of those who call are cut off in the midst of what they ask, or of what they are answered."""

    amounts = (0.2, 0.5, 0.9)

    def begin(self, stage):
        stage.line.cuts = self.much

    def end(self, stage):
        stage.line.cuts = 0.0


class LineDown(Fault):
    """Nobody gets through."""

    def begin(self, stage):
        stage.line.is_down = True

    def end(self, stage):
        stage.line.is_down = False


class DiskFull(Fault):
    """Not one byte more fits on the disk of the desk's folder."""

    needs = "disk"

    def begin(self, stage):
        fill(stage.disk / "filler")

    def end(self, stage):
        (stage.disk / "filler").unlink(missing_ok=True)


class DiskSlow(Fault):
    """Each wait for the disk takes so many milliseconds more."""

    needs = "unsteady"
    amounts = (5, 20, 60)

    def begin(self, stage):
        stage.unsteady.slow(self.much)

    def end(self, stage):
        stage.unsteady.slow(0)


class ClockJumps(Fault):
    """The desk's clock jumps by so many seconds, and back."""

    needs = "unsteady"
    amounts = (-86400 * 400, -86400, -3600, -90, 90, 3600, 86400, 86400 * 400)

    def begin(self, stage):
        stage.unsteady.jump(self.much)

    def end(self, stage):
        stage.unsteady.jump(0)


EVERY = (
    PagesKilled, WorkerKilled, StandsStill, DeskKilled, ServerKilled, LineCut, LineDown, DiskFull, DiskSlow, ClockJumps,
)  # fmt: skip
