"""A drill can never send: by type, and again when the program runs."""

from __future__ import annotations

import ast
import subprocess
import sys
from dataclasses import FrozenInstanceError, dataclass

import pytest

from battlebox.desk.message import Means, Promise
from battlebox.share.sending import (
    DrillDesk,
    FakeSenders,
    Letter,
    LiveCredentials,
    LiveSenders,
    RealDesk,
    chat,
    gateway,
    notify,
    relay,
    senders_for,
)
from laws.tree import SOURCE, source

LIVE = (
    lambda given: notify.NotifySender(given, Means.NOTIFY_TEXT),
    relay.RelaySender,
    gateway.GatewaySender,
    chat.ChatSender,
    LiveSenders,
)
PRACTICE = DrillDesk("drill")


@dataclass(frozen=True)
class Lookalike:
    """Everything that credentials have, and no right to be taken for them."""

    desk: object = PRACTICE
    notify: object = True
    mail: object = True
    text: object = True
    chat: tuple = (("a", "json://127.0.0.1"),)
    works: frozenset = frozenset(Means)


@pytest.mark.parametrize("make", LIVE)
@pytest.mark.parametrize("given", [None, Lookalike(), PRACTICE, FakeSenders(PRACTICE)])
def test_nothing_that_sends_can_be_made_without_live_credentials(make, given):
    with pytest.raises(TypeError, match="what sends needs live credentials"):
        make(given)


@pytest.mark.parametrize("desk", [PRACTICE, None, "drill", type("RealDesk", (), {"name": "drill"})()])
def test_credentials_cannot_be_made_for_a_desk_that_is_not_real(desk):
    with pytest.raises(TypeError, match="credentials are for a real desk"):
        LiveCredentials(desk)


def test_credentials_and_desks_cannot_be_turned_into_others():
    real = LiveCredentials(RealDesk("a"))
    with pytest.raises(FrozenInstanceError):
        real.desk = PRACTICE
    with pytest.raises(TypeError):
        senders_for(PRACTICE, real)
    with pytest.raises(TypeError):
        senders_for(RealDesk("b"), real)
    with pytest.raises(TypeError):
        senders_for(RealDesk("b"))
    with pytest.raises(TypeError):
        FakeSenders(RealDesk("a"))
    with pytest.raises(TypeError):
        FakeSenders(PRACTICE, real)


def test_a_desk_that_practises_has_every_means_and_reaches_nobody():
    senders = senders_for(PRACTICE)
    assert type(senders) is FakeSenders
    assert senders.works == frozenset(Means) - {Means.PHONE}
    sender = senders.of(Means.MAIL)
    letter = Letter("r-1", "ada@example.org", "s", "w")
    assert sender.send(letter, again=False) == sender.send(letter, again=True)
    assert sender.kept == {"r-1": letter}


WAYS_OUT = {
    "httpx", "smtplib", "apprise", "socket", "ssl", "urllib.request", "http.client", "ftplib", "requests", "obstore",
    "subprocess", "asyncio", "aiohttp", "paramiko", "webbrowser", "xmlrpc.client", "telnetlib", "imaplib", "poplib",
    "django.core.mail", "multiprocessing.connection", "socketserver", "distributed",
}  # fmt: skip
# Every module of the program that holds something by which a word could leave this machine, and why a drill cannot
# make it leave. A new one is red here until somebody says why.
KNOWN = {
    "share/sending/exchange.py": "asks only for those senders below, which take live credentials",
    "share/sending/notify.py": "takes live credentials",
    "share/sending/gateway.py": "takes live credentials",
    "share/sending/relay.py": "takes live credentials",
    "share/sending/chat.py": "takes live credentials",
    "share/status/cloud.py": "takes a real desk",
    "share/status/program.py": "started by ssh.py and sftp.py alone, which take a real desk",
    "share/identity/asking.py": "asks for an issuer, which is made for a real desk alone",
    "share/polling/key.py": "is made for a real desk alone",
    "share/polling/asking.py": "takes such a key",
    "share/polling/way.py": "takes a server with such a key",
    "share/hook/post.py": "takes a receiver, which is made for a real desk alone",
    "share/polling/address.py": "looks names up for those two, and connects to nothing",
    "engine/child.py": "starts Python with a solving module of our own, and speaks with it through its pipes alone",
    "engine/study/cluster.py": "asks a scheduler that was named at a terminal; no page of a desk names one",
    "web/starting/server.py": "listens; asks this machine alone for a free port, and sends nothing",
    "share/foreign/misp_process.py": "starts Python with a converter of ours, which may not connect or write files",
    "web/starting/processes.py": "begins processes of the same desk, which a drill's never is of several of",
    "web/starting/memory_line.py": "speaks with the process that began it, through its pipe alone",
    "web/starting/patience.py": "takes connections that came in and ends the silent ones, and opens none",
    "web/starting/late_tls.py": "wraps connections that came in, and opens none",
    "web/taxii/tls.py": "wraps connections that came in, and opens none",
    "web/starting/own_names.py": "asks this machine alone for its addresses, and sends nothing",
}


def imports_of(module):
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def test_every_module_that_can_reach_anybody_is_known_and_why_a_drill_cannot_use_it():
    found = {
        module.path.relative_to(SOURCE).as_posix()
        for module in source()
        if any(name in WAYS_OUT or name.partition(".")[0] in WAYS_OUT for name in imports_of(module))
    }
    assert found == set(KNOWN)


def test_what_listens_sends_nothing():
    names = ("web/starting/server.py", "web/starting/own_names.py")
    listens = [module for module in source() if module.path.relative_to(SOURCE).as_posix() in names]
    assert len(listens) == 2
    called = {ast.unparse(node.func) for each in listens for node in ast.walk(each.tree) if isinstance(node, ast.Call)}
    assert not {name for name in called if name.endswith((".send", ".sendall", ".sendto", "create_connection"))}


def test_the_library_of_accounts_sends_no_mail(tmp_path):
    from battlebox.web.settings import django_settings
    from battlebox.web.starting.desk_settings import DeskSettings

    made = django_settings(DeskSettings(data=tmp_path), secret="a test's own")
    assert made["EMAIL_BACKEND"] == "django.core.mail.backends.dummy.EmailBackend"


@pytest.mark.parametrize("desk", [DrillDesk("demo"), None, "real", Lookalike("real")])
def test_a_store_elsewhere_cannot_be_made_for_a_desk_that_is_not_real(desk):
    from battlebox.share.status import CloudStore

    with pytest.raises(TypeError, match="for a real desk"):
        CloudStore(desk, "s3://somewhere")


def test_every_class_that_can_reach_somebody_takes_live_credentials_first():
    takes = {}
    for module in source():
        if module.path.parent.name == "sending" and WAYS_OUT & set(imports_of(module)):
            for node in ast.walk(module.tree):
                if isinstance(node, ast.ClassDef) and any(
                    isinstance(each, ast.FunctionDef) and each.name == "send" for each in node.body
                ):
                    made = next(each for each in node.body if getattr(each, "name", "") == "__init__")
                    takes[node.name] = ast.unparse(made.args.args[1].annotation)
                    assert "live(credentials)" in ast.unparse(made), node.name
    assert takes == dict.fromkeys(("NotifySender", "GatewaySender", "RelaySender", "ChatSender"), "LiveCredentials")


def test_a_real_desk_is_declared_where_it_is_no_demonstration_and_at_the_command_line():
    places = [
        module.name
        for module in source()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "RealDesk"
    ]
    assert places == ["src/battlebox/cli/status.py", "src/battlebox/web/ground.py"]


SAMPLE = """
from battlebox.share.sending import DrillDesk, FakeSenders, LiveCredentials, LiveSenders, RealDesk, senders_for
from battlebox.share.sending.chat import ChatSender
from battlebox.share.sending.gateway import GatewaySender
from battlebox.share.sending.notify import NotifySender
from battlebox.share.sending.relay import RelaySender
from battlebox.share.status import CloudStore, SftpHost, SshHost
from battlebox.desk.message import Means

real, drill = RealDesk("real"), DrillDesk("drill")
credentials = LiveCredentials(real)
fine: LiveSenders = senders_for(real, credentials)
fine_too: FakeSenders = senders_for(drill)
"""
WRONG = {
    "LiveCredentials(drill)": "arg-type",
    "LiveSenders(drill)": "arg-type",
    "RelaySender(None)": "arg-type",
    "RelaySender(FakeSenders(drill))": "arg-type",
    "CloudStore(drill, 's3://somewhere')": "arg-type",
    "CloudStore('s3://somewhere', 's3://somewhere')": "arg-type",
    "SshHost(drill, 'web@somewhere:/srv')": "arg-type",
    "SftpHost(drill, 'sftp://web@somewhere/srv')": "arg-type",
    "ChatSender(FakeSenders(drill))": "arg-type",
    "GatewaySender(FakeSenders(drill))": "arg-type",
    "NotifySender(FakeSenders(drill), Means.NOTIFY_TEXT)": "arg-type",
    "senders_for(drill, credentials)": "call-overload",
    "senders_for(real)": "call-overload",
    "FakeSenders(drill, credentials)": "call-arg",
    "FakeSenders(real)": "arg-type",
    "x: LiveSenders = senders_for(drill)": "assignment",
    "class Trick(RealDesk): ...": "misc",
    "class Ruse(LiveCredentials): ...": "misc",
}


def test_the_types_alone_keep_a_drill_from_sending(tmp_path):
    lines = SAMPLE.splitlines()
    sample = tmp_path / "sample.py"
    sample.write_text("\n".join([*lines, *WRONG]) + "\n", encoding="utf-8")
    (tmp_path / "mypy.ini").write_text("[mypy]\nstrict = true\nfollow_imports = silent\n", encoding="utf-8")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--config-file",
            "mypy.ini",
            "--cache-dir",
            str(tmp_path / "cache"),
            "sample.py",
        ],
        cwd=tmp_path,
        env={"MYPYPATH": str(SOURCE.parent), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    found = {}
    for line in done.stdout.splitlines():
        if "sample.py:" in line and "error:" in line:
            found.setdefault(int(line.split(":")[1]), line)
    assert set(found) == {len(lines) + at for at in range(1, len(WRONG) + 1)}, done.stdout
    for at, kind in enumerate(WRONG.values(), len(lines) + 1):
        assert f"[{kind}]" in found[at], found[at]


@pytest.mark.parametrize(
    ("means", "promise"),
    [
        (Means.NOTIFY_TEXT, Promise.CAN_BE_ASKED),
        (Means.NOTIFY_MAIL, Promise.CAN_BE_ASKED),
        (Means.MAIL, Promise.ONCE_AT_MOST),
        (Means.TEXT, Promise.REFUSES_REPEATS),
        (Means.CHAT, Promise.ONCE_AT_MOST),
    ],
)
def test_a_desk_that_practises_promises_of_each_means_what_its_provider_does(means, promise):
    assert FakeSenders(PRACTICE).of(means).promise is promise
