"""Letters that turn a line are written out; an hour that comes twice says which it is."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

import pytest

from battlebox.desk import TURNING, hour, unturned
from battlebox.desk.brief.saying import clock


def test_every_letter_that_sets_a_direction_is_known_and_no_other():
    kinds = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    marks = {"\u061c", "\u200e", "\u200f"}
    found = {chr(each) for each in range(0x110000) if unicodedata.bidirectional(chr(each)) in kinds}
    assert set(TURNING) == found | marks


def test_they_are_written_out_and_words_of_any_script_stay():
    assert unturned("pay \u202e00.001\u202c now") == "pay [U+202E]00.001[U+202C] now"
    for words in ("\u0633\u0644\u0627\u0645", "\u05e9\u05dc\u05d5\u05dd", "Ł\N{SNOWMAN} =1+1 <b>", "e\u0301\u200d"):
        assert unturned(words) == words


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 10, 25, 0, 59, tzinfo=UTC), "01:59 BST"),
        (datetime(2026, 10, 25, 1, 0, tzinfo=UTC), "01:00 GMT"),
        (datetime(2026, 10, 24, 23, 59, tzinfo=UTC), "00:59"),
        (datetime(2026, 10, 25, 2, 0, tzinfo=UTC), "02:00"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "02:00"),
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "00:59"),
    ],
)
def test_only_the_hour_that_comes_twice_says_which(at, words):
    assert hour(at) == words
    assert clock(at).endswith(words)
