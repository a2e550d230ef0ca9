"""One STIX 2.1 object as it came: the bytes that travel, and what they say.

Law: the bytes are made once, when the object comes in, and never again; what they say is read, never changed.
Not here: whether it is sound (the rest of this wing), how far it may travel (share.release).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson


@dataclass(frozen=True, slots=True)
class Thing:
    """A STIX object of one version.

    `version` is its `modified`, else its `created`, as they are written; blank for one that has neither (a cyber
    observable, a marking).
    """

    id: str
    type: str
    version: str
    raw: bytes
    says: Mapping[str, Any]
    ids: list[tuple[str, ...]] = field(default_factory=list, init=False, repr=False, compare=False)
    """The ids in the bytes, once somebody has read them (`ids_in`); empty until then."""

    @classmethod
    def from_says(cls, says: Mapping[str, Any]) -> Thing:
        """The thing that says this; `id` and `type` are texts in it (the door has seen to that)."""
        version = says.get("modified") or says.get("created") or ""
        return cls(says["id"], says["type"], str(version), orjson.dumps(dict(says)), says)

    @classmethod
    def kept(cls, id: str, type: str, version: str, raw: bytes) -> Thing:  # noqa: A002 - as STIX names them
        """One that was looked at when it came; what it says is read where somebody asks."""
        return cls(id, type, version, raw, _Unread(raw))


class _Unread(Mapping[str, Any]):
    """What bytes say, read once it is asked for.

    No dataclass: those are written as JSON by what of them has a public name, which of this is nothing.
    """

    __slots__ = ("_raw", "_says")

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._says: dict[str, Any] | None = None

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 - as JSON has them
        return self._read()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())

    def _read(self) -> dict[str, Any]:
        if self._says is None:
            self._says = orjson.loads(self._raw)
        return self._says
