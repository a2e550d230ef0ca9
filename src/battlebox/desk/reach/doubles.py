"""People who are on two lists: found by marks that are worthless without the words two key holders agreed by phone.

Law: a mark is a keyed hash, so neither the record nor a copy of it lets anybody test a guess at a name; what is shown
of a double is only whose other list it is on; lists marked with other words are said to be uncompared.
Not here: whom a list's marks are shared with (reach_list.py).
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.reach.person import Person

WORDS_LEAST: Final = 20
_MARK_DIGITS: Final = 12
_POSTCODE: Final = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})\b")


@dataclass(frozen=True, slots=True)
class Marks:
    """`check` is equal on two lists that were marked with the same words; `of` are the marks of each line."""

    check: str
    of: tuple[str, ...]


def marks_of(people: tuple[Person, ...], match_words: str, incident: str) -> Marks:
    """The marks of a list. Raises DeskError for words that could be guessed. Cost: a tenth of a second, on purpose."""
    clean = " ".join(match_words.casefold().split())
    if len(clean) < WORDS_LEAST:
        raise DeskError.of(Code.WEAK_PASSPHRASE, post="the two lists", found=len(clean), least=WORDS_LEAST)
    key = hashlib.scrypt(clean.encode(), salt=bytes.fromhex(incident), n=1 << 15, r=8, p=1, maxmem=1 << 26, dklen=32)
    return Marks(
        _mark(key, "check"), tuple(" ".join(_mark(key, text) for text in _same_as(person)) for person in people)
    )


def lines_also_in(mine: Marks, theirs: Marks) -> frozenset[int]:
    """The lines of one list whose people are on the other too."""
    there = {mark for marks in theirs.of for mark in marks.split()}
    return frozenset(place for place, marks in enumerate(mine.of) if not there.isdisjoint(marks.split()))


def _same_as(person: Person) -> list[str]:
    """What two lists would both say of one person: the name with the postcode, the name with each phone number."""
    name = " ".join(sorted(_plain(person.name).split()))
    code = _POSTCODE.search(person.address.upper())
    place = "".join(code.groups()) if code else "".join(_plain(person.address).split())
    phones = [re.sub(r"\D", "", phone)[-10:] for phone in person.phones]
    return [f"{name}|{found}" for found in [place, *phones] if name and found]


def _plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[^\w ]", "", "".join(letter for letter in bare if not unicodedata.combining(letter)))


def _mark(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:_MARK_DIGITS]
