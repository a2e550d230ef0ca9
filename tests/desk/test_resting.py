"""How many services rest on a thing: through others as well, each once, in a circle as well."""

from __future__ import annotations

from dataclasses import replace

from battlebox.cli.opening import open_estate
from battlebox.desk.picture.resting import resting_in
from battlebox.estate import Need


def slowly(estate, thing):
    """The services that reach a thing by walking every need, one walk each."""
    found = 0
    for row in estate.services:
        seen, front = {row.service}, [row.service]
        while front:
            of = front.pop()
            new = {need.on for need in estate.needs if need.of == of} - seen
            seen |= new
            front += new
        found += thing in seen - {row.service}
    return found


def test_what_rests_on_a_thing_is_counted_through_others_as_well():
    estate = open_estate("west-london")
    found = resting_in(estate)
    assert {row.system: found.get(row.system, 0) for row in estate.systems} == {
        row.system: slowly(estate, row.system) for row in estate.systems
    }
    direct = {need.on for need in estate.needs if need.of in estate.service_by_id}
    assert any(found.get(row.system, 0) for row in estate.systems if row.system not in direct)


def test_a_circle_ends():
    estate = open_estate("northmere")
    one, other = estate.systems[0].system, estate.systems[1].system
    round_about = replace(estate, needs=(*estate.needs, Need(one, other), Need(other, one)))
    found = resting_in(round_about)
    assert found[one] == found[other] == slowly(round_about, one)
