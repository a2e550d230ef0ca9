"""What a person reads are names: ids, and the engine's chains of causes, in plain words."""

from __future__ import annotations

import pytest

from battlebox.desk.picture import Condition, Names, Observation, estate_in_use, give_order, observe, picture_of
from desk.room import SHARED, Room, officer

CHILD = "northmere.child-front-door"
CHILD_NAME = "Child protection referrals (Northmere Council)"


@pytest.fixture
def room():
    return Room.opened()


def used(room, body="northmere"):
    return estate_in_use(room.sight(body), room.shelf)


def why(room, service):
    picture = picture_of(room.sight("northmere"), used(room))
    return Names(picture.estate).why(picture.service(service).why)


def test_the_body_stands_beside_a_name_that_two_things_have_and_nowhere_else(room):
    names = Names(used(room).estate)
    assert names.thing(CHILD) == "Child protection referrals (Northmere Council)"
    assert names.thing("northmere.housing-benefit") == "Housing benefit payments"
    assert names.thing("fallback:northmere.housing-benefit") == "the fallback of Housing benefit payments"


def test_anything_has_a_name_and_an_id_that_is_not_there_stays_as_it_is(room):
    names = Names(used(room).estate)
    assert names.any("shared.line") == "Northmere servers to Eastholt servers and back (route)"
    assert names.any("left.payroll-line") == "Northmere benefits to Eastholt servers (route)"
    assert names.any("eastholt") == "Eastholt Council"
    assert names.any("eastholt.cut-line") == "Cut the shared line"
    assert [names.any("nothing"), names.path("nothing"), names.action("no"), names.body("no")] == [
        "nothing", "nothing", "no", "no",
    ]  # fmt: skip


def test_a_chain_of_causes_is_told_without_an_id(room):
    seen = Observation(Condition.OUT, room.record.now(), "duty engineer")
    observe(room.record, used(room).estate, officer("northmere"), "northmere.servers", seen, handling=SHARED)
    assert why(room, CHILD) == (
        "Child protection referrals (Northmere Council) cannot go on without Care records shared with Eastholt",
        "Care records shared with Eastholt cannot go on without Northmere servers",
        "Seen to be out: Northmere servers",
    )


@pytest.mark.parametrize(
    ("body", "action", "last"),
    [
        (
            "northmere",
            "northmere.power-off",
            "Switched off by an order (Power everything off at Northmere): Northmere mail",
        ),
        ("eastholt", "eastholt.cut-line", "The link between them was closed by an order: Cut the shared line"),
    ],
)
def test_a_chain_that_ends_at_an_order_names_the_order(room, body, action, last):
    give_order(
        room.record, used(room).estate, officer(body), action, who="duty engineer", memory="captured", word="Gold",
        handling=SHARED,
    )  # fmt: skip
    service = CHILD if body == "northmere" else "eastholt.child-front-door"
    assert why(room, service)[-1] == last


def test_the_last_of_several_ways_says_so_and_other_shapes_stay(room):
    names = Names(used(room).estate)
    assert names.why((f"{CHILD} needs northmere.mail, the last of contact", "something else")) == (
        f"{CHILD_NAME} cannot go on without Northmere mail, the last that was left for contact",
        "something else",
    )
    cuts = "that link is closed by cuts that leave no path between the two bodies"
    assert names.why((cuts,)) == (
        "The link between them was closed by an order: cuts that leave no path between the two bodies",
    )


def test_ids_in_the_words_of_an_entry_become_names_and_all_else_stays(room):
    names = Names(used(room).estate)
    said = "northmere.servers: out, seen by (northmere.housing-benefit). Ask shared.line"
    assert names.in_words(said) == (
        "Northmere servers: out, seen by (Housing benefit payments). "
        "Ask Northmere servers to Eastholt servers and back (route)"
    )
    for kept in ("www.northmere.servers.example", "a@northmere.servers", "v1.2.3", "eastholt said so", "x.y.", ""):
        assert names.in_words(kept) == kept


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("tactical (Silver) of northmere is held", "tactical (Silver) of Northmere Council is held"),
        ("asked eastholt (duty officer, mobile): cut it", "asked Eastholt Council (duty officer, mobile): cut it"),
        ("eastholt on `cut it`: yes, duty Silver", "Eastholt Council on `cut it`: yes, duty Silver"),
        # Somebody's own words, in which a body's id is a word like any other.
        ("the bridge of northmere is shut", "the bridge of northmere is shut"),
        ("they asked eastholt (again)", "they asked eastholt (again)"),
    ],
)  # fmt: skip
def test_where_the_desk_wrote_the_id_of_a_body_its_name_is_read_and_own_words_stay(room, written, read):
    assert Names(used(room).estate).in_words(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("gave eastholt a file (csv) of 2 things", "gave Eastholt Council a file (csv) of 2 things"),
        ("gave eastholt nothing of Warnings: why", "gave Eastholt Council nothing of Warnings: why"),
        ("brought in a file of eastholt (925f): why", "brought in a file of Eastholt Council (925f): why"),
        ("cut off eastholt: why", "cut off Eastholt Council: why"),
        ("let in eastholt: why", "let in Eastholt Council: why"),
        ("eastholt is told no more how we stand, and", "Eastholt Council is told no more how we stand, and"),
        ("set aside what eastholt says of it", "set aside what Eastholt Council says of it"),
        ("eastholt has our bulletin 12: by phone", "Eastholt Council has our bulletin 12: by phone"),
        ("told eastholt that we have its bulletin 3: x", "told Eastholt Council that we have its bulletin 3: x"),
        ("bulletin 1 of eastholt, TLP:AMBER+STRICT, Signed by a key",
         "bulletin 1 of Eastholt Council, TLP:AMBER+STRICT, Signed by a key"),
        ("bulletin 11 to eastholt, farwick, TLP:AMBER: cut it",
         "bulletin 11 to Eastholt Council, Farwick Council, TLP:AMBER: cut it"),
        ("bulletin 1 to whoever TLP:GREEN lets have it, TLP:GREEN: x",
         "bulletin 1 to whoever TLP:GREEN lets have it, TLP:GREEN: x"),
        ("to be said by eastholt, farwick:\nWe", "to be said by Eastholt Council, Farwick Council:\nWe"),
        ("I told eastholt that they may let in eastholt", "I told eastholt that they may let in eastholt"),
    ],
)  # fmt: skip
def test_what_the_desk_writes_of_partners_is_read_with_their_names(room, written, read):
    assert Names(used(room).estate).in_words(written) == read
