"""The go-bag: a bundle sealed with age, so that a lost stick tells nobody anything.

Law: a bag holds no signing key; whoever opens it goes on with a key of their own. Nothing unsealed touches a disk.
Not here: what goes in (export.py). A bag is sealed in memory, so it has a size limit.
"""

from __future__ import annotations

import secrets
from typing import Final

import pyrage  # type: ignore[import-untyped] # it ships no types

from battlebox.journal.errors import Code, JournalError
from battlebox.journal.words import WORDS

BAG_BYTES_MAX: Final = 1 << 30
PASSPHRASE_WORDS: Final = 6


def new_passphrase() -> str:
    """Six words from 1,024: 60 bits, behind a hash that takes a second a try."""
    return " ".join(secrets.choice(WORDS) for _ in range(PASSPHRASE_WORDS))


def new_sealing_key() -> tuple[str, str]:
    """A key to be sealed to: (public, to hand out; secret, to keep)."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity.to_public()), str(identity)


def sealing_key_of(secret: str) -> str:
    """The key to hand out that belongs to a secret one. Raises JournalError if it is none."""
    try:
        return str(pyrage.x25519.Identity.from_str(secret).to_public())
    except pyrage.IdentityError:
        raise JournalError.of(Code.NOT_A_FILE, name="the sealing key", why="it is no age key") from None


def seal(bundle: bytes, *, recipients: tuple[str, ...] = (), passphrase: str = "") -> bytes:
    """Seal to age recipients or, if there are none, to a passphrase. Raises JournalError."""
    if len(bundle) > BAG_BYTES_MAX:
        raise JournalError.of(Code.TOO_LARGE, what="a go-bag", most=BAG_BYTES_MAX)
    if not recipients:
        return bytes(pyrage.passphrase.encrypt(bundle, " ".join(passphrase.split())))
    try:
        keys = [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]
    except pyrage.RecipientError:
        raise JournalError.of(Code.BAD_RECIPIENT, found=repr(", ".join(recipients)[:80])) from None
    return bytes(pyrage.encrypt(bundle, keys))


def unseal(bag: bytes, name: str, *, secret: str = "", passphrase: str = "") -> bytes:
    """Open a bag with a sealing key's secret or a passphrase. Raises JournalError; nothing half-opened is returned."""
    try:
        if passphrase:
            return bytes(pyrage.passphrase.decrypt(bag, " ".join(passphrase.split())))
        return bytes(pyrage.decrypt(bag, [pyrage.x25519.Identity.from_str(secret)]))
    except (pyrage.DecryptError, pyrage.IdentityError) as wrong:
        raise _why_shut(bag, name, str(wrong), passphrase=passphrase) from None


def needs_words(bag: bytes) -> bool:
    """Whether it is words that open this bag, by its first lines."""
    return bag[:_HEAD_BYTES].startswith(_AGE + b"-> scrypt ")


def _why_shut(bag: bytes, name: str, why: str, *, passphrase: str) -> JournalError:
    """Words or a key that do not fit are one thing, and a bag that was damaged is another."""
    if not bag.startswith(_AGE) or why in _DAMAGED:
        return JournalError.of(Code.BAG_DAMAGED, name=name)
    return JournalError.of(Code.WRONG_KEY if passphrase and needs_words(bag) else Code.WRONG_RECIPIENT, name=name)


_AGE: Final = b"age-encryption.org/v1\n"
_HEAD_BYTES: Final = 64
# What age says when a key or the words did fit, and what follows them does not.
_DAMAGED: Final = ("decryption error", "Header MAC is invalid", "failed to fill whole buffer")
