"""Telling others: papers to print, partner feeds and the public status site.

Law: imports only from rooms below.
Not here: deciding who may receive a thing (marking).
"""

from battlebox.share.after_action import after_action_paper
from battlebox.share.atom import AtomItem, AtomOf, atom_file
from battlebox.share.calendar import CalendarDue, CalendarShift, calendar_file, due_file
from battlebox.share.callsheet import blank_sheets_paper, dpia_paper, register_paper, sheets_paper
from battlebox.share.document import report_document
from battlebox.share.errors import Code as ShareCode
from battlebox.share.errors import ShareError
from battlebox.share.exercise import OF_A_PAGE, marked, marked_name
from battlebox.share.handover import NotePage, handover_paper
from battlebox.share.json_object import NameTwice, named_once
from battlebox.share.pack import pack_paper
from battlebox.share.paper import brief_paper
from battlebox.share.plain import PlainPaper, PlainPart, plain_paper
from battlebox.share.report import report_paper
from battlebox.share.roster import RosterPage, roster_paper
from battlebox.share.typesetting import DEMONSTRATION, EXERCISE_STAMP, exercise_now, stamp_papers
from battlebox.share.words import LARGE_PT, ORDINARY_PT, POSTER_PT, WordsPage, words_paper

__all__ = [
    "DEMONSTRATION",
    "EXERCISE_STAMP",
    "LARGE_PT",
    "OF_A_PAGE",
    "ORDINARY_PT",
    "POSTER_PT",
    "AtomItem",
    "AtomOf",
    "CalendarDue",
    "CalendarShift",
    "NameTwice",
    "NotePage",
    "PlainPaper",
    "PlainPart",
    "RosterPage",
    "ShareCode",
    "ShareError",
    "WordsPage",
    "after_action_paper",
    "atom_file",
    "blank_sheets_paper",
    "brief_paper",
    "calendar_file",
    "dpia_paper",
    "due_file",
    "exercise_now",
    "handover_paper",
    "marked",
    "marked_name",
    "named_once",
    "pack_paper",
    "plain_paper",
    "register_paper",
    "report_document",
    "report_paper",
    "roster_paper",
    "sheets_paper",
    "stamp_papers",
    "words_paper",
]
