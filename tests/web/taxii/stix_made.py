"""Things of STIX made for the tests of TAXII: small, sound, and of our own writing.

Law: the same arguments give the same thing.
Not here: unsound ones (test_hostile.py).
"""

from __future__ import annotations

import uuid

from battlebox.marking import Tlp

NAMESPACE = uuid.UUID("5f3c1d1e-6f0a-4a55-9d7e-0c7f4b8f0a11")
DAY = "2026-11-20T08:00:00.000Z"
LATER = "2026-11-21T08:00:00.000Z"
LATEST = "2026-11-22T08:00:00.000Z"


def stix_id(kind, name):
    return f"{kind}--{uuid.uuid5(NAMESPACE, name)}"


def indicator(name, label=Tlp.GREEN, *, modified=DAY, **more):
    """An indicator; `label` None leaves it unmarked."""
    says = {
        "type": "indicator",
        "spec_version": "2.1",
        "id": stix_id("indicator", name),
        "created": DAY,
        "modified": modified,
        "name": f"seen at the mail gateway: {name}",
        "pattern": "[domain-name:value = 'files.example.org']",
        "pattern_type": "stix",
        "valid_from": DAY,
    }
    if label is not None:
        says["object_marking_refs"] = [label.stix_id]
    return says | more


def report(name, refs, label=Tlp.GREEN, **more):
    """A report that names these."""
    says = {
        "type": "report",
        "spec_version": "2.1",
        "id": stix_id("report", name),
        "created": DAY,
        "modified": DAY,
        "name": name,
        "published": DAY,
        "report_types": ["threat-report"],
        "object_refs": list(refs),
        "object_marking_refs": [label.stix_id],
    }
    return says | more


def address(value, label=Tlp.GREEN):
    """An observable, which has no version."""
    return {
        "type": "ipv4-addr",
        "spec_version": "2.1",
        "id": stix_id("ipv4-addr", value),
        "value": value,
        "object_marking_refs": [label.stix_id],
    }
