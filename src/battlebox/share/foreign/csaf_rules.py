"""The rules of CSAF 2.0 that matter to whoever reads an advisory, each refused by name.

Law: what would make a reader act on the wrong product, the wrong state or the wrong score is refused. Which rules are
not checked is a table here, printed in docs/foreign.md.
Not here: the value (csaf.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from battlebox.share.foreign.errors import Code, ForeignError

CHECKED: Final = {
    "6.1.1": Code.NO_PRODUCT,
    "6.1.2": Code.PRODUCT_TWICE,
    "6.1.3": Code.PRODUCT_CIRCLE,
    "6.1.4": Code.NO_GROUP,
    "6.1.5": Code.GROUP_TWICE,
    "6.1.6": Code.CONTRADICTION,
    "6.1.7": Code.SCORED_TWICE,
    "6.1.9": Code.BAD_SCORE,
    "6.1.23": Code.SAME_CVE,
}
"""Sections of CSAF 2.0 and the cause that each is refused with; of 6.1.9 the word of a score beside its number."""

STATES: Final = {
    "affected": ("first_affected", "known_affected", "last_affected"),
    "not affected": ("known_not_affected",),
    "fixed": ("first_fixed", "fixed"),
    "under investigation": ("under_investigation",),
}
DEPTH_MOST: Final = 32


def products_of(tree: Mapping[str, Any]) -> dict[str, str]:
    """Names of products by id. Raises ForeignError for an id that stands for two, or products in a circle."""
    found: dict[str, str] = {}
    for product in _products(tree):
        identifier = product.get("product_id")
        if not isinstance(identifier, str):
            raise ForeignError.of(Code.MISSING, name="product_id")
        if identifier in found:
            raise ForeignError.of(Code.PRODUCT_TWICE)
        found[identifier] = str(product.get("name") or identifier)
    made_of = {
        (one.get("full_product_name") or {}).get("product_id"): (
            one.get("product_reference"),
            one.get("relates_to_product_reference"),
        )
        for one in maps(tree.get("relationships"))
    }
    for number, parts in enumerate(made_of.values(), 1):
        for part in parts:
            if part not in found:
                raise ForeignError.of(Code.NO_PRODUCT, name=f"relationship {number}")
    _refuse_circle(made_of)
    return found


def _products(tree: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from maps(tree.get("full_product_names"))
    for one in maps(tree.get("relationships")):
        yield from maps([one.get("full_product_name")])
    level = list(maps(tree.get("branches")))
    for _ in range(DEPTH_MOST):
        yield from maps([one.get("product") for one in level])
        level = [inner for one in level for inner in maps(one.get("branches"))]
        if not level:
            return
    raise ForeignError.of(Code.TOO_DEEP, most=DEPTH_MOST)


def _refuse_circle(made_of: Mapping[Any, tuple[Any, Any]]) -> None:
    left = dict(made_of)
    while left:
        plain = [one for one, parts in left.items() if not any(part in left for part in parts)]
        if not plain:
            raise ForeignError.of(Code.PRODUCT_CIRCLE)
        for one in plain:
            del left[one]


def groups_of(tree: Mapping[str, Any], products: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Product ids by group. Raises ForeignError."""
    found: dict[str, tuple[str, ...]] = {}
    for number, group in enumerate(maps(tree.get("product_groups")), 1):
        identifier = str(group.get("group_id"))
        if identifier in found:
            raise ForeignError.of(Code.GROUP_TWICE)
        found[identifier] = texts(group.get("product_ids"))
        _refuse_unknown(found[identifier], products, f"group {number}")
    return found


def check_vulnerabilities(
    vulnerabilities: list[Mapping[str, Any]], products: Mapping[str, str], groups: Mapping[str, tuple[str, ...]]
) -> None:
    """Raises ForeignError for the first rule that is broken."""
    cves = [one["cve"] for one in vulnerabilities if isinstance(one.get("cve"), str)]
    if len(set(cves)) != len(cves):
        raise ForeignError.of(Code.SAME_CVE)
    for number, one in enumerate(vulnerabilities, 1):
        place = f"vulnerability {number}"
        states = one.get("product_status")
        _check_states(states if isinstance(states, Mapping) else {}, products, place)
        for part in (*maps(one.get("remediations")), *maps(one.get("threats")), *maps(one.get("flags"))):
            _refuse_unknown(texts(part.get("product_ids")), products, place)
            if set(texts(part.get("group_ids"))) - set(groups):
                raise ForeignError.of(Code.NO_GROUP, name=place, place=place)
        _check_scores(list(maps(one.get("scores"))), products, place)


def _check_states(states: Mapping[str, Any], products: Mapping[str, str], place: str) -> None:
    seen: dict[str, str] = {}
    for state, names in STATES.items():
        for name in names:
            for product in texts(states.get(name)):
                _refuse_unknown((product,), products, place)
                if seen.setdefault(product, state) != state:
                    raise ForeignError.of(Code.CONTRADICTION, name=place, place=place)
    _refuse_unknown(texts(states.get("recommended")), products, place)


def _check_scores(scores: list[Mapping[str, Any]], products: Mapping[str, str], place: str) -> None:
    seen: set[tuple[str, str]] = set()
    for score in scores:
        _refuse_unknown(texts(score.get("products")), products, place)
        for name in ("cvss_v2", "cvss_v3"):
            cvss = score.get(name)
            if not isinstance(cvss, Mapping):
                continue
            for product in texts(score.get("products")):
                if (product, kind := f"{name} {cvss.get('version')}") in seen:
                    raise ForeignError.of(Code.SCORED_TWICE, name=place, place=place)
                seen.add((product, kind))
            if name == "cvss_v3":
                _check_words(cvss, place)


def _check_words(cvss: Mapping[str, Any], place: str) -> None:
    for kind in ("base", "temporal", "environmental"):
        score, word = cvss.get(f"{kind}Score"), cvss.get(f"{kind}Severity")
        if score is None or word is None:
            continue
        if not isinstance(score, int | float) or word != next(
            (name for most, name in _SEVERITY if score <= most), None
        ):
            raise ForeignError.of(Code.BAD_SCORE, name=place, place=place)


def _refuse_unknown(ids: tuple[str, ...], products: Mapping[str, str], place: str) -> None:
    if any(one not in products for one in ids):
        raise ForeignError.of(Code.NO_PRODUCT, name=place, place=place)


def maps(found: Any) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401 - any JSON
    """The objects of a list; nothing for what is none."""
    yield from (one for one in found if isinstance(one, Mapping)) if isinstance(found, list) else ()


def texts(found: Any) -> tuple[str, ...]:  # noqa: ANN401 - any JSON
    """The texts of a list; nothing for what is none."""
    return tuple(one for one in found if isinstance(one, str)) if isinstance(found, list) else ()


_SEVERITY: Final = ((0.0, "NONE"), (3.9, "LOW"), (6.9, "MEDIUM"), (8.9, "HIGH"), (10.0, "CRITICAL"))
