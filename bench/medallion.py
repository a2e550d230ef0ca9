"""Medallion, OASIS's own TAXII server for trials: the peer of ours in the bench, in an environment of its own.

It keeps what it is given in memory, validates nothing, and has neither a gate nor a ledger.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from answering import answering
from taxii2client.v21 import Collection

PORT = 18_656
KEPT = "91a7b528-80eb-42ed-a74d-c6fbd5a26116"
SAYS = {
    "discovery": {"title": "peer", "default": "api", "api_roots": ["api"]},
    "api": {
        "information": {"title": "api", "versions": ["application/taxii+json;version=2.1"],
                        "max_content_length": 10_000_000},
        "status": [],
        "collections": [{"id": KEPT, "title": "Seen", "can_read": True, "can_write": True,
                         "media_types": ["application/stix+json;version=2.1"], "objects": [], "manifest": []}],
    },
}  # fmt: skip


@contextmanager
def serving(folder: Path, *, wanted: bool) -> Iterator[Collection | None]:
    """Its empty collection, or nothing where it is not wanted or benchmarks/peers.txt cannot be installed."""
    if not wanted or not installed(folder):
        yield None
        return
    data, settings = folder / "peer.json", folder / "peer.conf"
    data.write_text(json.dumps(SAYS))
    memory = {"module": "medallion.backends.memory_backend", "module_class": "MemoryBackend", "filename": str(data)}
    settings.write_text(json.dumps({"backend": memory, "users": {"x": "y"}, "taxii": {"max_page_size": 100}}))
    words = [folder / "peer" / "bin" / "medallion", "--port", str(PORT), settings]
    with answering(words, PORT):
        yield Collection(f"http://127.0.0.1:{PORT}/api/collections/{KEPT}/", user="x", password="y")  # noqa: S106 - of a server that is thrown away


def installed(folder: Path) -> bool:
    place = folder / "peer"
    try:
        subprocess.run([sys.executable, "-m", "venv", place], check=True, capture_output=True)
        words = [place / "bin" / "pip", "-q", "install", "--require-hashes", "--no-deps", "-r", "benchmarks/peers.txt"]
        subprocess.run(words, check=True, capture_output=True)
    except subprocess.CalledProcessError:
        print("medallion cannot be installed here: no figures of a peer", file=sys.stderr)
        return False
    return True
