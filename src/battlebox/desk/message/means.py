"""How a message can travel to one person, and what a crash in the middle of one sending would mean.

Law: a means is never renamed; what is not known about a means is not promised.
Not here: sending (share.sending), whose address is whose (roll.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Means(StrEnum):
    """Every means; the value is what stands in the record, and the column's name in a list of people."""

    NOTIFY_TEXT = "notify_text"
    NOTIFY_MAIL = "notify_mail"
    MAIL = "mail"
    TEXT = "text"
    CHAT = "chat"
    PHONE = "phone"

    @property
    def words(self) -> str:
        """As it is said."""
        return _WORDS[self]

    @property
    def is_number(self) -> bool:
        """Whether its addresses are telephone numbers."""
        return self in (Means.NOTIFY_TEXT, Means.TEXT, Means.PHONE)


_WORDS: Final = {
    Means.NOTIFY_TEXT: "a text by GOV.UK Notify",
    Means.NOTIFY_MAIL: "a mail by GOV.UK Notify",
    Means.MAIL: "a mail by an outside relay",
    Means.TEXT: "a text by a gateway",
    Means.CHAT: "a chat",
    Means.PHONE: "the phone tree on paper",
}


class Promise(StrEnum):
    """What a provider does with a message that it may have had already; the value is the sentence shown."""

    REFUSES_REPEATS = "sent again under the same reference, which the provider refuses if it has it"
    CAN_BE_ASKED = "the provider is asked by reference whether it has it, and only if not is it sent again"
    ONCE_AT_MOST = "nobody knows whether it was sent, and it is not sent again; the next means is tried"
    ON_PAPER = "the sheet is out until it is keyed back"


@dataclass(frozen=True, slots=True)
class Address:
    """Where one means reaches one person."""

    means: Means
    at: str
