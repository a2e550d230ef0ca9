"""A JSON schema for each type of STIX, made from the tables of facts, and compiled once.

Law: a schema is a pure function of the tables; what they do not name is taken as it is, for others may extend STIX.
Not here: the facts (facts.py), rules across properties (rules.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from jsonschema_rs import Draft202012Validator, RegexOptions

from battlebox.share.intel import facts

_Schema = dict[str, Any]

UUID: Final = "[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
_KIND: Final = "[a-z][a-z0-9-]*[a-z0-9]"
_DAY: Final = "[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_CLOCK: Final = "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
_TEXT: Final[_Schema] = {"type": "string"}
_FULL: Final[_Schema] = {"type": "object", "minProperties": 1}
_ANYTHING: Final[_Schema] = {"type": ["string", "number", "boolean", "object", "array"], "minItems": 1}
_NAMES: Final = "^(?:[a-z][a-z0-9_]{2,249}|id)$"
_DICTIONARY: Final[_Schema] = {
    **_FULL,
    "propertyNames": {"pattern": "^[a-zA-Z0-9_-]{1,250}$"},
    "additionalProperties": _ANYTHING,
}
_HASHES: Final = {"MD5": 32, "SHA-1": 40, "SHA-256": 64, "SHA-512": 128, "SHA3-256": 64, "SHA3-512": 128}


def _pattern(form: str) -> _Schema:
    return {"type": "string", "pattern": f"^(?:{form})$"}


def _listed(items: _Schema) -> _Schema:
    return {"type": "array", "minItems": 1, "items": items}


_FORMS: Final[Mapping[str, _Schema]] = {
    "text": _TEXT,
    "languages": _listed(_pattern("[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{1,8})*")),
    "texts": _listed(_TEXT),
    "flag": {"type": "boolean"},
    "object": {"type": "object"},
    "objects": _listed(_FULL),
    "dictionary": _DICTIONARY,
    "figures": {**_DICTIONARY, "additionalProperties": {"type": ["string", "integer"]}},
    "headers": {**_DICTIONARY, "additionalProperties": {"type": ["string", "array"], "items": _TEXT}},
    "tongues": {**_FULL, "additionalProperties": _FULL},
    "stamp": _pattern(rf"{_DAY}T{_CLOCK}(?:\.[0-9]{{1,9}})?Z"),
    "instant": _pattern(rf"{_DAY}T{_CLOCK}\.[0-9]{{3,9}}Z"),
    "verb": _pattern("[a-z0-9-]+"),
    "hex": _pattern("(?:[a-fA-F0-9]{2})+"),
    "binary": {"type": "string", "pattern": "^[A-Za-z0-9+/]+={0,2}$"},
    "mac": _pattern("[0-9a-f]{2}(?::[0-9a-f]{2}){5}"),
    "mime": {"type": "string", "pattern": "^[a-z]+/[a-zA-Z0-9.+_-]+"},
    "charset": _pattern("[a-zA-Z0-9/.+_:-]{2,250}"),
    "cpe": {"type": "string", "pattern": r"^cpe:2\.3:[aho*-]:"},
    # The name of a hive is written out.
    "hive": {"type": "string", "not": {"pattern": r"^(?i:HKLM|HKCC|HKCR|HKCU|HKU)(?:\\|$)"}},
    "phases": _listed({"type": "object", "required": ["kill_chain_name", "phase_name"],
                       "properties": {"kill_chain_name": _TEXT, "phase_name": _TEXT}}),
    "hashes": {**_DICTIONARY, "propertyNames": {"pattern": "^[a-zA-Z0-9_-]{3,250}$"}, "additionalProperties": _TEXT,
               "properties": {name: _pattern(f"[a-fA-F0-9]{{{many}}}") for name, many in _HASHES.items()}},
}  # fmt: skip


def _id_of(kinds: str = "") -> _Schema:
    """The id of one of these types; of any but these after a `^`; of anything for none."""
    refused = kinds.startswith("^")
    kinds = "|".join(facts.GROUPS.get(one, one) for one in kinds.removeprefix("^").split("|"))
    if refused:
        return {**_pattern(f"{_KIND}--{UUID}"), "not": {"pattern": f"^(?:{kinds})--"}}
    return _pattern(f"(?:{kinds or _KIND})--{UUID}")


def _bounded(kind: str, bounds: str) -> _Schema:
    least, _, most = bounds.partition("..")
    schema: _Schema = {"type": kind}
    return schema | ({"minimum": int(least)} if least else {}) | ({"maximum": int(most)} if most else {})


def _sources() -> _Schema:
    """References to what others wrote: a source and one thing more; numbers of CVE and CAPEC have a form."""
    known = [("cve", r"CVE-[0-9]{4}-(?:0[0-9]{3}|[1-9][0-9]{3,})"), ("capec", "CAPEC-[0-9]+")]
    return _listed({
        "type": "object",
        "required": ["source_name"],
        "properties": dict.fromkeys(("source_name", "description", "url", "external_id"), _TEXT)
        | {"hashes": _FORMS["hashes"]},
        "anyOf": [{"required": [name]} for name in ("external_id", "url", "description")],
        "allOf": [
            {
                "if": {"required": ["source_name"], "properties": {"source_name": {"const": source}}},
                "then": {"required": ["external_id"], "properties": {"external_id": _pattern(form)}},
            }
            for source, form in known
        ],
    })  # fmt: skip


def _granular() -> _Schema:
    """Markings of parts, or the languages that they are in."""
    return _listed({
        "type": "object",
        "required": ["selectors"],
        "properties": {
            "selectors": _listed(_pattern(r"id|[a-z0-9_-]{3,250}(?:\.(?:\[[0-9]+\]|[a-zA-Z0-9_-]{1,250}))*")),
            "marking_ref": _id_of("marking-definition"),
            "lang": _TEXT,
        },
        "anyOf": [{"required": ["marking_ref"]}, {"required": ["lang"]}],
    })  # fmt: skip


def _extensions() -> _Schema:
    """Each extension under its name or its definition's id; what is known is checked, the rest is opaque."""
    kinds = ["new-sdo", "new-sco", "new-sro", "property-extension", "toplevel-property-extension"]
    declared = {**_FULL, "required": ["extension_type"], "properties": {"extension_type": {"enum": kinds}}}
    known = {name: {**_FULL, **_properties(row)} for name, row in (facts.SHIPPED | facts.DEFINED).items()}
    return {
        **_FULL,
        "propertyNames": {"pattern": f"^(?:[a-z][a-z0-9]*(?:-[a-z0-9]+)*|extension-definition--{UUID})$"},
        "properties": known,
        "patternProperties": {"^extension-definition--": declared},
        "additionalProperties": _FULL,
    }


_MADE: Final[Mapping[str, Callable[[str], _Schema]]] = {
    "ref": _id_of,
    "refs": lambda kinds: _listed(_id_of(kinds)),
    "one": lambda words: {"enum": words.split("|")},
    "some": lambda words: _listed({"enum": words.split("|")}),
    "whole": lambda bounds: _bounded("integer", bounds),
    "number": lambda bounds: _bounded("number", bounds),
    "sources": lambda _: _sources(),
    "granular": lambda _: _granular(),
    "extensions": lambda _: _extensions(),
}


def columns(row: str) -> Iterator[tuple[str, str, bool]]:
    """Each property of a row of facts: its name, its kind, and whether it must be there."""
    for word in row.split():
        name, _, kind = word.partition(":")
        yield name.removeprefix("!"), kind or "text", name.startswith("!")


@cache
def _kind(kind: str) -> _Schema:
    if kind in _FORMS:
        return dict(_FORMS[kind])
    name, _, inside = kind.rstrip(")").partition("(")
    return _MADE[name](inside)


def _properties(row: str) -> _Schema:
    found = tuple(columns(row))
    return {
        "required": [name for name, _, must in found if must],
        "properties": {name: _kind(kind) for name, kind, _ in found},
    }


def _together(kind: str) -> Iterator[_Schema]:
    """The schemas for properties that need, or bar, one another."""
    if kind in facts.SOME_OF:
        either = (name.split("+") for name in (word.partition(":")[0] for word in facts.SOME_OF[kind].split()))
        yield {"anyOf": [{"required": [one.removeprefix("!") for one in names]} for names in either]}
    if kind in facts.NEEDS:
        pairs = (pair.split("+") for pair in facts.NEEDS[kind].split())
        yield {"dependentRequired": {first: [second] for first, second in pairs}}
    for pair in facts.NOT_BOTH.get(kind, "").split():
        yield {"not": {"required": pair.split("+")}}


def row_of(kind: str) -> str:
    """Every property of a type, as one row; of a type that is not known, what all things have."""
    if kind in facts.DOMAIN:
        return f"{facts.DOMAIN[kind]} {facts.OF_DOMAIN} {facts.EVERYWHERE}"
    if kind in facts.OBSERVABLE:
        return f"{facts.OBSERVABLE[kind]} {facts.OF_OBSERVABLE} {facts.EVERYWHERE}"
    if kind == "marking-definition":
        return f"{facts.MARKING} {facts.OF_MARKING} {facts.EVERYWHERE}"
    return " ".join((facts.OF_OBSERVABLE if kind == OTHER_OBSERVABLE else facts.OF_DOMAIN, facts.EVERYWHERE))


OTHER: Final = ""
"""The type of things that STIX does not know."""
OTHER_OBSERVABLE: Final = "-"
"""The type of those of them that have no versions."""


def schema_of(kind: str) -> _Schema:
    """The schema of a type."""
    made = _properties(row_of(kind))
    made["properties"] |= {"type": _TEXT, "id": _id_of(kind if len(kind) > 1 else ""), "spec_version": {"const": "2.1"}}
    made["required"] = ["type", "id", *made["required"]]
    return {
        "type": "object",
        **made,
        "propertyNames": {"pattern": _NAMES},
        "additionalProperties": _ANYTHING,
        "allOf": [{}, *_together(kind)],
    }


@cache
def validator_of(kind: str) -> Draft202012Validator:
    """The compiled schema of a type; its patterns are read by an engine whose time is bounded by their text."""
    return Draft202012Validator(schema_of(kind), pattern_options=RegexOptions())
