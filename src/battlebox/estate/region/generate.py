"""Make a region that does not exist, of any size, in the format of every estate.

Law: the same bodies, systems, paths and seed give the same tables, to the byte; nothing in it is anybody's real figure,
and its title says so.
Not here: writing it to disk (tables.py), counting what came of it (figures.py).
"""

from __future__ import annotations

from typing import Final

from battlebox.estate.errors import Code, EstateError
from battlebox.estate.raw import RawTables
from battlebox.estate.region.draws import Draws
from battlebox.estate.region.layout import Layout
from battlebox.estate.region.links import write_links
from battlebox.estate.region.needs import Needs
from battlebox.estate.region.orders import own_ties, write_orders
from battlebox.estate.region.pages import Pages
from battlebox.estate.region.services import write_services
from battlebox.estate.region.stock import stocked
from battlebox.estate.region.systems import TODAY, write_systems
from battlebox.estate.region.telling import write_dates, write_telling
from battlebox.estate.region.ties import ties
from battlebox.estate.settings import SETTINGS
from battlebox.estate.things import BodyKind

BODIES_MOST: Final = 1_000
SYSTEMS_MOST: Final = 100_000
PATHS_MOST: Final = 1_000_000
PATHS_PER_SYSTEM: Final = 10
"""Paths for each system, where nobody says how many."""


def generate(bodies: int, systems: int, *, paths: int | None = None, seed: int = 1) -> RawTables:
    """The tables of a region of exactly so many bodies and systems.

    `paths` left out are ten for each system. A small region cannot hold any number of paths: it then gets as many as
    there are pairs to join. Raises EstateError for sizes that cannot be. Cost: 20 seconds, 700 MB for the largest.
    """
    _refuse(bodies, systems, paths)
    draws = Draws(seed)
    layout = Layout.drawn(bodies, systems, draws)
    shelves = stocked(layout, draws)
    pages = Pages(draws)
    segments = write_systems(layout, shelves, pages)
    between = ties(layout, shelves, draws)
    wanted = min(PATHS_MOST, systems * PATHS_PER_SYSTEM) if paths is None else paths
    hosts = {guest: host for guest, (host, _) in layout.host.items()}
    kept = write_links(shelves, between, hosts, wanted, pages)
    needs = Needs(shelves, kept, pages)
    own = own_ties(between, kept)
    names = {place.body: place.name for place in layout.places}
    for place in layout.places:
        shelf = shelves[place.body]
        needs.of_systems(shelf)
        if place.kind is BodyKind.COUNCIL:
            channels = write_telling(shelf, needs, pages)
            services = write_services(shelf, needs, channels, pages)
            write_dates(place.body, services, pages)
        write_orders(shelf, segments, own.get(place.body, ()), names, pages)
    return RawTables(pages.tables(), _settings(bodies, systems, seed))


def _settings(bodies: int, systems: int, seed: int) -> dict[str, str]:
    written = {key: setting.default for key, setting in SETTINGS.items() if setting.default}
    words = f"{_count(bodies, 'body', 'bodies')}, {_count(systems, 'system', 'systems')}, seed {seed}"
    return {
        **written,
        "title": f"Generated, and nowhere real: {words}",
        "as_of": TODAY.isoformat(),
        "illustrative": "true",
    }


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _refuse(bodies: int, systems: int, paths: int | None) -> None:
    for count, most, least, what in (
        (bodies, BODIES_MOST, 1, "bodies"),
        (systems, SYSTEMS_MOST, 1, "systems"),
        (0 if paths is None else paths, PATHS_MOST, 0, "paths"),
    ):
        if not least <= count <= most:
            raise EstateError.of(Code.GENERATE_SIZE, found=count, what=what, least=least, most=f"{most:,}")
    if bodies > systems:
        raise EstateError.of(Code.GENERATE_FEW, bodies=bodies, systems=systems)
