"""A Merkle tree (RFC 6962) over the ids of a desk's entries in the order in which they arrived.

Law: the order of arrival at one desk only ever grows at its end, so an old root can be proved to be a beginning of a
new one; the merged record of several desks has no such order, and no tree.
Not here: signing a root (checkpoint.py), keeping ids (store.py).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

EMPTY_ROOT: Final = hashlib.sha256(b"").digest()


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of one leaf; for a journal the leaf is the 32 bytes of an entry's id."""
    return hashlib.sha256(b"\0" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two neighbouring subtrees."""
    return hashlib.sha256(b"\1" + left + right).digest()


@dataclass(slots=True)
class Frontier:
    """A tree that grows: the roots of its full subtrees, largest first. Cost: two hashes a leaf, 32 bytes a level."""

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)

    def add(self, leaf: bytes) -> None:
        """Put one more leaf at the end."""
        node, full = leaf_hash(leaf), self.size
        while full & 1:
            node = node_hash(self.peaks.pop(), node)
            full >>= 1
        self.peaks.append(node)
        self.size += 1

    def root(self) -> bytes:
        """The root over the leaves so far."""
        return fold_peaks(self.peaks)


def fold_peaks(peaks: Iterable[bytes]) -> bytes:
    """The root over subtrees given largest first."""
    root = b""
    for peak in reversed(tuple(peaks)):
        root = node_hash(peak, root) if root else peak
    return root or EMPTY_ROOT


class Tree:
    """All leaf hashes in memory, to prove from; 32 bytes a leaf."""

    def __init__(self, leaves: Iterable[bytes]) -> None:
        self._hashes = [leaf_hash(leaf) for leaf in leaves]
        self._known: dict[tuple[int, int], bytes] = {}

    def __len__(self) -> int:
        return len(self._hashes)

    def root(self, size: int) -> bytes:
        """The root over the first `size` leaves."""
        return self._subtree(0, size) if size else EMPTY_ROOT

    def inclusion(self, place: int, size: int) -> list[bytes]:
        """The proof that leaf `place` (from 0) is among the first `size`: sibling hashes from the leaf up."""
        proof: list[bytes] = []
        low, high = 0, size
        while high - low > 1:
            middle = low + _split(high - low)
            if place < middle:
                proof.append(self._subtree(middle, high))
                high = middle
            else:
                proof.append(self._subtree(low, middle))
                low = middle
        return proof[::-1]

    def consistency(self, old: int, new: int) -> list[bytes]:
        """The proof that the first `old` leaves begin the first `new`; empty if there is nothing to prove."""
        if old in (0, new):
            return []
        proof: list[bytes] = []
        low, high, whole = 0, new, True
        while old != high:
            middle = low + _split(high - low)
            if old <= middle:
                proof.append(self._subtree(middle, high))
                high = middle
            else:
                proof.append(self._subtree(low, middle))
                low, whole = middle, False
        if not whole:
            proof.append(self._subtree(low, high))
        return proof[::-1]

    def _subtree(self, low: int, high: int) -> bytes:
        if high - low == 1:
            return self._hashes[low]
        known = self._known.get((low, high))
        if known is None:
            middle = low + _split(high - low)
            known = node_hash(self._subtree(low, middle), self._subtree(middle, high))
            self._known[low, high] = known
        return known


def is_included(leaf: bytes, place: int, size: int, proof: list[bytes], root: bytes) -> bool:
    """Whether the proof shows the leaf at `place` among `size` under `root`."""
    if not 0 <= place < size:
        return False
    node, low, high = leaf_hash(leaf), place, size - 1
    for beside in proof:
        if high == 0:
            return False
        if low & 1 or low == high:
            node = node_hash(beside, node)
            while low and not low & 1:
                low, high = low >> 1, high >> 1
        else:
            node = node_hash(node, beside)
        low, high = low >> 1, high >> 1
    return high == 0 and node == root


def is_continuation(old: int, new: int, proof: list[bytes], old_root: bytes, new_root: bytes) -> bool:
    """Whether the proof shows that the tree of `old` leaves is the beginning of the tree of `new`."""
    if old > new or old < 0:
        return False
    if old in (0, new):
        return not proof and (old_root == (EMPTY_ROOT if old == 0 else new_root))
    path = [old_root, *proof] if old & (old - 1) == 0 else proof
    if not path:
        return False
    first, *rest = path
    return _replay(old - 1, new - 1, first, rest) == (old_root, new_root)


def _replay(low: int, high: int, first: bytes, rest: list[bytes]) -> tuple[bytes, bytes]:
    """The old and new roots that a consistency proof leads to; empty ones if it has the wrong length."""
    while low & 1:
        low, high = low >> 1, high >> 1
    ours = theirs = first
    for beside in rest:
        if high == 0:
            return b"", b""
        if low & 1 or low == high:
            ours, theirs = node_hash(beside, ours), node_hash(beside, theirs)
            while low and not low & 1:
                low, high = low >> 1, high >> 1
        else:
            theirs = node_hash(theirs, beside)
        low, high = low >> 1, high >> 1
    return (ours, theirs) if high == 0 else (b"", b"")


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)
