"""Requests that mean harm, or that somebody got wrong: none is a fault of ours, none is taken, none poisons a read."""

from __future__ import annotations

import gzip
import io

import orjson
import pytest

from battlebox.marking import Tlp
from web.taxii.feed import MEDIA
from web.taxii.stix_made import DAY, LATER, indicator

QUERIES = [
    ("limit=0", 400),
    ("limit=-1", 400),
    ("limit=1.5", 400),
    ("limit=0x10", 400),
    ("limit=NaN", 400),
    ("limit=%00", 400),
    ("limit=%D9%A3", 400),
    ("limit=1&limit=2", 400),
    ("limit=" + "9" * 3000, 400),
    ("next=AAAA", 400),
    ("next=" + "A" * 35, 400),
    ("next=%F0%9F%92%A9", 400),
    ("next=..%2F..%2Fetc", 400),
    ("next=1%20OR%201=1", 400),
    ("next=a&next=b", 400),
    ("added_after=yesterday", 400),
    ("added_after=0", 400),
    ("added_after=2026-02-30T00:00:00Z", 400),
    ("added_after=2026-11-23T25:00:00Z", 400),
    ("added_after=9999-12-31T23:59:59-23:59", 400),
    ("added_after=2026-11-23T00:00:00", 400),
    ("added_after=", 400),
    ("match[id]=", 400),
    ("match[id]=" + "x" * 400, 400),
    ("match[id]=" + ",".join(["a"] * 500), 400),
    ("match[name]=x", 400),
    ("match[object_marking_refs]=x", 400),
    ("match[version]=newest", 400),
    ("match[version]=,", 400),
    ("match[version]=1%27%20OR%20%271%27=%271", 400),
    # Understood, and there is nothing.
    ("match[id]=%27%20OR%201=1%20--", 200),
    ("match[id]=%25", 200),
    ("match[id]=indicator--*", 200),
    ("match[type]=%27%3BDROP%20TABLE%20web_entry%3B--", 200),
    ("match[spec_version]=2.0", 200),
    ("match[spec_version]=%00", 200),
    ("added_after=9999-12-31T23:59:59Z", 200),
    ("match[version]=2026-11-23T09:30:00Z", 200),
]


@pytest.mark.parametrize(("query", "status"), QUERIES)
def test_a_query_that_is_wrong_is_refused_and_one_that_finds_nothing_gives_nothing(feed, query, status):
    feed.put(indicator("there", Tlp.CLEAR))
    for path in (feed.objects, feed.manifest):
        answer = feed.get("farwick", query, path=path)
        assert answer.status == status
        assert answer.headers["Content-Type"] == MEDIA
        assert status != 200 or answer.ids == []


def tails(feed):
    return [
        "/taxii2",
        "/taxii2/farwick/",
        "/taxii2/northmere",
        "/taxii2/northmere/nothing/",
        "/taxii2/../i/7k3f/",
        "/taxii2/%2e%2e/",
        "/taxii2/northmere/collections/x/",
        "/taxii2/northmere/collections/'/objects/",
        "/taxii2/northmere/collections/\x00/objects/",
        "/taxii2/northmere/collections//objects/",
        "/taxii2/northmere/status/x/",
        "/taxii2/northmere/status/11111111-1111-4111-8111-111111111111/",
        feed.objects + "x/y/",
        feed.objects + "\x00/",
        feed.objects + "x" * 5000 + "/",
        feed.objects + "\u00e9/".encode().decode("latin-1"),
        feed.objects + "\xff/",
    ]


def test_addresses_that_lead_nowhere_are_one_answer(feed):
    answers = {(each.status, each.body) for each in (feed.ask("farwick", path) for path in tails(feed))}
    assert len(answers) == 1
    assert answers.pop()[0] == 404


def test_a_strangers_every_request_is_one_answer(feed):
    wrong = [
        "Bearer ",
        "Bearer x",
        "Basic",
        "Basic x",
        "Basic eDo=",
        "Bearer \x00",
        "Bearer " + "x" * 9000,
        "",
        "Digest x",
    ]
    told = [feed.ask(None, "/taxii2/"), *(feed.ask(None, "/taxii2/", HTTP_AUTHORIZATION=each) for each in wrong)]
    told += [feed.ask(None, path) for path in (*tails(feed), feed.objects, feed.manifest)]
    told += [feed.ask(None, feed.objects, method) for method in ("POST", "PUT", "PATCH", "HEAD", "TRACE", "X")]
    assert {(each.status, each.body) for each in told} == {(401, told[0].body)}


def test_a_method_that_is_not_there_is_refused(feed):
    for path in ("/taxii2/", feed.objects, feed.manifest, feed.objects + "x/"):
        for method in ("PUT", "PATCH", "HEAD", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"):
            assert feed.ask("farwick", path, method).status == 405


@pytest.mark.parametrize("accept", ["text/html", "application/json", "application/taxii+json;version=2.0", "nonsense"])
def test_who_accepts_another_form_is_refused_in_ours(feed, accept):
    answer = feed.ask("farwick", feed.objects, HTTP_ACCEPT=accept)
    assert answer.status == 406
    assert answer.headers["Content-Type"] == MEDIA


def raw(*things):
    return b'{"objects":[' + b",".join(things) + b"]}"


def sound():
    return orjson.dumps(indicator("sound"))


BODIES = {
    "nothing": b"",
    "null": b"null",
    "a number": b"7",
    "a text": b'"objects"',
    "a list": b"[]",
    "no objects": b"{}",
    "objects that are no list": b'{"objects":{}}',
    "objects that are null": b'{"objects":null}',
    "a bundle": b'{"type":"bundle","id":"bundle--11111111-1111-4111-8111-111111111111","objects":[' + sound() + b"]}",
    "cut off": raw(sound())[:-7],
    "more after its end": raw(sound()) + b"{}",
    "NaN": b'{"objects":[NaN]}',
    "a byte order mark": b"\xef\xbb\xbf" + raw(sound()),
    "latin-1": '{"objects":["\u00e9"]}'.encode("latin-1"),
    "UTF-16": '{"objects":[]}'.encode("utf-16"),
    "a lone surrogate": b'{"objects":["\\ud800"]}',
    "nesting without end": b'{"objects":' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    "nesting of names": b'{"objects":[' + b'{"a":' * 50_000 + b"1" + b"}" * 50_000 + b"]}",
    "XML": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    "packed": gzip.compress(raw(sound())),
    "zeros": b"\x00" * 1000,
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_body_that_is_no_envelope_is_refused_whole(feed, body):
    answer = feed.ask("farwick", feed.objects, "POST", body)
    assert 400 <= answer.status < 500
    assert answer.headers["Content-Type"] == MEDIA
    assert b"passwd" not in answer.body
    assert feed.get("farwick").ids == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"CONTENT_TYPE": "application/json"}, 415),
        ({"CONTENT_TYPE": "text/plain"}, 415),
        ({"CONTENT_TYPE": ""}, 415),
        ({"CONTENT_TYPE": None}, 415),
        ({"CONTENT_TYPE": "application/taxii+json;version=2.0"}, 415),
        ({"HTTP_CONTENT_ENCODING": "gzip"}, 415),
        ({"HTTP_CONTENT_ENCODING": "br, gzip"}, 415),
        ({"CONTENT_LENGTH": "-1"}, 400),
        ({"CONTENT_LENGTH": "ten"}, 400),
        ({"CONTENT_LENGTH": ""}, 400),
        ({"CONTENT_LENGTH": None}, 400),
        ({"CONTENT_LENGTH": "\u0663"}, 400),
        ({"CONTENT_LENGTH": "9" * 400}, 400),
        ({"CONTENT_LENGTH": "999999"}, 400),
        ({"CONTENT_LENGTH": str(10 * 1024 * 1024 + 1)}, 413),
        ({"CONTENT_LENGTH": "5"}, 422),
        ({"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input": io.BytesIO(b" " * (10 * 1024 * 1024 + 1))}, 413),
    ],
)
def test_headers_that_lie_are_refused(feed, headers, status):
    assert feed.post("farwick", indicator("one"), **headers).status == status
    assert feed.get("farwick").ids == []


THINGS = {
    "no thing": b"7",
    "a list": b"[]",
    "null": b"null",
    "hello": b'{"id":"x","hello":1}',
    "no type": b'{"id":"indicator--11111111-1111-4111-8111-111111111111"}',
    "an id of another type": orjson.dumps(indicator("a") | {"type": "malware"}),
    "an id that is a number": orjson.dumps(indicator("b") | {"id": 7}),
    "an id that is a list": orjson.dumps(indicator("c") | {"id": ["indicator--1"]}),
    "named for a red label and something else": orjson.dumps(
        {
            "type": "marking-definition",
            "spec_version": "2.1",
            "id": Tlp.RED.stix_id,
            "created": DAY,
            "definition_type": "tlp",
            "definition": {"tlp": "clear"},
        }
    ),
    "red": orjson.dumps(indicator("d", Tlp.RED)),
}


@pytest.mark.parametrize("thing", THINGS.values(), ids=THINGS)
def test_one_bad_thing_is_refused_by_name_and_stops_nobody(feed, thing):
    answer = feed.ask("farwick", feed.objects, "POST", raw(thing, orjson.dumps(indicator("good", Tlp.CLEAR))))
    assert answer.status == 202
    assert (answer.says["success_count"], answer.says["failure_count"]) == (1, 1)
    assert b"hello" not in answer.body
    assert feed.get("eastholt").ids == [indicator("good")["id"]]
    assert feed.get("eastholt", path=feed.manifest).status == 200


def test_the_same_version_with_other_words_is_refused_and_the_first_stays(feed):
    first, second = indicator("twice", Tlp.CLEAR), indicator("twice", Tlp.CLEAR) | {"name": "other words"}
    answer = feed.post("farwick", first, second)
    assert (answer.says["success_count"], answer.says["failure_count"]) == (1, 1)
    assert feed.post("farwick", second).says["failure_count"] == 1
    assert feed.post("farwick", first).says["success_count"] == 1
    (held,) = feed.get("farwick").says["objects"]
    assert held == first


def test_nothing_comes_after_revoked_and_author_and_creation_stay(feed):
    feed.post("farwick", indicator("over", Tlp.CLEAR, revoked=True))
    feed.post("farwick", indicator("kept", Tlp.CLEAR))
    later = [
        indicator("over", Tlp.CLEAR, modified=LATER),
        indicator("kept", Tlp.CLEAR, modified=LATER, created=LATER),
        indicator("kept", Tlp.CLEAR, modified=LATER, created_by_ref="identity--11111111-1111-4111-8111-111111111111"),
    ]
    for each in later:
        assert feed.post("farwick", each).says["failure_count"] == 1


def test_a_circle_of_names_ends(feed):
    from web.taxii.stix_made import report, stix_id

    one, two = stix_id("report", "one"), stix_id("report", "two")
    feed.put(report("one", [two], Tlp.CLEAR), report("two", [one], Tlp.CLEAR))
    assert set(feed.get("farwick").ids) == {one, two}


def test_a_receipt_is_its_senders_alone(feed):
    receipt = feed.post("eastholt", indicator("one")).says["id"]
    path = f"/taxii2/northmere/status/{receipt}/"
    assert feed.ask("eastholt", path).status == 200
    assert feed.ask("farwick", path).status == 404


def test_whoever_asks_too_often_is_told_how_long_to_wait(feed):
    partner = feed.partners["farwick"]
    partner.requests_per_minute = 2
    partner.save()
    answers = [feed.ask("farwick", "/taxii2/") for _ in range(4)]
    assert answers[-1].status == 429
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 61
    assert feed.ask("eastholt", "/taxii2/").status == 200


def test_whoever_sends_too_much_in_a_day_is_refused(feed):
    partner = feed.partners["farwick"]
    partner.bytes_per_day = 100
    partner.save()
    assert feed.post("farwick", indicator("one")).status == 429
