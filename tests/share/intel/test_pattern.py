"""Our reader of patterns, beside the library that the owners of STIX give out: the same verdict on each."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stix2patterns.validator import run_validator

from battlebox.share.intel.pattern import PLAIN, _Reader, pattern_fault

SEED = 20251124
SOUND = (
    "[ipv4-addr:value = '198.51.100.7']",
    "[ipv4-addr:value ISSUBSET '198.51.100.0/24'] AND [url:value LIKE 'https://bad.example/%']",
    "[file:hashes.'SHA-256' = 'aec070645fe53ee3b3763059376134f058cc337247c978add178b6ccdfb0019f'] REPEATS 2 TIMES",
    "([domain-name:value IN ('a.example', 'b.example')] FOLLOWEDBY [process:pid > 4]) WITHIN 300 SECONDS",
    "[a:b NOT = 5 OR (a:c != true AND a:d MATCHES '^x')] START t'2025-11-24T00:00:00Z' STOP t'2025-11-25T00:00:00Z'",
    "[x:y[*].z_ref.'n-m' = h'00ff' AND EXISTS x:y] OR [x:y = b'AAAA']",
    "[x:y = -1.5 OR x:y <= +3] /* why */",
    "[x:y = 'it\\'s \\\\ here']",
)
PIECES = (" AND ", " OR ", " NOT ", "(", ")", "[", "]", "'", ":", ".", " = ", "*", " 5 ", " TIMES", "x", "t'", "\\")


def ours(pattern: str) -> bool:
    return pattern_fault(pattern, "stix", 16 * 1024) is None


def theirs(pattern: str) -> bool:
    """What the grammar says; that a hash is as long as its name says is no part of it, and not asked of ours."""
    return all(message.endswith(" hash") for message in run_validator(pattern, "2.1"))


@pytest.mark.parametrize("pattern", SOUND)
def test_both_read_what_is_sound(pattern):
    assert theirs(pattern)
    assert ours(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "[]",
        "[x]",
        "x:y = 1",
        "[x:y = ]",
        "[x:y = 'a]",
        "[x:y = 1",
        "[x:y == = 1]",
        "[x:y LIKE 5]",
        "[x:y = 1] WITHIN",
    ],
)
def test_neither_reads_what_is_not(pattern):
    assert not theirs(pattern)
    assert not ours(pattern)


@given(st.from_regex(PLAIN, fullmatch=True))
def test_what_is_plain_is_what_the_reader_reads_too(pattern):
    _Reader(pattern).read()


@pytest.mark.parametrize("pattern", ["[true:value = 'a']", "[x-y:true = 'a']", "[9a-b:c = 'a']", "[x-y:z = 'a'] "])
def test_what_only_looks_plain_is_read_as_any_other(pattern):
    assert ours(pattern) is theirs(pattern)


def test_an_empty_pattern_is_none():
    # The library ends with a fault of its own here.
    assert not ours("")


def test_both_say_the_same_of_patterns_with_one_change():
    draws, differ, sound = random.Random(SEED), [], 0
    for _ in range(600):
        pattern = draws.choice(SOUND)
        at = draws.randrange(len(pattern))
        cut = at + draws.choice((0, 1, 3))
        changed = pattern[:at] + draws.choice((*PIECES, "")) + pattern[cut:]
        sound += ours(changed)
        if ours(changed) is not theirs(changed):
            differ.append((changed, ours(changed)))
    print(f"seed {SEED}: {sound} of 600 could be read")
    assert differ == []
    assert 30 < sound < 570
