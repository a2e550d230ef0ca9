"""The indicators of a bulletin, for other tools: under its label, until its end, where the gate lets them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from battlebox.marking import Tlp
from battlebox.share.bulletin import Indicator, Reader
from battlebox.web.bulletins.looking import let_out
from share.bulletin.test_bulletin import FIRST
from web.bulletins.test_commands import written

ADDRESS = Indicator("ipv4", "198.51.100.7", "seen at night", Tlp.GREEN)


def quiet(found):
    raise AssertionError(found)


def out(reader="eastholt", *, now=FIRST.issued, community=True, client_of=(), **more):
    bulletin = replace(FIRST, **{"indicators": (ADDRESS,), "tlp": Tlp.AMBER_STRICT, "facts": (), **more})
    return let_out(bulletin, "a" * 64, Reader(reader, community, frozenset(client_of)), now, quiet)


def test_a_thing_has_the_label_of_its_bulletin_even_where_its_own_was_freer():
    (one,) = json.loads(out().bundle())["objects"]
    assert one["object_marking_refs"] == [Tlp.AMBER_STRICT.stix_id]
    assert one["pattern"] == "[ipv4-addr:value = '198.51.100.7']"
    assert one["external_references"][0]["external_id"] == "a" * 64
    assert datetime.fromisoformat(one["valid_until"]) == FIRST.expires
    assert "198.51.100.7,TLP:AMBER+STRICT" in out().table().decode("utf-8-sig")


@pytest.mark.parametrize(
    ("reader", "label", "audience", "goes"),
    [
        ("northmere", Tlp.AMBER_STRICT, ("eastholt",), True),
        ("eastholt", Tlp.AMBER_STRICT, ("eastholt",), True),
        ("farwick", Tlp.AMBER_STRICT, ("eastholt",), False),
        ("farwick", Tlp.GREEN, ("eastholt",), False),
        ("farwick", Tlp.GREEN, (), True),
        ("farwick", Tlp.CLEAR, (), True),
    ],
)
def test_three_councils(reader, label, audience, goes):
    found = out(reader, tlp=label, audience=audience)
    assert (len(found.held), len(found.rows), len(found.items())) == ((1, 1, 1) if goes else (0, 0, 0))
    assert bool(found.kept) is not goes


def test_a_registered_client_has_amber_and_a_stranger_to_the_community_has_no_green():
    assert out("trust", tlp=Tlp.AMBER, audience=("eastholt",), client_of=("eastholt",)).held
    assert out("farwick", tlp=Tlp.GREEN, audience=(), community=False).kept == (
        "it is for the community, and this body is not in it",
    )


def test_from_its_end_on_nothing_goes():
    assert out(now=FIRST.expires - timedelta(seconds=1)).held
    found = out(now=FIRST.expires)
    assert (found.held, found.kept) == ((), ("the time for which it could be shared is over",))


def test_what_is_called_an_address_and_is_none_goes_to_no_tool_and_nothing_goes_twice():
    odd = [("ipv4", "' OR '1'='1"), ("ipv4", "example.org"), ("teapot", "198.51.100.7"), ("ipv4", "198.51.100.7")]
    signs = tuple(Indicator(kind, value, "", Tlp.GREEN) for kind, value in odd)
    found = out(indicators=(*signs, ADDRESS))
    assert (len(found.held), found.no_such) == (1, 4)


def test_the_same_bulletin_gives_the_same_bytes():
    assert out().bundle() == out(now=FIRST.issued + timedelta(hours=1)).bundle()


def known(told, folder):
    """Eastholt has checked Northmere's key."""
    key = told("bulletin", "key", "northmere", "--data", folder / "northmere")[1].strip()
    put = ("--key", key, "--checked", "by phone", "--data", folder / "e")
    assert told("callback", "add", "northmere", *put)[0] == 0


def test_from_a_terminal(told, folder):
    file, _ = written(told, folder)
    known(told, folder)
    bundle, table = folder / "b.json", folder / "b.csv"
    who = ("--as", "eastholt", "--data", folder / "e")
    code, _, err = told("bulletin", "indicators", file, *who, "--stix", bundle, "--csv", table)
    assert (code, "1 of 1 indicators, under TLP:AMBER+STRICT" in err) == (0, True)
    assert "198.51.100.7,TLP:AMBER+STRICT" in table.read_text("utf-8-sig")
    code, said, _ = told("bring", "--look", bundle)
    assert (code, "1 indicator" in said) == (0, True)
    assert told("bulletin", "indicators", file, *who)[0] == 2


def test_what_nobody_checked_goes_to_no_tool_but_after_a_call(told, folder):
    file, _ = written(told, folder)
    ask = ("bulletin", "indicators", file, "--as", "eastholt", "--data", folder / "e", "--stix", folder / "b.json")
    code, _, err = told(*ask)
    assert (code, (folder / "b.json").exists()) == (4, False)
    assert "Nobody here has checked the key" in err
    assert told(*ask, "--words-agree")[0] == 0
    (folder / "b.json").unlink()
    put = ("--key", "b" * 64, "--checked", "in person", "--data", folder / "e")
    assert told("callback", "add", "northmere", *put)[0] == 0
    code, _, err = told(*ask, "--words-agree")
    assert (code, "has another key on your list" in err, (folder / "b.json").exists()) == (4, True, False)


def test_farwick_takes_nothing_out_of_what_is_for_eastholt(told, folder):
    file, _ = written(told, folder)
    ask = ("--as", "farwick", "--data", folder / "f", "--stix", folder / "b.json", "--words-agree")
    code, _, err = told("bulletin", "indicators", file, *ask)
    assert (code, "This was not made for farwick" in err, (folder / "b.json").exists()) == (4, True, False)
