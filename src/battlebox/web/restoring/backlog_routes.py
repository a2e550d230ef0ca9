"""The addresses of the backlog.

Law: a page is named here once, with what a role must allow for its form to be sent.
Not here: what the pages show.
"""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from battlebox.desk import Act
from battlebox.web.restoring import backlog, backlog_acts
from battlebox.web.rights import sent_by

BACKLOG_ROUTES: Final[list[URLPattern]] = [
    path("backlog/", backlog.backlog, name="backlog"),
    path("backlog/<str:name>/", backlog.backlog_service, name="backlog_service"),
    path("backlog/<str:name>/sign/", sent_by(Act.RECONCILE, backlog_acts.sign), name="sign_backlog"),
    path("backlog/<str:name>/new/<slug:work>/", sent_by(Act.BACKLOG, backlog_acts.note), name="note_backlog"),
    path("backlog-piece/<slug:name>/change/", sent_by(Act.BACKLOG, backlog_acts.change), name="change_backlog"),
    path("backlog-piece/<slug:name>/keyed/", sent_by(Act.BACKLOG, backlog_acts.keyed), name="key_backlog"),
]
