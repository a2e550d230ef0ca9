"""Begin a journal, open one, or receive one from another desk.

Law: a desk whose store is older than its own tip note, or whose key was seen to fork, goes on with a new key.
Not here: folders and files (folder.py), the journal itself (journal.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from battlebox.journal.entry import sign
from battlebox.journal.errors import Code, JournalError
from battlebox.journal.header import About, Header
from battlebox.journal.journal import Journal
from battlebox.journal.kinds import Kind
from battlebox.journal.signing import SigningKey
from battlebox.journal.standing import CHANGES_STANDING, EXERCISE, EXERCISE_FIELD, ORG_FIELD, is_said_exercise
from battlebox.journal.store import Store
from battlebox.journal.tip import Tip, TipNote
from battlebox.journal.watch import Watch
from battlebox.marking import Tlp

Tips = Callable[[str, str], TipNote]
"""Gives the tip note of an (incident, key)."""


@dataclass(frozen=True, slots=True)
class Founding:
    """What the first entry says: the organisations with their admin keys, and the desk that writes it."""

    orgs: dict[str, str]
    org: str
    name: str
    role: str = "loggist"
    title: str = ""
    exercise: bool = False
    """Whether it is a drill's: said in the first entry, so that no copy of the record can lose it."""


def begin(store: Store, founding: Founding, desk: SigningKey, tips: Tips, watch: Watch) -> Journal:
    """Write the first entry into an empty store, and open it."""
    about: About = {ORG_FIELD + org: key for org, key in founding.orgs.items()}
    about |= {"org": founding.org, "name": founding.name, "role": founding.role, "title": founding.title}
    about |= {EXERCISE_FIELD: EXERCISE} if founding.exercise else {}
    header = Header(
        incident="",
        key=desk.public,
        n=0,
        prev="",
        seen=(),
        depth=0,
        wall_ms=watch.now_ms(),
        watch=watch.source,
        tlp=Tlp.GREEN.value,
        audience=(),
        kind=Kind.JOURNAL_OPENED,
        by="",
        about=about,
        writes=(),
        parts=(),
    )
    entry = sign(header, {}, desk)
    with store.writing():
        store.add(1, entry, control=header.kind in CHANGES_STANDING)
    tip = tips(entry.id, desk.public)
    try:
        tip.write(0, entry.id)
    except OSError as wrong:
        raise JournalError.of(Code.TIP_FAILED, entry=entry.id, why=wrong.strerror or str(wrong)) from wrong
    return Journal(store, entry.id, desk, tip, watch)


def incident_of(store: Store) -> str:
    """The id of the first entry. Raises JournalError if the store is empty."""
    first = store.row_at(1)
    if first is None:
        raise JournalError.of(Code.STORE_MISSING, name=store.name)
    return first.id


def is_exercise(store: Store) -> bool:
    """Whether its first entry says that it is a drill's. Raises JournalError if the store is empty."""
    first = store.row_at(1)
    if first is None:
        raise JournalError.of(Code.STORE_MISSING, name=store.name)
    return is_said_exercise(Header.from_store(first.raw).about)


def must_suit(store: Store, *, drill: bool) -> None:
    """Refuse a drill's record in the folder of a real desk, and the reverse. Raises JournalError."""
    must_be_alike(store.name, is_exercise(store), drill=drill)


def must_be_alike(name: object, exercise: bool, *, drill: bool) -> None:  # noqa: FBT001 - what is found, and what is here
    """Refuse what is a drill's where no drill is, and the reverse. Raises JournalError."""
    if exercise != drill:
        raise JournalError.of(Code.IS_EXERCISE if exercise else Code.NOT_EXERCISE, name=name)


def open_journal(store: Store, desk: SigningKey | None, tips: Tips, watch: Watch) -> Journal:
    """Open a store to read and, with a key, to write; `needs_new_key` says whether the key may still be used."""
    incident = incident_of(store)
    tip = tips(incident, desk.public) if desk else None
    return Journal(store, incident, desk, tip, watch)


def open_beside(journal: Journal, desk: SigningKey, tips: Tips) -> Journal:
    """An open journal once more, to write in with this key: what its entries say is kept once for both."""
    return journal.beside(desk, tips(journal.incident, desk.public))


def receive(store: Store, incident: str, desk: SigningKey | None, tips: Tips, watch: Watch) -> Journal:
    """An empty store, ready to take in the entries of an incident that began elsewhere."""
    return Journal(store, incident, desk, tips(incident, desk.public) if desk else None, watch)


def needs_new_key(journal: Journal, tip: TipNote) -> JournalError | None:
    """Why this desk must not write with its key any more: lost entries, a fork, or a note that cannot be read."""
    if journal.desk is None:
        return None
    key = journal.desk.public
    try:
        last = tip.read()
    except JournalError as wrong:
        return wrong
    return _lost(journal, key, last) or _forked(journal, key) or _elsewhere(journal, key, last)


def _lost(journal: Journal, key: str, last: Tip | None) -> JournalError | None:
    own = journal.own
    if last is not None and (own is None or own.n < last.n or journal.store.row(last.id) is None):
        return JournalError.of(Code.BEHIND_TIP, desk=key, entry=last.id, n=last.n)
    if last is None and own is not None and own.n > 0:
        return JournalError.of(Code.TIP_DAMAGED, name=f"desk {key[:8]}", desk=key)
    return None


def _elsewhere(journal: Journal, key: str, last: Tip | None) -> JournalError | None:
    own = journal.own
    # One more than the note says is a cut between an entry and its note; what is beyond that, somebody else wrote.
    strange = [*journal.strange, *([own.id] if own and last and own.n > last.n + 1 else [])]
    return JournalError.of(Code.OWN_KEY, desk=key, entry=strange[0]) if strange else None


def _forked(journal: Journal, key: str) -> JournalError | None:
    fork = journal.fork_of(key) if key in journal.forked else None
    if fork is None:
        return None
    return JournalError.of(Code.FORKED, desk=key, n=journal.row(fork[0]).n, entry=fork[0], other=fork[1])
