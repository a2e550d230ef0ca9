"""A server with two partners, stood up from a script."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from battlebox.marking import Tlp
from battlebox.web.errors import WebError
from web.taxii.conftest import three_councils
from web.taxii.feed import Feed
from web.taxii.stix_made import indicator


@pytest.fixture
def share(straight):
    """Run `battlebox share ...` for Northmere: (what it printed, what it said)."""
    from battlebox.web.share_command import share as command

    def run(*words, ours="northmere"):
        about = ["--data", str(straight.data), *(["--ours", ours] if ours else [])]
        result = CliRunner().invoke(command, [*words, *about])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.stdout, result.stderr

    return run


def test_two_partners_and_their_tokens_from_a_script(share, tmp_path):
    from battlebox.web.taxii import allowed
    from battlebox.web.taxii.handler import TaxiiHandler

    allowed.forget()
    eastholt, said = share("partner", "add", "eastholt", "--name", "Eastholt", "--community", "--let-in")
    assert eastholt.startswith("bbx-")
    assert "not shown again" in said
    assert eastholt.strip() not in said
    farwick, _ = share("partner", "add", "farwick")
    number, _ = share("collection", "add", "Seen by us", "--alias", "seen")
    for body in ("eastholt", "farwick"):
        share("collection", "grant", "seen", body, "--read", "--write", "--purpose", "shared IT")
    file = tmp_path / "ours.json"
    things = [indicator("green", Tlp.GREEN), indicator("clear", Tlp.CLEAR)]
    file.write_text(json.dumps({"type": "bundle", "id": "bundle--1", "objects": things}), encoding="utf-8")
    assert share("collection", "put", "seen", str(file))[0] == "stored=2\tknown=0\trefused=0\n"
    feed = Feed(TaxiiHandler(), tokens={"eastholt": eastholt.strip(), "farwick": farwick.strip()})
    objects = f"/taxii2/northmere/collections/{number.strip()}/objects/"
    assert len(feed.ask("eastholt", objects).ids) == 2
    assert feed.ask("farwick", objects).ids == [things[1]["id"]]
    rows = json.loads(share("ledger", "--json")[0])
    assert [(row["body"], len(row["items"]), "shared IT" in row["basis"]) for row in rows] == [
        ("eastholt", 2, True),
        ("farwick", 1, True),
    ]
    assert len(json.loads(share("ledger", "--partner", "farwick", "--json")[0])) == 1
    last, said = share("ledger", "--check")
    assert "2 rows, and the chain is whole" in said
    assert len(last.strip()) == 64
    share("partner", "let-in", "farwick", "--by", "o-gold")
    share("partner", "cut-off", "farwick", "--why", "their mail was taken over", "--by", "o-gold")
    assert feed.ask("farwick", objects).status == 401
    states = {row["body"]: row["state"] for row in json.loads(share("partner", "list", "--json")[0])}
    assert states == {"eastholt": "partner", "farwick": "cut off"}
    (row,) = json.loads(share("collection", "list", "--json")[0])
    assert row["read"] == row["write"] == ["eastholt", "farwick"]


def test_a_ledger_that_was_changed_is_found_out(share):
    from battlebox.share.release import ReleaseError
    from battlebox.web.models import Release

    feed = three_councils()
    feed.put(indicator("one", Tlp.CLEAR))
    feed.get("farwick")
    feed.get("eastholt")
    row = Release.objects.get(seq=1)
    Release.objects.filter(pk=row.pk).update(line=bytes(row.line).replace(b"farwick", b"nobody!"))
    with pytest.raises(ReleaseError):
        share("ledger", "--check")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("partner", "token", "nobody"), "northmere has no partner nobody"),
        (("partner", "add", "farwick"), "northmere has a partner farwick already"),
        (
            ("partner", "add", "westholt", "--name", " FARWICK"),
            "northmere has a partner that is called Farwick already: farwick",
        ),
        (("collection", "add", "SHARED alerts"), "northmere has a collection that is called Shared alerts already"),
        (("ledger", "--partner", "farwik"), "northmere has no partner farwik"),
        (("collection", "grant", "none", "farwick"), "northmere has no collection none"),
        (("collection", "put", "none", "x.json"), "northmere has no collection none"),
        (("partner", "add", "westholt", "--certificate", "pyproject.toml"), "pyproject.toml holds no certificate"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(share, words, sentence):
    three_councils()
    share("collection", "add", "Shared alerts")
    with pytest.raises(WebError) as wrong:
        share(*words)
    assert str(wrong.value) == sentence


def test_without_a_body_of_ours_nothing_is_guessed(share):
    with pytest.raises(WebError) as wrong:
        share("partner", "list", ours="")
    assert str(wrong.value) == "nobody has said for which of our bodies"


def test_a_token_that_was_in_the_making_when_a_partner_was_cut_off_does_not_bring_it_back(feed):
    from battlebox.web.models import Partner
    from battlebox.web.taxii.credentials import cut_off, give_token

    before, meanwhile = (Partner.objects.get(body="eastholt") for _ in range(2))
    cut_off(meanwhile, by="J. Silver", why="a trial")
    with pytest.raises(WebError) as wrong:
        give_token(before)
    assert str(wrong.value) == "Eastholt is cut off, and no token would let it in"
    assert Partner.objects.get(body="eastholt").cut_off_at is not None
    assert feed.get("eastholt").status == 401


def test_somebody_who_is_cut_off_gets_no_token_until_it_is_let_in(share):
    from battlebox.web.models import Partner

    three_councils()
    share("partner", "cut-off", "eastholt", "--why", "a trial", "--by", "J. Silver")
    with pytest.raises(WebError) as wrong:
        share("partner", "token", "eastholt")
    assert str(wrong.value) == "Eastholt is cut off, and no token would let it in"
    assert "battlebox share partner let-in eastholt --by WHO" in wrong.value.hint
    assert wrong.value.exit_code == 4
    assert Partner.objects.get(body="eastholt").token_digest == ""
    share("partner", "let-in", "eastholt", "--by", "J. Silver")
    token, _ = share("partner", "token", "eastholt")
    assert Partner.objects.get(body="eastholt").token_begins == token[:8]


def test_our_own_body_is_no_partner_of_its_own(share):
    with pytest.raises(WebError) as wrong:
        share("partner", "add", "northmere")
    assert str(wrong.value) == "northmere is our own body here, and no partner of its own"


def test_what_a_partner_sent_under_anothers_id_is_set_aside_and_the_command_says_who_had_it(share, feed):
    says = indicator("at a terminal", Tlp.CLEAR)
    feed.post("farwick", says)
    feed.get("eastholt")
    assert "nothing is aside" in share("aside", "list")[1]
    told = share("aside", "put", says["id"], "--from", "farwick", "--why", "it is not theirs")[1]
    assert "1 version set aside" in told
    assert "it had been given to eastholt: tell them" in told
    assert json.loads(share("aside", "list", "--json")[0])[0]["id"] == says["id"]
    with pytest.raises(WebError) as wrong:
        share("aside", "put", says["id"], "--from", "farwick", "--why", "again")
    assert "nothing that farwick sent is in use" in str(wrong.value)
    share("aside", "back", says["id"], "--from", "farwick", "--why", "it is theirs")
    assert feed.get("eastholt").ids == [says["id"]]
