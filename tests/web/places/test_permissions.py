"""The page of permissions is what the desk does: its cells outside incidents, for each role of three councils.

Law: what is expected is read from the page, as somebody would who signs it off.
Not here: addresses of incidents (test_routes.py, test_offers.py).
"""

from __future__ import annotations

from battlebox.desk import Role
from laws.tree import page as document
from web.conftest import COUNCILS
from web.desk_page import words
from web.places.test_routes import every, rows_of_tables  # noqa: F401 - a fixture
from web.route_rows import ROWS, WORDS

NOT_THERE, MISTAKEN = 404, 422
ACTS = {row.name for row in ROWS if row.sends not in WORDS}
LEAST = 500


def cells():
    """The table of the page: {address: {column: cell}}."""
    lines = [each for each in document("permissions.md").splitlines() if each.startswith("|")]
    head = [each.strip() for each in lines[0].strip("|").split("|")]
    rows = [[each.strip() for each in line.strip("|").split("|")] for line in lines[2:]]
    return {row[0].strip("`"): dict(zip(head[1:], row[1:], strict=True)) for row in rows}


def test_the_page_has_every_address_and_every_role():
    table = cells()
    assert set(table) == {row.name for row in ROWS}
    assert all(set(row) >= {role.words for role in Role} for row in table.values())


def test_each_cell_of_the_page_is_what_the_desk_answers(every, opened, desk_page, officer):  # noqa: F811 - the fixture, by its name
    table, faults, asked = cells(), [], 0
    of_desk = {name: at for name, at in every.items() if name in ACTS and not at.startswith("/i/")}
    for council in COUNCILS:
        for role in Role:
            client = desk_page(officer(council, role=role.value)).client
            before = rows_of_tables()
            for name, address in of_desk.items():
                answer = client.post(address, {})
                is_page = answer.headers.get("Content-Type", "").startswith("text/html")
                says = is_page and answer.status_code != NOT_THERE and "may not" in words(answer)
                if "s" in table[name][role.words]:
                    is_so = not says and answer.status_code in (200, 302, 404, 422)
                else:
                    is_so = answer.status_code in (403, 404, 405) or (answer.status_code == MISTAKEN and says)
                if not is_so:
                    faults.append(f"{name} for {role} of {council}: {answer.status_code} {words(answer)[:200]}")
                asked += 1
            if not any("s" in table[name][role.words] for name in of_desk):
                assert rows_of_tables() == before, f"{role} of {council} wrote"
    assert not faults, "\n".join(faults[:20])
    assert asked >= LEAST
