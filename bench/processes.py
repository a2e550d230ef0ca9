"""What a process and all that it began have used of the processors, and hold in memory.

Law: those that ended count for the processors; what several of them share counts once in memory.
Not here: what is measured (load.py, status_site.py, desk_load.py).
"""

from __future__ import annotations

import os
import re
from pathlib import Path


def tree(pid: int) -> list[int]:
    """A process and all that it began."""
    try:
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(each for child in below for each in tree(int(child)))]


def busy(pid: int) -> float:
    """Seconds of processor of a process and all that it began, those that ended among them."""
    total = 0
    for each in tree(pid):
        try:
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(map(int, fields[11:15]))
    return total / os.sysconf("SC_CLK_TCK")


def memory_mb(pid: int) -> float:
    """What a process and all that it began hold, what they share counted once."""
    total = 0
    for each in tree(pid):
        try:
            rolled = Path(f"/proc/{each}/smaps_rollup").read_text()
        except OSError:
            continue
        total += int(re.search(r"^Pss:\s+(\d+)", rolled, re.MULTILINE)[1])
    return total / 1024
