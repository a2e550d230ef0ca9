"""A body's draft at the desk becomes its status page, with the words of the record and none besides."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from battlebox.desk.picture import Condition, Observation, estate_in_use, observe, picture_of
from battlebox.desk.publish import Help, PublicState, PublicWords, ServiceWords, draft_of, write_service, write_words
from battlebox.desk.record import Sight
from battlebox.journal import SigningKey
from battlebox.share.status import (
    ShareMistakes,
    State,
    document_of,
    page_of_bytes,
    page_of_draft,
    publish,
)
from battlebox.share.status.drafted import HEADINGS
from battlebox.share.status.published import GROUP_MAX
from desk.facts import PLAIN, clear, estate, state, words_officer
from desk.room import BEGAN, Room, officer

CHILD = "northmere.child-front-door"
FRONT = PublicWords(
    "Some services are slower than usual",
    BEGAN + timedelta(hours=4),
    summary="Our network is off.\n\nPhones work.",
    urgent=(Help("You are in danger", "Ring 999", "999"),),
    scams="We never ask for your password.",
)


@pytest.fixture
def room():
    return Room.opened()


def page(room, **more):
    sight = Sight.of(room.record, words_officer("northmere"))
    draft = draft_of(sight, picture_of(sight, estate_in_use(sight, room.shelf)), "northmere")
    return page_of_draft(draft, body="Northmere Council", now=room.record.now(), **more)


def written(room, *facts):
    write_words(room.record, words_officer("northmere"), replace(FRONT, facts=facts))


def test_words_and_states_of_the_record_are_those_of_the_page(room):
    thing = state(room, PLAIN)
    clear(room, thing, "northmere")
    written(room, thing)
    said = ServiceWords(PublicState.INSTEAD, PublicState.USUAL, do="Ring us.\n\nSay your name.", phone="020 7946 0000")
    write_service(room.record, estate(room), words_officer("northmere"), CHILD, said)
    made = page(room)
    assert (made.body, made.headline, made.summary) == (
        "Northmere Council",
        FRONT.headline,
        ("Our network is off.", "Phones work."),
    )
    assert [fact.words for fact in made.facts] == ["Some screens are blank."]
    child = next(row for row in made.services if row.service == "northmere-child-front-door")
    assert (child.state, child.do, child.phone) == (State.INSTEAD, ("Ring us.", "Say your name."), "020 7946 0000")
    other = next(row for row in made.services if row is not child)
    # Nobody has looked at it.
    assert (other.state, other.now, other.phone) == (State.UNKNOWN, (), "")


def test_a_service_without_a_number_has_the_one_for_all_else_and_what_nobody_saw_says_so(room):
    write_words(
        room.record,
        words_officer("northmere"),
        replace(FRONT, phone="020 7946 0100", next_update=BEGAN + timedelta(hours=90)),
    )
    room.corrects("services", "northmere.housing-benefit", "audience", "staff")
    seen = Observation(Condition.OUT, BEGAN, "duty officer")
    observe(room.record, estate(room), officer("northmere"), "northmere.benefits", seen)
    room.watch.pass_by(hours=50)
    made = page(room)
    assert [row.service for row in made.services] == [CHILD.replace(".", "-")]
    room.corrects("services", "northmere.housing-benefit", "audience", "public")
    row = next(row for row in page(room).services if row.service == "northmere-housing-benefit")
    assert (row.state_words, row.phone) == ("Not available (expected)", "020 7946 0100")
    key = SigningKey.from_seed(bytes(range(32)))
    files = publish(page(room), key, room.record.now()).files
    assert b"This is what we expect. Nobody has been able to check it yet." in files["s/northmere-housing-benefit.html"]
    assert page_of_bytes(json.dumps(document_of(page(room))).encode(), "page.json") == page(room)


def test_a_draft_that_nobody_wrote_is_refused_with_what_it_lacks(room):
    with pytest.raises(ShareMistakes) as no:
        page(room)
    assert "what is said for everybody" in str(no.value.mistakes[0])


def test_the_draft_as_a_document_builds_the_same_pages_on_a_laptop_without_the_desk(room):
    written(room)
    made = page(room)
    again = page_of_bytes(json.dumps(document_of(made)).encode(), "page.json")
    key = SigningKey.from_seed(bytes(range(32)))
    now = room.record.now()
    assert publish(again, key, now).files == publish(made, key, now).files


def test_a_page_of_practice_says_so(room):
    written(room)
    assert page(room, illustrative=True).illustrative
    assert not page(room).illustrative


def test_services_stand_under_what_they_are_for_and_not_all_in_one_heap(room):
    written(room)
    held = estate(room)
    for row in page(room).services:
        protects = next(each.protects for each in held.services if each.service.replace(".", "-") == row.service)
        assert row.group == HEADINGS[protects]
    assert len({row.group for row in page(room).services}) > 1


def test_a_heading_with_more_than_a_phone_loads_is_split_by_letters(room):
    written(room)
    sight = Sight.of(room.record, words_officer("northmere"))
    draft = draft_of(sight, picture_of(sight, estate_in_use(sight, room.shelf)), "northmere")

    def made(number):
        rows = tuple(
            replace(draft.services[0], service=replace(draft.services[0].service, service=f"s-{n}", name=f"{n} help"))
            for n in range(number)
        )
        drawn = page_of_draft(replace(draft, services=rows), body="Northmere Council", now=room.record.now())
        return {row.group for row in drawn.services}

    assert made(GROUP_MAX) == {HEADINGS[draft.services[0].service.protects]}
    assert made(GROUP_MAX + 1) == {f"Services that begin with {n}" for n in range(10)}
