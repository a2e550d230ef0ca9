"""Writing an alert of CAP 1.2, for those who may have it and for nobody else.

Law: only what `marking.decide` lets go in public becomes Public, and there is no switch to go round it: a public
release is a new label, recorded at the desk before. A rehearsal never writes Actual.
Not here: sending it, keeping which alerts we sent (the caller's `known`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from lxml import etree

from battlebox.marking import Deny, Marked, Recipient, WayOut, decide
from battlebox.share.foreign.cap import Alert, AlertId, Area, Info, Scope, Status, stamp
from battlebox.share.foreign.cap_reading import read_cap
from battlebox.share.foreign.cap_words import WRITTEN
from battlebox.share.foreign.errors import Code, ForeignError


@dataclass(frozen=True, slots=True)
class Addressee:
    """Where a private or restricted alert goes, and who that is to the gate."""

    address: str
    recipient: Recipient


def write_cap(  # noqa: PLR0913 - what is said, how far it may go, to whom, when, and which alerts are known
    alert: Alert,
    marked: Marked,
    to: Sequence[Addressee],
    now: datetime,
    *,
    is_rehearsal: bool,
    known: Collection[AlertId] = (),
) -> bytes:
    """The alert as XML. Without addressees it is public. Raises ForeignError where a rule or the gate says no.

    Status, scope and addresses are set here, whatever the alert says of them.
    """
    _ask(marked, to, now)
    scope = (Scope.RESTRICTED if alert.restriction else Scope.PRIVATE) if to else Scope.PUBLIC
    meant = alert.status if alert.status is not Status.ACTUAL else Status.EXERCISE
    ready = replace(
        alert,
        status=meant if is_rehearsal else alert.status,
        scope=scope,
        addresses=tuple(one.address for one in to),
        restriction=alert.restriction if to else "",
        version="1.2",
        is_signed=False,
    )
    body = _written(ready)
    # What is written is read as strictly as what comes in: a rule has one place.
    read_cap(body, known)
    return body


def _ask(marked: Marked, to: Sequence[Addressee], now: datetime) -> None:
    if not to:
        verdict = decide(marked, Recipient(WayOut.PUBLIC), now)
        if isinstance(verdict, Deny):
            raise ForeignError.of(Code.KEPT_BACK, why=verdict.reason)
        return
    denied = [verdict for one in to if isinstance(verdict := decide(marked, one.recipient, now), Deny)]
    if denied:
        raise ForeignError.of(Code.NOT_FOR_THEM, count=len(denied), why=denied[0].reason)


def _written(alert: Alert) -> bytes:
    root = etree.Element(f"{{{WRITTEN}}}alert", nsmap={None: WRITTEN})
    addresses = " ".join(f'"{one}"' if " " in one else one for one in alert.addresses)
    try:
        _say(root, "identifier", alert.id.identifier)
        _say(root, "sender", alert.id.sender)
        _say(root, "sent", stamp(alert.id.sent))
        _say(root, "status", alert.status)
        _say(root, "msgType", alert.message_type)
        _say(root, "scope", alert.scope)
        _say(root, "restriction", alert.restriction)
        _say(root, "addresses", addresses)
        _say(root, "note", alert.note)
        _say(root, "references", " ".join(one.to_text() for one in alert.references))
        for info in alert.infos:
            _say_info(etree.SubElement(root, f"{{{WRITTEN}}}info"), info)
    except ValueError:
        # A letter that XML cannot hold.
        raise ForeignError.of(Code.NOT_XML) from None
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True))


def _say_info(at: etree._Element, info: Info) -> None:
    _say(at, "language", info.language)
    for category in info.categories:
        _say(at, "category", category)
    _say(at, "event", info.event)
    for response in info.response_types:
        _say(at, "responseType", response)
    for name, text in (("urgency", info.urgency), ("severity", info.severity), ("certainty", info.certainty)):
        _say(at, name, text)
    for name, time in (("effective", info.effective), ("onset", info.onset), ("expires", info.expires)):
        _say(at, name, stamp(time) if time else "")
    _say(at, "senderName", info.sender_name)
    _say(at, "headline", info.headline)
    _say(at, "description", info.description)
    _say(at, "instruction", info.instruction)
    _say(at, "web", info.web)
    _say(at, "contact", info.contact)
    for area in info.areas:
        _say_area(etree.SubElement(at, f"{{{WRITTEN}}}area"), area)


def _say_area(at: etree._Element, area: Area) -> None:
    _say(at, "areaDesc", area.description)
    for points in area.polygons:
        _say(at, "polygon", " ".join(f"{latitude},{longitude}" for latitude, longitude in points))
    for (latitude, longitude), radius in area.circles:
        _say(at, "circle", f"{latitude},{longitude} {radius}")
    for name, value in area.geocodes:
        code = etree.SubElement(at, f"{{{WRITTEN}}}geocode")
        _say(code, "valueName", name)
        _say(code, "value", value)


def _say(at: etree._Element, name: str, text: str) -> None:
    if text:
        etree.SubElement(at, f"{{{WRITTEN}}}{name}").text = text
