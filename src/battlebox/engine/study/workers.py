"""Who works at the blocks of a study: the threads of this machine, unless somebody names a cluster.

Law: the same function for all; a block that is done and whole is not done again; blocks are handed out a few at a time.
Not here: the work itself (block.py), Dask (cluster.py).
"""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from pathlib import Path
from typing import Final

from battlebox.engine.errors import Code, EngineError
from battlebox.engine.study.block import work
from battlebox.engine.study.folder import StudyFolder
from battlebox.engine.study.stamp import stamp

Block = tuple[int, int]
AHEAD: Final = 2
"""Blocks that wait for each thread while it works, so that it never waits for us."""


def do_block(folder: str, begun_with: str, low: int, high: int) -> Block:
    """Do one block of a study, wherever this runs, and write it down. Raises EngineError."""
    where = f"{platform.node()}, process {os.getpid()},"
    if begun_with != stamp():
        raise EngineError.of(Code.STUDY_OTHER_PROGRAM, where=where, found=stamp(), stamp=begun_with)
    study = StudyFolder(Path(folder))
    if not study.is_there():
        raise EngineError.of(Code.STUDY_UNSEEN, where=where, folder=folder)
    if study.block(low, high) is None:
        with study.at_work(low, high):
            study.put_block(low, high, work(study.ground(), study.question(), low, high))
    return low, high


def by_threads(folder: StudyFolder, blocks: Sequence[Block], *, threads: int | None = None) -> Iterator[Block]:
    """Do blocks by threads, yielding each as it is done."""
    many = max(1, min(threads or os.cpu_count() or 1, len(blocks)))
    begun_with, left = folder.question().stamp, iter(blocks)
    pool = ThreadPoolExecutor(many, thread_name_prefix="study")
    running: set[Future[Block]] = set()
    try:
        while True:
            for low, high in islice(left, many * AHEAD - len(running)):
                running.add(pool.submit(do_block, str(folder.path), begun_with, low, high))
            if not running:
                return
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for each in done:
                yield each.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
