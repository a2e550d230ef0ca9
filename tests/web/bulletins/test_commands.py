"""The story of day one from a terminal: Northmere writes, Eastholt opens with the file alone, Farwick was not meant."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from web.bulletins.conftest import DRAFT


def written(told, folder):
    file = folder / "1.bulletin"
    code, spoken, _ = told("bulletin", "new", folder / "draft.toml", "--out", file, "--data", folder / "northmere")
    assert code == 0
    return file, spoken.strip()


def test_northmere_writes_and_eastholt_opens_checks_and_answers(told, folder):
    file, spoken = written(told, folder)
    northmere, eastholt = folder / "northmere", folder / "eastholt"
    code, out, err = told("bulletin", "open", file, "--as", "eastholt", "--data", eastholt)
    assert code == 1
    assert "Nobody here has checked the key" in err
    assert spoken in out
    assert "ipv4\t198[.]51[.]100[.]7\tseen at night" in out
    _, key, _ = told("bulletin", "key", "northmere", "--data", northmere)
    put = ("--name", "Northmere", "--number", "01632 960 200", "--key", key.strip(), "--checked", "by phone")
    assert told("callback", "add", "northmere", *put, "--data", eastholt)[0] == 0
    code, out, err = told("bulletin", "open", file, "--as", "eastholt", "--data", eastholt)
    assert code == 0
    assert "Nobody" not in err
    _, words, _ = told("bulletin", "acknowledge", file, "--as", "eastholt", "--data", eastholt, "--out", folder / "ack")
    assert told("bulletin", "heard", file, "eastholt", *words.split())[0] == 0
    code, _, err = told("bulletin", "heard", file, "--receipt", folder / "ack", "--data", northmere)
    assert code == 1
    assert "nobody here has checked that this key is eastholt's" in err


def test_farwick_is_told_that_it_was_not_meant_and_cannot_answer_for_eastholt(told, folder):
    file, _ = written(told, folder)
    code, out, _ = told("bulletin", "open", file, "--as", "farwick", "--data", folder / "farwick", "--json")
    assert code == 1
    assert "was not made for farwick" in json.loads(out)["warnings"][-1]
    _, words, _ = told("bulletin", "acknowledge", file, "--as", "farwick", "--data", folder / "farwick")
    assert told("bulletin", "heard", file, "eastholt", *words.split())[0] == 1


def test_what_its_label_does_not_let_go_is_not_written(told, folder):
    draft = folder / "draft.toml"
    draft.write_text(DRAFT.replace('"TLP:AMBER+STRICT"', '"TLP:RED"'), encoding="utf-8")
    code, _, err = told("bulletin", "new", draft, "--out", folder / "x", "--data", folder)
    assert code == 4
    assert "for named people and never travels as a file" in err
    assert not (folder / "x").exists()


def test_a_file_that_is_there_is_not_replaced(told, folder):
    file, _ = written(told, folder)
    before = file.read_bytes()
    code, _, err = told("bulletin", "new", folder / "draft.toml", "--out", file, "--data", folder / "northmere")
    assert code == 4
    assert "hint" in err
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("spoilt", "code", "words"),
    [(b"night", 1, "was altered"), (b"", 3, "is not a bulletin"), (b"\xff" * 40, 3, "is not a bulletin")],
)
def test_a_spoilt_file_is_refused_in_a_sentence(told, folder, spoilt, code, words):
    file, _ = written(told, folder)
    raw = file.read_bytes()
    file.write_bytes(raw.replace(spoilt, b"noon.") if spoilt == b"night" else spoilt)
    found, out, err = told("bulletin", "open", file, "--data", folder)
    assert (found, out) == (code, "")
    assert words in err


def spoilt(told, folder):
    file, key = written(told, folder)
    file.write_bytes(file.read_bytes().replace(b"night", b"noon."))
    return file, key


@pytest.mark.parametrize(
    ("row", "hint"),
    [
        (
            ("northmere", "--name", "Northmere Council", "--number", "01632 960 777", "--who", "duty Silver"),
            "it claims to be from Northmere Council: ring them on 01632 960 777 (duty Silver), which your own list has",
        ),
        (
            ("northmere", "--name", "Northmere Council"),
            "your call-back list has no number for them: ring them on a number",
        ),
        (("farwick", "--number", "01632 960 300"), "from northmere, and your call-back list does not have them: ring"),
    ],
)
def test_whoever_holds_an_altered_file_is_told_to_ring_on_their_own_number_and_never_on_one_in_it(
    told, folder, row, hint
):
    file, _ = spoilt(told, folder)
    assert told("callback", "add", *row, "--data", folder / "eastholt")[0] == 0
    code, out, err = told("bulletin", "open", file, "--as", "eastholt", "--data", folder / "eastholt")
    assert (code, out) == (1, "")
    assert hint in err
    assert "never on a number that stands in the file" in err
    assert "01632 960 200" not in err, "the number that the file itself gives"


def test_what_claims_to_be_from_no_body_is_told_without_its_words(told, folder):
    file, _ = written(told, folder)
    file.write_bytes(file.read_bytes().replace(b'"issuer":"northmere"', b'"issuer":"Ring me!!"'))
    code, _, err = told("bulletin", "open", file, "--data", folder / "eastholt")
    assert code == 1
    assert "ring whoever it is said to be from on a number that you held before, never on a number" in err
    assert "Ring me" not in err


def test_the_number_in_a_file_that_nobody_checked_is_said_to_be_its_own_word(told, folder):
    file, _ = written(told, folder)
    _, key, _ = told("bulletin", "key", "northmere", "--data", folder / "northmere")
    code, out, err = told("bulletin", "open", file, "--data", folder / "eastholt")
    assert code == 1
    assert "ask, as it says itself, which nobody checked: " in out
    assert "Your call-back list has no number for" in err
    put = ("--name", "Northmere", "--number", "01632 960 777", "--key", key.strip(), "--checked", "by phone")
    told("callback", "add", "northmere", *put, "--data", folder / "eastholt")
    _, out, err = told("bulletin", "open", file, "--data", folder / "eastholt")
    assert "; ask: " in out
    assert "has no number" not in err


def test_an_acknowledgement_that_is_opened_as_a_bulletin_is_told_what_it_is(told, folder):
    file, _ = written(told, folder)
    told("bulletin", "acknowledge", file, "--as", "eastholt", "--data", folder / "eastholt", "--out", folder / "ack")
    code, _, err = told("bulletin", "open", folder / "ack", "--data", folder / "northmere")
    assert code == 3
    assert "ack says that somebody has a bulletin, and is none itself" in err
    assert "battlebox share bulletin heard BULLETIN --receipt ack" in err


def test_another_key_for_a_body_is_refused_and_the_papers_are_written(told, folder):
    put = ("callback", "add", "northmere", "--data", folder, "--checked", "met", "--key")
    assert told(*put, "a" * 64)[0] == 0
    assert told(*put, "b" * 64)[0] == 4
    assert told("callback", "add", "northmere", "--data", folder, "--key", "a" * 64)[0] == 2
    rows = json.loads(told("callback", "list", "--data", folder, "--json")[1])
    assert [row["key"] for row in rows] == ["a" * 64]
    assert told("callback", "print", "--as", "eastholt", "--pdf", folder / "c.pdf", "--data", folder)[0] == 0
    assert (folder / "c.pdf").read_bytes().startswith(b"%PDF")


def test_opening_loads_neither_django_nor_a_socket(told, folder):
    file, _ = written(told, folder)
    program = (
        "import socket, sys\n"
        "def no(*given, **named): raise AssertionError('a socket')\n"
        "socket.socket.connect = socket.socket.bind = socket.getaddrinfo = no\n"
        "from battlebox.cli.program import run\n"
        f"code = run(['share', 'bulletin', 'open', {str(file)!r}, '--data', {str(folder / 'e')!r}])\n"
        "assert 'django' not in sys.modules\n"
        "sys.exit(10 + code)\n"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert ended.returncode == 11, ended.stderr


def test_a_second_key_is_loud(told, folder):
    data, ours = ("--data", folder / "eastholt"), {}
    for body in ("northmere", "farwick"):
        ours[body] = told("bulletin", "key", body, "--data", folder / body)[1].strip()
    add = ("callback", "add", "northmere", *data, "--name", "Northmere Borough Council", "--checked", "in person")
    assert told(*add, "--key", ours["northmere"])[0] == 0
    code, _, err = told(*add, "--key", ours["farwick"])
    assert (code, "another key is on the list for northmere" in err) == (4, True)
    assert told(*add, "--key", ours["farwick"], "--second-key")[0] == 0
    assert told("callback", "list", *data)[1].count("key=") == 2
    file, _ = written(told, folder)
    code, _, err = told("bulletin", "open", file, "--as", "eastholt", *data)
    assert (code, "two keys for Northmere Borough Council" in err) == (1, True)
    told("callback", "drop-key", "northmere", ours["farwick"], *data)
    assert told("bulletin", "open", file, "--as", "eastholt", *data)[0] == 0


def test_the_paper_has_addresses_that_nobody_can_click_on(told, folder):
    import io

    import pypdf

    paper = folder / "1.pdf"
    where = ("--data", folder / "northmere")
    assert told("bulletin", "new", folder / "draft.toml", "--out", folder / "1.b", "--pdf", paper, *where)[0] == 0
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper.read_bytes())).pages)
    assert "198[.]51[.]100[.]7" in text.replace("\u200b", "")
    assert "198.51.100.7" not in text.replace("\u200b", "")
