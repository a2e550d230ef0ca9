"""The addresses by which an incident is followed.

Law: a page is named here once.
Not here: what the pages show.
"""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from battlebox.web.following import pages, served
from battlebox.web.models import FollowingKind

FOLLOWING_ROUTES: Final[list[URLPattern]] = [
    path("follow/", pages.follow, name="follow"),
    path("follow/new/", pages.new_address, name="new_address"),
    path("follow/<int:number>/end/", pages.end_address, name="end_address"),
]
SERVED_ROUTES: Final[list[URLPattern]] = [
    path("f/<str:secret>/incident.ics", served.served, {"kinds": (FollowingKind.CALENDAR,)}, name="due_calendar"),
    path(
        "f/<str:secret>/incident.atom",
        served.served,
        {"kinds": (FollowingKind.LOG, FollowingKind.DECISIONS)},
        name="log_feed",
    ),
]
