"""Editions that may stand in public while the record does not say so: a desk stopped, or its disk filled, between.

Law: what is about to stand is kept before it stands, and let go once the record has it; at the next start, and before
anything else is published, what did stand is written down in the name of whoever published it.
Not here: the swap (target.py), the entry (desk.publish).
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from battlebox.desk import DeskError
from battlebox.desk.publish import Intent, note_published
from battlebox.desk.record import Installation
from battlebox.journal import JournalError, Turn
from battlebox.share.status import Manifest, ShareError, is_away, standing

FOLDER: Final = "public-pending"
_WAIT_SECONDS: Final = 600.0
"""An edition may be on its way to a far host for minutes."""
ON_THE_WAY: Final = "the desk stopped while it was sent: nobody knows whether it stands whole; publish again"
LATE: Final = "the desk stopped before this was written down; it was found standing later"


def one_at_a_time(installation: Installation) -> Turn:
    """Held by whoever publishes: one edition after the other, whichever process puts it there."""
    return installation.turn("public", _WAIT_SECONDS)


def digest_of(manifest: Manifest) -> str:
    """What an edition is known by: the digest of its signed manifest."""
    return hashlib.sha256(manifest.to_text().encode()).hexdigest()


def intend(data: Path, intent: Intent) -> None:
    """Keep what is about to stand. Raises OSError: then nothing is published."""
    path = _path(data, intent.body)
    path.parent.mkdir(exist_ok=True)
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8") as file:
        file.write(intent.to_text())
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def let_go(data: Path, body: str) -> None:
    """The record has it, or it never stood."""
    _path(data, body).unlink(missing_ok=True)


def settle(installation: Installation, data: Path) -> int:
    """Write down every edition that stands and that the record does not have; how many. What cannot be stays kept."""
    found = 0
    for path in sorted((data / FOLDER).glob("*.json")):
        try:
            intent = Intent.from_text(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        with suppress(DeskError, JournalError, OSError):
            away = is_away(intent.edition.target)
            if away or _stands(intent):
                record = installation.record(intent.incident)
                doubt = ON_THE_WAY if away else LATE
                note_published(record, intent.by, replace(intent.edition, doubt=doubt), intent.going)
                found += 1
            let_go(data, intent.body)
    return found


def _stands(intent: Intent) -> bool:
    try:
        manifest = standing(Path(intent.edition.target))
    except ShareError:
        return False
    return manifest is not None and digest_of(manifest) == intent.edition.digest


def _path(data: Path, body: str) -> Path:
    return data / FOLDER / f"{body}.json"
