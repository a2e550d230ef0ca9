"""The addresses of bulletins and of the call-back list, in the place Partners.

Law: a page is named here once, with what a role must allow for its form to be sent.
Not here: what the pages show, the other pages of the place (web.partnering).
"""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from battlebox.desk import Act
from battlebox.web.bulletins import call_back, came, carried, listing, opening, sent, writing
from battlebox.web.rights import sent_by

BULLETIN_ROUTES: Final[list[URLPattern]] = [
    path("partners/bulletins/", listing.bulletins, name="bulletins"),
    path("partners/bulletins/new/", sent_by(Act.BULLETIN, writing.new_bulletin), name="new_bulletin"),
    path("partners/bulletins/open/", sent_by(Act.TAKE_BULLETIN, opening.open_file), name="open_bulletin"),
    path("partners/bulletins/sent/<slug:name>/", sent.sent, name="sent_bulletin"),
    path("partners/bulletins/sent/<slug:name>/heard/", sent_by(Act.TAKE_BULLETIN, sent.hear), name="hear_bulletin"),
    path("partners/bulletins/came/<slug:name>/", came.came, name="came_bulletin"),
    path(
        "partners/bulletins/came/<slug:name>/tasks/",
        sent_by(Act.OPEN_TASK, came.make_tasks),
        name="bulletin_tasks",
    ),
    path(
        "partners/bulletins/came/<slug:name>/told/",
        sent_by(Act.TAKE_BULLETIN, came.tell),
        name="tell_bulletin",
    ),
    path("partners/bulletins/came/<slug:name>/receipt/", carried.receipt, name="bulletin_receipt"),
    path("partners/bulletins/came/<slug:name>/for-tools/<slug:form>/", carried.indicators, name="bulletin_indicators"),
    path("partners/bulletins/file/<slug:name>/", carried.file, name="bulletin_file"),
    path("partners/bulletins/paper/<slug:name>/", carried.paper, name="bulletin_paper"),
    path("partners/call-back/", call_back.call_back_list, name="call_back_list"),
    path("partners/call-back/add/", sent_by(Act.PARTNER, call_back.add), name="add_call_back"),
    path("partners/call-back/drop/", sent_by(Act.PARTNER, call_back.drop_key), name="drop_call_back_key"),
    path("partners/call-back/paper/", call_back.paper, name="call_back_paper"),
]
