"""What a leak of some words would tell: names of systems and bodies in them, and facts that may not be public.

Law: a name is looked for whole and by its telling words, and what was not looked for is said.
Not here: writing down that something has leaked (leak.py), what may leave (desk.tell).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from battlebox.desk.compose import Composed
from battlebox.marking import Tlp
from battlebox.web.incident.at_desk import AtDesk

NOT_LOOKED_FOR: Final = (
    "Names outside the estate were not looked for: a supplier, a product, a person, an attacker. Read it for them."
)
_WORD: Final = re.compile(r"[^\W_]+")
_CAPITALS_LEAST, _NAME_LEAST, _LONG_LEAST = 2, 4, 6
_CAPITALS: Final = re.compile(r"[A-Z]")
_DULL: Final = """
adult adults alarm alarms authority backup bank benefit benefits birth births borough building card care case centre
children city cloud combined committee community contact council county customer data deaths device devices digital
district document documents education email endpoint environmental faster file files finance fire form forms government
group health highways homelessness housing income integration internet land legal library limited link links london mail
management mass message messages mobile national network office online parish parking partner partners partnership
payment payments payroll people phone phones planning police public record records recovery registration remote repairs
rescue residents revenues royal send server servers service services shared site social software staff storage street
system systems text time town trust virtual waste website plc ltd llp nhs hr it the and for with
"""
_EVERYDAY: Final = frozenset(_DULL.split())
"""Words of names that are in every message, and so tell nobody anything."""


def learned(desk: AtDesk, text: str) -> list[str]:
    """Names from which a journalist or the attacker learns what is here: whole, or a word of one and whose it is."""
    if not desk.has_estate:
        return []
    ours = desk.body_name(desk.officer.body)
    bodies = [each.name for each in desk.estate.bodies if each.name != ours]
    names = list(dict.fromkeys((*bodies, *(each.name for each in desk.estate.systems))))
    known = {word.casefold() for name in (ours, *(each.name for each in desk.estate.services)) for word in _words(name)}
    return names_in(text, names, known)


def names_in(text: str, names: Iterable[str], known: Iterable[str] = ()) -> list[str]:
    """The names that stand in a text, whole or by a telling word; `known` are words that everybody knows anyway."""
    plain, found = text.casefold(), []
    by_word: dict[str, str] = {}
    anyhow = {word.casefold() for word in _words(text)}
    exact = {word.casefold() for word in _words(text) if not word.islower()}
    dull = _EVERYDAY | set(known)
    for name in names:
        if name.casefold() in plain:
            found.append(name)
            continue
        for word in _words(name):
            small = word.casefold()
            if small not in dull and _tells(word) and small in (anyhow if _in_any_case(word) else exact):
                by_word.setdefault(small, f"{word} (of {name})")
    covered = {word.casefold() for name in found for word in _words(name)}
    return [*found, *(said for word, said in by_word.items() if word not in covered)]


def not_public_words(found: Composed) -> str:
    """Which of its facts may not be public, in a sentence; blank where all may."""
    facts = [each.standing for each in found.goes if each.standing.label is not Tlp.CLEAR]
    if not facts:
        return ""
    named = ", ".join(f"{each.said[0].number} ({each.label.to_text()})" for each in facts)
    is_one = len(facts) == 1
    said = "is a fact that may not be made public" if is_one else "are facts that may not be made public"
    return f"{named} {said}. A leak makes {'it' if is_one else 'them'} so: take out what these readers can do without."


def strict_rows(found: Composed) -> list[tuple[str, str]]:
    """The same as a row of the form that sends the words; none where every fact may be public."""
    said = not_public_words(found)
    return [("Not for the public", said)] if said else []


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _tells(word: str) -> bool:
    """Whether a word of a name is a name itself: capital letters, or one capital before letters enough."""
    return _is_acronym(word) or (len(word) >= _NAME_LEAST and word[0].isupper())


def _in_any_case(word: str) -> bool:
    """Whether it is a name in small letters too: `vpn` and `telephony` are, and `teams` are people."""
    return _is_acronym(word) or len(word) >= _LONG_LEAST


def _is_acronym(word: str) -> bool:
    return len(_CAPITALS.findall(word)) >= _CAPITALS_LEAST
