"""What came to be known of a link since a letter about it was written: new signs of the attack, and suspicions.

Law: a letter holds for what its writer had read and for nothing that was written later; a suspicion stated after it
contradicts it, however often it was stated before; what is only shared with more bodies is no news; what one reader may
not see ends nothing for them.
Not here: what follows (standing.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from battlebox.desk.errors import DeskError
from battlebox.desk.gate.indicator import concerning, indicators_of
from battlebox.desk.picture import Belief, Names, Subject, Suspicion
from battlebox.desk.picture.suspicion import SUSPICION
from battlebox.desk.reconnect.between import Ends
from battlebox.desk.reconnect.receiving import Assurance, Seal
from battlebox.desk.record.line import Line
from battlebox.desk.record.sharing import once_each, said_again
from battlebox.desk.record.sight import Sight

DOUBTS: Final = frozenset({Suspicion.CONFIRMED, Suspicion.SUSPECTED})


def news_of(sight: Sight, names: Names, ends: Ends, found: Assurance) -> Iterator[str]:
    """What is newer than a letter and speaks against it, in words that begin a sentence."""
    systems = (ends.path.origin, ends.path.target)
    for said in concerning(indicators_of(sight), systems).values():
        for sign in said:
            if sign.value.counts and _is_newer(sight, sign.entry, found):
                where = " and ".join(names.thing(name) for name in systems if name in sign.value.systems)
                yield f"indicator {sign.number} concerns {where}: {sign.value.what.splitlines()[0]}"
    for subject, name in ends_of(ends):
        for doubt in once_each(sight, sight.told(f"{subject.value}/{name}", SUSPICION, Belief)):
            if doubt.value.state in DOUBTS and _is_newer(sight, doubt.entry, found):
                state, source = doubt.value.state.value, doubt.value.source
                yield f"{names.any(name)} is {state} since it was written ({doubt.number}), says {source}"


def is_doubted(sight: Sight, ends: Ends) -> bool:
    """Whether anything that a link hangs on is suspected or confirmed now."""
    said = (sight.latest(f"{subject.value}/{name}", SUSPICION, Belief) for subject, name in ends_of(ends))
    return any(each is not None and each.value.state in DOUBTS for each in said)


def ends_of(ends: Ends) -> tuple[tuple[Subject, str], ...]:
    """All that a link hangs on: its two systems, itself, and the two bodies."""
    path, (one, other) = ends.path, ends.bodies
    systems = ((Subject.SYSTEM, path.origin), (Subject.SYSTEM, path.target))
    return (*systems, (Subject.PATH, path.path), (Subject.BODY, one), (Subject.BODY, other))


def _is_newer(sight: Sight, entry: str, found: Assurance) -> bool:
    """Whether it was written after a letter, or by somebody who had not read it: watches differ."""
    line = _first_said(sight, entry)
    if line.at.replace(microsecond=0) > min(found.letter.issued, found.said.at):
        return True
    return found.seal is Seal.RECORD and line.header.depth > sight.record.line(found.said.entry).header.depth


def _first_said(sight: Sight, entry: str) -> Line:
    """The entry that this one says again for more bodies, where that is here: what is shared later was known before."""
    try:
        return sight.record.line(said_again(sight, entry) or entry)
    except DeskError:
        return sight.record.line(entry)
