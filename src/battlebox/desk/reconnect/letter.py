"""A letter of assurance: what one body tells another of its end of a link, on which evidence, and until when it holds.

Law: a letter answers all that is asked of it, if with `not known yet`; it is signed by its desk and never changed;
nothing stands in it that may not go to whom it is for.
Not here: the file's form (journal), what becomes of a letter (judgement.py), whether it still holds (standing.py).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from battlebox.desk.brief.saying import clock
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.reconnect.between import must_join
from battlebox.desk.record import values
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight
from battlebox.desk.record.writing import draft, line, not_before, words
from battlebox.desk.tell import Outlet, Whom, Wordings, may_go_with, must_fit
from battlebox.estate import Estate
from battlebox.journal import Journal, Kind, SignedLetter, sign_letter
from battlebox.marking import Tlp, strictest

ASSURANCE: Final = "assurance"
ISSUED: Final = "issued"
NO_FIRM: Final = "none"
VALID_MOST: Final = timedelta(days=366)
"""Nobody can say for longer how their systems are (a working value)."""
QUESTIONS: Final[dict[str, tuple[str, str]]] = {
    "happened": ("What happened", "what the attacker did, as far as it is known"),
    "scope": ("How far it went", "which systems at this end were hit, were looked at, and were not"),
    "contained": ("How it was contained", "what was cut or isolated, and how that was verified"),
    "eradicated": ("How the attacker was removed", "what was found and taken out, and how you know"),
    "credentials": ("Passwords and keys", "which accounts, keys and trusts were reset, and when"),
    "rebuilt": ("What was rebuilt", "from which source, and what was not"),
    "monitoring": ("How it is watched now", "what would show that the attacker is back, and who looks"),
    "residual": ("What risk is left", "what is not known or not done yet"),
    "contacts": ("Whom to ask", "an office and how it is reached, by night as well"),
}
"""What a letter must say: the field, its heading, and what to write there."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says.

    `paths` are the links it is about; `contained_at` is when the last order of containment was verified; `firm` is the
    independent firm that looked, or blank for none; `signatory` is the role that signs; `audience` are the bodies that
    may have it besides the issuer, the receiver among them.
    """

    issuer: str
    receiver: str
    paths: tuple[str, ...]
    happened: str
    scope: str
    contained: str
    eradicated: str
    credentials: str
    rebuilt: str
    monitoring: str
    residual: str
    contacts: str
    evidence: tuple[str, ...]
    issued: datetime
    valid_until: datetime
    signatory: str
    firm: str = ""
    contained_at: datetime | None = None
    tlp: Tlp = Tlp.AMBER_STRICT
    audience: frozenset[str] = frozenset()

    @property
    def handling(self) -> Handling:
        """How far it may travel, as its issuer writes it."""
        return Handling(self.tlp, self.audience | {self.receiver})

    @property
    def text(self) -> str:
        """All its words."""
        return "\n".join((*(getattr(self, field) for field in QUESTIONS), self.firm, *self.evidence))


@dataclass(frozen=True, slots=True)
class Held:
    """A letter as the record holds it: the signed file, or what somebody read from paper, and who has that paper."""

    file: str = ""
    letter: Letter | None = None
    seen: str = ""


def checked(estate: Estate, letter: Letter, now: datetime) -> Letter:
    """The letter with its words in order. Raises DeskError for a blank, a body or link that is none, a time gone by."""
    paths = must_join(estate, letter.paths, letter.issuer, letter.receiver)
    evidence = tuple(line("the evidence", each) for each in letter.evidence if each.strip())
    if not evidence:
        raise DeskError.of(Code.BLANK, field="the evidence", what="one thing on each line; `none` is an answer")
    not_before("valid until", letter.valid_until, "now", now)

    def said(field: str) -> str:
        title, what = QUESTIONS[field]
        return words(title.lower(), getattr(letter, field), needed=True, what=what)

    return replace(
        letter,
        happened=said("happened"),
        scope=said("scope"),
        contained=said("contained"),
        eradicated=said("eradicated"),
        credentials=said("credentials"),
        rebuilt=said("rebuilt"),
        monitoring=said("monitoring"),
        residual=said("residual"),
        contacts=said("contacts"),
        paths=paths,
        evidence=evidence,
        firm="" if letter.firm.strip().casefold() == NO_FIRM else " ".join(letter.firm.split()),
        signatory=line("who signs", letter.signatory, what="the role that signs"),
        audience=letter.audience | {letter.receiver},
    )


def issue_letter(record: Record, estate: Estate, officer: Officer, letter: Letter) -> Saved:
    """Issue a letter: sign it with this desk's key, and show it to those it is for and to nobody else.

    1. Refuse an officer who may not, a letter that is not whole, a link that is not between the two.
    2. Refuse words that may not go to one of them: a fact that is not cleared, or a stricter label.
    3. Append one entry `assurance:issued` with the signed file in it.
    Raises DeskError.
    """
    officer.must(Act.ASSURE)
    now = record.now().replace(microsecond=0)
    whole = checked(estate, replace(letter, issuer=officer.body, issued=now), now)
    if whole.valid_until - now > VALID_MOST:
        raise DeskError.of(Code.TOO_FAR, field="valid until", most="a year")
    kept = _let_go(Sight.of(record, officer), whole)
    file = record.with_pen(officer, lambda journal: _signed(journal, officer, kept))
    thing = thing_of(file)
    said = f"letter of assurance to {kept.receiver}, valid until {clock(kept.valid_until)}, signed as {kept.signatory}"
    about: dict[str, str | int] = {"to": kept.receiver, "fingerprint": file.fingerprint}
    held = Held(file.to_bytes().decode())
    text = f"{said}\n{', '.join(kept.paths)}"
    written = draft(Kind.ASSURANCE_ISSUED, kept.handling, (thing, ISSUED, held), words=text, about=about)
    return record.append(officer, written, thing=thing)


def thing_of(file: SignedLetter) -> str:
    """The thing that a signed letter is in the record, however it came there."""
    return f"{ASSURANCE}/{file.fingerprint[:20]}"


def _signed(journal: Journal, officer: Officer, letter: Letter) -> SignedLetter:
    if journal.desk is None:
        raise DeskError.of(Code.NO_PEN, body=officer.body)
    return sign_letter(journal.incident, values.write(letter), journal.desk)


def _let_go(sight: Sight, letter: Letter) -> Letter:
    """The letter with the strictest label of what stands in it. Raises DeskError where it may not go to all of them."""
    wordings = Wordings.of(sight)
    found = wordings.within(letter.text)
    label = letter.tlp
    for body in sorted(letter.audience):
        whom = Whom(body, community=body in sight.record.standing.orgs)
        facts = may_go_with(wordings, found, letter.text, Outlet.PARTNER_FILE, whom)
        label = strictest((label, *(each.label for each in facts))) or label
        must_fit(sight, label, Outlet.PARTNER_FILE, whom, what="the letter")
    return replace(letter, tlp=label)
