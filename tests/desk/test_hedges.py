"""Sentences that say how sure a fact is, or turn that round: what a person writes at three in the morning."""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.desk.tell import Status
from desk.facts import PLAIN
from desk.public_gate import cleared, refused, written
from desk.room import Room

BELIEVED = replace(PLAIN, wording="The phones will be back by Friday.", status=Status.BELIEVED)
DENIED = replace(PLAIN, wording="The council has paid a ransom.", status=Status.DENIED)
UNKNOWN = replace(PLAIN, wording="whether personal data was copied", status=Status.UNKNOWN)
HONEST = [
    (BELIEVED, "The phones will be back by Friday, we believe."),
    (BELIEVED, "The phones will be back by Friday, we hope."),
    (BELIEVED, "We hope the phones will be back by Friday."),
    (BELIEVED, "We expect that the phones will be back by Friday."),
    (BELIEVED, "The phones will be back by Friday, which is not confirmed yet."),
    (DENIED, "The council has paid a ransom: that is not true."),
    (UNKNOWN, "If your personal data was copied, we will write to you."),
    (UNKNOWN, "Until we know whether personal data was copied, change your password."),
]
TURNED = [
    (BELIEVED, "Nobody believes that the phones will be back by Friday."),
    (BELIEVED, "Few believe that the phones will be back by Friday."),
    (BELIEVED, "It is hardly likely that the phones will be back by Friday."),
    (BELIEVED, "It is certain, not just likely: the phones will be back by Friday."),
    (BELIEVED, "The phones will be back by Friday, this was not confirmed until now."),
    (DENIED, "We wish it was not true that the council has paid a ransom."),
    (DENIED, "The council has paid a ransom, that is not true of Eastholt."),
    (DENIED, "It was wrong to say it is not true that the council has paid a ransom."),
    (DENIED, "We never said it was not true that the council has paid a ransom."),
    (UNKNOWN, "We know whether personal data was copied."),
]


@pytest.fixture
def room():
    return Room.opened()


@pytest.mark.parametrize(("fact", "said"), HONEST)
def test_a_sentence_that_says_how_sure_it_is_goes(room, fact, said):
    cleared(room, fact)
    assert written(room, summary=said)


@pytest.mark.parametrize(("fact", "said"), TURNED)
def test_a_sentence_that_turns_that_round_does_not(room, fact, said):
    cleared(room, fact)
    assert f"is {fact.status.value}, and the words do not say so" in refused(room, written, summary=said)
