"""The public page of a small council in tests of the gate: written, refused, published."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from battlebox.desk import DeskCode, DeskError
from battlebox.desk.picture import estate_in_use, picture_of
from battlebox.desk.publish import (
    Going,
    PublicEdition,
    PublicState,
    PublicWords,
    ServiceWords,
    draft_of,
    note_published,
    write_service,
    write_words,
)
from battlebox.desk.record import Sight
from battlebox.desk.tell import (
    PressCall,
)
from battlebox.marking import Tlp
from desk.facts import PLAIN, clear, estate, state, words_officer
from desk.room import BEGAN

BODIES = ("northmere", "eastholt", "farwick")
CHILD = "northmere.child-front-door"
NEXT = BEGAN + timedelta(hours=4)
EDITION = PublicEdition(1, "ab" * 32, "/srv/status/public", 4, 1)
CALL = PressCall("The Record", "Was data stolen?", BEGAN, "press desk", NEXT)
STRICT = replace(PLAIN, wording="The attackers came in through the VPN of Acme Ltd.", tlp=Tlp.AMBER_STRICT)
FIELDS = {
    "headline": "the one thing to know",
    "summary": "what has happened",
    "payments": "payments",
    "data": "personal information",
    "scams": "warning of scams",
    "formats": "other languages and forms",
    "accessibility": "accessibility statement",
}


def written(room, body="northmere", **more):
    said = PublicWords(**{"headline": "Some services are slower than usual", "next_update": NEXT, **more})
    return write_words(room.record, words_officer(body), said)


def said_of(room, **more):
    said = ServiceWords(PublicState.DELAYS, PublicState.USUAL, **more)
    return write_service(room.record, estate(room), words_officer("northmere"), CHILD, said)


def refused(room, act, **more):
    before = room.record.arrived
    with pytest.raises(DeskError) as no:
        act(room, **more)
    assert no.value.code is DeskCode.MAY_NOT_LEAVE
    assert room.record.arrived == before
    return f"{no.value} ({no.value.hint})"


def published(room):
    note_published(room.record, words_officer("northmere"), EDITION, Going.of(drafted(room).carries))


def drafted(room):
    sight = Sight.of(room.record, words_officer("northmere"))
    return draft_of(sight, picture_of(sight, estate_in_use(sight, room.shelf)), "northmere")


def cleared(room, fact=PLAIN):
    thing = state(room, fact)
    for body in {"northmere", *fact.about}:
        clear(room, thing, body)
    return thing
