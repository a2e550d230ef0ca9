"""A fact in the words in which it may leave: a note about the council that states it.

Law: the words come first and stand as they are; how sure they are stands in words, in labels and as a figure.
Not here: whether it may leave (desk/tell/leave.py).
"""

from __future__ import annotations

from typing import Final

from battlebox.desk.exchange import FactSaid
from battlebox.share.release import Held
from battlebox.share.situation.issuer import Pen
from battlebox.share.situation.label import Kind, pair
from battlebox.share.situation.read import Read
from battlebox.share.situation.words import Line, Lines, clean, written

CONFIDENCE: Final = {"low": 15, "medium": 50, "high": 85}
"""The figures of the scale of three words that STIX gives."""
_BELIEVED: Final = "believed"
_WORDS_MOST: Final = 2_000
"""How much of another's text is shown as a fact."""


def write_fact(pen: Pen, seed: str, fact: FactSaid) -> Held:
    """The note that says it."""
    lines: Lines = {Line.STANDING: fact.standing, Line.CONFIDENCE: fact.confidence, Line.AS_OF: fact.at}
    return pen.write(
        "note",
        (Kind.FACT, seed),
        fact.tlp,
        content=written(fact.words, lines),
        object_refs=[pen.issuer.identity_id],
        labels=[Kind.FACT.value, pair("standing", clean(fact.standing)), pair("confidence", clean(fact.confidence))],
        confidence=CONFIDENCE.get(fact.confidence),
    )


def read_fact(read: Read) -> FactSaid | None:
    """The fact that a note is; None for a note without words."""
    at = read.when(Line.AS_OF) or read.at
    if not read.sentence:
        return None
    standing = read.line(Line.STANDING) or _BELIEVED
    return FactSaid(read.tlp, at, read.id, read.sentence, standing, read.line(Line.CONFIDENCE) or _confidence(read))


def read_report(read: Read) -> FactSaid | None:
    """What a report, an incident or an impact of another's says, as something that it believes; None for no words."""
    text = ": ".join(filter(None, (read.text("name"), clean(read.body))))[:_WORDS_MOST].strip()
    at = read.when("published", "start_time") or read.at
    return FactSaid(read.tlp, at, read.id, text, _BELIEVED, _confidence(read)) if text else None


def _confidence(read: Read) -> str:
    """The word for a figure; low, where nobody says how sure they are."""
    figure = read.number("confidence")
    if figure is None:
        return "low"
    return next(word for word, most in _WORDS.items() if figure <= most)


_WORDS: Final = {"low": 29, "medium": 69, "high": 10**9}
