"""Every address of an incident's pages, under /i/<short>/.

Law: a page is named here once, and stands in the menu only when it is named.
Not here: what the pages show.
"""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from battlebox.web.navigation import add_place
from battlebox.web.places import systems
from battlebox.web.places.people_routes import PEOPLE_ROUTES

ROUTES: Final[list[URLPattern]] = [
    path("systems/", systems.systems, name="systems"),
    path("systems/<str:name>/", systems.system, name="system"),
    path("systems/<str:name>/suspect/", systems.suspect, name="suspect"),
    path("seen/<str:name>/", systems.seen, name="observe"),
    *PEOPLE_ROUTES,
]

add_place("systems", "systems")
