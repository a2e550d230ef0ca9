"""Every way out for intelligence, and what asks the gate there.

Law: each channel has a row, and a module that hands the bytes of things to somebody is in one of them.
Not here: what the gate answers (gate.py), the ways out of what the desk itself records (docs/gate.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from battlebox.share.release.channel import Channel


@dataclass(frozen=True, slots=True)
class Leaving:
    """One way out: the channel, what it carries, the module that hands it over, and what is asked there."""

    channel: Channel
    carries: str
    module: str
    asks: str


_PAGE: Final = "the reaches that may go to the partner, in the query; then both readings of each row"
_BOTH: Final = "what the partner could fetch itself: the query, then both readings, and both again as it leaves"
_LIST: Final = "both readings of each thing, for each body on the list"
_BULLETIN: Final = "the label of each part, for each body on the list; of each fact, whether it was cleared for them"
_CAME: Final = "both readings of each thing, under the label of the bulletin, for our own body"

WAYS: Final = (
    Leaving(Channel.TAXII, "objects, manifests, versions, counts, first and last dates", "battlebox.web.taxii", _PAGE),
    Leaving(Channel.TAXII, "things given to a partner's own server", "battlebox.web.feeds", _BOTH),
    Leaving(Channel.BULLETIN, "the signed file of one day", "battlebox.web.bulletins", _BULLETIN),
    Leaving(Channel.MISP, "events", "battlebox.share.foreign", _LIST),
    Leaving(Channel.CAP, "alerts that are restricted or private", "battlebox.share.foreign", _LIST),
    Leaving(Channel.CAP_PUBLIC, "public alerts", "battlebox.share.foreign", "both readings, in public"),
    Leaving(Channel.CSV, "indicators as a table", "battlebox.share.foreign", _LIST),
    Leaving(Channel.CSV, "indicators of a bulletin that came, as a table", "battlebox.web.bulletins", _CAME),
    Leaving(Channel.EXPORT, "indicators of a bulletin that came, as STIX", "battlebox.web.bulletins", _CAME),
    Leaving(Channel.MAIL, "words and files to a partner", "battlebox.web.partnering", _LIST),
    Leaving(Channel.EXPORT, "files that a person takes away", "battlebox.web.giving", _BOTH),
    Leaving(Channel.SCREEN, "pages for those signed in", "battlebox.web.partnering", "both readings, by hand"),
    Leaving(Channel.PAGE, "what anybody can read", "battlebox.web.partnering", "both readings, in public"),
)
