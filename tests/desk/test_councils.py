"""Which councils a wording names, as people say them, and which places are called after one."""

from __future__ import annotations

import pytest

from battlebox.cli.opening import open_estate
from battlebox.desk.tell.councils import councils_named
from battlebox.estate import BodyKind

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
        *((said, WCC) for said in ("W.C.C.", "Westminsters library", "WCCs library", "MPs at Westminster Council")),
        *((said, RBKC) for said in ("R.B.K.C.", "Chelseas library", "Kensington\u02bcs library")),
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
        "WESTMINSTER BRIDGE ROAD is shut.",
        "Westminster Magistrates' Court sits.",
        "Chelsea and Westminster Hospital is open.",
        "Kensington and Chelsea College is open.",
        "The library in North Kensington is open.",
        "The Fulham Road library is open.",
        "The City of Westminster College is open.",
        "The Royal Borough of Greenwich sends people.",
        "The Duke of Westminster was told.",
        "MPs at Westminster were told.",
        "The Westminster government was told.",
        "The Chelsea Flower Show is on.",
        "Chelsea Pensioners live here.",
        "Kensington Olympia is open.",
        "Hammersmith Apollo is open.",
    ],
)
def test_a_place_that_is_called_after_one_names_no_council(west_london, said):
    assert councils_named(west_london, said, ()) == ()


@pytest.mark.parametrize(
    ("said", "council"),
    [
        ("WCC lost college data.", WCC),
        ("RBKC hospital discharge is on paper.", RBKC),
        ("LBHF station staff are rung.", HF),
        ("Westminster lost hospital records.", WCC),
        ("Westminster street lighting is out.", WCC),
        ("Westminster. Road closures follow.", WCC),
        ("Westminster City Council Street Cleaning is late.", WCC),
        ("Westminster Bridge Road is open, and Westminster is not.", WCC),
        ("We\u200bstminster is shut.", WCC),
    ],
)
def test_what_a_council_does_in_its_streets_is_still_the_councils(west_london, said, council):
    assert councils_named(west_london, said, ()) == (council,)


@pytest.mark.parametrize(("said", "number"), [("Bi-borough", 2), ("The biborough", 2), ("Tri-borough", 3)])
def test_councils_that_work_together_are_named_until_as_many_clear_it(west_london, said, number):
    bodies = [row.body for row in west_london.bodies if row.kind is BodyKind.COUNCIL]
    for clearing in range(len(bodies) + 1):
        named = councils_named(west_london, f"{said} care teams use paper.", bodies[:clearing])
        assert len(named) == (0 if clearing >= number else len(bodies) - clearing)


def test_a_council_says_its_own_name_without_asking_anybody(west_london):
    for row in (each for each in west_london.bodies if each.kind is BodyKind.COUNCIL):
        for said in (row.name, row.body, row.body.upper()):
            assert councils_named(west_london, f"{said} has shut its network.", {row.body}) == ()
