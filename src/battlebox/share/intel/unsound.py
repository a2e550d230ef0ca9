"""What is wrong with an object that its schema does not take, in words.

Law: a property is named only if STIX has it; what the sender called something is never repeated.
Not here: the schemas (schema.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from jsonschema_rs import ValidationError

from battlebox.share.intel import facts
from battlebox.share.intel.errors import Code
from battlebox.share.intel.refusal import Refusal
from battlebox.share.intel.schema import columns, row_of, validator_of

_OTHER: Final = "a property of it"
_THIS: Final = "this object"
_ROWS: Final = (*facts.SHIPPED.values(), *facts.DEFINED.values(), *facts.SOME_OF.values())
_INNER: Final = frozenset(name for row in _ROWS for name, _, _ in columns(row)) | {
    "definition", "definition_type", "extension_type", "external_id", "hashes", "kill_chain_name", "latitude",
    "longitude", "phase_name", "selectors", "source_name", "url",
}  # fmt: skip
_WANTED: Final = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "object": "an object with properties",
    "string": "a text",
}
_CODES: Final = {
    "const": Code.WRONG_VALUE,
    "enum": Code.WRONG_VALUE,
    "maximum": Code.WRONG_VALUE,
    "minItems": Code.EMPTY,
    "minProperties": Code.EMPTY,
    "minimum": Code.WRONG_VALUE,
    "propertyNames": Code.BAD_NAME,
}


def unsound(says: Mapping[str, Any], form: str) -> Refusal:
    """The first thing that is wrong with it; `form` is the type whose schema it has."""
    kinds = {name: kind for name, kind, _ in columns(row_of(form))}
    wrong = next(validator_of(form).iter_errors(says), None)
    if wrong is None:
        return Refusal.of(says["id"], Code.NOT_SOUND, place=_OTHER)
    return _refusal(says["id"], wrong, kinds)


def _refusal(identifier: str, wrong: ValidationError, kinds: Mapping[str, str]) -> Refusal:
    cause = wrong.kind.name
    first = wrong.instance_path[0] if wrong.instance_path else ""
    place = str(first) if first in kinds or first in ("type", "id", "spec_version") else _OTHER
    if cause in ("required", "dependentRequired"):
        wanted = getattr(wrong.kind, "property", "")
        name = wanted if wanted in kinds or wanted in _INNER else "one of its properties"
        return Refusal.of(identifier, Code.MISSING, kind=place if first else _THIS, name=name)
    if cause == "anyOf" and not first:
        return Refusal.of(identifier, Code.MISSING, kind=_THIS, name="at least one more property")
    if cause == "type":
        wanted = " or ".join(_WANTED.get(one, one) for one in sorted(getattr(wrong.kind, "types", ())))
        return Refusal.of(identifier, Code.WRONG_KIND, place=place, wanted=wanted)
    form = kinds.get(place, "") if first else _THIS
    return Refusal.of(identifier, _CODES.get(cause) or _by_form(form, cause), place=place)


def _by_form(kind: str, cause: str) -> Code:
    if cause not in ("pattern", "not"):
        return Code.NOT_SOUND
    if kind == _THIS:
        return Code.NOT_ALLOWED
    if kind in ("stamp", "instant"):
        return Code.BAD_TIME
    if kind.startswith("ref"):
        return Code.BAD_REFERENCE
    return Code.NOT_SOUND if cause == "pattern" else Code.WRONG_VALUE
