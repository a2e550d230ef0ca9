"""`battlebox journal show` and `verify`: read the record, and prove it right.

Law: verify exits 1 if anything is wrong, and names the entry and the desk.
Not here: checking (journal room).
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from battlebox.cli.exits import Exit, say
from battlebox.cli.journal_desk import (
    SEALING_KEY,
    at_a_desk,
    entry_id,
    folder_of,
    reading,
    store_of,
    tips_of,
    to_read,
)
from battlebox.cli.options import JSON
from battlebox.cli.screen import bar, leave, plain, put, put_json

if TYPE_CHECKING:
    from battlebox.journal import DataFolder, Entry, Journal, Problem, Report


@click.command()
@click.argument("entry", default="")
@click.option(
    "--open",
    "keys",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="With ENTRY: a person's secret key, to open what is sealed to it.",
)
@click.option("--last", type=click.IntRange(1), default=20, show_default=True, metavar="N", help="How many entries.")
@click.option("--state", is_flag=True, help="The fields as they stand, and the digests that two desks compare.")
@at_a_desk
@JSON
def show(
    *, entry: str, keys: tuple[Path, ...], last: int, state: bool, data: Path | None, incident: str, as_json: bool
) -> None:
    """Show the last entries in the order in which they arrived here, or one ENTRY (the first letters of its id)."""
    from battlebox.journal import proof_of, read_file  # The journal loads libsodium; --version does not wait for it.

    journal, folder = reading(data, incident), folder_of(data)
    _tell_waiting(folder, journal.incident)
    if state:
        told = _state_json(journal)
        put_json(told) if as_json else put(plain(_state_words(told)))
        return
    if entry:
        found = journal.entry(entry_id(journal, entry))
        proof = proof_of(journal, found.id).to_text()
        secrets = (folder.secret(SEALING_KEY) or "", *(read_file(key, 1 << 10).decode().strip() for key in keys))
        if as_json:
            put_json(_entry_json(journal, found, secrets) | {"proof": proof})
        else:
            put(plain(_entry_words(journal, found, secrets)) + f"\n  {proof}")
        return
    first = max(0, journal.store.count() - last)
    entries = list(journal.entries(first))
    if as_json:
        put_json({"incident": journal.incident, "entries": [_entry_json(journal, each, ()) for each in entries]})
        return
    for each in entries:
        put(plain(_line(journal, each)))
    for thing, name in journal.state.conflicts():
        say(f"{thing} {name} has {len(journal.state.live(thing, name))} versions: choose one by writing it again")


def _state_json(journal: Journal) -> dict[str, Any]:
    """The digests, and each field with every value that stands."""
    fields = [
        {"thing": thing, "field": name, "value": journal.value(live.entry, live.part), "entry": live.entry}
        for thing, name in sorted(journal.state.values)
        for live in journal.state.live(thing, name)
    ]
    return {"set": journal.state.set_digest(), "state": journal.digest(), "fields": fields}


def _state_words(told: dict[str, Any]) -> str:
    lines = [f"{row['thing']} {row['field']}: {row['value']}  ({row['entry'][:8]})" for row in told["fields"]]
    return "\n".join([*lines, f"set digest {told['set']}", f"state digest {told['state']}"])


@click.command()
@click.argument("entry")
@click.argument("part", type=click.IntRange(0))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@at_a_desk
def attachment(*, entry: str, part: int, file: Path, data: Path | None, incident: str) -> None:
    """Write the file that is PART of ENTRY (see `show ENTRY`) to FILE, which must not be there yet."""
    from battlebox.journal import JournalCode, JournalError, attached, replacing  # Loaded late, like the journal.

    journal = reading(data, incident)
    if file.exists() or not file.parent.is_dir():
        why = "it is there already" if file.exists() else "there is no such folder"
        raise JournalError.of(JournalCode.NOT_WRITTEN, name=file, why=why)
    manifest, pieces = attached(journal, entry_id(journal, entry), part)
    with replacing(file) as out:
        for piece in pieces:
            out.write(piece)
    put(f"{file}: {manifest.length} bytes, sha256 {manifest.sha256}")


@click.command()
@at_a_desk
@click.option(
    "--processes", type=click.IntRange(1, 64), default=1, show_default=True, metavar="N", help="How many check at once."
)
@click.option(
    "--sheet",
    "sheets",
    multiple=True,
    metavar="NOTE",
    help="Also compare a checkpoint that somebody holds: a file with its text, or '9 word word ...' as read by phone.",
)
@JSON
def verify(*, data: Path | None, incident: str, processes: int, sheets: tuple[str, ...], as_json: bool) -> None:
    """Check every signature, hash, link and part, and say what is wrong: which entry, which desk, what.

    Exit code 1 if anything is. Notices are things to know that are no damage.
    """
    from battlebox.journal import signatures_in  # The journal loads libsodium; --version does not wait for it.
    from battlebox.journal import verify as verify_store  # The same.

    folder = folder_of(data)
    store = to_read(store_of(folder, incident))
    first = store.row_at(1)
    tips = tips_of(folder, store) if first else ()
    count = max(1, store.count())
    with bar("verifying") as step, signatures_in(processes) as signatures:
        report = verify_store(
            store,
            tips=tips,
            signatures=signatures,
            progress=lambda done: step(done / count, f"verified {done} of {count}"),
        )
    if first:
        report.notices += _tell_waiting(folder, first.id)
    for sheet in sheets:
        _compare(reading(data, incident), sheet, report)
    if as_json:
        put_json(report_json(report))
    else:
        put(_report_words(report))
    if not report.ok:
        leave(Exit.NO)


def _compare(journal: Journal, sheet: str, report: Report) -> None:
    from battlebox.journal import JournalError, Problem, check_sheet, read_file  # Loaded late, like all of the journal.

    try:
        note = sheet if " " in sheet else read_file(Path(sheet), 1 << 16).decode(errors="replace")
        note = note.replace("\r\n", "\n")
        say(f"the record begins with exactly the {check_sheet(journal, note)} entries of the sheet")
    except JournalError as wrong:
        report.problems.append(Problem.of(wrong))


def report_json(report: Report) -> dict[str, Any]:
    """`ok`, `entries`, `problems`, `notices`, `withheld`, `erased`."""
    return {
        "ok": report.ok,
        "entries": report.entries,
        "problems": [_problem(row) for row in report.problems],
        "notices": [_problem(row) for row in report.notices],
        "withheld": report.withheld,
        "erased": report.erased,
    }


def _problem(row: Problem) -> dict[str, str]:
    return {"code": str(row.code), "entry": row.entry, "desk": row.desk, "message": row.message, "hint": row.hint}


def _report_words(report: Report) -> str:
    lines = [f"wrong: {row.message}\n       {row.hint}" for row in report.problems]
    lines += [f"to know: {row.message}\n         {row.hint}" for row in report.notices]
    held = f"{report.withheld} parts withheld by others, {report.erased} redacted"
    end = "nothing is wrong" if report.ok else f"{len(report.problems)} things are wrong"
    return "\n".join([*lines, f"{report.entries} entries checked; {held}; {end}"])


def _when(entry: Entry) -> str:
    try:
        return datetime.fromtimestamp(entry.header.wall_ms / 1000, UTC).strftime("%Y-%m-%d %H:%M:%SZ")
    except (OverflowError, ValueError, OSError):
        return "no sensible time"


def _line(journal: Journal, entry: Entry) -> str:
    status = journal.state.standing.status(entry.id, entry.header.key)
    text = " ".join(" ".join(_texts(journal, entry, ())).split())[:80]
    mark = "" if status.value == "good" else f" [{status.value}]"
    desk = journal.state.standing.name_of(entry.header.key)
    return f"{entry.id[:8]}  {_when(entry)}  {desk}  {entry.header.kind}  TLP:{entry.header.tlp}{mark}  {text}".rstrip()


def _texts(journal: Journal, entry: Entry, secrets: tuple[str, ...]) -> list[str]:
    removed = journal.removed()
    told = []
    for place, slot in enumerate(entry.header.parts):
        part = entry.parts.get(place)
        if part is None:
            told.append("(removed)" if (entry.id, place) in removed else "(not in this copy)")
        elif slot.holds == "sealed":
            told.append(_opened(part.data, secrets))
        elif slot.holds == "file":
            told.append(_file(part.data))
        else:
            told.append(part.data.decode(errors="replace"))
    return told


def _file(data: bytes) -> str:
    """What is attached, by name, length and hash."""
    from battlebox.journal import JournalError, Manifest  # Loaded late, like all of the journal.

    try:
        told = Manifest.from_bytes(data)
    except JournalError:
        return "(a file that its entry does not describe)"
    return f"file {told.name}, {told.length} bytes, sha256 {told.sha256}"


def _opened(data: bytes, secrets: tuple[str, ...]) -> str:
    from battlebox.journal import JournalError, open_part  # Loaded late, like all of the journal.

    try:
        return open_part(data, filter(None, secrets))[1].decode(errors="replace")
    except JournalError:
        return "(sealed to named people)"


def _tell_waiting(folder: DataFolder, incident: str) -> list[Problem]:
    """Say that imports wait for entries that are not here, and give it as something to know."""
    from battlebox.journal import JournalCode, JournalError, Problem  # Loaded late, like all of the journal.

    count = len(folder.held(incident).paths())
    if not count:
        return []
    waiting = Problem.of(JournalError.of(JournalCode.WAITING, count=count))
    say(f"{waiting.message}; {waiting.hint}")
    return [waiting]


def _entry_words(journal: Journal, entry: Entry, secrets: tuple[str, ...]) -> str:
    header = entry.header
    lines = [_line(journal, entry), f"  id {entry.id}", f"  number {header.n} of its desk, depth {header.depth}"]
    lines += [f"  after {parent}" for parent in header.parents]
    lines += [f"  {name}: {value}" for name, value in sorted(header.about.items())]
    lines += [f"  sets {write.thing} {write.name} (part {write.part})" for write in header.writes]
    texts = _texts(journal, entry, secrets)
    lines += [f"  part {place} ({header.parts[place].holds}): {text}" for place, text in enumerate(texts)]
    return "\n".join(lines)


def _entry_json(journal: Journal, entry: Entry, secrets: tuple[str, ...]) -> dict[str, Any]:
    header = entry.header
    return {
        "entry": entry.id,
        "desk": journal.state.standing.name_of(header.key),
        "key": header.key,
        "number": header.n,
        "depth": header.depth,
        "kind": header.kind,
        "tlp": header.tlp,
        "audience": list(header.audience),
        "by": header.by,
        "wall_ms": header.wall_ms,
        "watch": header.watch,
        "status": journal.state.standing.status(entry.id, header.key).value,
        "about": dict(header.about),
        "sets": [{"thing": write.thing, "field": write.name, "part": write.part} for write in header.writes],
        "parts": [
            {"class": slot.holds, "text": text}
            for slot, text in zip(header.parts, _texts(journal, entry, secrets), strict=True)
        ],
    }
