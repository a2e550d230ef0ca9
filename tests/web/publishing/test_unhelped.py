"""A page with no urgent help while lives may hang on a service that is not as usual: asked about at the click."""

from __future__ import annotations

from battlebox.desk.publish import editions_of
from web.desk_page import words
from web.publishing.test_publishing import CHILD, HELP, publish, write

PAGE = "tell/publish/"
WARNING = "No urgent help tonight is named, and lives or safety may hang on"


def usual(page, room):
    """All that protects people was looked at, and is as usual."""
    for service in room.estate.services:
        if service.protects.is_people and service.body == "northmere":
            page.send(room.at(f"tell/publish/service/{service.service}/"), {"state": "usual"})


def test_it_goes_out_without_help_only_with_a_reason_that_the_record_keeps(desk_page, room, public):
    page = desk_page("northmere")
    write(page, room, urgent="")
    name = room.estate.service_by_id[CHILD].name
    text = words(page.get(room.at(PAGE)))
    assert WARNING in text
    assert name in text
    assert "who needs it | what to do | the number" in text
    refused = words(page.send(room.at(PAGE), {}, expect=422))
    assert "Write it, or say here why the page goes without." in refused
    assert not public.exists()
    page.send(room.at(PAGE), {"unhelped": "the duty team's line is not known yet"})
    [said] = editions_of(room.sight(), "northmere")
    assert said.value.unhelped == "the duty team's line is not known yet"
    line = room.sight().line(said.entry)
    assert "with no urgent help named: the duty team's line is not known yet" in line.words
    assert "Published, with no urgent help named" in words(page.get(room.at(PAGE)))


def test_nothing_is_asked_where_help_is_named_or_all_that_protects_people_is_as_usual(desk_page, room, public):
    page = desk_page("northmere")
    write(page, room, urgent=HELP)
    assert WARNING not in words(page.get(room.at(PAGE)))
    publish(page, room)
    write(page, room, urgent="")
    assert WARNING in words(page.get(room.at(PAGE)))
    usual(page, room)
    assert WARNING not in words(page.get(room.at(PAGE)))
    publish(page, room)
    assert [each.value.unhelped for each in editions_of(room.sight(), "northmere")] == ["", ""]
    page.send(room.at(f"tell/publish/service/{CHILD}/"), {"state": "unavailable"})
    assert f"{WARNING} {room.estate.service_by_id[CHILD].name}." in words(page.get(room.at(PAGE)))


def test_another_council_reads_nothing_of_it(desk_page, room, public):
    write(desk_page("northmere"), room, urgent="")
    assert WARNING not in words(desk_page("eastholt").get(room.at(PAGE)))
    desk_page("farwick").get(room.at(PAGE), expect=404)
