"""Facts that say the same words: a wording that was recorded twice stands under two labels, and perhaps two clearances.

Law: words are the same by their letters alone, as everywhere (desk.wording); what is superseded says them no longer;
a fact that this reader may not see is not told of.
Not here: what follows for words that leave (leave.py).
"""

from __future__ import annotations

from battlebox.desk.record.sight import Sight
from battlebox.desk.tell.fact import FACT, Status, facts_of, versions_of
from battlebox.desk.wording import plain, stands


def twins_of(sight: Sight, thing: str) -> tuple[str, ...]:
    """The other facts of which a version that stands has words that a standing version of this one has, too."""
    said = _said(sight)
    own = {words for words, things in said.items() if thing in things}
    return tuple(dict.fromkeys(other for words in own for other in said[words] if other != thing))


def saying(sight: Sight, wording: str) -> tuple[str, ...]:
    """The facts that stand and say the same words as this wording."""
    return _said(sight).get(plain(wording), ())


def inner_of(sight: Sight, thing: str) -> tuple[str, ...]:
    """The other facts of which the whole wording stands within one of this fact: whoever tells it tells them, too."""
    said = _said(sight)

    def find() -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for words, things in said.items():
            for other, others in said.items():
                if other != words and stands(other, words):
                    for one in things:
                        found.setdefault(one, {}).update(dict.fromkeys(each for each in others if each not in things))
        return {one: tuple(inner) for one, inner in found.items()}

    return sight.shared(("facts within facts",), (FACT,), find).get(thing, ())


def _said(sight: Sight) -> dict[str, tuple[str, ...]]:
    """Which facts say which plain words, found once for all: there are hundreds of facts."""

    def find() -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for thing, _ in facts_of(sight):
            for each in versions_of(sight, thing):
                words = plain(each.value.wording)
                if words and each.value.status is not Status.SUPERSEDED:
                    found.setdefault(words, {})[thing] = None
        return {words: tuple(things) for words, things in found.items()}

    return sight.shared(("facts by their words",), (FACT,), find)
