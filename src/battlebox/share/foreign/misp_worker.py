"""The program that converts events of MISP to STIX 2.1: started as a process of its own, one event a line in and out.

Law: it opens no connection, starts no program and writes no file; memory and time are limited by the system before
anything is read. It says what kind of error a converter met, never what the event held.
Not here: who starts and ends it (misp_process.py), labels (misp.py): this program sees none.
"""

# It is started by its path, so that it loads nothing of ours; imports wait until the limits stand.
from __future__ import annotations

import json
import os
import resource
import sys
import warnings
from collections.abc import Callable
from typing import Any, Final, TextIO

MEMORY_BYTES_MOST: Final = 2 * 1024**3
_REFUSED: Final = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "ctypes.dlopen")
_WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def shut_in(seconds: int) -> None:
    """Set the limits of this process, for good."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES_MOST, MEMORY_BYTES_MOST))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def stay_alone() -> None:
    """Refuse connections, programs and files to write; Python has no way to take such a hook off again."""

    def refuse(event: str, given: tuple[Any, ...]) -> None:
        if event.startswith(_REFUSED):
            raise PermissionError(event)
        if event == "open" and isinstance(given[2], int) and given[2] & _WRITES:
            raise PermissionError(event)

    sys.addaudithook(refuse)


def answer(event: dict[str, Any], parser: Callable[[], Any]) -> dict[str, Any]:
    """What became of one event: its things, and how many warnings there were; or the kind of error."""
    reader = parser()
    try:
        reader.parse_misp_event(event)
        things = [json.loads(thing.serialize()) for thing in reader.bundle.objects]
    # The converter raises whatever it pleases: one event is refused, the next is tried.
    except (AttributeError, KeyError, TypeError, ValueError, IndexError, RecursionError, MemoryError, OSError) as error:
        return {"error": type(error).__name__}
    return {"things": things, "errors": sum(map(len, reader.errors.values()))}


def serve(asked: TextIO, told: TextIO, seconds: int) -> None:
    """Convert each line of `asked`, until there is none."""
    shut_in(seconds)
    warnings.simplefilter("ignore")
    # Late: it is the library of somebody else that the limits are there for.
    from misp_stix_converter import MISPtoSTIX21Parser  # noqa: PLC0415 - as said

    stay_alone()
    told.write('{"ready":true}\n')
    told.flush()
    for line in asked:
        told.write(json.dumps(answer(json.loads(line), MISPtoSTIX21Parser)) + "\n")
        told.flush()


if __name__ == "__main__":
    own = os.fdopen(os.dup(1), "w", encoding="utf-8")
    # Whatever a library prints goes nowhere.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    serve(sys.stdin, own, int(sys.argv[1]))
