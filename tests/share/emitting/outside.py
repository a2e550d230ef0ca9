"""What others say of an object: the validator of OASIS, strict but for warnings that are accepted, and stix2.

Law: no network; a warning that is not listed with its reason is a fault.
Not here: what we say of it (share.intel.sound).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import stix2
from stix2validator import ValidationOptions, validate_instance

ACCEPTED: dict[str, str] = {
    "103": "ids are worked out from what they stand for, or kept from MISP, so that what is brought twice is one thing",
    "121": "the phases that MISP knows keep their own words",
    "202": "what MISP says is linked is linked, with the verb that it has",
    "214": "a kind of indicator of somebody's own, in a bundle of STIX 2.0, is kept",
    "244": "a kind of account that STIX has no word for",
    "301": "who reports traffic seldom knows the port at both ends",
    "303": "an indicator of a table has its note for a name, and no more to say",
    "401": "what MISP holds and STIX has no type for keeps the type that MISP's own converter gives it",
}


@cache
def _options() -> ValidationOptions:
    return ValidationOptions(version="2.1")


def warnings_of(says: Mapping[str, Any]) -> set[str]:
    """The numbers of the warnings that the validator has for it."""
    return {found[1] for one in validate_instance(dict(says), _options()).warnings if (found := _CODE.search(str(one)))}


def faults_of(says: Mapping[str, Any]) -> Iterator[str]:
    """What the two say against it."""
    found = validate_instance(dict(says), _options())
    yield from (f"validator: {one}" for one in found.errors)
    yield from (
        f"warning: {one}" for one in found.warnings if not ((code := _CODE.search(str(one))) and code[1] in ACCEPTED)
    )
    try:
        stix2.parse(dict(says), allow_custom=_is_extended(says), version="2.1")
    except (stix2.exceptions.STIXError, ValueError) as wrong:
        yield f"stix2: {wrong}"


def _is_extended(says: Mapping[str, Any]) -> bool:
    """What has an extension, or properties of somebody's own, or names such a thing, is custom to stix2."""
    return "extensions" in says or _OWN.search(repr(says)) is not None


_OWN = re.compile(r"'x[-_][a-z]")
_CODE = re.compile(r"\{(\d+)\}")
