"""The settings of an issuer: what is read, what is refused, and that the secret is never shown."""

from __future__ import annotations

import pytest

from battlebox.desk import Role
from battlebox.share.ground import RealDesk
from battlebox.share.identity import IdentityCode, IdentityError, read_issuer, secret_file_of

FILE = """
issuer = "https://login.example.org/northmere/v2.0"
name = "the staff account"
client = "battlebox"
secret_file = "keys/oidc-secret"
"""
DESK = RealDesk("northmere")


def test_what_is_left_out_has_its_usual_value():
    found = read_issuer(DESK, FILE, "hush")
    assert (found.who, found.groups, found.roles, found.address, found.ca_file) == ("sub", "groups", (), "", "")
    assert secret_file_of(FILE) == "keys/oidc-secret"
    assert "hush" not in repr(found)


def test_everything_that_can_be_said():
    more = (
        'who = "email"\ngroups = "https://x.example/groups"\nscopes = "email groups"\nca_file = "/etc/ca.pem"\n'
        'address = "https://desk.example.org/"\n[roles]\n"CN=Duty Silver" = "northmere/tactical"\n'
    )
    found = read_issuer(DESK, FILE + more, "hush")
    assert (found.who, found.groups, found.scopes) == ("email", "https://x.example/groups", "email groups")
    assert (found.ca_file, found.address) == ("/etc/ca.pem", "https://desk.example.org")
    assert [(each.group, each.body, each.role) for each in found.roles] == [
        ("CN=Duty Silver", "northmere", Role.TACTICAL)
    ]


@pytest.mark.parametrize(
    ("changed", "to", "said"),
    [
        ('client = "battlebox"', "", "no client"),
        ('secret_file = "keys/oidc-secret"', "", "no secret_file"),
        ("https://login", "http://login", "no address with https://"),
        ("https://login.example.org", "https://a:b@login.example.org", "no address with https://"),
        ("v2.0", "v2.0?x=1", "no address with https://"),
        ("v2.0", "v2.0#x", "no address with https://"),
        ('"battlebox"', "5", "client that is no str"),
        ('"battlebox"', '" "', "client that is empty"),
        ('client = "battlebox"', 'client = "battlebox"\nsecret = "hush"', "the name 'secret'"),
        ('client = "battlebox"', 'client = "battlebox"\nwho = "a b"', "a claim under who"),
        ('client = "battlebox"', 'client = "battlebox"\nscopes = "a  b"', "scopes that are none"),
        ('client = "battlebox"', 'client = "battlebox"\naddress = "https://x.example/desk"', "an address of the desk"),
        ('client = "battlebox"', 'client = "battlebox"\n[roles]\nx = "northmere/admin"', "a role that is none"),
        ('client = "battlebox"', 'client = "battlebox"\n[roles]\nx = "northmere"', "a role that is none"),
        ('client = "battlebox"', 'client = "battlebox"\n[roles]\nx = "No Body/tactical"', "a role that is none"),
        ('client = "battlebox"', 'client = "battlebox"\n[roles]\nx = 5', "a role that is none"),
        ('client = "battlebox"', "client = ", "which is not understood"),
    ],
)
def test_a_mistake_is_refused_in_a_sentence(changed, to, said):
    assert changed in FILE
    # `[roles]` goes on to the end, so it stands there.
    head, _, tail = to.partition("[roles]")
    text = FILE.replace(changed, head) + (f"[roles]{tail}" if tail else "")
    with pytest.raises(IdentityError) as wrong:
        read_issuer(DESK, text, "hush")
    assert wrong.value.code is IdentityCode.BAD_FILE
    assert said in str(wrong.value)
    assert wrong.value.hint


@pytest.mark.parametrize("secret", ["", "two\nlines", "söcret"])
def test_a_secret_that_is_none_is_refused_and_not_shown(secret):
    with pytest.raises(IdentityError) as wrong:
        read_issuer(DESK, FILE, secret)
    assert "a secret that is empty" in str(wrong.value)
    assert not secret or secret not in str(wrong.value)
