"""A bulletin as somebody types it: a plain text of fields, with every field of an empty one explained.

Law: a time without an offset is London's; what is not said is not guessed, but for the time of issue; a value to look
for that is not recognised is refused with its line.
Not here: which kind a value is (the caller's `recognise`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from battlebox.desk import LONDON
from battlebox.estate import read_toml
from battlebox.share.bulletin.bulletin import Believed, Bulletin
from battlebox.share.bulletin.errors import BulletinError, Code
from battlebox.share.bulletin.reading import from_says

Recognise = Callable[[str], tuple[str, str]]
"""The kind and the value of a word somebody typed; raises ValueError for one that it does not know."""
DRAFT: Final = '''# A partner bulletin. Fill in what you know; leave a list empty where there is nothing.
issuer = ""            # the id of your body, such as northmere
issuer_name = ""       # as partners know it
number = 1             # your bulletins count up from 1
title = ""             # one line
tlp = "TLP:AMBER+STRICT"   # or TLP:AMBER, TLP:GREEN, TLP:CLEAR; RED never travels as a file
audience = []          # bodies it is for, such as ["eastholt"]
expires = ""           # until when it holds, such as "2026-11-25T09:30", London time
next = ""              # when you say more
ring = ""              # an office and its number, by night as well

confirmed = []         # what you know, one sentence each: ["An admin account was used at night."]
believed = []          # what you believe and have not confirmed
unknown = []           # what you do not know yet
todo = []              # what they should do now
avoid = []             # what they should not do
contained = []         # what you have cut off, and whether that was verified
asks = []              # what you ask of them

# What to look for, one on each line, then a note: addresses, names, hashes. hxxp and [.] are understood.
look_for = """
"""
'''
_BELIEVED: Final = (Believed.CONFIRMED, Believed.BELIEVED, Believed.UNKNOWN, Believed.DENIED)
_TIMES: Final = ("issued", "expires", "next")


def from_draft(text: str, now: datetime, recognise: Recognise) -> Bulletin:
    """The bulletin that a draft makes, issued at the aware instant `now`. Raises BulletinError that names the field."""
    try:
        given = read_toml(text)
    except tomllib.TOMLDecodeError as wrong:
        raise BulletinError.of(Code.NOT_A_DRAFT, why=str(wrong)) from None
    says: dict[str, Any] = {"issued": now.isoformat(), **{name: value for name, value in given.items() if value != ""}}
    says["facts"] = [*says.get("facts", []), *_facts(says)]
    says["indicators"] = [*says.get("indicators", []), *look_for(str(says.pop("look_for", "")), recognise)]
    for field in _TIMES:
        if field in says:
            says[field] = _time(field, says[field])
    return from_says(says)


def look_for(text: str, recognise: Recognise) -> Iterator[Mapping[str, str]]:
    """What stands on each line: a value, and a note after a space."""
    for place, row in enumerate(text.splitlines(), 1):
        value, _, note = row.strip().partition(" ")
        if not value:
            continue
        try:
            kind, whole = recognise(value)
        except ValueError:
            raise BulletinError.of(Code.NOT_RECOGNISED, row=place) from None
        yield {"kind": kind, "value": whole, "note": note.strip()}


def _facts(says: dict[str, Any]) -> Iterator[Mapping[str, Any]]:
    for believed in _BELIEVED:
        lines = says.pop(believed.value, [])
        if not isinstance(lines, list):
            raise BulletinError.of(Code.WRONG_KIND, field=believed.value, what='a list, such as ["One sentence."]')
        yield from ({"words": words, "believed": believed.value} for words in lines)


def _time(field: str, value: object) -> str:
    try:
        found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        raise BulletinError.of(Code.BAD_TIME, field=field) from None
    if isinstance(value, date) and not isinstance(value, datetime):
        raise BulletinError.of(Code.BAD_TIME, field=field)
    return (found if found.tzinfo is not None else found.replace(tzinfo=LONDON)).isoformat()
