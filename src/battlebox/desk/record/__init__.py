"""The record of an incident, as this desk holds it and as one officer may see it.

Law: every write is one entry by an officer; whatever is shown was asked of `marking`.
Not here: what the entries of an incident mean (the other wings).
"""

from battlebox.desk.record.changes import changes_since, standing_mark, stated_mark
from battlebox.desk.record.conflict import Conflict, conflicts_of
from battlebox.desk.record.copies import AGAIN, TAKEN_KINDS, Copy, TakenIn, make_copy, take_copy
from battlebox.desk.record.debrief import ASKED as DEBRIEF_ASKED
from battlebox.desk.record.debrief import Debrief, debrief_of, write_debrief
from battlebox.desk.record.enrolment import Card, card_to_enrol
from battlebox.desk.record.incident import Course, State, break_seal, course_for, course_of, open_incident, stand
from battlebox.desk.record.installation import Installation
from battlebox.desk.record.line import Line
from battlebox.desk.record.logbook import (
    Filter,
    LogLine,
    LogPage,
    Note,
    correct_note,
    entry_of,
    log_page,
    note_factor_removed,
    note_of,
    write_note,
)
from battlebox.desk.record.proof import Sheet as CheckpointSheet
from battlebox.desk.record.proof import Verified, checkpoints_of, held_by, print_checkpoint, verify_record
from battlebox.desk.record.proof import sheet_of as checkpoint_sheet
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sharing import Kept, kept_from, said_again, share, to_share
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.subjects import SUBJECTS, subject_words
from battlebox.desk.record.values import read as read_value
from battlebox.desk.record.values import write as write_value

__all__ = [
    "AGAIN",
    "DEBRIEF_ASKED",
    "SUBJECTS",
    "TAKEN_KINDS",
    "Card",
    "CheckpointSheet",
    "Conflict",
    "Copy",
    "Course",
    "Debrief",
    "Filter",
    "Handling",
    "Installation",
    "Kept",
    "Line",
    "LogLine",
    "LogPage",
    "Note",
    "Record",
    "Saved",
    "Sight",
    "State",
    "Stated",
    "TakenIn",
    "Verified",
    "break_seal",
    "card_to_enrol",
    "changes_since",
    "checkpoint_sheet",
    "checkpoints_of",
    "conflicts_of",
    "correct_note",
    "course_for",
    "course_of",
    "debrief_of",
    "entry_of",
    "held_by",
    "kept_from",
    "log_page",
    "make_copy",
    "note_factor_removed",
    "note_of",
    "open_incident",
    "print_checkpoint",
    "read_value",
    "said_again",
    "share",
    "stand",
    "standing_mark",
    "stated_mark",
    "subject_words",
    "take_copy",
    "to_share",
    "verify_record",
    "write_debrief",
    "write_note",
    "write_value",
]
