"""Whether a sentence says how a fact stands: that it is believed, not known, or not true.

Law: what is not confirmed is told only with that; a sentence that says it in its own words says it as well.
Not here: which facts stand in words (found.py).
"""

from __future__ import annotations

import re
from typing import Final

from battlebox.desk.tell.fact import Status
from battlebox.desk.wording import is_asked, one_of, plain

_YET: Final = f"(?: {plain('yet')})?"
_THAT: Final = f"(?: {plain('that')})?"
_NOT: Final = f"{one_of('not', 'isn t', 'aren t', 'hasn t')}{_YET}(?: {plain('been')})?"
_WE_DO_NOT: Final = one_of("do not", "don t", "does not", "doesn t", "did not")
_WE_CANNOT: Final = one_of("cannot", "can not", "can t", "could not")
_TRYING: Final = one_of(
    *("unknown", "checking", "check", "find out", "finding out", "investigating", "looking into", "working out"),
    *("work out", "trying to", "too early", "nobody knows", "no one knows", "will tell", "will say"),
)
_OPEN: Final = re.compile(
    rf"\b(?:{_NOT} {one_of('known', 'clear', 'certain', 'sure', 'established', 'confirmed', 'told')}"
    rf"|{_WE_DO_NOT}{_YET} {plain('know')}|{_WE_CANNOT}{_YET} {one_of('say', 'tell', 'confirm')}|{_TRYING})\b"
)
_LINK: Final = f"(?: {one_of('that', 'whether', 'if', 'about', 'of')})?"
_OPEN_BEFORE: Final = re.compile(rf"{_OPEN.pattern}{_LINK}$")
_WHICH: Final = one_of("which", "this", "that", "it", "but this", "but that", "but it", "and this", "all this")
_BE: Final = one_of("is", "are", "was", "were", "remains", "remain", "has", "have")
_IS: Final = f"(?:{_WHICH} )?(?:{_BE} )?(?:{plain('still')} )?"
_OPEN_AFTER: Final = re.compile(rf"^(?:{one_of('we', 'nobody', 'no one')} )?{_IS}{_OPEN.pattern}")
_THINK: Final = one_of("believe", "believed", "believes", "think", "suspect", "suspected", "likely", "appears", "seems")
_UNLESS: Final = "".join(f"(?<!{plain(each)} )" for each in ("not", "no longer", "never", "n t"))
_BELIEVED: Final = re.compile(rf"{_UNLESS}\b{_THINK}{_THAT}$")
_UNSURE: Final = rf"\b(?:{_NOT} {one_of('confirmed', 'certain', 'sure')}|{plain('unconfirmed')})\b"
_UNSURE_BEFORE: Final = re.compile(f"{_UNSURE}{_LINK}$")
_UNSURE_AFTER: Final = re.compile(f"^{_IS}{_UNSURE}")
_FALSE: Final = f"(?<!{plain('not')} ){one_of('untrue', 'false', 'incorrect')}"
_UNTRUE: Final = rf"(?:{_NOT} {one_of('true', 'correct', 'so', 'the case')}|{_FALSE})"
_DENY: Final = one_of("we deny", "they deny", "the council denies")
_DENIED: Final = re.compile(rf"\b(?:{_UNTRUE}(?: {plain('to say')})?|{_DENY}){_THAT}$")
_DENIED_AFTER: Final = re.compile(rf"^{_IS}{_UNTRUE}\b")
_SAID: Final = re.compile(rf"\b{one_of('said', 'told', 'wrote', 'stated', 'reported', 'published', 'announced')}\b")


def says_how(status: Status, before: str, after: str, *, question: str = "") -> bool:
    """Whether the plain words right before a wording, or right after it, say how it stands.

    `question` is the fact's wording where this is what it would say if somebody could answer it.
    """
    if status is Status.UNKNOWN and question:
        is_open = _OPEN.search(before) is not None
        return is_asked(before, openly=True) or (is_open and is_asked(before, of=question))
    if status is Status.UNKNOWN:
        return bool(_OPEN_BEFORE.search(before) or _OPEN_AFTER.search(after))
    if status is Status.BELIEVED:
        return bool(_BELIEVED.search(before) or _UNSURE_BEFORE.search(before) or _UNSURE_AFTER.search(after))
    if status is Status.DENIED:
        return bool(_DENIED.search(before) or _DENIED_AFTER.search(after))
    return False


def is_quoted(before: str, _after: str) -> bool:
    """Whether the words before an older wording, within its sentence, say that it was said."""
    return _SAID.search(before) is not None
