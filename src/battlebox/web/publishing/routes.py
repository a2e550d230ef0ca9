"""The addresses of publishing.

Law: a page is named here once, with what a role must allow for its form to be sent.
Not here: what the pages show.
"""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from battlebox.desk import Act
from battlebox.web.publishing import away, preview, publish, second, tried, usual, went, words
from battlebox.web.rights import sent_by
from battlebox.web.telling.doors import add_door

PUBLISH_ROUTES: Final[list[URLPattern]] = [
    path("tell/publish/", sent_by(Act.PUBLISH, publish.publish_page), name="publish"),
    path("tell/went/", went.where_it_went, name="went"),
    path("tell/went/<slug:name>/paper/", went.paper, name="went_paper"),
    path("tell/publish/preview/<path:file>", preview.public_preview, name="public_preview"),
    path("tell/publish/status.json", publish.public_document, name="public_document"),
    path("tell/publish/look/", sent_by(Act.PUBLISH, second.look), name="public_look"),
    path("tell/publish/test/", sent_by(Act.PUBLISH, tried.test), name="public_test"),
    path("tell/publish/sending/<str:job>/", away.publishing, name="publishing"),
    path("tell/publish/rule/", sent_by(Act.RULE_PAGES, second.rule), name="public_rule"),
    path("tell/publish/words/", sent_by(Act.PUBLISH, words.public_words), name="public_words"),
    path("tell/publish/usual/", sent_by(Act.PUBLISH, usual.usual), name="public_usual"),
    path("tell/publish/service/<str:name>/", sent_by(Act.PUBLISH, words.public_service), name="public_service"),
]

add_door("The public page", "publish", "what residents read: what works, what to do instead, when it was last checked")
add_door("Where it went", "went", "every place a fact has gone to, and where a correction is due")
