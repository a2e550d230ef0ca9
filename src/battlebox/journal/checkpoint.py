"""A checkpoint: the size and root of one desk's record, signed, small enough for a sheet of paper or a phone call.

Law: a checkpoint is a C2SP signed note over an RFC 6962 root, so that anybody's witness can check it; a witness signs
only what continues the record it signed before.
Not here: trees (tree.py), print (paper.py), entries about checkpoints (witnessing.py).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import Final

from battlebox.journal.errors import Code, JournalError
from battlebox.journal.signing import SIGNATURE_BYTES, SigningKey, is_signed
from battlebox.journal.words import from_words, to_words

ED25519: Final = b"\x01"
COSIGNATURE: Final = b"\x04"
ORIGIN: Final = "battlebox"
ROOT_BYTES: Final = 32
SPOKEN_BYTES: Final = 14
NOTE_BYTES_MAX: Final = 1 << 16
_DASH: Final = "\N{EM DASH} "
_HASH_BYTES: Final = 4
_LINES: Final = 3


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: the name, a hash that tells keys apart, the signature's bytes."""

    name: str
    key_hash: bytes
    data: bytes

    def to_line(self) -> str:
        """As it stands in the note."""
        return f"{_DASH}{self.name} {base64.b64encode(self.key_hash + self.data).decode()}\n"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Size and 32-byte root of the record of one desk (`key`) about one incident."""

    incident: str
    key: str
    size: int
    root: bytes
    signatures: tuple[Signature, ...] = ()

    @property
    def origin(self) -> str:
        """The name of this record among all records."""
        return f"{ORIGIN}/{self.incident}/{self.key}"

    def body(self) -> str:
        """The lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    def to_text(self) -> str:
        """The signed note."""
        return self.body() + "\n" + "".join(signature.to_line() for signature in self.signatures)

    @classmethod
    def from_text(cls, text: str) -> Checkpoint:
        """Read a signed note whose desk signed it. Raises JournalError if anything of it is not in the one form."""
        note = _read(text)
        key_hash = key_hash_of(note.origin, note.key, ED25519)
        held = [line for line in note.signatures if line.name == note.origin and line.key_hash == key_hash]
        if len(held) != 1 or not is_signed(note.key, note.body().encode(), held[0].data):
            raise JournalError.of(Code.NOTE_UNSIGNED, desk=note.key)
        return note

    def to_spoken(self) -> tuple[int, str]:
        """The size, to read out in digits, and twelve words: 112 bits of the root and 8 to check."""
        return self.size, to_words(self.root[:SPOKEN_BYTES], self._check())

    def is_spoken(self, size: int, words: str) -> bool:
        """Whether these twelve words, read to us, are of this checkpoint. Raises JournalError for a word misheard."""
        heard, check = from_words(words, SPOKEN_BYTES)
        if check != spoken_check(size, heard):
            raise JournalError.of(Code.BAD_WORDS)
        return size == self.size and heard == self.root[:SPOKEN_BYTES]

    def _check(self) -> int:
        return spoken_check(self.size, self.root[:SPOKEN_BYTES])


def spoken_check(size: int, half: bytes) -> int:
    """The byte that ties the twelve words to the size read out with them."""
    return hashlib.sha256(size.to_bytes(8, "big") + half).digest()[0]


def sign_checkpoint(incident: str, size: int, root: bytes, desk: SigningKey) -> Checkpoint:
    """A checkpoint of this desk's record."""
    bare = Checkpoint(incident, desk.public, size, root)
    line = Signature(bare.origin, key_hash_of(bare.origin, desk.public, ED25519), desk.sign(bare.body().encode()))
    return Checkpoint(incident, desk.public, size, root, (line,))


def cosign(note: Checkpoint, witness: SigningKey, name: str, at_s: int) -> Checkpoint:
    """The same checkpoint with this desk's countersignature, which says when (Unix seconds) it saw it."""
    stamp = at_s.to_bytes(8, "big")
    signature = witness.sign(_cosigned(note, at_s))
    line = Signature(name, key_hash_of(name, witness.public, COSIGNATURE), stamp + signature)
    return Checkpoint(note.incident, note.key, note.size, note.root, (*note.signatures, line))


def cosigned_at(note: Checkpoint, name: str, key: str) -> int | None:
    """When (Unix seconds, by its own watch) the witness of that name and key countersigned; None if it did not."""
    for line in note.signatures:
        if (line.name, line.key_hash) == (name, key_hash_of(name, key, COSIGNATURE)):
            at_s = int.from_bytes(line.data[:8], "big")
            if is_signed(key, _cosigned(note, at_s), line.data[8:]):
                return at_s
    return None


def key_hash_of(name: str, key: str, kind: bytes) -> bytes:
    """The four bytes by which a signature line says which key it is of."""
    return hashlib.sha256(name.encode() + b"\n" + kind + bytes.fromhex(key)).digest()[:_HASH_BYTES]


def _cosigned(note: Checkpoint, at_s: int) -> bytes:
    return f"cosignature/v1\ntime {at_s}\n{note.body()}".encode()


def _read(text: str) -> Checkpoint:
    head, gap, tail = text.partition("\n\n")
    lines = head.split("\n")
    origin = lines[0].split("/")
    try:
        if (
            len(text) > NOTE_BYTES_MAX
            or not gap
            or len(lines) != _LINES
            or len(origin) != _LINES
            or origin[0] != ORIGIN
        ):
            raise JournalError.of(Code.BAD_NOTE)
        signatures = tuple(_signature(line) for line in tail.splitlines())
        root = base64.b64decode(lines[2], validate=True)
        note = Checkpoint(_key(origin[1]), _key(origin[2]), int(lines[1]), root, signatures)
    except (ValueError, binascii.Error):
        raise JournalError.of(Code.BAD_NOTE) from None
    # Written again it must be the same text: no second spelling of a number, no line out of place.
    if note.to_text() != text or len(root) != ROOT_BYTES or note.size < 0:
        raise JournalError.of(Code.BAD_NOTE)
    return note


def _key(letters: str) -> str:
    if bytes.fromhex(letters).hex() != letters or len(letters) != 2 * ROOT_BYTES:
        raise JournalError.of(Code.BAD_NOTE)
    return letters


def _signature(line: str) -> Signature:
    name, _, coded = line.removeprefix(_DASH).rpartition(" ")
    raw = base64.b64decode(coded, validate=True)
    if not line.startswith(_DASH) or not name or len(raw) < _HASH_BYTES + SIGNATURE_BYTES:
        raise JournalError.of(Code.BAD_NOTE)
    return Signature(name, raw[:_HASH_BYTES], raw[_HASH_BYTES:])
