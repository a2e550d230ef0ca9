"""What a desk can send with.

Law: a desk that practises has invented senders, and a real one only what its `sending.toml` names.
Not here: sending (posting.py).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from battlebox.desk.message import Means
from battlebox.share import ShareError
from battlebox.share.sending import (
    FILE,
    DrillDesk,
    LiveCredentials,
    RealDesk,
    Senders,
    read_credentials,
    senders_for,
)
from battlebox.web.errors import Code, WebError
from battlebox.web.ground import ground_of
from battlebox.web.starting.desk_settings import DeskSettings

_FILE_BYTES_MAX: Final = 64 * 1024
_PRACTICE_A_MINUTE: Final = 60_000


@dataclass(frozen=True, slots=True)
class Reach:
    """What a desk can send with: its senders, how many a minute by each, and where people outside reach it."""

    senders: Senders
    per_minute: Callable[[Means], int]
    answers: str = ""


def reach_of(desk: DeskSettings) -> Reach:
    """What this desk can send with. Raises WebError where `sending.toml` cannot be used."""
    ground = ground_of(desk)
    if isinstance(ground, DrillDesk):
        return Reach(senders_for(ground), lambda _: _PRACTICE_A_MINUTE)
    try:
        credentials = _credentials(ground, desk)
    except ShareError as wrong:
        raise WebError(Code.BAD_SETTING, str(wrong), wrong.hint) from wrong
    return Reach(senders_for(ground, credentials), credentials.per_minute, credentials.answers)


def _credentials(real: RealDesk, desk: DeskSettings) -> LiveCredentials:
    path = desk.data / FILE
    try:
        with path.open("rb") as opened:
            mode = os.fstat(opened.fileno()).st_mode
            raw = opened.read(_FILE_BYTES_MAX)
    except FileNotFoundError:
        return LiveCredentials(real)
    except OSError as wrong:
        advice = "let the desk's own user read it"
        raise WebError.of(
            Code.BAD_SETTING, file=path, found=f"what cannot be read: {wrong.strerror}", advice=advice
        ) from wrong
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise WebError.of(Code.OPEN_SECRET, file=path)
    try:
        return read_credentials(real, raw.decode())
    except UnicodeDecodeError as wrong:
        raise WebError.of(Code.BAD_SETTING, file=path, found="no UTF-8 text", advice="save it as UTF-8") from wrong
