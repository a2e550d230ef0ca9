"""The description in OpenAPI is true: requests made up from it are answered as it says, whoever asks."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from web import described
from web.descriptions import FORMATS, description
from web.machines.monitored import CARE, SERVERS

WHO = ("northmere", "eastholt", "farwick", "reader", "bbm-none")


def test_the_file_of_the_format_is_what_the_desk_answers(monitored):
    answer = monitored.ask(None, "/api/v1/openapi.json")
    assert answer.status == 200
    kept = (FORMATS / "monitoring.openapi.json").read_bytes()
    assert answer.body == kept, "run make docs"


def test_it_has_every_address_and_every_refusal_is_a_problem(monitored):
    from battlebox.web.machines.addresses import api
    from battlebox.web.machines.errors import STATUS

    says = description("monitoring")
    assert len(says["paths"]) == len([each for each in api.urls[0] if each.name != "api-root"])
    every = set()
    for path in says["paths"].values():
        for one in path.values():
            assert one["security"]
            for status, answer in one["responses"].items():
                every.add(int(status))
                media = "application/json" if int(status) < 400 else "application/problem+json"
                assert list(answer["content"]) == [media]
    assert set(STATUS.values()) <= every


@pytest.mark.parametrize("who", WHO)
def test_requests_made_up_from_the_description_are_answered_as_it_says(monitored, who):
    from django.core.cache import cache

    monitored.give("reader", "northmere", report=False)
    says = described_with(monitored)
    many, number = described.how_many(4)
    before, told = monitored.opened.record.arrived, Counter()
    headers = {"Authorization": f"Bearer {monitored.secrets.get(who, who)}"}

    def send(case):
        cache.clear()
        for name in (SERVERS, CARE):
            if isinstance(case.body, dict) and "system" in case.body and len(case.body) % 2:
                case.body = {**case.body, "system": name}
        return case.call(headers=headers)

    for operation in described.operations(says, monitored.application):
        told.update(described.asked(operation, many, {"incident": [monitored.opened.short]}, send, number))
    described.say(f"monitoring for {who}", told)
    found = {status for _, status in told}
    assert 500 not in found
    if who in ("farwick", "reader", "bbm-none"):
        assert monitored.opened.record.arrived == before
        assert 201 not in found
    else:
        assert {200, 201, 422} <= found
    if who == "bbm-none":
        assert found == {401}


def described_with(monitored):
    """The description, in which most ids are of things that are there."""
    says = json.loads(monitored.ask(None, "/api/v1/openapi.json").body)
    there = {"anyOf": [{"enum": [SERVERS, CARE, "eastholt.servers"]}, {"type": "string", "maxLength": 20}]}
    for name, field in (("SuspicionSent", "system"), ("OutageSent", "thing")):
        says["components"]["schemas"][name]["properties"][field] = there
    return says
