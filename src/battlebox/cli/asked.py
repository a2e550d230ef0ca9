"""What a command line says is hit, down, done, and for how long: words turned into values, with a hint when they cannot be.

Law: hours become whole microhours, rounded half up, by decimal arithmetic; nothing is guessed.
Not here: whether an id exists (engine), the options themselves (options.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any, Final
from zoneinfo import ZoneInfo

import click

from battlebox.cli.errors import Code, CliError

HOURS_MAX: Final = 10_000_000
CHANCE_WORDS: Final = ("low", "medium", "high")
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


class HitParam(click.ParamType):
    """`ID[:CHANCE][@SINCE_H]`."""

    name = "ID[:CHANCE][@SINCE_H]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> AskedHit:  # noqa: ANN401, ARG002 - click's own signature
        """The hit as written."""
        front, at, since = str(value).partition("@")
        system, colon, share = front.partition(":")
        return AskedHit(
            _id(system, Code.BAD_HIT),
            chance(share) if colon else 1.0,
            microhours(since) if at else None,
        )


class AtParam(click.ParamType):
    """`ID[@H]`."""

    def __init__(self, name: str) -> None:
        self.name = name

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> AskedAt:  # noqa: ANN401, ARG002 - click's own signature
        """The id and the hours as written."""
        name, at, hours = str(value).partition("@")
        return AskedAt(_id(name), microhours(hours) if at else 0)


class HoursParam(click.ParamType):
    """A number of hours, as whole microhours."""

    name = "H"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:  # noqa: ANN401, ARG002 - click's own signature
        """Whole microhours."""
        return microhours(str(value))


class InstantParam(click.ParamType):
    """A time of day with its date, London unless it says otherwise, as UTC."""

    name = "TIME"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:  # noqa: ANN401, ARG002 - click's own signature
        """The instant in UTC."""
        if isinstance(value, datetime):
            return value
        try:
            instant = datetime.fromisoformat(str(value))
            aware = instant if instant.tzinfo else instant.replace(tzinfo=ZoneInfo("Europe/London"))
            return aware.astimezone(UTC)
        except (ValueError, OverflowError):
            raise CliError.of(Code.BAD_TIME, found=value) from None
