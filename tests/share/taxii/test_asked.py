"""What is asked of a TAXII server is understood whole, or refused."""

from __future__ import annotations

import pytest

from battlebox.share.taxii import LIMIT_MAX, Asked, Cursors, TaxiiCode, TaxiiError, Which, micros_of, order_of, stamp_of

ALL = frozenset({"id", "type", "version", "spec_version"})


def of(name, *values):
    return Asked.from_query({name: list(values)}, filters=ALL)


@pytest.mark.parametrize(
    ("name", "values", "code"),
    [
        ("limit", ["0"], TaxiiCode.BAD_LIMIT),
        ("limit", ["-1"], TaxiiCode.BAD_LIMIT),
        ("limit", [""], TaxiiCode.BAD_LIMIT),
        ("limit", ["ten"], TaxiiCode.BAD_LIMIT),
        ("limit", ["1e3"], TaxiiCode.BAD_LIMIT),
        ("limit", ["\u0663"], TaxiiCode.BAD_LIMIT),
        ("limit", ["9" * 5000], TaxiiCode.BAD_LIMIT),
        ("limit", ["1", "2"], TaxiiCode.BAD_LIMIT),
        ("added_after", ["yesterday"], TaxiiCode.BAD_ADDED_AFTER),
        ("added_after", ["2026-11-23"], TaxiiCode.BAD_ADDED_AFTER),
        ("added_after", ["2026-11-23T09:30:00"], TaxiiCode.BAD_ADDED_AFTER),
        ("added_after", ["2026-13-23T09:30:00Z"], TaxiiCode.BAD_ADDED_AFTER),
        ("added_after", ["0001-01-01T00:00:00+23:00"], TaxiiCode.BAD_ADDED_AFTER),
        ("added_after", [""], TaxiiCode.BAD_ADDED_AFTER),
        ("next", ["a", "b"], TaxiiCode.BAD_NEXT),
        ("match[id]", [""], TaxiiCode.BAD_MATCH),
        ("match[id]", ["a,,b"], TaxiiCode.BAD_MATCH),
        ("match[id]", ["x" * 301], TaxiiCode.BAD_MATCH),
        ("match[type]", [",".join(["a"] * 201)], TaxiiCode.BAD_MATCH),
        ("match[version]", ["newest"], TaxiiCode.BAD_MATCH),
        ("match[name]", ["x"], TaxiiCode.UNKNOWN_MATCH),
        ("match[]", ["x"], TaxiiCode.UNKNOWN_MATCH),
    ],
)
def test_what_is_not_understood_is_refused(name, values, code):
    with pytest.raises(TaxiiError) as wrong:
        of(name, *values)
    assert wrong.value.code is code
    assert wrong.value.status == 400


def test_more_than_the_most_is_taken_for_the_most():
    assert of("limit", "1000000").limit == LIMIT_MAX


def test_versions_are_taken_by_place_and_by_instant():
    picked = of("match[version]", "first,2026-11-23T09:30:00.5Z").picked
    assert picked.places == {Which.FIRST}
    assert picked.orders == {order_of("2026-11-23T09:30:00.500Z")}


def test_without_a_word_the_last_version_is_meant():
    assert of("limit", "1").picked.places == {Which.LAST}


@pytest.mark.parametrize("micros", [0, 1, 1_764_000_000_000_000, 4_102_444_800_999_999])
def test_an_instant_goes_out_and_comes_in_the_same(micros):
    assert micros_of(stamp_of(micros)) == micros


def test_a_time_with_another_zone_is_the_same_instant():
    assert micros_of("2026-06-23T10:30:00+01:00") == micros_of("2026-06-23T09:30:00Z")


def test_two_spellings_of_a_version_are_one_version():
    assert order_of("2026-11-23T09:30:00Z") == order_of("2026-11-23T09:30:00.000000Z")
    assert order_of("2026-11-23T09:30:00.1Z") < order_of("2026-11-23T09:30:00.11Z")


@pytest.mark.parametrize(
    ("elsewhere", "here"),
    [
        ("2026-06-23T10:30:00.25+01:00", "2026-06-23T09:30:00.25Z"),
        ("2026-06-23t09:30:00z", "2026-06-23T09:30:00Z"),
        ("2026-01-01T00:15:00+00:30", "2025-12-31T23:45:00Z"),
        ("2026-02-28T23:59:59.999999999-00:01", "2026-03-01T00:00:59.999999999Z"),
        ("0001-01-01T01:00:00+00:30", "0001-01-01T00:30:00Z"),
        ("2026-06-23T09:30:00-00:00", "2026-06-23T09:30:00+00:00"),
    ],
)
def test_a_version_asked_for_in_another_zone_is_the_same_version(elsewhere, here):
    assert order_of(elsewhere) == order_of(here)
    assert of("match[version]", elsewhere).picked == of("match[version]", here).picked


def test_two_clocks_that_show_the_same_in_two_zones_are_two_versions():
    assert order_of("2026-06-23T10:30:00+01:00") != order_of("2026-06-23T10:30:00Z")
    assert order_of("2026-06-23T10:30:00+01:00") < order_of("2026-06-23T10:30:00Z")


BOUND = {"partner": 1, "where": "objects c", "choice": "x"}


def test_a_cursor_is_good_for_what_it_was_signed_for_and_for_nothing_else():
    signer = Cursors(b"secret")
    text = signer.sign(123, **BOUND)
    assert signer.read(text, **BOUND) == 123
    for other in ({"partner": 2}, {"where": "manifest c"}, {"choice": "y"}):
        with pytest.raises(TaxiiError):
            signer.read(text, **BOUND | other)
    with pytest.raises(TaxiiError):
        Cursors(b"another").read(text, **BOUND)


def test_a_cursor_changed_by_a_letter_is_none():
    signer = Cursors(b"secret")
    text = signer.sign(123, **BOUND)
    changed = [text[:at] + ("B" if text[at] != "B" else "C") + text[at + 1 :] for at in range(len(text))]
    for wrong in [*changed, text + "=", text + "A", text[:-1], "", " ", "\u00e9", "A" * 5000]:
        with pytest.raises(TaxiiError):
            signer.read(wrong, **BOUND)
