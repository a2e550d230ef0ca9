"""What an admin does to an account stands in the record of that body's incidents, for that body alone."""

from __future__ import annotations

import pytest

from web.desk_page import words


@pytest.fixture
def taken_off(opened, officer):
    """A second factor was taken off an officer of Northmere."""
    from battlebox.web.records import write_removal

    admin, person = officer("northmere", role="observer", admin=True), officer("northmere", name="lost.phone")
    write_removal(admin, person, "northmere", "stood before me")
    return person


def test_it_stands_in_the_log_of_the_body_with_the_id_and_no_name(opened, desk_page, taken_off):
    text = words(desk_page("northmere").get(opened.at("log/")))
    assert f"An admin took off the second factor of the account {taken_off.officer_id}" in text
    assert "How they knew who asked: stood before me" in text


def test_the_partner_does_not_read_it(opened, desk_page, taken_off):
    assert taken_off.officer_id not in desk_page("eastholt").get(opened.at("log/")).content.decode()


def test_a_body_that_has_no_part_here_writes_nothing(opened, officer):
    from battlebox.web.records import write_removal

    before = opened.record.arrived
    write_removal(officer("farwick", admin=True), officer("farwick"), "farwick", "stood before me")
    assert opened.record.catch_up() == before


def test_a_closed_incident_is_left_alone(opened, officer, desk_page):
    from battlebox.web.records import write_removal

    page = desk_page("northmere")
    page.send(opened.at("stand/"), {"to": "stood down", "why": "over"})
    page.send(opened.at("stand/"), {"to": "closed", "why": "over", "no_debrief": "nothing happened"})
    before = opened.record.catch_up()
    write_removal(officer("northmere", admin=True), officer("northmere"), "northmere", "stood before me")
    assert opened.record.catch_up() == before
