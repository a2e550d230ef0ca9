"""The addresses of the lists of people to reach.

Law: a page is named here once, with what a role must allow for its form to be sent,
and no name of a person ever stands in an address.
Not here: what the pages show.
"""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from battlebox.desk import Act
from battlebox.web.navigation import add_place
from battlebox.web.reaching import bring, keep, lists, opening, people, sheets
from battlebox.web.rights import sent_by

REACHING_ROUTES: Final[list[URLPattern]] = [
    path("reach/", lists.reach, name="reach"),
    path("reach/bring/", sent_by(Act.BRING_LIST, bring.bring_file), name="bring_file"),
    path("reach/bring/columns/", sent_by(Act.BRING_LIST, bring.bring_columns), name="bring_columns"),
    path("reach/bring/terms/", sent_by(Act.BRING_LIST, bring.bring_terms), name="bring_terms"),
    path("reach/sheets/", sent_by(Act.REACH, sheets.find_sheet), name="find_sheet"),
    path("reach/sheets/<str:number>/", sheets.sheet, name="sheet"),
    path("reach/sheets/<str:number>/hand-out/", sent_by(Act.TAKE_SHEET, sheets.take_sheet), name="hand_out"),
    path("reach/sheets/<str:number>/back/", sent_by(Act.REACH, sheets.key_back), name="return_sheet"),
    path("reach/sheets/<str:number>/lost/", sent_by(Act.REACH, sheets.lose), name="lose_sheet"),
    path("reach/sheets/<str:number>/mend/", sent_by(Act.REACH, sheets.mend), name="mend_line"),
    path("reach/sheets/<str:number>/paper/", opening.sheet_paper, name="sheet_paper"),
    path("reach/<slug:name>/", lists.reach_list, name="reach_list"),
    path("reach/<slug:name>/open/", sent_by(Act.HOLD_LIST, opening.open_it), name="open_list"),
    path("reach/<slug:name>/put-away/", sent_by(Act.HOLD_LIST, opening.put_away), name="put_away"),
    path("reach/<slug:name>/people/", people.people, name="reach_people"),
    path("reach/<slug:name>/people/<slug:line>/", people.person, name="reach_person"),
    path("reach/<slug:name>/print/", sent_by(Act.BRING_LIST, opening.print_them), name="print_sheets"),
    path("reach/<slug:name>/printed/", opening.printed, name="printed_sheets"),
    path("reach/<slug:name>/printed/paper/", opening.printed_paper, name="printed_paper"),
    path("reach/<slug:name>/register/", sheets.register, name="register_paper"),
    path("reach/<slug:name>/longer/", sent_by(Act.HOLD_LIST, keep.keep_longer), name="extend_list"),
    path("reach/<slug:name>/holder/", sent_by(Act.HOLD_LIST, keep.give_key_on), name="replace_holder"),
    path("reach/<slug:name>/share/", sent_by(Act.HOLD_LIST, keep.share), name="share_list"),
    path("reach/<slug:name>/close/", sent_by(Act.HOLD_LIST, keep.close), name="close_list"),
    path("reach/<slug:name>/keys/", sent_by(Act.HOLD_LIST, keep.remove_keys), name="remove_keys"),
]

add_place("reach", "reach")
