"""Which words are the same words: letters alone, whatever stands between them or looks like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlebox.desk.wording import plain, read, stands, without

WORDING = "The attackers came in through the VPN of Acme Ltd."
BETWEEN = st.sampled_from([" ", ", ", ". ", "\n", "  ", "\u00a0", " \u2013 ", "; ", "\u200b ", "! ", " (", '" '])
LOOKS = {"a": "\u0430\u03b1", "c": "\u0441", "e": "\u0435", "o": "\u043e\u03bf", "p": "\u0440", "t": "\u03c4"}
LOOKS |= {"i": "\u0456", "A": "\u0410\u0391", "T": "\u0422\u03a4", "V": "\uff36", "P": "\u0420\u03a1", "N": "\u039d"}


@given(st.data())
def test_no_punctuation_mark_capital_or_look_alike_makes_other_words_of_it(data):
    made = ""
    for word in WORDING.rstrip(".").split():
        for letter in word:
            drawn = data.draw(st.sampled_from([letter, letter.upper(), letter.lower(), *LOOKS.get(letter, "")]))
            made += drawn + data.draw(st.sampled_from(["", "", "", "\u200b", "\u0301", "\u00ad"]))
        made += data.draw(BETWEEN)
    assert stands(plain(WORDING), read(f"We know this. {made}Nothing more."))
    assert plain(WORDING) not in without(plain(WORDING), read(f"So: {made}"))


@given(st.lists(st.sampled_from(plain(WORDING).split()), min_size=2, max_size=12))
def test_the_words_in_another_order_are_other_words(words):
    assert stands(plain(WORDING), plain(" ".join(words))) is (plain(WORDING) in " ".join(words))


@pytest.mark.parametrize(
    ("wording", "text"),
    [
        ("The mail is off.", "The mail is official again."),
        ("Mail is off.", "E-mail is offered at the counter."),
        ("Unknown", "It is unknown, and we say so."),
        ("We lost records of 1", "We lost records of 1,200 people."),
        ("We lost records of 1", "We lost records of 1 200 people.".replace(" 200", "\u2019200")),
        ("Some screens are blank.", "Some blank screens are there."),
        ("We pay in dollars at the counter", "We pay in $5 dollars at the counter"),
        ("Northmere a council of the county", "northmere@council.of.the.county"),
        ("We lost records of 43", "We lost records of 43 thousand people."),
        ("Records of 21 people were lost", "Records of twenty, one people were lost"),
        ("", "Anything."),
        ("...", "Anything at all."),
    ],
)
def test_ordinary_words_are_no_wording(wording, text):
    assert not stands(plain(wording), read(text))


@pytest.mark.parametrize(
    ("wording", "text"),
    [
        ("Mail is off.", "Sorry: mail is off, and so is the phone."),
        ("Records of 1,200 residents were copied.", "Records of 1200 residents were copied"),
        ("Cafe Bleu has closed its doors.", "CAF\u00c9 BLEU has closed its doors"),
        ("The VPN of Acme is how they came in", "the V.P.N of Acme: is how they came-in"),
        ("The Orchid VPN let them in", "The 0rch1d VPN let thern in".replace("rn", "m")),
        ("The Orchid VPN let them in", "The O\u0280\u1d04hid V\u1d18\u0274 let them in"),
        ("The Orchid VPN let them in", "The \u0585rchid VPN \u3164let them in"),
        ("The Orchid VPN let them in", "The Orchid \u13d9\u13e2N let them in"),
        ("Records of 1,200 residents were copied.", "Records of \u0661,\u0662\u0660\u0660 residents were copied"),
        (
            "Records of 4,312 residents were copied.",
            "records of four thousand, three hundred and twelve residents were copied",
        ),
        ("Records of 4,312 residents were copied.", "records of 4,312.0 residents were copied"),
        ("Records of 4,312 residents were copied.", "records of 4,3I2 residents were copied"),
        ("Records of 4,300 residents were copied.", "records of 4.3 thousand residents were copied"),
        ("Records of 4,300 residents were copied.", "records of 4.3k residents were copied"),
        ("Twenty-two systems are off.", "22 systems are off"),
        ("A hundred letters went out", "100 letters went out"),
        ("The Orchid VPN let them in", "The \ua4f3rchid VP\ua4e0 let them in"),
        ("The Orchid VPN let them in", "The \U0001f15erchid VPN let them in"),
        ("The attackers came in", "The 4ttackers came in"),
        ("The attackers came in", "The att@cker$ c@me in"),
        ("Write to help@northmere.gov.uk tonight", "write to HELP@northmere.gov.uk tonight"),
        ("Eastholt's network is off", "Eastholt\u02bcs network is off"),
        ("Stra\u00dfe and \u0130zmir are closed", "STRASSE AND \u0130ZMIR ARE CLOSED"),
    ],
)
def test_the_same_letters_are_the_same_words(wording, text):
    assert stands(plain(wording), read(text))


@pytest.mark.parametrize(
    ("wording", "typed"),
    [
        *(
            ("The ransom asked for is \u00a32m.", f"The ransom asked for is {asked}.")
            for asked in (
                *(
                    "\u00a32 million",
                    "\u00a32,000,000",
                    "two million pounds",
                    "2 million pounds",
                    "\u00a32mn",
                    "2m pounds",
                ),
                *("2,000,000 pounds", "\u00a32.0m", "\uffe12M", "two  million, pounds"),
                *(
                    "GBP 2m",
                    "GBP2m",
                    "2m GBP",
                    "gbp two million",
                    "\u00a3 two million",
                    "\u00a32 000 000",
                    "2 million quid",
                ),
                *("two million pounds sterling", "\u00a32mln", "GBP 2,000,000.00"),
            )
        ),
        *(
            ("They ask for 2.5 million pounds.", f"They ask for {asked}")
            for asked in (
                "\u00a32.5m",
                "two and a half million pounds",
                "two point five million pounds",
                "\u00a32,500,000",
            )
        ),
        ("They ask for half a million dollars.", "They ask for $500,000"),
        ("4312 records were copied.", "4,312records were copied"),
        *(
            ("30 % of our servers are encrypted.", f"{share} of our servers are encrypted.")
            for share in ("30%", "30 per cent", "Thirty percent", "thirty per cent", "30pc", "30 pc", "thirty pct")
        ),
        *(
            ("In our network since 3 November.", f"In our network since {day}.")
            for day in (
                *("3rd November", "the third of November", "03 November", "3 Nov", "November 3", "November 3rd"),
                *("the 3rd of November", "3 November 2026", "Nov. 3", "3-Nov", "03/11/2026", "3.11.26", "2026-11-03"),
            )
        ),
        ("The twenty-second of May is the day", "22 May is the day"),
    ],
)
def test_an_amount_is_the_same_however_it_is_written(wording, typed):
    assert stands(plain(wording), read(typed))


@pytest.mark.parametrize(
    ("wording", "typed"),
    [
        ("Keep 2000000 apart in the queue.", "Keep 2m apart in the queue."),
        ("2,000 hours of work were lost", "20:00 of work were lost"),
        ("It works at 30 per cent of the PCs", "It works at 30 PCs"),
        ("It began on 3 November", "It began on 11/3/2026"),
        ("The bill of 3 pounds is open", "The bill of 3 europeans is open"),
        ("One sentence more in 3 nov", "One sentence more in it may. 3 november"),
        ("The ransom asked for is \u00a32m.", "The ransom asked for is \u00a32.1m."),
        ("In our network since 3 November.", "In our network since 30 November."),
        ("The 3 of the three doors is shut", "The third of the three doors is shut"),
        ("We work two and a day and rest", "We work two and a half day and rest"),
    ],
)
def test_another_amount_and_what_is_none_are_other_words(wording, typed):
    assert not stands(plain(wording), read(typed))
