"""`battlebox readiness`: what an estate alone says, and that what it does not say is not known."""

from __future__ import annotations

import json

import pytest

AT = ("--on", "2026-03-20")


def test_it_says_the_number_what_is_missing_and_what_to_do(battlebox):
    ran = battlebox("readiness", "northmere", "--for", "northmere", *AT)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Northmere Council, the estate «Northmere, a ten-minute estate (made up)»: as of 2 March")
    assert "P1 services with a workaround that was tried in the last 12 months: 1 of 2 (50%)" in ran.out
    assert "    Housing benefit payments: it has no fallback with a share and a length" in ran.out
    assert "Northmere servers: nobody wrote down when a restore was proved" in ran.out


@pytest.mark.parametrize("body", ["northmere", "eastholt", "farwick"])
def test_what_only_a_desk_is_told_is_null_and_not_nought(battlebox, body):
    (said,) = json.loads(battlebox("readiness", "northmere", "--for", body, *AT, "--json").out)["councils"]
    found = {each["key"]: each for each in said["measures"]}
    assert said["body"] == body
    assert len(found) == 7
    assert "outcomes" not in said
    for key in ("items", "services", "exercises"):
        assert found[key]["stands"] == "not known"
        assert found[key]["yes"] is None
        assert found[key]["percent"] is None


def test_every_council_of_the_estate_is_there_where_none_is_named(battlebox):
    said = json.loads(battlebox("readiness", "northmere", *AT, "--json").out)["councils"]
    assert [each["body"] for each in said] == ["northmere", "eastholt", "farwick"]


@pytest.mark.parametrize(
    ("asked", "code", "words"),
    [
        (("--for", "nobody"), 2, "no body is called nobody"),
        (("--on", "soon"), 2, "soon"),
    ],
)
def test_a_body_or_a_day_that_is_none_is_refused_in_a_sentence(battlebox, asked, code, words):
    ran = battlebox("readiness", "northmere", *asked)
    assert ran.code == code
    assert words in ran.err
    assert ran.out == ""
