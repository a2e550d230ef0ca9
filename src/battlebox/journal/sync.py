"""Bring two desks to the same entries over any link: a few messages, then one bundle each way.

Law: desks first compare, per key, the last entry they have; only where that does not tell (a fork, a gap) do they
compare ranges. A message is canonical JSON, and a broken or endless one is an error, never a loop.
Not here: links (web), files (disk.py), who may get which part (withhold.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from battlebox.journal import canon
from battlebox.journal.entry import Entry
from battlebox.journal.errors import Code, JournalError
from battlebox.journal.journal import Journal
from battlebox.journal.made import is_id
from battlebox.journal.ranges import Range, Side
from battlebox.journal.standing import Standing

ROUNDS_MAX: Final = 40
MESSAGE_BYTES_MAX: Final = 16 << 20
KEYS_MAX: Final = 10_000

Have = dict[str, list[tuple[int, str]]]
"""Per key, the (number, id) of its last entries here: one, or several if it forked."""


@dataclass(slots=True)
class Offer:
    """What this desk would send the other: ids it lacks, and whether ranges must be compared to be sure."""

    missing: list[str] = field(default_factory=list)
    unsure: bool = False


def have(journal: Journal) -> Have:
    """What this desk says of itself first: under a kilobyte for a few desks."""
    return journal.tips()


def have_to_bytes(told: Have) -> bytes:
    """The message that carries it."""
    return canon.encode({key: [[n, identity] for n, identity in tips] for key, tips in told.items()})


def have_from_bytes(raw: bytes) -> Have:
    """Read the other desk's message. Raises JournalError."""
    if len(raw) > MESSAGE_BYTES_MAX:
        raise JournalError.of(Code.TOO_LARGE, what="the other desk's message", most=MESSAGE_BYTES_MAX)
    found = canon.decode(raw, what="the other desk's message")
    if not isinstance(found, dict) or len(found) > KEYS_MAX:
        raise JournalError.of(Code.BAD_MESSAGE)
    return {_id(key): [_pair(pair) for pair in _list(tips)] for key, tips in found.items()}


def offer(journal: Journal, theirs: Have) -> Offer:
    """The entries this desk has and the other lacks, as far as counting shows, in order of arrival."""
    made = Offer()
    arrived: list[tuple[int, str]] = []
    for key, ours in have(journal).items():
        told = theirs.get(key, [])
        known = [n for n, identity in told if (row := journal.store.row(identity)) is not None and row.key == key]
        strange = [n for n, identity in told if journal.store.row(identity) is None]
        forked = len(ours) > 1 or len(told) > 1
        if (forked and sorted(told) != ours) or (strange and min(strange) <= max(n for n, _ in ours)):
            made.unsure = True
            continue
        arrived += (
            [(row.s, row.id) for row in journal.store.rows_of(key, max(known, default=-1))] if not strange else []
        )
    made.missing = [identity for _, identity in sorted(arrived)]
    return made


def ranges_to_bytes(ranges: list[Range]) -> bytes:
    """The message that carries ranges."""
    return canon.encode(
        [
            [*piece.low, *piece.high, piece.total, None if piece.listed is None else list(piece.listed), piece.last]
            for piece in ranges
        ],
    )


def ranges_from_bytes(raw: bytes) -> list[Range]:
    """Read the other desk's ranges. Raises JournalError."""
    if len(raw) > MESSAGE_BYTES_MAX:
        raise JournalError.of(Code.TOO_LARGE, what="the other desk's message", most=MESSAGE_BYTES_MAX)
    return [_range(piece) for piece in _list(canon.decode(raw, what="the other desk's message"))]


def side(journal: Journal) -> Side:
    """This desk's entries, ready to compare ranges of."""
    return Side((depth, identity) for _, identity, depth in journal.store.ids())


def reconcile(ours: Side, ask: Callable[[bytes], bytes]) -> tuple[set[str], set[str]]:
    """Compare ranges with a desk that answers to `ask`: (ids it lacks, short ids this desk lacks)."""
    lacking: set[str] = set()
    surplus: set[str] = set()
    said = ours.first()
    for _ in range(ROUNDS_MAX):
        if not said:
            return surplus, lacking
        said = ours.answer(ranges_from_bytes(ask(ranges_to_bytes(said))), lacking, surplus)
    raise JournalError.of(Code.ENDLESS, most=ROUNDS_MAX)


def entries_named(journal: Journal, ids: set[str]) -> Iterator[Entry]:
    """The entries of these ids, or whose ids begin with these letters, in order of arrival."""
    whole = {found for wanted in ids for found in journal.store.starting_with(wanted)}
    rows = sorted((row.s, identity) for identity in whole if (row := journal.store.row(identity)) is not None)
    return (journal.entry(identity) for _, identity in rows)


def merge(one: Journal, other: Journal, view: Callable[[Entry, Standing], Entry] = lambda entry, _: entry) -> None:
    """Bring two journals at hand to the same entries; `view` is what each lets the other see of an entry."""
    offers = ((one, other, offer(one, have(other))), (other, one, offer(other, have(one))))
    # A desk that is ahead on another branch cannot tell so itself; the one behind can. If either doubts, both compare.
    unsure = any(made.unsure for _, _, made in offers)
    surplus, _ = reconcile(side(one), _answers_of(other)) if unsure else (set(), set())
    lacking, _ = reconcile(side(other), _answers_of(one)) if unsure else (set(), set())
    for (giver, taker, made), more in zip(offers, (surplus, lacking), strict=True):
        standing = giver.state.standing
        taker.take(view(entry, standing) for entry in entries_named(giver, set(made.missing) | more))


def _answers_of(journal: Journal) -> Callable[[bytes], bytes]:
    """The other end of a comparison of ranges."""
    ours = side(journal)
    lacking: set[str] = set()
    surplus: set[str] = set()
    return lambda raw: ranges_to_bytes(ours.answer(ranges_from_bytes(raw), lacking, surplus))


def _list(value: canon.Json) -> list[canon.Json]:
    if not isinstance(value, list):
        raise JournalError.of(Code.BAD_MESSAGE)
    return value


def _id(value: canon.Json) -> str:
    if not is_id(value):
        raise JournalError.of(Code.BAD_MESSAGE)
    return value


def _pair(value: canon.Json) -> tuple[int, str]:
    match value:
        case [int(number), identity]:
            return number, _id(identity)
    raise JournalError.of(Code.BAD_MESSAGE)


def _range(value: canon.Json) -> Range:
    match value:
        case [int(low_depth), str(low_id), int(high_depth), str(high_id), str(total), listed, bool(last)]:
            names = None if listed is None else _short_ids(listed)
            return Range((low_depth, low_id), (high_depth, high_id), total, names, last)
    raise JournalError.of(Code.BAD_MESSAGE)


def _short_ids(value: canon.Json) -> tuple[str, ...]:
    names = _list(value)
    if not all(isinstance(name, str) and not name.strip("0123456789abcdef") for name in names):
        raise JournalError.of(Code.BAD_MESSAGE)
    return tuple(map(str, names))
