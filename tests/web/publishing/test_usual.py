"""Services that somebody has looked at, put to `working as usual` in one form."""

from __future__ import annotations

from datetime import timedelta

import pytest
from justhtml import JustHTML

from battlebox.desk import DeskCode, DeskError, Role
from battlebox.desk.picture import Cause, Condition, Observation, observe
from battlebox.desk.publish import PublicState, draft_of, write_usual
from battlebox.share.status import page_of_file
from desk.facts import words_officer
from desk.room import SHARED
from desk.room import officer as desk_officer
from web.desk_page import filled, words
from web.publishing.test_publishing import CHILD, publish, write

BENEFIT = "northmere.housing-benefit"
WHEN = {"by": "duty manager, care"}


def usual(page, opened, *services, **more):
    return page.send(
        opened.at("tell/publish/usual/"), {"services": list(services), **WHEN, **more.pop("said", {})}, **more
    )


def states(opened):
    from battlebox.desk.picture import estate_in_use, picture_of

    sight = opened.sight()
    rows = draft_of(sight, picture_of(sight, estate_in_use(sight, opened.shelf)), "northmere").services
    return {row.service.service: row for row in rows}


def test_several_are_put_to_usual_in_one_form_and_each_entry_says_who_looked_and_when(desk_page, room, public):
    page = desk_page("northmere")
    assert "read “we do not know yet”" in words(page.get(room.at("tell/publish/")))
    before = room.record.arrived
    answer = usual(page, room, CHILD, BENEFIT)
    assert room.record.arrived >= before + 2
    text = words(page.follow(answer))
    assert "Saved as A-" in text
    assert " to A-" in text
    assert "duty manager, care looked" in text
    rows = states(room)
    for name, row in rows.items():
        assert (row.state is PublicState.USUAL) == (name in (CHILD, BENEFIT))
    written = [line.words for line in room.sight().lines() if "duty manager, care looked on" in line.words]
    assert len(written) == 2
    write(page, room)
    publish(page, room)
    assert sum(row.state.value == "usual" for row in page_of_file(public / "status.json").services) == 2


def test_what_is_known_otherwise_is_not_offered_and_not_taken(desk_page, room, public):
    page, address = desk_page("northmere"), room.at("tell/publish/usual/")
    form = filled(JustHTML(page.get(address).content.decode(), sanitize=False))
    seen = Observation(Condition.OUT, room.watch.at, "the front desk", Cause.UNKNOWN)
    observe(room.record, room.estate, desk_officer("northmere"), CHILD, seen, handling=SHARED)
    before = room.record.arrived
    answer = page.post(address, {**form, **WHEN, "services": [CHILD, BENEFIT]}, expect=422)
    assert "something is written already, or the live picture says that it does not work as usual" in words(answer)
    assert room.record.arrived == before
    assert f'value="{CHILD}"' not in page.get(address).content.decode()
    page.send(room.at(f"tell/publish/service/{BENEFIT}/"), {"state": "delays", "do": "Wait."})
    assert f'value="{BENEFIT}"' not in page.get(address).content.decode()


def test_sent_in_twice_it_is_written_once(desk_page, room, public):
    page, address = desk_page("northmere"), room.at("tell/publish/usual/")
    form = {**filled(JustHTML(page.get(address).content.decode(), sanitize=False)), **WHEN, "services": [CHILD]}
    page.post(address, form)
    before = room.record.arrived
    assert "Already saved as" in words(page.follow(page.post(address, form)))
    assert room.record.arrived == before


@pytest.mark.parametrize(
    ("services", "said", "why"),
    [
        ((), {}, "Services that somebody has looked at"),
        ((CHILD,), {"by": " "}, "Who looked"),
        (("eastholt.child-front-door",), {}, "Services that somebody has looked at"),
    ],
)
def test_nothing_is_written_where_something_is_missing(desk_page, room, public, services, said, why):
    before = room.record.arrived
    answer = usual(desk_page("northmere"), room, *services, said=said, expect=422)
    assert why in words(answer)
    assert room.record.arrived == before


@pytest.mark.parametrize(
    ("services", "more", "code"),
    [
        ({}, {}, DeskCode.BLANK),
        ({CHILD: PublicState.UNAVAILABLE}, {}, DeskCode.NOT_AS_USUAL),
        ({CHILD: PublicState.UNKNOWN, "eastholt.child-front-door": PublicState.UNKNOWN}, {}, DeskCode.NOT_YOURS),
        ({CHILD: PublicState.UNKNOWN, "northmere.child-front-dor": PublicState.UNKNOWN}, {}, DeskCode.UNKNOWN_ID),
        ({CHILD: PublicState.UNKNOWN}, {"by": ""}, DeskCode.BLANK),
        ({CHILD: PublicState.UNKNOWN}, {"days": 3}, DeskCode.FUTURE),
    ],
)
def test_the_desk_refuses_all_or_nothing(room, services, more, code):
    before = room.record.arrived
    at = room.watch.at + timedelta(days=more.get("days", 0))
    with pytest.raises(DeskError) as no:
        write_usual(room.record, room.estate, words_officer("northmere"), services, by=more.get("by", "care"), at=at)
    assert no.value.code == code
    assert room.record.arrived == before


@pytest.mark.parametrize(("minutes", "is_kept"), [(61, False), (7, False), (4, True), (-90, True)])
def test_nobody_has_looked_at_a_time_that_lies_ahead(desk_page, room, public, minutes, is_kept):
    from battlebox.web.moment import MomentWidget

    before, page = room.record.arrived, desk_page("northmere")
    said = MomentWidget().sent_as("at", room.record.now() + timedelta(minutes=minutes))
    answer = usual(page, room, CHILD, said=said, expect=302 if is_kept else 422)
    assert (room.record.arrived > before) is is_kept
    if not is_kept:
        assert "when they looked lies" in words(answer).casefold()
        assert "ahead of this desk's own time" in words(answer)


@pytest.mark.parametrize("role", [Role.OPERATIONAL, Role.LOGGIST, Role.OBSERVER])
def test_others_say_nothing_of_services_in_public(desk_page, officer, room, public, role):
    page = desk_page(officer("northmere", role=role.value))
    assert "may not write or publish" in words(usual(page, room, CHILD, expect=422))


def test_each_body_puts_its_own_services_alone(desk_page, room, public):
    text = desk_page("eastholt").get(room.at("tell/publish/usual/")).content.decode()
    assert CHILD not in text
    desk_page("farwick").get(room.at("tell/publish/usual/"), expect=404)


def test_once_the_picture_moves_the_words_say_so(desk_page, room, public):
    page = desk_page("northmere")
    usual(page, room, CHILD)
    seen = Observation(Condition.OUT, room.watch.at, "the front desk", Cause.UNKNOWN)
    observe(room.record, room.estate, desk_officer("northmere"), CHILD, seen, handling=SHARED)
    assert states(room)[CHILD].has_moved
    assert "The picture has moved" in words(page.get(room.at("tell/publish/")))
