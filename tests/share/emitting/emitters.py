"""Everything of ours that makes objects of STIX, and what it is made to make here.

Law: each module of `src` that makes a Thing is an emitter below, or hands on what was made elsewhere, with its reason;
what an emitter makes here shows every kind of object that it can make.
Not here: what is asked of them (test_emitted.py; of those that need tables, tests/web/taxii/test_emitted.py).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from battlebox.marking import Tlp
from battlebox.share.bulletin import Indicator, Reader
from battlebox.share.foreign import Converter, read_misp, read_table
from battlebox.share.foreign.table_things import things_of
from battlebox.share.intel import from_stix20, stix_id
from battlebox.web.bulletins.looking import let_out
from desk.exchange.speaking import Speaking
from share.bulletin.test_bulletin import FIRST
from share.foreign.made import attribute, body, event, tags, uid
from share.intel.examples import STAMP
from share.situation.statuses import told

Says = Mapping[str, Any]
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)

TABLE = """kind,value,label,seen,confidence,note
ipv4,198.51.100.7,GREEN,2026-11-24T09:00Z,80,seen at the gateway
ipv6,2001:db8::7,CLEAR,,,
domain,bad.example.org,AMBER,2026-11-24,0,
url,https://bad.example.org/a?b='c',AMBER+STRICT,,100,
email,pay@bad.example.org,RED,,,
md5,{md5},,,,unmarked
sha1,{sha1},GREEN,,,
sha256,{sha256},GREEN,,,
sha512,{sha512},GREEN,,,
file-name,it's \\ fine.pdf,GREEN,,,with a quote and a stroke
""".format(md5="ab" * 16, sha1="ab" * 20, sha256="ab" * 32, sha512="ab" * 64)

ATTRIBUTES = {
    "ip-dst": "198.51.100.7", "ip-src": "2001:db8::7", "domain": "bad.example.org", "hostname": "www.bad.example.org",
    "url": "https://bad.example.org/'a'", "md5": "ab" * 16, "sha1": "ab" * 20, "sha256": "ab" * 32,
    "filename": "fine.pdf", "filename|sha256": f"fine.pdf|{'ab' * 32}", "email-src": "pay@bad.example.org",
    "email-dst": "duty@northmere.example", "email-subject": "Your fine", "mutex": "one-at-a-time", "AS": "AS64496",
    "regkey": "HKLM\\Software\\Own", "regkey|value": "HKLM\\Software\\Own|a", "mac-address": "00:00:5e:00:53:01",
    "vulnerability": "CVE-2025-0001", "ip-dst|port": "198.51.100.7|443", "domain|ip": "bad.example.org|198.51.100.7",
    "port": "443", "user-agent": "own/1", "comment": "seen at night", "link": "https://northmere.example/report",
    "x509-fingerprint-sha1": "ab" * 20, "github-username": "somebody", "text": "words",
    "yara": "rule a {condition: true}", "ssdeep": "3:a:b", "target-org": "Northmere",
    "campaign-name": "Letters about parking",
}  # fmt: skip

FILE_OBJECT = {
    "name": "file", "uuid": uid(700), "meta-category": "file", "timestamp": "1764000000", "template_version": "25",
    "template_uuid": "688c46fb-5edb-40a3-8273-1af7923e2215", "description": "", "distribution": "5",
    "ObjectReference": [
        {"uuid": uid(710), "object_uuid": uid(700), "referenced_uuid": uid(801), "relationship_type": "connects-to"}],
    "Attribute": [attribute(701, "filename", "fine.pdf", object_relation="filename"),
                  attribute(702, "md5", "ab" * 16, object_relation="md5")],
}  # fmt: skip

OLD: list[dict[str, Any]] = [
    {"type": kind, "id": stix_id(kind, "old"), "created": "2020-01-01T00:00:00Z", "modified": STAMP, **more}
    for kind, more in {
        "attack-pattern": {"name": "Voice phishing"},
        "campaign": {"name": "Letters about parking"},
        "course-of-action": {"name": "Block these"},
        "identity": {"name": "Northmere", "identity_class": "organization"},
        "indicator": {"pattern": "[url:value = 'https://bad.example.org/']", "valid_from": STAMP,
                      "labels": ["malicious-activity", "own"]},
        "intrusion-set": {"name": "Grey Heron"},
        "malware": {"name": "Kettle", "labels": ["ransomware"]},
        "report": {"name": "Situation", "published": STAMP, "object_refs": [stix_id("tool", "old")],
                   "labels": ["threat-report"]},
        "threat-actor": {"name": "Unknown caller", "labels": ["crime-syndicate"]},
        "tool": {"name": "Remote desk", "labels": ["remote-access"]},
        "vulnerability": {"name": "CVE-2025-0001",
                          "external_references": [{"source_name": "cve", "external_id": "CVE-2025-0001"}]},
        "relationship": {"relationship_type": "uses", "source_ref": stix_id("campaign", "old"),
                         "target_ref": stix_id("tool", "old")},
        "sighting": {"sighting_of_ref": stix_id("indicator", "old"), "count": 2},
        "observed-data": {"first_observed": STAMP, "last_observed": STAMP, "number_observed": 1, "objects": {
            "0": {"type": "domain-name", "value": "bad.example.org", "resolves_to_refs": ["1"]},
            "1": {"type": "ipv4-addr", "value": "198.51.100.7", "belongs_to_refs": ["2"]},
            "2": {"type": "autonomous-system", "number": 64496},
            "3": {"type": "file", "name": "fine.pdf", "hashes": {"MD5": "ab" * 16}, "parent_directory_ref": "4"},
            "4": {"type": "directory", "path": "/tmp/a"},
            "5": {"type": "process", "pid": 12, "binary_ref": "3", "created": STAMP, "creator_user_ref": "6"},
            "6": {"type": "user-account", "account_login": "duty", "password_last_changed": STAMP},
            "7": {"type": "windows-registry-key", "key": "HKEY_LOCAL_MACHINE\\Software\\Own", "modified": STAMP},
            "8": {"type": "network-traffic", "protocols": ["ipv4", "tcp"], "src_ref": "1", "dst_port": 443},
            "9": {"type": "email-message", "is_multipart": False, "subject": "Your fine", "from_ref": "10"},
            "10": {"type": "email-addr", "value": "pay@bad.example.org"},
            "11": {"type": "url", "value": "https://bad.example.org/"},
            "12": {"type": "mutex", "name": "one-at-a-time"},
            "13": {"type": "software", "name": "Mailer"},
            "14": {"type": "x509-certificate", "serial_number": "01"},
            "15": {"type": "mac-addr", "value": "00:00:5e:00:53:01"},
            "16": {"type": "ipv6-addr", "value": "2001:db8::7"},
            "17": {"type": "artifact", "url": "https://bad.example.org/a", "hashes": {"SHA-256": "ab" * 32}},
        }},
    }.items()
]  # fmt: skip


def of_tables() -> list[Says]:
    return [thing.says for thing in things_of(read_table(TABLE.encode()).indicators, "northmere", NOW)]


def of_events_of_misp() -> list[Says]:
    labels = ("tlp:clear", "tlp:green", "tlp:amber", "tlp:amber+strict", "tlp:red", "own:word")
    parts = [
        attribute(800 + at, kind, value, Tag=tags(labels[at % len(labels)]))
        for at, (kind, value) in enumerate(ATTRIBUTES.items())
    ]
    whole = event(*parts, Tag=tags("tlp:green", "type:OSINT"), Object=[FILE_OBJECT])
    with Converter() as converter:
        return [thing.says for read in read_misp(body(whole), converter) for thing in read.things]


def of_stix_2_0() -> list[Says]:
    old = {"type": "bundle", "id": stix_id("bundle", "old"), "spec_version": "2.0", "objects": OLD}
    marked = [one | {"object_marking_refs": [Tlp.GREEN.stix_id]} for one in OLD if one["type"] == "observed-data"]
    found = from_stix20(json.dumps(old).encode())
    assert not found.refused, found.refused
    return [
        thing.says for thing in (*found.things, *from_stix20(json.dumps(old | {"objects": marked}).encode()).things)
    ]


def of_a_situation() -> list[Says]:
    desk = Speaking().everything()
    things = told(desk.told(), pattern_of=lambda _what: "[ipv4-addr:value = '203.0.113.7']")
    return [each.thing.says for each in things]


def of_a_bulletin() -> list[Says]:
    signs = tuple(
        Indicator(row.kind.value, row.value, row.note, Tlp.GREEN) for row in read_table(TABLE.encode()).indicators
    )
    said = replace(FIRST, tlp=Tlp.GREEN, audience=(), facts=(), indicators=signs)

    def alarm(found: object) -> None:
        raise AssertionError(found)

    out = let_out(said, "a" * 64, Reader("eastholt", community=True), said.issued, alarm)
    assert len(out.held) == len(signs)
    return [one.thing.says for one in out.held]


def of_the_demonstration() -> Iterable[Says]:
    """What its partners exchange."""
    from battlebox.web.starting.demo_signs import closer_lure, our_signs, their_sighting

    signs = our_signs("rbkc", NOW)
    every = (*signs, closer_lure("rbkc", NOW, NOW), *their_sighting("wcc", signs[0].id, NOW))
    return [each.says for each in every]


EMITTERS: dict[str, Callable[[], Iterable[Says]]] = {
    "battlebox.share.foreign.table_things": of_tables,
    "battlebox.share.foreign.misp": of_events_of_misp,
    "battlebox.share.intel.stix20": of_stix_2_0,
    "battlebox.share.situation.issuer": of_a_situation,
    "battlebox.web.bulletins.looking": of_a_bulletin,
    "battlebox.web.starting.demo_signs": of_the_demonstration,
}
WITH_TABLES = {
    # The things of our own that get a freer label by two people; and envelopes, manifests and versions of the server.
    "battlebox.web.partnering.doing",
}
HANDS_ON = {
    "battlebox.share.intel.envelope": "the bytes that came, once they were found sound",
    "battlebox.share.foreign.bring": "what stands in a file, for the door of the store to look at",
    "battlebox.web.taxii.shelf": "the bytes that are stored",
    "battlebox.web.taxii.shelving": "the bytes that are stored",
}
