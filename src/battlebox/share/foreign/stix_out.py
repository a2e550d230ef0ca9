"""Our things as one bundle of STIX 2.1, for one partner.

Law: the gate is asked for every thing; each goes with its bytes as they are held, its own label in it.
Not here: the gate (giving.py), machines that fetch by themselves (web.taxii).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from battlebox.marking import Recipient
from battlebox.share.foreign.giving import Given, asked
from battlebox.share.release import Gate, Held

_OURS: Final = uuid.UUID("6f0a2a52-9a0e-5b43-8f0c-54f0a3c1b7de")


def write_stix(held: Iterable[Held], to: Recipient, now: datetime, gate: Gate) -> Given:
    """The bundle. Without anything that may go, the body is empty."""
    going, left = asked(held, to, now, gate)
    if not going:
        return Given(b"", (), tuple(left))
    gone = tuple(one.held for one in going)
    number = uuid.uuid5(_OURS, "|".join(sorted(f"{one.thing.id}|{one.thing.version}" for one in gone)))
    things = b",\n".join(one.thing.raw for one in gone)
    body = b'{"type":"bundle","id":"bundle--%s","objects":[\n%s\n]}\n' % (str(number).encode(), things)
    return Given(body, gone, tuple(left))
