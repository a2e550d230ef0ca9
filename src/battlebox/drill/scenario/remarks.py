"""Where a scenario says that more was done than its signs can show: a remark for whoever writes it.

Law: it refuses nothing, for only a person can tell what words promise; each remark has its place, and what to do.
Not here: what is refused (contradictions.py), what an estate cannot order (undecided.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from battlebox.desk.tell import Start, shipped_library
from battlebox.drill.scenario.inject import Expected
from battlebox.drill.scenario.part import OTHERS, PLAYER, PartKind
from battlebox.drill.scenario.scenario import Scenario
from battlebox.drill.scenario.sign import ABOUT, WHERE, Sign
from battlebox.drill.scenario.words import parts_in
from battlebox.journal import Kind

_BOTH: Final = re.compile(r"\b(and|with)\b", re.IGNORECASE)
_EITHER: Final = re.compile(r"\bor\b", re.IGNORECASE)
_OUTSIDE: Final = re.compile(r"\b(outside|another body|other bodies|another council|other councils)\b", re.IGNORECASE)
_STAFF: Final = re.compile(r"\bstaff\b", re.IGNORECASE)
_CLOCK: Final = re.compile(r"\bclock\b", re.IGNORECASE)
_TO_BODIES: Final = frozenset({Kind.CONTACT_RUNG, Kind.BULLETIN_SENT, Kind.FACT_RELEASED, Kind.MESSAGE_ORDERED})
_STATES: Final = {Kind.SUSPICION_STATED: "state", Kind.FACT_STATED: "status", Kind.FACT_CHANGED: "status"}
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
        if named and not sign.about and not _is_own(sign):
            yield (
                f"it names {{{named[0]}}}, and its sign {sign.kind} would be seen for anything: «{expected.do}»",
                f'write about = "{named[0]}" in that sign',
            )
        yield from _to_whom(expected, sign)
        yield from _other_state(expected, sign)


def _other_state(expected: Expected, sign: Sign) -> Iterator[tuple[str, str]]:
    """Where the words name how a thing stands, and the sign would be seen for another answer."""
    field = _STATES.get(sign.kind, "")
    states = WHERE[sign.kind][field] if field else ()
    named = [each for each in states if re.search(rf"\b{re.escape(each)}\b", expected.do, re.IGNORECASE)]
    asked = dict(sign.where).get(field)
    if named and asked not in named:
        other = asked or next(each for each in states if each not in named)
        yield (
            f"it says «{named[0]}», and its sign {sign.kind} would be seen for «{other}»: «{expected.do}»",
            f'write where = {{ {field} = "{named[0]}" }} in that sign, or say what else shows it',
        )


def _is_own(sign: Sign) -> bool:
    """Whether it is about a clock by which one is told alone: of a host's, each controller has to be told."""
    return any(each.id == sign.clock and each.on is not Start.HOST for each in shipped_library().clocks)


def _to_whom(expected: Expected, sign: Sign) -> Iterator[tuple[str, str]]:
    """Where another addressee, or the opposite answer, would be seen for what the words say."""
    said, where = f"its sign {sign.kind} would be seen", dict(sign.where)
    word = _OUTSIDE.search(expected.do)
    if word is not None and sign.kind in _TO_BODIES and not sign.about:
        yield (
            f"it says «{word[1]}», and {said} for anybody: «{expected.do}»",
            f'write about = "{OTHERS}" in that sign',
        )
    if _STAFF.search(expected.do) and "outlet" in WHERE.get(sign.kind, {}) and "outlet" not in where:
        yield (
            f"it says «staff», and {said} for words to anybody: «{expected.do}»",
            'write where = { outlet = "staff memo" } in that sign',
        )
    if sign.kind is Kind.CLOCK_CHANGED and "state" not in where and not _CLOCK.search(expected.do):
        yield (
            f"{said} whatever is judged, also that the clock runs: «{expected.do}»",
            'write where = { state = "not reportable" } in that sign, or say that the clock is judged',
        )
