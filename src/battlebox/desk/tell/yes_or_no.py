"""Ways to say yes or no: one table for whatever answers, in the next sentence, in brackets, or to the press.

Law: words are plain, or `read`; what asks on, sets a condition, or says that nobody knows, answers nothing.
Not here: what was asked, and what is said with it (replies.py).
"""

from __future__ import annotations

import re
from typing import Final

from battlebox.desk.tell.hedged import is_only_open
from battlebox.desk.wording import ASKING, CLAUSE, HELPERS, any_of, plain

# ── the table ────────────────────────────────────────────────────────────────────────────────────────────────────────
_YES: Final = (
    "yes, true, correct, accurate, indeed, certainly, definitely, absolutely, exactly, precisely, of course, confirmed"
    ", undoubtedly, unquestionably, without doubt, without a doubt, no doubt, no question, affirmative"
    ", without question, beyond doubt, beyond question"
)
_MAYBE: Final = "perhaps, probably, possibly, maybe, likely, partly, in part, to some extent"
_NO: Final = "no, not right, untrue, inaccurate, false, wrong, incorrect, nonsense, a lie, unlikely"
"""They answer alone, or at the end of a few words: the answer is yes."""
_AT_THE_END: Final = (
    "so, not, never, the case, a fact, happened, sadly, unfortunately, regrettably, confirm it, confirm this"
    ", confirm that"
)
"""They answer at the end of a few words; in the middle of a sentence they say something else."""
_RIGHT: Final = any_of("right, spot on, not wrong, not mistaken")
_DENY: Final = rf"{any_of('not, n t, cannot, can t, won t')} {any_of('deny it, deny that, deny this')}"
_YES_ALONE: Final = (
    "yep, yup, yeah, aye, ok, sure, for sure, surely, agreed, we agree, quite, quite so, we admit it, evidently"
    ", all of it, all of them, all of that, some of it, some of them, most of it, most of them, both, both of them"
    ", every one of them, as you say, it is as you say, you guessed it, naturally, obviously, clearly, too true"
    ", i fear so, i think so"
)
_NO_ALONE: Final = (
    "nope, nah, negative, by no means, not at all, far from it, on the contrary, no way, none of it, none of them"
    ", you are mistaken, you are wrong, of course not, neither, hardly, i fear not, i think not"
)
"""They answer where nothing else stands between two marks."""

# ── how it is found ──────────────────────────────────────────────────────────────────────────────────────────────────
AND: Final = any_of("and, but, yet, though")
_SHORT: Final = f"(?:{'|'.join(plain('wasn weren isn aren hasn haven hadn didn doesn don').split())}) {plain('t')}"
VERB: Final = f"(?:{_SHORT}|{'|'.join(sorted(HELPERS))})"
_SURE: Final = re.compile(
    rf"\b(?:{any_of('no doubt, no question, without doubt, without a doubt')}|{_RIGHT}|{_DENY})\b"
)
"""They have a word that denies, and say yes."""
_NEGATIVE: Final = re.compile(
    rf"\b(?:{_SHORT}|{any_of('not, never, none, nothing, nobody, neither')}|{any_of(_NO)}|{any_of(_NO_ALONE)})\b"
)
_MORE: Final = f"(?: {any_of('not, been, indeed, too, all, now, already')})*"
_ALONE: Final = (
    f"(?:{any_of(_YES_ALONE)}|{any_of(_NO_ALONE)}|(?:\\S+ ){{0,3}}{_DENY}"
    f"|(?:{any_of('quite, absolutely, you, that, they, this')} "
    f"(?:{any_of('are, is, were, was, re, s, had it, have it')} )?)?(?:{any_of('quite, absolutely')} )?{_RIGHT})"
)
_ENDING: Final = any_of(f"{_YES}, {_MAYBE}, {_NO}, {_AT_THE_END}")
_ANSWER: Final = re.compile(rf"(?:{AND} )?(?:{_ALONE}|(?:\S+ ){{0,4}}(?:{_ENDING}|\S+ {VERB}{_MORE}))")
_IT: Final = any_of("it, they, we, this, that, these, he, she, and it, but it, but we")
_OF_IT: Final = f"{any_of('some, most, all, none, part, much, many')}(?: {any_of('of it, of them, of that')})?"
_SURELY: Final = any_of(
    f"{_YES}, {_MAYBE}, {_NO}, sadly, in fact, we know, we now know, we know that, we now know that"
    ", we believe, we believe that, the answer is"
)
_BARE: Final = re.compile(
    rf"(?:{AND} )?(?:{_SURELY} )*(?:{any_of(f'{_YES}, {_MAYBE}, {_NO}')}|{_ALONE}"
    rf"|(?:{_IT}|{_OF_IT}) (?:{_SURELY} )?{VERB}(?: {any_of('not, been, indeed, all, now, already, so')})*)"
)
_PLAIN_NO: Final = re.compile(
    rf"{any_of('no, not so, not true, untrue, false, nonsense')}"
    rf"|(?:{_IT}|{plain('which')}) (?:{VERB} {plain('not')}|{_SHORT})(?: {any_of('true, so, correct, the case')})?"
    rf"|(?:{_IT}|{plain('which')}) {any_of('is, are')} {any_of('untrue, false, wrong, incorrect, a lie, nonsense')}"
)
_NOT_SAYING: Final = any_of("not, won t, n t, cannot, can t, neither, unable to, decline to, nothing to, no")
_SAYS_NOTHING: Final = re.compile(
    rf"(?:.* )?(?:{_NOT_SAYING}(?: {any_of('able to, going to, to, in a position to, more to, further')})? "
    rf"{any_of('confirm, say, tell, comment, comments, discuss, speculate, add')}(?: .*)?"
    rf"|{any_of('all, what, everything, whatever, best')}(?: {plain('that')})? {any_of('we, they, you')} {VERB})"
)
"""That somebody will not say, or does what can be done."""
_POLITE: Final = re.compile(any_of("sorry, so sorry, i am sorry, we are sorry, thanks, thank you, please"))
ASKS_ON: Final = frozenset(
    plain(
        "if when once until as whether where while because unless although how what who whom why which before after"
        " since than or should"
    ).split()
)
"""Words of a part that answers nothing: it asks on, or says under which condition."""
_PARTS_MOST: Final = 2
"""In how many parts of a sentence an answer is looked for: sadly, it was."""
_WORDS_MOST: Final = 4
"""How many words a part before the answer has at the most."""


def answer_of(sentence: str) -> bool | None:
    """Whether a sentence begins with an answer: yes or no; nothing where it is none."""
    if not sentence or sentence.endswith(ASKING) or says_nothing(sentence):
        return None
    for part in parts_of(sentence)[:_PARTS_MOST]:
        # It is as you say: within an answer, such a word asks nothing.
        if answer_alone(part) is None and not ASKS_ON.isdisjoint(part.split()):
            return None
        if _ANSWER.fullmatch(part):
            return _is_yes(part)
        if len(part.split()) > _WORDS_MOST:
            return None
    return None


def answer_alone(part: str) -> bool | None:
    """Whether a part of a sentence is an answer and has nothing else, wherever it stands; nothing where it is none."""
    return _is_yes(part) if _BARE.fullmatch(part) and not is_only_open(part) else None


def answers_within(sentence: str) -> bool | None:
    """Whether a part of a sentence, the first that is nothing else, answers."""
    return next((each for each in map(answer_alone, parts_of(sentence)) if each is not None), None)


def says_nothing(sentence: str) -> bool:
    """Whether a sentence says that something is not known, or is not said, and nothing else."""
    parts = [part for part in parts_of(sentence) if not _POLITE.fullmatch(part)]
    return is_only_open(sentence) or all(map(_SAYS_NOTHING.fullmatch, parts))


def is_plain_no(words: str) -> bool:
    """Whether words say no, and nothing else."""
    parts = parts_of(words)
    return bool(parts) and all(_PLAIN_NO.fullmatch(each) for each in parts)


def parts_of(sentence: str) -> tuple[str, ...]:
    """What stands between the marks of a sentence, without blanks."""
    return tuple(each for each in map(str.strip, sentence.removesuffix(ASKING).split(CLAUSE)) if each)


def _is_yes(part: str) -> bool:
    return _NEGATIVE.search(_SURE.sub("", part)) is None
