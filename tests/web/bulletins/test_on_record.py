"""Bulletins from a terminal with a desk's data: in its record and its ledger, as an officer who has the role for it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from battlebox.desk.exchange import heard_of, received_of, sent_of, waits_for
from battlebox.journal import Kind
from battlebox.marking import Tlp
from web.bulletins.conftest import DRAFT


def ledger(body):
    """The rows of what a body let out."""
    from battlebox.web.taxii.ledger import ledger_of

    return list(ledger_of(body))


class Desk:
    """The incident's folder, a liaison for each council, and the commands on it."""

    def __init__(self, opened, told, folder, officer):
        self.opened, self.told, self.folder = opened, told, folder
        self.data = ("--data", opened.installation.path)
        self.by = {body: officer(body, role="partner_liaison").username for body in ("northmere", "eastholt")}

    def new(self, *more):
        return self.told("bulletin", "new", self.folder / "draft.toml", "--out", self.file, *self.data, *more)

    @property
    def file(self):
        return self.folder / "1.bulletin"

    def kinds(self):
        self.opened.record.catch_up()
        return [line.header.kind for line in self.opened.record.lines() if "bulletin" in line.header.kind]

    def written(self):
        code, _, err = self.new("--by", self.by["northmere"])
        assert code == 0, err
        return self.file


@pytest.fixture
def at(opened, told, folder, officer):
    return Desk(opened, told, folder, officer)


def test_what_is_sent_is_in_the_record_and_in_the_ledger_before_the_file_is_there(at):
    at.written()
    assert at.kinds() == [Kind.BULLETIN_SENT]
    (sent,) = sent_of(at.opened.sight())
    assert sent.value.file.encode() == at.file.read_bytes()
    assert sent.value.to == ("eastholt",)
    (row,) = ledger("northmere")
    assert (row.body, row.channel.value, row.person != "") == ("eastholt", "bulletin", True)
    (item,) = row.items
    assert (item.id, item.level, item.sha256) == ("bulletin 1", Tlp.AMBER_STRICT, sent.value.fingerprint)
    assert sent_of(at.opened.sight("eastholt")) == ()


def test_the_folder_of_a_demonstration_signs_nothing_that_could_be_taken_for_real(at):
    from battlebox.share.sending import PRACTICE_MARK

    (at.opened.installation.path / PRACTICE_MARK).write_text("made up", encoding="utf-8")
    assert b'"title":"MADE UP, do not act on it: Attack on shared hosting"' in at.written().read_bytes()


def test_the_record_counts_whatever_the_draft_says(at):
    at.written()
    at.file.rename(at.folder / "first.bulletin")
    at.written()
    assert [each.value.number for each in sent_of(at.opened.sight())] == [2, 1]


def test_a_desk_with_an_incident_sends_nothing_that_is_not_in_its_record(at):
    code, _, err = at.new()
    assert (code, "--by" in err, at.file.exists(), at.kinds()) == (2, True, False, [])


def test_a_stranger_to_the_incident_may_sign_with_the_same_folder_and_nothing_is_recorded(at):
    (at.folder / "draft.toml").write_text(DRAFT.replace('issuer = "northmere"', 'issuer = "farwick"'), encoding="utf-8")
    assert at.new()[0] == 0
    assert at.kinds() == []


@pytest.mark.parametrize("role", ["observer", "loggist", "communications"])
def test_who_may_not_is_told_who_may_and_nothing_leaves(at, officer, role):
    code, _, err = at.new("--by", officer("northmere", role=role).username)
    assert (code, "may not send a bulletin" in err) == (4, True)
    assert (at.file.exists(), at.kinds(), ledger("northmere")) == (False, [], [])


def test_whoever_has_no_role_for_the_body_is_nobody_there(at):
    code, _, err = at.new("--by", at.by["eastholt"])
    assert (code, "nobody of that name has a role for northmere" in err) == (4, True)
    assert (at.file.exists(), at.kinds()) == (False, [])


def test_no_command_writes_while_a_desk_serves(at):
    from battlebox.web.starting.desk_settings import DeskSettings
    from battlebox.web.starting.folder import lock

    held = lock(DeskSettings.from_folder(at.opened.installation.path))
    try:
        assert at.new("--by", at.by["northmere"])[0] == 4
        code, _, err = at.new()
        assert (code, "a desk is open on" in err) == (4, True)
    finally:
        held.close()
    assert (at.file.exists(), at.kinds()) == (False, [])


def test_a_fact_that_is_not_cleared_goes_into_no_words(at):
    from battlebox.desk.tell import state_fact
    from desk.facts import PLAIN, words_officer

    state_fact(at.opened.record, at.opened.estate, words_officer("northmere"), PLAIN)
    (at.folder / "draft.toml").write_text(DRAFT.replace("Cut the trust.", PLAIN.wording), encoding="utf-8")
    code, _, err = at.new("--by", at.by["northmere"])
    assert (code, "may not leave" in err, at.file.exists()) == (4, True, False)
    assert ledger("northmere") == []


def test_taken_in_told_and_heard_on_both_sides(at):
    file, northmere, eastholt = at.written(), ("--by", at.by["northmere"]), ("--by", at.by["eastholt"])
    as_us = ("--as", "eastholt", *at.data)
    code, _, err = at.told("bulletin", "open", file, *as_us, *eastholt)
    assert (code, "obody has checked who signed this bulletin" in err) == (4, True)
    code, _, err = at.told("bulletin", "open", file, *as_us, *eastholt, "--asked", "rung; the words agree")
    assert (code, "it is in the record as entry" in err) == (1, True)
    (came,) = received_of(at.opened.sight("eastholt"))
    assert (came.value.asked, came.value.is_checked, came.value.tlp) == (
        "rung; the words agree",
        False,
        Tlp.AMBER_STRICT,
    )
    assert at.told("bulletin", "open", file, *as_us, *eastholt, "--asked", "again")[0] == 4
    code, words, _ = at.told("bulletin", "acknowledge", file, *as_us, *eastholt, "--out", at.folder / "ack")
    assert code == 0
    name = came.value.fingerprint[:20]
    assert heard_of(at.opened.sight("eastholt"), name)["eastholt"].value.how == "a signed file"
    (sent,) = sent_of(at.opened.sight())
    assert waits_for(at.opened.sight(), sent, name) == ("eastholt",)
    assert at.told("bulletin", "heard", file, "eastholt", *words.split(), *at.data, *northmere)[0] == 0
    assert waits_for(at.opened.sight(), sent, name) == ()
    assert at.kinds() == [
        Kind.BULLETIN_SENT,
        Kind.BULLETIN_RECEIVED,
        Kind.BULLETIN_ACKNOWLEDGED,
        Kind.BULLETIN_ACKNOWLEDGED,
    ]


def test_a_program_of_its_own_answers_in_a_sentence(folder):
    # The tests stand on tables already; a terminal does not, and must bring them up before it names them.
    words = [
        "share",
        "bulletin",
        "new",
        folder / "draft.toml",
        "--out",
        folder / "x",
        "--data",
        folder / "n",
        "--by",
        "anne",
    ]
    program = f"import sys; from battlebox.cli.program import run; sys.exit(run({[str(one) for one in words]}))"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, text=True)
    assert ended.returncode == 4, ended.stderr
    assert "this folder has no open incident in which it writes for northmere" in ended.stderr
    assert not (folder / "x").exists()


def test_the_desk_and_the_terminal_sign_with_one_key_and_share_one_count(at, desk_page):
    import re

    from web.desk_page import words

    at.written()
    page = words(desk_page("northmere").get(at.opened.at("partners/call-back/")))
    key = at.told("bulletin", "key", "northmere", *at.data)[1].strip()
    assert re.search(rf"\b{key}\b", page)
    assert "Attack on shared hosting" in words(desk_page("northmere").get(at.opened.at("partners/bulletins/")))
