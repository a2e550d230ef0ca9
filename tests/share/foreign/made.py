"""Hand-written files of foreign formats, and a shelf of three councils: Northmere's own, Eastholt, Farwick.

Law: nothing here was copied from anybody's samples.
Not here: what the tests expect.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from battlebox.marking import Recipient, Tlp, WayOut
from battlebox.share.intel import Thing
from battlebox.share.release import Gate, Held

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
EASTHOLT = Recipient(WayOut.FILE, "eastholt", client_of=frozenset({"northmere"}))
FARWICK = Recipient(WayOut.FILE, "farwick", community=True)
STRANGER = Recipient(WayOut.FILE, "nobody-we-know")
INTEL = Path(os.environ.get("BATTLEBOX_INTEL") or Path(__file__).resolve().parents[4] / "shared" / "data" / "intel")
needs_intel = pytest.mark.skipif(not INTEL.is_dir(), reason="the public samples are not beside this project")


def uid(number: int) -> str:
    return f"{number:08x}-0000-4000-8000-000000000000"


def attribute(number: int, kind: str = "domain", value: str = "", **more) -> dict:
    return {
        "uuid": uid(number),
        "type": kind,
        "value": value or f"bad{number}.example.org",
        "category": "Network activity",
        "timestamp": "1764000000",
        "to_ids": True,
        "distribution": "5",
        **more,
    }


def tags(*names: str) -> list[dict]:
    return [{"name": name} for name in names]


def event(*attributes: dict, number: int = 1, **more) -> dict:
    return {
        "uuid": uid(number),
        "info": "Emails with a bad link",
        "date": "2026-11-24",
        "timestamp": "1764000000",
        "distribution": "3",
        "Orgc": {"name": "Eastholt", "uuid": uid(900)},
        "Attribute": list(attributes),
        **more,
    }


def body(*events: dict) -> bytes:
    return json.dumps({"response": [{"Event": one} for one in events]}).encode()


@dataclass
class Shelf:
    """Things by id, all of Northmere's."""

    there: dict[str, Held] = field(default_factory=dict)
    home: str = "northmere"
    identities: Mapping[str, str] = field(default_factory=dict)

    def held(self, ids: Iterable[str], owner: str) -> Mapping[str, Held]:  # noqa: ARG002 - as the Protocol says
        return {one: self.there[one] for one in ids if one in self.there}


def indicator(number: int, label: Tlp | None, pattern: str = "", **more) -> Held:
    says = {
        "type": "indicator",
        "spec_version": "2.1",
        "id": f"indicator--{uid(number)}",
        "created": "2026-11-24T09:00:00.000Z",
        "modified": "2026-11-24T09:00:00.000Z",
        "name": f"number {number}",
        "pattern": pattern or f"[domain-name:value = 'bad{number}.example.org']",
        "pattern_type": "stix",
        "valid_from": "2026-11-24T09:00:00Z",
        **more,
    }
    if label is not None:
        says["object_marking_refs"] = [label.stix_id]
    return Held(Thing.from_says(says), "northmere")


def gate(*held: Held) -> tuple[Gate, list]:
    alarms: list = []
    return Gate(Shelf({one.thing.id: one for one in held}), alarms.append), alarms


def cap(inner: str = "", **words: str) -> bytes:
    """An alert; a word given here takes the place of the usual one, and an empty one leaves it out."""
    told = {
        "identifier": "nm-1",
        "sender": "desk@northmere.example",
        "sent": "2026-11-24T09:30:00-00:00",
        "status": "Actual",
        "msgType": "Alert",
        "scope": "Public",
        "restriction": "",
        "addresses": "",
        "references": "",
        "expires": "2026-11-25T09:30:00-00:00",
        "polygon": "51.50,-0.20 51.52,-0.20 51.52,-0.16 51.50,-0.20",
        "circle": "",
        "event": "Council phones down",
        "areaDesc": "Northmere",
        "urgency": "Immediate",
        **words,
    }

    def say(*names: str) -> str:
        return "".join(f"<{name}>{told[name]}</{name}>" for name in names if told[name])

    head = say("identifier", "sender", "sent", "status", "msgType", "scope", "restriction", "addresses", "references")
    info = (
        "<info><language>en-GB</language><category>Infra</category>"
        + say("event", "urgency")
        + "<severity>Severe</severity><certainty>Observed</certainty>"
        + say("expires")
        + "<headline>Ring 01632 960 200 instead</headline><instruction>Do not ring the main number.</instruction>"
        + f"<area>{say('areaDesc', 'polygon', 'circle')}</area></info>"
    )
    name = "urn:oasis:names:tc:emergency:cap:1.2"
    return f'<?xml version="1.0"?><alert xmlns="{name}">{head}{inner or info}</alert>'.encode()


def playbook(workflow: dict | None = None, **more) -> bytes:
    says = {
        "type": "playbook",
        "spec_version": "cacao-2.0",
        "id": f"playbook--{uid(1)}",
        "name": "Block a domain",
        "created_by": f"identity--{uid(2)}",
        "created": "2026-11-24T09:00:00.000Z",
        "modified": "2026-11-24T09:00:00.000Z",
        "workflow_start": "start--1",
        "workflow": workflow
        or {
            "start--1": {"type": "start", "on_completion": "action--2"},
            "action--2": {
                "type": "action",
                "name": "Look in the mail log",
                "agent": "group--1",
                "commands": [{"type": "manual", "command": "Look for __domain__:value"}],
                "on_completion": "if--3",
            },
            "if--3": {
                "type": "if-condition",
                "condition": "somebody clicked",
                "on_true": "action--4",
                "on_false": "end--9",
                "on_completion": "action--5",
            },
            "action--4": {
                "type": "action",
                "name": "Take that laptop off the network",
                "commands": [{"type": "ssh", "command": "shutdown -h now"}],
                "on_completion": "end--9",
            },
            "action--5": {"type": "action", "name": "Block the domain", "on_completion": "end--9"},
            "end--9": {"type": "end"},
        },
        "playbook_variables": {"__domain__": {"type": "string", "value": "bad.example.org"}},
        "agent_definitions": {"group--1": {"type": "group", "name": "Mail team"}},
        "authentication_info_definitions": {"user-auth--1": {"type": "user-auth", "password": "swordfish"}},
        **more,
    }
    return json.dumps(says).encode()


def advisory(**more) -> dict:
    return {
        "document": {
            "category": "csaf_security_advisory",
            "csaf_version": "2.0",
            "title": "A hole in a mail filter",
            "publisher": {"category": "vendor", "name": "Example Filters", "namespace": "https://example.org"},
            "distribution": {"tlp": {"label": "GREEN"}},
            "tracking": {"id": "EX-1", "status": "final", "version": "1"},
        },
        "product_tree": {
            "branches": [
                {
                    "category": "vendor",
                    "name": "Example",
                    "branches": [
                        {
                            "category": "product_version",
                            "name": "1",
                            "product": {"product_id": "P1", "name": "Filter 1"},
                        }
                    ],
                }
            ],
            "full_product_names": [{"product_id": "P2", "name": "Filter 2"}],
            "product_groups": [{"group_id": "G1", "product_ids": ["P1", "P2"]}],
        },
        "vulnerabilities": [
            {
                "cve": "CVE-2026-0001",
                "title": "It can be talked round",
                "product_status": {"known_affected": ["P1"], "fixed": ["P2"]},
                "remediations": [{"category": "vendor_fix", "details": "Install 2.", "group_ids": ["G1"]}],
                "scores": [
                    {
                        "products": ["P1"],
                        "cvss_v3": {"version": "3.1", "baseScore": 9.8, "baseSeverity": "CRITICAL"},
                    }
                ],
            }
        ],
        **more,
    }
