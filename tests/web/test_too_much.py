"""Too much, and at random: the program itself under many megabytes, floods that never end, guessed links."""

from __future__ import annotations

import http.client
import re
import socket
from pathlib import Path

import pytest

from web.test_hard_days import form_at, founded, sent, written
from web.test_starting import Running, ask, join

MEGABYTE = 1_000_000
NO_CODE = "/r/bcdfghjkmnpq/"


@pytest.fixture
def desk(tmp_path):
    """A desk that runs, with an incident; who joined it; and how much memory it had."""
    short = founded(tmp_path / "desk")
    made = Running(tmp_path / "desk")
    made.short, made.folder = short, tmp_path / "desk"
    made.opener, _ = join(made)
    yield made
    if made.process.poll() is None:
        made.end()


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def memory_mb(desk):
    """The most that the process ever held."""
    lines = Path(f"/proc/{desk.process.pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))


@pytest.mark.parametrize("megabytes", [3, 10, 40])
def test_a_message_of_many_megabytes_is_answered_in_words_and_kept_nowhere(desk, megabytes):
    path = f"/i/{desk.short}/tell/words/holding-statement/send/"
    form = form_at(desk, desk.opener, path)
    before = memory_mb(desk)
    status, text = sent(desk, desk.opener, path, {**form, "text": "x" * (megabytes * MEGABYTE)})
    assert status == 413
    assert "That is too large" in words(text)
    assert "shorten them" in words(text)
    assert memory_mb(desk) - before < 20
    # What it takes is a message like any other.
    row = "person,phone\ne-1,020 7946 0123\n"
    said = {**form, "subject": "Phones", "text": "Ring us.", "people": row, "why_none": "it says nothing of it"}
    assert sent(desk, desk.opener, path, said)[0] == 200
    for step in ("people/", "look/"):
        assert sent(desk, desk.opener, path + step, form_at(desk, desk.opener, path + step))[0] == 200
    assert desk.end() == 0
    assert "Traceback" not in desk.said
    kept = written(desk.folder)
    assert sum("Ring us." in each for each in kept) == 1
    assert not any("xxxx" in each for each in kept)


def raw(desk, *pieces):
    """What the desk answers to bytes; nothing where it hangs up."""
    with socket.create_connection(("127.0.0.1", desk.port), timeout=20) as line:
        try:
            for piece in pieces:
                line.sendall(piece)
            return line.recv(4000)
        except OSError:
            return b""


def head(desk, *lines):
    return "\r\n".join((f"POST {NO_CODE} HTTP/1.1", f"Host: localhost:{desk.port}", *lines, "", "")).encode()


def test_what_says_that_it_is_huge_or_never_ends_is_cut_off(desk):
    before = memory_mb(desk)
    assert b" 413 " in raw(desk, head(desk, "Content-Length: 2000000000")).partition(b"\r\n")[0]
    assert b" 400 " in raw(desk, head(desk, "Content-Length: \u00b2")).partition(b"\r\n")[0]
    endless = (b"10000\r\n" + b"x" * 0x10000 + b"\r\n" for _ in range(8000))
    assert b" 200 " not in raw(desk, head(desk, "Transfer-Encoding: chunked"), *endless)
    assert memory_mb(desk) - before < 20
    assert "Blue kettle" in ask(desk, "/", opener=desk.opener)
    assert desk.end() == 0
    assert "Traceback" not in desk.said


def test_whoever_guesses_links_learns_nothing_and_is_soon_told_to_wait(desk):
    answers = []
    for guess in range(2000, 2040):
        line = http.client.HTTPConnection("127.0.0.1", desk.port, timeout=20)
        # Codes that could be: the letters of codes alone, and as many.
        line.request("GET", "/r/" + "".join("bcdfghjkmn"[int(each)] for each in f"{guess:012}") + "/")
        answer = line.getresponse()
        answers.append((answer.status, words(answer.read().decode())))
        line.close()
    assert [status for status, _ in answers] == [404] * 20 + [429] * 20
    # But for the time, one wrong guess reads like another.
    assert len({re.sub(r"\d\d:\d\d:\d\d", "", said) for _, said in answers}) == 2
    # Whoever sits at the desk goes on working, though guesses come from the same machine.
    assert "Blue kettle" in ask(desk, "/", opener=desk.opener)
