"""Which traffic light labels a thing carries, by the ids of its markings and by nothing else.

Law: a label is a marking id that the protocol's owners gave out; words in a name, in `labels` or in a text are none.
Not here: which label binds, and who may see the thing (marking, share.release).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from battlebox.marking import MarkingError, Tlp
from battlebox.share.intel.named import marked_with

_MARKINGS_KEPT: Final = 1024


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels on a thing and on parts of it, each once; `unread` are marking ids that are no such label."""

    tlps: tuple[Tlp, ...] = ()
    unread: tuple[str, ...] = ()


def labels_of(says: Mapping[str, Any]) -> Labels:
    """The labels of a thing; what is unread may be a statement or anybody's rule, and is for the gate to judge."""
    tlps: dict[Tlp, None] = {}
    unread: list[str] = []
    for one in marked_with(says):
        label = _label_of(one)
        if label is None:
            unread.append(one)
        else:
            tlps[label] = None
    return Labels(tuple(tlps), tuple(unread))


@lru_cache(_MARKINGS_KEPT)
def _label_of(marking: str) -> Tlp | None:
    """Feeds carry the same few markings on everything."""
    try:
        return Tlp.from_stix_id(marking)
    except MarkingError:
        return None
