"""A part of an entry: words, a value, or the manifest of a file, which the signed header commits to by a salted hash.

Law: the hash binds the salt, the part's place, its true length and its bytes padded to 64; without the salt nobody can
guess the bytes from the hash, so a part can be removed or kept back while the header still verifies.
Not here: deciding who gets a part (withhold.py), removing one (redaction.py).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

PREFIX: Final = b"battlebox/part/1\0"
SALT_BYTES: Final = 16
STEP_BYTES: Final = 64
PART_BYTES_MAX: Final = 1 << 20


class PartClass(StrEnum):
    """What a part holds."""

    TEXT = "text"
    """UTF-8 words for people."""
    VALUE = "value"
    """Canonical JSON that a field of the state takes."""
    PERSON = "person"
    """UTF-8 words or JSON that name a person."""
    FILE = "file"
    """The manifest of an attachment, with the key to its chunks."""
    SEALED = "sealed"
    """Words or a value that only the named people can open (sealed.py)."""


class Slot(NamedTuple):
    """What a header says of one part: its class, the commitment (64 hex digits), the padded length in bytes."""

    holds: str
    commitment: str
    padded: int


@dataclass(frozen=True, slots=True)
class Part:
    """The bytes of a part and the 16-byte salt of its commitment."""

    salt: bytes
    data: bytes

    def commitment(self, place: int) -> str:
        """64 hex digits that bind this part at this place of its entry."""
        return _digest(self.salt, place, self.data, padded(len(self.data)))

    def slot(self, place: int, holds: PartClass) -> Slot:
        """What the header of the part's entry must say."""
        return Slot(holds=holds.value, commitment=self.commitment(place), padded=padded(len(self.data)))

    def fits(self, place: int, slot: Slot) -> bool:
        """Whether this is the part the header speaks of."""
        size = padded(len(self.data))
        return size == slot.padded and _digest(self.salt, place, self.data, size) == slot.commitment


def padded(length: int) -> int:
    """Bytes after padding: at least one step, so that an empty part looks like a short one."""
    return max(1, -(-length // STEP_BYTES)) * STEP_BYTES


def _digest(salt: bytes, place: int, data: bytes, size: int) -> str:
    head = PREFIX + salt + place.to_bytes(2, "big") + len(data).to_bytes(8, "big")
    return hashlib.sha256(head + data.ljust(size, b"\0")).hexdigest()
