"""Where a scenario says that more was done than its signs can show: a remark for whoever writes it.

Law: it refuses nothing, for only a person can tell what words promise; each remark has its place, and what to do.
Not here: what is refused (contradictions.py), what an estate cannot order (undecided.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from battlebox.drill.scenario.inject import Expected
from battlebox.drill.scenario.part import PLAYER, PartKind
from battlebox.drill.scenario.scenario import Scenario
from battlebox.drill.scenario.sign import ABOUT
from battlebox.drill.scenario.words import parts_in

_BOTH: Final = re.compile(r"\b(and|with)\b", re.IGNORECASE)
_EITHER: Final = re.compile(r"\bor\b", re.IGNORECASE)
_OF_PARTS: Final = re.compile(r"\{[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that only a person can judge: where it stands, what it is, and what would mend it."""

    place: str
    sentence: str
    hint: str


def remarks(scenario: Scenario) -> tuple[Remark, ...]:
    """Every remark, in the order of the file."""
    kinds = {PLAYER: PartKind.BODY, **{each.id: each.kind for each in scenario.parts}}
    found: list[Remark] = []
    for inject in scenario.injects:
        for at, expected in enumerate(inject.expected, 1):
            place = f"inject {inject.number}, expected {at}"
            found += (Remark(place, *said) for said in _remarks(expected, kinds))
    return tuple(found)


def _remarks(expected: Expected, kinds: dict[str, PartKind]) -> Iterator[tuple[str, str]]:
    word = _BOTH.search(_OF_PARTS.sub("", expected.do))
    if word is not None:
        yield (
            f"it says «{word[1]}», and any one of its signs shows all of it: «{expected.do}»",
            "make one expected of each, or say no more than a sign shows; what no entry shows belongs in scores",
        )
    about = list(dict.fromkeys(sign.about for sign in expected.any if sign.about))
    if len(about) > 1 and not _EITHER.search(expected.do):
        parts = ", ".join(f"{{{each}}}" for each in about)
        yield (
            f"its signs are about {parts}, and any one of them shows it: «{expected.do}»",
            "make one expected of each, or say «or»",
        )
    for sign in expected.any:
        named = [each for each in parts_in(expected.do) if kinds[each] in ABOUT.get(sign.kind, ((), frozenset()))[1]]
        if named and not sign.about and not sign.clock:
            yield (
                f"it names {{{named[0]}}}, and its sign {sign.kind} would be seen for anything: «{expected.do}»",
                f'write about = "{named[0]}" in that sign',
            )
