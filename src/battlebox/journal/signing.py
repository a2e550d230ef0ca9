"""A desk's key, and the one verifier on which every desk's state rests.

Law: Ed25519 by libsodium and by nothing else: two verifiers that judge odd keys differently would leave two desks in
different states. A key belongs to one installation, and is never exported or backed up.
Not here: where a key is kept (folder.py), which keys are believed (standing.py).
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Final

from nacl.bindings import crypto_sign, crypto_sign_open, crypto_sign_seed_keypair
from nacl.exceptions import BadSignatureError

SEED_BYTES: Final = 32
SIGNATURE_BYTES: Final = 64
KEY_LETTERS: Final = 64


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A private key; `public` is its public half as 64 hex digits. Its text form never shows the secret."""

    public: str
    secret: bytes = field(repr=False)

    @classmethod
    def new(cls) -> SigningKey:
        """A fresh key from the operating system's randomness."""
        return cls.from_seed(secrets.token_bytes(SEED_BYTES))

    @classmethod
    def from_seed(cls, seed: bytes) -> SigningKey:
        """The key that 32 secret bytes stand for."""
        public, secret = crypto_sign_seed_keypair(seed)
        return cls(public=public.hex(), secret=secret)

    @property
    def seed(self) -> bytes:
        """The 32 bytes to keep; whoever has them is this desk."""
        return self.secret[:SEED_BYTES]

    def sign(self, message: bytes) -> bytes:
        """64 bytes that only this key can make for the message."""
        return crypto_sign(message, self.secret)[:SIGNATURE_BYTES]


def is_signed(key: str, message: bytes, signature: bytes) -> bool:
    """Whether the key (64 hex digits) signed the message; the verdict is libsodium's, odd keys included."""
    try:
        crypto_sign_open(signature + message, bytes.fromhex(key))
    except (BadSignatureError, ValueError):
        return False
    return len(signature) == SIGNATURE_BYTES
