"""Where London's 33 authorities stand on our hexagons, by GSS code.

Law: the layout is our own, placed by hand; codes and names are public facts (the public list of councils of the
Government Digital Service, 2025; codes by the Office for National Statistics).
Not here: drawing (hexagons.py), what is known of them (desk).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Place:
    """One authority: code, name, name in two short lines, row and column; odd rows stand half to the right."""

    gss: str
    name: str
    short: tuple[str, str]
    row: int
    column: int


LONDON: Final = (
    Place("E09000010", "Enfield", ("Enfield", ""), 0, 4),
    Place("E09000015", "Harrow", ("Harrow", ""), 1, 1),
    Place("E09000003", "Barnet", ("Barnet", ""), 1, 2),
    Place("E09000014", "Haringey", ("Haringey", ""), 1, 3),
    Place("E09000031", "Waltham Forest", ("Waltham", "Forest"), 1, 4),
    Place("E09000026", "Redbridge", ("Redbridge", ""), 1, 5),
    Place("E09000017", "Hillingdon", ("Hillingdon", ""), 2, 0),
    Place("E09000009", "Ealing", ("Ealing", ""), 2, 1),
    Place("E09000005", "Brent", ("Brent", ""), 2, 2),
    Place("E09000007", "Camden", ("Camden", ""), 2, 3),
    Place("E09000019", "Islington", ("Islington", ""), 2, 4),
    Place("E09000012", "Hackney", ("Hackney", ""), 2, 5),
    Place("E09000025", "Newham", ("Newham", ""), 2, 6),
    Place("E09000002", "Barking and Dagenham", ("Barking &", "Dagenham"), 2, 7),
    Place("E09000016", "Havering", ("Havering", ""), 2, 8),
    Place("E09000018", "Hounslow", ("Hounslow", ""), 3, 0),
    Place("E09000013", "Hammersmith and Fulham", ("Hammersm.", "& Fulham"), 3, 1),
    Place("E09000020", "Kensington and Chelsea", ("Kensington", "& Chelsea"), 3, 2),
    Place("E09000033", "Westminster", ("Westminster", ""), 3, 3),
    Place("E09000001", "City of London", ("City of", "London"), 3, 4),
    Place("E09000030", "Tower Hamlets", ("Tower", "Hamlets"), 3, 5),
    Place("E09000027", "Richmond upon Thames", ("Richmond", ""), 4, 1),
    Place("E09000032", "Wandsworth", ("Wandsworth", ""), 4, 2),
    Place("E09000022", "Lambeth", ("Lambeth", ""), 4, 3),
    Place("E09000028", "Southwark", ("Southwark", ""), 4, 4),
    Place("E09000023", "Lewisham", ("Lewisham", ""), 4, 5),
    Place("E09000011", "Greenwich", ("Greenwich", ""), 4, 6),
    Place("E09000004", "Bexley", ("Bexley", ""), 4, 7),
    Place("E09000021", "Kingston upon Thames", ("Kingston", ""), 5, 1),
    Place("E09000024", "Merton", ("Merton", ""), 5, 2),
    Place("E09000008", "Croydon", ("Croydon", ""), 5, 3),
    Place("E09000006", "Bromley", ("Bromley", ""), 5, 4),
    Place("E09000029", "Sutton", ("Sutton", ""), 6, 3),
)
