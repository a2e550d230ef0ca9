"""From a drill's desk nothing live can be made: every maker of such a thing is known, and refuses it when it runs."""

from __future__ import annotations

import ast
import itertools
import re
from pathlib import Path

import pytest

from battlebox.share.ground import DrillDesk
from laws.tree import SOURCE, source

DRILL = DrillDesk("drill")
ISSUER = 'issuer = "https://login.example"\nname = "staff"\nclient = "desk"\nsecret_file = "keys/oidc"\n'

HANDS_ON = {
    # What takes a real desk and gives it to something below, which refuses any other.
    "web/situations/publish_thread.py:Publishing", "web/sending/means.py:_credentials", "web/feeds/round.py:asked_of",
    "web/feeds/round.py:poll_once", "web/feeds/thread.py:Polling", "web/feeds/giving.py:give",
    "web/feeds/adding.py:add_feed", "web/feeds/adding.py:discovered", "web/feeds/adding.py:_key",
    "web/feeds/seal.py:unseal", "web/hooks/thread.py:Hooking",
}  # fmt: skip


def made():
    """Each maker of a live thing, tried with a drill's desk."""
    from battlebox.share.hook.receiver import Receiver
    from battlebox.share.identity.issuer import Issuer, read_issuer
    from battlebox.share.polling.key import FeedKey
    from battlebox.share.sending.credentials import LiveCredentials, read_credentials
    from battlebox.share.sending.senders import senders_for
    from battlebox.share.status.cloud import CloudStore
    from battlebox.share.status.delivery import store_at
    from battlebox.share.status.sftp import SftpHost
    from battlebox.share.status.ssh import SshHost
    from battlebox.web.publishing.target import LiveTarget
    from battlebox.web.situations.publishing import publish

    return {
        "web/situations/publishing.py:publish": lambda: publish(None, None, "northmere", DRILL),
        "web/publishing/target.py:LiveTarget": lambda: LiveTarget(DRILL, Path("public")),
        "share/sending/senders.py:senders_for": lambda: senders_for(DRILL, object()),
        "share/sending/credentials.py:LiveCredentials": lambda: LiveCredentials(DRILL),
        "share/sending/credentials.py:read_credentials": lambda: read_credentials(DRILL, ""),
        "share/polling/key.py:FeedKey": lambda: FeedKey(DRILL),
        "share/hook/receiver.py:Receiver": lambda: Receiver(DRILL, "https://hooks.example/", "whsec_"),
        "share/identity/issuer.py:read_issuer": lambda: read_issuer(DRILL, ISSUER, "secret"),
        "share/identity/issuer.py:Issuer": lambda: Issuer(DRILL, *[""] * 4),
        "share/status/cloud.py:CloudStore": lambda: CloudStore(DRILL, "s3://somewhere"),
        "share/status/ssh.py:SshHost": lambda: SshHost(DRILL, "web@somewhere:/srv"),
        "share/status/sftp.py:SftpHost": lambda: SftpHost(DRILL, "sftp://web@somewhere/srv"),
        "share/status/delivery.py:store_at": lambda: store_at(DRILL, "s3://somewhere"),
    }


def takers():
    """Everything in the program that takes a real desk and no other: classes by their fields, and functions."""
    for module in source():
        path = module.path.relative_to(SOURCE).as_posix()
        for node in module.tree.body:
            if not isinstance(node, ast.ClassDef | ast.FunctionDef):
                continue
            inside = ast.walk(node) if isinstance(node, ast.ClassDef) else [node.args, *ast.walk(node.args)]
            asked = [each.annotation for each in inside if isinstance(each, ast.arg | ast.AnnAssign)]
            if any(each is not None and ast.unparse(each) == "RealDesk" for each in asked):
                yield f"{path}:{node.name}"


def test_everything_that_takes_a_real_desk_is_known_here(desk):
    assert sorted(set(takers()) - set(made()) - HANDS_ON) == []
    assert sorted((set(made()) | HANDS_ON) - set(takers())) == []


def test_each_maker_of_a_live_thing_refuses_a_drills_desk(desk):
    said = {}
    for name, make in made().items():
        try:
            make()
        except TypeError as wrong:
            said[name] = str(wrong)
    assert sorted(set(made()) - set(said)) == [], "made for a drill"
    assert [name for name, words in said.items() if not re.search("real desk|no credentials|DrillDesk", words)] == []


@pytest.mark.parametrize(("demo", "exercise"), list(itertools.product((False, True), repeat=2)))
def test_a_drills_desk_practises_whatever_else_is_set(desk, tmp_path, demo, exercise):
    from battlebox.share.sending import FakeSenders
    from battlebox.web.ground import ground_of
    from battlebox.web.publishing.target import PracticeTarget, target_of
    from battlebox.web.sending.means import reach_of
    from battlebox.web.starting.desk_settings import DeskSettings

    (tmp_path / "sending.toml").write_text('[mail]\nhost = "relay.example.net"\n')
    drill = DeskSettings(data=tmp_path, demo=demo, drill=True, public="s3://somewhere")
    assert type(ground_of(drill, exercise=exercise)) is DrillDesk
    assert type(target_of(drill, "northmere", exercise=exercise)) is PracticeTarget
    assert type(reach_of(drill).senders) is FakeSenders


def test_no_file_of_settings_makes_a_drills_desk_or_unmakes_one(desk, tmp_path):
    from battlebox.web.errors import WebError
    from battlebox.web.starting.desk_settings import DeskSettings

    for line in ("drill = true", "drill = false"):
        (tmp_path / "desk.toml").write_text(f"{line}\n")
        with pytest.raises(WebError, match="drill"):
            DeskSettings.from_folder(tmp_path)
