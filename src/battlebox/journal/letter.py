"""A signed letter: what one desk says about an incident, in a small file that needs no record beside it.

Law: a letter is canonical JSON; its fingerprint is the SHA-256 of what it says and of the incident it is about; the
signature is of the fingerprint; anything more in the file makes it no letter.
Not here: what a letter says (desk), which keys are believed (standing.py).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

from battlebox.journal import canon
from battlebox.journal.checkpoint import SPOKEN_BYTES
from battlebox.journal.errors import Code, JournalError
from battlebox.journal.signing import KEY_LETTERS, SIGNATURE_BYTES, SigningKey, is_signed
from battlebox.journal.standing import EXERCISE_FIELD
from battlebox.journal.words import to_words

FORMAT: Final = "battlebox-letter/1"
PREFIX: Final = b"battlebox/letter/1\0"
LETTER_BYTES_MAX: Final = 256 * 1024
_FIELDS: Final = frozenset({"by", "format", "inc", "says", "signed"})
_START: Final = b'{"by":"'


@dataclass(frozen=True, slots=True)
class SignedLetter:
    """What is said, about which incident (64 hex digits), and the key (64 hex digits) whose signature it carries."""

    incident: str
    key: str
    says: canon.Json
    signature: bytes

    @property
    def fingerprint(self) -> str:
        """64 hex digits that no other letter has."""
        return fingerprint_of(self.incident, self.says)

    @property
    def is_signed(self) -> bool:
        """Whether its key signed what it says."""
        return is_signed(self.key, PREFIX + bytes.fromhex(self.fingerprint), self.signature)

    def to_bytes(self) -> bytes:
        """The file."""
        says = {"by": self.key, "format": FORMAT, "inc": self.incident, "says": self.says}
        return canon.encode({**says, "signed": self.signature.hex()}) + b"\n"

    @classmethod
    def from_bytes(cls, raw: bytes, *, name: str) -> SignedLetter:
        """Read a file whose key signed it. Raises JournalError: too large, cut short, no letter, altered."""
        if len(raw) > LETTER_BYTES_MAX:
            raise JournalError.of(Code.NOT_A_LETTER, name=name, why=f"it is larger than {LETTER_BYTES_MAX} bytes")
        try:
            found = canon.decode(raw.removesuffix(b"\n"), what=name)
        except JournalError as wrong:
            if raw.startswith(_START) and not raw.rstrip().endswith(b"}"):
                raise JournalError.of(Code.CUT_SHORT, name=name) from None
            raise JournalError.of(Code.NOT_A_LETTER, name=name, why=str(wrong)) from None
        letter = _read(found, name)
        if not letter.is_signed:
            raise JournalError.of(Code.BUNDLE_ALTERED, name=name)
        return letter


def sign_letter(incident: str, says: canon.Json, desk: SigningKey) -> SignedLetter:
    """A letter of this desk. Raises JournalError for what the form of a letter cannot hold."""
    canon.check(says, what="the letter")
    message = PREFIX + bytes.fromhex(fingerprint_of(incident, says))
    letter = SignedLetter(incident, desk.public, says, desk.sign(message))
    if len(letter.to_bytes()) > LETTER_BYTES_MAX:
        raise JournalError.of(Code.TOO_LARGE, what="the letter", most=LETTER_BYTES_MAX)
    return letter


def fingerprint_of(incident: str, says: canon.Json) -> str:
    """64 hex digits: the SHA-256 of what a letter says about an incident."""
    return hashlib.sha256(canon.encode({"format": FORMAT, "inc": incident, "says": says})).hexdigest()


def spoken_of(fingerprint: str, prefix: bytes = PREFIX) -> str:
    """Twelve words of a fingerprint, to compare by phone: 112 bits, and 8 to check. Each form has its prefix."""
    half = bytes.fromhex(fingerprint)[:SPOKEN_BYTES]
    return to_words(half, hashlib.sha256(prefix + half).digest()[0])


def _read(found: canon.Json, name: str) -> SignedLetter:
    if not isinstance(found, dict) or found.keys() - {EXERCISE_FIELD} != _FIELDS or found["format"] != FORMAT:
        raise JournalError.of(Code.NOT_A_LETTER, name=name, why="its fields are not those of a letter")
    incident, key, signed = (_hex(found[field], length, name) for field, length in _LENGTHS)
    return SignedLetter(incident, key, found["says"], bytes.fromhex(signed))


def _hex(value: object, length: int, name: str) -> str:
    if not isinstance(value, str) or len(value) != length or value.strip("0123456789abcdef"):
        raise JournalError.of(Code.NOT_A_LETTER, name=name, why="a key or a signature in it is none")
    return value


_LENGTHS: Final = (("inc", KEY_LETTERS), ("by", KEY_LETTERS), ("signed", 2 * SIGNATURE_BYTES))
