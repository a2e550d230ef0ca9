"""The addresses of the place Partners.

Law: a page is named here once, with what a role must allow for its form to be sent.
Not here: what the pages show, the server that partners ask (web.taxii).
"""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from battlebox.desk import Act
from battlebox.web.navigation import add_place
from battlebox.web.partnering import acts, changing, given, holdings, our_collections, partners
from battlebox.web.rights import sent_by

PARTNERING_ROUTES: Final[list[URLPattern]] = [
    path("partners/", partners.partners, name="partners"),
    path("partners/new/", sent_by(Act.PARTNER, changing.new_partner), name="new_partner"),
    path("partners/collections/", our_collections.collections, name="collections"),
    path("partners/collections/new/", sent_by(Act.PARTNER, our_collections.new_collection), name="new_collection"),
    path("partners/collections/<str:name>/", our_collections.collection, name="collection"),
    path(
        "partners/collections/<str:name>/grant/",
        sent_by(Act.PARTNER, our_collections.grant_collection),
        name="grant_collection",
    ),
    path("partners/ledger/", given.released, name="released"),
    path("partners/ledger/<str:name>/", given.given_to, name="given_to"),
    path("partners/held/", holdings.held_things, name="held_things"),
    path("partners/held/<str:number>/label/", sent_by(Act.PARTNER, changing.loosen_thing), name="loosen_thing"),
    path("partners/changes/<slug:name>/", sent_by(Act.PARTNER, changing.partner_change), name="partner_change"),
    path("partners/with/<str:name>/", partners.partner, name="partner"),
    path("partners/with/<str:name>/cut-off/", sent_by(Act.PARTNER, acts.cut_off_partner), name="cut_off_partner"),
    path("partners/with/<str:name>/let-in/", sent_by(Act.PARTNER, acts.let_in_partner), name="let_in_partner"),
]

add_place("partners", "partners")
