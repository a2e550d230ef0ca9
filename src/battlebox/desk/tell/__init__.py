"""Whom to tell, by when, and in which words: clocks, facts, and what may leave.

Law: nothing that is not cleared leaves; a clock counts from the earliest time that anybody names until it is decided.
Not here: sending, pages, the public status site.
"""

from battlebox.desk.tell.allowance import Allowance, Unit
from battlebox.desk.tell.awareness import (
    Awareness,
    AwareTime,
    Candidate,
    Named,
    awareness_of,
    decide_aware,
    suggest_aware,
)
from battlebox.desk.tell.bank_holidays import BankHolidays, Nation, bank_holidays
from battlebox.desk.tell.clock import ClockDesk, judge_clock, note_reference, record_report, start_clock
from battlebox.desk.tell.course import (
    ClockReport,
    ClockState,
    Course,
    Judged,
    Judgement,
    Told,
    clock_of,
    clocks_of,
    open_clocks,
)
from battlebox.desk.tell.deadline import Due, day_words, due_of
from battlebox.desk.tell.exposure import Exposure, Lost, controllers_of, exposures_of
from battlebox.desk.tell.library import Force, Library, LibraryClock, Start, nation_of, shipped_library
from battlebox.desk.tell.notice import Known, Notice, draft_notice

__all__ = [
    "Allowance",
    "AwareTime",
    "Awareness",
    "BankHolidays",
    "Candidate",
    "ClockDesk",
    "ClockReport",
    "ClockState",
    "Course",
    "Due",
    "Exposure",
    "Force",
    "Judged",
    "Judgement",
    "Known",
    "Library",
    "LibraryClock",
    "Lost",
    "Named",
    "Nation",
    "Notice",
    "Start",
    "Told",
    "Unit",
    "awareness_of",
    "bank_holidays",
    "clock_of",
    "clocks_of",
    "controllers_of",
    "day_words",
    "decide_aware",
    "draft_notice",
    "due_of",
    "exposures_of",
    "judge_clock",
    "nation_of",
    "note_reference",
    "open_clocks",
    "record_report",
    "shipped_library",
    "start_clock",
    "suggest_aware",
]
