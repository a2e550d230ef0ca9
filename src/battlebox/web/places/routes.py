"""Every address of an incident's pages, under /i/<short>/.

Law: a page is named here once, and stands in the menu only when it is named.
Not here: what the pages show.
"""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from battlebox.web.navigation import add_place
from battlebox.web.places import course, london, now, opening, systems

ROUTES: Final[list[URLPattern]] = [
    path("", now.now, name="now"),
    path("now/part/", now.now_part, name="now_part"),
    path("first/", opening.first_minutes, name="first_minutes"),
    path("choose-estate/", opening.choose_estate, name="choose_estate"),
    path("stand/", course.stand_page, name="stand"),
    path("london/", london.london, name="london"),
    path("systems/", systems.systems, name="systems"),
    path("systems/<str:name>/", systems.system, name="system"),
    path("systems/<str:name>/suspect/", systems.suspect, name="suspect"),
    path("seen/<str:name>/", systems.seen, name="observe"),
]

add_place("now", "now")
add_place("systems", "systems")
