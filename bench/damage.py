"""Flip a bit in every byte of what a desk keeps or hands on, and count what nobody would notice: it must be none.

    python bench/damage.py [EVERY] [--table]

With EVERY, only each EVERYth byte. With --table, write the table of docs/damage.md instead.
"""

from __future__ import annotations

import io
import os
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from battlebox.journal import (  # noqa: E402 - the same
    Checkpoint,
    Draft,
    JournalError,
    Kind,
    export_whole,
    make_checkpoint,
    new_sealing_key,
    open_store,
    receive,
    seal,
    take_bundle,
    unseal,
    verify,
)
from sim.damage import table  # noqa: E402 - it lies among the tests
from sim.region import FixedWatch, OnDisk, memory_store  # noqa: E402 - the same

FAST = next((place for place in ("/dev/shm",) if Path(place).is_dir()), None)  # noqa: S108 - in memory, and gone after
MARK = "<!-- the table below is what tests/sim/damage.py gives -->\n"
TABLES = ("entry", "part", "desk", "late", "erased", "chunk", "witnessed", "meta")


def flipped(raw: bytes, place: int) -> bytes:
    return raw[:place] + bytes([raw[place] ^ 1 << place % 8]) + raw[place + 1 :]


def content(path: Path) -> object:
    raw = sqlite3.connect(path)
    try:
        return [raw.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall() for name in TABLES]  # noqa: S608 - ours
    except sqlite3.Error:
        return None
    finally:
        raw.close()


def clear(path: Path) -> None:
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)


def look(path: Path, desk: OnDisk, right: object) -> str:
    """What verify says of the folder as it is now: the first problem, `same`, or `UNSEEN`."""
    try:
        store = open_store(path)
    except JournalError as wrong:
        return str(wrong.code)
    try:
        report = verify(store, tips=desk.tips())
    finally:
        store.close()
    if not report.ok:
        return str(report.problems[0].code)
    return "same" if content(path) == right else "UNSEEN"


def begun(folder: Path) -> OnDisk:
    desk = OnDisk(folder)
    for i in range(6):
        desk.journal.append(Draft(Kind.TASK_CHANGED, text=f"line {i}", values=((f"task/{i % 3}", "state", i),)))
    make_checkpoint(desk.journal)
    desk.journal.store.wipe_traces()
    # These stay in the log.
    for i in range(2):
        desk.journal.append(Draft(Kind.TASK_CHANGED, text=f"late {i}", values=(("task/1", "state", 10 + i),)))
    return desk


def of_files(which: str, places: range, every: int) -> Counter[str]:
    """Flip bytes of a desk's own files: its store, its log, its tip note."""
    with tempfile.TemporaryDirectory(dir=FAST) as name:
        desk = begun(Path(name))
        log = desk.path.with_name(desk.path.name + "-wal")
        if which == "store":
            desk.journal.store.wipe_traces()
        kept = {path: path.read_bytes() for path in (desk.path, log, desk.tips()[0][1].path)}
        target = {"store": desk.path, "log": log, "tip note": desk.tips()[0][1].path}[which]
        right = content(desk.path)
        desk.journal.store.close()
        found: Counter[str] = Counter()
        for place in range(places.start, min(places.stop, len(kept[target])), every):
            clear(desk.path)
            for path, raw in kept.items():
                path.write_bytes(flipped(raw, place) if path == target else raw)
            found[look(desk.path, desk, right)] += 1
        return found


def of_bytes(raw: bytes, every: int, read: Callable[[bytes], object]) -> Counter[str]:
    """Flip bytes of what is handed on: it must be refused, or read as the same."""
    right, found = read(raw), Counter[str]()
    for place in range(0, len(raw), every):
        try:
            got = read(flipped(raw, place))
        except JournalError as wrong:
            found[str(wrong.code)] += 1
        else:
            found["same" if got == right else "UNSEEN"] += 1
    return found


def handed_on(which: str, every: int) -> tuple[int, Counter[str]]:
    with tempfile.TemporaryDirectory(dir=FAST) as name:
        journal = begun(Path(name)).journal
        whole = export_whole(journal, to="bag")

        def taken(raw: bytes) -> object:
            fresh = receive(memory_store(), journal.incident, None, lambda *_: None, FixedWatch())
            take_bundle(fresh, io.BytesIO(raw), "export")
            return fresh.digest()

        if which == "export":
            return len(whole), of_bytes(whole, every, taken)
        if which == "go-bag":
            public, secret = new_sealing_key()
            bag = seal(whole, recipients=(public,))
            return len(bag), of_bytes(bag, every, lambda raw: unseal(raw, "bag", secret=secret))
        note = make_checkpoint(journal).to_text().encode()
        return len(note), of_bytes(note, every, lambda raw: Checkpoint.from_text(raw.decode(errors="replace")))


def share(job: tuple[str, range, int]) -> Counter[str]:
    return of_files(*job)


def sweep(every: int) -> list[tuple[str, int, Counter[str], float]]:
    """For each thing: what it is, its bytes, what was found how often, and the seconds it took."""
    rows = []
    with tempfile.TemporaryDirectory(dir=FAST) as name, ProcessPoolExecutor(os.cpu_count()) as pool:
        desk = begun(Path(name))
        log = desk.path.with_name(desk.path.name + "-wal").stat().st_size
        desk.journal.store.wipe_traces()
        sizes = {"store": desk.path.stat().st_size, "log": log, "tip note": desk.tips()[0][1].path.stat().st_size}
        step = 4096
        for which, size in sizes.items():
            began, jobs = time.monotonic(), [(which, range(low, low + step), every) for low in range(0, size, step)]
            rows.append(tell(which, size, sum(pool.map(share, jobs), Counter()), began))
    for which in ("export", "go-bag", "checkpoint"):
        began = time.monotonic()
        rows.append(tell(which, *handed_on(which, every), began))
    return rows


def tell(which: str, size: int, found: Counter[str], began: float) -> tuple[str, int, Counter[str], float]:
    noticed = sum(found.values()) - found["same"] - found["UNSEEN"]
    told = ", ".join(f"{code} {count}" for code, count in found.most_common() if code not in ("same", "UNSEEN"))
    print(
        f"{which:<11} {size:>8,} bytes: noticed {noticed:,}, same content {found['same']:,}, UNSEEN {found['UNSEEN']}"
        f"   ({time.monotonic() - began:.0f} s)\n            {told}",
        flush=True,
    )
    return which, size, found, time.monotonic() - began


def write_table() -> None:
    page = ROOT / "docs" / "damage.md"
    before, _, after = page.read_text(encoding="utf-8").partition(MARK)
    rest = after[after.index("\n- **by its store") :] if "\n- **by its store" in after else after
    with tempfile.TemporaryDirectory(dir=FAST) as name:
        page.write_text(before + MARK + "\n" + table(Path(name)) + rest, encoding="utf-8")


if __name__ == "__main__":
    if "--table" in sys.argv:
        write_table()
    else:
        rows = sweep(int(sys.argv[1]) if sys.argv[1:] else 1)
        sys.exit(1 if any(found["UNSEEN"] for _, _, found, _ in rows) else 0)
