"""A bulletin that may be real, at a drill's desk: refused loudly, with whom to give it to; a drill's own is opened."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from battlebox.cli.program import run
from battlebox.desk.exchange import received_of
from battlebox.desk.record import Sight
from battlebox.drill.pace import Pace, PaceFile
from battlebox.journal import EXERCISE
from web.bulletins.conftest import signed
from web.desk_page import words

LOUD = "THIS MAY BE REAL"


@pytest.fixture
def brings(opened, desk_page):
    """Bring the file of a bulletin, or what a page showed of it."""
    page = desk_page("eastholt")

    def brings(expect=422, **sent):
        return words(page.send(opened.at("partners/bulletins/open/"), sent, expect=expect))

    return brings


def test_one_that_may_be_real_is_refused_with_whom_to_give_it_to(brings, opened):
    raw = signed("Attack on shared hosting")
    of_a_real_file = SimpleUploadedFile("1.bulletin", raw)
    taken = {"text": raw.decode(), "take": "on", "how_asked": "We rang them; the words agree."}
    for sent in ({"file": of_a_real_file}, taken):
        said = brings(**sent)
        assert LOUD in said
        assert "give the file at once to whoever is on duty at your council's real desk" in said
        assert "Cut the trust" not in said, "what is real is read at the real desk"
    assert received_of(Sight.of(opened.record, opened.lead)) == ()


@pytest.mark.parametrize("title", [f"{EXERCISE}: Attack on shared hosting", "MADE UP, do not act on it: an attack"])
def test_one_that_says_that_nothing_of_it_is_real_is_opened(title, brings):
    said = brings(200, file=SimpleUploadedFile("1.bulletin", signed(title)))
    assert LOUD not in said
    assert "Cut the trust" in said


def test_nor_does_the_command_take_it_in(opened, officer, tmp_path, capsys):
    (tmp_path / "1.bulletin").write_bytes(signed("Attack on shared hosting"))
    now = datetime.now(UTC)
    PaceFile.in_folder(opened.installation.path).start(Pace.started(now, now))
    liaison = officer("eastholt", role="partner_liaison").username
    by = ("--data", opened.installation.path, "--as", "eastholt", "--by", liaison, "--asked", "We rang them.")
    code = run(["share", "bulletin", "open", str(tmp_path / "1.bulletin"), *map(str, by)])
    said = capsys.readouterr().err
    assert LOUD in said, said
    assert code == 4
    opened.record.catch_up()
    assert received_of(Sight.of(opened.record, opened.lead)) == ()
