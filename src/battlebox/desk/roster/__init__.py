"""Who covers what: who goes home, three shifts for the first day, people drafted in, rosters for the days after.

Law: imports `tell` and what is below it; people are a body's own, and names are for those who must know them.
Not here: who holds a command role (command: told as plain values), the planner (engine).
"""

from battlebox.desk.roster.asking import against_accepting, answer_offer, offer_post
from battlebox.desk.roster.candidate import Candidate, Known, Source, Taken, candidates_of
from battlebox.desk.roster.day_sheet import (
    SHIFT_LASTS,
    SHIFTS,
    Chair,
    DaySheet,
    KeptSheet,
    Place,
    keep_sheet,
    proposed,
    seat,
    sheet_of,
    sheets_of,
)
from battlebox.desk.roster.days import must_run
from battlebox.desk.roster.doubt import Doubt, barred_seats, doubts_in, published_though
from battlebox.desk.roster.listed import REST, Listed, bar, come, go, list_person, listed_of
from battlebox.desk.roster.objection import (
    Allowed,
    Burden,
    Ground,
    Leave,
    Objection,
    allowed_for,
    hours_said,
    objections_to,
)
from battlebox.desk.roster.offer import (
    Answer,
    Offer,
    Offered,
    Step,
    alarms_of,
    is_for,
    name_in,
    offered_of,
    offers_of,
)
from battlebox.desk.roster.published import (
    Exempted,
    Published,
    also_of,
    differences,
    exempt,
    exemptions_of,
    publish_roster,
    published_of,
    versions_of,
)
from battlebox.desk.roster.rota import Also, Rota, rota_of
from battlebox.desk.roster.seats import away_on, first_services, known_in, places_of
from battlebox.desk.roster.skills import NOTHING_ASKED, Asked, Unasked

__all__ = [
    "NOTHING_ASKED",
    "REST",
    "SHIFTS",
    "SHIFT_LASTS",
    "Allowed",
    "Also",
    "Answer",
    "Asked",
    "Burden",
    "Candidate",
    "Chair",
    "DaySheet",
    "Doubt",
    "Exempted",
    "Ground",
    "KeptSheet",
    "Known",
    "Leave",
    "Listed",
    "Objection",
    "Offer",
    "Offered",
    "Place",
    "Published",
    "Rota",
    "Source",
    "Step",
    "Taken",
    "Unasked",
    "against_accepting",
    "alarms_of",
    "allowed_for",
    "also_of",
    "answer_offer",
    "away_on",
    "bar",
    "barred_seats",
    "candidates_of",
    "come",
    "differences",
    "doubts_in",
    "exempt",
    "exemptions_of",
    "first_services",
    "go",
    "hours_said",
    "is_for",
    "keep_sheet",
    "known_in",
    "list_person",
    "listed_of",
    "must_run",
    "name_in",
    "objections_to",
    "offer_post",
    "offered_of",
    "offers_of",
    "places_of",
    "proposed",
    "publish_roster",
    "published_of",
    "published_though",
    "rota_of",
    "seat",
    "sheet_of",
    "sheets_of",
    "versions_of",
]
