"""The map of London: the table first, the same in hexagons, blank for whoever is not in the estate."""

from __future__ import annotations

import pytest
from justhtml import JustHTML

from battlebox.desk.picture import Belief, Subject, Suspicion, estate_in_use, state_suspicion
from battlebox.desk.record import Installation, Sight
from desk.room import officer as desk_officer
from desk.room import shipped
from web.desk_page import words


@pytest.fixture
def london(desk, tmp_path):
    """An incident of the Royal Borough on the West London estate."""
    from battlebox.desk.command import Chosen, FirstWords, open_from_cold
    from battlebox.web import records
    from desk.room import StillWatch

    made = Installation(tmp_path / "data", StillWatch())
    records.use(made)
    record, _ = open_from_cold(
        made, desk_officer("rbkc"), ("rbkc",), FirstWords("Blue kettle", "odd"), Chosen(shipped("west-london"), "tests")
    )
    yield made, record
    made.close()


def test_every_authority_has_one_cell_of_its_own():
    from battlebox.web.picturing.hexagons import drawing_size, hexagon
    from battlebox.web.picturing.london_cells import LONDON

    assert len({place.gss for place in LONDON}) == len(LONDON) == 33
    assert {place.gss for place in LONDON} == {f"E090000{n:02}" for n in range(1, 34)}
    assert len({(place.row, place.column) for place in LONDON}) == 33
    width, height = drawing_size(LONDON)
    for place in LONDON:
        for corner in hexagon(place, "", "blank").points.split():
            x, y = map(int, corner.split(","))
            assert (0 <= x <= width) is True
            assert (0 <= y <= height) is True


def test_the_map_says_in_words_what_the_table_says(desk_page, london):
    made, record = london
    sight = Sight.of(record, desk_officer("rbkc"))
    estate = estate_in_use(sight, made.shelf).estate
    belief = Belief(Suspicion.CONFIRMED, record.now(), "the night engineer")
    state_suspicion(record, estate, desk_officer("rbkc"), Subject.SYSTEM, "rbkc.hosting", belief)
    page = desk_page("rbkc")
    at = f"/i/{record.incident[:8]}/"
    assert "Map of London" in words(page.get(at))
    answer = page.get(f"{at}london/")
    text = words(answer)
    assert "3 of them are in the estate." in text
    assert text.index("Kensington and Chelsea Confirmed 1") < text.index("The same as a map")
    drawing = JustHTML(answer.content.decode(), sanitize=False)
    assert "Kensington and Chelsea: confirmed." in drawing.query_one("#map-words").to_text()
    cells = [each.attrs["class"] for each in drawing.query("svg g")]
    assert sum("--confirmed" in each for each in cells) == 1
    assert sum("--unknown" in each for each in cells) == 2
    assert sum("--blank" in each for each in cells) == 30


def test_to_other_councils_there_is_no_such_page(desk_page, london, council):
    _, record = london
    desk_page(council).get(f"/i/{record.incident[:8]}/london/", expect=404)
