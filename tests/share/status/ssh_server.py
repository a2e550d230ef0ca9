"""Debian's own sshd on the loopback, with keys of its own, for whoever sends a site to a host.

Law: it writes into the test's folder alone, lets in the key that it made and no other, and is ended by whoever started
it.
Not here: what is sent to it.
"""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from share.status.hosts import free_port

SSHD = shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin")
CONF = """\
Port {port}
ListenAddress 127.0.0.1
HostKey {place}/host
AuthorizedKeysFile {place}/me.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
Subsystem sftp internal-sftp
{more}
"""
CLIENT = """\
Host status.example
  HostName 127.0.0.1
  Port {port}
Host *
IdentityFile {place}/me
IdentitiesOnly yes
IdentityAgent none
UserKnownHostsFile {place}/known
GlobalKnownHostsFile /dev/null
KexAlgorithms curve25519-sha256
"""


def keys(place, *names):
    for name in names:
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(place / name)], check=True)


def _below(process):
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [each for child in children for each in (*_below(int(child)), int(child))]


class SshServer:
    """An sshd, up while the `with` lasts; `client` is what ssh and sftp are told, so that they use its keys."""

    def __init__(self, place, more=""):
        self.place, self.port = Path(place), free_port()
        self.place.mkdir(parents=True)
        keys(self.place, "host", "me")
        self.known(self.place / "host.pub")
        (self.place / "sshd.conf").write_text(CONF.format(place=self.place, port=self.port, more=more))
        (self.place / "client.conf").write_text(CLIENT.format(place=self.place, port=self.port))

    @property
    def client(self):
        return ("-F", str(self.place / "client.conf"))

    def known(self, key):
        """Have it known by this key; by none where there is none."""
        line = f"[127.0.0.1]:{self.port} {key.read_text()}" if key else ""
        (self.place / "known").write_text(line)

    def address(self, folder):
        return f"sftp://{getpass.getuser()}@127.0.0.1:{self.port}{folder}"

    def by_rsync(self, folder):
        return f"{getpass.getuser()}@status.example:{folder}"

    def __enter__(self):
        if os.geteuid() == 0:  # It wants a folder of the system's, which Debian makes at the start of the machine.
            Path("/run/sshd").mkdir(exist_ok=True)
        command = [SSHD, "-D", "-e", "-f", str(self.place / "sshd.conf")]
        with (self.place / "log").open("wb") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        until = time.monotonic() + 10
        while "listening" not in self.said().lower():
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < until, self.said()
            time.sleep(0.02)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def cut(self):
        """The machine is gone, with everybody who is signed in."""
        for process in (*_below(self.process.pid), self.process.pid):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)

    def said(self):
        return (self.place / "log").read_text(errors="replace")
