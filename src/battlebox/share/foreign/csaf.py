"""An advisory of CSAF 2.0 as a plain value: what is wrong, in which products, and what to do.

Law: read only; what an advisory says is never acted on by itself.
Not here: reading one (csaf_reading.py), which of its rules are checked (csaf_rules.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from battlebox.marking import Tlp


@dataclass(frozen=True, slots=True)
class Remedy:
    """One thing to do about it. `kind` is CSAF's word: vendor_fix, workaround, mitigation, no_fix_planned, ..."""

    kind: str
    words: str
    products: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vulnerability:
    """One weakness. `products` are ids by CSAF's word for their state: known_affected, fixed, ..."""

    cve: str
    title: str
    products: Mapping[str, tuple[str, ...]]
    remedies: tuple[Remedy, ...]
    score: float | None


@dataclass(frozen=True, slots=True)
class Advisory:
    """One advisory. `products` are names by id. Without a label it is unmarked, and goes no further."""

    id: str
    version: str
    status: str
    title: str
    publisher: str
    label: Tlp | None
    products: Mapping[str, str]
    vulnerabilities: tuple[Vulnerability, ...]
    notes: tuple[str, ...] = ()
