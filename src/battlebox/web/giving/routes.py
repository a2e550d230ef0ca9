"""The addresses of giving files.

Law: a page is named here once, with what a role must allow for its form to be sent.
Not here: what the pages show.
"""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from battlebox.desk import Act
from battlebox.web.giving import alerts, pages
from battlebox.web.rights import sent_by

GIVING_ROUTES: Final[list[URLPattern]] = [
    path("partners/collections/<str:name>/give/", sent_by(Act.PARTNER, pages.give_file), name="give_file"),
    path("partners/came/documents/new-alert/", sent_by(Act.PARTNER, alerts.new_alert), name="new_alert"),
]
