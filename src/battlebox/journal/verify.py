"""Prove a store right, entry by entry, and name what is wrong: which entry, which desk, what.

Law: nothing in the store is believed because it is there; every byte that means something is recomputed, and a second
look costs nothing but time. Memory does not grow with the number of entries.
Not here: repairing (import another desk's export), the tip note's form (tip.py).

1. The database's own check, and its guards.
2. Each entry: number without gap, header in form, id, signature, columns, place after its parents, parts.
3. The desks: statements, unknown desks, revoked keys, forks.
4. This desk's checkpoints against the tree of arrival, what it witnessed, and its tip note.
"""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final, Protocol

from battlebox.journal.ancestry import Ancestry
from battlebox.journal.checkpoint import Checkpoint
from battlebox.journal.entry import PREFIX, check_part, entry_id
from battlebox.journal.errors import Code, JournalError
from battlebox.journal.header import Header
from battlebox.journal.kinds import Kind
from battlebox.journal.made import is_id
from battlebox.journal.part import Part
from battlebox.journal.redaction import CHANGES_REMOVAL, Removals
from battlebox.journal.signing import is_signed
from battlebox.journal.standing import CHANGES_STANDING, Standing, Status, standing_of
from battlebox.journal.store import Row, Store
from battlebox.journal.tip import TipNote, is_followed
from battlebox.journal.tree import Frontier, fold_peaks

RECENT_MAX: Final = 50_000
PEAKS_KEPT: Final = 256
_EVERY: Final = 2_000


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: the cause, the entry and desk in full (or empty), a sentence and what to do."""

    code: Code
    entry: str
    desk: str
    message: str
    hint: str

    @classmethod
    def of(cls, wrong: JournalError) -> Problem:
        """The problem that an error tells of."""
        return cls(wrong.code, wrong.entry, wrong.desk, str(wrong), wrong.hint)


@dataclass(slots=True)
class Report:
    """What verifying found. `notices` are things to know that are no damage; `withheld` counts parts not held here."""

    entries: int = 0
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    withheld: int = 0
    erased: int = 0

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    def found(self, code: Code, **what: object) -> None:
        """Note a problem."""
        self.problems.append(Problem.of(JournalError.of(code, **what)))


class Signatures(Protocol):
    """Checks signatures, here or in other processes."""

    def ask(self, row: Row) -> None:
        """Check this entry's signature, now or later."""
        ...

    def wrong(self) -> Iterator[tuple[str, str]]:
        """(id, key) of the entries whose signature is wrong, once all are checked."""
        ...


class HereSignatures:
    """Checks each signature at once, in this process."""

    def __init__(self) -> None:
        self._wrong: list[tuple[str, str]] = []

    def ask(self, row: Row) -> None:
        """Check it."""
        if not is_signed(row.key, PREFIX + row.raw, row.signature):
            self._wrong.append((row.id, row.key))

    def wrong(self) -> Iterator[tuple[str, str]]:
        """What was wrong."""
        return iter(self._wrong)


def verify(
    store: Store,
    *,
    tips: tuple[tuple[str, TipNote], ...] = (),
    signatures: Signatures | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> Report:
    """Check everything in a store; `tips` are this desk's keys with their tip notes; `progress` gets entries done."""
    report = Report()
    _check_database(store, report)
    try:
        _Walk(store, report, signatures or HereSignatures(), dict(tips)).run(progress)
        _check_kept(store, report)
        for key, tip in tips:
            _check_tip(store, key, tip, report)
    except JournalError as wrong:
        # The database itself gives up half-way: what it says stands beside what was found so far.
        report.problems.append(Problem.of(wrong))
    return report


def _check_database(store: Store, report: Report) -> None:
    try:
        faults = store.faults()
    except JournalError as wrong:
        report.problems.append(Problem.of(wrong))
        return
    for fault in faults:
        guard = fault.removeprefix("guard ")
        if guard != fault:
            report.found(Code.TRIGGER_GONE, trigger=guard, name=store.name)
        else:
            report.found(Code.STORE_DAMAGED, name=store.name, why=fault)


def _check_kept(store: Store, report: Report) -> None:
    """Pieces of files against their names, and what was witnessed against its signature."""
    for identity in store.chunk_ids():
        data = store.chunk(identity)
        if data is None or hashlib.sha256(data).hexdigest() != identity:
            report.found(Code.BAD_CHUNK)
    for seen in store.all_witnessed():
        try:
            note = Checkpoint.from_text(seen.note)
        except JournalError as wrong:
            report.problems.append(Problem.of(wrong))
            continue
        if (note.origin, note.size, note.root.hex()) != (seen.origin, seen.size, seen.root):
            report.found(Code.NOTE_UNSIGNED, desk=note.key)


def _check_tip(store: Store, key: str, note: TipNote, report: Report) -> None:
    try:
        tip = note.read()
    except JournalError as wrong:
        report.problems.append(Problem.of(wrong))
        return
    if not note.is_whole():
        report.found(Code.TIP_DAMAGED, name=f"desk {key[:8]}", desk=key)
    if tip is not None and store.row(tip.id) is None:
        report.found(Code.BEHIND_TIP, desk=key, entry=tip.id, n=tip.n)
    # An entry is followed by its note, so a note can be missing after the first entry at most.
    if tip is None and any(store.rows_of(key, 0)):
        report.found(Code.TIP_DAMAGED, name=f"desk {key[:8]}", desk=key)


class _Walk:
    """One pass over the entries, in order of arrival."""

    def __init__(self, store: Store, report: Report, signatures: Signatures, own: dict[str, TipNote]) -> None:
        self._store = store
        self._report = report
        self._signatures = signatures
        self._own = own
        self._incident = ""
        self._recent: dict[str, tuple[str, int, int]] = {}
        self._tips: dict[str, set[str]] = {}
        self._forks: set[str] = set()
        self._frontier = Frontier()
        self._peaks: deque[tuple[int, tuple[bytes, ...]]] = deque(maxlen=PEAKS_KEPT)
        self._removals = Removals()
        self._late = store.late_parts()
        self._erased = store.erased_parts()
        self._counts: dict[str, Counter[Status]] = {}
        self._first: dict[tuple[str, Status], str] = {}
        self._standing = self._who_is_believed()

    def run(self, progress: Callable[[int], None]) -> None:
        """Walk, then judge what only the whole shows."""
        parts = _PartsInTurn(self._store)
        before = 0
        for row in self._store.rows():
            if row.s != before + 1:
                self._report.found(Code.ORDER_BROKEN, name=self._store.name, found=before)
            before = row.s
            self._entry(row, parts.of(row.s))
            if row.s % _EVERY == 0:
                progress(row.s)
        self._report.entries = before
        for s, place in parts.rest():
            self._report.found(Code.BAD_COLUMN, entry=f"number {s}", desk="", column=f"part {place} of no entry")
        for identity, key in self._signatures.wrong():
            self._report.found(Code.BAD_SIGNATURE, entry=identity, desk=key)
        self._judge_desks()
        self._judge_removals()
        progress(before)

    def _who_is_believed(self) -> Standing:
        records = []
        for row in self._store.control_rows():
            try:
                records.append((row.id, Header.from_bytes(row.raw)))
            except JournalError:
                continue  # The walk reports the header itself.
        return standing_of(records, self._before)

    def _before(self, identity: str) -> tuple[str, str] | None:
        row = self._store.row(identity) if is_id(identity) else None
        return None if row is None else (row.key, Header.from_bytes(row.raw).prev)

    def _entry(self, row: Row, parts: dict[int, Part]) -> None:
        if self._own:
            self._frontier.add(bytes.fromhex(row.id))
            self._peaks.append((self._frontier.size, tuple(self._frontier.peaks)))
        try:
            header = Header.from_bytes(row.raw)
        except JournalError as wrong:
            self._report.problems.append(Problem(wrong.code, row.id, row.key, str(wrong), wrong.hint))
            return
        self._signatures.ask(row)
        self._columns(row, header)
        self._place(row, header)
        self._parts(row, header, parts)
        self._meaning(row, header)

    def _columns(self, row: Row, header: Header) -> None:
        told = (row.id, row.key, row.n, row.depth, row.control)
        right = (entry_id(row.raw), header.key, header.n, header.depth, header.kind in CHANGES_STANDING)
        if told == right:
            return
        names = ("id", "key", "n", "depth", "control")
        for name, one, other in zip(names, told, right, strict=True):
            if one != other:
                self._report.found(Code.BAD_COLUMN, entry=right[0], desk=header.key, column=name)

    def _place(self, row: Row, header: Header) -> None:
        self._incident = self._incident or row.id
        if (header.incident or row.id) != self._incident:
            self._report.found(Code.OTHER_INCIDENT, found=header.incident, entry=row.id, desk=header.key)
        deepest = -1
        for parent in header.parents:
            found = self._recent.get(parent) or self._earlier(parent, row.s)
            if found is None:
                self._report.found(Code.MISSING_PARENT, entry=row.id, desk=header.key, parent=parent)
                continue
            key, n, depth = found
            deepest = max(deepest, depth)
            if parent == header.prev and (key != header.key or n != header.n - 1):
                self._report.found(Code.BAD_LINK, entry=row.id, desk=header.key)
        for old in (old for write in header.writes for old in write.over):
            if old not in self._recent and self._earlier(old, row.s) is None:
                self._report.found(Code.MISSING_PARENT, entry=row.id, desk=header.key, parent=old)
        if header.depth != deepest + 1:
            found_depth = {"found": header.depth, "right": deepest + 1}
            self._report.found(Code.BAD_DEPTH, entry=row.id, desk=header.key, **found_depth)
        if len(self._recent) >= RECENT_MAX:
            for old in list(self._recent)[: RECENT_MAX // 2]:
                del self._recent[old]
        self._recent[row.id] = (header.key, header.n, header.depth)

    def _earlier(self, parent: str, s: int) -> tuple[str, int, int] | None:
        row = self._store.row(parent)
        return (row.key, row.n, row.depth) if row is not None and row.s < s else None

    def _parts(self, row: Row, header: Header, parts: dict[int, Part]) -> None:
        if len(parts) == len(header.parts) and row.held == (1 << len(parts)) - 1 and not self._erased:
            places: tuple[int, ...] = tuple(parts)
        else:
            places = self._expected(row, header, parts)
        for place in places:
            try:
                check_part(row.id, header, place, parts[place])
            except JournalError as wrong:
                self._report.problems.append(Problem.of(wrong))

    def _expected(self, row: Row, header: Header, parts: dict[int, Part]) -> tuple[int, ...]:
        """The places to check, after telling parts that are gone, or here without having come."""
        if not 0 <= row.held < 1 << len(header.parts):
            self._report.found(Code.BAD_COLUMN, entry=row.id, desk=header.key, column="held")
        for place in range(len(header.parts)):
            came = bool(row.held >> place & 1) or (row.s, place) in self._late
            erased = (row.s, place) in self._erased
            if came and place not in parts and not erased:
                self._report.found(Code.PART_GONE, entry=row.id, desk=header.key, part=place)
            elif place in parts and not came:
                self._report.found(Code.BAD_COLUMN, entry=row.id, desk=header.key, column="held")
            elif place not in parts:
                self._report.erased += erased
                self._report.withheld += not erased
        return tuple(parts)

    def _meaning(self, row: Row, header: Header) -> None:
        key = header.key
        tips = self._tips.setdefault(key, set())
        if header.prev in tips:
            tips.remove(header.prev)
        elif tips or header.prev:
            self._forks.add(key)
        tips.add(row.id)
        status = self._standing.status(row.id, key)
        if status is not Status.GOOD:
            self._counts.setdefault(key, Counter())[status] += 1
            self._first.setdefault((key, status), row.id)
        elif header.kind in CHANGES_REMOVAL:
            self._removals.apply(row.id, header, self._standing)
        if header.kind == Kind.CHECKPOINT_SIGNED and key in self._own:
            self._checkpoint(row, header)

    def _checkpoint(self, row: Row, header: Header) -> None:
        size, root = header.about.get("size", -1), header.about.get("root", "")
        peaks = next((peaks for held, peaks in self._peaks if held == size), None)
        if peaks is None and isinstance(size, int) and 0 < size < row.s:
            frontier = Frontier()
            for s, identity, _ in self._store.ids():
                if s <= size:
                    frontier.add(bytes.fromhex(identity))
            peaks = tuple(frontier.peaks)
        differs = peaks is None or fold_peaks(peaks).hex() != root
        # A copied machine's checkpoints under the same key are of that machine's record, and not false of this one.
        if differs and is_followed(self._store, self._own[header.key], row):
            self._report.found(Code.TREE_CHANGED, size=size, entry=row.id, desk=header.key)

    def _judge_desks(self) -> None:
        for identity, key in self._standing.refused:
            self._report.found(Code.BAD_STATEMENT, entry=identity, desk=key)
        for key in sorted(self._forks):
            pair = self._fork(key)
            if pair is not None:
                n, one, other = pair
                wrong = Problem.of(JournalError.of(Code.FORKED, desk=key, n=n, entry=one, other=other))
                # A revoked key's fork was dealt with; it stays on view.
                (self._report.notices if key in self._standing.good else self._report.problems).append(wrong)
        for key, counts in sorted(self._counts.items()):
            for status, count in sorted(counts.items()):
                self._desk_notice(key, status, count)

    def _desk_notice(self, key: str, status: Status, count: int) -> None:
        first = self._first[key, status]
        if status is Status.UNKNOWN_DESK:
            self._report.found(Code.NOT_ENROLLED, desk=key, count=count, entry=first)
        elif status is Status.AFTER_REVOCATION:
            wrong = JournalError.of(Code.AFTER_REVOCATION, desk=key, count=count, entry=first)
            self._report.notices.append(Problem.of(wrong))

    def _fork(self, key: str) -> tuple[int, str, str] | None:
        for n, rows in groupby(self._store.rows_of(key), key=lambda row: row.n):
            same = sorted(row.id for row in rows)
            if len(same) > 1:
                return n, same[0], same[1]
        return None

    def _judge_removals(self) -> None:
        for entry, place in sorted(self._removals.removed(self._standing, Ancestry(self._store))):
            row = self._store.row(entry)
            if row is not None and place in self._store.parts(row.s):
                self._report.found(Code.PART_NOT_ERASED, entry=entry, desk=row.key, part=place)


class _PartsInTurn:
    """Parts read once, in step with the entries they belong to."""

    def __init__(self, store: Store) -> None:
        self._rows = iter(store.part_rows())
        self._next = next(self._rows, None)
        self._strays: list[tuple[int, int]] = []

    def of(self, s: int) -> dict[int, Part]:
        """The parts of entry number `s`; parts of numbers passed over are strays."""
        found: dict[int, Part] = {}
        while self._next is not None and self._next.s <= s:
            if self._next.s == s:
                found[self._next.place] = self._next.part
            else:
                self._strays.append((self._next.s, self._next.place))
            self._next = next(self._rows, None)
        return found

    def rest(self) -> list[tuple[int, int]]:
        """Parts that belong to no entry."""
        while self._next is not None:
            self._strays.append((self._next.s, self._next.place))
            self._next = next(self._rows, None)
        return self._strays
