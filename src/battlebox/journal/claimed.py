"""What the sender of a copy claims of its own order: the checkpoints it signed, against the entries as it sends them.

Law: a copy whose sender's checkpoints are not true of the copy is refused, as the stand-alone verifier calls it wrong.
Not here: this desk's own checkpoints (verify.py), checkpoints on paper (witnessing.py).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Final

from battlebox.journal.entry import Entry
from battlebox.journal.errors import Code, JournalError
from battlebox.journal.kinds import Kind
from battlebox.journal.tree import Frontier, fold_peaks

_KEPT: Final = 256


def true_to(sender: str, entries: Iterable[Entry]) -> Iterator[Entry]:
    """Pass a whole copy's entries on. Raises JournalError at a checkpoint of `sender` that its order belies.

    Memory: 32 bytes an entry, for a checkpoint may cover any number of those before it. An entry listed twice counts
    twice, as in the stand-alone verifier.
    """
    order, frontier, whole = bytearray(), Frontier(), True
    recent: deque[tuple[int, tuple[bytes, ...]]] = deque(maxlen=_KEPT)
    for entry in entries:
        # A copy that does not begin with the first entry is a piece of one, and shows nothing of its sender's order.
        whole = whole and (bool(order) or not entry.header.incident)
        if not whole:
            yield entry
            continue
        leaf = bytes.fromhex(entry.id)
        order += leaf
        frontier.add(leaf)
        recent.append((frontier.size, tuple(frontier.peaks)))
        if entry.header.key == sender and entry.header.kind == Kind.CHECKPOINT_SIGNED:
            size, root = int(entry.header.about["size"]), entry.header.about["root"]
            if _root(size, order, recent) != root:
                raise JournalError.of(Code.FALSE_CHECKPOINT, entry=entry.id, desk=sender, size=size)
        yield entry


def _root(size: int, order: bytearray, recent: deque[tuple[int, tuple[bytes, ...]]]) -> str:
    peaks = next((peaks for held, peaks in recent if held == size), None)
    if peaks is None:
        if size * 32 > len(order):
            return ""
        frontier = Frontier()
        for start in range(0, size * 32, 32):
            frontier.add(bytes(order[start : start + 32]))
        peaks = tuple(frontier.peaks)
    return fold_peaks(peaks).hex()
