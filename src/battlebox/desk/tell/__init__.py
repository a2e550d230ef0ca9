"""Whom to tell, by when, and in which words: clocks, facts, and what may leave.

Law: nothing that is not cleared leaves; a clock counts from the earliest time that anybody names until it is decided.
Not here: sending, pages, the public status site.
"""

from battlebox.desk.tell.allowance import Allowance, Unit
from battlebox.desk.tell.bank_holidays import BankHolidays, Nation, bank_holidays
from battlebox.desk.tell.deadline import Due, day_words, due_of
from battlebox.desk.tell.library import Force, Library, LibraryClock, Start, nation_of, shipped_library

__all__ = [
    "Allowance",
    "BankHolidays",
    "Due",
    "Force",
    "Library",
    "LibraryClock",
    "Nation",
    "Start",
    "Unit",
    "bank_holidays",
    "day_words",
    "due_of",
    "nation_of",
    "shipped_library",
]
