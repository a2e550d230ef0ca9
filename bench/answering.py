"""A TAXII server in a process of its own, for as long as it is asked: ours and the peer's are started the same way."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import requests

SECONDS_MOST = 60


@contextmanager
def answering(words: Sequence[str | Path], port: int) -> Iterator[None]:
    """Raises SystemExit where it does not answer within SECONDS_MOST."""
    server = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + SECONDS_MOST
        while not _answers(port):
            if time.monotonic() > until or server.poll() is not None:
                raise SystemExit(f"{Path(words[0]).name} does not answer at port {port}")
            time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait(30)


def _answers(port: int) -> bool:
    with suppress(requests.ConnectionError):
        requests.get(f"http://127.0.0.1:{port}/taxii2/", timeout=5)
        return True
    return False
