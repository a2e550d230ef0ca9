"""Two servers of partners, each a process on a folder of its own, that share the tables of one PostgreSQL server.

Law: both begin at once, on a database in which nothing was made yet.
Not here: what is asked of them (test_two_servers.py).
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from web.taxii.feed import MEDIA

BATTLEBOX = Path(sys.executable).with_name("battlebox")
_MAKE = """
import json, sys
from pathlib import Path
from battlebox.web.taxii.standing import stand
stand(Path(sys.argv[1]))
from battlebox.web.models import Collection, Partner, Right
from battlebox.web.taxii.credentials import give_token
tokens = {}
for alias, partners in json.loads(sys.argv[2]).items():
    made = Collection.objects.create(ours="northmere", title=alias, alias=alias)
    for body, let_in, per_minute in partners:
        partner = Partner(ours="northmere", body=body, name=body, community=True, is_quarantined=not let_in,
                          requests_per_minute=per_minute)
        tokens[body] = alias, give_token(partner)
        Right.objects.create(partner=partner, collection=made, may_read=True, may_write=True, tlp_max="GREEN")
print(json.dumps(tokens))
"""


@dataclass
class Two:
    """Two servers, and who may ask them."""

    folders: list[Path]
    ports: list[int]
    running: list[subprocess.Popen]
    tokens: dict[str, tuple[str, str]] = field(default_factory=dict)
    lines: list[http.client.HTTPConnection] = field(default_factory=list)

    def end(self) -> None:
        """Both stopped, and nothing left open."""
        for line in self.lines:
            line.close()
        for server in self.running:
            server.terminate()
        for server in self.running:
            server.wait(30)

    def register(self, collections: dict[str, list[tuple[str, bool, int]]]) -> None:
        """Collections by alias, with the partners of each: body, whether it is let in, how many requests a minute."""
        words = [sys.executable, "-c", _MAKE, self.folders[0], json.dumps(collections)]
        told = subprocess.run(words, capture_output=True, text=True, check=True)
        self.tokens = json.loads(told.stdout)

    def share(self, at: int, *words: str) -> str:
        """A command on the folder of one of the two, while both serve."""
        about = ["--data", str(self.folders[at]), "--ours", "northmere"]
        return subprocess.run(
            [BATTLEBOX, "share", *words, *about], capture_output=True, text=True, check=True
        ).stdout.strip()

    def asker(self, body: str, at: int):
        """One partner on one connection to one of the two."""
        line = http.client.HTTPConnection("127.0.0.1", self.ports[at], timeout=60)
        self.lines.append(line)
        place, token = self.tokens[body]
        proof = b64encode(f"{body}:{token}".encode()).decode()
        headers = {"Authorization": f"Basic {proof}", "Accept": MEDIA, "Content-Type": MEDIA}

        def ask(query="", *, sent=None):
            body = None if sent is None else orjson.dumps({"objects": sent})
            path = f"/taxii2/northmere/collections/{place}/objects/{query}"
            line.request("GET" if sent is None else "POST", path, body, headers)
            answer = line.getresponse()
            return answer.status, answer.headers, orjson.loads(answer.read())

        return ask


def begin(address: str, where: Path) -> Two:
    """Both, standing."""
    import psycopg

    name = f"two_{os.urandom(4).hex()}"
    with psycopg.connect(address, autocommit=True) as root:
        root.execute(f"CREATE DATABASE {name}")  # type: ignore[arg-type]
    folders = [where / "one", where / "two"]
    two = Two(folders, [_free(), _free()], [])
    for folder in folders:
        folder.mkdir(mode=0o700)
        tables = address.replace("dbname=postgres", f"dbname={name}")
        (folder / "desk.toml").write_text(f'tables = "{tables}"\n', encoding="utf-8")
    # Whoever is answered by one goes on at the other: they sign with the same secret.
    (folders[0] / "keys").mkdir(mode=0o700)
    (folders[0] / "keys" / "web-secret").write_text("one and the same, for both", encoding="ascii")
    shutil.copytree(folders[0] / "keys", folders[1] / "keys")
    for folder, port in zip(folders, two.ports, strict=True):
        words = [BATTLEBOX, "share", "serve", "--data", str(folder), "--port", str(port)]
        with (folder / "said").open("wb") as said:
            two.running.append(subprocess.Popen(words, stderr=said))
    for port, server, folder in zip(two.ports, two.running, folders, strict=True):
        for _ in range(600):
            assert server.poll() is None, (folder / "said").read_text("utf-8")
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
    return two


def _free() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]
