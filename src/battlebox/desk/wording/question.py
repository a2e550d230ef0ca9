"""What a question would say if it were none: without its first word, "whether records were copied" says that they were.

Law: each part of a question says something of its own, and either side of an "or" does.
Not here: whether words that say so are honest (desk.tell).
"""

from __future__ import annotations

import re
from typing import Final

from battlebox.desk.wording.alike import SHORT, letters_of, one_of, plain

_OPEN: Final = ("whether or not", "whether", "if")
"""Words after which nothing is said to be so."""
_ASKED: Final = (
    *("how many", "how much", "how far", "how long", "how often", "how badly", "how widely", "how", "to what extent"),
    *("what number", "what share", "what proportion", "what part", "which", "when", "where", "who", "whom", "why"),
    "what",
)
_REST: Final = ("any of the", "any of", "any", "of the", "of", "the")
_BEFORE: Final = plain(
    "we it is are was do does did not nobody no one yet known know knows clear sure can cannot say tell the council"
    " unknown still checking looking finding found out into at this time stage been has have being established"
    " confirmed don't doesn't isn't can't and that us ask asked decided told"
)


_LEAD: Final = one_of(*_OPEN, *_ASKED)
_SO: Final = plain("if so")
_QUESTION: Final = re.compile(rf"(?:{one_of(*_BEFORE.split())} )*?{_LEAD} (?:{one_of(*_REST)} )?(?P<said>\S.*)")
_NEXT: Final = re.compile(rf" {one_of('and', 'or', 'but', 'nor')} (?:{_SO} )?(?={_LEAD} )| {_SO} (?={_LEAD} )")
_ASIDE: Final = re.compile(rf" {one_of('if any', 'if at all', 'so far')}(?= )")
_OR: Final = f" {plain('or')} "
_ENDS: Final = re.compile(rf"(?:^| )(?P<lead>{_LEAD})(?: {one_of(*_REST)})?$")
_FEW: Final = 2
"""How many words begin a question in most languages, at the most."""


def answers_of(wording: str) -> tuple[str, ...]:
    """What a plain wording would say to be so if it were no question; nothing where it is none."""
    found: dict[str, None] = {}
    for part in _NEXT.split(_ASIDE.sub("", wording)):
        asked = _QUESTION.fullmatch(part.strip()) if part else None
        if asked is not None:
            found |= dict.fromkeys((asked["said"], *_either(asked["said"])))
    return tuple(each for each in found if " " in each)


def foreign_answers(wording: str) -> tuple[str, ...]:
    """The same of a language whose questions nobody reads here: without its first words, or without its last."""
    words = wording.split()
    parts = (" ".join(each) for each in (words[1:], words[_FEW:], words[:-1]))
    return tuple(each for each in parts if len(letters_of(each)) >= SHORT)


def is_asked(before: str, *, openly: bool = False, of: str = "") -> bool:
    """Whether a question begins right there, after these plain words.

    `openly`: one after which nothing is said; `of`: one that begins as that plain wording asks.
    """
    asked = _ENDS.search(before)
    if asked is None or (openly and asked["lead"] not in map(plain, _OPEN)):
        return False
    return not of or f" {asked['lead']} " in f" {of} "


def _either(said: str) -> tuple[str, ...]:
    """Either side of an "or", each as a sentence: what both share is said once, before it or after."""
    first, between, second = said.partition(_OR)
    if not between:
        return ()
    one, other = first.split(), second.split()
    shared_before = " ".join((*one[: max(0, len(one) - len(other))], *other))
    shared_after = " ".join((*one, *other[len(one) :]))
    return (first, second, shared_before, shared_after)
