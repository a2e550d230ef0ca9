"""Reading an advisory of CSAF 2.0.

Law: an advisory is taken whole or refused with its reason. Its AMBER is that of the old traffic light, and is read as
the stricter of its meanings.
Not here: the value (csaf.py), the rules (csaf_rules.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from battlebox.marking import Tlp
from battlebox.share.foreign.csaf import Advisory, Remedy, Vulnerability
from battlebox.share.foreign.csaf_rules import check_vulnerabilities, groups_of, maps, products_of, texts
from battlebox.share.foreign.errors import Code, ForeignError
from battlebox.share.foreign.json_text import read_json

_LABELS: Final = {
    "WHITE": Tlp.CLEAR,
    "CLEAR": Tlp.CLEAR,
    "GREEN": Tlp.GREEN,
    "AMBER": Tlp.AMBER_STRICT,
    "AMBER+STRICT": Tlp.AMBER_STRICT,
    "RED": Tlp.RED,
}


def read_csaf(body: bytes) -> Advisory:
    """The advisory. Raises ForeignError."""
    says = read_json(body)
    document = says.get("document") if isinstance(says, Mapping) else None
    if not isinstance(document, Mapping) or "csaf_version" not in document:
        raise ForeignError.of(Code.NOT_THIS, kind="an advisory of CSAF")
    if document["csaf_version"] != "2.0":
        raise ForeignError.of(Code.NOT_THIS, kind="an advisory of CSAF 2.0")
    tracking, publisher = _map(document, "tracking"), _map(document, "publisher")
    tree = says.get("product_tree") if isinstance(says.get("product_tree"), Mapping) else {}
    products = products_of(tree)
    groups = groups_of(tree, products)
    vulnerabilities = list(maps(says.get("vulnerabilities")))
    check_vulnerabilities(vulnerabilities, products, groups)
    label, notes = _label(document)
    status = _text(tracking, "status")
    return Advisory(
        id=_text(tracking, "id"),
        version=_text(tracking, "version"),
        status=status,
        title=_text(document, "title"),
        publisher=_text(publisher, "name"),
        label=label,
        products=products,
        vulnerabilities=tuple(_vulnerability(one, groups) for one in vulnerabilities),
        notes=(*notes, *_status_notes(status)),
    )


def _label(document: Mapping[str, Any]) -> tuple[Tlp | None, tuple[str, ...]]:
    distribution = document.get("distribution")
    tlp = distribution.get("tlp") if isinstance(distribution, Mapping) else None
    if not isinstance(tlp, Mapping):
        return None, ()
    label = _LABELS.get(str(tlp.get("label")))
    return label, () if label else ("its label cannot be read: it is unmarked, and goes no further",)


def _status_notes(status: str) -> Iterator[str]:
    if status != "final":
        yield "it is not final: its publisher may still change it"


def _vulnerability(one: Mapping[str, Any], groups: Mapping[str, tuple[str, ...]]) -> Vulnerability:
    states = one.get("product_status")
    scores = [cvss.get("baseScore") for score in maps(one.get("scores")) for cvss in maps([score.get("cvss_v3")])]
    return Vulnerability(
        cve=str(one.get("cve") or ""),
        title=str(one.get("title") or ""),
        products={name: texts(ids) for name, ids in states.items()} if isinstance(states, Mapping) else {},
        remedies=tuple(_remedy(each, groups) for each in maps(one.get("remediations"))),
        score=max((float(score) for score in scores if isinstance(score, int | float)), default=None),
    )


def _remedy(one: Mapping[str, Any], groups: Mapping[str, tuple[str, ...]]) -> Remedy:
    grouped = [product for group in texts(one.get("group_ids")) for product in groups[group]]
    ids = tuple(dict.fromkeys((*texts(one.get("product_ids")), *grouped)))
    return Remedy(str(one.get("category") or ""), str(one.get("details") or ""), ids)


def _map(of: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = of.get(name)
    if not isinstance(found, Mapping):
        raise ForeignError.of(Code.MISSING, name=name)
    return found


def _text(of: Mapping[str, Any], name: str) -> str:
    found = of.get(name)
    if not isinstance(found, str) or not found.strip():
        raise ForeignError.of(Code.MISSING, name=name)
    return found.strip()
