"""What the door for intelligence refuses, in sentences for a tired person.

Law: one code per cause, one (sentence, hint) per code; nothing of what was sent is repeated, for it may be what harms.
Not here: which object it was (refusal.py).
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Final


class Code(StrEnum):
    """Every cause."""

    # The body as a whole.
    TOO_LARGE = auto()
    NOT_UTF8 = auto()
    BYTE_ORDER_MARK = auto()
    NOT_JSON = auto()
    TOO_MANY = auto()
    A_BUNDLE = auto()
    NOT_A_BUNDLE = auto()
    OLD_BUNDLE = auto()
    NOT_OLD = auto()
    NOT_AN_ENVELOPE = auto()
    ENVELOPE_TWICE = auto()
    # One object: its size and its letters.
    NOT_AN_OBJECT = auto()
    OBJECT_TOO_LARGE = auto()
    TOO_DEEP = auto()
    TEXT_TOO_LONG = auto()
    LIST_TOO_LONG = auto()
    NAME_TWICE = auto()
    HIDDEN_LETTER = auto()
    # What it is.
    NO_TYPE = auto()
    NO_ID = auto()
    BAD_ID = auto()
    OTHER_TYPE = auto()
    NO_VERSION = auto()
    OLD_VERSION = auto()
    BAD_VERSION = auto()
    # What it says.
    MISSING = auto()
    WRONG_KIND = auto()
    WRONG_VALUE = auto()
    BAD_NAME = auto()
    EMPTY = auto()
    NOT_ALLOWED = auto()
    NOT_SOUND = auto()
    BAD_TIME = auto()
    BAD_REFERENCE = auto()
    # What it says taken together.
    BACKWARDS = auto()
    IN_FUTURE = auto()
    ITSELF = auto()
    TWO_LABELS = auto()
    NOTHING_THERE = auto()
    NOT_THE_LABEL = auto()
    PAYLOAD = auto()
    # Its pattern.
    PATTERN_TOO_LONG = auto()
    PATTERN_TOO_DEEP = auto()
    BAD_PATTERN = auto()
    # What older versions say and this one cannot.
    NOT_CONVERTED = auto()


TEXT: Final[dict[Code, tuple[str, str]]] = {
    Code.TOO_LARGE: (
        "what was sent is larger than {most} bytes",
        "send it in several parts",
    ),
    Code.NOT_UTF8: ("what was sent is not UTF-8", "save it as UTF-8 and send it again"),
    Code.BYTE_ORDER_MARK: (
        "what was sent begins with a byte order mark",
        "save it as UTF-8 without one and send it again",
    ),
    Code.NOT_JSON: (
        "what was sent is not JSON: it breaks off, is nested too deep, or holds what JSON does not have",
        "look at what wrote it, and send it again",
    ),
    Code.TOO_MANY: ("there are more than {most} objects in it", "send it in several parts"),
    Code.A_BUNDLE: (
        "this is a STIX bundle, and TAXII takes an envelope",
        'send its list of objects as {{"objects": [...]}}',
    ),
    Code.NOT_A_BUNDLE: ("this is no STIX bundle", 'a bundle has "type": "bundle" and a list of objects'),
    Code.OLD_BUNDLE: (
        "this is a bundle of STIX 2.0",
        "battlebox share collection put takes such a bundle and converts it",
    ),
    Code.NOT_OLD: ("this is no bundle of STIX 2.0", "what says 2.1 is taken as it is"),
    Code.NOT_AN_ENVELOPE: (
        "this is no TAXII envelope",
        'an envelope is {{"objects": [...]}} with one object or more',
    ),
    Code.ENVELOPE_TWICE: (
        "a name stands twice in what holds the objects",
        "look at what wrote it: of two lists one would be lost unseen",
    ),
    Code.NOT_AN_OBJECT: ("one of the objects is no object", "each is a JSON object with a type and an id"),
    Code.OBJECT_TOO_LARGE: (
        "an object is larger than {most} bytes",
        "send what is large by another way, and its hash here",
    ),
    Code.TOO_DEEP: (
        "an object is nested deeper than {most} levels",
        "nothing in STIX needs that: look at what wrote it",
    ),
    Code.TEXT_TOO_LONG: ("a text in it is longer than {most} letters", "shorten it, or link to it"),
    Code.LIST_TOO_LONG: ("a list in it has more than {most} entries", "divide it among several objects"),
    Code.NAME_TWICE: (
        "a name stands twice in it",
        "keep the right one: readers differ in which of the two they take",
    ),
    Code.HIDDEN_LETTER: ("it holds a letter that nobody can see (NUL)", "take it out and send it again"),
    Code.NO_TYPE: ("an object does not say its type", 'each has a "type" in small letters'),
    Code.NO_ID: ("an object has no id", "an id is its type, two dashes and a UUID"),
    Code.BAD_ID: ("the id of an object is not one", "an id is its type, two dashes and a UUID in small letters"),
    Code.OTHER_TYPE: ("the id of an object is of another type than the object", "make the two the same"),
    Code.NO_VERSION: (
        "it does not say which STIX it is",
        'write "spec_version": "2.1"; STIX 2.0 has none: battlebox share collection put converts a bundle of it',
    ),
    Code.OLD_VERSION: (
        "it is of STIX 2.0",
        "battlebox share collection put takes such a bundle and converts it",
    ),
    Code.BAD_VERSION: ("it is of a STIX that is not known here", 'this is a door for "spec_version": "2.1"'),
    Code.MISSING: ("{kind} needs {name}", "add it and send the object again"),
    Code.WRONG_KIND: ("{place} is not {wanted}", "mend it and send the object again"),
    Code.WRONG_VALUE: ("{place} is none of the values that STIX knows there", "the STIX 2.1 standard lists them"),
    Code.BAD_NAME: (
        "it has a property whose name STIX does not allow",
        "names have small letters, digits and underscores, three of them or more",
    ),
    Code.EMPTY: ("{place} is empty", "leave it out, or say something there"),
    Code.NOT_ALLOWED: ("{place} may not be there beside what else it says", "leave one of the two out"),
    Code.NOT_SOUND: ("{place} is not as STIX 2.1 has it", "mend it and send the object again"),
    Code.BAD_TIME: (
        "{place} is no instant",
        "write it in UTC with its Z, as 2025-11-24T09:30:00.000Z",
    ),
    Code.BAD_REFERENCE: (
        "{place} names something that may not stand there",
        "name a thing of the right type by its id",
    ),
    Code.BACKWARDS: ("{later} is before {earlier}", "mend the two and send the object again"),
    Code.IN_FUTURE: (
        "it was changed more than {most} minutes from now",
        "look at the clock of the machine that wrote it",
    ),
    Code.ITSELF: ("it names itself in {place}", "name the other thing"),
    Code.TWO_LABELS: ("it carries two traffic light labels", "decide on one and send it again"),
    Code.NOTHING_THERE: (
        "a marking in it is of a part that is not there",
        "look at the selectors: each names a property that the object has",
    ),
    Code.NOT_THE_LABEL: (
        "it uses the id of a traffic light label and says something else",
        "take the definition from its owners, or give yours an id of its own",
    ),
    Code.PAYLOAD: (
        "it brings the bytes of a file along",
        "send the hashes and a URL instead, and the file by another way",
    ),
    Code.PATTERN_TOO_LONG: ("its pattern is longer than {most} bytes", "divide it among several indicators"),
    Code.PATTERN_TOO_DEEP: (
        "its pattern takes too long to read: too many brackets, or too many parts",
        "divide it among several indicators",
    ),
    Code.BAD_PATTERN: ("its pattern is not one that STIX can read", "try it with any checker of STIX patterns"),
    Code.NOT_CONVERTED: ("this object of STIX 2.0 has no counterpart here: {why}", "ask its sender for STIX 2.1"),
}


class IntelError(Exception):
    """A body that was refused as a whole; str() is the sentence."""

    def __init__(self, code: Code, sentence: str, hint: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.hint = hint

    @classmethod
    def of(cls, code: Code, **found: object) -> IntelError:
        """The error for a cause; `found` holds names and figures of ours, never what was sent."""
        sentence, hint = TEXT[code]
        return cls(code, sentence.format(**found), hint.format(**found))
