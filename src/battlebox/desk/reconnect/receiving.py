"""Letters that come in: from the shared record, as a file, or on paper; and what the desk knows of who signed each.

Law: a file counts only with the signature of a desk that the sender's admin enrolled; what came on paper says that no
signature was checked, wherever it is shown; nobody takes in a letter between others.
Not here: issuing (letter.py), deciding on one (judgement.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from battlebox.desk.brief.saying import clock
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.picture import Names
from battlebox.desk.reconnect.letter import ASSURANCE, ISSUED, Held, Letter, checked, thing_of
from battlebox.desk.record import values
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, not_ahead, words
from battlebox.estate import Estate
from battlebox.journal import JournalCode, JournalError, Kind, SignedLetter, Standing
from battlebox.marking import Tlp

RECEIVED: Final = "received"
WITHDRAWAL: Final = "withdrawal"
WITHDRAWN: Final = "withdrawn"


class Seal(StrEnum):
    """How a letter came, and what that says of who wrote it; the value is shown beside it."""

    RECORD = "signed in the shared record"
    FILE = "signed, and taken in from a file"
    PAPER = "on paper: no signature was checked"
    UNKNOWN = "signed by a key that is not believed any more"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That a letter is not to be relied on any more, since when, and why."""

    at: datetime
    why: str


@dataclass(frozen=True)
class Assurance:
    """A letter on record: how it came, its signed file where there is one, and who withdrew it."""

    thing: str
    said: Stated[Held]
    letter: Letter
    seal: Seal
    file: SignedLetter | None
    withdrawn: tuple[Stated[Withdrawal], ...] = ()

    @property
    def name(self) -> str:
        """Its id without the kind."""
        return self.thing.partition("/")[2]


def take_letter(record: Record, estate: Estate, officer: Officer, raw: bytes, *, name: str) -> Saved:
    """Take in a letter as a file.

    1. Refuse an officer who may not, a file that is no letter, was cut short or altered.
    2. Refuse one about another incident, for another body, by a key its issuer's admin did not enrol, or that is over.
    3. Append one entry `assurance:received`.
    Raises DeskError or JournalError.
    """
    officer.must(Act.TAKE_LETTER)
    file = SignedLetter.from_bytes(raw, name=name)
    letter, names = _letter_in(file, name), Names(estate)
    if file.incident != record.incident:
        raise DeskError.of(Code.LETTER_ELSEWHERE, name=name, why="about another incident")
    if letter.receiver != officer.body:
        raise DeskError.of(Code.LETTER_ELSEWHERE, name=name, why=f"written to {names.body(letter.receiver)}")
    why = _not_believed(record.standing, file.key, letter.issuer)
    if why:
        raise DeskError.of(Code.LETTER_UNKNOWN, name=name, issuer=names.body(letter.issuer), why=why)
    now, thing = record.now(), thing_of(file)
    if letter.valid_until <= now:
        over = f"it was valid until {clock(letter.valid_until)}, and that is over"
        raise DeskError.of(Code.LETTER_VOID, why=over, issuer=names.body(letter.issuer))
    known = next((each for each in letters_of(Sight.of(record, officer)) if each.thing == thing), None)
    if known is not None:
        raise DeskError.of(Code.ALREADY, what="this letter", state="on the record", number=known.said.number)
    whole = checked(estate, letter, now)
    said = f"letter of assurance of {whole.issuer} taken in from a file, valid until {clock(whole.valid_until)}"
    about: dict[str, str | int] = {"from": whole.issuer, "fingerprint": file.fingerprint}
    held = Held(file.to_bytes().decode())
    return _write(record, officer, thing, whole, held, said, about)


def note_paper(record: Record, estate: Estate, officer: Officer, letter: Letter, *, seen: str) -> Saved:
    """Record a letter that came on paper; `seen` says who has the paper and how it was asked whether it is theirs.

    `letter.issued` is the date on the paper. Appends one entry `assurance:received`. Raises DeskError.
    """
    officer.must(Act.TAKE_LETTER)
    now = record.now()
    mine = replace(letter, receiver=officer.body, audience=frozenset(), tlp=Tlp.AMBER_STRICT)
    whole = checked(estate, mine, now)
    not_ahead("its date", whole.issued, now)
    where = line("who has the paper", seen, what="which office has it, and how you asked whether it is theirs")
    said = f"letter of assurance of {whole.issuer} on paper, {Seal.PAPER.value.partition(': ')[2]} ({where})"
    held = Held(letter=whole, seen=where)
    return _write(record, officer, record.new_id(ASSURANCE), whole, held, said, {"from": whole.issuer})


def withdraw_letter(record: Record, officer: Officer, name: str, *, why: str) -> Saved:
    """Say that a letter is not to be relied on any more: its issuer, or whom it was written to.

    Appends one entry `assurance:withdrawn`, for both sides. Raises DeskError.
    """
    officer.must(Act.ASSURE)
    found = letter_of(Sight.of(record, officer), name)
    letter = found.letter
    if officer.body not in (letter.issuer, letter.receiver):
        raise DeskError.of(Code.NOT_YOURS, what="this letter", owner=letter.issuer, body=officer.body, act="withdraw")
    kept = Withdrawal(record.now(), words("why", why, needed=True, what="what was found, or what changed"))
    thing = f"{WITHDRAWAL}/{name}/{officer.body}"
    text = f"{officer.body} says that {found.said.number} is not to be relied on any more\nbecause {kept.why}"
    how = for_readers(letter, officer.body)
    return record.append(
        officer, draft(Kind.ASSURANCE_WITHDRAWN, how, (thing, WITHDRAWN, kept), words=text), thing=found.thing
    )


def letters_of(sight: Sight) -> tuple[Assurance, ...]:
    """Every letter that may be seen, in the order in which each was issued."""
    issued = sight.every(ASSURANCE, ISSUED, Held)
    received = sight.every(ASSURANCE, RECEIVED, Held)
    found = (_assurance(sight, thing, issued, received) for thing in dict.fromkeys((*issued, *received)))
    return tuple(sorted((each for each in found if each is not None), key=lambda each: each.letter.issued))


def letter_of(sight: Sight, name: str) -> Assurance:
    """One letter. Raises DeskError where none may be seen."""
    found = next((each for each in letters_of(sight) if each.name == name), None)
    if found is None:
        raise DeskError.of(Code.NOT_SEEN, what="letter", id=name)
    return found


def for_readers(letter: Letter, writer: str) -> Handling:
    """How far what is written about a letter travels: as far as the letter, and to both its sides."""
    return Handling(letter.tlp, (letter.audience | {letter.issuer, letter.receiver}) - {writer})


_Held = Mapping[str, tuple[Stated[Held], ...]]


def _assurance(sight: Sight, thing: str, issued: _Held, received: _Held) -> Assurance | None:
    found = next(_candidates(sight, thing, issued, received), None)
    if found is None:
        return None
    said, letter, seal, file = found
    withdrawn = tuple(
        each
        for body in (letter.issuer, letter.receiver)
        for each in sight.stated(f"{WITHDRAWAL}/{thing.partition('/')[2]}/{body}", WITHDRAWN, Withdrawal)
        if each.body == body
    )
    return Assurance(thing, said, letter, seal, file, withdrawn)


def _candidates(
    sight: Sight, thing: str, issued: _Held, received: _Held
) -> Iterator[tuple[Stated[Held], Letter, Seal, SignedLetter | None]]:
    """How the letter may be read, the surest first: only of its issuer's own entry, or of whom it was written to."""
    standing = sight.record.standing
    for said in issued.get(thing, ()):
        opened = _opened(said.value)
        if opened is not None and said.body == opened[1].issuer:
            yield said, opened[1], Seal.RECORD, opened[0]
    for said in received.get(thing, ()):
        held = said.value
        opened = _opened(held)
        if opened is not None and said.body == opened[1].receiver:
            seal = Seal.UNKNOWN if _not_believed(standing, opened[0].key, opened[1].issuer) else Seal.FILE
            yield said, opened[1], seal, opened[0]
        elif held.letter is not None and said.body == held.letter.receiver:
            yield said, held.letter, Seal.PAPER, None


def _opened(held: Held) -> tuple[SignedLetter, Letter] | None:
    """A signed file and what it says; None for paper, and for what is no letter after all."""
    if not held.file:
        return None
    try:
        file = SignedLetter.from_bytes(held.file.encode(), name="the letter")
        return file, _letter_in(file, "the letter")
    except JournalError:
        return None


def _letter_in(file: SignedLetter, name: str) -> Letter:
    try:
        return values.read(Letter, file.says)
    except ValueError as wrong:
        why = "what it says has not the shape of a letter of assurance"
        raise JournalError.of(JournalCode.NOT_A_LETTER, name=name, why=why) from wrong


def _not_believed(standing: Standing, key: str, issuer: str) -> str:
    """Why a key does not speak for a body; blank where it does."""
    if issuer not in standing.orgs_of(key):
        return f"no desk of {issuer} with that key was enrolled here"
    return "its key was taken out since" if any(key == gone for gone, _, _ in standing.revoked) else ""


def _write(
    record: Record, officer: Officer, thing: str, letter: Letter, held: Held, said: str, about: dict[str, str | int]
) -> Saved:
    text = f"{said}\n{', '.join(letter.paths)}"
    how = for_readers(letter, officer.body)
    written = draft(Kind.ASSURANCE_RECEIVED, how, (thing, RECEIVED, held), words=text, about=about)
    return record.append(officer, written, thing=thing)
