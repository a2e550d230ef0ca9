"""What came to be known of a link since a letter about it was written: new signs of the attack, and new suspicions.

Law: a letter holds for what its writer had read and for nothing that was written later; a suspicion that is said again,
or shared with more bodies, is no news; what one reader may not see ends nothing for them.
Not here: what follows (standing.py), which suspicions are news (restore).
"""

from __future__ import annotations

from collections.abc import Iterator

from battlebox.desk.errors import DeskError
from battlebox.desk.picture import Subject
from battlebox.desk.reconnect.between import Ends
from battlebox.desk.reconnect.receiving import Assurance, Seal
from battlebox.desk.record.line import Line
from battlebox.desk.record.sight import Sight
from battlebox.desk.restore.cause import Cause, causes_of, turns_of


def new_causes(sight: Sight, ends: Ends, found: Assurance) -> Iterator[tuple[str, Cause]]:
    """What is newer than a letter, of either end, of the link itself or of a body at its ends; each with its thing."""
    systems = causes_of(sight)
    for subject, name in ends_of(ends):
        known = systems.get(name, ()) if subject is Subject.SYSTEM else turns_of(sight, f"{subject.value}/{name}")
        yield from ((name, cause) for cause in known if _is_newer(sight, cause, found))


def ends_of(ends: Ends) -> tuple[tuple[Subject, str], ...]:
    """All that a link hangs on: its two systems, itself, and the two bodies."""
    path, (one, other) = ends.path, ends.bodies
    systems = ((Subject.SYSTEM, path.origin), (Subject.SYSTEM, path.target))
    return (*systems, (Subject.PATH, path.path), (Subject.BODY, one), (Subject.BODY, other))


def _is_newer(sight: Sight, cause: Cause, found: Assurance) -> bool:
    """Whether it was written after a letter, or by somebody who had not read it: watches differ."""
    line = _first_said(sight, cause)
    if line.at.replace(microsecond=0) > found.letter.issued:
        return True
    return found.seal is Seal.RECORD and line.header.depth > sight.record.line(found.said.entry).header.depth


def _first_said(sight: Sight, cause: Cause) -> Line:
    """The entry in which it was said first, where that is here; what is shared later was known before."""
    try:
        return sight.record.line(cause.key)
    except DeskError:
        return sight.record.line(cause.entry)
