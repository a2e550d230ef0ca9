"""What was published: each edition with its number and digest, where it stands, and the facts in it as they went.

Law: what stands in public is written down as it went, whatever has changed meanwhile; a try that failed is written down
too, and says what still stands.
Not here: building and sending (share.status); where a wording must be corrected (tell.corrections_due finds it here).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from battlebox.desk.officer import Act, Officer
from battlebox.desk.publish.draft import FactGoes
from battlebox.desk.publish.notice import PAGE
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line
from battlebox.desk.tell import Carried, Outlet, Release, Whom
from battlebox.journal import Kind

EDITION: Final = "edition"
PUBLIC_SITE: Final = "the public status site"
"""Where its facts went, as the register has it: each edition takes the place of the one before."""


@dataclass(frozen=True, slots=True)
class PublicEdition:
    """One edition, or one try: its number, the digest of its signed manifest, where to, and why it failed if it did.

    `doubt`: it went, and something there is not as it was signed. `test`: nothing public was changed.
    """

    number: int
    digest: str
    target: str
    pages: int
    facts: int
    failed: str = ""
    test: bool = False
    doubt: str = ""


def note_published(
    record: Record,
    officer: Officer,
    edition: PublicEdition,
    carried: tuple[FactGoes, ...],
    *,
    handling: Handling | None = None,
) -> Saved:
    """Write down that an edition stands in public, with every fact in it as it went; or that a try failed, and why.

    It happened: of the facts nothing is asked here that would keep it out of the record.
    Appends one entry `status:published`. Raises DeskError for an officer who may not.
    """
    officer.must(Act.PUBLISH)
    line("where it stands", edition.target, what="where it stands")
    thing = f"{PAGE}/{officer.body}"
    sets: list[tuple[str, str, object]] = [(thing, EDITION, edition)]
    if carried and not edition.failed and not edition.test:
        went = Release(
            Outlet.PUBLIC_PAGE,
            Whom(),
            PUBLIC_SITE,
            record.now(),
            "\n".join(each.standing.fact.outward for each in carried),
            tuple(Carried(each.standing.thing, each.standing.said[0].entry) for each in carried),
            owed=tuple(sorted({body for each in carried for body in each.standing.waiting_for})),
        )
        sets.append((record.new_id("release"), "says", went))
    about: dict[str, str | int] = {"number": edition.number, "facts": len(carried), "failed": int(bool(edition.failed))}
    # Whoever cleared a fact may see where it went.
    clears = {body for each in carried for body in each.standing.clears} - {officer.body}
    how = handling or Handling(audience=frozenset(clears))
    written = draft(Kind.STATUS_PUBLISHED, how, *sets, words=_words(edition), about=about)
    return record.append(officer, written, thing=thing)


def editions_of(sight: Sight, body: str) -> tuple[Stated[PublicEdition], ...]:
    """Every edition and try of a body that may be seen, the newest first."""
    told = sight.told(f"{PAGE}/{body}", EDITION, PublicEdition)
    return tuple(each for each in told if each.body == body)[::-1]


def _words(edition: PublicEdition) -> str:
    if edition.failed:
        return f"not published to {edition.target}: {edition.failed}; what stood there still stands"
    what = "tried" if edition.test else "published"
    size = f"{edition.pages} pages, {edition.facts} facts, digest {edition.digest[:16]}"
    doubt = f"; look at it: {edition.doubt}" if edition.doubt else ""
    return f"edition {edition.number} {what} at {edition.target}: {size}{doubt}"
