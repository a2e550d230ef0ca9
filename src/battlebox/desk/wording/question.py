"""What a question would say if it were none: without its first word, "whether records were copied" says that they were.

Law: each part of a question says something of its own, and each thing in a list of it does, and that it is not so;
"why" asks nothing of what follows.
Not here: lists (listed.py), questions that turn round their verb (verbs.py), whether words that say so are honest
(desk.tell).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from battlebox.desk.wording.alike import SHORT, letters_of, one_of, plain, read
from battlebox.desk.wording.listed import each_of
from battlebox.desk.wording.marks import ASKING, CLAUSE, SENTENCE, unmarked
from battlebox.desk.wording.verbs import HELPERS, denied, is_sentence, turned

_WHETHER: Final = ("whether or not", "whether")
_OPEN: Final = (*_WHETHER, "if")
"""Words after which nothing is said to be so."""
_WHAT: Final = ("how many", "how much", "what number of", "what share of", "what", "which")
"""Words that ask for one of the things they name."""
_ASKED: Final = (
    *("how far", "how long", "how often", "how badly", "how widely", "how", "to what extent"),
    *("what proportion", "what part", "when", "where", "who", "whom"),
)
_WHY: Final = plain("why")
_BY: Final = one_of("to", "in", "on", "from", "by", "at", "for", "since", "until", "with", "of", "through", "during")
_EXTENT: Final = one_of("extent", "degree", "date", "day", "time", "hour", "way", "manner", "place")
_BY_WHAT: Final = rf"(?:(?:{plain('the')} {_EXTENT} )?{_BY} )"
"""By whom, in which, the date on which."""
_REST: Final = one_of("exactly", "your", "any of your", "our", "any of the", "any of", "any", "of the", "of", "the")
_BEFORE: Final = plain(
    "we it is are was do does did not nobody no one yet known know knows clear sure can cannot say tell the council"
    " unknown still checking looking finding found out into at this time stage been has have being established"
    " confirmed don't doesn't isn't can't and that us ask asked decided told our experts team police try trying to"
    " learn see seen remains work working find determine open unclear investigating examining reviewing asking"
)
_LEAD: Final = one_of(*_OPEN, *_WHAT, *_ASKED, "why")
_START: Final = rf"(?:(?:{one_of(*_BEFORE.split())}|{CLAUSE}) )*?"
_AFTER: Final = rf" (?:{CLAUSE} )?(?:{_REST} )?(?P<said>\S.*)"
_OPENLY: Final = re.compile(rf"(?P<ahead>(?:.* )?){one_of(*_WHETHER)}{_AFTER}")
_QUESTION: Final = re.compile(rf"{_START}(?P<by>{_BY_WHAT})?(?P<lead>{_LEAD}){_AFTER}")
_DIRECT: Final = re.compile(rf"(?:{_START}{CLAUSE} )?(?P<said>(?:{'|'.join(sorted(HELPERS))}) \S.*)")
_SO: Final = plain("if so")
_AND: Final = rf"(?: {CLAUSE})* {one_of('and', 'or', 'but', 'nor')}"
_NEXT: Final = re.compile(rf"{_AND} (?:{_SO} )?(?=(?:{_BY_WHAT})?{_LEAD}(?: |$))| {_SO} (?={_LEAD} )")
_NOW: Final = one_of("if any", "if at all", "so far", "yet", "by now", "at this time", "at this stage", "in fact")
_TRUE: Final = one_of("it is true that", "it is the case that", "either")
_ASIDE: Final = re.compile(rf"(?: {CLAUSE})? {_NOW}(?: {CLAUSE})?(?= |$)| {_TRUE}(?= )")
_ENDS: Final = re.compile(rf"(?:^| )(?P<lead>{_LEAD})(?: {_REST})?$")
_LISTED: Final = re.compile(rf"(?:^| )(?P<lead>{one_of(*_OPEN)})(?: \S+){{1,8}} {plain('or')}$")
_MOST: Final = 2000
"""More answers than these no question of one line has but one that was written to have them."""
_FEW: Final = 2
"""How many words begin a question in most languages, at the most."""


@lru_cache(maxsize=1024)
def answers_of(wording: str) -> tuple[str, ...]:
    """What a wording would say to be so if it were no question, plain, and that it is not; nothing where it is none."""
    asked = read(wording).replace(SENTENCE, CLAUSE).replace(ASKING, CLAUSE).strip(f" {CLAUSE}")
    found: dict[str, None] = {}
    for sentence in map(unmarked, _sentences(asked)):
        if len(found) >= _MOST:
            break
        found |= dict.fromkeys((sentence, *denied(sentence)))
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
    asked = _ENDS.search(before) or _LISTED.search(before)
    if asked is None or (openly and asked["lead"] not in map(plain, _OPEN)):
        return False
    return not of or f" {asked['lead']} " in f" {of} "


def takes_granted(wording: str) -> bool:
    """Whether a plain question asks more about what it takes to be so: how many, which; not whether."""
    asked = None if _OPENLY.fullmatch(wording) else _QUESTION.fullmatch(wording)
    return asked is not None and asked["lead"] not in map(plain, _OPEN)


def _sentences(asked: str) -> Iterator[str]:
    """What each part of a question says, and each thing in a list of it; the question itself first."""
    for text in dict.fromkeys((asked, _ASIDE.sub("", asked))):
        for part in _NEXT.split(text):
            for said in _said(part.strip(f" {CLAUSE}")):
                yield said
                yield from each_of(said)


def _said(part: str) -> tuple[str, ...]:
    """What one part of a question says: without its question word, and without the thing that this asks for."""
    asked = _OPENLY.fullmatch(part)
    if asked is None or is_sentence(asked["ahead"].split()):
        # What is said before "whether" is the question's own, as far as it is known here.
        asked = _QUESTION.fullmatch(part)
    if asked is None:
        direct = _DIRECT.fullmatch(part)
        return () if direct is None else tuple(turned(direct["said"].split()))
    said = asked["said"]
    if "lead" not in asked.groupdict():
        return (said,)
    if asked["lead"] == _WHY:
        return ()
    thing_gone = (said.partition(" ")[2],) if asked["by"] and asked["lead"] in map(plain, _WHAT) else ()
    return (said, *thing_gone, *turned(said.split()))
