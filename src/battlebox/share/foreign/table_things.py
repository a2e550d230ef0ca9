"""Indicators of a table as things of ours.

Law: the same row makes the same id, whoever brings it and however often; a row without a label makes a thing without.
Not here: reading the table (table.py).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

from battlebox.share.foreign.pattern import pattern_of
from battlebox.share.foreign.table import Indicator
from battlebox.share.intel import Thing

_OURS: Final = uuid.UUID("0d4fd3a2-5b16-5a3e-8d0c-7d2b6f6a9c11")


def things_of(indicators: Iterable[Indicator], brought_by: str, now: datetime) -> Iterator[Thing]:
    """One STIX indicator for each row. `brought_by` is the body that brings the table."""
    at = _stamp(now)
    for one in indicators:
        says: dict[str, Any] = {
            "type": "indicator",
            "spec_version": "2.1",
            "id": f"indicator--{uuid.uuid5(_OURS, f'{brought_by}|{one.kind}|{one.value}')}",
            "created": at,
            "modified": at,
            "name": one.note or f"{one.kind.value} from a table",
            "pattern": pattern_of(one.kind, one.value),
            "pattern_type": "stix",
            "valid_from": _stamp(one.seen) if one.seen else at,
        }
        if one.confidence is not None:
            says["confidence"] = one.confidence
        if one.label is not None:
            says["object_marking_refs"] = [one.label.stix_id]
        yield Thing.from_says(says)


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"
