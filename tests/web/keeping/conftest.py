"""A desk that somebody worked at, and copies of it."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from battlebox.web.starting.desk_settings import DeskSettings
from web.test_starting import PROGRAM, Running, ask, browser


@pytest.fixture(scope="session")
def worked(tmp_path_factory):
    """A demonstration in which somebody signed in (tables, one record, an estate, keys), and what `backup` said of it
    while it ran."""
    folder = tmp_path_factory.mktemp("worked") / "desk"
    desk = Running(folder, "--demo")
    opener, password = browser(), re.search(r"desk is closed: (\S+)", desk.said)[1]
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', ask(desk, "/account/login/", opener=opener))[1]
    said = {"csrfmiddlewaretoken": token, "login": "rbkc.silver", "password": password}
    assert "Sign out" in ask(desk, "/account/login/", said, opener)
    folder.chmod(0o700)
    words = [PROGRAM, "desk", "backup", folder.parent, "--data", folder, "--passphrase", "new", "--json"]
    made = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)
    assert desk.end() == 0
    (folder / "sending.toml").write_text('[notify]\nkey = "needle-of-notify"\n', encoding="utf-8")
    (folder / "sending.toml").chmod(0o600)
    return folder, made


@pytest.fixture(scope="session")
def worked_at(worked):
    """Its folder."""
    return worked[0]


@pytest.fixture
def data(worked_at, tmp_path):
    """A copy of its folder."""
    folder = tmp_path / "desk"
    shutil.copytree(worked_at, folder, symlinks=True)
    return folder


@pytest.fixture
def kept(data):
    """Its settings."""
    return DeskSettings(data=data)
