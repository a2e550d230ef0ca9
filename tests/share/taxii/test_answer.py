"""Answers are joined from the bytes as they came; media types, tokens and quotas."""

from __future__ import annotations

import base64

import orjson
import pytest

from battlebox.share.taxii import (
    EMPTY,
    ManifestRow,
    Quotas,
    TaxiiCode,
    TaxiiError,
    accepts,
    envelope,
    is_taxii,
    manifest,
    new_token,
    token_digest,
    token_in,
    versions,
)


def test_an_envelope_holds_the_very_bytes():
    odd = b'{"id" : "x--1",  "n":1.00}'
    said = envelope([odd, b"{}"], "abc")
    assert odd in said
    assert orjson.loads(said) == {"more": True, "next": "abc", "objects": [{"id": "x--1", "n": 1.0}, {}]}


def test_an_answer_with_nothing_says_nothing_else():
    assert envelope([]) == manifest([]) == versions([]) == EMPTY


def test_a_manifest_names_the_media_type_of_each():
    (row,) = orjson.loads(manifest([ManifestRow("a--1", "2026", "2025")]))["objects"]
    assert row["media_type"] == "application/stix+json;version=2.1"


@pytest.mark.parametrize(
    ("header", "taken"),
    [
        ("", True),
        ("*/*", True),
        ("application/*", True),
        ("application/taxii+json", True),
        ("application/taxii+json;version=2.1", True),
        ('application/taxii+json; version="2.1"', True),
        ("text/html, application/taxii+json; version=2.1; q=0.5", True),
        ("application/taxii+json;version=2.1;q=0", False),
        ("application/taxii+json;version=2.0", False),
        ("application/vnd.oasis.taxii+json;version=2.0", False),
        ("application/json", False),
        ("text/html", False),
        ("*/*;q=x", False),
    ],
)
def test_who_accepts_taxii_is_answered(header, taken):
    assert accepts(header) is taken


def test_only_what_is_said_to_be_taxii_is_taxii():
    assert is_taxii("application/taxii+json;version=2.1")
    assert not is_taxii("application/stix+json;version=2.1")
    assert not is_taxii("")


def test_a_token_is_read_as_bearer_and_as_the_password_of_basic():
    token = new_token()
    basic = base64.b64encode(f"anybody:{token}".encode()).decode()
    assert token_in(f"Bearer {token}") == token_in(f"basic {basic}") == token
    assert token not in token_digest(token)
    for wrong in ("", "Bearer", "Digest x", "Basic !!", "Basic " + "A" * 3, "Bearer " + "x" * 500, "Basic /w=="):
        assert token_in(wrong) == ""


def test_a_partner_that_asks_too_often_waits_and_others_do_not():
    now = [0.0]
    quotas = Quotas(lambda: now[0])
    for _ in range(3):
        quotas.ask(1, 3)
    with pytest.raises(TaxiiError) as wrong:
        quotas.ask(1, 3)
    assert wrong.value.code is TaxiiCode.TOO_OFTEN
    quotas.ask(2, 3)
    now[0] += wrong.value.retry_seconds
    quotas.ask(1, 3)


def test_an_error_repeats_nothing_that_was_sent():
    says = orjson.loads(TaxiiError(TaxiiCode.BAD_MATCH).to_json())
    assert set(says) == {"title", "description", "error_code", "http_status"}
