"""Every address of an incident's pages, under /i/<short>/.

Law: a page is named here once, and stands in the menu only when it is named.
Not here: what the pages show.
"""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from battlebox.desk import Subject
from battlebox.web.navigation import add_place
from battlebox.web.places import (
    around,
    asks,
    course,
    estate,
    estate_change,
    estate_pack,
    fallbacks,
    london,
    now,
    observations,
    opening,
    orders,
    services,
    suspicions,
    systems,
)

ROUTES: Final[list[URLPattern]] = [
    path("", now.now, name="now"),
    path("now/part/", now.now_part, name="now_part"),
    path("first/", opening.first_minutes, name="first_minutes"),
    path("choose-estate/", opening.choose_estate, name="choose_estate"),
    path("stand/", course.stand_page, name="stand"),
    path("london/", london.london, name="london"),
    path("services/", services.services, name="services"),
    path("services/<str:name>/", services.service, name="service"),
    path("services/<str:name>/fallback/", fallbacks.fall_back, name="fall_back"),
    path("fallbacks/", fallbacks.fallbacks, name="fallbacks"),
    path("systems/", systems.systems, name="systems"),
    path("systems/<str:name>/", systems.system, name="system"),
    path("systems/<str:name>/suspect/", suspicions.suspect, name="suspect"),
    path("ways/", suspicions.paths, name="paths"),
    path("ways/<str:name>/", suspicions.path, name="path"),
    path("ways/<str:name>/suspect/", suspicions.suspect, {"subject": Subject.PATH}, name="suspect_path"),
    path("bodies/", suspicions.bodies, name="bodies"),
    path("bodies/<str:name>/", suspicions.body, name="body"),
    path("bodies/<str:name>/suspect/", suspicions.suspect, {"subject": Subject.BODY}, name="suspect_body"),
    path("channels/", observations.channels, name="channels"),
    path("channels/<str:name>/", observations.channel, name="channel"),
    path("seen/<str:name>/", observations.seen, name="observe"),
    path("orders/", orders.orders, name="orders"),
    path("orders/<str:name>/", orders.order, name="order"),
    path("orders/<str:name>/give/", orders.give, name="give_order"),
    path("orders/<str:name>/ask/", asks.ask, name="ask_order"),
    path("orders/<str:name>/<slug:step>/", orders.move, name="move_order"),
    path("estate/", estate.estate, name="estate"),
    path("estate/tables/<str:name>/", estate.estate_table, name="estate_table"),
    path("estate/tables/<str:name>/<str:row>/", estate.estate_row, name="estate_row"),
    path("estate/tables/<str:name>/<str:row>/<str:column>/", estate_change.estate_correct, name="estate_correct"),
    path("estate/gaps/", estate.estate_gaps, name="estate_gaps"),
    path("estate/corrections/", estate.estate_corrections, name="estate_corrections"),
    path("estate/revisions/", estate_change.estate_revisions, name="estate_revisions"),
    path("estate/revisions/<str:key>/", estate_change.estate_revision, name="estate_revision"),
    path("estate/bring/", estate_change.estate_bring, name="estate_bring"),
    path("estate/workbook/", estate.estate_workbook, name="estate_workbook"),
    path("estate/zip/", estate.estate_zip, name="estate_zip"),
    path("estate/pack/", estate_pack.estate_pack, name="estate_pack"),
    path("estate/pack/<str:body>/", estate_pack.estate_pack_pdf, name="estate_pack_pdf"),
    path("around/<str:name>/", around.around, name="around"),
]

add_place("now", "now")
add_place("services", "services")
add_place("systems", "systems")
add_place("estate", "estate")
