"""What each thing in a list would say: "names, addresses or bank details were copied", that addresses were.

Law: what all share is said of each, whether it stands before the list or after it; what would be no sentence is none,
so that "bank details" alone says nothing.
Not here: what is asked (question.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from battlebox.desk.wording.alike import plain
from battlebox.desk.wording.marks import CLAUSE
from battlebox.desk.wording.verbs import helper_in, is_sentence

_OR: Final = plain("or")
_MOST: Final = 6
"""How many words the first thing of a list has at the most, and the last."""

_Words = Sequence[str]


def each_of(said: str) -> tuple[str, ...]:
    """The sentences that plain words with an "or" say, one for each thing; their commas stand between."""
    words = said.split()
    if _OR not in words:
        return ()
    at = len(words) - 1 - words[::-1].index(_OR)
    before = [each for each in _parted(words[:at]) if each]
    last = [each for each in words[at + 1 :] if each != CLAUSE]
    if not before or not last:
        return ()
    made = [" ".join(each) for each in _made(before, last) if not is_sentence(words) or is_sentence(each)]
    return tuple(dict.fromkeys(made))


def _made(before: Sequence[_Words], last: _Words) -> Iterator[tuple[str, ...]]:
    first, *others = before
    heads = [first[:at] for at in range(max(0, len(first) - _MOST), len(first) + 1)]
    # Where the last has a verb, everything from there is said of all.
    verb = helper_in(last)
    tails = [last[at:] for at in range(min(_MOST, len(last) if verb is None else verb) + 1)]
    for tail in tails:
        yield (*first, *tail)
        yield from ((*head, *other, *tail) for other in others for head in heads)
    yield from ((*head, *last) for head in heads)


def _parted(words: _Words) -> Iterator[list[str]]:
    """The things of a list, in the order in which they stand."""
    part: list[str] = []
    for each in words:
        if each in (CLAUSE, _OR):
            yield part
            part = []
        else:
            part.append(each)
    yield part
