"""Compile every kernel by asking each question once of a council that does not exist.

Law: after this, no question about any estate compiles anything in a process that shares the folder of kernels.
Not here: where compiled kernels are kept (compile.py).
"""

from __future__ import annotations

from battlebox.engine.arrays import EstateArrays
from battlebox.engine.avoiding import best_first
from battlebox.engine.choices import Choices
from battlebox.engine.contain import contain
from battlebox.engine.impact import impact
from battlebox.engine.losses import Losses
from battlebox.engine.proposing import Proposals
from battlebox.engine.questions import Down, Hit, Question
from battlebox.engine.reaching import reach
from battlebox.engine.rerun import rerun
from battlebox.engine.score import score, spread
from battlebox.engine.situation import Situation
from battlebox.engine.sparing import Sparing
from battlebox.engine.study.block import first_hit
from battlebox.engine.study.ground import Ground
from battlebox.engine.study.weighing import Weighing
from battlebox.engine.trials import Trials
from battlebox.engine.worlds import FRESH
from battlebox.estate import MICROHOURS, Action, Body, BodyKind, Estate, Need, Path, PathKind, Priority, Service, System


def warm() -> None:
    """Ask everything once. Cost: about a minute where nothing is compiled, half a second where all is."""
    arrays = EstateArrays.of(_estate())
    question = Question(hits=(Hit("one"), Hit("two", 0.5)), worlds=64)
    impact(arrays, downs=(Down("one"),))
    spread(arrays, question)
    score(arrays, question, ("part",))
    advice = contain(arrays, question, seconds=1.0)
    for _ in rerun(arrays, question, advice, seconds=1.0):
        pass
    trials = Trials.drawn(Situation.of(arrays, question), stream=FRESH, worlds=1)
    # In one world nobody meets: both ways of following an attack are taken.
    reach(arrays.paths.start, arrays.coins, trials.situation.belief.suspects(arrays), root=1, worlds=1)
    Sparing(arrays.paths, trials.pool, arrays.record_harm).close([0])
    ground = Ground.of(arrays)
    Weighing(ground, 1).of(first_hit(ground, 0, root=1, worlds=1, first=0))
    best_first(Choices(trials.situation), trials)
    Proposals.at_once(Losses(Choices(trials.situation)), trials)


def _estate() -> Estate:
    """One council, two systems, one service: each kind of row that a kernel reads."""
    day = 24 * MICROHOURS
    return Estate(
        title="warming up",
        bodies=(Body("council", "Council", BodyKind.COUNCIL),),
        systems=(System("one", "One", "council", records=10), System("two", "Two", "council", records=10)),
        services=(
            Service(
                "help",
                "Help",
                "council",
                Priority.P1,
                rto_microhours=day,
                mtpd_microhours=2 * day,
                people=24.0,
                fallback_share=0.5,
                fallback_microhours=day,
            ),
        ),
        needs=(Need("help", "one"), Need("help", "two", slows=0.5), Need("two", "one", holds_microhours=day)),
        paths=(Path("way", "one", "two", PathKind.ROUTE, chance=0.5, microhours=day),),
        actions=(
            Action("part", "Part", "council", isolates=("system:one",)),
            Action("cut", "Cut", "council", cuts=("path:way",)),
        ),
    )
