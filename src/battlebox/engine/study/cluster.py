"""Blocks of a study done by the workers of a Dask cluster that somebody has started.

Law: a worker that dies costs the block it was at, and no more: blocks are written by whoever does them. A worker that
is another program is refused. Nothing large is sent: a worker reads the study's folder.
Not here: starting schedulers and workers, which is for whoever runs the machines.
"""

from __future__ import annotations

import logging
import re
import socket
from collections.abc import Iterator, Sequence
from concurrent.futures import CancelledError
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from battlebox.engine.errors import Code, EngineError
from battlebox.engine.study.folder import StudyFolder
from battlebox.engine.study.workers import Block, do_block

if TYPE_CHECKING:
    from distributed import Client

ANSWER_SECONDS: Final = 10
LOOK_SECONDS: Final = 5
WORKERLESS_LOOKS: Final = 12
"""After so many looks without a worker the study stops: a minute."""
AHEAD: Final = 4
"""Blocks that wait at the scheduler for each thread of the cluster."""
DEATHS_MOST: Final = 20
"""Dask gives a task up whose workers died four times; a study hands it out again so often."""


def by_cluster(address: str, folder: StudyFolder, blocks: Sequence[Block]) -> Iterator[Block]:
    """Do blocks by a cluster, yielding each as it is done. Raises EngineError."""
    try:
        from distributed import Client, KilledWorker  # An extra of its own, which takes half a second to load.
    except ImportError as wrong:
        raise EngineError.of(Code.CLUSTER_LIBRARY) from wrong
    _knock(address)
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # What it would say, we say in a sentence.
    try:
        client = Client(address, timeout=ANSWER_SECONDS, set_as_default=False)
    except (OSError, ValueError) as wrong:
        raise _silent(address, wrong) from wrong
    with client:
        begun_with, left, again = folder.question().stamp, list(reversed(blocks)), dict.fromkeys(blocks, 0)
        running: dict[Any, Block] = {}
        while left or running:
            room = AHEAD * max(1, _threads(client, address)) - len(running)
            for block in [left.pop() for _ in islice(range(len(left)), max(0, room))]:
                key = f"{folder.digest()}-{block[0]}-{block[1]}-{again[block]}"
                running[client.submit(do_block, str(folder.path.resolve()), begun_with, *block, key=key)] = block
            for future in _done(client, address, list(running)):
                block = running.pop(future)
                try:
                    yield future.result()
                except CancelledError as wrong:
                    raise _silent(address, OSError("it has gone")) from wrong
                except KilledWorker as wrong:
                    again[block] += 1
                    if again[block] > DEATHS_MOST:
                        raise EngineError.of(Code.CLUSTER_EMPTY, address=address) from wrong
                    left.append(block)
                except (ImportError, AttributeError) as wrong:
                    raise EngineError.of(Code.STUDY_OTHER_PROGRAM, where="a worker", found="a program without studies",
                                         stamp=begun_with) from wrong  # fmt: skip


def _knock(address: str) -> None:
    """See whether anybody listens there, before Dask asks for as long as it likes. Raises EngineError."""
    found = re.fullmatch(r"(?:tcp|tls)://(?:\[([0-9a-fA-F:]+)\]|([^:/\[\]]+)):(\d{1,5})", address)
    if found is None:
        raise EngineError.of(Code.CLUSTER_NONE, address=address, why="that is no address")
    try:
        socket.create_connection((found[1] or found[2], int(found[3])), timeout=ANSWER_SECONDS).close()
    except (OSError, OverflowError) as wrong:
        raise _silent(address, wrong) from wrong


def _done(client: Client, address: str, running: list[Any]) -> list[Any]:
    """Those that have ended, one at least. Raises EngineError where no worker comes back to end any."""
    from distributed import wait  # See above.

    without = 0
    while without <= WORKERLESS_LOOKS:
        try:
            with client.as_current():
                return list(wait(running, timeout=LOOK_SECONDS, return_when="FIRST_COMPLETED").done)
        except CancelledError as wrong:
            raise _silent(address, OSError("it has gone")) from wrong
        except TimeoutError:
            if client.status != "running":
                raise _silent(address, OSError("it has gone")) from None
            without = 0 if _threads(client, address) else without + 1
    raise EngineError.of(Code.CLUSTER_EMPTY, address=address)


def _threads(client: Client, address: str) -> int:
    """How many threads the cluster has now."""
    try:
        return sum(client.nthreads().values())
    except OSError as wrong:
        raise _silent(address, wrong) from wrong


def _silent(address: str, wrong: Exception) -> EngineError:
    return EngineError.of(Code.CLUSTER_NONE, address=address, why=str(wrong).split("\n")[0][:120] or "no answer")
