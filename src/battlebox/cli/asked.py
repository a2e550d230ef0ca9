"""What a command line says is hit, down, done, and for how long: words turned into values.

Law: hours become whole microhours, rounded half up, by decimal arithmetic; what cannot be read is refused.
Not here: whether an id exists (engine), the options themselves (options.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final
from zoneinfo import ZoneInfo

from battlebox.cli.errors import CliError, Code

HOURS_MAX: Final = 10_000_000
CHANCE_WORDS: Final = ("low", "medium", "high")
SECONDS_LEAST: Final = 0.1
SECONDS_MOST: Final = 3600.0
_YEARS: Final = (1970, 2100)
LONDON: Final = ZoneInfo("Europe/London")
_MICROHOURS: Final = 1_000_000
_ID: Final = re.compile(r"[a-z0-9][a-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class AskedHit:
    """One --hit; the chance is a share, or a word that the estate puts a share to."""

    system: str
    chance: float | str = 1.0
    since_microhours: int | None = None


@dataclass(frozen=True, slots=True)
class AskedAt:
    """One --down or --done: an id and whole microhours."""

    id: str
    microhours: int = 0


def microhours(text: str) -> int:
    """Hours as written, in whole microhours. Raises CliError."""
    try:
        hours = Decimal(text.strip())
    except InvalidOperation:
        raise CliError.of(Code.BAD_HOURS, found=text or "nothing") from None
    if not hours.is_finite() or hours < 0 or hours > HOURS_MAX:
        raise CliError.of(Code.BAD_HOURS, found=text)
    return int((hours * _MICROHOURS).to_integral_value(ROUND_HALF_UP))


def chance(text: str) -> float | str:
    """A share from 0 to 1, or one of the chance words. Raises CliError."""
    if text in CHANCE_WORDS:
        return text
    try:
        share = Decimal(text.strip())
    except InvalidOperation:
        raise CliError.of(Code.BAD_CHANCE, found=text or "nothing") from None
    if not share.is_finite() or not 0 <= share <= 1:
        raise CliError.of(Code.BAD_CHANCE, found=text)
    return float(share)


def _id(text: str, code: Code = Code.BAD_ID) -> str:
    if not _ID.fullmatch(text):
        raise CliError.of(code, found=text or "nothing")
    return text


def hit(text: str) -> AskedHit:
    """`ID[:CHANCE][@SINCE_H]`. Raises CliError."""
    front, at, since = text.partition("@")
    system, colon, share = front.partition(":")
    return AskedHit(
        _id(system, Code.BAD_HIT),
        chance(share) if colon else 1.0,
        microhours(since) if at else None,
    )


def at_hour(text: str) -> AskedAt:
    """`ID[@H]`. Raises CliError."""
    name, at, hours = text.partition("@")
    return AskedAt(_id(name), microhours(hours) if at else 0)


def instant(text: str) -> datetime:
    """A time with its date, London unless it says otherwise, as UTC. Raises CliError."""
    try:
        read = datetime.fromisoformat(text)
        aware = read if read.tzinfo else read.replace(tzinfo=LONDON)
        told = aware.astimezone(UTC)
    except (ValueError, OverflowError):
        raise CliError.of(Code.BAD_TIME, found=text or "nothing") from None
    if not _YEARS[0] <= told.year <= _YEARS[1]:
        raise CliError.of(Code.BAD_TIME, found=text)
    if not read.tzinfo and told.astimezone(LONDON).replace(tzinfo=None) != read:
        raise CliError.of(Code.NO_SUCH_TIME, found=text)
    return told


def seconds(text: str, least: str = "0.1") -> float:
    """Seconds from 0.1 to 3600; `least` is said where they are not. Raises CliError."""
    try:
        found = float(text)
    except ValueError:
        raise CliError.of(Code.BAD_SECONDS, found=text or "nothing", least=least) from None
    if not SECONDS_LEAST <= found <= SECONDS_MOST:  # Not a number is neither.
        raise CliError.of(Code.BAD_SECONDS, found=text, least=least)
    return found


def search_seconds(text: str) -> float:
    """The same, or 0: no search at all. Raises CliError."""
    return 0.0 if text.strip() == "0" else seconds(text, "0.1, or 0 for no search,")
