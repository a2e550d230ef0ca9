"""TOML that no reader could read: the mistake and its line."""

from __future__ import annotations

import tomllib

import pytest

from battlebox.estate import read_toml

LONG = ("9" * 5_000, "-" + "9" * 5_000, "0x" + "f" * 5_000, "[1, {a = " + "9" * 5_000 + "}]", "1_" * 3_000 + "1")


@pytest.mark.parametrize("number", LONG)
def test_a_number_of_thousands_of_digits_is_a_mistake_with_its_line(number):
    with pytest.raises(tomllib.TOMLDecodeError, match=r"a number is longer than any that can be meant \(at line 2\)"):
        read_toml(f"a = 1\nb = {number}\n")


@pytest.mark.parametrize(
    "deep", ["a." * 900 + "a = 1", "a." * 101 + "a = 1", "a = " + "[" * 5_000, "a = " + "[" * 150 + "]" * 150]
)
def test_what_goes_too_deep_is_a_mistake_by_brackets_and_by_dots(deep):
    with pytest.raises(tomllib.TOMLDecodeError, match="deep"):
        read_toml(deep)


def test_other_texts_read_as_ever():
    assert read_toml("a = 18446744073709551615\nb = 1.5", str) == {"a": 18446744073709551615, "b": "1.5"}
