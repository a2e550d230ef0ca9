"""A body is called by its name on every page: the estates of this desk say it; an id is for the unknown."""

from __future__ import annotations

import pytest

from web.desk_page import words


def body_name(body):
    # It reads models, which can be loaded only once Django stands.
    from battlebox.web import estates_to_choose

    return estates_to_choose.body_name(body)


def test_a_name_comes_from_the_estates_that_are_here(desk):
    assert body_name("rbkc") == "Royal Borough of Kensington and Chelsea"
    assert body_name("somewhere") == "somewhere"


@pytest.mark.parametrize("path", ["/", "/access/slips/"])
def test_what_stands_around_a_page_names_the_body(desk_page, officer, council, path):
    page = desk_page(officer(council, admin=True))
    text = words(page.get(path))
    assert body_name(council) != council
    assert body_name(council) in text
    assert f", {council}" not in text
