"""The headers of a mail are the desk's own, whatever stands in an address, a subject or the words."""

from __future__ import annotations

from email import message_from_bytes
from email.header import decode_header
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlebox.share.sending import Accepted, Letter, Refused, Whose
from battlebox.share.sending.relay import written


@pytest.mark.parametrize(
    ("to", "subject"),
    [
        ("ada@example.org\r\nBcc: all@example.org", "s"),
        ("ada@example.org", "Hello\r\nBcc: all@example.org"),
        ("ada@example.org", "Hello\nX-Evil: 1"),
        ("ada@example.org", "Hello\x00"),
        ("ada@example.org\u2028", "s"),
        ("ad\u00e0@example.org", "s"),
    ],
)
def test_a_header_cannot_be_slipped_in_by_address_or_subject(relay, to, subject):
    there, sender = relay()
    receipt = sender.send(Letter("r", to, subject, "words"), again=False)
    assert receipt == Refused("the address or the subject cannot stand in a mail", Whose.ADDRESS)
    assert not there.mails


def test_words_that_look_like_headers_or_like_the_end_stay_words():
    letter = Letter("r", "ada@example.org", "s", "Bcc: all@example.org\r\n.\r\nQUIT\r\n")
    mail = message_from_bytes(written(letter, "desk@example.org"), policy=default)
    assert mail["Bcc"] is None
    assert mail.get_content().splitlines() == letter.words.splitlines()


@pytest.mark.parametrize(
    ("to", "subject"),
    [
        ("ada@example.org", "=?utf-8?q?x=0D=0ABcc:_all@example.org?="),
        ("ada@example.org", "=??Q?=0D=0A=0D=0AAnother body"),
        ("ada@example.org", "=?us-ascii?b?DQpCY2M6IGE=?="),
        ("=?utf-8?q?a=0D=0ABcc=3Aall?=@example.org", "Phones are down"),
    ],
)
def test_a_line_break_that_is_hidden_in_an_encoded_word_begins_no_header(relay, to, subject):
    there, sender = relay()
    assert sender.send(Letter("ref-4", to, subject, "words"), again=False) == Accepted("queued as 7")
    raw = there.mails[0]
    # The older reading of a mail shows its lines as they travelled.
    mail = message_from_bytes(raw)
    assert sorted(mail.keys()) == sorted(HEADERS)
    assert mail["To"] == to
    assert raw.count(b"\r\n\r\n") == 1
    assert mail.get_payload() == "words\r\n"


HEADERS = [
    "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Type", "Content-Transfer-Encoding",
    "MIME-Version",
]  # fmt: skip
hostile = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(
            ["a", "Bcc: all@example.org", "\r\n", "\n", "\r", "\x85", "\u2028", "=?utf-8?q?=0D=0A?=", ".", " "]
        )
    ).map("".join),
)


@given(hostile, hostile)
def test_whatever_stands_in_subject_and_words_a_mail_has_its_own_headers_and_nobody_elses(subject, text):
    try:
        raw = written(Letter("ref-3", "ada@example.org", subject, text), "desk@example.org")
    except ValueError:
        assert any(not letter.isprintable() for letter in subject + text)
        return
    mail = message_from_bytes(raw)
    assert sorted(mail.keys()) == sorted(HEADERS)
    assert mail["To"] == "ada@example.org"
    # What a reader sees is what was written; the older reading of headers decodes once and no more.
    seen = "".join(
        part.decode(kind or "ascii") if isinstance(part, bytes) else part
        for part, kind in decode_header(message_from_bytes(raw)["Subject"])
    )
    assert seen.strip() == subject.strip()
    # No line of a mail may be so long that a server cuts it, and what follows the cut is a line of its own.
    assert max(map(len, raw.split(b"\r\n"))) <= 998
