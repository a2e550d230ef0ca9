"""A clock that jumps and a disk that is slow, for every process that a desk begins, while it runs (unsteady.c).

Law: the wall clock of those processes is off by what was said last, to the nanosecond, in all of them at once; each of
their waits for the disk (fsync, fdatasync) takes so much longer.
Not here: the clock of PostgreSQL and of files, which do not jump; what counts seconds, which no jump reaches; reading.
"""

from __future__ import annotations

import mmap
import shutil
import struct
import subprocess
from pathlib import Path

SOURCE = Path(__file__).with_suffix(".c")


def lacks():
    """What it lacks here; blank where it lacks nothing."""
    return "" if shutil.which("cc") else "there is no C compiler"


class Unsteady:
    """What one desk's processes are told."""

    def __init__(self, folder):
        library, said = folder / "unsteady.so", folder / "unsteady"
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, SOURCE], check=True, cwd=folder)
        said.write_bytes(bytes(16))
        with said.open("r+b") as file:
            self._said = mmap.mmap(file.fileno(), 16)
        self.surroundings = {"LD_PRELOAD": str(library), "BATTLEBOX_UNSTEADY": str(said)}

    def jump(self, seconds):
        """From now on the clock is off by so much."""
        self._said[:8] = struct.pack("q", int(seconds * 10**9))

    def slow(self, milliseconds):
        """From now on each wait for the disk takes so much longer."""
        self._said[8:] = struct.pack("q", int(milliseconds * 1000))
