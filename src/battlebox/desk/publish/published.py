"""What was published: each edition with its number and digest, where it stands, and the facts in it as they went.

Law: what stands in public is written down as it went, whatever has changed meanwhile; a try that failed is written down
too, and says what still stands.
Not here: building and sending (share.status); where a wording must be corrected (tell.corrections_due finds it here).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from battlebox.desk.officer import Act, Officer, Role
from battlebox.desk.publish.draft import FactGoes
from battlebox.desk.publish.notice import PAGE
from battlebox.desk.record import values
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line
from battlebox.desk.tell import Carried, Outlet, Release, Whom, append_release, releases_of, versions_of
from battlebox.journal import Kind

EDITION: Final = "edition"
PUBLIC_SITE: Final = "the public status site"
"""Where its facts went, as the register has it: each edition takes the place of the one before."""


@dataclass(frozen=True, slots=True)
class PublicEdition:
    """One edition, or one try: its number, the digest of its signed manifest, where to, and why it failed if it did.

    `doubt`: it went, and something there is not as it was signed. `test`: nothing public was changed. `second` is the
    entry in which somebody else had looked at it; `alone` is why it could not wait for them. `unhelped` is why it names
    no urgent help while a service that people's lives may hang on does not read as usual. `held` is where the login,
    the address and its DNS are held, as whoever tested it says.
    """

    number: int
    digest: str
    target: str
    pages: int
    facts: int
    failed: str = ""
    test: bool = False
    doubt: str = ""
    second: str = ""
    alone: str = ""
    held: str = ""
    unhelped: str = ""


@dataclass(frozen=True, slots=True)
class Going:
    """The facts of an edition as they go: their words, their versions, who still owes clearance, who gave it."""

    words: str = ""
    carried: tuple[Carried, ...] = ()
    owed: tuple[str, ...] = ()
    clears: tuple[str, ...] = ()

    @classmethod
    def of(cls, goes: tuple[FactGoes, ...]) -> Going:
        """Of the facts that a draft says."""
        return cls(
            "\n".join(each.standing.fact.outward for each in goes),
            tuple(Carried(each.standing.thing, each.standing.said[0].entry) for each in goes),
            tuple(sorted({body for each in goes for body in each.standing.waiting_for})),
            tuple(sorted({body for each in goes for body in each.standing.clears})),
        )


@dataclass(frozen=True, slots=True)
class Intent:
    """What is about to stand in public: kept beside the record until the record has it, for a desk may stop between."""

    incident: str
    officer: str
    name: str
    body: str
    edition: PublicEdition
    going: Going

    @property
    def by(self) -> Officer:
        """Who published it."""
        return Officer(self.officer, self.name, self.body, frozenset({Role.COMMUNICATIONS}))

    def to_text(self) -> str:
        """As it is kept."""
        return json.dumps(values.write(self), indent=1)

    @classmethod
    def from_text(cls, text: str) -> Intent:
        """Back again. Raises ValueError."""
        return values.read(cls, json.loads(text))


def note_published(
    record: Record,
    officer: Officer,
    edition: PublicEdition,
    going: Going,
    *,
    handling: Handling | None = None,
) -> Saved:
    """Write down that an edition stands in public, with every fact in it as it went; or that a try failed, and why.

    It happened: of the facts nothing is asked here that would keep it out of the record. An edition takes the place of
    the one before, unless nobody knows whether the pages before still stand.
    Appends one entry `status:published`. Raises DeskError for an officer who may not.
    """
    officer.must(Act.PUBLISH)
    line("where it stands", edition.target, what="where it stands")
    thing = f"{PAGE}/{officer.body}"
    is_whole = not edition.doubt
    if not edition.failed and not edition.test and (going.carried or is_whole):
        went = Release(
            Outlet.PUBLIC_PAGE,
            Whom(),
            PUBLIC_SITE,
            record.now(),
            going.words,
            going.carried,
            owed=going.owed,
            whole=is_whole,
        )
        before = _cleared_before(Sight.of(record, officer))
        # Whoever cleared a fact may see where it went, and that something else took its place there; no more than that.
        how = handling or Handling(audience=(before | frozenset(going.clears)) - {officer.body})
        append_release(record, officer, went, (), how, is_for_all=True)
    about: dict[str, str | int] = {
        "number": edition.number,
        "facts": len(going.carried),
        "failed": int(bool(edition.failed)),
    }
    written = draft(
        Kind.STATUS_PUBLISHED, handling or Handling(), (thing, EDITION, edition), words=_words(edition), about=about
    )
    return record.append(officer, written, thing=thing)


def editions_of(sight: Sight, body: str) -> tuple[Stated[PublicEdition], ...]:
    """Every edition and try of a body that may be seen, the newest first."""
    told = sight.told(f"{PAGE}/{body}", EDITION, PublicEdition)
    return tuple(each for each in told if each.body == body)[::-1]


def last_try_failed(sight: Sight, body: str) -> Stated[PublicEdition] | None:
    """The newest try to publish where it failed; None once a later one succeeded. A test changes nothing of it."""
    last = next((each for each in editions_of(sight, body) if not each.value.test), None)
    return last if last is not None and last.value.failed else None


def edition_that_stands(sight: Sight, body: str) -> str:
    """The entry of the edition of a body that stands in public, as the record has it; blank where none does."""
    went = (each.entry for each in editions_of(sight, body) if not each.value.failed and not each.value.test)
    return next(went, "")


def _cleared_before(sight: Sight) -> frozenset[str]:
    """The bodies that cleared a fact of the edition before."""
    editions = [
        each.value
        for _, each in releases_of(sight)
        if each.body == sight.officer.body and each.value.where == PUBLIC_SITE
    ]
    facts = [each.fact for went in editions[-1:] for each in went.carried]
    return frozenset(body for fact in facts for said in versions_of(sight, fact)[:1] for body in said.value.clears)


def _words(edition: PublicEdition) -> str:
    held = f"; login, address and DNS: {edition.held}" if edition.held else ""
    if edition.test:
        came = f"failed: {edition.failed}" if edition.failed else "it works"
        return f"publishing was tested at {edition.target}, with no page changed: {came}{held}"
    if edition.failed:
        return f"not published to {edition.target}: {edition.failed}; what stood there still stands"
    size = f"{edition.pages} pages, {edition.facts} facts, digest {edition.digest[:16]}"
    doubt = f"; look at it: {edition.doubt}" if edition.doubt else ""
    alone = f"; on one person's word: {edition.alone}" if edition.alone else ""
    alone += f"; with no urgent help named: {edition.unhelped}" if edition.unhelped else ""
    second = "; a second person had looked at it" if edition.second else ""
    return f"edition {edition.number} published at {edition.target}: {size}{second}{alone}{doubt}"
