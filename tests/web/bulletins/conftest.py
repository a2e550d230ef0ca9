"""Two councils at one desk, the draft of a bulletin, and the commands."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from battlebox.cli.program import run
from battlebox.journal import SigningKey
from battlebox.share.bulletin import from_draft, sign_bulletin
from web.places.conftest import opened

__all__ = ["opened"]

DRAFT = """
issuer = "northmere"
issuer_name = "Northmere Borough Council"
number = 1
title = "Attack on shared hosting"
tlp = "TLP:AMBER+STRICT"
audience = ["eastholt"]
expires = "2099-11-26T09:30"
ring = "duty Silver, 01632 960 200"
confirmed = ["An admin account was used at night."]
todo = ["Cut the trust."]
look_for = '''
198[.]51.100.7 seen at night
'''
"""


def signed(title):
    """The file of that bulletin under another title, signed by a key that nobody here knows."""
    from battlebox.web.bulletins.looking import recognise

    text = DRAFT.replace("Attack on shared hosting", title)
    return sign_bulletin(
        from_draft(text, datetime(2026, 11, 23, 9, tzinfo=UTC), recognise), SigningKey.new()
    ).to_bytes()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "draft.toml").write_text(DRAFT, encoding="utf-8")
    return tmp_path


@pytest.fixture
def told(capsys):
    """Run a command of `battlebox share`: its exit code, what it printed, and what it said besides."""

    def told(*words) -> tuple[int, str, str]:
        capsys.readouterr()
        code = int(run(["share", *map(str, words)]))
        said = capsys.readouterr()
        return code, said.out, said.err

    return told
