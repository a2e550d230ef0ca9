"""The addresses of the order of return.

Law: a page is named here once, with what a role must allow for its form to be sent.
Not here: what the pages show.
"""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from battlebox.desk import Act
from battlebox.web.navigation import add_place
from battlebox.web.restoring import again, order, why, work
from battlebox.web.restoring.jobs import AGAIN, NEW, WHAT_IF
from battlebox.web.restoring.waiting import part_of
from battlebox.web.rights import sent_by

RESTORE_ROUTES: Final[list[URLPattern]] = [
    path("restore/", order.restore, name="restore"),
    path("restore/ask/", order.ask, name="restore_ask"),
    path("restore/orders/<str:job>/", order.answer, name="restore_answer"),
    path(
        "restore/orders/<str:job>/part/",
        part_of(NEW, "restore_answer", "restore_ask"),
        name="restore_answer_part",
    ),
    path("restore/orders/<str:job>/adopt/", sent_by(Act.RECORD_DECISION, order.adopt), name="restore_adopt"),
    path("restore/again/", sent_by(Act.REPLAN, again.again), name="restore_again"),
    path("restore/again/<str:job>/", sent_by(Act.REPLAN, again.ways), name="restore_ways"),
    path("restore/again/<str:job>/part/", part_of(AGAIN, "restore_ways", "restore_again"), name="restore_ways_part"),
    path("restore/what-if/<str:job>/", why.answer, name="restore_what_if"),
    path(
        "restore/what-if/<str:job>/part/", part_of(WHAT_IF, "restore_what_if", "restore"), name="restore_what_if_part"
    ),
    path("restore/why/<str:name>/", why.why, name="restore_why"),
    path("restore/work/<str:name>/", sent_by(Act.WORK, work.work), name="restore_work"),
    path("restore/promised/<str:name>/", sent_by(Act.ASK, work.promised), name="restore_promise"),
]

add_place("restore", "restore")
