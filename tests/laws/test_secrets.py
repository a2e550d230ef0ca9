"""No file of the repository holds a key, a token or a password that opens something.

Law: every file is read; each rule is shown to see what it is for.
Not here: secrets of a desk that runs (they lie in its data folder). A scanner from outside was weighed: the one that is
light had no release for two years.
"""

from __future__ import annotations

import math
import re
from collections import Counter

import pytest

from laws.tree import ROOT, told
from laws.tree import _all_files as all_files

BYTES_MAX = 2_000_000
SHAPES = {
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{20}"),
    "a key of age": re.compile(r"AGE-SECRET-KEY-1[0-9A-Z]{58}"),
    "a key of a cloud": re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "a token of a forge": re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{60,}|glpat-[\w-]{20})"),
    "a token of a chat": re.compile(r"\bxox[abprs]-[A-Za-z0-9-]{20,}"),
    "a token of a registry": re.compile(r"\b(?:pypi-AgE|npm_)[A-Za-z0-9_-]{30,}"),
    "a signed token": re.compile(r"\beyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{20,}"),
    "a password in an address": re.compile(r"\w://[^\s/:@{<\"'`]+:[^\s/:@{<\"'`]{6,}@(?!example|host|127\.)[\w.]+"),
}
NAMED = re.compile(
    r"(?i)(?:passw(?:or)?d|passphrase|secret|token|api_?key)\w*[\"']?\s*[:=]\s*[\"']([^\"'\s{}<>]{16,})[\"']"
)
"""A value beside such a name; what looks drawn by lot is a secret, words are not."""
BITS_LEAST = 3.6
FILES = re.compile(r"(^|/)(id_(rsa|ed25519)|\.env|\.netrc|\.pgpass|.*\.(pem|p12|pfx|key|sqlite3|age))$")
CACHES = re.compile(r"\.(?!ci/|git)")
"""What tools leave beside the repository, and git does not hold."""
# Where the passwords of people who do not exist stand: they open nothing.
MADE_UP = ("tests/", "bench/", "docs/", "vectors/")


def bits(text):
    """How many bits a letter of it carries, by how often each comes."""
    count = Counter(text)
    return -sum(n / len(text) * math.log2(n / len(text)) for n in count.values())


def found_in(name, text):
    for what, shape in SHAPES.items():
        if shape.search(text) and not (what == "a password in an address" and name.startswith(MADE_UP)):
            yield what
    if not name.startswith(MADE_UP):
        for value in NAMED.findall(text):
            if bits(value) >= BITS_LEAST and re.search(r"\d", value) and re.search(r"[A-Za-z]", value):
                yield f"a value that looks drawn by lot: {value[:4]}..."


def test_no_file_holds_a_secret():
    faults, read = [], 0
    for path in all_files():
        name = path.relative_to(ROOT).as_posix()
        if CACHES.match(name):
            continue
        if FILES.search(name):
            faults.append(f"{name}: a file of this kind has no place here")
        if path.stat().st_size <= BYTES_MAX:
            faults += [f"{name}: {what}" for what in found_in(name, path.read_text(encoding="utf-8", errors="replace"))]
            read += 1
    assert not faults, told(faults)
    assert read >= 1000


@pytest.mark.parametrize(
    ("what", "planted"),
    [
        ("a private key", "-----BEGIN EC " + "PRIVATE KEY-----\n" + "MHcCAQEEIBkg4LVWM9nuwNSk3yByxZpYRTBnVJk5" + "\n"),
        ("a key of age", "AGE-SECRET-" + "KEY-1" + "Q" * 58),
        ("a key of a cloud", "AKIA" + "Q2W3E4R5T6Y7U8I9"),
        ("a token of a forge", "ghp" + "_" + "aB3" * 12),
        ("a token of a chat", "xoxb" + "-1234567890-abcdefghij"),
        ("a token of a registry", "pypi" + "-AgE" + "aB3-" * 10),
        ("a signed token", "eyJ" + "hbGciOiJIUzI1NiJ9" + ".eyJ" + "zdWIiOiIxMjM0NTY3" + "." + "dozjgNryP4J3jVmNHl0w5N"),
        ("a password in an address", "postgresql" + "://desk:pa55worth@db.council.org/desk"),
        ("a value that looks", 'api_key = "' + "q9Zr7Lx2Vb5Nw8Kt1Jm4" + '"'),
    ],
    ids=[*SHAPES, "drawn by lot"],
)  # fmt: skip
def test_a_secret_that_somebody_leaves_is_seen(what, planted):
    assert any(each.startswith(what) for each in found_in("src/battlebox/made_up.py", planted)), what


def test_words_beside_such_a_name_are_none():
    words = 'TOKEN_FIELD = "the_field_of_a_form"; password = "{password}"'
    assert not list(found_in("src/battlebox/made_up.py", words))
