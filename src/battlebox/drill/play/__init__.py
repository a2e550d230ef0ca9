"""Playing a scenario: minute by minute, by what the record shows that players did, and written down as it goes.

Law: the same scenario, estate, seed and record give the same course; nothing here can reach anybody.
Not here: the truth behind it (drill/world), the pages of whoever runs it (web), the report afterwards.
"""

from battlebox.drill.play.behind import Behind, Nobody
from battlebox.drill.play.course import (
    LATE_MINUTES,
    SOLO_LEAST,
    SOLO_MINUTES,
    Asked,
    Course,
    Handed,
    Happened,
    stepped,
)
from battlebox.drill.play.deed import Deed, deeds_of, in_order
from battlebox.drill.play.errors import Code as PlayCode
from battlebox.drill.play.errors import PlayError
from battlebox.drill.play.judged import Done, Judged, judged, tally_words
from battlebox.drill.play.log import LOG, MARKS, NOTE_MOST, Act, ActKind, DrillLog, Noted, course_of
from battlebox.drill.play.span import at_words, minutes_words, so_far_words
from battlebox.drill.play.taken import OWNER_MOST, WHAT_MOST, Taken

__all__ = [
    "LATE_MINUTES",
    "LOG",
    "MARKS",
    "NOTE_MOST",
    "OWNER_MOST",
    "SOLO_LEAST",
    "SOLO_MINUTES",
    "WHAT_MOST",
    "Act",
    "ActKind",
    "Asked",
    "Behind",
    "Course",
    "Deed",
    "Done",
    "DrillLog",
    "Handed",
    "Happened",
    "Judged",
    "Nobody",
    "Noted",
    "PlayCode",
    "PlayError",
    "Taken",
    "at_words",
    "course_of",
    "deeds_of",
    "in_order",
    "judged",
    "minutes_words",
    "so_far_words",
    "stepped",
    "tally_words",
]
