"""The words of a part: a sentence for people, then lines of a name and a value, which a program reads as well.

Law: what is written is read back to the letter; no word of ours can be taken for the id of a thing; letters that nobody
sees are left out, both ways.
Not here: what the lines mean (the module of each part).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final

from battlebox.share.intel import IntelError, from_stamp, to_stamp

LETTERS_MOST: Final = 20_000
LINES_MOST: Final = 100
_OF_ID: Final = re.compile(r"-{2,}(?=[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})", re.IGNORECASE)


class Line(StrEnum):
    """The name of a line; the value is how it is written."""

    STATE = "State"
    CHANCE = "Chance"
    AS_OF = "As of"
    SOURCE = "Source"
    CHECKED = "Looked at"
    SINCE = "Since"
    CONTAINMENT = "Containment"
    CONTAINED = "Contained"
    CONDITION = "Condition"
    SEEN_BY = "Seen by"
    STAGE = "Stage"
    GIVEN = "Given"
    WHY = "Why"
    PROGRESS = "Progress"
    DUE = "Due"
    STANDING = "Standing"
    CONFIDENCE = "Confidence"
    SEEN = "Seen"
    WHERE = "Where"
    SYSTEMS = "Systems"


Lines = Mapping[Line, str | datetime | None]
_NAMES: Final = {line.value.casefold(): line for line in Line}


def clean(text: str, most: int = LETTERS_MOST) -> str:
    """A text on one line, of letters that are seen, in which no id of a thing stands."""
    seen = "".join(letter if unicodedata.category(letter)[0] != "C" else " " for letter in text[: most * 2])
    return " ".join(_OF_ID.sub(" ", seen).split())[:most].strip()


def written(sentence: str, lines: Lines) -> str:
    """The sentence and its lines; a line without a value is left out."""
    values = ((line, to_stamp(value) if isinstance(value, datetime) else value) for line, value in lines.items())
    return "\n".join((clean(sentence), *(f"{line}: {clean(value)}" for line, value in values if value)))


def heard(text: str, *, after_sentence: bool = False) -> dict[Line, str]:
    """The lines that stand in a text, perhaps only after its first one; of two with one name, the first."""
    found: dict[Line, str] = {}
    for row in text.split("\n")[int(after_sentence) : LINES_MOST]:
        name, colon, value = row.partition(":")
        line = _NAMES.get(name.strip().casefold())
        if colon and line is not None:
            found.setdefault(line, clean(value))
    return found


def instant(text: object) -> datetime | None:
    """The instant that a text is, if it is one."""
    if not isinstance(text, str):
        return None
    try:
        return from_stamp(text.strip())
    except IntelError:
        return None
