"""A file looked at: what is in it part by part, or why it is refused as a whole; nothing kept, and no Django.

Law: a title is somebody else's words, and is shown to whoever brought the file alone; a refusal names a place.
Not here: keeping (keeping.py), the readers (share.foreign).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from battlebox.share.foreign import Bringing, Brought, ForeignCode, ForeignError, Format, Refused

BYTES_MOST: Final = 10 * 1024 * 1024
_TITLE_MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Looked:
    """One file: its bytes and parts, or `whole`, the reason for which nothing of it was taken."""

    name: str
    raw: bytes
    parts: tuple[Brought, ...] = ()
    whole: Refused | None = None

    @property
    def is_in(self) -> bool:
        """Whether something of every part was taken."""
        return self.whole is None and bool(self.parts) and all(part.is_in for part in self.parts)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Each part in plain values, for a page and for a program."""
        for part in self.parts:
            yield {
                "format": part.format.value,
                "title": printable(part.title),
                "in": part.is_in,
                "label": part.label.to_text() if part.label else "",
                "counts": dict(part.counts),
                "refused": [refused_row(one) for one in part.refused],
                "notes": list(part.notes),
            }
        if self.whole is not None:
            yield {**_NOTHING, "refused": [refused_row(self.whole)]}


def look(raw: bytes, name: str, how: Bringing, *, form: Format | None = None) -> Looked:
    """What is in a file."""
    try:
        if len(raw) > BYTES_MOST:
            raise ForeignError.of(ForeignCode.TOO_LARGE, most=BYTES_MOST)
        return Looked(name, raw, tuple(how.bring(raw, name, form=form)))
    except ForeignError as wrong:
        return Looked(name, raw, whole=Refused.from_error(wrong))


def refused_row(one: Refused) -> dict[str, str]:
    """A refusal in plain values."""
    return {"place": one.place, "code": one.code.value, "sentence": one.sentence, "hint": one.hint}


def printable(title: str) -> str:
    """Somebody else's words: nothing in them may steer a terminal, or turn a line around."""
    return "".join(letter for letter in title if letter.isprintable())[:_TITLE_MOST]


_NOTHING: Final[Mapping[str, Any]] = {
    "format": "",
    "title": "",
    "in": False,
    "label": "",
    "counts": {},
    "notes": [],
}
