"""What lies in `install` fits the program: commands and options exist, ports agree, and nginx runs with its file."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import socket
import ssl
import subprocess
import time
import urllib.parse
import urllib.request
from contextlib import contextmanager
from http.cookiejar import CookieJar

import click
import pytest

from battlebox.cli.program import program
from battlebox.web.starting.desk_settings import DeskSettings
from laws.tree import ROOT
from web.test_starting import PERSON, Running, free_port

pytestmark = pytest.mark.one_store
HERE = ROOT / "install"
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


def must_be_a_command(words):
    """Every word that names a command does, and every option is one of it."""
    command, path = program, []
    while words and isinstance(command, click.Group):
        found = command.get_command(click.Context(command), words[0])
        if found is None:
            break
        path.append(words[0])
        command, words = found, words[1:]
    assert path, words
    options = {name for option in command.params for name in option.opts}
    assert {each for each in words if each.startswith("--")} <= options, (path, words)
    return path


@pytest.mark.parametrize("name", ["battlebox.service", "battlebox-backup.service"])
def test_a_unit_starts_a_command_that_there_is(name):
    text = (HERE / name).read_text(encoding="utf-8")
    started = [shlex.split(words) for words in re.findall(r"^Exec\w+=(.*)$", text, re.MULTILINE)]
    assert started
    for program_path, *words in started:
        assert program_path == "/opt/battlebox/bin/battlebox"
        assert must_be_a_command(words)[0] == "desk"
    for shut in ("NoNewPrivileges=true", "ProtectSystem=strict", "CapabilityBoundingSet=\n", "UMask=0077"):
        assert shut in text
    # The engine writes machine code and runs it.
    assert "\nMemoryDenyWriteExecute" not in text


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_the_units_are_read_by_systemd_without_a_word(tmp_path):
    for path in HERE.glob("battlebox*.*"):
        text = path.read_text(encoding="utf-8").replace("/opt/battlebox/bin/battlebox", shutil.which("true"))
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    units = sorted(map(str, tmp_path.glob("battlebox*.*")))
    assert len(units) == 3
    done = subprocess.run(
        ["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False, timeout=60
    )
    ours = [line for line in done.stderr.splitlines() if "battlebox" in line]
    assert (done.returncode, ours) == (0, [])


def test_the_container_file_names_what_there_is():
    text = (HERE / "Containerfile").read_text(encoding="utf-8")
    whole = text.replace("\\\n", " ")
    entry, words = (re.search(rf"^{name} (\[.*\])$", whole, re.MULTILINE)[1] for name in ("ENTRYPOINT", "CMD"))
    assert "battlebox" in entry
    assert must_be_a_command(json.loads(words)) == ["desk"]
    assert must_be_a_command(["kernels"]) == ["kernels"]
    port = DeskSettings(data=ROOT).port
    assert f"EXPOSE {port} {port + 1}" in text
    assert "BATTLEBOX_DATA=/data" in text
    assert "VOLUME /data" in text
    assert re.search(r"^USER 10001$", text, re.MULTILINE)
    # Asked of the desk by the name that its certificate has, at a page that needs no account.
    assert f"https://localhost:{port}/account/login/" in text
    # What is copied in is what `make wheels` makes.
    assert set(re.findall(r"^COPY (?!--from)(\S+)", text, re.MULTILINE)) == {"out/wheels"}
    assert "out/wheels" in (ROOT / "Makefile").read_text(encoding="utf-8")


AROUND = """daemon off;
user root;
pid {place}/nginx.pid;
error_log {place}/error.log;
events {{ worker_connections {lines}; }}
http {{
    client_body_temp_path {place}/body;
    proxy_temp_path {place}/proxy;
    fastcgi_temp_path {place}/fastcgi;
    uwsgi_temp_path {place}/uwsgi;
    scgi_temp_path {place}/scgi;
    {server}
}}
"""


def nginx_file(place, desk, port, lines=256):
    """The file as it is, with the names of this test; nginx shows the desk's own certificate outside."""
    text = (HERE / "nginx.conf").read_text(encoding="utf-8")
    for old, new in (
        ("listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;"),
        ("    listen [::]:443 ssl;\n", ""),
        ("127.0.0.1:8000", f"127.0.0.1:{desk.port}"),
        ("desk.example.org", "localhost"),
        ("/etc/battlebox/desk.pem", f"{place}/desk/keys/server.crt"),
        ("/etc/battlebox/desk.key", f"{place}/desk/keys/server.key"),
        ("/var/lib/battlebox-certificate/authority.crt", f"{place}/desk/keys/authority.crt"),
        ("/var/log/nginx/battlebox.log", f"{place}/error.log"),
    ):
        assert old in text, old
        text = text.replace(old, new)
    (place / "nginx.conf").write_text(AROUND.format(place=place, lines=lines, server=text), encoding="utf-8")
    return place / "nginx.conf"


@pytest.mark.skipif(not NGINX, reason="nginx is not installed")
def test_through_nginx_somebody_joins_by_a_form_and_nginx_believes_no_other_desk(tmp_path):
    desk, port = Running(tmp_path / "desk", "--lan", "--host", "localhost"), free_port()
    nginx = None
    try:
        # It answers a moment after it says that it is open: longer than nginx waits, where the machine has much to do.
        with urllib.request.urlopen(f"http://127.0.0.1:{desk.port + 1}/", timeout=180) as answer:
            assert answer.status == 200
        file = nginx_file(tmp_path, desk, port)
        nginx = subprocess.Popen([NGINX, "-p", str(tmp_path), "-c", str(file), "-e", str(tmp_path / "error.log")])
        wait_for(port)
        trusted = ssl.create_default_context(cafile=str(tmp_path / "desk" / "keys" / "authority.crt"))
        opener = urllib.request.build_opener(
            urllib.request.HTTPSHandler(context=trusted), urllib.request.HTTPCookieProcessor(CookieJar())
        )
        # A browser names where a form comes from without the port where it is 443, as it is for those who use this.
        opener.addheaders = [("Origin", "https://127.0.0.1"), ("Referer", "https://127.0.0.1/")]
        at = f"https://127.0.0.1:{port}/join/"
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', read(opener, at))[1]
        code = re.search(r"code=(\S+)", desk.said)[1]
        said = urllib.parse.urlencode({"code": code, "csrfmiddlewaretoken": token, **PERSON}).encode()
        assert "Your account" in read(opener, at, said)
        with opener.open(f"https://127.0.0.1:{port}/account/login/", timeout=20) as answer:
            assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    finally:
        assert desk.end() == 0
        if nginx is not None:
            nginx.terminate()
            nginx.wait(timeout=20)


@contextmanager
def in_front(place, desk, lines=256):
    """nginx with that file, before a desk that stands in `place`/desk; its process and port."""
    port = free_port()
    file = nginx_file(place, desk, port, lines)
    process = subprocess.Popen([NGINX, "-p", str(place), "-c", str(file), "-e", str(place / "error.log")])
    try:
        wait_for(port)
        yield process, port
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_for(port):
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(port)


def read(opener, address, data=None):
    with opener.open(address, data, timeout=20) as answer:
        return answer.read().decode()
