"""Checkpoints of a journal: make one, countersign another desk's, and say who could prove an entry to be there.

Law: a witness remembers the last checkpoint it signed of each record and refuses whatever does not continue it;
"not yet witnessed" is said plainly.
Not here: the note's form (checkpoint.py), trees (tree.py), paper (paper.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from battlebox.journal.checkpoint import SPOKEN_BYTES, Checkpoint, cosign, sign_checkpoint, spoken_check
from battlebox.journal.draft import Draft
from battlebox.journal.errors import Code, JournalError
from battlebox.journal.header import Header, is_word
from battlebox.journal.journal import Journal
from battlebox.journal.kinds import Kind
from battlebox.journal.store import Witnessed
from battlebox.journal.tree import Frontier, Tree, is_continuation
from battlebox.journal.words import from_words
from battlebox.marking import Tlp


@dataclass(frozen=True, slots=True)
class Proof:
    """Who could prove an entry: desks that wrote after it, and printed checkpoints that cover it and have a holder."""

    desks: int
    printed: int

    def to_text(self) -> str:
        """For a screen or a paper."""
        if not self.desks and not self.printed:
            return "not yet witnessed"
        desks = f"{self.desks} other desk" + "s" * (self.desks != 1)
        return f"held by {desks}, {self.printed} printed checkpoint" + "s" * (self.printed != 1)


def make_checkpoint(journal: Journal) -> Checkpoint:
    """Sign the record as it stands, and write an entry that says so. Cost: one pass over the ids."""
    desk = journal.desk
    if desk is None:
        raise JournalError.of(Code.NO_KEY)
    frontier = Frontier()
    for _, identity, _ in journal.store.ids():
        frontier.add(bytes.fromhex(identity))
    note = sign_checkpoint(journal.incident, frontier.size, frontier.root(), desk)
    about: dict[str, str | int] = {"size": note.size, "root": note.root.hex()}
    journal.append(Draft(Kind.CHECKPOINT_SIGNED, tlp=Tlp.GREEN, about=about))
    return note


def note_again(journal: Journal, size: int, root: str) -> Checkpoint:
    """A checkpoint that this desk signed before, as it was: signing the same with the same key gives the same bytes."""
    if journal.desk is None:
        raise JournalError.of(Code.NO_KEY)
    return sign_checkpoint(journal.incident, size, bytes.fromhex(root), journal.desk)


def note_printed(journal: Journal, note: Checkpoint, holder: str) -> None:
    """Write down that a checkpoint was printed and who took the sheet (a role or body; empty: nobody has it yet)."""
    about: dict[str, str | int] = {"size": note.size, "root": note.root.hex(), "holder": holder}
    journal.append(Draft(Kind.CHECKPOINT_PRINTED, tlp=Tlp.GREEN, about=about))


def check_sheet(journal: Journal, sheet: str) -> int:
    """Compare this desk's record with a checkpoint held outside: its text, or its size and twelve words as read out.

    Gives the size it covers. Raises JournalError: no checkpoint, words misheard, another desk's, or not what is here.
    """
    size, begins = _read_sheet(journal, sheet)
    frontier = Frontier()
    for _, identity, _ in journal.store.ids():
        if frontier.size == size:
            break
        frontier.add(bytes.fromhex(identity))
    if frontier.size != size or not frontier.root().startswith(begins):
        other = _signer_of(journal, size, begins)
        if other:
            raise JournalError.of(Code.OTHER_SHEET, desk=other)
        raise JournalError.of(Code.SHEET_DIFFERS, size=size, here=journal.store.count())
    return size


def _read_sheet(journal: Journal, sheet: str) -> tuple[int, bytes]:
    digits, _, words = sheet.strip().partition(" ")
    if digits.isdecimal():
        half, check = from_words(words, SPOKEN_BYTES)
        if check != spoken_check(int(digits[:16]), half):
            raise JournalError.of(Code.BAD_WORDS)
        return int(digits[:16]), half
    note = Checkpoint.from_text(sheet)
    if note.incident != journal.incident:
        raise JournalError.of(Code.OTHER_INCIDENT, found=note.incident, desk=note.key)
    if journal.desk is None or note.key != journal.desk.public:
        raise JournalError.of(Code.OTHER_SHEET, desk=note.key)
    return note.size, note.root


def _signer_of(journal: Journal, size: int, begins: bytes) -> str:
    """Another desk that signed a checkpoint of these words; empty if none is known to have."""
    own = journal.desk.public if journal.desk else ""
    for entry in journal.entries():
        header = entry.header
        theirs = header.kind == Kind.CHECKPOINT_SIGNED and header.key != own
        if theirs and header.about["size"] == size and str(header.about["root"]).startswith(begins.hex()):
            return header.key
    return ""


def continuation(journal: Journal, old: int, new: int) -> list[bytes]:
    """The proof, for a witness, that this desk's record of `new` entries continues the one of `old`.

    Raises JournalError if there are not that many.
    """
    here = journal.store.count()
    if not old <= new <= here:
        raise JournalError.of(Code.TOO_FEW, here=min(new, here), size=old)
    return Tree(bytes.fromhex(identity) for _, identity, _ in journal.store.ids()).consistency(old, new)


def witness(journal: Journal, text: str, proof: list[bytes], name: str, *, since: int | None = None) -> Checkpoint:
    """Countersign another desk's checkpoint, if it continues the one countersigned before.

    `since` is the number of entries that the proof begins at, where the sender said so. Raises JournalError: a name
    that no note may carry, not a checkpoint, of another incident, not signed, rolled back, no proof, no continuation.
    """
    if not is_word(name) or "+" in name:
        raise JournalError.of(Code.NOT_A_WORD, found=repr(name[:40]), what="a witness's name")
    note = Checkpoint.from_text(text)
    desk = journal.desk
    if desk is None:
        raise JournalError.of(Code.NO_KEY)
    if note.incident != journal.incident:
        raise JournalError.of(Code.OTHER_INCIDENT, found=note.incident, desk=note.key)
    held = journal.store.witnessed(note.origin)
    if held is not None:
        if note.size < held.size:
            raise JournalError.of(Code.ROLLED_BACK, desk=note.key, found=note.size, held=held.size)
        begins_there = since is None or since == held.size
        if note.size > held.size and not (proof and begins_there):
            raise JournalError.of(Code.NO_PROOF, desk=note.key, found=note.size, held=held.size)
        if not is_continuation(held.size, note.size, proof, bytes.fromhex(held.root), note.root):
            raise JournalError.of(Code.BAD_PROOF, desk=note.key)
    signed = cosign(note, desk, name, journal.watch.now_ms() // 1000)
    with journal.store.writing():
        journal.store.set_witnessed(Witnessed(note.origin, note.size, note.root.hex(), signed.to_text()))
    about: dict[str, str | int] = {"desk": note.key, "size": note.size, "root": note.root.hex()}
    journal.append(Draft(Kind.CHECKPOINT_WITNESSED, tlp=Tlp.GREEN, about=about))
    return signed


def proof_of(journal: Journal, identity: str) -> Proof:
    """Who could prove that this entry was there: enrolled desks alone, for anybody can make up others.

    Cost: one pass over the entries that came after it.
    """
    believed = journal.state.standing.desks
    row = journal.row(identity)
    after, desks, printed = {identity}, set[str](), 0
    for later in journal.store.rows(row.s):
        header = Header.from_store(later.raw)
        if not after.isdisjoint(header.parents):
            after.add(later.id)
            desks |= {header.key} & believed.keys()
        size = header.about.get("size", 0)
        covers = isinstance(size, int) and size >= row.s
        mine = journal.desk is not None and header.key == journal.desk.public
        held = bool(header.about.get("holder"))
        printed += header.kind == Kind.CHECKPOINT_PRINTED and mine and covers and held
    return Proof(len(desks - {row.key}), printed)
