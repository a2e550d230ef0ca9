"""The five labels of the Traffic Light Protocol 2.0, and how older and foreign spellings are read.

Law: a label that is not known is an error, never a guess; a doubtful one is read as the stricter of its meanings.
Not here: who may see a labelled thing (decide.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from battlebox.marking.errors import Code, MarkingError


class Tlp(StrEnum):
    """How far a thing may travel, as the protocol's owners define it; the value is the word after `TLP:`."""

    CLEAR = "CLEAR"
    GREEN = "GREEN"
    AMBER = "AMBER"
    AMBER_STRICT = "AMBER+STRICT"
    RED = "RED"

    @property
    def strictness(self) -> int:
        """0 for CLEAR up to 4 for RED."""
        return _ORDER[self]

    @property
    def stix_id(self) -> str:
        """The id of the marking definition that STIX 2.1 uses for this label."""
        return f"marking-definition--{_STIX[self]}"

    def to_text(self) -> str:
        """As it is written on a paper or a screen: `TLP:AMBER+STRICT`."""
        return f"TLP:{self.value}"

    @classmethod
    def from_text(cls, text: str) -> Tlp:
        """Read `TLP:GREEN`, `green`, `tlp:amber+strict` or the old `TLP:WHITE`. Raises MarkingError for others."""
        word = text.strip().upper().removeprefix("TLP:").strip()
        try:
            return cls.CLEAR if word == "WHITE" else cls(word)
        except ValueError:
            raise MarkingError.of(Code.UNKNOWN_LABEL, found=repr(text[:40])) from None

    @classmethod
    def from_stix_id(cls, identifier: str) -> Tlp:
        """Read a STIX marking id of TLP 2.0 or 1.0. Raises MarkingError for an id that is not a TLP label.

        Old AMBER could mean the recipient's clients too or not; it is read as AMBER+STRICT until its owner says more.
        """
        try:
            return _FROM_STIX[identifier.removeprefix("marking-definition--")]
        except KeyError:
            raise MarkingError.of(Code.UNKNOWN_LABEL, found=repr(identifier[:80])) from None


def strictest(labels: Iterable[Tlp]) -> Tlp | None:
    """The label that binds when several stand on one thing; None when there is none."""
    return max(labels, key=lambda label: label.strictness, default=None)


_ORDER: Final = {label: place for place, label in enumerate(Tlp)}
_STIX: Final = {
    Tlp.CLEAR: "94868c89-83c2-464b-929b-a1a8aa3c8487",
    Tlp.GREEN: "bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    Tlp.AMBER: "55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    Tlp.AMBER_STRICT: "939a9414-2ddd-4d32-a0cd-375ea402b003",
    Tlp.RED: "e828b379-4e03-4974-9ac4-e53a884c97c1",
}
_FROM_STIX: Final = {identifier: label for label, identifier in _STIX.items()} | {
    "613f2e26-407d-48c7-9eca-b8e91df99dc9": Tlp.CLEAR,
    "34098fce-860f-48ae-8e50-ebd3cc5e41da": Tlp.GREEN,
    "f88d31f6-486f-44da-b317-01333bde0b82": Tlp.AMBER_STRICT,
    "5e57c739-391a-4eb3-b6be-7d15ca92d5ed": Tlp.RED,
}
