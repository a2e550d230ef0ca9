from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from web.desk_page import words

NOW = "/i/7k3f/note/"


def test_only_bodies_that_take_part_see_an_incident(desk_page, council):
    page = desk_page(council)
    answer = page.get(NOW, expect=404 if council == "farwick" else 200)
    assert ("There is no such page" in words(answer)) == (council == "farwick")
    assert ("Northmere" in words(page.get("/"))) == (council != "farwick")


def test_an_incident_that_is_not_there_and_one_of_others_look_the_same(desk_page):
    page = desk_page("farwick")
    assert words(page.get(NOW, expect=404)) == words(page.get("/i/zzzz/note/", expect=404))


def test_nobody_comes_in_without_signing_in(desk_page):
    answer = desk_page().get(NOW, expect=302)
    assert answer.headers["Location"] == "/account/login/?next=%2Fi%2F7k3f%2Fnote%2F"


def test_a_role_for_another_incident_lets_nobody_in(desk_page, officer):
    desk_page(officer("northmere", incident="2024-01-01-other")).get(NOW, expect=404)
    desk_page(officer("northmere", incident="2025-11-24-northmere-7k3f")).get(NOW)


def test_a_role_that_has_run_out_lets_nobody_in(desk_page, officer):
    desk_page(officer("northmere", expires_at=timezone.now() - timedelta(seconds=1))).get(NOW, expect=404)
    desk_page(officer("northmere", expires_at=timezone.now() + timedelta(hours=1))).get(NOW)


def test_an_officer_without_a_role_sees_no_incident(desk_page, officer):
    page = desk_page(officer(""))
    assert "You have no role here now" in words(page.get("/"))
    page.get(NOW, expect=404)


def test_the_head_says_incident_state_name_role_and_body(desk_page, officer):
    text = desk_page(officer("eastholt", role="loggist")).get(NOW).content.decode()
    assert "Shared IT, &lt;Northmere&gt; &amp; Eastholt" in text
    for part in ("Triage", "Officer of eastholt, Loggist, Eastholt Council", 'aria-current="page"'):
        assert part in text


def test_the_menu_has_only_places_that_are_there(desk_page):
    text = desk_page("northmere").get(NOW).content.decode()
    assert ">Systems</a>" in text
    assert ">Contain</a>" in text
    assert ">Restore</a>" in text
    assert ">Drill</a>" not in text


@pytest.mark.parametrize(
    "path", ["/access/", "/access/slips/", "/access/seal/", "/access/keys/", "/access/monitoring/"]
)
def test_only_admins_see_who_has_access(desk_page, officer, council, path):
    desk_page(officer(council)).get(path, expect=403)
