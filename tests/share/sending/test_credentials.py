from __future__ import annotations

import pytest

from battlebox.desk.message import Means
from battlebox.share import ShareError
from battlebox.share.sending import PACE, LiveCredentials, RealDesk, read_credentials, senders_for
from share.sending.providers import KEY, SECRET, SERVICE, TEMPLATE

REAL = RealDesk("real")
WHOLE = f"""
answers = "https://desk.example.org/"
[notify]
key = "{KEY}"
text_template = "{TEMPLATE}"
[mail]
host = "relay.example.org"
from = "desk@example.org"
password = "hush-hush"
[text]
address = "https://gateway.example.org/send"
secret = "hush-hush"
once = "Idempotency-Key"
[chat]
duty = "msteams://hush-hush"
[pace]
text = 60
"""


def test_the_whole_file_gives_every_means_and_no_file_none():
    found = read_credentials(REAL, WHOLE)
    assert found.works == {Means.NOTIFY_TEXT, Means.MAIL, Means.TEXT, Means.CHAT}
    assert senders_for(REAL, found).works == found.works
    assert (found.notify.issuer, found.notify.secret) == (SERVICE, SECRET)
    assert found.answers == "https://desk.example.org"
    assert (found.per_minute(Means.TEXT), found.per_minute(Means.MAIL)) == (60, PACE["mail"])
    assert LiveCredentials(REAL).works == frozenset()
    assert read_credentials(REAL, "") == LiveCredentials(REAL)


def test_secrets_are_not_shown_where_credentials_are():
    shown = repr(read_credentials(REAL, WHOLE))
    assert "hush-hush" not in shown
    assert SECRET not in shown


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("notify = 7", "notify, which is no part"),
        ("[nottify]\nkey = ''", "a part 'nottify'"),
        ("[notify]\nkey = 'hush-hush'", "a key under [notify] that is none"),
        (f"[notify]\nkey = '{KEY}'\ntext_template = 'hello'", "a text_template under [notify] that is no id"),
        (f"[notify]\nkey = '{KEY}'\naddress = 'http://notify.example.org'", "a wrong address"),
        ("[mail]\nhost = 'relay'", "no host, or no address to send from, under [mail]"),
        ("[mail]\nhost = 'relay'\nfrom = 'a@b.org\\r\\nBcc: c@d.org'", "no host, or no address to send from"),
        ("[mail]\nhost = 'relay'\nfrom = 'a@b.org'\nstarttls = false", "starttls = false for a relay elsewhere"),
        ("[mail]\nhost = 'relay'\nfrom = 'a@b.org'\nport = '25'", "a wrong port under [mail]"),
        ("[mail]\nhots = 'relay'", "hots under [mail]"),
        ("[text]\naddress = 'http://gateway.example.org'", "a wrong address"),
        ("[text]\naddress = 'https://u:hush-hush@gateway.example.org'", "a wrong address"),
        ("[text]\naddress = 'https://g.org'\nonce = 'a: b'", "a once under [text] that is no name of a header"),
        ("[text]\naddress = 'https://g.org'\nsecret = \"hush-hush\\n\"", "a secret under [text] with a line break"),
        ("[chat]\nduty = 7", "a chat that is no address"),
        ("[pace]\nmail = 0", "a pace under 1"),
        ("answers = 'ftp://desk'", "a wrong answers"),
        ("answers = 7", "a wrong answers"),
        ("[mail]\npassword = hush-hush", "a mistake: at line 2, column 12"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_a_sentence_that_holds_no_secret(text, said):
    with pytest.raises(ShareError) as refused:
        read_credentials(REAL, text)
    words = f"{refused.value} {refused.value.hint}"
    assert str(refused.value).startswith(f"sending.toml has {said}")
    assert "hush-hush" not in words
    assert refused.value.hint
