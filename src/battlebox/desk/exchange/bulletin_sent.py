"""Bulletins that we send: signed under the next number, written into the record, and each fact in them followed.

Law: the facts are asked about, the number is given, the file is signed and the entries are written in one step; what
went is a release to each body, so that a correction is owed to each when a fact changes.
Not here: the file's form and its key (share.bulletin; the caller signs), who said that it came (bulletin_heard.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.exchange.bulletin_facts import FactLine, line_of, must_go, whom_of
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, not_before, readable
from battlebox.desk.tell import Outlet, Release, Standing, append_release
from battlebox.desk.tell.release import carried_in
from battlebox.journal import Draft, Kind
from battlebox.marking import Tlp

BULLETIN: Final = "bulletin"
SENT: Final = "sent"
PLACE: Final = "partner bulletin"
"""Where its words stand, for all of them: what a newer one tells its readers anew is put right by that."""
_NAME_LETTERS: Final = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be sent: the chosen facts, all words that were typed, whom it is for and under which label."""

    title: str
    typed: str
    facts: tuple[str, ...]
    to: tuple[str, ...]
    tlp: Tlp
    expires: datetime
    next_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SignedFile:
    """The file as it was signed, and its fingerprint (64 hex digits)."""

    fingerprint: str
    file: str


@dataclass(frozen=True, slots=True)
class SentBulletin:
    """A bulletin of ours as it is on record. `to` are the bodies that it is for; empty where its label says who."""

    number: int
    fingerprint: str
    file: str
    title: str
    tlp: Tlp
    to: tuple[str, ...]
    expires: datetime
    facts: tuple[str, ...] = ()
    next_at: datetime | None = None


Sign = Callable[[int, tuple[FactLine, ...], datetime], SignedFile]
"""Signs what is to be sent under a number, with these facts, at a time."""


def bulletin_sent(record: Record, officer: Officer, wanted: Wanted, sign: Sign) -> Saved:
    """Sign a bulletin and record that it goes.

    1. Refuse an officer who may not, a blank title, an end in the past, letters that turn the writing around, and any
       fact that may not go to one of the bodies: those that were chosen, and every other in the words.
    2. Have it signed under the next number of this body.
    3. Append one entry `bulletin:sent`, for one's own body, and one `fact:released` for each body that it is for.
    Raises DeskError. Nobody writes meanwhile: the question, the number and the entries are one step.
    """
    officer.must(Act.BULLETIN)
    with record.lock:
        sight = Sight.of(record, officer)
        told = _asked(sight, wanted)
        readers, number = wanted.to or ("",), next_number(sight)
        signed = sign(number, _lines(told, wanted), sight.now.replace(microsecond=0))
        kept = SentBulletin(
            number, signed.fingerprint, signed.file, wanted.title, wanted.tlp, wanted.to, wanted.expires,
            tuple(each.thing for each in told), wanted.next_at,
        )  # fmt: skip
        thing = thing_of(signed.fingerprint)
        saved = record.append(officer, _entry(thing, kept), thing=thing)
        if told:
            words = "\n".join((*(each.fact.outward for each in told), wanted.typed))
            for body in readers:
                whom = whom_of(sight, body)
                went = Release(Outlet.PARTNER_FILE, whom, PLACE, sight.now, words, carried_in(told))
                append_release(record, officer, went, told)
    return saved


def ready_bulletin(record: Record, officer: Officer, wanted: Wanted) -> tuple[int, tuple[FactLine, ...]]:
    """What would be signed: the number and the facts. Raises DeskError as `bulletin_sent` does; nothing is written."""
    officer.must(Act.BULLETIN)
    sight = Sight.of(record, officer)
    return next_number(sight), _lines(_asked(sight, wanted), wanted)


def thing_of(fingerprint: str) -> str:
    """What a bulletin with this fingerprint is in the record, sent or received."""
    return f"{BULLETIN}/{fingerprint[:_NAME_LETTERS]}"


def sent_of(sight: Sight) -> tuple[Stated[SentBulletin], ...]:
    """The bulletins that the reader's own body sent, the newest first."""
    every = (sight.latest(thing, SENT, SentBulletin) for thing in sight.things(BULLETIN, SENT))
    own = [each for each in every if each is not None and each.body == sight.officer.body]
    return tuple(sorted(own, key=lambda each: each.value.number, reverse=True))


def sent_bulletin(sight: Sight, name: str) -> Stated[SentBulletin]:
    """One of them. Raises DeskError where none may be seen."""
    found = sight.need(f"{BULLETIN}/{name}", SENT, SentBulletin, what="bulletin")
    if found.body != sight.officer.body:
        raise DeskError.of(Code.NOT_SEEN, what="bulletin", id=name)
    return found


def next_number(sight: Sight) -> int:
    """The number that this body's next bulletin has: no number is given twice."""
    return max((each.value.number for each in sent_of(sight)), default=0) + 1


def _asked(sight: Sight, wanted: Wanted) -> tuple[Standing, ...]:
    line("the title", wanted.title, what="in one line, what it is about")
    readable("the bulletin", wanted.typed)
    not_before("its end", wanted.expires, "now", sight.now)
    return must_go(sight, wanted.facts, wanted.typed, wanted.to or ("",), wanted.tlp)


def _lines(told: tuple[Standing, ...], wanted: Wanted) -> tuple[FactLine, ...]:
    return tuple(line_of(each) for each in told if each.thing in wanted.facts)


def _entry(thing: str, kept: SentBulletin) -> Draft:
    to = ", ".join(kept.to) or f"whoever {kept.tlp.to_text()} lets have it"
    text = f"bulletin {kept.number} to {to}, {kept.tlp.to_text()}: {kept.title}"
    about: dict[str, str | int] = {"number": kept.number, "fingerprint": kept.fingerprint}
    return draft(Kind.BULLETIN_SENT, Handling(), (thing, SENT, kept), words=text, about=about)
