"""The record of an incident, as this desk holds it and as one officer may see it.

Law: every write is one entry by an officer; whatever is shown was asked of `marking`.
Not here: what the entries of an incident mean (the other wings).
"""

from battlebox.desk.record.incident import Course, State, course_of, open_incident, stand
from battlebox.desk.record.installation import Installation
from battlebox.desk.record.record import Line, Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated

__all__ = [
    "Course",
    "Handling",
    "Installation",
    "Line",
    "Record",
    "Saved",
    "Sight",
    "State",
    "Stated",
    "course_of",
    "open_incident",
    "stand",
]
