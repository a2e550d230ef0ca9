"""Which format a file is, told by what is in it; its name only decides where the content could be two things.

Law: nothing is converted and nothing is trusted here; what is not certain is unknown.
Not here: reading (one module for each format).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Final

from battlebox.journal import EXERCISE
from battlebox.share.foreign.errors import Code, ForeignError
from battlebox.share.foreign.json_text import read_json


class Format(StrEnum):
    """What a file is; the value is the word of the command."""

    STIX = "stix"
    STIX_TWO_NOUGHT = "stix-2.0"
    MISP = "misp"
    CAP = "cap"
    CACAO = "cacao"
    CSAF = "csaf"
    GALAXY = "galaxy"
    TABLE = "csv"


_MISP: Final = frozenset({"Event", "response", "Attribute"})
_GALAXY: Final = frozenset({"values", "uuid", "category"})
_PARTS: Final = {
    "marking-tlp": "a marking",
    "marking-statement": "a marking",
    "marking-iep": "a marking",
    "extension-definition": "an extension",
}
_HEAD_BYTES: Final = 8192
_OF_A_DRILL: Final = re.compile(
    rb'"(?:x_exercise|exercise|says)"\s*:\s*"%(mark)s"|\A(?:\xef\xbb\xbf)?exercise,[^\n]*\n%(mark)s,'
    % {b"mark": EXERCISE.encode()}
)
_XML: Final = re.compile(rb"<[?!A-Za-z_:]")
_BEFORE_ROOT: Final = re.compile(rb"(?:<\?.*?\?>|<!--.*?-->|\s+)*", re.DOTALL)
_XML_SCHEMA: Final = re.compile(rb"<(?:\w+:)?schema\s[^>]*http://www\.w3\.org/2001/XMLSchema", re.ASCII)
_WEB_PAGE: Final = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_JSON_NAMES: Final = (".json", ".stix", ".stix2")


def must_be_real(body: bytes) -> None:
    """Raises ForeignError for a file that a drill's desk gave: what it says of itself stands in it, in every kind.

    An alert says it in its status, which its reader reads: other bodies rehearse, too, and say so like that.
    """
    if _OF_A_DRILL.search(body):
        raise ForeignError.of(Code.OF_A_DRILL)


def recognise(body: bytes, name: str = "") -> Format:
    """The format. Raises ForeignError for what is none, and for JSON that nobody should read."""
    start = body[:_HEAD_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n")
    if _XML.match(start):
        return _of_xml(start)
    if start.startswith((b"{", b"[")):
        return _of_json(read_json(body))
    header = start.partition(b"\n")[0].lower()
    if b"value" in header or name.lower().endswith((".csv", ".tsv")):
        return Format.TABLE
    if name.lower().endswith(_JSON_NAMES):
        raise ForeignError.of(Code.NOT_JSON, place="line 1, column 1")
    raise ForeignError.of(Code.UNKNOWN_KIND)


def _of_xml(head: bytes) -> Format:
    """An alert, or what whoever reads alerts refuses; what many would bring by mistake has a name of its own."""
    before = _BEFORE_ROOT.match(head)
    root = head[before.end() if before else 0 :]
    if _WEB_PAGE.match(root):
        raise ForeignError.of(Code.WEB_PAGE)
    if _XML_SCHEMA.match(root):
        raise ForeignError.of(Code.SCHEMA)
    return Format.CAP


def _of_json(says: Any) -> Format:  # noqa: ANN401 - any JSON
    if isinstance(says, list):
        says = says[0] if says else {}
    if not isinstance(says, Mapping):
        raise ForeignError.of(Code.UNKNOWN_KIND)
    found = _of_object(says)
    if found is None:
        raise ForeignError.of(Code.SCHEMA if "json-schema.org/" in str(says.get("$schema")) else Code.UNKNOWN_KIND)
    return found


def _of_object(says: Mapping[str, Any]) -> Format | None:
    for kind, part in _PARTS.items():
        # Markings stand in a playbook under their names, and an extension's own file has no id in it.
        is_bare = says.get("type") == kind and "id" not in says
        if is_bare or any(name.startswith(f"{kind}--") for name in says):
            raise ForeignError.of(Code.PART_ALONE, part=part, kind="a CACAO playbook")
    if says.get("type") == "bundle" or "objects" in says:
        return _of_bundle(says)
    if "--" in str(says.get("id")) and isinstance(says.get("type"), str) and says["type"] != "playbook":
        return Format.STIX if says.get("spec_version") == "2.1" else Format.STIX_TWO_NOUGHT
    return next((format_ for format_, is_it in _SIGNS.items() if is_it(says)), None)


def _of_bundle(says: Mapping[str, Any]) -> Format:
    objects = says.get("objects")
    first = (
        next((one for one in objects if isinstance(one, Mapping) and "created" in one), {})
        if isinstance(objects, list)
        else {}
    )
    is_old = says.get("spec_version") == "2.0" or ("created" in first and "spec_version" not in first)
    return Format.STIX_TWO_NOUGHT if is_old else Format.STIX


_SIGNS: Final[Mapping[Format, Callable[[Mapping[str, Any]], bool]]] = {
    Format.CACAO: lambda says: says.get("type") == "playbook",
    Format.CSAF: lambda says: isinstance(says.get("document"), Mapping) and "csaf_version" in says["document"],
    Format.MISP: lambda says: bool(_MISP & set(says)) or ("info" in says and "uuid" in says),
    Format.GALAXY: lambda says: set(says) >= _GALAXY,
}
