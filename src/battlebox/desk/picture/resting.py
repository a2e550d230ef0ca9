"""Which services rest on each thing, and how many, directly or through others: what its loss puts in question.

Law: every need counts, alternatives and slowing needs as well; what really stops, and when, is the engine's to say.
Not here: what stops together (together.py), what stands around one thing (neighbourhood.py).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from functools import lru_cache

from battlebox.desk.picture.revision import InUse
from battlebox.estate import Estate, Service


@lru_cache(maxsize=8)
def resting(used: InUse) -> Mapping[str, int]:
    """Of each thing that something needs, how many services rest on it. Cost: milliseconds, once for an estate."""
    return resting_in(used.estate)


def resting_in(estate: Estate) -> Mapping[str, int]:
    """The same of an estate that is in no incident."""
    return {name: bits.bit_count() for name, bits in _bits(estate).items()}


def services_on(used: InUse, name: str) -> tuple[Service, ...]:
    """The services that rest on a thing, in table order. Cost: as `resting`, once for an estate."""
    bits, found = _bits_of(used).get(name, 0), []
    # A region has thousands of services, and of a thing's few each is found at once.
    while bits:
        lowest = bits & -bits
        found.append(used.estate.services[lowest.bit_length() - 1])
        bits ^= lowest
    return tuple(found)


@lru_cache(maxsize=8)
def _bits_of(used: InUse) -> Mapping[str, int]:
    return _bits(used.estate)


def _bits(estate: Estate) -> dict[str, int]:
    """Of each thing, one bit for each service that rests on it, in table order; not itself."""
    below = estate.needs_by_of
    # Handed down from what needs to what is needed until nothing is new.
    found = {row.service: 1 << place for place, row in enumerate(estate.services)}
    own = dict(found)
    waiting = deque(found)
    while waiting:
        thing = waiting.popleft()
        for need in below.get(thing, ()):
            rests = found.get(need.on, 0) | found[thing]
            if rests != found.get(need.on, 0):
                found[need.on] = rests
                waiting.append(need.on)
    return {name: bits & ~own.get(name, 0) for name, bits in found.items()}
