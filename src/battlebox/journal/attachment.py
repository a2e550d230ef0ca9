"""A file put with an entry: sealed pieces kept by their hash, and a manifest that holds the key to them.

Law: the manifest is a part, so removing it shreds every copy of the file, wherever its pieces are.
Not here: keeping pieces (sql.py), carrying them (bundle.py).
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from nacl.bindings import crypto_secretbox, crypto_secretbox_open
from nacl.exceptions import CryptoError

from battlebox.journal import canon
from battlebox.journal.errors import Code, JournalError
from battlebox.journal.journal import Journal
from battlebox.journal.part import PartClass

PIECE_BYTES: Final = 1 << 20
KEY_BYTES: Final = 32
PIECES_MAX: Final = 8192
ATTACHED_BYTES_MAX: Final = 1 << 30
"""What the command line takes: a larger file would not fit into a sealed copy."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an attachment is: its name and type as given, length, SHA-256, the key, and the names of its pieces."""

    name: str
    media_type: str
    length: int
    sha256: str
    key: str
    pieces: tuple[str, ...]

    def to_bytes(self) -> bytes:
        """The part that goes into the entry."""
        return canon.encode(
            {
                "name": self.name,
                "type": self.media_type,
                "length": self.length,
                "sha256": self.sha256,
                "key": self.key,
                "pieces": list(self.pieces),
            },
        )

    @classmethod
    def from_bytes(cls, raw: bytes) -> Manifest:
        """Read a part of class `file`. Raises JournalError."""
        found = canon.decode(raw, what=_WHAT)
        if not isinstance(found, dict) or set(found) != {"name", "type", "length", "sha256", "key", "pieces"}:
            raise JournalError.of(Code.FIELDS, what=_WHAT, found="others than a manifest has")
        pieces = found["pieces"]
        if (
            not isinstance(pieces, list)
            or len(pieces) > PIECES_MAX
            or not all(isinstance(piece, str) for piece in pieces)
        ):
            raise JournalError.of(Code.FIELD, what=_WHAT, field="pieces", found="no list of names")
        length = found["length"]
        texts = [found[name] for name in ("name", "type", "sha256", "key")]
        if not isinstance(length, int) or not all(isinstance(text, str) for text in texts):
            raise JournalError.of(Code.FIELD, what=_WHAT, field="length", found="no number or words")
        name, media_type, sha256, key = map(str, texts)
        return cls(name, media_type, length, sha256, key, tuple(map(str, pieces)))


_WHAT: Final = "an attachment's manifest"


def take_apart(blocks: Iterable[bytes], name: str, media_type: str, keep: Callable[[str, bytes], None]) -> Manifest:
    """Seal a file in pieces of 1 MiB, hand each to `keep`, and give the manifest. Memory: two pieces."""
    key = secrets.token_bytes(KEY_BYTES)
    digest, length = hashlib.sha256(), 0
    pieces: list[str] = []
    for piece in _even(blocks):
        digest.update(piece)
        length += len(piece)
        if len(pieces) == PIECES_MAX:
            raise JournalError.of(Code.TOO_LARGE, what="an attachment", most=PIECES_MAX * PIECE_BYTES)
        sealed = crypto_secretbox(piece, _nonce(len(pieces)), key)
        identity = hashlib.sha256(sealed).hexdigest()
        keep(identity, sealed)
        pieces.append(identity)
    return Manifest(name, media_type, length, digest.hexdigest(), key.hex(), tuple(pieces))


def put_together(manifest: Manifest, find: Callable[[str], bytes | None]) -> Iterator[bytes]:
    """The file's bytes, piece by piece; the last is given only when the whole is right. Raises JournalError."""
    digest, length, last = hashlib.sha256(), 0, b""
    for place, identity in enumerate(manifest.pieces):
        sealed = find(identity)
        if sealed is None:
            raise JournalError.of(Code.NO_CHUNK, name=manifest.name)
        try:
            piece = crypto_secretbox_open(sealed, _nonce(place), bytes.fromhex(manifest.key))
        except (CryptoError, ValueError):
            raise JournalError.of(Code.BAD_CHUNK) from None
        digest.update(piece)
        length += len(piece)
        if place:
            yield last
        last = piece
    if digest.hexdigest() != manifest.sha256 or length != manifest.length:
        raise JournalError.of(Code.BAD_CHUNK)
    yield last


def attach(journal: Journal, blocks: Iterable[bytes], name: str, media_type: str = "") -> bytes:
    """Keep a file's pieces, each on disk before the next is read, and give the manifest for a draft's `files`."""

    def keep(identity: str, sealed: bytes) -> None:
        with journal.lock, journal.store.writing():
            journal.store.add_chunk(identity, sealed)

    return take_apart(blocks, name, media_type, keep).to_bytes()


def attached(journal: Journal, entry: str, place: int) -> tuple[Manifest, Iterator[bytes]]:
    """The file that is part `place` of an entry: what it is, and its bytes piece by piece. Raises JournalError."""
    held = journal.entry(entry)
    part = held.parts.get(place)
    if part is None or held.header.parts[place].holds != PartClass.FILE:
        raise JournalError.of(Code.NO_PART, entry=entry, part=place)

    def find(identity: str) -> bytes | None:
        with journal.lock:
            return journal.store.chunk(identity)

    manifest = Manifest.from_bytes(part.data)
    return manifest, put_together(manifest, find)


def _even(blocks: Iterable[bytes]) -> Iterator[bytes]:
    held = b""
    for block in blocks:
        held += block
        while len(held) >= PIECE_BYTES:
            yield held[:PIECE_BYTES]
            held = held[PIECE_BYTES:]
    if held:
        yield held


def _nonce(place: int) -> bytes:
    # Every file has a key of its own, so the piece's place is nonce enough.
    return place.to_bytes(24, "big")
