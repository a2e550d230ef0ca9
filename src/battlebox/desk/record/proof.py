"""Whether the record is right, and who could prove it: verifying, checkpoints, and who holds what.

Law: verifying says in words what is wrong and with which entry; a checkpoint that nobody holds proves nothing, and is
said to.
Not here: the checks themselves (journal), paper (web).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.installation import Installation
from battlebox.desk.record.line import Line
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Sight
from battlebox.desk.record.writing import line
from battlebox.journal import Checkpoint, Journal, Kind, Proof, Report, make_checkpoint, note_again, note_printed, paper

WHAT_TO_DO: Final = paper.WHAT_TO_DO


@dataclass(frozen=True, slots=True)
class Verified:
    """What verifying found, in words: what is wrong, what is to be known though nothing is wrong, and the sum of it."""

    is_right: bool
    said: str
    wrong: tuple[str, ...]
    to_know: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A checkpoint to be printed: the note for the code, its size, twelve words for the phone, who takes it."""

    note: str
    size: int
    spoken: str
    desk: str
    holder: str
    todo: str


def verify_record(
    installation: Installation, record: Record, officer: Officer, *, progress: Callable[[float, str], None]
) -> Verified:
    """Check every signature, hash, link and part, beside the pages and not in their way. Raises JournalError."""
    officer.must(Act.LOOK)
    count = max(1, record.arrived)
    report = installation.verify(
        record.incident, progress=lambda done: progress(min(1.0, done / count), f"{done} of {count} entries checked")
    )
    return _in_words(report)


def print_checkpoint(record: Record, officer: Officer, *, holder: str) -> Saved:
    """Sign the record as it stands; `holder` takes the sheet: a body and role, never a name. Raises DeskError."""
    officer.must(Act.CHECKPOINT)
    taker = line("who takes the sheet", holder, what="the body and the role")

    def make(journal: Journal) -> str:
        note_printed(journal, make_checkpoint(journal), taker)
        return journal.own.id if journal.own else ""

    entry = record.with_pen(officer, make)
    return Saved(record.number(entry), entry)


def sheet_of(record: Record, sight: Sight, entry: str) -> Sheet:
    """A checkpoint that was printed, as it was. Raises DeskError where it is none, or none of this body's desk here."""
    found = sight.line(entry)
    about = found.header.about
    size, root, holder = about.get("size"), about.get("root"), about.get("holder", "")
    mine, _ = record.desk_of(sight.officer.body)
    printed = found.header.kind == Kind.CHECKPOINT_PRINTED and found.header.key == mine
    if not printed or not isinstance(size, int) or not isinstance(root, str):
        raise DeskError.of(Code.NOT_SEEN, what="checkpoint", id=found.number)
    note: Checkpoint = record.with_pen(sight.officer, lambda journal: note_again(journal, size, root))
    spoken_size, spoken = note.to_spoken()
    desk = record.standing.name_of(mine)
    return Sheet(note.to_text(), spoken_size, spoken, desk, str(holder), paper.WHAT_TO_DO.format(size=spoken_size))


def checkpoints_of(sight: Sight) -> tuple[Line, ...]:
    """Checkpoints printed at this body's desk, newest first."""
    lines = (sight.seen(each) for each in reversed(sight.record.lines_of({Kind.CHECKPOINT_PRINTED})))
    return tuple(each for each in lines if each is not None and sight.body_of(each.header) == sight.officer.body)


def held_by(sight: Sight, entry: str) -> Proof:
    """Who could prove that an entry was there. Cost: a look at the headers of each desk up to its first after it."""
    record = sight.record
    own = record.line(entry)
    sizes = (each.header.about.get("size", 0) for each in record.lines_of({Kind.CHECKPOINT_PRINTED}, own.place))
    return Proof(
        len(record.keys_after(own) - {own.header.key}),
        sum(isinstance(size, int) and size >= own.place for size in sizes),
    )


def _in_words(report: Report) -> Verified:
    wrong = tuple(f"{row.message}; {row.hint}" for row in report.problems)
    to_know = tuple(f"{row.message}; {row.hint}" for row in report.notices)
    end = "nothing is wrong" if report.ok else f"{len(wrong)} thing{'s' * (len(wrong) != 1)} wrong"
    held = f"{report.withheld} parts kept back by other desks, {report.erased} removed for good"
    return Verified(report.ok, f"{report.entries} entries checked: {end}. {held}.", wrong, to_know)
