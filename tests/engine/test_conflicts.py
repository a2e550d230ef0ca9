"""Orders that exclude each other, among thousands: found from the rows that say so, not by asking of every pair.

Law: the answer is that of the plain question, pair by pair.
Not here: plans that hold two such orders (test_score_contract.py).
"""

from __future__ import annotations

from random import Random

from battlebox.engine import EstateArrays, Hit, Question
from battlebox.engine.choices import Choices
from battlebox.engine.situation import Situation, in_conflict
from engine.cases import action, council_estate


def test_conflicts_are_those_that_the_plain_question_finds():
    rng = Random(5)
    names = [f"order-{number}" for number in range(12)]
    rows = tuple(
        action(
            name, stops=("mail",), conflicts=tuple(rng.sample([one for one in names if one != name], rng.randrange(4)))
        )
        for name in names
    )
    arrays = EstateArrays.of(council_estate(actions=rows))
    choices = Choices(Situation.of(arrays, Question(hits=(Hit("mail"),))))
    for one in names:
        assert choices.conflicts[one] == {other for other in names if other != one and in_conflict(arrays, one, other)}
    assert any(choices.conflicts.values())
