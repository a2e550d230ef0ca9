"""A desk that writes for a body and is not believed yet: its card, which that body's admin takes in elsewhere.

Law: an entry of a desk that nobody enrolled is kept, and changes nothing, here as at every other desk.
Not here: enrolling it (installation.py, and `battlebox journal enrol`).
"""

from __future__ import annotations

from dataclasses import dataclass

from battlebox.desk.record.record import Record
from battlebox.journal import six_words, to_card


@dataclass(frozen=True)
class Card:
    """What the admin of a body needs to enrol this desk: its text, and six words to compare aloud."""

    text: str
    words: str


def card_to_enrol(record: Record, body: str) -> Card | None:
    """The card of this desk as a writer for a body; None where it is believed, or does not write for that body."""
    key = record.key_of(body)
    if key is None or key in record.standing.desks:
        return None
    return Card(to_card(record.incident, key), six_words(record.incident, key))
