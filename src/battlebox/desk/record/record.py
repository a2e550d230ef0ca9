"""One incident's record as this desk holds it: what is written in it, ready to be read quickly by many.

Law: every write goes through `append`, by an officer, with the key of that officer's body; what is kept in memory here
is an index that can be thrown away and read again from the journal.
Not here: who may see what (sight.py), what entries mean (each noun's module), keys and files (journal).

Safe for threads, and for processes that take turns: one writes at a time; what is read in is read without waiting.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final, TypeVar

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Officer, Someone
from battlebox.desk.record import values
from battlebox.desk.record.closing import is_closing, refuse_late
from battlebox.desk.record.introduction import introduction, is_introduced
from battlebox.desk.record.line import SERIES, Index, Line, Lines
from battlebox.journal import (
    Draft,
    Entry,
    Header,
    Journal,
    JournalError,
    Json,
    Kind,
    Live,
    Standing,
    Taken,
    Turn,
)

T = TypeVar("T")

STATE: Final = ("incident/it", "state")
"""The thing and the field that say how far an incident has come."""
_UNREAD: Final = object()
_RESTARTS: Final = frozenset({Kind.KEY_ENROLLED, Kind.KEY_REVOKED, Kind.ENTRY_ADOPTED, Kind.REDACTION_AGREED})
"""Kinds after which what is kept in memory is read again: who is believed, or what is still there, has changed."""


@dataclass(frozen=True, slots=True)
class Saved:
    """An entry that is on disk: the number to say aloud, its id, and the thing it made or changed."""

    number: str
    entry: str
    thing: str = ""


class Record:
    """An open incident. `pens` gives the journal to write with for each body that this desk holds a key for.

    All of them are open on one store. Processes that share it take the `turn`; `more_pens` gives what others began.
    """

    def __init__(
        self,
        journal: Journal,
        pens: Mapping[str, Journal],
        turn: Turn | None = None,
        more_pens: Callable[[Record], Mapping[str, Journal]] = lambda _: {},
    ) -> None:
        self._journal = journal
        self._pens = dict(pens)
        self._turn = turn or Turn()
        self._lock = self._turn.threads
        self._more_pens, self._parts = more_pens, -1
        self._index = Index()
        self._fold = journal.state
        self.catch_up()

    # ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────

    @property
    def incident(self) -> str:
        """The id of the incident: 64 hex digits."""
        return self._journal.incident

    @property
    def journal(self) -> Journal:
        """The journal beneath, for verifying, exporting and printing; hold `lock` while using it."""
        return self._journal

    @property
    def lock(self) -> AbstractContextManager[object]:
        """What one thread of one process holds at a time, to write; what is read under it is of now, and stays so."""
        return self._alone()

    @property
    def reading(self) -> AbstractContextManager[object]:
        """What one thread of this process holds while it reads several things of one moment.

        No other process waits for it, and it waits for none: what they write meanwhile is read by the next `catch_up`.
        """
        return self._lock

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._turn as turn:
            if turn.is_fresh:
                self.catch_up()
            yield

    @property
    def bodies(self) -> frozenset[str]:
        """The bodies this desk can write for."""
        return frozenset(self._pens)

    @property
    def founder(self) -> str:
        """The body whose desk wrote first; blank while nothing is written."""
        first = next(iter(self.lines()), None)
        desks = self.standing.desks.get(first.header.key, ()) if first is not None else ()
        return next((desk.org for desk in desks), "")

    def key_of(self, body: str) -> str | None:
        """The public key this desk writes with for a body, in hex; None where it does not write for it."""
        pen = self._pens.get(body)
        return pen.desk.public if pen is not None and pen.desk is not None else None

    @property
    def has_pens(self) -> bool:
        """Whether this desk writes for any body at all."""
        return bool(self._pens)

    @property
    def standing(self) -> Standing:
        """Which desks are believed."""
        return self._fold.standing

    @property
    def arrived(self) -> int:
        """How many entries there are: changes whenever anything does, so that a page can ask whether it is stale."""
        return self._index.arrived

    @property
    def mark(self) -> tuple[int, int]:
        """Changes also where parts of entries came late or were removed."""
        return self._index.arrived, self._parts

    @property
    def is_closed(self) -> bool:
        """Whether the last that was said of the incident itself is that it is closed."""
        return is_closing(self._last_of(*STATE))

    def now(self) -> datetime:
        """The time by this desk's own source."""
        return datetime.fromtimestamp(self._journal.watch.now_ms() / 1000, UTC)

    def catch_up(self) -> int:
        """Take in what other processes and other desks wrote; the number of entries there are."""
        with self._lock:
            # Held until the next catching up: the journal asks its store each time, and could be ahead of the index.
            state = self._fold = self._journal.state
            self._pens.update(self._more_pens(self))
            parts = self._journal.store.part_changes()
            # A part that came late or was removed, by whichever process, is part of no new entry.
            if self._index.arrived and (state.entries < self._index.arrived or parts != self._parts):
                self._index = Index()
            self._parts = parts
            # What is read for the first time is read by a state that has all of it already: once is enough.
            known, stale = 0 if self._index.arrived else state.entries, False
            for entry in self._journal.entries(self._index.arrived):
                self._take(entry)
                stale = stale or (entry.header.kind in _RESTARTS and self._index.arrived > known)
            if stale:
                self._read_again()
            return self._index.arrived

    def lines(self, after: int = 0) -> Lines:
        """Every entry of now in order of arrival, those after the first so many."""
        with self._lock:
            return Lines(self._index.lines, range(len(self._index.lines))[after:])

    def lines_of(self, kinds: Collection[str], after: int = 0) -> Lines:
        """As `lines`, of these kinds alone; `decision` stands for all of its kinds."""
        with self._lock:
            return Lines(self._index.lines, list(self._index.of_kinds(kinds, range(self._index.arrived)[after:])))

    def each_of(self, kinds: Collection[str], among: range) -> Iterator[Line]:
        """Those of consecutive places, counted from 0, that are of these kinds, one by one as they are asked for."""
        with self._lock:
            return map(self._index.lines.__getitem__, self._index.of_kinds(kinds, among))

    def lines_saying(self, needles: Sequence[str], among: range) -> Iterator[Line]:
        """Those of consecutive places, counted from 0, in whose text every needle is found, whoever may see them."""
        with self._lock:
            return map(self._index.lines.__getitem__, self._index.texts.saying(needles, among))

    def keys_after(self, line: Line) -> set[str]:
        """The keys that wrote anything after they had seen this entry, its own among them."""
        with self._lock:
            return self._index.keys_after(line)

    def kept(self, key: object, make: Callable[[], T]) -> T:
        """What a reader keeps from page to page under a key, made once; thrown away whenever the index is.

        Hold `reading` while changing it.
        """
        with self._lock:
            if key not in self._index.kept:
                self._index.kept[key] = make()
            found: T = self._index.kept[key]  # type: ignore[assignment]  # What was made for this key.
            return found

    def line(self, entry: str) -> Line:
        """The entry of this id. Raises DeskError if it is not here."""
        # Without the lock: an entry is named here only once it is there (`Index.take`), and none is ever taken out.
        index = self._index
        place = index.place_of.get(entry)
        if place is None:
            raise DeskError.of(Code.NOT_SEEN, what="entry", id=entry[:12])
        return index.lines[place]

    def things(self, kind: str) -> list[str]:
        """The ids of all things of a kind (`task`, `system`), in the order in which they were first written of."""
        with self._lock:
            return list(self._index.things_of.get(kind, ()))

    def history(self, thing: str) -> list[Line]:
        """Every believed entry that wrote something of a thing, in order of arrival."""
        with self._lock:
            standing, lines = self.standing, self._index.lines
            written = (lines[place] for place in self._index.places_of.get(thing, ()))
            return [line for line in written if standing.status(line.id, line.header.key).is_folded]

    def corrections(self, entry: str) -> list[Line]:
        """The entries that say this one was written wrongly."""
        with self._lock:
            return [self._index.lines[place] for place in self._index.corrected_by.get(entry, ())]

    def live(self, thing: str, name: str) -> tuple[Live, ...]:
        """The values of a field that stand, latest first."""
        # Without the lock where it is known: a page asks for thousands, and threads that queue for each of them crawl.
        index = self._index
        known = index.standing.get((thing, name))
        if known is not None and known[0] == len(index.places_of[thing]):
            return known[1]
        with self._lock:
            if name not in self._index.fields_of.get(thing, ()):
                return ()
            # What stands changes only when something is written of the thing: a page asks for thousands.
            written = len(self._index.places_of[thing])
            kept = self._index.standing.get((thing, name))
            if kept is None or kept[0] != written:
                kept = self._index.standing[thing, name] = (written, self._fold.live(thing, name))
            return kept[1]

    def value(self, live: Live, form: type[T]) -> T | None:
        """What a live value says; None where it was removed, kept back or is not of this form."""
        key = (live.entry, live.part, form)
        known = self._index.parsed.get(key, _UNREAD)
        if known is not _UNREAD:
            return known  # type: ignore[return-value]  # What was parsed for this form.
        with self._lock:
            if key not in self._index.parsed:
                self._index.parsed[key] = self._parse(live, form)
            found: T | None = self._index.parsed[key]  # type: ignore[assignment]  # What was parsed for this form.
            return found

    def raw(self, live: Live) -> Json:
        """A live value as it is written in the record. Raises JournalError if it was removed or kept back."""
        with self._lock:
            return self._journal.value(live.entry, live.part)

    # ── writing ──────────────────────────────────────────────────────────────────────────────────────────────────

    def append(
        self, officer: Officer, draft: Draft, *, thing: str = "", naming: tuple[Someone | None, ...] = ()
    ) -> Saved:
        """Sign and keep an entry for an officer; when this returns, it survives a power cut.

        The officer's name, and the names of those the entry speaks of (`naming`), go into the record once, as a part
        that can be removed. Raises DeskError if this desk holds no key of that body or the incident is closed to it,
        JournalError if the disk refuses.
        """
        with self.lock:
            pen = self._pen(officer.body)
            self.catch_up()
            refuse_late(draft.kind, self._last_of(*STATE))
            for person in dict.fromkeys((officer.someone, *naming)):
                if person is not None and not is_introduced(self._index, person):
                    pen.append(introduction(person, officer.id))
            entry = pen.append(replace(draft, by=officer.id))
            self.catch_up()
            return Saved(self.number(entry.id), entry.id, thing)

    def append_next(
        self,
        officer: Officer,
        series: str,
        make: Callable[[str], Draft],
        *,
        thing: str = "",
        naming: tuple[Someone | None, ...] = (),
    ) -> Saved:
        """As `append`, for an entry with a number of its own, such as DA-12, which `make` is given.

        The number is the series, the desk's letter and a count of that desk's entries in the series: no gap, no repeat,
        and none that another desk can have given meanwhile.
        """
        with self.lock:
            self.catch_up()
            desk = self._pen(officer.body).desk
            key = desk.public if desk else ""
            count = self._index.counted.get((key, series), 0) + 1
            made = make(f"{series}{self._letter(key)}-{count}")
            numbered = replace(made, about={**made.about, SERIES: series})
            return self.append(officer, numbered, thing=thing, naming=naming)

    def with_pen(self, officer: Officer, act: Callable[[Journal], T]) -> T:
        """What the journal itself does for an officer's body: a copy, a checkpoint, an import. Raises DeskError."""
        with self.lock:
            try:
                return act(self._pen(officer.body))
            finally:
                self.catch_up()

    def take_pen(self, body: str, pen: Journal) -> None:
        """From now on this desk writes for a body with this journal, which is open on the same store."""
        with self.lock:
            self._pens[body] = pen
            self.catch_up()

    def conflicts(self) -> list[tuple[str, str]]:
        """The fields, as (thing, name), of which more than one value stands."""
        with self._lock:
            kept = self._index.kept.get("conflicts")
            if not isinstance(kept, tuple) or kept[0] != self._index.arrived:
                # Looking at every field of the record takes longer than the rest of a page.
                kept = self._index.kept["conflicts"] = (self._index.arrived, list(self._fold.conflicts()))
            return list(kept[1])

    def take(self, entries: Iterable[Entry], chunks: Iterable[tuple[str, bytes]] = ()) -> Taken:
        """Take in what another desk wrote; all of it or none. Raises JournalError."""
        with self.lock:
            taken = self._journal.take(entries, chunks=chunks)
            self._read_again()
            return taken

    def _last_of(self, thing: str, name: str) -> Header | None:
        live = self.live(thing, name)
        return self.line(live[0].entry).header if live else None

    def _pen(self, body: str) -> Journal:
        pen = self._pens.get(body)
        if pen is None:
            raise DeskError.of(Code.NO_PEN, body=body)
        return pen

    def number(self, entry: str) -> str:
        """An entry's number, without gaps for each desk: the desk's letter and the count, such as A-118."""
        return self.line(entry).number

    def new_id(self, kind: str) -> str:
        """A fresh id for a thing of a kind."""
        return f"{kind}/{secrets.token_hex(5)}"

    def desk_of(self, body: str) -> tuple[str, str]:
        """The key this desk writes with for a body, and its letter. Raises DeskError if it holds none."""
        with self._lock:
            key = self.key_of(body)
            if key is None:
                raise DeskError.of(Code.NO_PEN, body=body)
            return key, self._letter(key)

    # ── keeping up ───────────────────────────────────────────────────────────────────────────────────────────────

    def _take(self, entry: Entry) -> None:
        self._index.take(entry, self._letter(entry.header.key))

    def _letter(self, key: str) -> str:
        if key not in self._index.letters:
            desks = self._fold.standing.desks.get(key, ())
            self._index.letters[key] = desks[0].name.split()[0] if desks else f"?{key[:4]}"
        return self._index.letters[key]

    def _parse(self, live: Live, form: type[T]) -> T | None:
        try:
            data: Json = self._journal.value(live.entry, live.part)
            return None if data is None else values.read(form, data)
        except (JournalError, ValueError):
            return None

    def read_again(self) -> None:
        """Forget what is kept in memory and read it again from the journal: something came in that others wrote."""
        with self._lock:
            self._read_again()

    def _read_again(self) -> None:
        self._index, self._fold = Index(), self._journal.state
        for entry in self._journal.entries():
            self._take(entry)
