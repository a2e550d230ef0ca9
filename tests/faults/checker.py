"""Whether what everybody was answered, and what is in the record in the end, can both be true.

Law: each thing that is wrong is told, with its kind and the marks that show it; nothing is put down to chance.
Not here: whether signatures and links of the record hold (`battlebox journal verify` does that).

What is asked, of a history and the lines of the record in their order:

1. What was acknowledged is in the record, once, under the number that was told.
2. What was refused is not there; nothing is there that nobody sent; nothing is there twice.
3. What was acknowledged before something else was sent comes before it.
4. Whoever looks sees all that was acknowledged, or shown to anybody, before the look began; and nothing that was sent
   after it ended. What was shown is in the record.
5. Where the desk said that it did not know, and a look after that did not find it, it never turns up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto

from faults.history import Answer, Asked, Kept


class Kind(StrEnum):
    """What is wrong."""

    LOST = auto()
    DOUBLED = auto()
    NOBODYS = auto()
    REFUSED_AND_KEPT = auto()
    MISNUMBERED = auto()
    REORDERED = auto()
    UNSEEN = auto()
    FORGOTTEN = auto()
    FORESEEN = auto()
    TURNED_UP = auto()


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that cannot be."""

    kind: Kind
    words: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.words}"


def wrongs(asked: Sequence[Asked], kept: Sequence[Kept]) -> list[Wrong]:
    """All that is wrong; empty where everything can be true at once."""
    sent = {each.mark: each for each in asked if each.mark}
    assert len(sent) == sum(bool(each.mark) for each in asked), "two forms had one mark"
    looks = sorted((each for each in asked if each.answer is Answer.SHOWN), key=lambda each: each.at)
    return [*_kept(sent, kept), *_numbered(sent, kept), *_ordered(sent, kept), *_shown(sent, looks, kept)]


def _kept(sent: dict[str, Asked], kept: Sequence[Kept]) -> Iterator[Wrong]:
    held = Counter(each.mark for each in kept)
    for mark, each in sent.items():
        if each.answer is Answer.SAVED and not held[mark]:
            yield Wrong(Kind.LOST, f"{mark} was acknowledged at {each.until:.3f} and is not in the record")
        if each.answer is Answer.REFUSED and held[mark]:
            yield Wrong(Kind.REFUSED_AND_KEPT, f"{mark} was refused at {each.until:.3f} and is in the record")
    for mark, many in held.items():
        if mark not in sent:
            yield Wrong(Kind.NOBODYS, f"{mark} is in the record, and nobody sent it")
        if many > 1:
            yield Wrong(Kind.DOUBLED, f"{mark} is in the record {many} times")


def _numbered(sent: dict[str, Asked], kept: Sequence[Kept]) -> Iterator[Wrong]:
    numbers = {each.mark: each.number for each in kept}
    for mark, each in sent.items():
        if each.number and mark in numbers and numbers[mark] != each.number:
            yield Wrong(Kind.MISNUMBERED, f"{mark} was told to be {each.number} and is {numbers[mark]}")
    for number, many in Counter(each.number for each in kept).items():
        if many > 1:
            yield Wrong(Kind.MISNUMBERED, f"{many} lines of the record are {number}")


def _ordered(sent: dict[str, Asked], kept: Sequence[Kept]) -> Iterator[Wrong]:
    """A line that was acknowledged before the form of an earlier line was first sent."""
    begun, by = -1.0, ""
    for each in kept:
        one = sent.get(each.mark)
        if one is None:
            continue
        if one.answer is Answer.SAVED and one.until < begun:
            yield Wrong(Kind.REORDERED, f"{each.mark} was acknowledged before {by} was sent, and comes after it")
        if one.at > begun:
            begun, by = one.at, each.mark


def _shown(sent: dict[str, Asked], looks: Sequence[Asked], kept: Sequence[Kept]) -> Iterator[Wrong]:
    held = {each.mark for each in kept}
    for look in looks:
        shown, at = set(look.shown), f"the look of {look.who} at {look.at:.3f}"
        due = {mark for mark, each in sent.items() if each.answer is Answer.SAVED and each.until < look.at}
        before = {mark for other in looks if other.until < look.at for mark in other.shown}
        for mark in sorted(due - shown):
            yield Wrong(Kind.UNSEEN, f"{mark} was acknowledged before {at}, which did not show it")
        for mark in sorted(before - due - shown):
            yield Wrong(Kind.FORGOTTEN, f"{mark} was shown before {at}, which did not show it")
        for mark in sorted(shown):
            if mark not in sent:
                yield Wrong(Kind.NOBODYS, f"{mark} was in {at}, and nobody sent it")
            elif sent[mark].at > look.until:
                yield Wrong(Kind.FORESEEN, f"{mark} was in {at}, and was sent after it")
            if mark not in held:
                yield Wrong(Kind.LOST, f"{mark} was in {at} and is not in the record")
        for mark, each in sent.items():
            if each.answer is Answer.IN_DOUBT and each.until < look.at and mark in held - shown:
                yield Wrong(Kind.TURNED_UP, f"{mark} was in doubt, {at} did not show it, and it is in the record")
