"""What Contain works out in a drill says EXERCISE wherever it is read: the answer, what was given, each why."""

from __future__ import annotations

import pytest

from battlebox.journal import EXERCISE
from web.desk_page import words
from web.exercise.test_door import HEADER, says_so
from web.places.conftest import answer, do_all, hit, jobs

__all__ = ["answer", "hit", "jobs"]

SERVERS = "northmere.isolate-servers"


def said(page, address, tmp_path, **more):
    """The answer to an address, which says so in its body, its header and, of a file, in its name."""
    found = page.get(address, **more)
    if b"<body" in found.content or "filename=" in found.headers.get("Content-Disposition", ""):
        assert says_so(found, tmp_path), address
    assert found.headers[HEADER] == EXERCISE
    return found


@pytest.fixture
def given(hit, answer, opened, jobs):
    """The figures of a drill that point to an order, and those after it was given."""
    hit.send(opened.at(f"orders/{SERVERS}/give/"), {"who": "duty engineer", "memory": "captured"})
    later = hit.send(opened.at("contain/")).headers["Location"]
    do_all(jobs)
    return answer, later


def test_the_answer_how_firm_it_is_what_waits_and_what_was_given_say_so(hit, given, tmp_path):
    first, later = given
    text = words(said(hit, first, tmp_path))
    assert "of 100 redraws" in text
    assert "If it waits" in text
    assert "What was ordered already" in words(said(hit, later, tmp_path))
    said(hit, f"{first}price/", tmp_path)


@pytest.mark.parametrize("order", [SERVERS, "northmere.power-off", "everything"])
def test_each_why_says_so_before_while_and_after_it_is_worked_out(hit, answer, jobs, order, tmp_path):
    address = f"{answer}why/{order}/"
    assert "Work out why" in words(said(hit, address, tmp_path))
    hit.send(address)
    said(hit, f"{address}part/", tmp_path, HTTP_HX_REQUEST="true")
    do_all(jobs)
    assert "What it stops, and for whom" in words(said(hit, address, tmp_path))


def test_the_list_of_orders_says_so_as_a_page_and_in_each_row_of_its_file(hit, answer, tmp_path):
    said(hit, f"{answer}why/", tmp_path)
    file = said(hit, f"{answer}why/?orders-csv=1", tmp_path)
    assert 'filename="EXERCISE-' in file.headers["Content-Disposition"]
    _, *rows = file.content.decode("utf-8-sig").splitlines()
    assert rows
    assert all(row.startswith(EXERCISE) or EXERCISE in row.split(",")[0] for row in rows)


def test_the_figures_that_are_kept_say_so_on_golds_page(hit, answer, tmp_path):
    kept = hit.send(f"{answer}keep/").headers["Location"]
    said(hit, kept, tmp_path)
