"""How ready a council is between drills: measures, confirmations by owners, the battle box, findings, own status.

Law: only what the data says; what nobody has said is not known. It belongs to one body and to no incident.
Not here: playing a drill (drill), what an incident is (record).
"""

from battlebox.desk.readiness.caf import OUTCOME_BY_CODE, OUTCOMES, CafOutcome
from battlebox.desk.readiness.chosen import choose_estate, chosen_estate
from battlebox.desk.readiness.confirmable import CONTACT_DAYS, SERVICE_DAYS, About, Confirmable
from battlebox.desk.readiness.confirmation import (
    Answer,
    Confirmation,
    How,
    confirm_by_call,
    confirmations,
    stands,
)
from battlebox.desk.readiness.exercise import Exercise, exercises_of, keep_exercise
from battlebox.desk.readiness.finding import (
    BY_HAND,
    Finding,
    change_finding,
    close_finding,
    finding_of,
    findings_of,
    open_finding,
    reopen_finding,
)
from battlebox.desk.readiness.gap_groups import GapGroup, gap_groups
from battlebox.desk.readiness.item import DAYS_LEAST, DAYS_MOST, DAYS_USUAL, Item, items_of, keep_item, remove_item
from battlebox.desk.readiness.link import LINK_DAYS, Link, answer_link, end_link, links_of, make_link
from battlebox.desk.readiness.measure import Found, Measure, Stands, age_words, day_words, due_words
from battlebox.desk.readiness.measures import Ground, confirmables, measures
from battlebox.desk.readiness.note import BEGINNING, Book, Draft, Note, NoteKind, first_broken
from battlebox.desk.readiness.outcome import Judged, OwnStatus, history_of, judge, judgements
from battlebox.desk.readiness.sheet import SHEET_DAYS, Sheet, SheetLine, codes_in, key_back, print_sheet, sheets_of
from battlebox.desk.readiness.told import told

__all__ = [
    "BEGINNING",
    "BY_HAND",
    "CONTACT_DAYS",
    "DAYS_LEAST",
    "DAYS_MOST",
    "DAYS_USUAL",
    "LINK_DAYS",
    "OUTCOMES",
    "OUTCOME_BY_CODE",
    "SERVICE_DAYS",
    "SHEET_DAYS",
    "About",
    "Answer",
    "Book",
    "CafOutcome",
    "Confirmable",
    "Confirmation",
    "Draft",
    "Exercise",
    "Finding",
    "Found",
    "GapGroup",
    "Ground",
    "How",
    "Item",
    "Judged",
    "Link",
    "Measure",
    "Note",
    "NoteKind",
    "OwnStatus",
    "Sheet",
    "SheetLine",
    "Stands",
    "age_words",
    "answer_link",
    "change_finding",
    "choose_estate",
    "chosen_estate",
    "close_finding",
    "codes_in",
    "confirm_by_call",
    "confirmables",
    "confirmations",
    "day_words",
    "due_words",
    "end_link",
    "exercises_of",
    "finding_of",
    "findings_of",
    "first_broken",
    "gap_groups",
    "history_of",
    "items_of",
    "judge",
    "judgements",
    "keep_exercise",
    "keep_item",
    "key_back",
    "links_of",
    "make_link",
    "measures",
    "open_finding",
    "print_sheet",
    "remove_item",
    "reopen_finding",
    "sheets_of",
    "stands",
    "told",
]
