"""Why a thing is kept back whoever asks for it, and the answers of the gate.

Law: each reason reads as a sentence and tells nothing of what is held.
Not here: reasons that depend on who asks (marking).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from battlebox.marking import Allow, Deny


class Why(StrEnum):
    """Why it stays; the value is the sentence."""

    UNMARKED = "it is our own, and nobody has given the whole of it a traffic light label"
    STRANGE_MARKING = "it carries a marking that is no traffic light label and that we cannot read"
    FALSE_LABEL = "it has the id of a traffic light label and says something else"
    UNKNOWN_NAME = "it names something that is not here"
    TOO_FAR = "what it names leads on further than is looked"
    NOBODY = "nobody has said which body it is for"
    DISAGREED = "two readings of its marking came out differently"


@dataclass(frozen=True, slots=True)
class Kept:
    """It stays; `reason` reads as a sentence."""

    reason: Why


Verdict = Allow | Deny | Kept
