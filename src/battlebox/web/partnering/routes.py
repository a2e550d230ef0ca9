"""The addresses of the place Partners.

Law: a page is named here once, with what a role must allow for its form to be sent.
Not here: what the pages show, the server that partners ask (web.taxii).
"""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from battlebox.desk import Act
from battlebox.web.navigation import add_place
from battlebox.web.partnering import (
    acts,
    bulletin_opening,
    bulletin_writing,
    bulletins,
    call_back,
    changing,
    feeds,
    given,
    holdings,
    partners,
)
from battlebox.web.rights import sent_by

PARTNERING_ROUTES: Final[list[URLPattern]] = [
    path("partners/", partners.partners, name="partners"),
    path("partners/new/", sent_by(Act.PARTNER, changing.new_partner), name="new_partner"),
    path("partners/feeds/", feeds.feeds, name="feeds"),
    path("partners/feeds/new/", sent_by(Act.PARTNER, feeds.new_feed), name="new_feed"),
    path("partners/feeds/<str:name>/", feeds.feed, name="feed"),
    path("partners/feeds/<str:name>/grant/", sent_by(Act.PARTNER, feeds.grant_feed), name="grant_feed"),
    path("partners/ledger/", given.released, name="released"),
    path("partners/ledger/<slug:name>/", given.given_to, name="given_to"),
    path("partners/bulletins/", bulletins.bulletins, name="bulletins"),
    path("partners/bulletins/new/", sent_by(Act.BULLETIN, bulletin_writing.new_bulletin), name="new_bulletin"),
    path("partners/bulletins/open/", sent_by(Act.TAKE_BULLETIN, bulletin_opening.open_file), name="open_bulletin"),
    path("partners/bulletins/sent/<slug:name>/", bulletins.sent, name="sent_bulletin"),
    path(
        "partners/bulletins/sent/<slug:name>/heard/", sent_by(Act.TAKE_BULLETIN, bulletins.hear), name="hear_bulletin"
    ),
    path("partners/bulletins/came/<slug:name>/", bulletins.came, name="came_bulletin"),
    path(
        "partners/bulletins/came/<slug:name>/tasks/",
        sent_by(Act.OPEN_TASK, bulletin_opening.make_tasks),
        name="bulletin_tasks",
    ),
    path(
        "partners/bulletins/came/<slug:name>/told/",
        sent_by(Act.TAKE_BULLETIN, bulletin_opening.tell),
        name="tell_bulletin",
    ),
    path("partners/bulletins/came/<slug:name>/receipt/", bulletin_opening.receipt, name="bulletin_receipt"),
    path("partners/bulletins/file/<slug:name>/", bulletins.file, name="bulletin_file"),
    path("partners/bulletins/paper/<slug:name>/", bulletins.paper, name="bulletin_paper"),
    path("partners/call-back/", call_back.call_back_list, name="call_back_list"),
    path("partners/call-back/add/", sent_by(Act.PARTNER, call_back.add), name="add_call_back"),
    path("partners/call-back/drop/", sent_by(Act.PARTNER, call_back.drop_key), name="drop_call_back_key"),
    path("partners/call-back/paper/", call_back.paper, name="call_back_paper"),
    path("partners/held/", holdings.held_things, name="held_things"),
    path("partners/held/<str:number>/label/", sent_by(Act.PARTNER, changing.loosen_thing), name="loosen_thing"),
    path("partners/changes/<slug:name>/", sent_by(Act.PARTNER, changing.partner_change), name="partner_change"),
    path("partners/with/<slug:name>/", partners.partner, name="partner"),
    path("partners/with/<slug:name>/cut-off/", sent_by(Act.PARTNER, acts.cut_off_partner), name="cut_off_partner"),
    path("partners/with/<slug:name>/let-in/", sent_by(Act.PARTNER, acts.let_in_partner), name="let_in_partner"),
]

add_place("partners", "partners")
