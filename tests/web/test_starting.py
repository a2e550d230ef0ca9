"""The program as an operator starts it: a process of its own, on the loopback."""

from __future__ import annotations

import os
import re
import signal
import socket
import sqlite3
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

PROGRAM = str(Path(sys.executable).parent / "battlebox")
PERSON = {
    "display_name": "Duty Silver",
    "username": "duty.silver",
    "password": "lantern ferry walnut",
    "body": "northmere",
}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Running:
    """A desk that runs."""

    def __init__(self, data, *more):
        self.port = free_port()
        self.said = ""
        command = [
            PROGRAM,
            "desk",
            "--data",
            str(data),
            "--port",
            str(self.port),
            *more,
        ]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        while "the desk is open" not in self.said:
            line = self.process.stderr.readline()
            if not line:
                break
            self.said += line

    def end(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        self.said += self.process.communicate(timeout=20)[1]
        return self.process.returncode


@pytest.fixture
def running(tmp_path):
    started = []

    def start(*more, data=None):
        desk = Running(data or tmp_path / "desk", *more)
        started.append(desk)
        return desk

    yield start
    for desk in started:
        if desk.process.poll() is None:
            desk.process.kill()
            desk.process.communicate()


def browser():
    return urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))


def ask(desk, path, data=None, opener=None):
    opener = opener or browser()
    body = urllib.parse.urlencode(data).encode() if data is not None else None
    with opener.open(f"http://127.0.0.1:{desk.port}{path}", body, timeout=20) as answer:
        return answer.read().decode()


def join(desk):
    opener = browser()
    code = re.search(r"code=(\S+)", desk.said)[1]
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', ask(desk, "/join/", opener=opener))[1]
    return opener, ask(desk, "/join/", {"code": code, "csrfmiddlewaretoken": token, **PERSON}, opener)


def test_from_nothing_to_a_signed_in_admin_and_back_after_a_restart(running, tmp_path):
    desk = running()
    assert f"the desk is open at http://localhost:{desk.port}/" in desk.said
    assert "break-glass sign-in name: break-glass   password: " in desk.said
    opener, page = join(desk)
    assert "Your account" in page
    assert (tmp_path / "desk" / "keys" / "web-secret").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "desk").stat().st_mode & 0o777 == 0o700
    assert desk.end(signal.SIGINT) == 0
    assert "everything that was acknowledged is kept" in desk.said

    again = running()
    # Codes are printed once; the session and the account are still there.
    assert "break-glass" not in again.said
    assert "join" not in again.said
    again_opener = urllib.request.build_opener(*[each for each in opener.handlers if hasattr(each, "cookiejar")])
    assert "Who has access" in ask(again, "/", opener=again_opener)


def test_a_desk_answers_many_at_once_and_finishes_what_it_is_answering(running):
    desk = running()
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(ask(desk, "/join/"))) for _ in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([each for each in answers if "Join the desk" in each]) == 24
    assert desk.end() == 0


def test_a_code_that_nobody_used_is_replaced_at_the_next_start(running):
    first = running()
    old = re.search(r"code=(\S+)", first.said)[1]
    first.end()
    second = running()
    assert re.search(r"code=(\S+)", second.said)[1] != old
    second.said = second.said.replace(re.search(r"code=(\S+)", second.said)[1], old)
    with pytest.raises(urllib.error.HTTPError, match="422"):
        join(second)


def refused(data, *more, port=None):
    command = [
        PROGRAM,
        "desk",
        "--data",
        str(data),
        "--port",
        str(port or free_port()),
        *more,
    ]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_a_second_desk_on_the_same_folder_is_refused(running, tmp_path):
    running()
    answer = refused(tmp_path / "desk")
    assert answer.returncode == 4
    assert "another desk is already running on" in answer.stderr


def test_a_busy_port_is_refused_with_another_to_try(running, tmp_path):
    desk = running()
    answer = refused(tmp_path / "other", port=desk.port)
    assert answer.returncode == 4
    assert f"something else answers on port {desk.port}" in answer.stderr
    assert f"--port {desk.port + 10}" in answer.stderr


def test_a_folder_of_a_newer_version_is_refused_and_left_alone(running, tmp_path):
    running().end()
    tables = tmp_path / "desk" / "desk.sqlite3"
    with sqlite3.connect(tables) as store:
        store.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('web', '0999_future', '2030-01-01')")
    store.close()
    before = tables.read_bytes()
    answer = refused(tmp_path / "desk")
    assert answer.returncode == 4
    assert "was written by a newer Battlebox" in answer.stderr
    assert tables.read_bytes() == before


def test_an_upgrade_that_fails_puts_the_tables_back(running, tmp_path):
    running().end()
    tables = tmp_path / "desk" / "desk.sqlite3"
    with sqlite3.connect(tables) as store:
        # The first step is said not to have run, so it runs again and meets its own tables.
        store.execute("DELETE FROM django_migrations WHERE app = 'web'")
    store.close()
    answer = refused(tmp_path / "desk")
    assert answer.returncode == 4
    assert "they were put back as they were" in answer.stderr
    with sqlite3.connect(tables) as store:
        assert store.execute("SELECT count(*) FROM web_officer").fetchone() == (1,)
    store.close()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("session_hours = 0", "write a whole number from 1 to 72"),
        ("colour = 3", "the settings are"),
        ('port = "8000"', "write it as int"),
        ("not toml", "write lines such as"),
        ('tables = "nowhere"', "write it as postgresql://"),
    ],
)
def test_a_setting_that_is_not_understood_is_refused(tmp_path, text, said):
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "desk.toml").write_text(text)
    command = [PROGRAM, "desk", "--data", str(folder)]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert answer.returncode == 3
    assert said in answer.stderr


def test_a_server_that_does_not_answer_is_told_in_a_sentence(tmp_path):
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "desk.toml").write_text(f'tables = "host={tmp_path} dbname=desk"')
    for command in (["desk"], ["share", "partner", "list", "--ours", "northmere"]):
        words = [PROGRAM, *command, "--data", str(folder)]
        answer = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
        assert answer.returncode == 4
        assert f"the database desk at {tmp_path} cannot be used: " in answer.stderr
        assert "see that PostgreSQL runs there" in answer.stderr


def test_a_host_that_is_no_host_is_wrong_usage(tmp_path):
    answer = refused(tmp_path / "desk", "--host", "a b/c")
    assert answer.returncode == 2
    assert "is not a host name" in answer.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting takes root, which .ci/run has")
@pytest.mark.parametrize(("how", "said"), [("size=64k", "is full"), ("ro,size=30m", "cannot be written")])
def test_a_full_disk_and_a_read_only_folder_are_refused(tmp_path, how, said):
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", how, "none", str(place)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("nothing can be mounted here")
    try:
        answer = refused(place / "desk")
    finally:
        subprocess.run(["umount", str(place)], check=True)
    assert answer.returncode == 4
    assert said in answer.stderr


def test_the_room_gets_tls_that_its_own_certificate_vouches_for(running, tmp_path):
    desk = running("--lan", "--host", "desk.local")
    assert f"the desk is open at https://desk.local:{desk.port}/" in desk.said
    plain = f"http://127.0.0.1:{desk.port + 1}"
    with urllib.request.urlopen(f"{plain}/", timeout=10) as answer:
        page = answer.read().decode()
    fingerprint = re.search(r"to compare: ([0-9a-f ]+)", desk.said)[1].strip()
    assert fingerprint in page
    with urllib.request.urlopen(f"{plain}/desk.crt", timeout=10) as answer:
        authority = answer.read().decode()
    with urllib.request.urlopen(f"{plain}/favicon.ico", timeout=10) as answer:
        assert answer.read().startswith(b"<svg")
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{plain}/account/login/", timeout=10)
    trusting = ssl.create_default_context(cadata=authority)
    for name in ("desk.local", "localhost", "127.0.0.1"):
        with (
            socket.create_connection(("127.0.0.1", desk.port), timeout=10) as line,
            trusting.wrap_socket(line, server_hostname=name) as safe,
        ):
            safe.sendall(f"GET /account/login/ HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n".encode())
            text = b"".join(iter(lambda: safe.recv(65536), b"")).decode()
            assert text.startswith("HTTP/1.1 200")
            assert "Secure" in re.search(r"Set-Cookie: +__Host-desk_csrf=[^\r]*", text)[0]
    # A name that is not the desk's own gets nothing but the refusal, and no fault stands in the terminal.
    with (
        socket.create_connection(("127.0.0.1", desk.port), timeout=10) as line,
        trusting.wrap_socket(line, server_hostname="desk.local") as safe,
    ):
        safe.sendall(b"GET /account/login/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
        refused_one = b"".join(iter(lambda: safe.recv(65536), b"")).decode()
    assert refused_one.startswith("HTTP/1.1 400")
    assert "evil.example" not in refused_one
    assert "does not answer to that address" in refused_one
    with (
        socket.create_connection(("127.0.0.1", desk.port), timeout=10) as line,
        pytest.raises(ssl.SSLCertVerificationError),
    ):
        trusting.wrap_socket(line, server_hostname="bank.example")
    for name in ("authority.key", "server.key"):
        assert (tmp_path / "desk" / "keys" / name).stat().st_mode & 0o777 == 0o600
    desk.end()
    assert "Traceback" not in desk.said


def test_a_desk_that_is_killed_starts_again(running):
    desk = running()
    join(desk)
    desk.process.kill()
    desk.process.communicate()
    again = running()
    assert "join" not in again.said
    time.sleep(0)
    assert "Sign in" in ask(again, "/account/login/")
