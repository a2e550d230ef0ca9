"""The manifest: every file of an edition by its hash, signed, so that a mirror can be checked.

Law: a C2SP signed note in one spelling, as checkpoints are; the verdict on a signature is libsodium's, as in the
journal.
Not here: reading the folder that it speaks of (folder.py).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from battlebox.journal import SigningKey, is_signed
from battlebox.share.errors import Code, ShareError
from battlebox.share.status.frame import Edition
from battlebox.share.status.published import ID
from battlebox.share.status.saying import from_stamp, stamp

MANIFEST: Final = "manifest.txt"
MANIFEST_BYTES_MAX: Final = 1 << 20
_ORIGIN: Final = "battlebox/status"
START: Final = f"{_ORIGIN}/".encode()
"""With what every manifest begins."""
_HEAD_LINES: Final = 4
_DASH: Final = "\N{EM DASH} "
_ED25519: Final = b"\x01"
_KEY_HASH_BYTES: Final = 4
_KEY: Final = re.compile(r"[0-9a-f]{64}")
_FILE: Final = re.compile(r"([0-9a-f]{64})  ([A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)?)")
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one edition holds; `files` are SHA-256 in hex by name, in byte order."""

    site: str
    key: str
    number: int
    published: datetime
    next_update: datetime
    files: Mapping[str, str]
    signature: bytes = b""

    @property
    def origin(self) -> str:
        """The name of this site's notes among all notes."""
        return f"{_ORIGIN}/{self.site}/{self.key}"

    def body(self) -> str:
        """The lines that are signed."""
        head = (self.origin, f"number {self.number}", f"published {stamp(self.published)}",
                f"next-update {stamp(self.next_update)}")  # fmt: skip
        return "".join(f"{line}\n" for line in (*head, *(f"{digest}  {name}" for name, digest in self.files.items())))

    def to_text(self) -> str:
        """The signed note."""
        held = base64.b64encode(_key_hash(self.origin, self.key) + self.signature).decode()
        return f"{self.body()}\n{_DASH}{self.origin} {held}\n"

    @classmethod
    def from_text(cls, text: str) -> Manifest:
        """Read a note that the key it names has signed. Raises ShareError BAD_MANIFEST, NOT_SIGNED."""
        try:
            found = _read(text)
        except ValueError as wrong:
            raise ShareError.of(Code.BAD_MANIFEST, why=wrong) from None
        if found.to_text() != text:
            raise ShareError.of(Code.BAD_MANIFEST, why="its lines are not in their order or not in their spelling")
        if not is_signed(found.key, found.body().encode(), found.signature):
            raise ShareError.of(Code.NOT_SIGNED)
        return found


def sign_manifest(edition: Edition, files: Mapping[str, bytes], key: SigningKey) -> Manifest:
    """The manifest of an edition's files."""
    page = edition.page
    # Times go to the second, so that the note reads back as the same value.
    published, due = (at.replace(microsecond=0) for at in (edition.published, page.next_update))
    hashes = {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)}
    bare = Manifest(page.site, key.public, edition.number, published, due, hashes)
    return Manifest(page.site, key.public, edition.number, published, due, hashes, key.sign(bare.body().encode()))


def _read(text: str) -> Manifest:
    body, parted, last = text.partition("\n\n")
    lines = body.split("\n")
    if not text.strip():
        raise ValueError("it is empty")
    start, site, key = [*lines[0].rsplit("/", 2), "", ""][:3]
    if lines[0].startswith(_ORIGIN) and (len(lines) < _HEAD_LINES or not parted):
        raise ValueError("it is cut off")
    if not parted or start != _ORIGIN or not ID.fullmatch(site) or not _KEY.fullmatch(key):
        raise ValueError("its first line is not that of a status site")
    number = _after("number ", lines[1])
    if not _NUMBER.fullmatch(number):
        raise ValueError("its number is none")
    published, due = _time("published ", lines[2]), _time("next-update ", lines[3])
    files: dict[str, str] = {}
    for line in lines[4:]:
        found = _FILE.fullmatch(line)
        # A name that climbs out of the folder would have a checker read somebody else's files.
        if found is None or found[2] in files or any(part.startswith(".") for part in found[2].split("/")):
            raise ValueError(f"a line names no file of a site: {line[:80]}")
        files[found[2]] = found[1]
    if list(files) != sorted(files):
        raise ValueError("its files are not in order")
    try:
        held = base64.b64decode(last.rstrip("\n").rpartition(" ")[2], validate=True)
    except binascii.Error:
        raise ValueError("its signature line is none") from None
    return Manifest(site, key, int(number), published, due, files, held[_KEY_HASH_BYTES:])


def _time(word: str, line: str) -> datetime:
    said = _after(word, line)
    try:
        return from_stamp(said)
    except ValueError:
        raise ValueError(f"the time of {word.strip()} is none") from None


def _after(word: str, line: str) -> str:
    if not line.startswith(word):
        raise ValueError(f"the line of {word.strip()} is missing")
    return line.removeprefix(word)


def _key_hash(origin: str, key: str) -> bytes:
    return hashlib.sha256(f"{origin}\n".encode() + _ED25519 + bytes.fromhex(key)).digest()[:_KEY_HASH_BYTES]
