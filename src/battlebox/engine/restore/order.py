"""A plan's order applied anew: to a problem that has changed, or with one thing pushed out of its place.

Law: what comes first in the old plan is placed first in the new one, as soon as it can be; nothing is searched.
Not here: searching (anneal.py), what is asked of it (whatif.py, replan.py, why.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from battlebox.engine.errors import Code, EngineError
from battlebox.engine.restore.decode import NO_PLAN, TRIES, decode
from battlebox.engine.restore.net import Desk, ProblemNet, Starts


@dataclass(frozen=True)
class Order:
    """One plan's starts as keys, on the arrays of a problem."""

    net: ProblemNet
    keys: Starts

    @classmethod
    def of(cls, net: ProblemNet, starts: Mapping[str, int]) -> Order:
        """The order of a plan; what the plan does not name comes last."""
        last = max(starts.values(), default=0) + 1
        return cls(net, np.array([starts.get(name, last) for name in net.names], dtype=np.int64))

    def placed(self) -> tuple[Starts, int]:
        """Everything placed in this order, and its harm in millionths.

        Raises EngineError where the order keeps no plan within what must follow closely.
        """
        starts = np.zeros(len(self.keys), dtype=np.int64)
        harm = decode(self.net.net, self.net.desk(), self.keys, starts, TRIES)
        if harm == NO_PLAN:
            raise EngineError.of(Code.PLAN_NOT_FOUND)
        return starts, harm

    def held(self, desk: Desk, ones: NDArray[np.int64], microhours: int) -> int:
        """The harm in millionths if these may start only so long after where they stand; NO_PLAN where it cannot be."""
        release = self.net.net.release.copy()
        release[ones] = np.maximum(release[ones], self.keys[ones] + microhours)
        release.setflags(write=False)
        return self._harm(desk, self.keys, release)

    def shifted(self, desk: Desk, shifts: Mapping[int, int]) -> int:
        """The harm in millionths if these wished to start so much later; NO_PLAN where it cannot be."""
        keys = self.keys.copy()
        for one, shift in shifts.items():
            keys[one] += shift
        return self._harm(desk, keys, self.net.net.release)

    def _harm(self, desk: Desk, keys: Starts, release: Starts) -> int:
        starts = np.zeros(len(keys), dtype=np.int64)
        return int(decode(self.net.net._replace(release=release), desk, keys, starts, TRIES))
