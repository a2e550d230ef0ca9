"""What a body writes once for all its messages: the next update, numbers that work, how to check, who speaks.

Law: written anew it is a new version; what two officers write at once is there for both. They go out in public
messages, so nothing stands in them that may not be public; what only staff read may hold what staff may have.
Not here: facts (desk.tell), templates (template.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from battlebox.desk.compose.next_update import not_due
from battlebox.desk.compose.template import Field, Template
from battlebox.desk.message import rings, rings_back
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line
from battlebox.desk.tell import Outlet, Whom, Wordings
from battlebox.journal import Kind

OWN_WORDS: Final = "own-words"
SAYS: Final = "says"


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Each stands in every message, and can be said aloud.

    Staff read `staff_numbers` and `staff_check` where there are any; everybody else `numbers` and `check`. `contact` is
    the office, with its number, that regulators ring back: no number for the public helps them.
    """

    update: str
    numbers: str
    check: str
    office: str
    staff_numbers: str = ""
    staff_check: str = ""
    contact: str = ""

    def fields(self, template: Template) -> dict[Field, str]:
        """As a template takes them: staff have a number and a way to check of their own."""
        for_staff = template.outlet is Outlet.STAFF_MEMO
        return {
            Field.UPDATE: self.update,
            Field.NUMBERS: (for_staff and self.staff_numbers) or self.numbers,
            Field.CHECK: (for_staff and self.staff_check) or self.check,
            Field.OFFICE: self.office,
            Field.CONTACT: self.contact,
        }

    @property
    def named(self) -> tuple[tuple[str, str], ...]:
        """Each by what it is called, but those that are blank."""
        return (*self.for_all, *self.for_staff, *self.for_reports)

    @property
    def for_all(self) -> tuple[tuple[str, str], ...]:
        """Those that everybody reads."""
        rows = (
            ("Next update", self.update),
            ("Numbers for the public", self.numbers),
            ("How the public check", self.check),
            ("Who says it", self.office),
        )
        return tuple(row for row in rows if row[1])

    @property
    def for_staff(self) -> tuple[tuple[str, str], ...]:
        """Those that only staff read."""
        rows = (("Numbers for staff", self.staff_numbers), ("How staff check", self.staff_check))
        return tuple(row for row in rows if row[1])

    @property
    def for_reports(self) -> tuple[tuple[str, str], ...]:
        """What only those read to whom something is reported."""
        return (("Whom regulators ring back", self.contact),) if self.contact else ()


def write_own_words(record: Record, officer: Officer, said: OwnWords, *, over: frozenset[str] | None = None) -> Saved:
    """Write them.

    1. Refuse an officer who may not, a blank, a number for the public or for regulators that nobody can ring, a next
       update that is due already, and words with a fact that their readers may not have, or not so.
    2. Append one entry `message:drafted`, which stays with the body.
    Raises DeskError.
    """
    officer.must(Act.SEND)
    kept = OwnWords(
        update=line("the next update", said.update, what="when it comes"),
        numbers=line("the numbers that work", said.numbers, what="a number, and what it is for"),
        check=line("how to check", said.check, what="how people know that a message is real"),
        office=line("the office", said.office, what="who says it"),
        staff_numbers=" ".join(said.staff_numbers.split()),
        staff_check=" ".join(said.staff_check.split()),
        contact=" ".join(said.contact.split()),
    )
    rings(kept.numbers)
    rings_back(kept.contact)
    not_due(kept.update, record.now())
    wordings = Wordings.of(Sight.of(record, officer))
    _, bars = wordings.in_fields(kept.for_all)
    _, of_staff = wordings.in_fields(kept.for_staff, (), Outlet.STAFF_MEMO, Whom(officer.body))
    _, of_reports = wordings.in_fields(kept.for_reports, (), Outlet.REGULATOR)
    for bar in (*bars, *of_staff, *of_reports):
        raise bar
    text = "\n".join([f"in every message of {officer.body}", *(f"{name}: {words}" for name, words in kept.named)])
    thing = f"{OWN_WORDS}/{officer.body}"
    written = draft(Kind.MESSAGE_DRAFTED, Handling(), (thing, SAYS, kept), words=text, over=over)
    return record.append(officer, written, thing=thing)


def own_words_of(sight: Sight, body: str) -> tuple[Stated[OwnWords], ...]:
    """The versions that stand, latest first: two are a conflict."""
    return tuple(each for each in sight.stated(f"{OWN_WORDS}/{body}", SAYS, OwnWords) if each.body == body)
