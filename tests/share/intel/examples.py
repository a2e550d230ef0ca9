"""Sound objects written by hand: one of every type, with what it must say and a little more."""

from __future__ import annotations

from battlebox.share.intel import facts, stix_id

STAMP = "2025-11-24T09:30:00.000Z"
NORTHMERE = stix_id("identity", "northmere")
MORE = {
    "attack-pattern": {"name": "Voice phishing", "kill_chain_phases": [{"kill_chain_name": "own", "phase_name": "in"}]},
    "campaign": {"name": "Letters about parking", "first_seen": STAMP, "last_seen": STAMP},
    "course-of-action": {"name": "Block these"},
    "extension-definition": {"name": "Ours", "schema": "https://northmere.example/s", "version": "1.0.0",
                             "extension_types": ["property-extension"]},
    "grouping": {"context": "suspicious-activity", "object_refs": [NORTHMERE]},
    "identity": {"name": "Northmere", "identity_class": "organization"},
    "incident": {"name": "Mail is down", "extensions": {facts.INCIDENT_CORE: {
        "extension_type": "property-extension", "determination": "suspected", "investigation_status": "new"}}},
    "indicator": {"pattern": "[ipv4-addr:value = '198.51.100.7']", "pattern_type": "stix", "valid_from": STAMP},
    "infrastructure": {"name": "Shared mail"},
    "intrusion-set": {"name": "Grey Heron"},
    "language-content": {"object_ref": NORTHMERE, "contents": {"cy": {"name": "Northmere"}}},
    "location": {"country": "GB"},
    "malware": {"is_family": True, "name": "Kettle", "malware_types": ["ransomware"]},
    "malware-analysis": {"product": "own-eyes", "result": "malicious"},
    "note": {"content": "Seen at night", "object_refs": [NORTHMERE]},
    "observed-data": {"first_observed": STAMP, "last_observed": STAMP, "number_observed": 1,
                      "object_refs": [stix_id("url", "a")]},
    "opinion": {"opinion": "agree", "object_refs": [NORTHMERE]},
    "report": {"name": "Situation", "published": STAMP, "object_refs": [NORTHMERE]},
    "threat-actor": {"name": "Unknown caller"},
    "tool": {"name": "Remote desk"},
    "vulnerability": {"name": "CVE-2025-0001",
                      "external_references": [{"source_name": "cve", "external_id": "CVE-2025-0001"}]},
    "relationship": {"relationship_type": "uses", "source_ref": stix_id("campaign", "a"),
                     "target_ref": stix_id("tool", "a")},
    "sighting": {"sighting_of_ref": stix_id("indicator", "a"), "where_sighted_refs": [NORTHMERE], "count": 2},
    "event": {"status": "occurred", "extensions": {facts.EVENT: {"extension_type": "new-sdo"}}},
    "impact": {"impact_category": "availability", "extensions": {facts.IMPACT: {"extension_type": "new-sdo"}}},
    "task": {"outcome": "pending", "extensions": {facts.TASK: {"extension_type": "new-sdo"}}},
    "artifact": {"url": "https://northmere.example/a", "hashes": {"SHA-256": "ab" * 32}},
    "autonomous-system": {"number": 64496},
    "directory": {"path": "/tmp/a"},
    "domain-name": {"value": "northmere.example"},
    "email-addr": {"value": "duty@northmere.example"},
    "email-message": {"is_multipart": False, "body": "Pay here", "subject": "Your fine"},
    "file": {"name": "fine.pdf", "hashes": {"MD5": "ab" * 16}},
    "ipv4-addr": {"value": "198.51.100.7"},
    "ipv6-addr": {"value": "2001:db8::7"},
    "mac-addr": {"value": "00:00:5e:00:53:01"},
    "mutex": {"name": "one-at-a-time"},
    "network-traffic": {"protocols": ["tcp"], "src_ref": stix_id("ipv4-addr", "a"), "dst_port": 443},
    "process": {"pid": 12},
    "software": {"name": "Mailer"},
    "url": {"value": "https://northmere.example/fine"},
    "user-account": {"account_login": "duty"},
    "windows-registry-key": {"key": "HKEY_LOCAL_MACHINE\\Software\\Own"},
    "x509-certificate": {"serial_number": "01"},
}  # fmt: skip


def example(kind: str, **more: object) -> dict[str, object]:
    """A sound object of the type, with these properties besides."""
    says = {"type": kind, "spec_version": "2.1", "id": stix_id(kind, "example")}
    if kind in facts.DOMAIN:
        says |= {"created": STAMP, "modified": STAMP, "created_by_ref": NORTHMERE}
    return says | MORE[kind] | more
