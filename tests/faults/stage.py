"""A desk to which things can be done: with a server to kill, a disk to fill, a clock to put wrong, a line to cut.

Law: it stays warm from one run to the next, each in an incident of its own; what cannot be done on this machine is in
`cannot`, with why.
Not here: what is done to it (faults.py), who works at it (officers.py).
"""

from __future__ import annotations

import os
import re
import subprocess
from contextlib import ExitStack, contextmanager, suppress

import postgres
from driving import unsteady
from driving.desk import Desk
from driving.line import Line
from faults.officers import PEOPLE

DISK_SIZE = "96m"
SEVERAL, ONE = "several", "one"
PROCESSES = 2


class Stage:
    """One desk: of several processes on a server, or of one on a file."""

    def __init__(self, kind, where, upon):
        self.kind, self.cannot = kind, {}
        self.disk = _small_disk(where, self.cannot, upon)
        self.server = upon.enter_context(postgres.standing()) if kind == SEVERAL else None
        lacking = unsteady.lacks()
        if lacking:
            self.cannot["unsteady"] = lacking
        self.unsteady = None if lacking else unsteady.Unsteady(where)
        self.desk = Desk(
            self.disk / "desk",
            server=self.server.address if self.server else "",
            processes=PROCESSES if self.server else 1,
            officers=PEOPLE,
            bodies=("northmere",),
            surroundings=self.unsteady.surroundings if self.unsteady else None,
            said=where / "said",
        )
        upon.callback(self.desk.end)
        self.line = Line(self.desk.port)
        upon.callback(self.line.close)

    def new_incident(self):
        """One of its own: the first letters of its id, and the whole."""
        browser = self.desk.browser()
        form = browser.form("/open/", title="Green kettle", seen_first="no mail", share="shared")
        status, text, headers = browser.sure("/open/", form)
        assert status == 302, text
        short = re.search(r"/i/(\w{8})/", headers["Location"])[1]
        (path,) = (self.desk.folder / "incidents").glob(f"{short}*.journal")
        return short, path.stem


@contextmanager
def standing(kind, where):
    """A stage for as long as it lasts."""
    with ExitStack() as upon:
        yield Stage(kind, where, upon)


def _small_disk(where, cannot, upon):
    place = where / "disk"
    place.mkdir()
    if os.geteuid():
        cannot["disk"] = "mounting takes root"
        return place
    options = ["-t", "tmpfs", "-o", f"size={DISK_SIZE}", "none", str(place)]
    if subprocess.run(["mount", *options], capture_output=True, check=False).returncode:
        cannot["disk"] = "nothing can be mounted here"
        return place
    upon.callback(subprocess.run, ["umount", "-l", str(place)], check=True)
    return place


def fill(path):
    """Write until nothing more fits."""
    with path.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            with suppress(OSError):
                while file.write(b"x" * size) == size:
                    pass
