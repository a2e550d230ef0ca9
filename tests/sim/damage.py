"""What can be done to a desk's record by somebody who may change every file of it, and who would notice.

Each trial damages a real folder; then five observers look: the store alone, the store with its tip note, another desk
that meets it, a printed checkpoint of this desk, and all of them. The table on docs/damage.md is what this gives.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from battlebox.journal import (
    Checkpoint,
    Desk,
    Draft,
    Journal,
    JournalError,
    Kind,
    Part,
    SigningKey,
    agree_removal,
    ask_removal,
    check_sheet,
    enrol,
    make_checkpoint,
    needs_new_key,
    new_store,
    open_journal,
    open_store,
    read,
    receive,
    verify,
)
from battlebox.journal.sql import SqlStore
from sim.region import FixedWatch, MemoryTip, OnDisk, Region, key_of, memory_store

NOTICED, BACK, UNSEEN = "yes", "comes back", "no"


@dataclass
class Scene:
    """A desk in a folder, an old copy of that folder, another desk's full copy, and a sheet that was printed."""

    desk: OnDisk
    old: Path
    other: Journal
    sheet: Checkpoint
    theirs: list[str]
    """Entries of the other desk, oldest first."""
    words: Part
    """What was removed."""
    tip: MemoryTip
    """The other desk's note."""

    @property
    def path(self) -> Path:
        return self.desk.path


def set_up(folder: Path) -> Scene:
    desk = OnDisk(folder / "desk")
    journal = desk.journal
    tip = MemoryTip()
    other = receive(memory_store(), journal.incident, key_of("other"), lambda *_: tip, FixedWatch())
    enrol(journal, Desk(other.desk.public, "northmere", "", "other"), desk.admin)
    for i in range(3):
        journal.append(note(f"line {i}"))
    other.take(journal.entries())
    journal.append(note("meanwhile"))
    theirs = [other.append(note(f"theirs {i}")).id for i in range(2)]
    journal.take(other.entries())
    journal.store.wipe_traces()
    shutil.copytree(folder / "desk", folder / "old")
    said = journal.append(note("Mrs Example"))
    words = journal.entry(said.id).parts[0]
    asked = ask_removal(journal, said.id, 0, "UK GDPR art. 17")
    agree_removal(journal, asked.id, admin=desk.admin, org="northmere")
    make_checkpoint(journal)
    journal.append(note("line 3"))
    other.take(journal.entries())
    theirs.append(other.append(note("theirs, last")).id)
    journal.take(other.entries())
    journal.append(note("line 4"))
    sheet = make_checkpoint(journal)
    other.take(journal.entries())
    journal.store.wipe_traces()
    journal.store.close()
    return Scene(desk, folder / "old", other, sheet, theirs, words, tip)


def note(text: str) -> Draft:
    return Draft(Kind.NOTE_WRITTEN, text=text)


@contextmanager
def unguarded(path: Path) -> Iterator[sqlite3.Connection]:
    """The tables without their guards, which are put in again afterwards."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        guards = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            raw.execute(f"DROP TRIGGER {name}")
        yield raw
        for _, sql in guards:
            raw.execute(sql)


def sql(*statements: str) -> Callable[[Scene], None]:
    def damage(scene: Scene) -> None:
        with unguarded(scene.path) as raw:
            for statement in statements:
                raw.execute(statement)

    return damage


def without(raw: sqlite3.Connection, s: int) -> None:
    """Take one entry out and close the gap."""
    last = raw.execute("SELECT max(s) FROM entry").fetchone()[0]
    for table in ("part", "late", "erased", "entry"):
        raw.execute(f"DELETE FROM {table} WHERE s = ?", (s,))  # noqa: S608 - names of ours
        for after in range(s + 1, last + 1):
            raw.execute(f"UPDATE {table} SET s = ? WHERE s = ?", (after - 1, after))  # noqa: S608 - the same


def take_out_a_guard(scene: Scene) -> None:
    with closing(sqlite3.connect(scene.path, isolation_level=None)) as raw:
        raw.execute("DROP TRIGGER entry_never_UPDATE")


def take_out(s: int) -> Callable[[Scene], None]:
    def damage(scene: Scene) -> None:
        with unguarded(scene.path) as raw:
            last = raw.execute("SELECT max(s) FROM entry").fetchone()[0]
            without(raw, s if s > 0 else last + 1 + s)

    return damage


def take_out_their_last(scene: Scene) -> None:
    """The other desk's last entry and all of ours that had seen it: what hides it best from the store itself."""
    with unguarded(scene.path) as raw:
        (s,) = raw.execute("SELECT s FROM entry WHERE id = ?", (bytes.fromhex(scene.theirs[-1]),)).fetchone()
        for _ in range(raw.execute("SELECT max(s) FROM entry").fetchone()[0] - s + 1):
            without(raw, raw.execute("SELECT max(s) FROM entry").fetchone()[0])


def swap(scene: Scene) -> None:
    """Two neighbours, neither of which had seen the other, in the other order."""
    with unguarded(scene.path) as raw:
        (late,) = raw.execute("SELECT s FROM entry WHERE id = ?", (bytes.fromhex(scene.theirs[0]),)).fetchone()
        s = late - 1
        for table in ("entry", "part"):
            for old, new in ((s, -1), (s + 1, s), (-1, s + 1)):
                raw.execute(f"UPDATE {table} SET s = ? WHERE s = ?", (new, old))  # noqa: S608 - names of ours


def rebuild(scene: Scene) -> None:
    """The same entries in another order that has parents first, by taking them in from the other desk's copy."""
    for path in scene.path.parent.glob("*"):
        path.unlink()
    store = new_store(scene.path)
    fresh = receive(store, scene.other.incident, None, lambda *_: None, FixedWatch())
    theirs = scene.other.desk.public
    entries = sorted(scene.other.entries(), key=lambda entry: (entry.header.depth, entry.header.key != theirs))
    fresh.take(entries)
    store.close()


def roll_back(scene: Scene, *, tip: bool) -> None:
    for path in scene.path.parent.glob("*"):
        path.unlink()
    shutil.copy(scene.old / "incidents" / scene.path.name, scene.path)
    if tip:
        for path in (scene.old / "keys").glob("*.tip"):
            shutil.copy(path, scene.desk.folder.path / "keys" / path.name)


def write(scene: Scene, key: SigningKey, text: str) -> None:
    """One more entry in this store by a key that somebody has; its own tip note is nobody's."""
    store = open_store(scene.path)
    open_journal(store, key, lambda *_: MemoryTip(), FixedWatch()).append(note(text))
    store.close()


def rewrite_all(scene: Scene) -> None:
    """The whole record made anew with this desk's own key and the admin's: a false story, signed rightly."""
    shutil.rmtree(scene.desk.folder.path / "incidents")
    for path in (scene.desk.folder.path / "keys").glob("*.tip"):
        path.unlink()
    made = OnDisk(scene.desk.folder.path)
    for i in range(12):
        made.journal.append(note(f"another story {i}"))
    made.journal.store.close()


def splice(scene: Scene) -> None:
    """An entry of another incident, put in at the end."""
    foreign = Region().found()
    entry = foreign.append(note("of another incident"))
    with unguarded(scene.path) as raw:
        s = raw.execute("SELECT max(s) FROM entry").fetchone()[0] + 1
        raw.execute("INSERT OR IGNORE INTO desk VALUES (90, ?)", (bytes.fromhex(foreign.desk.public),))
        cells = (s, bytes.fromhex(entry.id), 90, entry.header.n, entry.header.depth, 0, 1, entry.raw, entry.signature)
        raw.execute("INSERT INTO entry VALUES (?,?,?,?,?,?,?,?,?)", cells)
        raw.execute("INSERT INTO part VALUES (?,0,?,?)", (s, entry.parts[0].salt, entry.parts[0].data))


def forge(scene: Scene) -> None:
    """An entry under the other desk's name, signed with a key that is not its own."""
    store = open_store(scene.path)
    copy = receive(memory_store(), scene.other.incident, key_of("thief"), lambda *_: MemoryTip(), FixedWatch())
    copy.take(scene.other.entries())
    made = copy.append(note("never written"))
    store.close()
    raw_header = made.raw.replace(made.header.key.encode(), scene.other.desk.public.encode())
    with unguarded(scene.path) as raw:
        s = raw.execute("SELECT max(s) FROM entry").fetchone()[0] + 1
        (k,) = raw.execute("SELECT k FROM desk WHERE key = ?", (bytes.fromhex(scene.other.desk.public),)).fetchone()
        raw.execute(
            "INSERT INTO entry VALUES (?,?,?,?,?,?,?,?,?)",
            (s, bytes.fromhex(made.id), k, 0, made.header.depth, 0, 1, raw_header, made.signature),
        )


def put_back(scene: Scene) -> None:
    """The words that were removed, from an old stick."""
    with unguarded(scene.path) as raw:
        (s,) = raw.execute("SELECT s FROM erased").fetchone()
        raw.execute("DELETE FROM erased")
        raw.execute("INSERT INTO part VALUES (?, 0, ?, ?)", (s, scene.words.salt, scene.words.data))


DAMAGES: dict[str, Callable[[Scene], None]] = {
    "nothing": lambda _: None,
    "words of an entry changed": sql("UPDATE part SET data = x'00' WHERE s = 4 AND place = 0"),
    "words of an entry deleted": sql("DELETE FROM part WHERE s = 4 AND place = 0"),
    "an entry's signed line changed": sql(
        "UPDATE entry SET raw = CAST(replace(raw, 'note', 'nota') AS BLOB) WHERE s = 4"
    ),
    "an entry taken out of the middle": sql("DELETE FROM part WHERE s = 4", "DELETE FROM entry WHERE s = 4"),
    "the same, and the gap closed": take_out(4),
    "two entries put in the other order": swap,
    "an entry of another incident put in": splice,
    "an entry made up under another desk's name": forge,
    "removed words put back": put_back,
    "a guard of the store taken out": take_out_a_guard,
    "an entry of a desk that nobody enrolled": lambda scene: write(scene, key_of("nobody"), "let me in"),
    "this desk's last entry cut off": take_out(-1),
    "another desk's last entry cut off, with all that saw it": take_out_their_last,
    "an old copy put back": lambda scene: roll_back(scene, tip=False),
    "an old copy put back, and the tip note with it": lambda scene: roll_back(scene, tip=True),
    "the whole record built again in another order": rebuild,
    "the whole record written anew with this desk's own key": rewrite_all,
    "an entry added with another desk's stolen key": lambda scene: write(scene, key_of("other"), "not by them"),
}


def alone(store: SqlStore, scene: Scene) -> str:
    return UNSEEN if verify(store).ok else NOTICED


def with_its_note(store: SqlStore, scene: Scene) -> str:
    return UNSEEN if verify(store, tips=scene.desk.tips()).ok else NOTICED


def another_desk(store: SqlStore, scene: Scene) -> str:
    """The other desk takes in what is here, and gives what it has."""
    here = open_journal(store, scene.desk.key, scene.desk.folder.tip, FixedWatch())
    seen = scene.other.take([read(row.raw, row.signature, store.parts(row.s)) for row in store.rows()])
    back = here.take(scene.other.entries())
    told = [needs_new_key(here, scene.desk.tips()[0][1]), needs_new_key(scene.other, scene.tip)]
    if seen.forks or back.forks or any(told) or not verify(scene.other.store).ok:
        return NOTICED
    if seen.refused_parts:
        return "refused there"
    return BACK if back.new or back.late_parts else UNSEEN


def sheet(store: SqlStore, scene: Scene) -> str:
    check_sheet(open_journal(store, scene.desk.key, lambda *_: MemoryTip(), FixedWatch()), scene.sheet.to_text())
    return UNSEEN


OBSERVERS = {
    "by its store alone": alone,
    "with its tip note": with_its_note,
    "when another desk meets it": another_desk,
    "by a printed sheet of it": sheet,
}


def trial(name: str, folder: Path) -> tuple[str, ...]:
    """What each observer says after one damage; each sees the folder as it was left."""
    scene, said = set_up(folder), {}
    DAMAGES[name](scene)
    # Meeting another desk changes the folder, so it comes last.
    for words in sorted(OBSERVERS, key=lambda words: OBSERVERS[words] is another_desk):
        try:
            store = open_store(scene.desk.folder.incidents()[0])
            said[words] = OBSERVERS[words](store, scene)
            store.close()
        except JournalError:
            said[words] = NOTICED
    return tuple(said[words] for words in OBSERVERS)


def table(folder: Path) -> str:
    """The table of docs/damage.md."""
    rows = ["| what is done to a desk's folder | " + " | ".join(OBSERVERS) + " |", "|---|---|---|---|---|"]
    for number, name in enumerate(DAMAGES):
        rows.append(f"| {name} | " + " | ".join(trial(name, folder / str(number))) + " |")
    return "\n".join(rows) + "\n"
