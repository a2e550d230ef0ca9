"""What partners chose is said as the record says it, to those who may see it, and silence is not known."""

from __future__ import annotations

import pytest

from battlebox.desk import DeskError
from battlebox.desk.command import Answer, Ask, Reply, answer_ask, ask_partner
from battlebox.desk.command.partners import partners_chose
from battlebox.desk.picture import estate_in_use, give_order, picture_of
from desk.room import BEGAN, SHARED, Room, officer


@pytest.fixture
def room():
    return Room.opened()


def chose(room, body="northmere"):
    sight = room.sight(body)
    return partners_chose(sight, picture_of(sight, estate_in_use(sight, room.shelf)), body)


def test_silence_is_not_known_and_suppliers_choose_nothing(room):
    assert chose(room) == ("Eastholt and Farwick: not known",)


def test_what_a_partner_ordered_and_answered_is_said_to_those_who_share_it(room):
    estate = estate_in_use(room.sight("northmere"), room.shelf).estate
    ask = Ask("eastholt", "cut your end of the line", "a beacon", "duty IT", "mobile", BEGAN)
    asked = ask_partner(room.record, estate, officer("northmere"), ask, handling=SHARED)
    assert chose(room)[0] == "Eastholt: asked 1 thing: cut your end of the line (no answer yet)"
    no = Answer(Reply.NO, "duty IT", "mobile", room.record.now())
    answer_ask(room.record, officer("northmere"), asked.thing, no)
    give_order(room.record, estate, officer("eastholt"), "eastholt.cut-line", who="head of IT", handling=SHARED)
    assert chose(room) == (
        "Eastholt: ordered Cut the shared line (ordered); asked 1 thing: cut your end of the line (no)",
        "Farwick: not known",
    )
    assert chose(room, "eastholt") == ("Northmere and Farwick: not known",)
    with pytest.raises(DeskError, match="there is no estate"):
        chose(room, "farwick")
