"""The addresses of channels.

Law: a page is named here once.
Not here: what the pages show, saying how one was found to be (places.observations, for all things alike).
"""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from battlebox.web.channels import pages
from battlebox.web.telling.doors import add_door

CHANNEL_ROUTES: Final[list[URLPattern]] = [
    path("channels/", pages.channels, name="channels"),
    path("channels/<str:name>/", pages.channel, name="channel"),
    path("channels-on-the-wall/", pages.wall, name="channels_wall"),
]

add_door("Channels", "channels", "which phones, pages, desks and accounts work now, and what serves instead")
