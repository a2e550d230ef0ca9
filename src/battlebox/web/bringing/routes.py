"""The addresses of what came in, and of bringing a file.

Law: a page is named here once, with what a role must allow for its form to be sent.
Not here: what the pages show.
"""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from battlebox.desk import Act
from battlebox.web.bringing import came, pages, papers, taking
from battlebox.web.rights import sent_by

BRINGING_ROUTES: Final[list[URLPattern]] = [
    path("partners/came/", came.came, name="came"),
    path("partners/came/bring/", sent_by(Act.PARTNER, pages.bring_file), name="bring_in"),
    path("partners/came/files/<str:number>/", sent_by(Act.PARTNER, pages.arrival), name="arrival"),
    path("partners/came/documents/", papers.documents, name="documents"),
    path("partners/came/documents/<str:number>/", papers.document, name="document"),
    path(
        "partners/came/documents/<str:number>/steps/<str:step>/",
        sent_by(Act.OPEN_TASK, taking.take_over),
        name="take_step",
    ),
]
