"""From two empty folders to a second council that reads the first one's feed: commands alone, and two processes."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from battlebox.marking import Tlp
from web.taxii.stix_made import indicator

pytestmark = pytest.mark.one_store
BATTLEBOX = Path(sys.executable).with_name("battlebox")


@pytest.fixture
def share(tmp_path):
    """Run `battlebox share ...` for one council, in a folder of its own."""

    def run(ours, *words, wanted=0):
        about = ["--data", str(tmp_path / ours), *([] if words[0] == "bulletin" else ["--ours", ours])]
        told = subprocess.run([BATTLEBOX, "share", *words, *about], capture_output=True, text=True, check=False)
        assert told.returncode == wanted, told.stderr
        assert "Traceback" not in told.stderr
        return told.stdout.strip()

    return run


@pytest.fixture
def serve(tmp_path):
    """Northmere's server in a process of its own; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [BATTLEBOX, "share", "serve", "--data", str(tmp_path / "northmere"), "--port", str(port)]
    running = []

    def start():
        running.append(subprocess.Popen(words, stderr=subprocess.DEVNULL))
        for _ in range(600):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                return f"http://127.0.0.1:{port}/taxii2/"
            time.sleep(0.1)
        raise AssertionError(running[0].poll())

    yield start
    for each in running:
        each.terminate()
        each.wait(30)


def test_a_server_with_two_partners_and_a_council_that_polls_it_from_nothing(share, serve, tmp_path):
    began = time.monotonic()
    token = tmp_path / "eastholt.token"
    token.write_text(share("northmere", "partner", "add", "eastholt", "--community", "--let-in"), encoding="ascii")
    share("northmere", "partner", "add", "farwick")
    number = share("northmere", "collection", "add", "Seen by us", "--alias", "seen")
    for body in ("eastholt", "farwick"):
        share("northmere", "collection", "grant", "seen", body, "--read", "--write")
    ours = tmp_path / "ours.json"
    things = [indicator("green", Tlp.GREEN), indicator("clear", Tlp.CLEAR), indicator("red", Tlp.RED)]
    ours.write_text(json.dumps({"objects": things}), encoding="utf-8")
    share("northmere", "collection", "put", "seen", str(ours))
    address = serve()
    stood = time.monotonic()
    share("eastholt", "partner", "add", "northmere", "--let-in")
    root = f"{address}northmere/"
    share("eastholt", "feed", "add", "northmere", root, number, "--secret", str(token), "--private")
    share("eastholt", "poll", "--once")
    (feed,) = json.loads(share("eastholt", "feed", "list", "--json"))
    polled = time.monotonic()
    assert "red" not in json.dumps(feed)
    rows = json.loads(share("northmere", "ledger", "--json"))
    given = {item[0] for row in rows for item in row["items"]}
    assert given == {things[0]["id"], things[1]["id"]}
    assert {row["body"] for row in rows} == {"eastholt"}
    assert share("eastholt", "poll", "--once") == ""
    assert len(json.loads(share("northmere", "ledger", "--json"))) == len(rows)
    share("northmere", "partner", "cut-off", "eastholt", "--by", "o-gold")
    share("eastholt", "poll", "--once", wanted=1)
    # Seven commands and a server; five more at the second council.
    print(f"served after {stood - began:.1f} s, polled after {polled - began:.1f} s, {os.cpu_count()} cores")


RUBBISH = [
    ("partner", "add", "farwick", "--certificate", "/dev/null/none"),
    ("partner", "add", ""),
    ("partner", "add", "x" * 400),
    ("partner", "add", "far wick\n"),
    ("partner", "add", "farwick", "--days", "0"),
    ("partner", "add", "farwick", "--identity", "nobody"),
    ("partner", "token", "nobody"),
    ("partner", "cut-off", "nobody"),
    ("partner", "let-in", "nobody"),
    ("collection", "add", ""),
    ("collection", "add", "x" * 400),
    ("collection", "add", "Seen", "--alias", "a/b"),
    ("collection", "add", "Seen", "--alias", "x" * 400),
    ("collection", "grant", "none", "nobody", "--read"),
    ("collection", "put", "none", "/dev/null/none"),
    ("feed", "add", "nobody", "ftp://x/"),
    ("feed", "remove", "none"),
    ("feed", "again", "none"),
    ("poll", "--once", "nobody"),
    ("ledger", "--partner", "nobody", "--check", "more"),
]


@pytest.mark.parametrize("words", RUBBISH, ids=[" ".join(each)[:50].strip() for each in RUBBISH])
def test_rubbish_is_refused_in_a_sentence_and_nothing_is_kept(words, straight, capsys):
    from battlebox.cli.program import run
    from battlebox.web.models import Collection, Partner

    code = run(["share", *words, "--data", str(straight.data), "--ours", "northmere"])
    said = capsys.readouterr()
    assert code in (2, 3, 4), said.out
    assert said.out == ""
    assert said.err.startswith("battlebox: error: ")
    assert "battlebox: hint: " in said.err
    assert not Partner.objects.exists()
    assert not Collection.objects.exists()
