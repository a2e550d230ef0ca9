"""The file that names an issuer: read once, refused in a sentence, and never a reason not to start."""

from __future__ import annotations

import os
import time
from dataclasses import replace

import pytest

from battlebox.web.identities import standing
from battlebox.web.starting.desk_settings import DeskSettings
from share.identity.vouching import SECRET
from web.desk_page import words


@pytest.fixture
def folder(tmp_path, file_of):
    (tmp_path / "keys").mkdir()
    (tmp_path / "oidc.toml").write_text(file_of(), encoding="utf-8")
    secret = tmp_path / "keys" / "oidc-secret"
    secret.write_text(SECRET + "\n", encoding="ascii")
    secret.chmod(0o600)
    return tmp_path


def said(desk):
    lines = []
    standing.say_standing(desk, lines.append)
    for _ in range(200):
        if lines:
            break
        time.sleep(0.05)
    return lines


def test_a_file_is_read_with_the_secret_beside_it(folder):
    found = standing.read_standing(DeskSettings(data=folder))
    assert found.name == "the staff account"
    assert found.provider.issuer.secret == SECRET


def test_no_file_is_no_issuer_and_nothing_is_said(tmp_path):
    desk = DeskSettings(data=tmp_path)
    assert standing.read_standing(desk) == standing.Standing()
    lines = []
    standing.say_standing(desk, lines.append)
    assert lines == []


@pytest.mark.parametrize("kind", ["drill", "demo"])
def test_a_desk_that_practises_has_none_whatever_is_set(folder, kind):
    desk = replace(DeskSettings(data=folder), **{kind: True})
    assert standing.read_standing(desk) == standing.Standing()


def test_a_desk_that_reaches_its_issuer_says_so_and_one_that_does_not_says_so_too(folder, outside):
    desk = DeskSettings(data=folder)
    assert said(desk) == ["one may sign in by the staff account, too"]
    outside.close()
    (line,) = said(desk)
    assert line.startswith("the staff account cannot be reached from this desk now: accounts of the desk work all the")


@pytest.mark.skipif(os.name != "posix", reason="modes of files")
def test_a_secret_that_others_can_read_is_not_used(folder):
    (folder / "keys" / "oidc-secret").chmod(0o644)
    found = standing.read_standing(DeskSettings(data=folder))
    assert found.provider is None
    assert "can be read by other users of this machine" in found.fault


@pytest.mark.parametrize(
    ("wrong", "told"),
    [("issuer = ", "which is not understood"), ("\udcff", "no UTF-8 text"), ("", "no issuer")],
)
def test_a_file_with_a_mistake_is_said_at_the_start_and_keeps_nobody_out(folder, desk_page, officer, wrong, told):
    (folder / "oidc.toml").write_bytes(wrong.encode(errors="surrogateescape"))
    desk = DeskSettings(data=folder)
    lines = said(desk)
    assert len(lines) == 1
    assert lines[0].startswith("sign-in by an issuer is off: ")
    assert told in lines[0]
    standing.use(standing.read_standing(desk))
    try:
        desk_page().get("/account/issuer/", expect=404)
        page = desk_page(officer("northmere", admin=True))
        assert "Sign-in by an issuer is off: oidc.toml cannot be used." in words(page.get("/access/"))
    finally:
        standing.use(None)


def test_the_doctor_speaks_of_it_and_asks_nobody(folder, outside):
    from battlebox.web.keeping.doctor import examine

    def told():
        return [(each.name, each.says) for each in examine(DeskSettings(data=folder)) if each.name == "issuer"]

    assert told() == [("issuer", "oidc.toml names the staff account; accounts of the desk work without it")]
    (folder / "oidc.toml").write_text("issuer = 5", encoding="ascii")
    assert "issuer that is no str" in told()[0][1]
    (folder / "oidc.toml").unlink()
    assert told() == []
    assert outside.asked == []


def test_a_secret_that_is_missing_is_said(folder):
    (folder / "keys" / "oidc-secret").unlink()
    found = standing.read_standing(DeskSettings(data=folder))
    assert "oidc-secret, which cannot be read: no such file or directory" in found.fault
