"""The addresses of the outbox.

Law: a page is named here once, and no name of a person ever stands in an address.
Not here: what the pages show.
"""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from battlebox.desk import Act
from battlebox.web.composing import outbox
from battlebox.web.rights import sent_by

TELL_ROUTES: Final[list[URLPattern]] = [
    path("tell/outbox/", outbox.outbox, name="outbox"),
    path("tell/outbox/code/", sent_by(Act.RING, outbox.read_back), name="read_back"),
    path("tell/outbox/<slug:name>/", outbox.message, name="message"),
    path("tell/outbox/<slug:name>/stop/", sent_by(Act.SEND, outbox.stop), name="stop_message"),
    path("tell/outbox/<slug:name>/tree/", sent_by(Act.RING, outbox.print_tree), name="print_tree"),
    path("tell/outbox/<slug:name>/tree/back/", sent_by(Act.RING, outbox.key_back), name="key_back_tree"),
    path("tell/outbox/<slug:name>/tree/<str:number>/paper/", outbox.paper, name="tree_paper"),
]
