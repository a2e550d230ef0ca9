"""A bulletin as plain values, and back: what stands in the file.

Law: `from_says(to_says(bulletin))` is the bulletin; every field is checked, and one that is not known is refused.
Not here: the bytes (signed.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

from battlebox.estate import is_short_id
from battlebox.journal import Json
from battlebox.marking import MarkingError, Tlp
from battlebox.share.bulletin.bulletin import (
    AUDIENCE_MOST,
    HEADINGS,
    INDICATORS_MOST,
    LETTERS_MOST,
    LINES_MOST,
    TITLE_MOST,
    Believed,
    Bulletin,
    Fact,
    Indicator,
)
from battlebox.share.bulletin.errors import BulletinError, Code

T = TypeVar("T")

_NUMBER_MOST: Final = 9999
_STEERS: Final = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029]")
"""Letters that steer a terminal or a printer, or end a line where none ends."""
_NEEDED: Final = {
    "issuer": "write the id of your body, such as northmere",
    "issuer_name": "write the name of your body as people know it",
    "number": "number your bulletins 1, 2, 3",
    "title": "say in one line what it is about",
    "tlp": "write TLP:AMBER+STRICT, TLP:AMBER, TLP:GREEN or TLP:CLEAR",
    "issued": "write when it is issued",
    "expires": "write until when it holds",
    "ring": "write an office and how it is reached, by night as well",
}
_LINES: Final = tuple(name for name, _ in HEADINGS)
_ALL: Final = frozenset({*_NEEDED, *_LINES, "audience", "next", "facts", "indicators"})


def to_says(bulletin: Bulletin) -> dict[str, Json]:
    """The fields of a bulletin as they stand in the file."""
    return {
        "issuer": bulletin.issuer,
        "issuer_name": bulletin.issuer_name,
        "number": bulletin.number,
        "title": bulletin.title,
        "tlp": bulletin.tlp.value,
        "issued": _instant(bulletin.issued),
        "expires": _instant(bulletin.expires),
        "next": None if bulletin.next_at is None else _instant(bulletin.next_at),
        "ring": bulletin.ring,
        "audience": sorted(bulletin.audience),
        "facts": [{"words": one.words, "believed": one.believed.value, "tlp": one.tlp.value} for one in bulletin.facts],
        "indicators": [
            {"kind": one.kind, "value": one.value, "note": one.note, "tlp": one.tlp.value}
            for one in bulletin.indicators
        ],
        **{name: list(getattr(bulletin, name)) for name in _LINES},
    }


def from_says(says: Mapping[str, Any]) -> Bulletin:
    """The bulletin that these fields make. Raises BulletinError that names the field."""
    for field in says:
        if field not in _ALL:
            raise BulletinError.of(Code.UNKNOWN_FIELD, field=str(field)[:40])
    for field, hint in _NEEDED.items():
        if says.get(field) in (None, ""):
            raise BulletinError.of(Code.MISSING, field=field, hint=hint)
    tlp = _label("tlp", says["tlp"])
    return Bulletin(
        issuer=_body("issuer", says["issuer"]),
        issuer_name=_text("issuer_name", says["issuer_name"], TITLE_MOST),
        number=_number("number", says["number"]),
        title=_text("title", says["title"], TITLE_MOST),
        tlp=tlp,
        issued=_time("issued", says["issued"]),
        expires=_time("expires", says["expires"]),
        ring=_text("ring", says["ring"], TITLE_MOST * 2),
        audience=tuple(sorted(set(_list("audience", says, _body, AUDIENCE_MOST)))),
        next_at=_time("next", says["next"]) if says.get("next") else None,
        facts=_list("facts", says, lambda field, one: _fact(field, one, tlp), LINES_MOST),
        indicators=_list("indicators", says, lambda field, one: _indicator(field, one, tlp), INDICATORS_MOST),
        **{name: _list(name, says, _text, LINES_MOST) for name in _LINES},
    )


def _list(field: str, says: Mapping[str, Any], read: Callable[[str, Any], T], most: int) -> tuple[T, ...]:
    given = says.get(field) or ()
    if not isinstance(given, list | tuple):
        raise BulletinError.of(Code.WRONG_KIND, field=field, what="a list")
    if len(given) > most:
        raise BulletinError.of(Code.TOO_MANY, field=field, most=most)
    return tuple(read(f"{field}, entry {place}", one) for place, one in enumerate(given, 1))


def _fact(field: str, one: object, own: Tlp) -> Fact:
    given = _fields(field, one, {"words", "believed", "tlp"})
    try:
        believed = Believed(given.get("believed", ""))
    except ValueError:
        raise BulletinError.of(
            Code.WRONG_KIND, field=field, what="confirmed, believed, unknown or denied, in `believed`"
        ) from None
    return Fact(_text(field, given.get("words")), believed, _label(field, given.get("tlp", own.value)))


def _indicator(field: str, one: object, own: Tlp) -> Indicator:
    given = _fields(field, one, {"kind", "value", "note", "tlp"})
    note = given.get("note", "")
    return Indicator(
        _text(field, given.get("kind"), 40),
        _text(field, given.get("value")),
        _text(field, note) if note else "",
        _label(field, given.get("tlp", own.value)),
    )


def _fields(field: str, one: object, known: set[str]) -> Mapping[str, Any]:
    if not isinstance(one, Mapping):
        raise BulletinError.of(Code.WRONG_KIND, field=field, what="a table with " + ", ".join(sorted(known)))
    for name in one:
        if name not in known:
            raise BulletinError.of(Code.UNKNOWN_FIELD, field=f"{field}, {str(name)[:40]}")
    return one


def _text(field: str, value: object, most: int = LETTERS_MOST) -> str:
    if not isinstance(value, str) or not value.strip():
        raise BulletinError.of(Code.WRONG_KIND, field=field, what="words")
    if len(value) > most:
        raise BulletinError.of(Code.TOO_LONG, field=field, most=most)
    if _STEERS.search(value):
        raise BulletinError.of(Code.UNSEEN, field=field)
    return value.strip()


def _body(field: str, value: object) -> str:
    if not isinstance(value, str) or not is_short_id(value):
        raise BulletinError.of(Code.BAD_BODY, field=field, found=repr(str(value)[:40]))
    return value


def _number(field: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= _NUMBER_MOST:
        raise BulletinError.of(Code.WRONG_KIND, field=field, what=f"a number from 1 to {_NUMBER_MOST}")
    return value


def _label(field: str, value: object) -> Tlp:
    try:
        return Tlp.from_text(str(value))
    except MarkingError:
        raise BulletinError.of(Code.WRONG_KIND, field=field, what="a traffic light label") from None


def _time(field: str, value: object) -> datetime:
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        raise BulletinError.of(Code.BAD_TIME, field=field) from None
    if found.tzinfo is None:
        raise BulletinError.of(Code.BAD_TIME, field=field)
    return found.astimezone(UTC)


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
