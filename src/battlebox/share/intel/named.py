"""What a thing names: every STIX id in its bytes, and every marking it carries.

Law: an id counts wherever it stands, in a reference, an extension, a pattern or a sentence; only the thing's own id
and the ids of its markings do not.
Not here: whether what is named may be seen (share.release).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from battlebox.share.intel.thing import Thing

MARKING: Final = "marking-definition--"
_ID: Final = re.compile(rb"[a-z][a-z0-9-]*[a-z0-9]--[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def named_in(thing: Thing) -> tuple[str, ...]:
    """The ids of other things that it names, each once, in the order in which they stand."""
    found = dict.fromkeys(one.decode() for one in _ID.findall(thing.raw))
    return tuple(one for one in found if one != thing.id and not one.startswith(MARKING))


def marked_with(says: Mapping[str, Any]) -> tuple[str, ...]:
    """The ids of the markings on the whole of a thing and on parts of it, each once."""
    return tuple(dict.fromkeys(_markings(says)))


def _markings(says: Mapping[str, Any]) -> Iterator[str]:
    for one in says.get("object_marking_refs", ()):
        yield str(one)
    for granular in says.get("granular_markings", ()):
        if isinstance(granular, Mapping) and "marking_ref" in granular:
            yield str(granular["marking_ref"])
