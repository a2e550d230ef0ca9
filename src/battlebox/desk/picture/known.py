"""What is known and not known of each body: confirmed, suspected, no sign found as of when, and what nobody spoke of.

Law: a body is only as well as the worst that stands about it or its systems; what nobody has spoken of is unknown, and
a body of which anything is unknown is never called clear.
Not here: saying what is suspected (suspicion.py), what is out (picture.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from battlebox.desk.picture.question import worst
from battlebox.desk.picture.suspicion import Belief, Subject, Suspicion, spoken_of
from battlebox.desk.record.sight import Sight, Stated
from battlebox.estate import Body, Estate

Said = tuple[Stated[Belief], ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """One body. Ids of systems by what is believed of them; `whole` is what was said of the body as a whole.

    `looked` is when the oldest `no sign found` was so; `is_old` says that one of them should be looked at again.
    """

    body: Body
    confirmed: tuple[str, ...]
    suspected: tuple[str, ...]
    clear: tuple[str, ...]
    unknown: tuple[str, ...]
    whole: Suspicion | None
    looked: datetime | None
    is_old: bool

    @property
    def worst(self) -> Suspicion:
        """The worst that stands."""
        if self.confirmed or self.whole is Suspicion.CONFIRMED:
            return Suspicion.CONFIRMED
        if self.suspected or self.whole is Suspicion.SUSPECTED:
            return Suspicion.SUSPECTED
        nothing_said = self.whole is not Suspicion.CLEAR and not self.clear
        return Suspicion.UNKNOWN if self.unknown or nothing_said else Suspicion.CLEAR


def known_of(sight: Sight, estate: Estate) -> tuple[Knowledge, ...]:
    """Every body that hosts systems or of which something was said, in table order."""
    systems, bodies = spoken_of(sight, Subject.SYSTEM), spoken_of(sight, Subject.BODY)
    hosted: dict[str, list[str]] = {}
    for row in estate.systems:
        hosted.setdefault(row.body, []).append(row.system)
    return tuple(
        _known(sight, body, hosted.get(body.body, []), systems, bodies.get(body.body, ()))
        for body in estate.bodies
        if body.body in hosted or body.body in bodies
    )


def _known(sight: Sight, body: Body, hosted: list[str], said: dict[str, Said], whole: Said) -> Knowledge:
    beliefs = {name: worst(said[name]) for name in hosted if said.get(name)}
    of_body = worst(whole) if whole else None
    clear = [belief for belief in (*beliefs.values(), of_body) if belief and belief.state is Suspicion.CLEAR]

    def those(state: Suspicion) -> tuple[str, ...]:
        return tuple(name for name, belief in beliefs.items() if belief.state is state)

    silent = tuple(name for name in hosted if name not in beliefs)
    return Knowledge(
        body=body,
        confirmed=those(Suspicion.CONFIRMED),
        suspected=those(Suspicion.SUSPECTED),
        clear=those(Suspicion.CLEAR),
        unknown=(*those(Suspicion.UNKNOWN), *silent),
        whole=of_body.state if of_body else None,
        looked=min((belief.as_of for belief in clear), default=None),
        is_old=any(belief.is_old(sight.now) for belief in clear),
    )
