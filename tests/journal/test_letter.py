"""A signed letter: its file, its fingerprint, and what is no letter."""

from __future__ import annotations

import pytest

from battlebox.journal import LETTER_BYTES_MAX, JournalCode, JournalError, SignedLetter, sign_letter, spoken_of
from sim.region import key_of

INCIDENT = "0f" * 32


def letter(says=None):
    return sign_letter(INCIDENT, says or {"words": "the line is closed"}, key_of("northmere"))


def test_a_letter_goes_into_a_file_and_back():
    made = letter()
    assert SignedLetter.from_bytes(made.to_bytes(), name="x") == made


def test_the_fingerprint_is_of_the_words_and_of_the_incident():
    one, other = letter(), letter({"words": "the line is open"})
    elsewhere = sign_letter("0e" * 32, one.says, key_of("northmere"))
    assert len({one.fingerprint, other.fingerprint, elsewhere.fingerprint}) == 3
    assert one.fingerprint == sign_letter(INCIDENT, one.says, key_of("eastholt")).fingerprint


def test_twelve_words_stand_for_a_fingerprint():
    words = spoken_of(letter().fingerprint)
    assert len(words.split()) == 12
    assert words != spoken_of(letter({"words": "other"}).fingerprint)


def test_a_signature_of_another_key_makes_it_altered():
    made = letter()
    raw = made.to_bytes().replace(made.key.encode(), key_of("eastholt").public.encode())
    with pytest.raises(JournalError) as refused:
        SignedLetter.from_bytes(raw, name="x")
    assert refused.value.code is JournalCode.BUNDLE_ALTERED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"format":"battlebox-letter/1"', b'"format":"battlebox-letter/2"'),
        (b'"by":"', b'"by":"zz'),
        (b'"says":', b'"more":1,"says":'),
        (b'"says":', b'"says": '),
    ],
    ids=["another format", "a key that is none", "a field too many", "another spelling"],
)
def test_anything_else_is_no_letter(old, new):
    with pytest.raises(JournalError) as refused:
        SignedLetter.from_bytes(letter().to_bytes().replace(old, new), name="x")
    assert refused.value.code is JournalCode.NOT_A_LETTER


def test_too_much_to_say_is_refused_before_it_is_signed():
    with pytest.raises(JournalError, match="the letter is larger than"):
        letter({"words": "a" * LETTER_BYTES_MAX})
