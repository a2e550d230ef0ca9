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


def test_it_is_written_into_a_closed_incident_too_for_it_has_happened(opened, officer, desk_page, council):
    from battlebox.web.records import write_removal

    page = desk_page("northmere")
    page.send(opened.at("stand/"), {"to": "stood down", "why": "over"})
    page.send(opened.at("stand/"), {"to": "closed", "why": "over", "no_debrief": "nothing happened"})
    before = opened.record.catch_up()
    write_removal(officer(council, admin=True), officer(council), council, "stood before me")
    assert (opened.record.catch_up() > before) == (council != "farwick")


@pytest.mark.parametrize("is_over", [False, True])
def test_the_use_of_a_bodys_sealed_code_is_written_for_that_body_and_no_other(opened, desk_page, council, is_over):
    from django.utils import timezone

    from battlebox.web.accounts import break_glass
    from battlebox.web.models import Officer
    from battlebox.web.records import _seal_broken

    name, _ = break_glass.renew(council)
    page = desk_page("northmere")
    if is_over:
        page.send(opened.at("stand/"), {"to": "stood down", "why": "over"})
        page.send(opened.at("stand/"), {"to": "closed", "why": "over", "no_debrief": "nothing happened"})
    before = opened.record.catch_up()
    _seal_broken(Officer.objects.get(username=name), timezone.now())
    assert (opened.record.catch_up() > before) == (council != "farwick")
    shown = "the sealed emergency account was used" in words(page.get(opened.at("log/")))
    assert shown == (council == "northmere")
