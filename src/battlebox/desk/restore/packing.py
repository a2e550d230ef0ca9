"""A large order of return packed to fit into one part of an entry: nothing of it is dropped.

Law: what is unpacked is what was packed; a small order stands in plain sight, and what cannot fit is refused in words.
Not here: what an order says (shown.py), who adopts it (command).
"""

from __future__ import annotations

import base64
import gzip
import json
import zlib
from dataclasses import replace
from functools import lru_cache
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.record import values
from battlebox.desk.restore.shown import OrderShown

PLAIN_MOST: Final = 512 * 1024
"""Up to so many bytes an order is kept as it is, to be read by anybody: half of what a part of an entry holds."""
PACKED_MOST: Final = 1000 * 1024
"""What a part of an entry holds, less a little for what stands beside it."""
UNPACKED_MOST: Final = 64 << 20
"""More than any order: what another desk wrote must not fill the memory of this one."""


def packed(shown: OrderShown) -> OrderShown:
    """The same order as an entry takes it. Raises DeskError for one that is too large even so."""
    raw = json.dumps(values.write(shown), separators=(",", ":")).encode()
    if len(raw) <= PLAIN_MOST:
        return shown
    text = base64.b64encode(gzip.compress(raw, mtime=0)).decode()
    if len(text) > PACKED_MOST:
        raise DeskError.of(Code.TOO_LARGE_ORDER, systems=f"{len(shown.turns):,}")
    outset = replace(shown.outset, out=(), apart=(), passed=(), promised=())
    return replace(shown, outset=outset, lines=(), turns=(), services=(), left=(), waits=(), packed=text)


def unpacked(shown: OrderShown) -> OrderShown:
    """The whole order. Raises ValueError for what no desk packed."""
    return _opened(shown.packed) if shown.packed else shown


@lru_cache(maxsize=2)
def _opened(text: str) -> OrderShown:
    reader = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        raw = reader.decompress(base64.b64decode(text, validate=True), UNPACKED_MOST)
    except zlib.error as wrong:
        raise ValueError(str(wrong)) from wrong
    if not reader.eof:
        raise ValueError(text[:20])
    return values.read(OrderShown, json.loads(raw))
