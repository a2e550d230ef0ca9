"""The addresses of links between bodies and of letters of assurance.

Law: a page is named here once, with what a role must allow for its form to be sent.
Not here: what the pages show.
"""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from battlebox.desk import Act
from battlebox.desk.reconnect import ACTS, Joining
from battlebox.web.reconnecting import judging, letters, links, opening, receiving
from battlebox.web.rights import sent_by

RECONNECTING_ROUTES: Final[list[URLPattern]] = [
    path("links/", links.links, name="links"),
    path("links/<str:name>/", links.link, name="link"),
    path("links/<str:name>/ask/", sent_by(Act.ASK, receiving.ask), name="ask_assurance"),
    path("links/<str:name>/letter/", sent_by(Act.ASSURE, letters.write), name="write_letter"),
    path("links/<str:name>/paper/", sent_by(Act.TAKE_LETTER, receiving.paper), name="paper_letter"),
    path(
        "links/<str:name>/reconnected/",
        sent_by(ACTS[Joining.OPENED], opening.move),
        {"to": Joining.OPENED},
        name="open_link",
    ),
    path(
        "links/<str:name>/verified/",
        sent_by(ACTS[Joining.VERIFIED], opening.move),
        {"to": Joining.VERIFIED},
        name="verify_link",
    ),
    path(
        "links/<str:name>/cut/", sent_by(ACTS[Joining.PARTED], opening.move), {"to": Joining.PARTED}, name="part_link"
    ),
    path("letters/take-in/", sent_by(Act.TAKE_LETTER, receiving.take), name="take_letter"),
    path("letters/<str:name>/", letters.letter, name="letter"),
    path("letters/<str:name>/file/", letters.file, name="letter_file"),
    path("letters/<str:name>/decide/", sent_by(Act.ASSURE, judging.judge), name="judge_letter"),
    path("letters/<str:name>/withdraw/", sent_by(Act.ASSURE, letters.withdraw), name="withdraw_letter"),
]
