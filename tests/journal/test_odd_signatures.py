"""Odd keys, points and numbers get one verdict from libsodium, and from the stand-alone verifier's own arithmetic."""

from __future__ import annotations

import hashlib

from battlebox.journal import (
    SigningKey,
)
from battlebox.journal.alone import verify_journal as alone
from battlebox.journal.signing import is_signed

SMALL = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
]
# The same points in a second spelling, and numbers that spell none.
SECOND = [
    (alone.P + 1).to_bytes(32, "little").hex(),
    (alone.P + 1 | 1 << 255).to_bytes(32, "little").hex(),
    (1 | 1 << 255).to_bytes(32, "little").hex(),
    alone.P.to_bytes(32, "little").hex(),
    (alone.P - 1 | 1 << 255).to_bytes(32, "little").hex(),
    "ff" * 32,
    "02" + "00" * 31,
]


def test_odd_keys_points_and_numbers_get_one_verdict_from_both() -> None:
    key, message = SigningKey.from_seed(bytes(32)), b"the phones are out"
    good = key.sign(message)
    number = int.from_bytes(good[32:], "little")
    numbers = [0, 1, number, number + alone.L, alone.L - 1, alone.L, 2**252, 2**256 - 1]
    keys, firsts = [key.public, *SMALL, *SECOND], [good[:32].hex(), *SMALL, *SECOND]
    accepted = []
    for public in keys:
        for first in firsts:
            for s in numbers:
                signature = bytes.fromhex(first) + s.to_bytes(32, "little")
                mine = is_signed(public, message, signature)
                assert alone.is_signed(bytes.fromhex(public), message, signature) == mine, (public, first, s)
                assert alone.is_signed_fast(bytes.fromhex(public), message, signature) == mine
                accepted += [signature] * mine
    # Of 2,048 cases libsodium takes the one that was signed.
    assert accepted == [good]
    for length in (0, 63, 65):
        assert not alone.is_signed(bytes.fromhex(key.public), message, (good + b"x")[:length])
        assert not alone.is_signed_fast(bytes.fromhex(key.public), message, (good + b"x")[:length])


def test_a_mixed_order_key_gets_one_verdict_from_both() -> None:
    """A key with a part of small order: without the cofactor its signatures hold for some messages only."""
    seed = hashlib.sha512(bytes(32)).digest()
    scalar = int.from_bytes(bytes([seed[0] & 248]) + seed[1:31] + bytes([seed[31] & 63 | 64]), "little")
    torsion = _any_point(bytes.fromhex(SMALL[4]))
    mixed = _spelt(alone.add(alone.times(scalar, alone.BASE), torsion))
    verdicts = set()
    for number in range(60):
        message, nonce = b"%d" % number, 1000 + number
        first = _spelt(alone.times(nonce, alone.BASE))
        h = int.from_bytes(hashlib.sha512(first + mixed + message).digest(), "little") % alone.L
        signature = first + ((nonce + h * scalar) % alone.L).to_bytes(32, "little")
        mine = is_signed(mixed.hex(), message, signature)
        assert alone.is_signed(mixed, message, signature) == mine
        verdicts.add(mine)
    assert verdicts == {True, False}


def _any_point(raw: bytes) -> alone.Point:
    y = int.from_bytes(raw, "little") & (1 << 255) - 1
    x2 = (y * y - 1) * pow(alone.D * y * y + 1, alone.P - 2, alone.P) % alone.P
    x = pow(x2, (alone.P + 3) // 8, alone.P)
    x = x * alone.ROOT_OF_MINUS_1 % alone.P if x * x % alone.P != x2 else x
    return (x, y, 1, x * y % alone.P)


def _spelt(point: alone.Point) -> bytes:
    inverse = pow(point[2], alone.P - 2, alone.P)
    x, y = point[0] * inverse % alone.P, point[1] * inverse % alone.P
    return (y | (x & 1) << 255).to_bytes(32, "little")
