"""The draft of a body's public page, and what is written down of an edition."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from battlebox.desk import DeskCode, DeskError, Role
from battlebox.desk.picture import Cause, Condition, Observation, estate_in_use, observe, picture_of
from battlebox.desk.publish import (
    PUBLIC_SITE,
    Going,
    Help,
    PublicEdition,
    PublicState,
    PublicWords,
    ServiceWords,
    draft_of,
    editions_of,
    note_published,
    write_service,
    write_words,
)
from battlebox.desk.record import Sight
from battlebox.desk.tell import Outlet, corrections_due, releases_of
from battlebox.marking import Tlp
from desk.facts import OF_EASTHOLT, PLAIN, change, clear, estate, state, words_officer
from desk.room import BEGAN, SHARED, Room, officer

FRONT = PublicWords("Some services are slower than usual", BEGAN + timedelta(hours=4))
CHILD = "northmere.child-front-door"
EDITION = PublicEdition(1, "ab" * 32, "/srv/status/public", 4, 1)


@pytest.fixture
def room():
    return Room.opened()


def drafted(room, body="northmere"):
    who = words_officer(body)
    sight = Sight.of(room.record, who)
    return draft_of(sight, picture_of(sight, estate_in_use(sight, room.shelf)), body)


def written(room, **more):
    return write_words(room.record, words_officer("northmere"), replace(FRONT, **more))


def said_of(room, service=CHILD, by="northmere", **more):
    said = ServiceWords(**{"state": PublicState.DELAYS, "proposed": PublicState.USUAL, **more})
    return write_service(room.record, estate(room), words_officer(by), service, said)


def cleared(room, fact=PLAIN):
    thing = state(room, fact)
    clear(room, thing, "northmere")
    return thing


def published(room, draft, **more):
    return note_published(room.record, words_officer("northmere"), replace(EDITION, **more), Going.of(draft.goes))


def test_a_body_has_its_own_services_on_its_page_and_no_other(room):
    rows = drafted(room).services
    assert rows
    assert {row.service.body for row in rows} == {"northmere"}


def test_a_service_seen_to_be_out_is_proposed_as_not_available_until_words_are_written(room):
    seen = Observation(Condition.OUT, BEGAN, "the front desk")
    observe(room.record, estate(room), officer("northmere"), CHILD, seen, handling=SHARED)
    row = next(row for row in drafted(room).services if row.service.service == CHILD)
    assert (row.state, row.written) == (PublicState.UNAVAILABLE, None)
    said_of(room, state=PublicState.INSTEAD, proposed=PublicState.UNAVAILABLE, do="Ring 020 7946 0000.")
    row = next(row for row in drafted(room).services if row.service.service == CHILD)
    assert (row.state, row.has_moved, row.lacks_steps) == (PublicState.INSTEAD, False, False)


def test_what_staff_alone_turn_to_is_left_out_and_can_be_put_back(room):
    room.corrects("services", CHILD, "audience", "staff")
    draft = drafted(room)
    assert CHILD not in {row.service.service for row in draft.services}
    [out] = draft.left_out
    assert (out.service.service, out.written) == (CHILD, None)
    said_of(room, state=PublicState.USUAL)
    assert drafted(room).left_out == ()
    assert CHILD in {row.service.service for row in drafted(room).services}


def test_a_body_may_leave_a_service_out_and_then_needs_no_words_for_it(room):
    written(room)
    said_of(room, state=PublicState.INSTEAD, listed=False)
    draft = drafted(room)
    assert [row.service.service for row in draft.left_out] == [CHILD]
    assert draft.lacking == ()


def test_what_only_the_model_has_out_is_expected_until_somebody_looks_or_writes(room):
    seen = Observation(Condition.OUT, BEGAN, "duty officer")
    observe(room.record, estate(room), officer("northmere"), "northmere.care", seen, handling=SHARED)

    room.watch.pass_by(hours=3)

    def child():
        return next(row for row in drafted(room).services if row.service.service == CHILD)

    assert (child().state is not PublicState.UNKNOWN, child().is_expected) == (True, True)
    observe(room.record, estate(room), officer("northmere"), CHILD, seen, handling=SHARED)
    assert not child().is_expected


def test_where_the_picture_moves_on_the_words_stay_and_say_so(room):
    said_of(room, state=PublicState.DELAYS, proposed=PublicState.UNAVAILABLE)
    row = next(row for row in drafted(room).services if row.service.service == CHILD)
    assert (row.state, row.proposed, row.has_moved) == (PublicState.DELAYS, PublicState.UNKNOWN, True)


def test_nobody_is_told_that_a_service_works_before_somebody_looked(room):
    before = {row.service.service: row.proposed for row in drafted(room).services}
    assert set(before.values()) == {PublicState.UNKNOWN}
    seen = Observation(Condition.WORKING, room.record.now(), "duty engineer", Cause.UNKNOWN)
    observe(room.record, estate(room), officer("northmere"), CHILD, seen, handling=SHARED)
    after = {row.service.service: row.proposed for row in drafted(room).services}
    assert [name for name, state in after.items() if state is PublicState.USUAL] == [CHILD]


@pytest.mark.parametrize(
    ("service", "more", "code"),
    [
        ("eastholt.child-front-door", {}, DeskCode.NOT_YOURS),
        ("northmere.child-front-dor", {}, DeskCode.UNKNOWN_ID),
        (CHILD, {"state": PublicState.INSTEAD, "do": "  "}, DeskCode.BLANK),
    ],
)
def test_words_of_a_service_that_cannot_be_are_refused(room, service, more, code):
    before = room.record.arrived
    with pytest.raises(DeskError) as no:
        said_of(room, service, **more)
    assert no.value.code == code
    assert room.record.arrived == before


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"headline": " "}, DeskCode.BLANK),
        ({"next_update": BEGAN}, DeskCode.TOO_EARLY),
        ({"facts": ("fact/none",)}, DeskCode.NOT_SEEN),
    ],
)
def test_words_for_everybody_that_cannot_be_are_refused(room, more, code):
    with pytest.raises(DeskError) as no:
        written(room, **more)
    assert no.value.code == code


@pytest.mark.parametrize("role", [Role.OPERATIONAL, Role.LOGGIST, Role.OBSERVER, Role.SERVICE_LEAD])
def test_who_is_not_for_communications_or_command_writes_no_public_page(room, role):
    with pytest.raises(DeskError) as no:
        write_words(room.record, officer("northmere", role), FRONT)
    assert no.value.code == DeskCode.NOT_ALLOWED


def test_a_draft_without_words_says_what_it_lacks(room):
    assert drafted(room).lacking == ("what is said for everybody, and when the next update comes",)
    written(room)
    assert drafted(room).lacking == ()


def test_a_fact_goes_only_when_it_may_be_public_and_otherwise_says_whom_to_ask(room):
    strict = cleared(room, replace(PLAIN, wording="The host is Nightline.", tlp=Tlp.AMBER))
    good, theirs = cleared(room), state(room, OF_EASTHOLT)
    clear(room, theirs, "northmere")
    written(room, facts=(good, strict, theirs))
    draft = drafted(room)
    assert [each.standing.thing for each in draft.goes] == [good]
    assert [(each.standing.thing, each.answer.ask) for each in draft.stays] == [
        (strict, ("northmere",)),
        (theirs, ("eastholt",)),
    ]


def test_another_body_cannot_write_this_bodys_words(room):
    written(room)
    write_words(room.record, words_officer("eastholt"), replace(FRONT, headline="Theirs"), handling=SHARED)
    assert drafted(room).words.value.headline == FRONT.headline
    assert drafted(room, "eastholt").words.value.headline == "Theirs"


def test_an_edition_is_a_release_of_its_facts_and_a_changed_fact_is_due_until_the_next_edition(room):
    thing = cleared(room)
    written(room, facts=(thing,))
    published(room, drafted(room))
    sight = Sight.of(room.record, words_officer("northmere"))
    [(_, went)] = releases_of(sight, thing)
    assert (went.value.outlet, went.value.where) == (Outlet.PUBLIC_PAGE, PUBLIC_SITE)
    assert corrections_due(sight) == ()

    room.watch.pass_by(minutes=5)
    change(room, thing, wording="All screens are blank.")
    [due] = corrections_due(Sight.of(room.record, words_officer("northmere")), thing)
    assert (due.went.value.where, due.old.wording) == (PUBLIC_SITE, "Some screens are blank.")
    assert drafted(room).goes == ()  # Nobody has cleared the new wording.

    clear(room, thing, "northmere")
    [goes] = drafted(room).goes
    assert goes.corrects == "Some screens are blank."
    published(room, drafted(room), number=2)
    assert corrections_due(Sight.of(room.record, words_officer("northmere")), thing) == ()


@pytest.mark.parametrize("more", [{"failed": "no space left on device"}, {"test": True}])
def test_what_did_not_go_out_is_written_down_and_is_no_release(room, more):
    thing = cleared(room)
    written(room, facts=(thing,))
    published(room, drafted(room), **more)
    sight = Sight.of(room.record, words_officer("northmere"))
    assert releases_of(sight) == ()
    [said] = editions_of(sight, "northmere")
    assert (said.value.failed, said.value.test) == (more.get("failed", ""), more.get("test", False))


def test_an_edition_in_doubt_went_all_the_same(room):
    thing = cleared(room)
    written(room, facts=(thing,))
    published(room, drafted(room), doubt="index.html is not as it was signed")
    assert len(releases_of(Sight.of(room.record, words_officer("northmere")))) == 1


def test_editions_are_told_newest_first_and_only_those_of_the_body(room):
    for number in (1, 2):
        published(room, drafted(room), number=number)
    sight = Sight.of(room.record, words_officer("northmere"))
    assert [each.value.number for each in editions_of(sight, "northmere")] == [2, 1]
    assert editions_of(sight, "eastholt") == ()


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"phone": "javascript:alert(1)"}, "'javascript:alert(1)' is no number that can be rung"),
        ({"phone": "999\nfoo"}, "the phone number has a line break, or a character that cannot be seen"),
        ({"place": "https://elsewhere.example"}, "'https://elsewhere.example' is no place that people can come to"),
    ],
)
def test_a_number_or_a_place_that_leads_nowhere_is_not_written(room, more, says):
    before = room.record.arrived
    with pytest.raises(DeskError, match=re.escape(says)):
        said_of(room, **more)
    if "phone" in more:
        for wrong in (more, {"urgent": (Help("You are in danger", "Ring", more["phone"]),)}):
            with pytest.raises(DeskError, match=re.escape(says)):
                written(room, **wrong)
    assert room.record.arrived == before


def test_a_number_that_was_written_before_it_was_looked_at_keeps_the_page_back_by_name(room, monkeypatch):
    with monkeypatch.context() as before:
        before.setattr("battlebox.desk.publish.notice.rings", str)
        written(room, phone="ask at the desk")
        said_of(room, phone="0900")
    said = drafted(room).lacking
    assert [each.partition(";")[0] for each in said] == [
        "for everybody: 'ask at the desk' is no number that can be rung",
        f"{estate(room).service_by_id[CHILD].name}: '0900' is no number that can be rung",
    ]
    written(room, phone="020 7946 0000")
    said_of(room, phone="999")
    assert drafted(room).lacking == ()
