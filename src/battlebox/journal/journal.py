"""One incident's journal at one desk: append to it, take in what other desks wrote, read it.

Law: an entry is acknowledged when it and its tip note are on disk; what comes in is checked before any of it is kept,
and all of it is kept or none. Place in the record follows from what the writer had seen, never from a watch.
Not here: formats (header.py, bundle.py), meaning (fold.py), proving a whole store right (verify.py).

Threads may share one journal: each method runs alone, and so do those of all that are open beside it (`beside`). Two
processes may write to one store, each with a key of its own.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Concatenate, Final, ParamSpec, TypeVar, cast

from battlebox.journal import canon
from battlebox.journal.draft import Draft
from battlebox.journal.entry import Entry, new_part, sign
from battlebox.journal.errors import Code, JournalError
from battlebox.journal.fold import Fold
from battlebox.journal.header import Header, Write
from battlebox.journal.kinds import Kind
from battlebox.journal.known import Known, Own
from battlebox.journal.news import FIRST, Mark, News
from battlebox.journal.part import Part, Slot
from battlebox.journal.placing import Placing
from battlebox.journal.redaction import CHANGES_REMOVAL
from battlebox.journal.signing import SigningKey
from battlebox.journal.standing import CHANGES_STANDING
from battlebox.journal.store import Row, Store
from battlebox.journal.taken import Taken
from battlebox.journal.tip import TipNote
from battlebox.journal.watch import Watch

P = ParamSpec("P")
T = TypeVar("T")


def _alone(method: Callable[Concatenate[Journal, P], T]) -> Callable[Concatenate[Journal, P], T]:
    """One thread at a time, so that a reader never sees half of what a writer does."""

    @functools.wraps(method)
    def run(self: Journal, *args: P.args, **kwargs: P.kwargs) -> T:
        with self.lock:
            return method(self, *args, **kwargs)

    # The wrapper has the method's own shape; only mypy's name for it differs.
    return cast("Callable[Concatenate[Journal, P], T]", run)


class Journal:
    """An open journal; see `opening.py` for how to get one."""

    def __init__(  # noqa: PLR0913 - what a journal is made of
        self,
        store: Store,
        incident: str,
        desk: SigningKey | None,
        tip: TipNote | None,
        watch: Watch,
        *,
        known: Known | None = None,
    ) -> None:
        self.store = store
        self.incident = incident
        self.desk = desk
        self.watch = watch
        self._tip = tip
        self._known = known or Known(store)
        self.lock = self._known.lock
        """Hold it (`with journal.lock:`) to read several things of one moment."""
        self.strange: list[str] = []
        """Entries under this desk's own key that came from outside since it was opened."""

    @_alone
    def beside(self, desk: SigningKey, tip: TipNote) -> Journal:
        """This journal to write in with another key; what its entries say is kept once for both."""
        self._known.catch_up()
        return Journal(self.store, self.incident, desk, tip, self.watch, known=self._known)

    # ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    @_alone
    def state(self) -> Fold:
        """The state as of the last entry here, other processes' entries included; it goes on changing."""
        self._known.catch_up()
        return self._known.fold

    @_alone
    def news(self, mark: Mark = FIRST, most: int = 1000) -> News:
        """What came after `mark`, at most `most` entries; call again with the new mark until none comes."""
        self._known.catch_up()
        parts = self.store.part_changes()
        anew = (mark.belief, mark.parts) != (self._known.belief, parts)
        rows = list(self.store.rows(0 if anew else mark.arrived, most))
        told = [(self.entry_of(row), self._known.fold.standing.status(row.id, row.key)) for row in rows]
        arrived = rows[-1].s if rows else (0 if anew else mark.arrived)
        return News(Mark(arrived, self._known.belief, parts), anew, tuple(told))

    @property
    def forked(self) -> frozenset[str]:
        """Keys that gave one number to two entries."""
        return frozenset(self._known.forked)

    @property
    def own(self) -> Own | None:
        """This desk's last entry; None before its first."""
        return self._known.own(self.desk.public) if self.desk is not None else None

    @_alone
    def tips(self) -> dict[str, list[tuple[int, str]]]:
        """Per key, the (number, id) of its last entries: one, or several if it forked."""
        self._known.catch_up()
        return {key: sorted((self.row(tip).n, tip) for tip in tips) for key, tips in sorted(self._known.tips.items())}

    @_alone
    def digest(self) -> str:
        """64 hex digits: equal on two desks when they hold and believe the same."""
        return self.state.digest(self._known.ancestry)

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """The entries of now, in order of arrival, with the parts present; others may write while one reads."""
        last = self.store.count()
        for start in range(after, last, _PAGE):
            yield from self._page(start, min(_PAGE, last - start))

    @_alone
    def _page(self, after: int, most: int) -> list[Entry]:
        return [self.entry_of(row) for row in self.store.rows(after, most)]

    @_alone
    def entry(self, identity: str) -> Entry:
        """The entry of this id. Raises JournalError if it is not here."""
        return self.entry_of(self.row(identity))

    @_alone
    def row(self, identity: str) -> Row:
        """The stored row of this id. Raises JournalError if it is not here."""
        row = self.store.row(identity)
        if row is None:
            raise JournalError.of(Code.NO_ENTRY, entry=identity)
        return row

    @_alone
    def entry_of(self, row: Row) -> Entry:
        """A stored row as an entry with the parts present."""
        return Entry(row.id, Header.from_store(row.raw), row.raw, row.signature, self.store.parts(row.s))

    @_alone
    def value(self, entry: str, place: int) -> canon.Json:
        """What a part of class `value` holds; None if there is no such part, it is not here, or it is no JSON."""
        row = self.store.row(entry)
        part = None if row is None else self.store.parts(row.s).get(place)
        try:
            return None if part is None else canon.decode(part.data, what="a value")
        except JournalError:
            # Its desk signed nonsense. That stays on the record, and must stop nobody from reading the rest.
            return None

    @_alone
    def removed(self) -> set[tuple[str, int]]:
        """The parts that are removed for good, as (entry, place)."""
        return set(self._known.fold.removals.removed(self._known.fold.standing, self._known.ancestry))

    # ── writing ──────────────────────────────────────────────────────────────────────────────────────────────────

    @_alone
    def append(self, draft: Draft) -> Entry:
        """Sign and keep an entry; when this returns, it survives a power cut.

        Raises JournalError: no key, a kind that is not known, a disk that refuses (then nothing was recorded), or a
        tip note that could not be written (then the entry is recorded and must not be entered again).
        """
        if self.desk is None:
            raise JournalError.of(Code.NO_KEY)
        with self.store.writing():
            self._known.catch_up()
            self._note_cut()
            entry = sign(*self._header(draft, self.desk), self.desk)
            self.store.add(self._known.arrived + 1, entry, control=draft.kind in CHANGES_STANDING)
        self._acknowledge(entry)
        self._took(entry)
        return entry

    def _acknowledge(self, entry: Entry) -> None:
        if self._tip is None:
            return
        try:
            self._tip.write(entry.header.n, entry.id)
        except OSError as wrong:
            self._took(entry)
            raise JournalError.of(Code.TIP_FAILED, entry=entry.id, why=wrong.strerror or str(wrong)) from wrong

    def _note_cut(self) -> None:
        """Note an entry that a cut parted from its note: a second such cut would look like a copy of this machine."""
        with suppress(OSError, JournalError):
            own = self.own
            last = self._tip.read() if self._tip and own else None
            if self._tip and own and last and own.n == last.n + 1:
                self._tip.write(own.n, own.id)

    def _header(self, draft: Draft, desk: SigningKey) -> tuple[Header, dict[int, Part]]:
        slots: list[Slot] = []
        parts: dict[int, Part] = {}
        for holds, data in draft.contents():
            part = new_part(data)
            parts[len(slots)] = part
            slots.append(part.slot(len(slots), holds))
        own = self.own
        seen = self._known.seen(own)
        deepest = max((depth for _, depth in seen), default=-1)
        header = Header(
            incident=self.incident,
            key=desk.public,
            n=own.n + 1 if own else 0,
            prev=own.id if own else "",
            seen=tuple(sorted(identity for identity, _ in seen)),
            depth=1 + max(deepest, own.depth if own else -1),
            wall_ms=self.watch.now_ms(),
            watch=self.watch.source,
            tlp=draft.tlp.value,
            audience=tuple(sorted(draft.audience)),
            kind=draft.kind,
            by=draft.by,
            about=draft.about,
            writes=tuple(
                Write(new.thing, new.name, place, self._over(new.thing, new.name, draft.over))
                for new, place in draft.writes()
            ),
            parts=tuple(slots),
        )
        return header, parts

    def _over(self, thing: str, name: str, seen: frozenset[str] | None) -> tuple[str, ...]:
        replaced = {live.entry for live in self._known.fold.live(thing, name)}
        if seen is not None:
            replaced &= seen
        waiting = self._known.unfolded(self.desk.public, (thing, name)) if self.desk is not None else None
        return tuple(sorted(replaced | {waiting} if waiting else replaced))

    # ── taking in ────────────────────────────────────────────────────────────────────────────────────────────────

    @_alone
    def take(self, entries: Iterable[Entry], *, chunks: Iterable[tuple[str, bytes]] = ()) -> Taken:
        """Keep entries other desks wrote: all or none, and a second time changes nothing.

        `entries` must have been read by `entry.read`, so that their signatures and parts are right; here their place
        is checked. Raises JournalError if they are of another incident, out of place, or build on what is not here.
        """
        taken = Taken()
        with self.store.writing():
            self._known.catch_up()
            removed = self.removed()
            placing = Placing(self.store, self._known.arrived)
            for entry in entries:
                self._keep(entry, placing, removed, taken)
            for identity, data in chunks:
                self.store.add_chunk(identity, data)
        before = set(self._known.forked)
        self._known.catch_up()
        taken.forks = sorted(self._known.forked - before)
        self.strange += taken.own
        self.finish_removals()
        return taken

    def _keep(self, entry: Entry, placing: Placing, removed: set[tuple[str, int]], taken: Taken) -> None:
        header = entry.header
        incident = header.incident or entry.id
        if incident != self.incident:
            raise JournalError.of(Code.OTHER_INCIDENT, found=incident, entry=entry.id, desk=header.key)
        welcome = {place: part for place, part in entry.parts.items() if (entry.id, place) not in removed}
        taken.refused_parts += len(entry.parts) - len(welcome)
        row = self.store.row(entry.id)
        if row is None:
            placing.check(entry)
            placing.arrived += 1
            kept = Entry(entry.id, header, entry.raw, entry.signature, welcome)
            self.store.add(placing.arrived, kept, control=header.kind in CHANGES_STANDING)
            taken.new += 1
            if self.desk is not None and header.key == self.desk.public:
                taken.own.append(entry.id)
            return
        taken.known += 1
        if welcome:
            here = self.store.parts(row.s)
            for place, part in welcome.items():
                if place not in here:
                    self.store.add_part(row.s, place, part)
                    taken.late_parts += 1

    @_alone
    def finish_removals(self) -> int:
        """Delete the bytes of parts that are removed; the number deleted. Safe to run again after a crash."""
        doomed = []
        for identity, place in self.removed():
            row = self.store.row(identity)
            if row is not None and place in self.store.parts(row.s):
                doomed.append((row.s, place))
        if doomed:
            try:
                with self.store.writing():
                    for s, place in doomed:
                        self.store.erase_part(s, place)
                self.store.wipe_traces()
            except JournalError as wrong:
                raise JournalError.of(Code.NOT_ERASED, why=str(wrong)) from wrong
        return len(doomed)

    @_alone
    def note_forks(self) -> list[Entry]:
        """Write down each forked key that this desk has not written down yet, with both entries as proof."""
        written = []
        for key in sorted(self._known.forked):
            proof = self.fork_of(key)
            mark = ("key/" + key, f"forked-seen-by:{self.desk.public[:16] if self.desk else ''}")
            if self.desk is None or key == self.desk.public or proof is None or self._known.fold.live(*mark):
                continue
            if self._known.unfolded(self.desk.public, mark) is not None:
                continue
            about: dict[str, str | int] = {"key": key, "one": proof[0], "other": proof[1]}
            written.append(self.append(Draft(Kind.KEY_FORKED, about=about, values=((*mark, None),))))
        return written

    @_alone
    def fork_of(self, key: str) -> tuple[str, str] | None:
        """Two different entries with one number from this key, the first such pair; None if there is none."""
        last: Row | None = None
        for row in self.store.rows_of(key):
            if last is not None and last.n == row.n:
                one, other = sorted((last.id, row.id))
                return one, other
            last = row
        return None

    def _took(self, entry: Entry) -> None:
        """What was written here is taken in, and what follows from it is done."""
        self._known.take(self._known.arrived + 1, entry.id, entry.header)
        if entry.header.kind in CHANGES_STANDING:
            self._known.rebuild()
        if entry.header.kind in CHANGES_REMOVAL | CHANGES_STANDING:
            self.finish_removals()


_PAGE: Final = 500
