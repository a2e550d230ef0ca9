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
from battlebox.cli.journal_desk import at_a_desk, entry_id, folder_of, reading, store_of, to_read
from battlebox.cli.options import JSON
from battlebox.cli.screen import bar, leave, put, put_json

if TYPE_CHECKING:
    from battlebox.journal import Entry, Journal, Problem, Report


@click.command()
@click.argument("entry", default="")
@click.option("--last", type=click.IntRange(1), default=20, show_default=True, metavar="N", help="How many entries.")
@at_a_desk
@JSON
def show(*, entry: str, last: int, data: Path | None, incident: str, as_json: bool) -> None:
    """Show the last entries, or one ENTRY (the first letters of its id) with all it holds."""
    from battlebox.journal import proof_of  # The journal loads libsodium; --version does not wait for it.

    journal = reading(data, incident)
    if entry:
        found = journal.entry(entry_id(journal, entry))
        proof = proof_of(journal, found.id).to_text()
        if as_json:
            put_json(_entry_json(journal, found) | {"proof": proof})
        else:
            put(_entry_words(journal, found) + f"\n  {proof}")
        return
    first = max(0, journal.store.count() - last)
    entries = list(journal.entries(first))
    if as_json:
        put_json({"incident": journal.incident, "entries": [_entry_json(journal, each) for each in entries]})
        return
    for each in entries:
        put(_line(journal, each))
    for thing, name in journal.state.conflicts():
        say(f"{thing} {name} has {len(journal.state.live(thing, name))} versions: choose one by writing it again")


@click.command()
@at_a_desk
@click.option(
    "--processes", type=click.IntRange(1, 64), default=1, show_default=True, metavar="N", help="How many check at once."
)
@JSON
def verify(*, data: Path | None, incident: str, processes: int, as_json: bool) -> None:
    """Check every signature, hash, link and part, and say what is wrong: which entry, which desk, what.

    Exit code 1 if anything is. Notices are things to know that are no damage.
    """
    from battlebox.journal import signatures_in  # The journal loads libsodium; --version does not wait for it.
    from battlebox.journal import verify as verify_store  # The same.

    folder = folder_of(data)
    store = to_read(store_of(folder, incident))
    first = store.row_at(1)
    tips = folder.tips(first.id) if first else ()
    count = max(1, store.count())
    with bar("verifying") as step, signatures_in(processes) as signatures:
        report = verify_store(
            store,
            tips=tips,
            signatures=signatures,
            progress=lambda done: step(done / count, f"verified {done} of {count}"),
        )
    if as_json:
        put_json(report_json(report))
    else:
        put(_report_words(report))
    if not report.ok:
        leave(Exit.NO)


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
    text = " ".join(_texts(journal, entry)).replace("\n", " ")[:80]
    mark = "" if status.value == "good" else f" [{status.value}]"
    desk = journal.state.standing.name_of(entry.header.key)
    return f"{entry.id[:8]}  {_when(entry)}  {desk}  {entry.header.kind}  TLP:{entry.header.tlp}{mark}  {text}".rstrip()


def _texts(journal: Journal, entry: Entry) -> list[str]:
    removed = journal.removed()
    told = []
    for place, slot in enumerate(entry.header.parts):
        part = entry.parts.get(place)
        if part is not None and slot.holds != "file":
            told.append(part.data.decode(errors="replace"))
        elif part is not None:
            told.append("(a file)")
        else:
            told.append("(removed)" if (entry.id, place) in removed else "(not in this copy)")
    return told


def _entry_words(journal: Journal, entry: Entry) -> str:
    header = entry.header
    lines = [_line(journal, entry), f"  id {entry.id}", f"  number {header.n} of its desk, depth {header.depth}"]
    lines += [f"  after {parent}" for parent in header.parents]
    lines += [f"  {name}: {value}" for name, value in sorted(header.about.items())]
    lines += [f"  sets {write.thing} {write.name} (part {write.part})" for write in header.writes]
    lines += [
        f"  part {place} ({header.parts[place].holds}): {text}" for place, text in enumerate(_texts(journal, entry))
    ]
    return "\n".join(lines)


def _entry_json(journal: Journal, entry: Entry) -> dict[str, Any]:
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
            {"class": slot.holds, "text": text} for slot, text in zip(header.parts, _texts(journal, entry), strict=True)
        ],
    }
