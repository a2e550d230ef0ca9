"""Why one order, asked of an answer that is on the screen: of the same question, beside the same plan.

Law: it explains what was answered and not what would be answered now; where the estate is another since, it is refused.
Not here: the figures (engine), the sentences (brief/reasons.py), the thread that works it out (web).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from battlebox.desk.brief.reasons import OrderWhy, order_why
from battlebox.desk.command.figures import Asked, Figures, Progress
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.picture.picture import Picture
from battlebox.desk.record import values
from battlebox.desk.record.sight import Sight
from battlebox.engine import EVERYTHING, explain
from battlebox.estate import Estate
from battlebox.journal import Json, Kind


@dataclass(frozen=True, slots=True)
class WhyAsked:
    """What is explained: an answer's question, its plan, how many worlds it was scored on, and of which estate it is.

    `arrived` is how many entries there were when the answer was asked for.
    """

    asked: Asked
    plan: tuple[str, ...]
    worlds: int
    digest: str
    arrived: int

    @classmethod
    def of(cls, figures: Figures) -> WhyAsked:
        """From the answer. The plan is what the figures point to: no order at all where they point to watching."""
        shown = figures.shown
        pointed = shown.choice(shown.pointed)
        plan = pointed.actions if pointed is not None else ()
        return cls(figures.asked, plan, shown.worlds, shown.digest, figures.arrived)

    def orders(self, estate: Estate) -> tuple[str, ...]:
        """The orders that can be asked about: those of the plan, every other, and the shutdown of all; none given."""
        given = {done.action for done in self.asked.dones}
        rest = [row.action for row in estate.actions if row.action not in self.plan]
        return tuple(key for key in (*self.plan, *rest, EVERYTHING) if key not in given)

    def to_json(self) -> Json:
        """As plain values."""
        return values.write(self)

    @classmethod
    def from_json(cls, data: Json) -> WhyAsked:
        """Back again. Raises ValueError."""
        return values.read(cls, data)


def explain_order(
    sight: Sight,
    picture: Picture,
    digest: str,
    of: WhyAsked,
    action: str,
    *,
    seconds: float,
    progress: Progress | None = None,
) -> OrderWhy:
    """One order of an answer, in sentences. `digest` is of the estate in use.

    Raises DeskError where the estate was changed since the answer, EngineError for an order that cannot be explained.
    """
    refuse_other_estate(sight, digest, of)
    question = replace(of.asked, worlds=of.worlds or of.asked.worlds).question
    (found,) = explain(picture.arrays, question, of.plan, (action,), seconds=seconds, progress=progress)
    return order_why(picture.estate, found)


def refuse_other_estate(sight: Sight, digest: str, of: WhyAsked) -> None:
    """Raises DeskError where the estate was changed since the answer: what it compared is not there any more."""
    if is_other_estate(sight, digest, of.digest, of.arrived):
        raise DeskError.of(
            Code.WRONG_STATE,
            what="this answer",
            state="of the estate as it was before it was changed",
            act="explained any more",
            hint="ask for the options again, and then why",
        )


def is_other_estate(sight: Sight, digest: str, then: str, arrived: int) -> bool:
    """Whether the estate in use is not the one of an answer: another revision, or a cell corrected since."""
    corrected = (sight.seen(line) for line in sight.record.lines_of({Kind.ESTATE_CORRECTED}, arrived))
    return digest != then or any(seen is not None for seen in corrected)
