"""The door: a TAXII envelope, or a STIX bundle, taken apart into sound things and refusals.

Law: the body is refused as a whole only where it cannot be taken apart; one bad object never takes its neighbours with
it; whatever comes in, nothing is raised but IntelError.
Not here: what makes one object sound (sound.py), counting bytes while they arrive (web).

The steps, each bounded before it begins:
1. The size, the letters and the form of the body; orjson bounds its depth.
2. Whether it is the right container.
3. Each object is written anew, once: these bytes are what is kept and what travels (shape.py reads limits off them).
4. Whether a name stood twice anywhere, for then what was written anew is not what was sent (doubled.py).
5. Whether each object is sound.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import orjson

from battlebox.share.intel.doubled import doubled_in
from battlebox.share.intel.errors import Code, IntelError
from battlebox.share.intel.limits import Limits
from battlebox.share.intel.refusal import Refusal
from battlebox.share.intel.shape import misshapen
from battlebox.share.intel.sound import sound
from battlebox.share.intel.thing import Thing

_LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class Envelope:
    """What came through the door, in the order in which it stood, and what did not; `more` is the sender's own word."""

    things: tuple[Thing, ...] = ()
    refused: tuple[Refusal, ...] = ()
    more: bool = False
    next: str = ""


def read_envelope(body: bytes, limits: Limits = _LIMITS, *, now: datetime | None = None) -> Envelope:
    """Read a TAXII envelope. Raises IntelError for a body that is refused as a whole.

    `now` is an aware instant; without it nobody asks whether an object comes from the future.
    """
    found = _read(body, limits)
    if not isinstance(found, Mapping):
        raise IntelError.of(Code.NOT_AN_ENVELOPE)
    if found.get("type") == "bundle":
        raise IntelError.of(Code.OLD_BUNDLE if _is_old(found) else Code.A_BUNDLE)
    objects = _objects(found, Code.NOT_AN_ENVELOPE, limits)
    following = found.get("next")
    things, refused = _taken(body, found, objects, limits, now)
    return Envelope(things, refused, found.get("more") is True, following if isinstance(following, str) else "")


def read_bundle(body: bytes, limits: Limits = _LIMITS, *, now: datetime | None = None) -> Envelope:
    """Read a bundle of STIX 2.1, as a file brings it. Raises as `read_envelope` does; STIX 2.0 is refused by name."""
    found = _read(body, limits)
    if not isinstance(found, Mapping) or found.get("type") != "bundle":
        raise IntelError.of(Code.NOT_A_BUNDLE)
    if _is_old(found):
        raise IntelError.of(Code.OLD_BUNDLE)
    return Envelope(*_taken(body, found, _objects(found, Code.NOT_A_BUNDLE, limits), limits, now))


def objects_of_bundle(body: bytes, limits: Limits) -> Iterator[tuple[Mapping[str, Any], Refusal | None]]:
    """The objects of a bundle of STIX 2.0, each with why it may not be looked at any further, if so."""
    found = _read(body, limits)
    if not isinstance(found, Mapping) or not _is_old(found):
        raise IntelError.of(Code.NOT_OLD)
    objects = _objects(found, Code.NOT_A_BUNDLE, limits)
    raws = [_anew(one) for one in objects]
    doubled = doubled_in(body, found, raws)
    for place, (says, raw) in enumerate(zip(objects, raws, strict=True)):
        if isinstance(says, dict):
            yield says, _misread(says, raw, limits, twice=place in doubled)
        else:
            yield {}, Refusal.of("", Code.NOT_AN_OBJECT)


def _read(body: bytes, limits: Limits) -> object:
    if len(body) > limits.body_bytes_max:
        raise IntelError.of(Code.TOO_LARGE, most=limits.body_bytes_max)
    if body.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise IntelError.of(Code.BYTE_ORDER_MARK)
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        pass
    try:
        body.decode()
    except UnicodeDecodeError:
        raise IntelError.of(Code.NOT_UTF8) from None
    raise IntelError.of(Code.NOT_JSON)


def _is_old(bundle: Mapping[str, Any]) -> bool:
    return bundle.get("spec_version") == "2.0"


def _objects(found: Mapping[str, Any], otherwise: Code, limits: Limits) -> list[object]:
    objects = found.get("objects")
    if not isinstance(objects, list) or not objects:
        raise IntelError.of(otherwise)
    if len(objects) > limits.objects_max:
        raise IntelError.of(Code.TOO_MANY, most=limits.objects_max)
    return objects


def _anew(one: object) -> bytes:
    """The object without blanks; nothing for one that is nested past some 250 levels, which orjson does not write."""
    try:
        return orjson.dumps(one)
    except orjson.JSONEncodeError:
        return b""


def _taken(
    body: bytes, container: Mapping[str, Any], objects: list[object], limits: Limits, now: datetime | None
) -> tuple[tuple[Thing, ...], tuple[Refusal, ...]]:
    raws = [_anew(one) for one in objects]
    doubled = doubled_in(body, container, raws)
    things, refused = [], []
    for place, (says, raw) in enumerate(zip(objects, raws, strict=True)):
        why = _refused(says, raw, limits, now, twice=place in doubled)
        if why is not None:
            refused.append(why)
        elif isinstance(says, dict):
            version = says.get("modified") or says.get("created") or ""
            things.append(Thing(says["id"], says["type"], str(version), raw, says))
    return tuple(things), tuple(refused)


def _refused(says: object, raw: bytes, limits: Limits, now: datetime | None, *, twice: bool) -> Refusal | None:
    if not isinstance(says, dict):
        return Refusal.of("", Code.NOT_AN_OBJECT)
    return _misread(says, raw, limits, twice=twice) or sound(says, limits=limits, now=now)


def _misread(says: Mapping[str, Any], raw: bytes, limits: Limits, *, twice: bool) -> Refusal | None:
    if not raw:
        return Refusal.of(says.get("id"), Code.TOO_DEEP, most=limits.depth_max)
    return Refusal.of(says.get("id"), Code.NAME_TWICE) if twice else misshapen(says, raw, limits)
