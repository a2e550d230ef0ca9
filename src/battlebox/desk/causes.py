"""Every cause for which the desk refuses something.

Law: a code is for one cause; its sentence and hint stand in errors.py.
Not here: what the journal and the estate refuse themselves.
"""

from __future__ import annotations

from enum import StrEnum, auto


class Code(StrEnum):
    """Every cause."""

    NOT_ALLOWED = auto()
    NO_PEN = auto()
    NOT_SEEN = auto()
    BLANK = auto()
    UNSEEN_LETTER = auto()
    TOO_LONG = auto()
    WRONG_STATE = auto()
    UNKNOWN_ID = auto()
    OTHER_BODY = auto()
    CHANGED_MEANWHILE = auto()
    ALREADY = auto()
    FUTURE = auto()
    BAD_ESTATE = auto()
    NOT_IN_ESTATE = auto()
    # What an extract of people to reach can have wrong, and its keys.
    EXTRACT_FAULTS = auto()
    NO_COLUMN = auto()
    UNKNOWN_FIELD = auto()
    NO_PEOPLE = auto()
    EMPTY_CELL = auto()
    TWICE = auto()
    BAD_PHONE = auto()
    BAD_LEVEL = auto()
    BAD_YES_NO = auto()
    NO_WAY_TO_REACH = auto()
    UNPRINTABLE = auto()
    TOO_MANY_PEOPLE = auto()
    FEW_HOLDERS = auto()
    WEAK_PASSPHRASE = auto()
    NOT_HOLDER = auto()
    NOT_OPENED = auto()
    NOTHING_TO_PRINT = auto()
    NO_LINE = auto()
    TWO_BOXES = auto()
    NOT_YOURS = auto()
    TOO_EARLY = auto()
    PRIVILEGED = auto()
    OWN_TO_ORDER = auto()
    NOT_AN_AMOUNT = auto()
    HAS_NUMBER = auto()
    TWO_PAGES = auto()
    HALF_DONE = auto()
    NOT_AT_HAND = auto()
    CLOSED = auto()
    OWN_TO_RESTORE = auto()
    LATE = auto()
    NOT_TO_SHARE = auto()
    # Clocks, facts, and what may leave.
    BAD_ALLOWANCE = auto()
    BAD_CLOCK = auto()
    CLOCK_OFF = auto()
    LATE_WHY = auto()
    BEFORE_CLOCK = auto()
    MAY_NOT_LEAVE = auto()
    OWN_WORDS = auto()
    BAD_TEMPLATE = auto()
    BAD_CATALOGUE = auto()
    NOT_CONCERNED = auto()
    NAMES_COUNCIL = auto()
    NOT_PREPARED = auto()
    NO_SECOND = auto()
    SAME_PERSON = auto()
    CHANGE_ANSWERED = auto()
    NOT_AS_USUAL = auto()
    NOT_RUNG = auto()
    NOT_A_PLACE = auto()
    # A message that leaves, and the list of people it goes to.
    NOT_A_LIST = auto()
    BAD_MAIL = auto()
    BAD_PLACE = auto()
    PREMIUM = auto()
    LINE_BREAK = auto()
    NOT_LOOKED_AT = auto()
    SENT_BEFORE = auto()
    # What is to be keyed back.
    BAD_COUNT = auto()
    MORE_DONE = auto()
    FEWER_DONE = auto()
    STILL_OPEN = auto()
    READ_AGAIN = auto()
    # Letters of assurance, and links that are opened again.
    NOT_BETWEEN = auto()
    LETTER_UNKNOWN = auto()
    LETTER_ELSEWHERE = auto()
    LETTER_VOID = auto()
    # Bulletins.
    BULLETIN_ELSEWHERE = auto()
    BULLETIN_UNCHECKED = auto()
    NOT_READY = auto()
    # Gates.
    GATES_WAIT = auto()
    GATES_LATER = auto()
    TOO_LARGE_ORDER = auto()
    # Bodies at one desk.
    TOO_MANY_DESKS = auto()
    # Who covers what.
    NO_SUCH_HOURS = auto()
    LONG_SHIFT = auto()
    ROSTER_DAYS = auto()
    REST_DAY = auto()
    STAFF_STATE = auto()
    TOO_FAR = auto()
    NOW_SEATED = auto()
    SPEAKS_AGAINST = auto()
    ROSTER_STALE = auto()
