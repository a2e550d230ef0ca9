"""Two people before a page is public: whether a body has ruled so, and who has looked at the page as it is.

Law: a look counts for one page, word for word, until the next edition, and never for the one who publishes; where two
words of a body stand, the stricter counts; without a second look nothing goes but with a reason, which is recorded.
Not here: what the page says (draft.py), the edition (published.py), alarms (web).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.publish.notice import PAGE
from battlebox.desk.publish.published import edition_that_stands
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line
from battlebox.journal import Kind

RULE: Final = "rule"
LOOK: Final = "look"


@dataclass(frozen=True, slots=True)
class PublicRule:
    """Whether two people must have looked before an edition goes out, and why the body has it so."""

    two: bool
    why: str


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked at a page and said yes: the digest of what it says, and the entry of the edition that stood."""

    digest: str
    after: str


@dataclass(frozen=True, slots=True)
class Ruled:
    """A body's rule as it counts here; `is_carried`: it was said in another incident, and nobody has said it here."""

    said: Stated[PublicRule] | None = None
    is_carried: bool = False

    @property
    def two(self) -> bool:
        """Whether two people must look."""
        return self.said is not None and self.said.value.two


@dataclass(frozen=True, slots=True)
class Second:
    """How it stands for whoever would publish: others' look at this very page, their own, others' before it moved."""

    ruled: Ruled
    theirs: Stated[Look] | None = None
    mine: Stated[Look] | None = None
    before: Stated[Look] | None = None

    @property
    def is_missing(self) -> bool:
        """Whether two must look and nobody else has."""
        return self.ruled.two and self.theirs is None

    def must_be(self, alone: str) -> None:
        """Raises DeskError where the second look is missing and nobody says why it cannot wait."""
        if self.is_missing and not alone.strip():
            raise DeskError.of(Code.NO_SECOND)


def rule_pages(record: Record, officer: Officer, rule: PublicRule) -> Saved:
    """Say how many people must look before the body's page goes out.

    1. Refuse an officer who may not, and a rule without a reason.
    2. Append one entry `status:ruled`, which the body alone sees.
    Raises DeskError.
    """
    officer.must(Act.RULE_PAGES)
    kept = PublicRule(rule.two, line("why", rule.why, what="why it is to be so"))
    many = "a second person must look" if kept.two else "one person is enough"
    text = f"before the public page of {officer.body} goes out, {many}: {kept.why}"
    thing = f"{PAGE}/{officer.body}"
    written = draft(Kind.STATUS_RULED, Handling(), (thing, RULE, kept), words=text, about={"two": int(kept.two)})
    return record.append(officer, written, thing=thing)


def look_at(record: Record, officer: Officer, digest: str) -> Saved:
    """Write down that somebody looked at the page that says exactly this, and that it may go out.

    Appends one entry `status:looked`. Raises DeskError for an officer who may not.
    """
    officer.must(Act.PUBLISH)
    thing = f"{PAGE}/{officer.body}"
    kept = Look(digest, edition_that_stands(Sight.of(record, officer), officer.body))
    text = f"looked at the public page of {officer.body}, and it may go out: digest {digest[:16]}"
    written = draft(Kind.STATUS_LOOKED, Handling(), (thing, LOOK, kept), words=text)
    return record.append(officer, written, thing=thing)


def rule_of(sight: Sight, others: Iterable[Sight] = ()) -> Ruled:
    """The rule of the reader's own body: its word here, else its latest word in the other incidents."""
    here = _rules(sight)
    if here:
        return Ruled(max(here, key=lambda each: each.value.two))
    latest = [max(found, key=lambda each: each.value.two) for other in others if (found := _rules(other))]
    return Ruled(max(latest, key=lambda each: each.at), is_carried=True) if latest else Ruled()


def second_look(sight: Sight, ruled: Ruled, digest: str) -> Second:
    """Who has looked since the last edition, as it counts for this officer."""
    body, me = sight.officer.body, sight.officer.id
    after = edition_that_stands(sight, body)
    looks = [
        each
        for each in reversed(sight.told(f"{PAGE}/{body}", LOOK, Look))
        if each.body == body and each.value.after == after
    ]
    theirs = [each for each in looks if each.by != me]
    now = [each for each in looks if each.value.digest == digest]
    return Second(
        ruled,
        theirs=next((each for each in now if each.by != me), None),
        mine=next((each for each in now if each.by == me), None),
        before=theirs[0] if theirs else None,
    )


def _rules(sight: Sight) -> list[Stated[PublicRule]]:
    body = sight.officer.body
    return [each for each in sight.stated(f"{PAGE}/{body}", RULE, PublicRule) if each.body == body]
