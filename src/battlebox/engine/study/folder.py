"""The folder of a study: what is asked, the ground it is asked of, and each block that is done (docs/formats/study.md).

Law: a file is whole or not there: written beside its name, brought to disk, renamed; what has another checksum counts
as not there, and is never added. The only module of studies that touches files.
Not here: the work (block.py), the ranking (ranking.py).
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import platform
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from battlebox.engine.errors import Code, EngineError
from battlebox.engine.nets import PathNet, ints
from battlebox.engine.study.block import FIGURES, Found
from battlebox.engine.study.ground import Ground, PathName, SystemName
from battlebox.engine.study.question import FORMAT, StudyQuestion

BLOCK_FORMAT: Final = "battlebox-study-block/1"
_STUDY, _GROUND, _BLOCKS, _ANSWER, _NAMES = "study.json", "ground", "blocks", "answer.json", "names.json"
_CROSSINGS: Final = ("start", "source", "target", "threshold", "key", "path")
_LOSSES: Final = ("need_of", "need_on", "need_group", "nodes", "column", "usual", "alone", "records")
_HEAD_MOST: Final = 4096


@dataclass(frozen=True, slots=True)
class StudyFolder:
    """One study on disk."""

    path: Path

    @classmethod
    def begun(cls, path: Path, ground: Ground, question: StudyQuestion) -> StudyFolder:
        """A new study; `question.ground` is what names the ground's content. Raises EngineError."""
        try:
            if path.exists() and (not path.is_dir() or any(path.iterdir())):
                raise EngineError.of(Code.STUDY_EXISTS, folder=path)
            (path / _BLOCKS).mkdir(parents=True, exist_ok=True)
            _put_ground(path / _GROUND, ground, question.ground)
        except OSError as wrong:
            raise _unwritten(path, wrong) from wrong
        _write(path / _STUDY, question.to_text().encode() + b"\n")
        return cls(path)

    def question(self) -> StudyQuestion:
        """What is asked. Raises EngineError where this is no study."""
        try:
            said = json.loads((self.path / _STUDY).read_bytes())
            if said.pop("format") != FORMAT:
                raise EngineError.of(Code.STUDY_NONE, folder=self.path, why=f"its format is not {FORMAT}")
            return StudyQuestion(**said)
        except OSError as wrong:
            raise EngineError.of(Code.STUDY_NONE, folder=self.path, why=f"it has no {_STUDY} to read") from wrong
        except (ValueError, TypeError, KeyError, AttributeError) as wrong:
            raise EngineError.of(Code.STUDY_NONE, folder=self.path, why=f"its {_STUDY} cannot be read") from wrong

    def ground(self) -> Ground:
        """The ground, as it lies on disk; read and checked once in each process."""
        name = self.question().ground
        if not re.fullmatch(r"[0-9a-f]{64}", name):
            raise EngineError.of(Code.STUDY_NONE, folder=self.path, why="its ground is named by no content")
        return _ground_in(self.path / _GROUND / name)

    def is_there(self) -> bool:
        """Whether this machine sees the study."""
        return (self.path / _STUDY).is_file()

    def block(self, low: int, high: int) -> Found | None:
        """What came of a block; None where it is not done, half written or altered."""
        try:
            head, _, body = self._place(low, high).read_bytes().partition(b"\n")
            said = json.loads(head)
            sizes = [int(each) for each in said["lengths"]]
        except (OSError, ValueError, TypeError, KeyError):
            return None
        fits = sum(sizes) * 8 == len(body) and sizes[1] == sizes[0] * FIGURES and sizes[2] == (high - low) * 3
        asked = (BLOCK_FORMAT, self.digest(), low, high, hashlib.sha256(body).hexdigest())
        if not fits or asked != tuple(said.get(name) for name in ("format", "study", "from", "to", "sha256")):
            return None
        rows, sums, reached = np.split(np.frombuffer(body, dtype="<i8"), np.cumsum(sizes)[:-1])
        return Found(rows, sums.reshape(-1, FIGURES), reached.reshape(-1, 3))

    def put_block(self, low: int, high: int, found: Found) -> None:
        """Write a block down. Raises EngineError."""
        arrays = [each.astype("<i8").reshape(-1) for each in (found.rows, found.sums, found.reached)]
        body = b"".join(each.tobytes() for each in arrays)
        head = {"format": BLOCK_FORMAT, "study": self.digest(), "from": low, "to": high,
                "lengths": [len(each) for each in arrays], "sha256": hashlib.sha256(body).hexdigest()}  # fmt: skip
        _write(self._place(low, high), json.dumps(head).encode() + b"\n" + body)

    @contextmanager
    def at_work(self, low: int, high: int) -> Iterator[None]:
        """Leave a mark for as long as a block is worked at: whoever is killed meanwhile leaves it there."""
        mark = _beside(self._place(low, high))
        try:
            mark.touch()
        except OSError as wrong:
            raise _unwritten(mark, wrong) from wrong
        try:
            yield
        finally:
            mark.unlink(missing_ok=True)

    def lost(self) -> int:
        """How many times somebody began a block and did not end it."""
        return len(list((self.path / _BLOCKS).glob("*.part")))

    def digest(self) -> str:
        """What names this study in its blocks."""
        return hashlib.sha256((self.path / _STUDY).read_bytes()).hexdigest()

    def put_answer(self, answer: dict[str, Any]) -> None:
        """Write the answer down. Raises EngineError."""
        _write(self.path / _ANSWER, json.dumps(answer, ensure_ascii=False, indent=1, allow_nan=False).encode() + b"\n")

    def answer(self) -> dict[str, Any] | None:
        """The answer; None while there is none that can be read."""
        try:
            found = json.loads((self.path / _ANSWER).read_bytes())
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def _place(self, low: int, high: int) -> Path:
        return self.path / _BLOCKS / f"{low:08}-{high:08}.block"


def content_of(ground: Ground) -> str:
    """The name of a ground, by its content."""
    return _name({name: hashlib.sha256(data).digest() for name, data in _files(ground)})


def _files(ground: Ground) -> Iterator[tuple[str, bytes]]:
    arrays = {name: getattr(ground.crossings, name) for name in _CROSSINGS}
    arrays |= {name: getattr(ground, name) for name in _LOSSES}
    for name, array in arrays.items():
        yield f"{name}.npy", _npy(array)
    names = {"systems": ground.systems, "paths": ground.paths}
    yield _NAMES, json.dumps(names, ensure_ascii=False).encode()


def _npy(array: np.ndarray[Any, Any]) -> bytes:
    """An array as the format says, little-endian whatever the machine."""
    held = io.BytesIO()
    np.lib.format.write_array(held, array.astype(array.dtype.newbyteorder("<")), version=(1, 0), allow_pickle=False)
    return held.getvalue()


def _name(digests: dict[str, bytes]) -> str:
    whole = hashlib.sha256()
    for name in sorted(digests):
        whole.update(name.encode() + b"\0" + digests[name])
    return whole.hexdigest()


def _put_ground(folder: Path, ground: Ground, name: str) -> None:
    place = folder / name
    place.mkdir(parents=True, exist_ok=True)
    for file, data in _files(ground):
        _write(place / file, data)


@lru_cache(maxsize=2)
def _ground_in(folder: Path) -> Ground:
    """A ground, memory-mapped: workers on one machine share its pages."""
    try:
        files = [f"{name}.npy" for name in (*_CROSSINGS, *_LOSSES)]
        digests = {}
        for file in (*files, _NAMES):
            with (folder / file).open("rb") as data:
                digests[file] = hashlib.file_digest(data, "sha256").digest()
        if _name(digests) != folder.name:
            raise EngineError.of(Code.STUDY_SPOILT, file=f"ground/{folder.name[:8]}", why="its checksum is another")
        start, source, target, threshold, key, path, *losses = (
            np.asarray(np.load(folder / file, mmap_mode="r", allow_pickle=False)) for file in files
        )
        names = json.loads((folder / _NAMES).read_bytes())
    except OSError as wrong:
        raise EngineError.of(Code.STUDY_SPOILT, file=f"ground/{folder.name[:8]}", why="it cannot be read") from wrong
    return Ground(
        crossings=PathNet(start, source, target, threshold, ints(np.zeros(len(source))), key, path),
        **dict(zip(_LOSSES, losses, strict=True)),
        systems=tuple(SystemName(*row) for row in names["systems"]),
        paths=tuple(PathName(*row)._replace(needs=tuple(row[-1])) for row in names["paths"]),
    )


def _write(path: Path, data: bytes) -> None:
    """Write a file whole, or leave what was there. Raises EngineError."""
    part = _beside(path)
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as wrong:
        part.unlink(missing_ok=True)
        raise _unwritten(path, wrong) from wrong


def _beside(path: Path) -> Path:
    """Where this process writes what will have that name."""
    return path.with_name(f"{path.name}.{platform.node()}.{os.getpid()}.part")


def _unwritten(path: Path, wrong: OSError) -> EngineError:
    why = (wrong.strerror or type(wrong).__name__).lower()
    return EngineError.of(Code.STUDY_NOT_WRITTEN, file=path, why=why)
