"""Reading an alert of CAP 1.1 or 1.2.

Law: an alert is taken whole or refused with its reason; what it refers to must be here, and never be itself.
Not here: the value (cap.py), safe XML (xml_document.py).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Final

from lxml import etree

from battlebox.share.foreign.cap import Alert, AlertId, Area, Info, MessageType, Scope, Status
from battlebox.share.foreign.cap_words import (
    ALERT,
    AREA,
    DATED,
    INFO,
    NAMESPACES,
    ONE_WORD,
    RESOURCE,
    VALUE,
    WORDS,
    Place,
)
from battlebox.share.foreign.errors import Code, ForeignError
from battlebox.share.foreign.polygon import circle_of, polygon_of
from battlebox.share.foreign.xml_document import read_xml

LETTERS_MOST: Final = 20_000
SIGNATURE: Final = "{http://www.w3.org/2000/09/xmldsig#}Signature"
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
_CHANGES: Final = frozenset({MessageType.UPDATE, MessageType.CANCEL, MessageType.ACK, MessageType.ERROR})


def read_cap(body: bytes, known: Collection[AlertId] = ()) -> Alert:
    """The alert. `known` are the alerts that are here. Raises ForeignError."""
    alert = kept_cap(body)
    _check_references(alert, known)
    return alert


def kept_cap(body: bytes) -> Alert:
    """An alert whose references were asked about when it came in, and not again. Raises ForeignError."""
    root = read_xml(body)
    name = etree.QName(root)
    if name.namespace not in NAMESPACES or name.localname != "alert":
        raise ForeignError.of(Code.CAP_VERSION)
    signed = root.findall(SIGNATURE)
    for one in signed:
        root.remove(one)
    _check(root, ALERT)
    return _alert(root, NAMESPACES[name.namespace], is_signed=bool(signed))


def _check(element: etree._Element, places: dict[str, Place], within: str = "") -> None:
    """Every element inside is one that belongs there, in its order, as often as it may."""
    found: dict[str, int] = {}
    names = list(places)
    furthest = 0
    for inner in element:
        name = etree.QName(inner)
        local = name.localname
        if name.namespace != etree.QName(element).namespace or local not in places:
            raise ForeignError.of(Code.STRANGE_ELEMENT, name=_shown(local, places), place=within)
        if names.index(local) < furthest:
            raise ForeignError.of(Code.ELEMENT_ORDER, name=local, place=within)
        furthest = names.index(local)
        found[local] = found.get(local, 0) + 1
        if found[local] > 1 and not places[local].is_many:
            raise ForeignError.of(Code.ELEMENT_TWICE, name=local, place=within)
        kind = places[local].inside
        if kind is not None:
            _check(inner, kind, f"{within}{' ' if within else ''}{local} {found[local]}")
        elif len(inner):
            raise ForeignError.of(Code.STRANGE_ELEMENT, name=f"what stands in {local}", place=within)
        else:
            _check_words(local, inner.text or "", within)
    for name_of, place in places.items():
        if place.must and not any(_text(one) or len(one) for one in _each(element, name_of)):
            raise ForeignError.of(Code.MISSING, name=name_of, place=within)


def _shown(name: str, places: dict[str, Place]) -> str:
    """An element's name if CAP knows it anywhere; what somebody made up is not repeated."""
    known = {*ALERT, *INFO, *AREA, *RESOURCE, *VALUE, *places}
    return name if name in known else "an element that CAP does not have"


def _check_words(name: str, text: str, within: str) -> None:
    if len(text) > LETTERS_MOST and name != "derefUri":
        raise ForeignError.of(Code.TOO_LONG, name=name, most=LETTERS_MOST, place=within)
    if not text.strip():
        return
    if name in ONE_WORD and re.search(r"\s", text):
        raise ForeignError.of(Code.NEWLINE, name=name, place=within)
    if name in WORDS and text not in WORDS[name]:
        raise ForeignError.of(Code.NOT_A_WORD, name=name, words=", ".join(WORDS[name]), place=within)
    if name in DATED:
        _time(text, name, within)


def _alert(root: etree._Element, version: str, *, is_signed: bool) -> Alert:
    sent = _time(_one(root, "sent"), "sent")
    alert = Alert(
        id=AlertId(_one(root, "sender"), _one(root, "identifier"), sent),
        status=Status(_one(root, "status")),
        message_type=MessageType(_one(root, "msgType")),
        scope=Scope(_one(root, "scope")),
        infos=tuple(_info(info, f"info {number}", sent) for number, info in enumerate(_each(root, "info"), 1)),
        restriction=_one(root, "restriction"),
        addresses=_split(_one(root, "addresses")),
        references=tuple(_references(_one(root, "references"))),
        note=_one(root, "note"),
        version=version,
        is_signed=is_signed,
    )
    if re.search(r"[\s,<&]", alert.id.sender + alert.id.identifier):
        raise ForeignError.of(Code.NEWLINE, name="sender or identifier")
    if alert.scope is Scope.PRIVATE and not alert.addresses:
        raise ForeignError.of(Code.NO_ADDRESSES)
    if alert.scope is Scope.RESTRICTED and not alert.restriction:
        raise ForeignError.of(Code.NO_RESTRICTION)
    return alert


def _info(info: etree._Element, place: str, sent: datetime) -> Info:
    times = {name: _time(text, name, place) if (text := _one(info, name)) else None for name in DATED if name != "sent"}
    expires = times["expires"]
    if expires is not None and expires <= max(sent, times["effective"] or sent):
        raise ForeignError.of(Code.EXPIRES_FIRST, place=place)
    return Info(
        event=_line(_one(info, "event")),
        categories=tuple(_text(one) for one in _each(info, "category")),
        urgency=_one(info, "urgency"),
        severity=_one(info, "severity"),
        certainty=_one(info, "certainty"),
        areas=tuple(_area(area, f"{place} area {number}") for number, area in enumerate(_each(info, "area"), 1)),
        language=_one(info, "language") or "en-US",
        headline=_line(_one(info, "headline")),
        description=_one(info, "description"),
        instruction=_one(info, "instruction"),
        response_types=tuple(_text(one) for one in _each(info, "responseType")),
        sender_name=_line(_one(info, "senderName")),
        web=_one(info, "web"),
        contact=_line(_one(info, "contact")),
        effective=times["effective"],
        onset=times["onset"],
        expires=expires,
    )


def _area(area: etree._Element, place: str) -> Area:
    try:
        return Area(
            _line(_one(area, "areaDesc")),
            tuple(polygon_of(_text(one)) for one in _each(area, "polygon") if _text(one)),
            tuple(circle_of(_text(one)) for one in _each(area, "circle") if _text(one)),
            tuple((_one(one, "valueName"), _one(one, "value")) for one in _each(area, "geocode")),
        )
    except ForeignError as error:
        raise ForeignError(error.code, str(error), error.hint, place) from None


def _references(text: str) -> Iterator[AlertId]:
    for word in text.split():
        parts = word.split(",")
        if len(parts) != 3 or not all(parts) or not _TIME.fullmatch(parts[2]):  # noqa: PLR2004 - sender, id, sent
            raise ForeignError.of(Code.BAD_REFERENCE)
        yield AlertId(parts[0], parts[1], _time(parts[2], "references"))


def _check_references(alert: Alert, known: Collection[AlertId]) -> None:
    if alert.id in known:
        raise ForeignError.of(Code.ALREADY_HELD)
    if alert.message_type in _CHANGES and not alert.references:
        raise ForeignError.of(Code.NO_REFERENCES)
    for other in alert.references:
        if (other.sender, other.identifier) == (alert.id.sender, alert.id.identifier):
            raise ForeignError.of(Code.REFERS_TO_ITSELF)
        if alert.message_type in _CHANGES and other not in known:
            raise ForeignError.of(Code.UNKNOWN_ALERT)


def _time(text: str, name: str, place: str = "") -> datetime:
    try:
        return datetime.fromisoformat(text if _TIME.fullmatch(text) else "no time")
    except ValueError:
        raise ForeignError.of(Code.BAD_TIME, name=name, place=place) from None


def _each(element: etree._Element, name: str) -> list[etree._Element]:
    return list(element.findall(f"{{{etree.QName(element).namespace}}}{name}"))


def _one(element: etree._Element, name: str) -> str:
    found = _each(element, name)
    return _text(found[0]) if found else ""


def _text(element: etree._Element) -> str:
    return (element.text or "").strip()


def _line(text: str) -> str:
    """Words on one line: some senders break them to keep their files narrow."""
    return " ".join(text.split())


def _split(text: str) -> tuple[str, ...]:
    """Addresses: blanks part them, and quotation marks hold one with blanks together."""
    return tuple(quoted or plain for quoted, plain in re.findall(r'"([^"]*)"|(\S+)', text))
