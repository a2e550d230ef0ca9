"""What reads otherwise than before: every word, page by page."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest

from battlebox.share.status import Difference, State, differences
from share.status.notices import LATER, NOW, page, service


def test_the_same_page_at_another_time_does_not_differ():
    one = page()
    assert differences(one, dataclasses.replace(one, updated=NOW + timedelta(minutes=5))) == ()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"headline": "All is well"}, "Headline"),
        ({"next_update": LATER + timedelta(hours=1)}, "Next update"),
        ({"scams": ("Ring us first.",)}, "Scams"),
        ({"facts": ()}, "Facts"),
    ],
)
def test_what_is_said_for_everybody_differs_by_its_part(changed, said):
    one = page(facts=[{"words": "Some screens are blank.", "status": "confirmed"}])
    [found] = differences(one, dataclasses.replace(one, **changed))
    assert (found.page, found.part) == ("Every page", said)
    assert found.was != found.now


def test_a_service_differs_by_what_residents_read_of_it():
    one = page(services=[service(0), service(1)])
    row = dataclasses.replace(one.services[1], state=State.DELAYS, phone="020 7946 0000")
    assert differences(one, dataclasses.replace(one, services=(one.services[0], row))) == (
        Difference("Service 1", "State", "Working as usual", "Working with delays"),
        Difference("Service 1", "Phone", "", "020 7946 0000"),
    )


def test_a_service_that_goes_or_comes_is_a_difference():
    both, one = page(services=[service(0), service(1)]), page(services=[service(0)])
    assert [(each.page, each.now) for each in differences(both, one)] == [("Service 1", ""), ("Service 1", "")]
    assert [(each.page, each.was) for each in differences(one, both)] == [("Service 1", ""), ("Service 1", "")]
