"""The addresses of a drill, which belong to the desk and to no incident.

Law: a page is named here once.
Not here: what the pages show, who may see them.
"""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from battlebox.web.drilling import control, inbox

DRILLING_ROUTES: Final[list[URLPattern]] = [
    path("drill/", control.control, name="drill"),
    path("drill/part/", control.control_part, name="drill_part"),
    path("drill/injects/<int:number>/", control.inject, name="drill_inject"),
    path("drill/clock/", control.clock, name="drill_clock"),
    path("drill/by-hand/", control.by_hand, name="drill_by_hand"),
    path("drill/end/", control.end, name="drill_end"),
    path("drill/inbox/", inbox.inbox, name="drill_inbox"),
    path("drill/inbox/part/", inbox.inbox_part, name="drill_inbox_part"),
    path("drill/inbox/<int:number>/", inbox.news, name="drill_news"),
]
