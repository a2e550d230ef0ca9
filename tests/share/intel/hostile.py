"""Bodies that an enemy, or a broken program, would send: none of them may be taken, whole or in part.

`whole()` are refused as a body. `objects()` are single objects; `enveloped` puts one between two good neighbours.
"""

from __future__ import annotations

import json

import orjson

from battlebox.share.intel import facts, stix_id
from battlebox.share.intel.schema import columns, row_of
from share.intel.examples import MORE, NORTHMERE, STAMP, example

MARK = "zq7-sent-by-an-enemy"
WRONG = {"text": 7, "flag": "yes", "stamp": "yesterday", "instant": STAMP[:-1], "texts": MARK, "languages": ["??"],
         "hashes": {"MD5": MARK}, "hex": "0", "dictionary": [], "object": [], "objects": {}, "phases": [{}],
         "sources": [{"source_name": MARK}], "granular": [{"selectors": []}], "extensions": {"x": MARK},
         "tongues": {"en": MARK}, "verb": "Uses It", "mime": MARK, "charset": "\t", "cpe": MARK, "binary": "%%%",
         "mac": "00:00", "hive": "HKLM\\a", "headers": {"a": 7}, "figures": {"a": 1.5}}  # fmt: skip
TLP = {
    "clear": "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
    "red": "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
}


def enveloped(raw: bytes) -> bytes:
    first, last = (orjson.dumps(example("tool", id=stix_id("tool", one))) for one in ("first", "last"))
    return b'{"objects":[' + b",".join((first, raw, last)) + b"]}"


def whole() -> dict[str, bytes]:
    """Bodies that are refused as they stand, by name."""
    good = orjson.dumps(example("tool"))
    envelope = b'{"objects":[' + good + b"]}"
    return {
        "nothing": b"",
        "a byte order mark": b"\xef\xbb\xbf" + envelope,
        "UTF-16": envelope.decode().encode("utf-16"),
        "Latin-1": envelope.replace(b"Remote", b"R\xe9mote"),
        "overlong UTF-8": envelope.replace(b"Remote", b"\xc0\xae"),
        "NaN": envelope.replace(b'"Remote desk"', b"NaN"),
        "Infinity": envelope.replace(b'"Remote desk"', b"-Infinity"),
        "a number past all": envelope.replace(b'"Remote desk"', b"1e999"),
        "half a letter": envelope.replace(b"Remote", b"\\ud800"),
        "a raw NUL": envelope.replace(b"Remote", b"\0"),
        "cut short": envelope[:-2],
        "two documents": envelope + envelope,
        "a comma too many": envelope[:-2] + b",]}",
        "a comment": b"/* */" + envelope,
        "single quotes": envelope.replace(b'"', b"'"),
        "deeper than any": b'{"objects":' + b"[" * 50_000 + b"]" * 50_000 + b"}",
        "deep and open": b"[" * 100_000,
        "objects within objects": b'{"a":' * 50_000,
        "a list": b"[" + good + b"]",
        "a text": b'"objects"',
        "no objects": b"{}",
        "objects that are none": b'{"objects":{}}',
        "an empty list": b'{"objects":[]}',
        "null": b"null",
        "a bundle": orjson.dumps({"type": "bundle", "id": stix_id("bundle", "a"), "objects": [example("tool")]}),
        "a bundle of 2.0": orjson.dumps({"type": "bundle", "spec_version": "2.0", "objects": [example("tool")]}),
        "objects twice": b'{"objects":[' + good + b'],"objects":[' + good + b"]}",
        "more twice": b'{"more":true,"more":false,"objects":[' + good + b"]}",
        "objects twice, escaped": b'{"objects":[' + good + b'],"\\u006fbjects":[' + good + b"]}",
        "too many": b'{"objects":[' + b",".join([b"{}"] * 5_001) + b"]}",
        "too large": b'{"objects":["' + b"a" * (10 * 1024 * 1024) + b'"]}',
        "XML": b"<objects/>",
        "gzip": b"\x1f\x8b\x08\x00",
    }


def objects() -> dict[str, bytes]:
    """Single objects, by name; each is JSON, and none is sound."""
    return {**_forms(), **_doubled(), **_shapes(), **_names(), **_times(), **_markings(), **_patterns(), **_tables()}


def _said(says: object) -> bytes:
    return json.dumps(says).encode()


def _forms() -> dict[str, bytes]:
    return {f"an object that is {one}": _said(one) for one in (None, True, 7, MARK, [], [[]])}


def _doubled() -> dict[str, bytes]:
    good = orjson.dumps(example("tool"))
    marked = f'"object_marking_refs":["{TLP["red"]}"],"object_marking_refs":["{TLP["clear"]}"]'.encode()
    hidden = b'"x_note":"\\u0022:","name":"a"'
    return {
        "a name twice": good[:-1] + b',"name":"a"}',
        "two markings under one name": good[:-1] + b"," + marked + b"}",
        "a name twice with blanks": good[:-1] + b',"name"  :  "a"}',
        "a name twice, escaped": good[:-1] + b',"n\\u0061me":"a"}',
        "a name twice behind a quote": good[:-1] + b"," + hidden + b"}",
        "a name twice behind a colon": good[:-1] + b',"x_note":"\\"\\u003a","name":"a"}',
        "a name twice within": good[:-1] + b',"x_in":{"a":1,"a":2}}',
        "a name twice in what is lost": good[:-1] + b',"x_in":{"a":{"b":1,"b":2},"a":2}}',
        "a name twice in a list": good[:-1] + b',"x_in":[{"a":1},{"a":1,"a":2}]}',
    }


def _shapes() -> dict[str, bytes]:
    def nested(depth: int) -> object:
        inside: object = "a"
        for _ in range(depth):
            inside = {"abc": inside}
        return inside

    return {
        "too large": _said(example("tool", x_large=[MARK * 2] * 9_000)),
        "too deep": _said(example("tool", x_deep=nested(40))),
        "much too deep": _said(example("tool", x_deep=nested(400))),
        "deep in lists": _said(example("tool", x_deep=json.loads("[" * 60 + "1" + "]" * 60))),
        "a long text": _said(example("tool", description="a" * 70_000)),
        "a long name": _said(example("tool", **{"x" * 251: 1})),
        "a long list": _said(example("tool", x_list=[1] * 10_001)),
        "NUL": _said(example("tool", description="a\0b")),
        "NUL in a name": _said(example("tool", x_in={"a\0b": 1})),
        "a long id": _said(example("tool", id="tool--" + "a" * 400)),
    }


def _names() -> dict[str, bytes]:
    uuid = stix_id("tool", "a").partition("--")[2]
    ids = {"no id": None, "a number": 7, "no dashes": f"tool-{uuid}", "other type": f"malware--{uuid}", "blank": "",
           "capitals": f"tool--{uuid.upper()}", "short": f"tool--{uuid[:-1]}", "long": f"tool--{uuid}0",
           "no UUID": "tool--7", "nil": "tool--00000000-0000-0000-0000-000000000000", "a path": f"../tool--{uuid}",
           "a line after": f"tool--{uuid}\n", "homoglyph": f"t\u043eol--{uuid}", "a list": [f"tool--{uuid}"],
           "brackets": f"tool--{{{uuid}}}", "version 7": f"tool--{uuid[:14]}7{uuid[15:]}"}  # fmt: skip
    types = [None, 7, "", "Tool", "to", "tool ", "bundle", "t\u043eol", "tool\n", "-tool", "tool--x", [], "x" * 251]
    versions = [None, 7, "2.2", "9.9", "2.0", "2.1 ", 2.1, "", ["2.1"]]
    silent = {name: value for name, value in example("tool").items() if name != "spec_version"}
    typeless = {name: value for name, value in example("tool").items() if name != "type"}
    nameless = {name: value for name, value in example("tool").items() if name != "id"}
    return {
        **{f"id: {name}": _said(example("tool", id=one)) for name, one in ids.items()},
        **{f"type: {one!r}": _said(example("tool", type=one)) for one in types},
        **{f"spec_version: {one!r}": _said(example("tool", spec_version=one)) for one in versions},
        "no spec_version": _said(silent),
        "no type": _said(typeless),
        "no id at all": _said(nameless),
        "hello": _said({"id": "x", "hello": 1}),
        "a property in capitals": _said(example("tool", Name2="a")),
        "a property of one letter": _said(example("tool", x=1)),
        "a property that is null": _said(example("tool", x_null=None)),
        "a prototype": _said(example("tool", __proto__={"a": 1})),
    }


def _times() -> dict[str, bytes]:
    wrong = ["2025-11-24T09:30:00.000", "2025-11-24T09:30:00.000+00:00", "2025-11-24 09:30:00.000Z", "yesterday", 7,
             "2025-02-30T09:30:00.000Z", "2025-13-01T09:30:00.000Z", "2025-11-24T24:00:00.000Z", STAMP + "\n", "",
             "2025-11-24T09:30Z", "2023-02-29T00:00:00.000Z", "0000-01-01T00:00:00.000Z", "2022-101-27T00:00:00.000Z",
             "\u0662\u0660\u0662\u0665-11-24T09:30:00.000Z", "2025-11-24T09:30:00.0000000000000000Z"]  # fmt: skip
    return {
        **{f"modified {one!r}": _said(example("tool", modified=one)) for one in wrong},
        "changed before it was made": _said(example("tool", modified="2025-11-24T09:29:59.999Z")),
        "of tomorrow": _said(example("tool", modified="2999-01-01T00:00:00.000Z")),
        "last before first": _said(example("campaign", last_seen="2024-11-24T09:30:00.000Z")),
        "ends as it begins": _said(example("indicator", valid_until=STAMP)),
        "observed backwards": _said(example("observed-data", last_observed="2024-01-01T00:00:00.000Z")),
    }


def _markings() -> dict[str, bytes]:
    def granular(selector: object) -> bytes:
        return _said(example("tool", granular_markings=[{"selectors": [selector], "marking_ref": TLP["red"]}]))

    pointless = ["nothing_there", "name.a", "name.[0]", "external_references.[9]", "", 7, "name.[-1]", "labels.[0]"]
    label = {"type": "marking-definition", "spec_version": "2.1", "created": STAMP}
    plain = {"definition_type": "tlp", "definition": {"tlp": "clear"}}
    made = {"extensions": {facts.TLP_2: {"extension_type": "property-extension", "tlp_2_0": "clear"}}}
    own = stix_id("marking-definition", "a")
    return {
        **{f"a selector {one!r}": granular(one) for one in pointless},
        "two labels": _said(example("tool", object_marking_refs=list(TLP.values()))),
        "two labels, one of a part": _said(
            example("tool", object_marking_refs=[TLP["clear"]],
                    granular_markings=[{"selectors": ["name"], "marking_ref": TLP["red"]}])
        ),
        "a marking that is a word": _said(example("tool", object_marking_refs=["TLP:CLEAR"])),
        "a marking that is a tool": _said(example("tool", object_marking_refs=[stix_id("tool", "a")])),
        "no markings at all": _said(example("tool", object_marking_refs=[])),
        "RED that says clear": _said(label | made | {"id": TLP["red"]}),
        "a label under an id of one's own": _said(label | made | {"id": own}),
        "an old label under an id of one's own": _said(label | plain | {"id": own}),
        "a marking that defines nothing": _said(label | {"id": own}),
        "a statement that states nothing": _said(label | {"id": own, "definition_type": "statement", "definition": {}}),
    }  # fmt: skip


def _patterns() -> dict[str, bytes]:
    path = "[ipv4-addr:value = '198.51.100.7']"
    wrong = ["", "a", "[", "]", "[]", path + "]", "(" + path, path + " AND",
             "[a:b]", "[a:b = ]", "[a:b = 'c]", "[a:b == d]",
             "[a = 'b']", "[a:b = 'c'] WITHIN 5", "[a:b = 'c'] REPEATS 1.5 TIMES", "[a:b IN ('c',)]", "[a:b LIKE 7]",
             "[a:b < true]", path + " START t'2025-11-24T09:30:00Z'", "[a:b = t'2025-13-24T09:30:00Z']", "[a:b = h'0']",
             "[a:b MATCHES 'c'] FOLLOWEDBY", "[a:b.c-d = 1]", "[a:b[x] = 1]", "/* " * 2_000, "('" * 4_000,
             "[" + "(" * 33 + "a:b = 1" + ")" * 33 + "]", "(" * 33 + path + ")" * 33, "(" * 8_000, "[" * 16_000,
             "[a:b = '" + "c" * 17_000 + "']", "[a:b" + "[1]" * 5_000, "[a:b" + ".c" * 7_000, path * 2,
             path + " WITHIN 5 SECONDS WITHIN 6 SECONDS", "[a:b NOT = 'c' OR]", "'" + "\\" * 15_000]  # fmt: skip
    return {f"pattern {one[:24]!r} of {len(one)}": _said(example("indicator", pattern=one)) for one in wrong}


def _tables() -> dict[str, bytes]:
    """For every type: each property that it must have taken out, and each given a value of another kind."""
    found = {}
    for kind in MORE:
        good = example(kind)
        for name, form, must in columns(row_of(kind)):
            if must:
                found[f"{kind} without {name}"] = _said({one: value for one, value in good.items() if one != name})
            wrong = WRONG.get(form, [] if form.startswith(("refs", "some")) else MARK)
            found[f"{kind} with another {name}"] = _said(good | {name: wrong})
    own = {"report": "object_refs", "note": "object_refs", "grouping": "object_refs"}
    found |= {
        f"a {kind} of itself": _said(example(kind, **{name: [example(kind)["id"]]})) for kind, name in own.items()
    }
    found["a relationship with itself"] = _said(example("relationship", target_ref=stix_id("campaign", "a")))
    found["made by a tool"] = _said(example("tool", created_by_ref=stix_id("tool", "a")))
    found["a payload"] = _said({"type": "artifact", "id": stix_id("artifact", "a"), "payload_bin": "UEsDBA=="})
    found["an address of another version"] = _said(example("ipv4-addr", value="2001:db8::7"))
    found["an address past its end"] = _said(example("ipv4-addr", value="198.51.100.256"))
    found["a family without a name"] = _said({k: v for k, v in example("malware").items() if k != "name"})
    found["a relationship of a marking"] = _said(example("relationship", source_ref=TLP["red"]))
    found["traffic that ended and goes on"] = _said(example("network-traffic", is_active=True, end=STAMP))
    found["two kinds of body"] = _said(example("email-message", body_multipart=[{"body": "a"}]))
    found["an unknown type without versions said"] = _said({"type": "x-own", "id": stix_id("x-own"), "created": STAMP})
    found["an observer that is a report"] = _said(example("sighting", where_sighted_refs=[stix_id("report", "a")]))
    found["nobody at all"] = _said(example("report", object_refs=[], created_by_ref=NORTHMERE))
    return found
