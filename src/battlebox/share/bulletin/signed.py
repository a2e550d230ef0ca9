"""The file of a bulletin: canonical JSON, one key's signature, and what two people compare aloud.

Law: the fingerprint is the SHA-256 of all that is said and of the key that says it; the signature is of that; anything
more in the file makes it no bulletin.
Not here: what a bulletin says (bulletin.py), whose key it is (callback.py).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from battlebox.estate import is_short_id
from battlebox.journal import (
    EXERCISE,
    EXERCISE_FIELD,
    JournalError,
    Json,
    SigningKey,
    check_value,
    is_signed,
    read_canonical,
    spoken_of,
    to_canonical,
)
from battlebox.share.bulletin.bulletin import Bulletin
from battlebox.share.bulletin.errors import BulletinError, Code
from battlebox.share.bulletin.reading import from_says, to_says

FORMAT: Final = "battlebox-bulletin/1"
PREFIX: Final = b"battlebox/bulletin/1\0"
BYTES_MOST: Final = 1024 * 1024
_FIELDS: Final = frozenset({"by", "format", "says", "signed"})
RING: Final = "ring whoever it is said to be from on a number that you held before"
_HEARD: Final = "battlebox-bulletin-heard/"
_HEX: Final = frozenset("0123456789abcdef")
_KEY_LETTERS: Final = 64


@dataclass(frozen=True, slots=True)
class SignedBulletin:
    """A bulletin, the key (64 hex digits) that signed it, and the signature (64 bytes)."""

    bulletin: Bulletin
    key: str
    signature: bytes

    @property
    def fingerprint(self) -> str:
        """64 hex digits that no other bulletin has."""
        return fingerprint_of(to_says(self.bulletin), self.key)

    @property
    def spoken(self) -> str:
        """Twelve words of the fingerprint, to compare by phone."""
        return spoken_of(self.fingerprint, PREFIX)

    @property
    def card(self) -> str:
        """What the QR code on the paper says."""
        return f"battlebox-bulletin:1:{self.key}:{self.fingerprint}"

    def to_bytes(self) -> bytes:
        """The file: one line, and a line break."""
        return to_file(to_says(self.bulletin), FORMAT, self.key, self.signature)

    @classmethod
    def from_bytes(cls, raw: bytes, *, name: str) -> SignedBulletin:
        """Read a file whose key signed it. Raises BulletinError: too large, cut short, altered, no bulletin."""
        found = open_file(raw, name, FORMAT)
        bulletin = from_says(found.says)
        if to_says(bulletin) != found.says:
            raise BulletinError.of(Code.NOT_A_BULLETIN, name=name, why="it is not written as a bulletin is")
        return cls(bulletin, found.key, found.signature)


def sign_bulletin(bulletin: Bulletin, key: SigningKey) -> SignedBulletin:
    """The bulletin under this key. Raises BulletinError for what could not be opened again, or is too large."""
    says = to_says(bulletin)
    from_says(says)
    try:
        check_value(says, what="the bulletin")
    except JournalError as wrong:
        raise BulletinError.of(Code.WRONG_KIND, field="the bulletin", what=f"plain text ({wrong})") from None
    signed = SignedBulletin(bulletin, key.public, key.sign(PREFIX + bytes.fromhex(fingerprint_of(says, key.public))))
    if len(signed.to_bytes()) > BYTES_MOST:
        raise BulletinError.of(Code.TOO_LARGE, name="the bulletin", most=BYTES_MOST // 1024)
    return signed


def fingerprint_of(says: Json, key: str, form: str = FORMAT) -> str:
    """64 hex digits: the SHA-256 of what is said, with the name of its form and the key that says it.

    The key is in it, so that two people who compare its words compare who signed as well.
    """
    return hashlib.sha256(to_canonical({"by": key, "format": form, "says": says})).hexdigest()


@dataclass(frozen=True, slots=True)
class SignedFile:
    """What a signed file says, the key (64 hex digits) and the signature (64 bytes)."""

    says: Mapping[str, Any]
    key: str
    signature: bytes


def to_file(says: Mapping[str, Json], form: str, key: str, signature: bytes) -> bytes:
    """A signed file of this form: one line, and a line break."""
    return to_canonical({"by": key, "format": form, "says": says, "signed": signature.hex()}) + b"\n"


def open_file(raw: bytes, name: str, form: str) -> SignedFile:
    """A signed file of this form, whose signature was found good. Raises BulletinError."""
    if len(raw) > BYTES_MOST:
        raise BulletinError.of(Code.TOO_LARGE, name=name, most=BYTES_MOST // 1024)
    try:
        found = read_canonical(raw.removesuffix(b"\n"), what=name)
    except JournalError:
        if raw.startswith(b'{"by":"') and not raw.rstrip().endswith(b"}"):
            raise BulletinError.of(Code.CUT_SHORT, name=name) from None
        raise BulletinError.of(Code.NOT_A_BULLETIN, name=name, why="it is other text, or was copied by hand") from None
    if not isinstance(found, dict) or not isinstance(found.get("format"), str):
        raise BulletinError.of(Code.NOT_A_BULLETIN, name=name, why="it is other data")
    stated = str(found["format"])
    if stated.startswith(_HEARD) and not form.startswith(_HEARD):
        raise BulletinError.of(Code.RECEIPT, name=name)
    if stated != form and stated.startswith(form.rpartition("/")[0] + "/"):
        raise BulletinError.of(Code.NEWER_FORMAT, name=name)
    says, key, signed = found.get("says"), found.get("by"), found.get("signed")
    # A drill's desk writes a member beside what was signed, as in every file that it gives.
    is_one = found.keys() - {EXERCISE_FIELD} == _FIELDS and found.get(EXERCISE_FIELD, EXERCISE) == EXERCISE
    if stated != form or not is_one or not isinstance(says, dict):
        raise BulletinError.of(Code.NOT_A_BULLETIN, name=name, why="its fields are not those of one")
    if not (_is_hex(key, _KEY_LETTERS) and _is_hex(signed, 2 * _KEY_LETTERS)):
        raise BulletinError.of(Code.NOT_A_BULLETIN, name=name, why="its key or its signature is none")
    file = SignedFile(says, str(key), bytes.fromhex(str(signed)))
    if not is_signed(file.key, _prefix(form) + bytes.fromhex(fingerprint_of(says, file.key, form)), file.signature):
        raise altered(name, claims=str(says.get("issuer", "")))
    return file


def altered(name: str, ring: str = RING, *, claims: str = "") -> BulletinError:
    """That a file says something else than was signed, and whom to ring. What it claims is kept if it is an id."""
    found = BulletinError.of(Code.ALTERED, name=name, ring=ring)
    found.claims = claims if is_short_id(claims) else ""
    return found


def _prefix(form: str) -> bytes:
    return form.replace("-", "/", 1).encode() + b"\0"


def _is_hex(value: object, length: int) -> bool:
    return isinstance(value, str) and len(value) == length and _HEX.issuperset(value)
