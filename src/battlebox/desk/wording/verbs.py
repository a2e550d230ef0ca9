"""What small verbs do in a sentence: a question turns round one of them, a "not" follows it, nothing is said without.

Law: words are plain; a sentence that nobody would say does no harm, for it stands nowhere.
Not here: which words ask (question.py), lists (listed.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from battlebox.desk.wording.alike import plain

_DID, _DO, _DOES = plain("did"), plain("do"), plain("does")
HELPERS: Final = frozenset(
    plain("am is are was were has have had will would shall should can could may might must").split()
) | {_DID, _DO, _DOES}
"""Verbs round which a question turns."""
_PASTS: Final = plain(
    "become became begin began break broke bring brought buy bought come came cut cut do did fall fell find found"
    " get got give gave go went have had hit hit hold held keep kept know knew leave left let let lose lost make made"
    " pay paid put put read read say said see saw sell sold send sent shut shut speak spoke steal stole take took"
    " tell told think thought write wrote"
).split()
_PAST: Final = dict(zip(_PASTS[::2], _PASTS[1::2], strict=True))
"""What a verb is now, and was, where it takes no "ed"."""
_ENDING: Final = plain("ed")
_NOT: Final = tuple(map(plain, ("not", "n't", "never")))
_SHORT: Final = {plain(verb): plain(no) for verb, no in (("can n t", "can't"), ("will n t", "won't"))}


def is_sentence(words: Sequence[str]) -> bool:
    """Whether plain words have somebody or something that does, did or is: a verb, and not at their beginning."""
    return any(each in HELPERS or each in _PAST.values() or each.endswith(_ENDING) for each in words[1:])


def helper_in(words: Sequence[str]) -> int | None:
    """Where the first small verb stands, after whoever it is about."""
    return next((at for at, each in enumerate(words) if at and each in HELPERS), None)


def turned(words: Sequence[str]) -> Iterator[str]:
    """What a direct question would say: "was data copied" that data was copied; its verb may go anywhere."""
    if words and words[0] in HELPERS:
        helper, *rest = words
        for at in range(1, len(rest)):
            yield " ".join((*rest[:at], *_with(helper, rest[at]), *rest[at + 1 :]))


def denied(sentence: str) -> Iterator[str]:
    """The same sentence with a "not"."""
    words = sentence.split()
    at = helper_in(words)
    if at is not None:
        for no in _NOT:
            verb = f"{words[at]} {no}"
            yield " ".join((*words[:at], _SHORT.get(verb, verb), *words[at + 1 :]))


def _with(helper: str, word: str) -> tuple[str, ...]:
    """A word of a question as a verb of its answer, or with the small verb before it."""
    if helper == _DO:
        return (word,)
    if helper == _DOES:
        return (f"{word}s",)
    if helper == _DID:
        return (_PAST.get(word) or _past(word),)
    return (helper, word)


def _past(word: str) -> str:
    if word.endswith("y"):
        return word[:-1] + plain("ied")
    return word + _ENDING[word.endswith("e") :]
