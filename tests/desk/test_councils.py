"""Which councils a wording names, as people say them, and which places are called after one."""

from __future__ import annotations

import pytest

from battlebox.cli.opening import open_estate
from battlebox.desk.tell.councils import councils_named

RBKC, WCC, HF = (
    "Royal Borough of Kensington and Chelsea",
    "Westminster City Council",
    "London Borough of Hammersmith & Fulham",
)


@pytest.fixture(scope="module")
def west_london():
    return open_estate("west-london")


@pytest.mark.parametrize(
    ("named", "council"),
    [
        *((said, RBKC) for said in ("Kensington and Chelsea", "Chelsea & Kensington", "K&C", "RBK&C", "RBKC", "rbkc",
                                    "The Royal Borough", "Kensington", "Chelsea", "K and C")),
        *((said, HF) for said in ("Hammersmith & Fulham", "Fulham and Hammersmith", "H&F", "LBHF", "LBH&F", "HF",
                                  "Hammersmith", "Fulham", "Fulham library")),
        *((said, HF) for said in ("Fulham Council hospital data", "Fulham lost college data", "Fulham's college")),
        *((said, WCC) for said in ("Westminster", "Westminster City Council", "WCC", "The City of Westminster")),
    ],
)  # fmt: skip
def test_a_council_is_named_as_people_say_it(west_london, named, council):
    assert councils_named(west_london, f"{named} has shut its network.", ()) == (council,)
    body = next(row.body for row in west_london.bodies if row.name == council)
    assert councils_named(west_london, f"{named} has shut its network.", {body}) == ()


@pytest.mark.parametrize(
    "said",
    [
        "The office in Westminster Bridge Road is open.",
        "Come to Kensington High Street.",
        "Fulham Road is closed.",
        "The Chelsea football ground is open.",
        "The University of Westminster helps.",
        "We have 3 K of data and C drives.",
        "Hammersmith station is shut.",
        "Some screens are blank.",
    ],
)
def test_a_place_that_is_called_after_one_names_no_council(west_london, said):
    assert councils_named(west_london, said, ()) == ()
