"""Whether one object is sound STIX 2.1: what it is, its schema, its rules, its markings, its pattern.

Law: a sound object can be kept, given on and read by every part of Battlebox; the first cause found is the one named.
Not here: limits of size and form (shape.py), whether it may be believed or given on (share.release).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from battlebox.share.intel import facts
from battlebox.share.intel.errors import Code
from battlebox.share.intel.identifier import KIND, STIX_ID
from battlebox.share.intel.labels import labels_of
from battlebox.share.intel.limits import Limits
from battlebox.share.intel.pattern import pattern_fault
from battlebox.share.intel.refusal import Refusal
from battlebox.share.intel.rules import RULES
from battlebox.share.intel.schema import OTHER, OTHER_OBSERVABLE, columns, row_of, validator_of
from battlebox.share.intel.selectors import selects
from battlebox.share.intel.stamp import is_on_a_calendar, order_of, to_stamp
from battlebox.share.intel.unsound import unsound

_LIMITS: Final = Limits()
_MARKING: Final = "marking-definition"
_KNOWN: Final = frozenset((*facts.DOMAIN, *facts.OBSERVABLE, _MARKING))
_STAMPS: Final = {
    kind: tuple(name for name, form, _ in columns(row_of(kind)) if form in ("stamp", "instant"))
    for kind in (*_KNOWN, OTHER, OTHER_OBSERVABLE)
}
_MONTHS_ARE_LONGER: Final = "28"


def sound(says: Mapping[str, Any], *, limits: Limits = _LIMITS, now: datetime | None = None) -> Refusal | None:
    """Why the object is not sound, or None.

    `now` is an aware instant; without it nobody asks whether the object comes from the future. What is nested deeper,
    or is larger, than `limits` allow is for the door (`read_envelope`); who makes objects makes them small.
    """
    return _unnamed(says, limits) or _unschooled(says) or _untimely(says, limits, now) or _unruly(says, limits)


def _unnamed(says: Mapping[str, Any], limits: Limits) -> Refusal | None:
    """What it says it is."""
    code = _misnamed(says.get("type"), says.get("id"), limits) or _other_version(says)
    return None if code is None else Refusal.of(says.get("id"), code)


def _misnamed(kind: object, identifier: object, limits: Limits) -> Code | None:
    if not isinstance(kind, str) or KIND.fullmatch(kind) is None or kind == "bundle":
        return Code.NO_TYPE
    if not isinstance(identifier, str):
        return Code.NO_ID if identifier is None else Code.BAD_ID
    if len(identifier) > limits.id_letters_max or STIX_ID.fullmatch(identifier) is None:
        return Code.BAD_ID
    return None if identifier.startswith(f"{kind}--") else Code.OTHER_TYPE


def _other_version(says: Mapping[str, Any]) -> Code | None:
    version = says.get("spec_version")
    if version == "2.1":
        return None
    if "spec_version" not in says:
        kind = says["type"]
        has_none = kind in facts.OBSERVABLE or (kind not in _KNOWN and _form(kind, says) == OTHER_OBSERVABLE)
        return None if has_none else Code.NO_VERSION
    return Code.OLD_VERSION if version == "2.0" else Code.BAD_VERSION


def _form(kind: str, says: Mapping[str, Any]) -> str:
    """The type whose schema it has; a type that is not known is read as one with versions if it says any."""
    if kind in _KNOWN:
        return kind
    return OTHER if "created" in says or "modified" in says else OTHER_OBSERVABLE


def _unschooled(says: Mapping[str, Any]) -> Refusal | None:
    form = _form(says["type"], says)
    return None if validator_of(form).is_valid(says) else unsound(says, form)


def _untimely(says: Mapping[str, Any], limits: Limits, now: datetime | None) -> Refusal | None:
    for name in _STAMPS[_form(says["type"], says)]:
        if name in says:
            text = says[name]
            if text[8:10] > _MONTHS_ARE_LONGER and not is_on_a_calendar(text):
                return Refusal.of(says["id"], Code.BAD_TIME, place=name)
    if "modified" not in says:
        return None
    modified = order_of(says["modified"])
    if modified < order_of(says["created"]):
        return Refusal.of(says["id"], Code.BACKWARDS, later="modified", earlier="created")
    if now is not None and modified > _latest(now, limits.ahead_minutes_max):
        return Refusal.of(says["id"], Code.IN_FUTURE, most=limits.ahead_minutes_max)
    return None


@lru_cache(maxsize=8)
def _latest(now: datetime, ahead_minutes: int) -> str:
    """What no instant may be later than, as `order_of` writes it; every object of an envelope asks with the same."""
    return order_of(to_stamp(now + timedelta(minutes=ahead_minutes)))


def _unruly(says: Mapping[str, Any], limits: Limits) -> Refusal | None:
    """What its properties say together."""
    kind = says["type"]
    if "object_marking_refs" in says or "granular_markings" in says:
        if len(labels_of(says).tlps) > 1:
            return Refusal.of(says["id"], Code.TWO_LABELS)
        granular = says.get("granular_markings", ())
        if not all(selects(says, one) for each in granular for one in each["selectors"]):
            return Refusal.of(says["id"], Code.NOTHING_THERE)
    if kind == "indicator":
        fault = pattern_fault(says["pattern"], says["pattern_type"], limits.pattern_bytes_max)
        if fault is not None:
            return Refusal.of(says["id"], fault, most=limits.pattern_bytes_max)
    if not limits.payloads and "payload_bin" in says:
        return Refusal.of(says["id"], Code.PAYLOAD)
    rule: Callable[[Mapping[str, Any]], Refusal | None] | None = RULES.get(kind)
    return None if rule is None else rule(says)
