"""Changed bytes: pieces taken out, doubled, turned, swapped with another's, and what readers stumble over put in.

Law: the same random numbers give the same bytes.
Not here: which reader gets them (harnesses.py).
"""

from __future__ import annotations

import random

BYTES_MAX = 20_000
STUMBLES = (
    b"", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n\n", b'"', b"'", b"{", b"}" * 8, b"[" * 2_000,
    b'{"a":' * 500, b"-1", b"1e400", b"9" * 400, b"0x10", b"NaN", b"null", b"true", b"\\ud800", "\u202e".encode(),
    "İ".encode(), b"%s{0}", b"=1+1", b"../../x", b"<!ENTITY a 'b'>", b"&a;", b"2025-02-30T25:61:00Z", b"99999-01-01",
    b",", b";", b"\t", b"a" * 3_000, b"__proto__", b'"type":"bundle"', b"]]>", b"[[a]]\n",
    b"a = 1979-05-27T07:32:00-08:00\n",
)  # fmt: skip


def changed(seeds: tuple[bytes, ...], chance: random.Random) -> bytes:
    """One of the seeds, changed one to four times."""
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.randint(1, 4)):
        start = chance.randint(0, len(data))
        end = min(len(data), start + chance.choice((1, 1, 2, 8, 64, 512)))
        what = chance.randrange(6)
        if what == 0:
            del data[start:end]
        elif what == 1:
            data[start:start] = data[start:end] * chance.choice((1, 2, 20))
        elif what == 2 and start < len(data):
            data[start] ^= 1 << chance.randrange(8)
        elif what == 3:
            other = chance.choice(seeds)
            at = chance.randint(0, len(other))
            data[start:end] = other[at : at + chance.choice((4, 40, 400))]
        elif what == 4:
            data[start:end] = chance.choice(STUMBLES)
        else:
            data[start:start] = chance.choice(STUMBLES)
    return bytes(data[:BYTES_MAX])
