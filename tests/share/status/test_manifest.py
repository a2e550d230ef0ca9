"""A manifest reads in one spelling, signed by the key that it names; anything else is told apart and refused."""

from __future__ import annotations

import json
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from battlebox.share.status import Manifest, ShareCode, ShareError, check_folder, put_site
from share.status.notices import NOW, made

VECTORS = sorted((Path(__file__).parents[3] / "vectors" / "status").glob("manifest-*.json"))
SITE = made()
NOTE = SITE.manifest.to_text()


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_a_vector_gets_its_verdict(path):
    case = json.loads(path.read_text(encoding="utf-8"))
    if case["verdict"] == "ok":
        assert Manifest.from_text(case["note"]).to_text() == case["note"]
        return
    with pytest.raises(ShareError) as wrong:
        Manifest.from_text(case["note"])
    assert wrong.value.code == case["verdict"], case["says"]
    assert wrong.value.hint


@pytest.mark.parametrize(
    ("note", "why"),
    [
        ("", "it is empty"),
        ("\n\n", "it is empty"),
        ("hello", "its first line is not that of a status site"),
        ("\n".join(NOTE.split("\n")[:1]), "it is cut off"),
        ("\n".join(NOTE.split("\n")[:3]), "it is cut off"),
        (NOTE.partition("\n\n")[0], "it is cut off"),
        (NOTE.replace("published 2026", "published 20x6"), "the time of published is none"),
    ],
)
def test_what_is_wrong_with_a_note_is_said_in_our_words(note, why):
    with pytest.raises(ShareError) as wrong:
        Manifest.from_text(note)
    assert str(wrong.value) == f"the manifest is not in its one form: {why}"


def test_what_was_signed_reads_back():
    read = Manifest.from_text(NOTE)
    assert read == SITE.manifest
    assert (read.number, read.site, read.published) == (1, "northmere", NOW)
    assert list(read.files) == sorted(SITE.files)


def test_no_letter_of_a_note_can_be_changed_unseen():
    for at in range(len(NOTE)):
        for letter in ("0", "z", " ", "\n"):
            spoilt = NOTE[:at] + letter + NOTE[at + 1 :]
            if spoilt == NOTE:
                continue
            with pytest.raises(ShareError) as wrong:
                Manifest.from_text(spoilt)
            assert wrong.value.code in (ShareCode.BAD_MANIFEST, ShareCode.NOT_SIGNED)


def test_a_stranger_checks_the_files_with_what_every_system_has(tmp_path):
    put_site(tmp_path / "public", SITE.manifest, SITE.files)
    ran = subprocess.run(
        ["sha256sum", "--check", "manifest.txt"], cwd=tmp_path / "public", capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.count(": OK\n") == len(SITE.files)


def test_an_edition_is_the_same_bytes_for_the_same_words_time_and_key():
    assert made().manifest == SITE.manifest
    assert made(now=NOW + timedelta(seconds=1)).manifest.files != SITE.manifest.files


@pytest.fixture
def copy(tmp_path):
    put_site(tmp_path / "public", SITE.manifest, SITE.files)
    return tmp_path / "public"


def problems(copy):
    return [(row.code, row.file) for row in check_folder(copy).problems]


def test_a_true_copy_has_no_problem(copy):
    assert problems(copy) == []


def test_a_changed_page_is_named(copy):
    (copy / "s/service-0.html").write_text("send money here", encoding="utf-8")
    assert problems(copy) == [("changed", "s/service-0.html")]


def test_a_page_that_was_added_is_named(copy):
    (copy / "s" / "login.html").write_text("your bank details, please", encoding="utf-8")
    (copy / ".htaccess").write_text("Redirect", encoding="utf-8")
    assert problems(copy) == [("extra", ".htaccess"), ("extra", "s/login.html")]


def test_a_missing_page_and_one_that_leads_elsewhere_are_named(copy, tmp_path):
    (tmp_path / "same.html").write_bytes((copy / "index.html").read_bytes())
    (copy / "index.html").unlink()
    (copy / "index.html").symlink_to(tmp_path / "same.html")
    (copy / "feed.json").unlink()
    (copy / "more").symlink_to(tmp_path)
    assert problems(copy) == [("missing", "feed.json"), ("link", "index.html"), ("extra", "more")]


def test_a_folder_of_pages_that_leads_elsewhere_is_named(copy, tmp_path):
    (copy / "s").rename(tmp_path / "moved")
    (copy / "s").symlink_to(tmp_path / "moved")
    assert problems(copy) == [("missing", "s/service-0.html"), ("extra", "s")]


def test_a_folder_without_a_manifest_is_no_site(tmp_path):
    with pytest.raises(ShareError) as wrong:
        check_folder(tmp_path)
    assert wrong.value.code is ShareCode.NOT_A_SITE
