"""A wording in parts: whole words where it begins and where it ends, and something told by them."""

from __future__ import annotations

import pytest

from battlebox.desk.wording import plain, read, spread


@pytest.mark.parametrize(
    ("wording", "typed"),
    [
        ("Our phones are off.", "The desk is open for one more hour. Phones are offered to everybody without one."),
        ("Rent payments are late.", "Ask your parent. Payments are later this week because of the holiday."),
        ("Rent payments are late.", "Ask your parent. Payments are late."),
        ("Rent payments are late.", "Ask about rent. Payments are later this week."),
        ("All staff passwords were stolen.", "Please give us a call. Staff passwords were stolen in 2019 elsewhere."),
        ("Today the network was shut.", "Libraries are closed today. Sorry. The network was shut down last year, too."),
    ],
)
def test_letters_of_other_words_are_no_part_of_a_wording(wording, typed):
    assert not spread(plain(wording), read(typed))


@pytest.mark.parametrize(
    "typed",
    ["Late? Ask about rent. Sorry. Payments are late now.", "Payments are late. Sorry. Ask about the rent."],
)
def test_whole_words_at_the_end_of_one_sentence_and_the_beginning_of_another_are(typed):
    assert spread(plain("Rent payments are late."), read(typed))


def test_a_wording_in_very_many_parts_is_found_and_a_very_long_sentence_costs_little():
    words = [f"word{at}a" for at in range(60)]
    assert spread(plain(" ".join(words)), read(". Sorry. ".join(words)))
    assert not spread(plain("The attackers came in"), read("the attackers " * 20_000))
