"""The addresses of how we stand, told, and of how partners stand, heard.

Law: a page is named here once, with what a role must allow for its form to be sent.
Not here: what the pages show, the rest of the place Partners (partnering/routes.py).
"""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from battlebox.desk import Act
from battlebox.web.rights import sent_by
from battlebox.web.situations import standing, telling

_WITH: Final = "partners/with/<str:name>"

SITUATION_ROUTES: Final[list[URLPattern]] = [
    path(f"{_WITH}/told/", telling.what_told, name="what_told"),
    path(f"{_WITH}/tell/", sent_by(Act.PARTNER, telling.tell_partner), name="tell_partner"),
    path(f"{_WITH}/stop-telling/", sent_by(Act.PARTNER, telling.stop_telling_partner), name="stop_telling_partner"),
    path(f"{_WITH}/status/", standing.partner_status, name="partner_status"),
    path("partners/suggestions/<slug:name>/", sent_by(Act.SUSPECT, standing.suggestion), name="suggestion"),
]
