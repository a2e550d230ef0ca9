"""A council that is no part of the incident, on every address of coming back and of reconnecting: none of it is there.

Law: the addresses are the program's own lists, so that a new one is tried as well; sent forms are tried like pages.
Not here: what those may do who are in the incident (the tests of each page).
"""

from __future__ import annotations

import re
from functools import cache

from desk.restoring import SERVERS

LINK = "shared.line"


@cache
def addresses():
    """Every address of the two, with something that is there in its gaps."""
    from battlebox.web.reconnecting.routes import RECONNECTING_ROUTES
    from battlebox.web.restoring.backlog_routes import BACKLOG_ROUTES
    from battlebox.web.restoring.gate_routes import GATE_ROUTES
    from battlebox.web.restoring.routes import RESTORE_ROUTES

    routes = (*RECONNECTING_ROUTES, *RESTORE_ROUTES, *GATE_ROUTES, *BACKLOG_ROUTES)
    found = [str(route.pattern) for route in routes]
    filled = [re.sub("<str:name>", LINK if each.startswith("links/") else SERVERS, each) for each in found]
    return [re.sub("<[a-z]+:gate>", "evidence", re.sub("<[a-z]+:work>", "paper", each)) for each in filled]


def test_a_stranger_finds_no_address_and_sends_nothing(hit, desk_page):
    stranger, before = desk_page("farwick"), len(hit.record.lines())
    assert len(addresses()) > 35
    only_read = set()
    for each in addresses():
        part = re.sub("<[a-z]+:[a-z]+>", "1", each)
        stranger.get(hit.at(part), expect=404)
        answer = stranger.client.post(hit.at(part), {"who": "us", "why": "we look"})
        if answer.status_code == 405:  # a file that is only read says so of every incident, there or not
            only_read.add(each)
            assert stranger.client.post(f"/i/{'0' * 8}/{part}").status_code == 405, each
        else:
            assert answer.status_code == 404, each
    assert only_read == {f"letters/{SERVERS}/file/"}
    assert len(hit.record.lines()) == before


def test_nobody_who_is_not_signed_in_finds_any(hit, desk_page):
    nobody = desk_page()
    for each in addresses():
        nobody.get(hit.at(re.sub("<[a-z]+:[a-z]+>", "1", each)), expect=302)
