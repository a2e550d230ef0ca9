"""The log: notes written into it, and reading it page by page, newest first, as far as a reader may.

Law: facts with when they happened beside when they were written, and where that is late, why; what was corrected stays
in its place and says by what. Cost of a page: entries of the kinds asked for, until it is full; for words, a look at
all text, a thousand entries at a time.
Not here: what entries of other kinds mean (each noun's module).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer, Someone
from battlebox.desk.record.line import CORRECTS, Line, is_of
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.shared import NOTE as NOTE
from battlebox.desk.record.sight import Handling, Sight
from battlebox.desk.record.texts import has
from battlebox.desk.record.writing import draft, line, not_ahead, not_late, words
from battlebox.journal import Kind, Live
from battlebox.marking import Tlp

SAYS: Final = "says"
PAGE_LINES: Final = 50
_OF_PEOPLE: Final = frozenset({"list", "person", "sheet"})


@dataclass(frozen=True, slots=True)
class Note:
    """Facts, from whom they were heard (an office), and when it happened; `late` is why it was written late."""

    facts: str
    happened: datetime
    heard_from: str = ""
    late: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """What to show: entries of these kinds (`decision` stands for all of its kinds), of a body, with all these words.

    `since` and `until` are about when they were written. Blank: everything.
    """

    kinds: frozenset[str] = frozenset()
    body: str = ""
    words: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the log: the entry as this reader may see it, its body, and the numbers that corrected it."""

    line: Line
    body: str
    corrected_by: tuple[str, ...]
    corrects: str

    @property
    def is_struck(self) -> bool:
        """Whether its own body said that it was written wrongly: shown, with a line through it."""
        return bool(self.corrected_by)


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some lines, newest first; `older` and `newer` are the places to ask for next, None where there is no more."""

    lines: tuple[LogLine, ...]
    older: int | None
    newer: int | None


def write_note(
    record: Record,
    officer: Officer,
    note: Note,
    *,
    person: str = "",
    handling: Handling | None = None,
    also: tuple[tuple[str, str, object], ...] = (),
) -> Saved:
    """Write a line into the log; `person` is the name of whoever said it, `also` what else the entry says.

    Raises DeskError, also for a line that comes late, or after the incident was closed, and does not say why.
    """
    officer.must(Act.NOTE)
    not_late("what happened", note.happened, note.late, record.now(), closed=record.is_closed)
    thing = record.new_id(NOTE)
    return _write(record, officer, thing, note, handling or Handling(), person=person, also=also)


def note_factor_removed(record: Record, admin: Officer, person: Someone, *, why: str) -> Saved:
    """Record that an admin took off a lost second factor. Nobody may refuse it: it has happened. For the body alone."""
    facts = f"An admin took off the second factor of the account {person.id}. How they knew who asked: {why}"
    note = Note(facts=facts, happened=record.now())
    return _write(record, admin, record.new_id(NOTE), note, Handling(Tlp.AMBER_STRICT))


def correct_note(
    record: Record, officer: Officer, thing: str, note: Note, *, why: str, over: frozenset[str] | None = None
) -> Saved:
    """Write a line anew; the old one stays, struck through. Raises DeskError for another body's, or one not seen."""
    officer.must(Act.NOTE)
    old = Sight.of(record, officer).need(thing, SAYS, Note, what=NOTE)
    if old.body != officer.body:
        raise DeskError.of(Code.NOT_YOURS, what="this note", owner=old.body, body=officer.body, act="correct")
    reason = line("why", why, what="what was wrong")
    how = Handling(old.tlp, frozenset(record.line(old.entry).header.audience))
    return _write(
        record, officer, thing, note, how, over=over, corrects=old.entry, opening=f"corrects {old.number}: {reason}\n"
    )


def log_page(
    sight: Sight, asked: Filter | None = None, *, before: int | None = None, after: int | None = None, size: int = 0
) -> LogPage:
    """A page of the log: the newest lines, those older than the place `before`, or those newer than `after`."""
    most = size or PAGE_LINES
    wanted, arrived = asked or Filter(), len(sight.record.lines())
    if after is not None:
        found = list(_matching(sight, wanted, range(max(after, 0), arrived), most + 1))
        shown = found[:most][::-1]
        older = shown[-1].line.place if shown and shown[-1].line.place > 1 else None
        return LogPage(tuple(shown), older, shown[0].line.place if len(found) > most else None)
    end = arrived if before is None else max(0, min(before - 1, arrived))
    found = list(_matching(sight, wanted, range(end)[::-1], most + 1))
    shown = found[:most]
    older = shown[-1].line.place if len(found) > most else None
    return LogPage(tuple(shown), older, shown[0].line.place if shown and before is not None else None)


def _matching(sight: Sight, asked: Filter, among: range, most: int) -> Iterator[LogLine]:
    needles = asked.words.casefold().split()
    bodies: dict[str, str] = {}
    count = 0
    for whole in _candidates(sight.record, asked, needles, among):
        header = whole.header
        if not _within(asked, header.wall_ms):
            continue
        body = bodies.get(header.key)
        if body is None:
            body = bodies[header.key] = sight.body_of(header)
        if asked.body and body != asked.body:
            continue
        seen = without_people(sight.seen(whole))
        if seen is None or (needles and seen is not whole and not has(seen.text.casefold(), needles)):
            continue
        yield _log_line(sight, seen, body)
        count += 1
        if count == most:
            return


def _candidates(record: Record, asked: Filter, needles: list[str], among: range) -> Iterator[Line]:
    """The lines of these places, in their order, that are of the kinds and have the words that are asked for."""
    if needles:
        found = record.lines_saying(needles, among)
        return (line for line in found if is_of(line.header.kind, asked.kinds)) if asked.kinds else found
    return record.each_of(asked.kinds, among) if asked.kinds else map(record.lines().__getitem__, among)


def without_people(shown: Line | None) -> Line | None:
    """An entry without what the list of people to reach keeps sealed in it: that is never shown, printed or sought."""
    if shown is None or not shown.person or shown.header.kind.partition(":")[0] not in _OF_PEOPLE:
        return shown
    return Line(shown.place, shown.number, shown.id, shown.header, shown.words, "")


def entry_of(sight: Sight, entry: str) -> LogLine:
    """One entry as the log shows it. Raises DeskError where it may not be seen."""
    seen = without_people(sight.line(entry))
    if seen is None:
        raise DeskError.of(Code.NOT_SEEN, what="entry", id=entry[:12])
    return _log_line(sight, seen, sight.body_of(seen.header))


def _within(asked: Filter, wall_ms: int) -> bool:
    if asked.since is not None and wall_ms < asked.since.timestamp() * 1000:
        return False
    return asked.until is None or wall_ms <= asked.until.timestamp() * 1000


def _log_line(sight: Sight, seen: Line, body: str) -> LogLine:
    """A line with what corrected it: only its own body can strike it through, and only as far as it may be seen."""
    corrections = tuple(
        each.number
        for each in sight.record.corrections(seen.id)
        if sight.body_of(each.header) == body and sight.seen(each) is not None
    )
    corrects = seen.header.about.get(CORRECTS)
    return LogLine(seen, body, corrections, corrects if isinstance(corrects, str) else "")


def _write(
    record: Record,
    officer: Officer,
    thing: str,
    note: Note,
    handling: Handling,
    *,
    person: str = "",
    over: frozenset[str] | None = None,
    corrects: str = "",
    opening: str = "",
    also: tuple[tuple[str, str, object], ...] = (),
) -> Saved:
    kept = replace(
        note,
        facts=words("what happened", note.facts, needed=True, what="what happened"),
        heard_from=words("heard from", note.heard_from),
        late=words("why it is entered late", note.late),
        happened=not_ahead("when it happened", note.happened, record.now()),
    )
    told = f"{opening}{kept.facts}"
    text = "\n".join(
        filter(None, [told, kept.heard_from and f"heard from {kept.heard_from}", kept.late and f"late: {kept.late}"])
    )
    about: dict[str, str | int] = {CORRECTS: corrects} if corrects else {}
    sets = ((thing, SAYS, kept), *also)
    written = draft(Kind.NOTE_WRITTEN, handling, *sets, words=text, about=about, over=over, person=person)
    return record.append(officer, written, thing=thing)


def note_of(sight: Sight, line: Line) -> Note | None:
    """What a line of the log says, with when it happened; None for any other entry, or one that may not be seen."""
    for write in line.header.writes:
        if write.thing.startswith(f"{NOTE}/") and write.part >= 0 and sight.may_see(line.header, write.part):
            return sight.record.value(Live(line.id, write.part, line.header.depth), Note)
    return None
