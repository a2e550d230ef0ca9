"""Whether a sentence says how a fact stands: that it is believed, not known, or not true.

Law: what is not confirmed is told only with that; a sentence that says it in its own words says it as well.
Not here: which facts stand in words (found.py).
"""

from __future__ import annotations

import re
from typing import Final

from battlebox.desk.tell.fact import Status
from battlebox.desk.wording import is_asked, plain


def _any_of(*phrases: str) -> str:
    return f"(?:{'|'.join(map(plain, phrases))})"


_YET: Final = f"(?: {plain('yet')})?"
_THAT: Final = f"(?: {plain('that')})?"
_NOT: Final = f"{_any_of('not', 'isn t', 'aren t', 'hasn t')}{_YET}(?: {plain('been')})?"
_WE_DO_NOT: Final = _any_of("do not", "don t", "does not", "doesn t", "did not")
_WE_CANNOT: Final = _any_of("cannot", "can not", "can t", "could not")
_TRYING: Final = _any_of(
    *("unknown", "checking", "check", "find out", "finding out", "investigating", "looking into", "working out"),
    *("work out", "trying to", "too early", "nobody knows", "no one knows", "will tell", "will say"),
)
_OPEN: Final = re.compile(
    rf"\b(?:{_NOT} {_any_of('known', 'clear', 'certain', 'sure', 'established', 'confirmed', 'told')}"
    rf"|{_WE_DO_NOT}{_YET} {plain('know')}|{_WE_CANNOT}{_YET} {_any_of('say', 'tell', 'confirm')}|{_TRYING})\b"
)
_THINK: Final = _any_of(
    "believe", "believed", "believes", "think", "suspect", "suspected", "likely", "appears", "seems"
)
_BELIEVED: Final = re.compile(rf"(?<!{plain('not')} )\b{_THINK}{_THAT}$")
_UNSURE: Final = re.compile(rf"\b(?:{_NOT} {_any_of('confirmed', 'certain', 'sure')}|{plain('unconfirmed')})\b")
_WRONG: Final = _any_of("untrue", "false", "wrong", "incorrect")
_UNTRUE: Final = rf"(?:{_NOT} {_any_of('true', 'correct', 'right', 'so', 'the case')}|{_WRONG})"
_DENIED: Final = re.compile(rf"\b{_UNTRUE}(?: {plain('to say')})?{_THAT}$")
_DENIED_AFTER: Final = re.compile(rf"^(?:{_any_of('that', 'this', 'it')} )?(?:{_any_of('is', 'was')} )?{_UNTRUE}\b")
_SAID: Final = re.compile(rf"\b{_any_of('said', 'told', 'wrote', 'stated', 'reported', 'published', 'announced')}\b")


def says_how(status: Status, before: str, after: str, *, answers: bool = False) -> bool:
    """Whether the plain words around a wording, within its sentence, say how it stands.

    `answers`: it is what a question that nobody can answer yet would say if somebody could.
    """
    if status is Status.UNKNOWN:
        is_open = _OPEN.search(before if answers else f"{before} {after}") is not None
        return (is_asked(before, openly=True) or (is_asked(before) and is_open)) if answers else is_open
    if status is Status.BELIEVED:
        return bool(_BELIEVED.search(before) or _UNSURE.search(f"{before} | {after}"))
    if status is Status.DENIED:
        return bool(_DENIED.search(before) or _DENIED_AFTER.search(after))
    return False


def is_quoted(before: str, _after: str) -> bool:
    """Whether the words before an older wording, within its sentence, say that it was said."""
    return _SAID.search(before) is not None
