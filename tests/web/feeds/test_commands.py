"""Feeds from a terminal: begun, read, listed, read anew and ended; a secret is in no list and no option."""

from __future__ import annotations

import io
import json
import sys

import pytest

from battlebox.marking import Tlp
from battlebox.share.ground import PRACTICE_MARK
from share.polling.partner import COLLECTION, Reply
from web.taxii.stix_made import indicator

CAME = "It brought 3 new things, 0 known already, 0 not taken."


@pytest.fixture
def run(desk, tmp_path, capsys):
    """A command, in the tables of this test: (exit code, standard output, standard error)."""
    from battlebox.cli import program

    def once(*words, told="", data=tmp_path / "desk"):
        sys.stdin = io.StringIO(told)
        with pytest.raises(SystemExit) as ended:
            program.main(["share", *words, "--data", str(data), "--ours", "northmere"])
        found = capsys.readouterr()
        return ended.value.code, found.out, found.err

    before = sys.stdin
    yield once
    sys.stdin = before


def test_a_feed_from_its_beginning_to_its_end(run, server):
    one = server([indicator(str(at)) for at in range(3)])
    code, _, said = run("feed", "add", "eastholt", one.root, COLLECTION, "--private")
    assert (code, said.splitlines()[0]) == (4, "battlebox: error: northmere has no partner eastholt")
    assert run("partner", "add", "eastholt", "--name", "Eastholt", "--let-in")[0] == 0
    code, _, said = run(
        "feed", "add", "eastholt", one.root, COLLECTION, "--private", "--secret", "-", told="bbx-sesame\n"
    )
    assert (code, said) == (
        0,
        "battlebox: eastholt is read every 300 seconds while a desk runs; battlebox share poll does it now\n",
    )
    assert one.asks == []
    code, _, said = run("poll", "--once", "eastholt")
    assert (code, said) == (
        0,
        f"battlebox: eastholt: Everything that Eastholt had for us is here. {CAME}\n",
    )
    assert one.asks[0].headers["Authorization"] == "Bearer bbx-sesame"
    code, out, _ = run("feed", "list", "--json")
    (row,) = json.loads(out)
    assert (row["name"], row["partner"], row["state"], row["things"]) == ("eastholt", "eastholt", "whole", 3)
    assert "sesame" not in out
    one.plan = lambda _: Reply(401)
    code, _, said = run("poll", "--once")
    assert code == 1
    assert "Eastholt's server no longer takes what we prove ourselves with" in said
    assert "eastholt: what to do: ring Eastholt" in said
    one.plan = lambda _: None
    assert run("feed", "again", "eastholt")[0] == 0
    assert "0 new things, 3 known already" in run("poll", "--once")[2]
    assert run("feed", "remove", "eastholt")[0] == 0
    code, _, said = run("poll", "--once", "eastholt")
    assert (code, said.splitlines()[0]) == (4, "battlebox: error: northmere reads no feed called eastholt")


def test_what_a_server_has_is_listed_before_a_feed_is_begun(run, server):
    def plan(ask):
        if ask.path == "/taxii2/":
            return Reply(said={"title": "Eastholt", "api_roots": ["/api/"]})
        rows = [{"id": COLLECTION, "title": "For neighbours", "can_read": True, "can_write": False}]
        return Reply(said={"collections": rows})

    one = server(plan=plan)
    run("partner", "add", "eastholt")
    code, out, _ = run("feed", "add", "eastholt", one.root.replace("/api/", "/taxii2/"), "--private", "--discover")
    assert code == 0
    assert out.strip().split("\t")[1:] == [
        f"collection={COLLECTION}",
        "title=For neighbours",
        "read=True",
        "write=False",
    ]


def test_a_feed_that_is_not_whole_is_refused_with_a_hint(run):
    run("partner", "add", "farwick")
    code, _, said = run("feed", "add", "farwick", "http://taxii.farwick.example/", COLLECTION)
    error, hint = said.splitlines()
    assert (code, error) == (3, "battlebox: error: that address is not reached by TLS")
    assert hint.startswith(
        "battlebox: hint: write it with https:// in front; http:// is for a server on this very mach"
    )


@pytest.mark.parametrize("words", [("poll", "--once"), ("feed", "list")])
def test_the_folder_of_a_demonstration_asks_nobody(run, tmp_path, words):
    folder = tmp_path / "shown"
    folder.mkdir()
    (folder / PRACTICE_MARK).write_text("a demonstration")
    code, _, said = run(*words, data=folder)
    assert code == 4
    assert "holds a demonstration, and a real desk is asked for" in said


def test_what_is_in_a_collection_is_pushed_to_a_partners_server_once(run, server, tmp_path):
    one = server()
    run("partner", "add", "eastholt", "--name", "Eastholt", "--let-in")
    run("collection", "add", "Seen", "--alias", "seen")
    run("feed", "add", "eastholt", one.root, COLLECTION, "--private", "--secret", "-", told="bbx-sesame\n")
    file = tmp_path / "ours.json"
    file.write_text(json.dumps({"objects": [indicator("a")]}), encoding="utf-8")
    run("collection", "put", "seen", str(file))
    code, _, said = run("push", "eastholt", "seen")
    assert (code, said.splitlines()[0]) == (
        4,
        "battlebox: error: eastholt may not read Seen now, so nothing of it is given to them",
    )
    run("collection", "grant", "seen", "eastholt", "--read")
    assert "0 things would be given" in run("push", "eastholt", "seen")[2]
    file.write_text(json.dumps({"objects": [indicator("b", Tlp.CLEAR)]}), encoding="utf-8")
    run("collection", "put", "seen", str(file))
    assert run("push", "eastholt", "seen")[2] == "battlebox: seen: 1 thing given, 1 taken, 0 not taken\n"
    assert len(one.posted) == 1
    code, _, said = run("push", "farwick", "seen")
    assert (code, said.splitlines()[0]) == (4, "battlebox: error: northmere reads no feed called farwick")
