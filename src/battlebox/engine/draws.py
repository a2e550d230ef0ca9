"""Draws that are a pure function of what they are for, so that a world never depends on who asked or in what order.

Law: a draw is `mix(key of the world, key of the thing)`; nothing here holds a state. Delays are whole microhours taken
from a table by integer arithmetic, so one CPU family always draws the same.
Not here: what the draws are used for (worlds.py).
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from battlebox.engine.compile import inner_kernel

MASK: Final = 0xFFFF_FFFF_FFFF_FFFF
CELL_BITS: Final = 16
CELLS: Final = 1 << CELL_BITS
QUANTILE_BITS: Final = 30
"""Quantiles of the exponential are kept in units of 2**-30 of the mean."""

M1 = np.uint64(0xBF58_476D_1CE4_E5B9)
M2 = np.uint64(0x94D0_49BB_1331_11EB)
GOLDEN = np.uint64(0x9E37_79B9_7F4A_7C15)
S27, S30, S31, S32 = np.uint64(27), np.uint64(30), np.uint64(31), np.uint64(32)
LOW32 = np.uint64(0xFFFF_FFFF)


def key_of(*parts: object) -> int:
    """A 64-bit key for a thing by its own name, so that other rows of the estate do not change its draws."""
    text = "\0".join(str(part) for part in parts)
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


def keys_of(kind: str, names: Iterable[tuple[str, str]]) -> NDArray[np.uint64]:
    """The keys of many things of one kind, each named by two words: `key_of(kind, *name)` of each, quicker."""
    digest, first = hashlib.blake2b, f"{kind}\0"
    whole = b"".join([digest(f"{first}{one}\0{other}".encode(), digest_size=8).digest() for one, other in names])
    return np.frombuffer(whole, dtype="<u8").astype(np.uint64)


def quantiles() -> NDArray[np.int64]:
    """Exponential quantiles -ln(1 - i/CELLS) in units of 2**-QUANTILE_BITS, i = 0..CELLS-1; then ln(CELLS)."""
    table = [round(-math.log1p(-i / CELLS) * (1 << QUANTILE_BITS)) for i in range(CELLS)]
    return np.array(table, dtype=np.int64)


QUANTILES: Final = quantiles()
QUANTILES.setflags(write=False)


@inner_kernel
def mix(one: np.uint64, other: np.uint64) -> np.uint64:
    """Two 64-bit keys into one that looks random (Steele, Lea and Flood's splitmix64 finaliser, 2014)."""
    z = (one ^ (other * GOLDEN)) + GOLDEN
    z = (z ^ (z >> S30)) * M1
    z = (z ^ (z >> S27)) * M2
    return z ^ (z >> S31)


def mix_slow(one: int, other: int) -> int:
    """The plain twin of `mix`."""
    golden = 0x9E37_79B9_7F4A_7C15
    z = ((one ^ (other * golden & MASK)) + golden) & MASK
    z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9 & MASK
    z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB & MASK
    return z ^ (z >> 31)


@inner_kernel
def exponential(draw: np.uint64, mean: int, table: NDArray[np.int64]) -> int:
    """An exponential delay of that mean, in the mean's own unit, rounded half up, from the high half of a draw.

    Between two table entries the quantile is interpolated; the last cell is a fresh exponential beyond the one before,
    which is exact because the exponential has no memory. At most four such steps (a chance of 2**-64).
    """
    whole = np.int64(0)
    bits = draw >> S32
    for step in range(4):
        cell = np.int64(bits >> np.uint64(16))
        if cell < CELLS - 1 or step == 3:
            break
        whole += table[CELLS - 1]
        bits = mix(draw, np.uint64(step + 1)) >> S32
    low = table[cell]
    rest = np.int64(bits & np.uint64(0xFFFF))
    if cell < CELLS - 1:
        low += ((table[cell + 1] - low) * rest) >> CELL_BITS
    share = whole + low
    # The mean is split so that the product stays within 63 bits for means up to a million hours.
    scaled = (mean >> 20) * share
    tail = ((scaled & 0x3FF) << 20) + (mean & 0xFFFFF) * share + (1 << 29)
    return int((scaled >> 10) + (tail >> 30))


def exponential_slow(draw: int, mean: int) -> int:
    """The plain twin of `exponential`, in whole numbers of any size."""
    whole, bits = 0, draw >> 32
    for step in range(4):
        cell = bits >> 16
        if cell < CELLS - 1 or step == 3:
            break
        whole += int(QUANTILES[CELLS - 1])
        bits = mix_slow(draw, step + 1) >> 32
    low = int(QUANTILES[cell])
    if cell < CELLS - 1:
        low += (int(QUANTILES[cell + 1]) - low) * (bits & 0xFFFF) >> CELL_BITS
    return (mean * (whole + low) + (1 << QUANTILE_BITS - 1)) >> QUANTILE_BITS
