"""`battlebox desk doctor`: how a desk and its machine are, thing by thing; it changes nothing.

Law: each thing is looked at whatever the others are; what cannot be looked at is broken, and says why.
Not here: the record and the tables (kept_signs.py), mending.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509

from battlebox import __version__
from battlebox.share.identity import FILE
from battlebox.web.identities.standing import read_standing
from battlebox.web.keeping.backup import LAST
from battlebox.web.keeping.errors import why_of
from battlebox.web.keeping.gathering import COPIES
from battlebox.web.keeping.kept_signs import records, tables
from battlebox.web.keeping.restore import SENDING
from battlebox.web.keeping.signs import Sign, broken, look, well
from battlebox.web.settings import HERE
from battlebox.web.starting.desk_settings import FILE_NAME, DeskSettings

PYTHON_LEAST: Final = (3, 11)
FREE_LEAST: Final = 20 << 20
FREE_LOOK: Final = 1 << 30
CERTIFICATE_DAYS: Final = 30
BACKUP_DAYS: Final = 7
CLOCK_OFF: Final = timedelta(minutes=5)
_OTHERS: Final = 0o077


def examine(desk: DeskSettings) -> Iterator[Sign]:
    """How each thing is."""
    looks: tuple[Callable[[DeskSettings], Iterator[Sign]], ...] = (
        _program, _folder, _disk, _clock, tables, records, _kernels, _certificate, _backup, _issuer,
    )  # fmt: skip
    for each in looks:
        name = each.__name__.strip("_")
        try:
            yield from each(desk)
        except OSError as wrong:
            said = f"it could not be looked at: {why_of(wrong)}"
            yield broken(name, said, "run it as the user that the desk runs as")


def _program(desk: DeskSettings) -> Iterator[Sign]:
    del desk
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < PYTHON_LEAST:
        yield broken("python", f"Python {version} is too old", "install Python 3.11 or later, and Battlebox with it")
    else:
        yield well("python", f"Battlebox {__version__} on Python {version}")
    if (HERE / "static" / "desk" / "desk.css").exists():
        yield well("pages", "the style and scripts of the pages are here")
    else:
        yield broken("pages", "the style and scripts of the pages are not here", "run make setup once, with a network")


def _folder(desk: DeskSettings) -> Iterator[Sign]:
    if not desk.data.is_dir():
        yield broken("folder", f"there is no folder {desk.data}", "name the desk's data folder with --data")
        return
    if not os.access(desk.data, os.W_OK | os.X_OK):
        yield broken("folder", f"{desk.data} cannot be written to", "let the desk's own user write there")
        return
    secrets = [desk.keys, *(desk.keys.glob("*") if desk.keys.is_dir() else ()), desk.data / SENDING]
    if desk.tables:
        secrets.append(desk.data / FILE_NAME)
    # Certificates are for everybody.
    public = {desk.keys / "authority.crt", desk.keys / "server.crt"}
    seen = [each for each in secrets if each.exists() and each not in public and each.stat().st_mode & _OTHERS]
    if os.name == "posix" and seen:
        names = ", ".join(each.relative_to(desk.data).as_posix() for each in seen[:3])
        more = f" and {len(seen) - 3} more" if len(seen) > 3 else ""  # noqa: PLR2004 - as many as above
        yield broken(
            "folder", f"others on this machine can read {names}{more}",
            f"run chmod -R go= {desk.data}, and think of those keys as known to whoever had an account here",
        )  # fmt: skip
    elif os.name == "posix" and (others := _of_root(desk.data)):
        yield broken(
            "folder", f"root wrote {', '.join(others[:3])}, which the desk's own user cannot read",
            f"as root: chown -R --reference={desk.data} {desk.data}",
        )  # fmt: skip
    elif os.name == "posix" and desk.data.stat().st_mode & _OTHERS:
        yield look("folder", f"others on this machine can look into {desk.data}", f"run chmod go= {desk.data}")
    else:
        yield well("folder", f"{desk.data} can be written, and is its owner's alone")


def _of_root(data: Path) -> list[str]:
    """What belongs to root in a folder that does not."""
    if data.stat().st_uid == 0:
        return []
    found = []
    for path in sorted((*data.glob("*"), *data.glob("*/*"))):
        with suppress(OSError):
            if path.lstat().st_uid == 0:
                found.append(path.relative_to(data).as_posix())
    return found


def _disk(desk: DeskSettings) -> Iterator[Sign]:
    free = shutil.disk_usage(_there(desk.data)).free
    said = f"{free / (1 << 30):.1f} GB are free" if free >= FREE_LOOK // 10 else f"{free >> 20} MB are free"
    if free < FREE_LEAST:
        yield broken("disk", f"{said}: the desk does not start", "free some space")
    elif free < FREE_LOOK:
        yield look("disk", said, "free some space: a record grows with every file that is attached to it")
    else:
        yield well("disk", said)


def _clock(desk: DeskSettings) -> Iterator[Sign]:
    now = datetime.now(UTC)
    said = f"it says {now.isoformat(timespec='minutes')}"
    last = max(_written(desk.data), default=now)
    if last > now + CLOCK_OFF:
        yield broken(
            "clock", f"{said}, and something here was written at {last.isoformat(timespec='minutes')}: it went back",
            "set it by a clock that you trust before anything is recorded; say in the log that it was wrong",
        )  # fmt: skip
    else:
        yield well("clock", f"{said}; compare it with another one")


def _written(data: Path) -> Iterator[datetime]:
    for path in (*data.glob("*"), *data.glob("incidents/*"), *data.glob("keys/*")):
        with suppress(OSError):
            yield datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _kernels(desk: DeskSettings) -> Iterator[Sign]:
    del desk
    # The engine is slow to load, and is loaded for this alone.
    from battlebox.engine import kernel_folder

    folder = kernel_folder()
    count = sum(1 for _ in folder.rglob("*.nbc")) if folder else 0
    if folder is None:
        yield look(
            "kernels", "there is nowhere to keep compiled kernels: each start compiles them anew",
            "set BATTLEBOX_KERNELS to a folder that can be written",
        )  # fmt: skip
    elif not count:
        yield look("kernels", "none is compiled: the first answer takes half a minute longer", "run battlebox kernels")
    else:
        yield well("kernels", f"{count} are compiled")


def _issuer(desk: DeskSettings) -> Iterator[Sign]:
    """Nobody is asked: whether it answers is seen at the start of the desk, and by whoever signs in."""
    found = read_standing(desk)
    if found.fault:
        yield look("issuer", f"sign-in by an issuer is off: {found.fault}", found.hint)
    elif found.provider is not None:
        yield well("issuer", f"{FILE} names {found.name}; accounts of the desk work without it")


def _certificate(desk: DeskSettings) -> Iterator[Sign]:
    path = desk.keys / "server.crt"
    if not path.exists():
        yield well("certificate", "none: the desk has not served a room from here")
        return
    try:
        until = x509.load_pem_x509_certificates(path.read_bytes())[0].not_valid_after_utc
    except ValueError:
        yield broken("certificate", "keys/server.crt cannot be read", "delete it and start the desk with --lan")
        return
    days = (until - datetime.now(UTC)).days
    if days < 0:
        yield broken("certificate", f"it ended {-days} days ago", "start the desk anew with --lan: it makes another")
    elif days < CERTIFICATE_DAYS:
        yield look("certificate", f"it ends in {days} days", "start the desk anew with --lan: it makes another")
    else:
        yield well("certificate", f"it ends in {days} days")


def _backup(desk: DeskSettings) -> Iterator[Sign]:
    hint = "run battlebox desk backup, onto another disk"
    try:
        said = json.loads((desk.data / COPIES / LAST).read_text(encoding="ascii"))
        at = datetime.fromisoformat(said["at"])
    except FileNotFoundError:
        yield look("backup", "none was ever made of this desk", hint)
        return
    except (ValueError, KeyError, TypeError):
        yield look("backup", "when the last one was made cannot be read", hint)
        return
    days = (datetime.now(UTC) - at).days
    told = f"the last one was made {at.isoformat(timespec='minutes')}, {days} days ago"
    yield look("backup", told, hint) if days >= BACKUP_DAYS else well("backup", told)


def _there(path: Path) -> Path:
    while not path.exists():
        path = path.parent
    return path
