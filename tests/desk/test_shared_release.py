"""What other councils read of words that left: the facts that they clear, and never the rest, nor why it went."""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.desk.message import Rests, answer_press, let_go
from battlebox.desk.publish import FactGoes, Going, PublicEdition, note_published
from battlebox.desk.record import Sight
from battlebox.desk.tell import (
    Caller,
    Outlet,
    PressAnswer,
    PressCall,
    Whom,
    corrections_due,
    note_call,
    releases_of,
    whole_of,
)
from battlebox.marking import Tlp
from desk.facts import OF_EASTHOLT, PLAIN, change, clear, cleared, hold, sight, standing, words_officer
from desk.room import BEGAN, Room

SECRET = "The attackers came in through the VPN of Acme Ltd."
STRICT = replace(PLAIN, wording=SECRET, tlp=Tlp.AMBER_STRICT)
OTHERS = ("eastholt", "farwick")
WHY = "the chief executive rang the bishop"


@pytest.fixture
def room():
    return Room.opened()


def told_to(room, body):
    """Every word and value that a body's officer may read of the record."""
    reader = Sight.of(room.record, words_officer(body))
    values = (said.value for _, said in releases_of(reader))
    return "\n".join([*(line.words for line in reader.lines()), *map(repr, values)])


def both(room):
    return cleared(room, OF_EASTHOLT, "northmere", "eastholt"), cleared(room, STRICT)


def memo(room, text, **more):
    rests = Rests(Outlet.STAFF_MEMO, Whom("northmere"), both(room), own=WHY, **more)
    return let_go(room.record, words_officer("northmere"), rests, subject=f"Memo: {SECRET}", text=text, where="by hand")


def test_a_memo_with_facts_of_two_councils_is_read_whole_by_its_own_alone(room):
    saved = memo(room, f"{OF_EASTHOLT.wording} {SECRET}")
    for body in OTHERS:
        assert SECRET not in told_to(room, body)
        assert WHY not in told_to(room, body)
    [(thing, said)] = releases_of(sight(room, "eastholt"))
    assert said.value.words == OF_EASTHOLT.wording
    assert whole_of(sight(room, "eastholt"), thing, said) == said.value
    [(thing, said)] = releases_of(sight(room))
    assert thing == saved.thing
    assert SECRET in whole_of(sight(room), thing, said).words
    assert releases_of(sight(room, "farwick")) == ()


def test_a_press_answer_and_what_stood_against_it_stay_with_their_own(room):
    facts = both(room)
    hold(room, facts[1])
    call = note_call(room.record, words_officer("northmere"), PressCall("The Record", "Well?", BEGAN, "press desk"),
                     Caller("Jo Reporter", "020 7946 0999")).thing  # fmt: skip
    answer = PressAnswer(f"{OF_EASTHOLT.wording} {SECRET}", "press officer", BEGAN, "by phone")
    answer_press(room.record, words_officer("northmere"), call, answer, facts=facts, is_said=True)
    for body in OTHERS:
        assert SECRET not in told_to(room, body)
        assert "an arrest is planned" not in told_to(room, body)
    change(room, facts[0], wording="Eastholt has opened its network.")
    for body in ("northmere", "eastholt"):
        clear(room, facts[0], body)
    for body in ("northmere", "eastholt"):
        assert len(corrections_due(sight(room, body), facts[0])) == 1


def test_why_a_page_went_out_alone_stays_with_its_own(room):
    fact = cleared(room, OF_EASTHOLT, "northmere", "eastholt")
    edition = PublicEdition(1, "ab" * 32, "/srv/status/public", 4, 1, alone=WHY)
    going = Going.of((FactGoes(standing(room, fact)),))
    note_published(room.record, words_officer("northmere"), edition, going)
    assert WHY not in told_to(room, "eastholt")
    assert WHY in told_to(room, "northmere")
    [(_, said)] = releases_of(sight(room, "eastholt"), fact)
    assert said.value.outlet is Outlet.PUBLIC_PAGE
