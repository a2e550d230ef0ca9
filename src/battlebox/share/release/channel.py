"""The channels by which intelligence leaves, in the words of the ledger, and how each of them travels.

Law: a channel travels in one of the ways that the gate knows, and by no other; a feed or a file never carries RED.
Not here: which code sends by it (ways.py).
"""

from __future__ import annotations

from enum import StrEnum

from battlebox.marking import WayOut


class Channel(StrEnum):
    """How it left; the value is the word in the ledger."""

    TAXII = "taxii"
    BULLETIN = "bulletin"
    MISP = "misp"
    CAP = "cap"
    CAP_PUBLIC = "cap-public"
    CSV = "csv"
    MAIL = "mail"
    EXPORT = "export"
    SCREEN = "screen"
    PAGE = "page"

    @property
    def way(self) -> WayOut:
        """How the gate is asked."""
        return _WAY.get(self, WayOut.FILE)

    @property
    def words(self) -> str:
        """As somebody says how it left."""
        return _WORDS[self]


_WORDS = {
    Channel.TAXII: "by machine (TAXII)",
    Channel.BULLETIN: "a bulletin",
    Channel.MISP: "a file (MISP)",
    Channel.CAP: "an alert (CAP)",
    Channel.CAP_PUBLIC: "an alert to the public (CAP)",
    Channel.CSV: "a file (CSV)",
    Channel.MAIL: "a mail",
    Channel.EXPORT: "a file (STIX)",
    Channel.SCREEN: "on a screen",
    Channel.PAGE: "on a public page",
}
_WAY = {
    Channel.TAXII: WayOut.FEED,
    Channel.SCREEN: WayOut.HAND,
    Channel.PAGE: WayOut.PUBLIC,
    Channel.CAP_PUBLIC: WayOut.PUBLIC,
}
