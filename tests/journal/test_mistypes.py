"""What an officer mistypes is refused in a sentence, before anything is written."""

from __future__ import annotations

import pytest

from battlebox.journal import (
    Draft,
    JournalError,
    Kind,
    agree_removal,
    ask_removal,
    lift_hold,
    make_checkpoint,
    open_journal,
    seal,
    witness,
)
from battlebox.marking import Tlp
from sim.entries import said
from sim.region import FixedWatch, Region


@pytest.mark.parametrize(
    ("draft", "sentence"),
    [
        ({"by": "Mrs Example"}, "'Mrs Example' cannot be an officer's id"),
        ({"audience": frozenset({"East Holt"})}, "'East Holt' cannot be somebody it is for"),
        ({"values": (("task 1", "state", 1),)}, "'task 1' cannot be what a thing is called"),
        ({"values": (("task/1", "the state", 1),)}, "'the state' cannot be what a field is called"),
        ({"person": "Mrs Example", "tlp": Tlp.CLEAR}, "words that name a person cannot be TLP:CLEAR"),
    ],
)
def test_a_draft_that_cannot_be_signed_says_why_before_anything_is_written(draft: dict, sentence: str) -> None:
    with pytest.raises(JournalError, match=sentence) as refused:
        Draft(Kind.NOTE_WRITTEN, **draft)
    assert refused.value.hint


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (1.5, "wrong value in `number`: 1.5"),
        (2**53, "is too large"),
        ("\ud800", "half of a character pair"),
        ({"é": 1}, "wrong value in `name`"),
        ([[[[[[[[[[1]]]]]]]]]], "more than 8 levels"),
    ],
)
def test_a_value_outside_the_form_is_refused(region: Region, value: object, sentence: str) -> None:
    journal = region.desks["north-1"]
    before = journal.store.count()
    with pytest.raises(JournalError, match=sentence):
        journal.append(Draft(Kind.TASK_CHANGED, values=(("task/1", "state", value),)))
    assert journal.store.count() == before


def test_words_longer_than_a_part_are_refused_and_a_bag_has_an_end(
    region: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(JournalError, match="a part of an entry is larger than 1048576 bytes"):
        said(region.desks["north-1"], "x" * (1 << 20) + "x")
    monkeypatch.setattr("battlebox.journal.gobag.BAG_BYTES_MAX", 10)
    with pytest.raises(JournalError, match="a go-bag is larger than 10 bytes"):
        seal(b"x" * 11, passphrase="words")


def test_what_was_not_asked_for_cannot_be_agreed_and_a_desk_without_a_key_orders_nothing(region: Region) -> None:
    journal = region.desks["north-1"]
    with pytest.raises(JournalError, match="is no request to remove something"):
        agree_removal(journal, said(journal).id)
    reader = open_journal(journal.store, None, lambda *_: None, FixedWatch())
    asked = ask_removal(journal, said(journal).id, 0, "art. 17")
    for act in (
        lambda: agree_removal(reader, asked.id),
        lambda: lift_hold(reader, asked.id),
        lambda: make_checkpoint(reader),
        lambda: witness(reader, make_checkpoint(journal).to_text(), [], "x"),
    ):
        with pytest.raises(JournalError, match="this desk has no key"):
            act()
