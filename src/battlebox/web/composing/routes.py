"""The addresses of composing.

Law: a page is named here once, with what a role must allow for its form to be sent.
Not here: what the pages show.
"""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from battlebox.desk import Act
from battlebox.web.composing import correct
from battlebox.web.rights import sent_by

COMPOSING_ROUTES: Final[list[URLPattern]] = [
    path("tell/outbox/<slug:name>/correct/<slug:fact>/", sent_by(Act.SEND, correct.correct), name="correct_message"),
]
