"""Signing off that a service's records agree with its paper: who, in which office, what was checked, what was wrong.

Law: what is not done cannot be signed off; what is written of a thing afterwards takes its signature from it; that a
service has nothing to key back is signed off too, and not supposed.
Not here: what counts as done (keyed.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from battlebox.desk.backlog.backlog import MANY_MOST, number, own_service
from battlebox.desk.backlog.keyed import SIGNED, Piece, SignOff, backlogs_of, piece_of
from battlebox.desk.brief.saying import counted, listed
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.incident import not_sooner
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, not_ahead, words
from battlebox.estate import Estate
from battlebox.journal import Kind

RECONCILED: Final = "reconciled"


def sign_off(
    record: Record,
    estate: Estate,
    officer: Officer,
    service: str,
    things: Mapping[str, str],
    said: SignOff,
    *,
    handling: Handling | None = None,
) -> Saved:
    """Sign off pieces of a service's backlog, each as its mark says it was read; with none, that it has none.

    1. Refuse an officer who may not, a piece that is not done, of which two versions stand or which is another
       service's, and nothing at all where there is something.
    2. Refuse what was written of since it was read.
    3. Append one entry `backlog:signed`.
    Raises DeskError.
    """
    row = own_service(estate, officer, service, Act.RECONCILE)
    number(said.errors, "errors found", MANY_MOST)
    kept = replace(
        said,
        who=line("who signs", said.who, what="the office that answers for the service"),
        checked=words("what was checked", said.checked, needed=True, what="what was compared with what"),
        found=words("what came of the errors", said.found, needed=said.errors > 0, what="what came of each"),
    )
    with record.lock:
        sight = Sight.of(record, officer)
        not_sooner("when it was checked", not_ahead("when it was checked", said.at, sight.now), sight)
        pieces = [piece_of(sight, thing) for thing in things]
        _may_be_signed(sight, service, row.name, pieces)
        newer = [piece.item.what for piece in pieces if piece.mark != things[piece.thing]]
        if newer:
            raise DeskError.of(Code.READ_AGAIN, what=listed(newer, 3))
        covers = frozenset(entry for piece in pieces for entry in piece.entries)
        signed = replace(kept, covers=covers)
        sets = [(piece.thing, SIGNED, signed) for piece in pieces] or [(f"service/{service}", RECONCILED, signed)]
        what = ", ".join(piece.item.what for piece in pieces) or "nothing to key back or to check"
        errors = f"{counted(kept.errors, 'error')} found"
        text = f"{row.name}, signed off by {kept.who}: {what}; {errors}\n{kept.checked}"
        about: dict[str, str | int] = {"id": service, "errors": kept.errors}
        how = _as_far(record, pieces, handling or Handling())
        written = draft(Kind.BACKLOG_SIGNED, how, *sets, words="\n".join(filter(None, [text, kept.found])), about=about)
        return record.append(officer, written, thing=f"service/{service}")


def signed_without(sight: Sight) -> dict[str, Stated[SignOff]]:
    """Who signed off that a service has nothing to put right, by service."""
    found = sight.every("service", RECONCILED, SignOff)
    return {thing.partition("/")[2]: said[0] for thing, said in found.items()}


def _may_be_signed(sight: Sight, service: str, name: str, pieces: list[Piece]) -> None:
    open_ones = [piece.item.what for piece in pieces if not piece.is_done or piece.item.service != service]
    if not pieces:
        open_ones = [piece.item.what for piece in backlogs_of(sight).get(service, ())]
    if open_ones:
        raise DeskError.of(Code.STILL_OPEN, what=name, found=listed(open_ones, 3))


def _as_far(record: Record, pieces: list[Piece], handling: Handling) -> Handling:
    """No further than any of what it speaks of."""
    tlps = [handling.tlp, *(piece.items[0].tlp for piece in pieces)]
    audience = handling.audience
    for piece in pieces:
        audience &= frozenset(record.line(piece.items[0].entry).header.audience)
    return Handling(max(tlps, key=lambda tlp: tlp.strictness), audience)
