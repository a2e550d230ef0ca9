#!/usr/bin/env python3
# ruff: noqa: T201, PLR2004, ANN401
# It prints; its numbers are those of the format page and of Salsa20; what it reads has no type until it was checked.
"""Write out the files that are attached to an exported incident record, with nothing but this file and Python 3.9.

    python3 extract_files.py incident.jsonl.gz NEW-FOLDER

Law: a file is written only if it is, byte for byte, the one that its entry describes, and under a name that can go
nowhere but into the new folder. Exit code 0: every file was written; 1: some were not; 2: called wrongly, or the
record or the folder cannot be used. A MiB takes a second or two.
Not here: whether the record is right (verify_journal.py): run that first, for this program does not check signatures.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import struct
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LINE_MOST, PIECE, PIECES_MOST = 4 << 20, 1 << 20, 8192
QUARTERS = (  # The places that each quarter round of Salsa20 stirs: down the columns, then along the rows.
    *((0, 4, 8, 12), (5, 9, 13, 1), (10, 14, 2, 6), (15, 3, 7, 11)),
    *((0, 1, 2, 3), (5, 6, 7, 4), (10, 11, 8, 9), (15, 12, 13, 14)),
)


def salsa(key: bytes, middle: bytes, *, whole: bool) -> bytes:
    """A block of Salsa20; if not `whole`, the key that HSalsa20 makes."""
    k, m, c = struct.unpack("<8I", key), struct.unpack("<4I", middle), struct.unpack("<4I", b"expand 32-byte k")
    start = [c[0], *k[:4], c[1], *m, c[2], *k[4:], c[3]]
    x = list(start)
    for one, two, three, four in 10 * QUARTERS:
        for to, a, b, by in ((two, one, four, 7), (three, two, one, 9), (four, three, two, 13), (one, four, three, 18)):
            total = x[a] + x[b] & 0xFFFFFFFF
            x[to] ^= (total << by | total >> 32 - by) & 0xFFFFFFFF
    if not whole:
        return struct.pack("<8I", x[0], x[5], x[10], x[15], *x[6:10])
    return struct.pack("<16I", *((a + b) & 0xFFFFFFFF for a, b in zip(x, start)))  # noqa: B905 - Python 3.9


def unsealed(sealed: bytes, place: int, key: bytes) -> bytes:
    """A piece of a file, of XSalsa20; that it is right shows in the hash of the whole file."""
    nonce, body = place.to_bytes(24, "big"), sealed[16:]
    inner = salsa(key, nonce[:16], whole=False)
    blocks = (salsa(inner, nonce[16:] + n.to_bytes(8, "little"), whole=True) for n in range(len(body) // 64 + 2))
    pad = b"".join(blocks)[32 : 32 + len(body)]
    return (int.from_bytes(body, "little") ^ int.from_bytes(pad, "little")).to_bytes(len(body), "little")


def lines_of(path: Path) -> Iterator[Any]:
    """The lines of a record, none longer than it may be."""
    with gzip.open(path) as file:
        for raw in iter(lambda: file.readline(LINE_MOST + 1), b""):
            if len(raw) > LINE_MOST:
                raise ValueError(f"a line is longer than {LINE_MOST} bytes")
            yield json.loads(raw)


class Files:
    """The files that are being written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told: list[tuple[Path, int, str]] = []
        self.pieces: dict[str, list[tuple[Path, int, bytes]]] = {}
        self.odd = 0

    def entry(self, header: Any, parts: Any) -> None:
        """Make room for the files of an entry."""
        raw = json.dumps(header, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        identity = hashlib.sha256(b"battlebox/entry/1\0" + raw).hexdigest()
        for place, _, spelling, data in parts:
            if header["parts"][place][0] == "file":
                try:
                    self.manifest(f"{identity[:16]}-{place}", json.loads(data) if spelling == "text" else None)
                except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
                    self.odd += 1
                    print(f"{identity[:16]}-{place}: what the entry says describes no file")

    def manifest(self, label: str, told: Any) -> None:
        """Make room for a file, under a name that can go nowhere else."""
        name, key = re.sub("[^A-Za-z0-9._-]", "_", told["name"])[-80:], bytes.fromhex(told["key"])
        length, digest, pieces = told["length"], told["sha256"], [str(piece) for piece in told["pieces"]]
        if len(key) != 32 or len(pieces) > PIECES_MOST or not 0 <= length <= PIECE * len(pieces):
            raise ValueError
        path = self.folder / f"{label}-{name}"
        path.open("xb").close()
        self.told.append((path, length, digest))
        for place, piece in enumerate(pieces):
            self.pieces.setdefault(piece, []).append((path, place, key))

    def piece(self, name: str, sealed: bytes) -> None:
        """Put a piece where it belongs, if it is what its name says."""
        if hashlib.sha256(sealed).hexdigest() == name:
            for path, place, key in self.pieces.get(name, []):
                with path.open("r+b") as file:
                    file.seek(place * PIECE)
                    file.write(unsealed(sealed, place, key))

    def finish(self) -> int:
        """Keep what is whole and drop the rest; how many were not written."""
        for path, length, right in self.told:
            digest = hashlib.sha256()
            with path.open("rb") as file:
                for block in iter(lambda file=file: file.read(PIECE), b""):  # type: ignore[misc] # it takes no more
                    digest.update(block)
            if (path.stat().st_size, digest.hexdigest()) == (length, right):
                print(f"{path.name}: {length} bytes, sha256 {right}")
            else:
                path.unlink()
                self.odd += 1
                print(f"{path.name}: not written, for it is not all in this copy, or not as its entry describes it")
        return self.odd


def main(arguments: list[str]) -> int:
    """Write the files, and say what became of each."""
    if len(arguments) != 2:
        print(__doc__)
        return 2
    files = Files(Path(arguments[1]))
    try:
        files.folder.mkdir()
        for line in lines_of(Path(arguments[0])):
            if "h" in line:
                files.entry(line["h"], line["p"])
            elif "c" in line:
                files.piece(line["c"], base64.b64decode(line["b"]))
        odd = files.finish()
    except (OSError, EOFError, zlib.error) as error:
        print(f"cannot go on: {error}")
        return 2
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        print(f"the record is damaged; see what verify_journal.py says: {error}")
        return 2
    print(f"{len(files.told)} files found" + (f", {odd} not written" if odd else ", all written"))
    return 1 if odd else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
