"""How far a service is back: not back, available but backlogged, or restored.

Law: a service is restored only where somebody saw it work as usual, its fallback has ended, and its backlog is dated:
every piece is done and signed off, or has somebody who does it and a date that has not passed; that there is nothing
was signed off. Nothing else makes it so, and a date that passes takes it back.
Not here: what stops a service (picture), what residents read (publish).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from battlebox.desk.backlog.keyed import Piece, SignOff, backlogs_of
from battlebox.desk.backlog.reconcile import signed_without
from battlebox.desk.brief.saying import counted
from battlebox.desk.picture.fallback import Fallback, fallbacks_of
from battlebox.desk.picture.picture import Picture, Plight, ServicePlight
from battlebox.desk.record.sight import Sight, Stated


class Return(StrEnum):
    """How far back."""

    NOT_BACK = "not back"
    BACKLOGGED = "available but backlogged"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Recovery:
    """A service that was out: how far it is back, since when it works, why it is not restored, and its backlog.

    It is not back before somebody saw it work, whatever the model says.
    """

    state: Return
    since: datetime | None
    lacks: tuple[str, ...]
    pieces: tuple[Piece, ...]
    without: Stated[SignOff] | None = None

    def late(self, now: datetime) -> tuple[Piece, ...]:
        """Pieces whose date has passed."""
        return tuple(piece for piece in self.pieces if piece.is_late(now))

    def undated(self, now: datetime) -> tuple[Piece, ...]:
        """Pieces that nobody has promised by a date, late ones apart."""
        return tuple(piece for piece in self.pieces if not piece.is_dated(now) and not piece.is_late(now))

    @property
    def open(self) -> tuple[Piece, ...]:
        """Pieces that are not signed off."""
        return tuple(piece for piece in self.pieces if piece.sign_off is None)

    @property
    def share_done(self) -> float | None:
        """How much of all that was counted or guessed is done, from 0 to 1; None where nothing was."""
        counted_ones = [piece for piece in self.pieces if piece.left is not None]
        many = sum(piece.done + (piece.left or 0) for piece in counted_ones)
        return sum(piece.done for piece in counted_ones) / many if many else None

    @property
    def promised(self) -> datetime | None:
        """By when all of it is promised; None where some of it has no date, or nothing is open."""
        dates = [piece.item.due for piece in self.open]
        known = [due for due in dates if due is not None]
        return max(known) if known and len(known) == len(dates) else None

    @property
    def minutes_left(self) -> int:
        """How much work is left, of what was counted or guessed."""
        return sum(piece.minutes_left or 0 for piece in self.open)


def recoveries_of(sight: Sight, picture: Picture) -> Mapping[str, Recovery]:
    """Every service that was out or has a backlog, by service, as far as this reader may know it.

    Of another body's service only what it shared is known: that it is backlogged may follow from that, that it is
    restored never does.
    """
    backlogs, without = backlogs_of(sight), signed_without(sight)
    fell_back = fallbacks_of(sight)
    found = {}
    for row in picture.services:
        name = row.service.service
        pieces = backlogs.get(name, ())
        if not (pieces or row.clock.out_for or row.is_stopped or name in fell_back):
            continue
        signed = _since_then(row, fell_back.get(name), without.get(name))
        made = _recovery(row, pieces, signed, sight.now)
        if row.service.body == sight.officer.body or (made.state is Return.BACKLOGGED and made.undated(sight.now)):
            found[name] = made
    return found


def told_of(ours: Mapping[str, Recovery], theirs: Mapping[str, Recovery]) -> Mapping[str, Recovery]:
    """What a paper may say that others read: nothing is called restored that we ourselves do not call so."""
    return {
        name: made
        for name, made in theirs.items()
        if made.state is not Return.RESTORED or (name in ours and ours[name].state is Return.RESTORED)
    }


def state_words(row: ServicePlight, made: Recovery | None) -> str:
    """How a service is, in the words of every page and paper: its plight, or how far it is back."""
    if made is None or made.state is Return.NOT_BACK or row.plight is Plight.SLOW:
        return row.plight.value
    return made.state.value


def late_first(made: Recovery, row: ServicePlight, now: datetime) -> tuple[object, ...]:
    """The order of services by their backlog: late ones, then by priority, then the most open."""
    return (not made.late(now), row.service.priority, -len(made.open), row.service.name)


def _since_then(
    row: ServicePlight, fallback: Stated[Fallback] | None, signed: Stated[SignOff] | None
) -> Stated[SignOff] | None:
    """The word that there is nothing, unless it is older than the last outage or fallback: that made paper after it."""
    ends = [spell.end for spell in row.seen.value.before if spell.end is not None] if row.seen else []
    ends += [fallback.value.since] if fallback is not None else []
    # A form takes no seconds: what was checked in the minute in which it came back was checked after it.
    came = max((end.replace(second=0, microsecond=0) for end in ends), default=None)
    return signed if signed is not None and (came is None or signed.value.at >= came) else None


def _recovery(
    row: ServicePlight, pieces: tuple[Piece, ...], without: Stated[SignOff] | None, now: datetime
) -> Recovery:
    if row.is_stopped:
        return Recovery(Return.NOT_BACK, None, (), pieces)
    made = Recovery(Return.NOT_BACK, None, (), pieces, without if not pieces else None)
    made = replace(made, lacks=tuple(_lacks(row, made, now)))
    if row.seen is None:
        return made
    return replace(made, state=Return.BACKLOGGED if made.lacks else Return.RESTORED, since=row.seen.value.since)


def _lacks(row: ServicePlight, made: Recovery, now: datetime) -> list[str]:
    """Why it is not restored, in words."""
    lacks = []
    if row.plight is Plight.SLOW:
        lacks.append("it works with delays")
    elif row.seen is None:
        lacks.append("nobody has looked whether it works")
    if row.fallback is not None:
        lacks.append("its fallback still runs, and makes more to key back")
    if not made.pieces and made.without is None:
        lacks.append("nobody has said what is to be keyed back or checked, nor signed off that there is nothing")
    late, undated = made.late(now), made.undated(now)
    split = sum(piece.is_split for piece in undated)
    if late:
        lacks.append(f"the date has passed for {counted(len(late), 'piece')} of its backlog")
    if split:
        lacks.append(f"two versions stand of {counted(split, 'piece')} of its backlog")
    if len(undated) > split:
        lacks.append(f"{counted(len(undated) - split, 'piece')} of its backlog without a date and somebody to do it")
    return lacks
