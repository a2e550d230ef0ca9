"""An entry: a signed header and those of its parts that are here.

Law: the id is the hash of the header alone, so it outlives a removed part and does not depend on the signature's
spelling; nothing becomes an Entry before its signature and its parts were checked.
Not here: how an entry fits its neighbours (journal.py), what it means (fold.py).
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from battlebox.journal.errors import Code, JournalError
from battlebox.journal.header import Header
from battlebox.journal.part import PART_BYTES_MAX, SALT_BYTES, Part
from battlebox.journal.signing import SigningKey, is_signed

PREFIX: Final = b"battlebox/entry/1\0"


@dataclass(frozen=True, slots=True)
class Entry:
    """A checked entry; `raw` are the header's signed bytes, `parts` the parts present, by place."""

    id: str
    header: Header
    raw: bytes
    signature: bytes
    parts: Mapping[int, Part] = field(default_factory=dict, hash=False)

    def without_parts(self) -> Entry:
        """The same entry with everything but the header kept back."""
        return Entry(self.id, self.header, self.raw, self.signature)


def entry_id(raw: bytes) -> str:
    """The id of the entry whose header has these bytes: 64 hex digits."""
    return hashlib.sha256(PREFIX + raw).hexdigest()


def new_part(data: bytes) -> Part:
    """A part with a fresh salt. Raises JournalError if it is longer than a part may be."""
    if len(data) > PART_BYTES_MAX:
        raise JournalError.of(Code.TOO_LARGE, what="a part of an entry", most=PART_BYTES_MAX)
    return Part(salt=secrets.token_bytes(SALT_BYTES), data=data)


def sign(header: Header, parts: Mapping[int, Part], key: SigningKey) -> Entry:
    """Sign a header this desk made. Raises JournalError if the header is not in the form every desk accepts."""
    raw = header.to_bytes()
    Header.from_bytes(raw)
    return Entry(entry_id(raw), header, raw, key.sign(PREFIX + raw), parts)


def read(raw: bytes, signature: bytes, parts: Mapping[int, Part]) -> Entry:
    """Read an entry from a file or another desk.

    Raises JournalError if the header is not in form, its desk did not sign it, or a part is not the one it signed.
    """
    header = Header.from_bytes(raw)
    identity = entry_id(raw)
    if not is_signed(header.key, PREFIX + raw, signature):
        raise JournalError.of(Code.BAD_SIGNATURE, entry=identity, desk=header.key)
    for place, part in parts.items():
        check_part(identity, header, place, part)
    return Entry(identity, header, raw, signature, parts)


def check_part(identity: str, header: Header, place: int, part: Part) -> None:
    """Raises JournalError unless this is the part that the header commits to at this place."""
    slots = header.parts
    if not (0 <= place < len(slots)) or len(part.salt) != SALT_BYTES or not part.fits(place, slots[place]):
        raise JournalError.of(Code.BAD_PART, entry=identity, desk=header.key, part=place)
