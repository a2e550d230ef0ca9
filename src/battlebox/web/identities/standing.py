"""The issuer by which one may sign in at this desk, as `oidc.toml` names it; read once by each process.

Law: a file that cannot be used keeps nobody out and stops nothing: the desk goes on with its own accounts, and says so;
a desk that practises has no issuer, whatever is set; nothing is asked at the start but in a thread of its own.
Not here: the form of the file (share.identity).
"""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings

from battlebox.share.identity import FILE, IdentityCode, IdentityError, Provider, read_issuer, secret_file_of
from battlebox.share.sending import RealDesk
from battlebox.web.ground import ground_of
from battlebox.web.starting.desk_settings import DeskSettings

_FILE_BYTES_MAX: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class Standing:
    """What there is: an issuer, or none, or a file that cannot be used, and why."""

    provider: Provider | None = None
    fault: str = ""
    hint: str = ""

    @property
    def name(self) -> str:
        """What people call the issuer; empty where there is none."""
        return self.provider.issuer.name if self.provider else ""


_HELD: dict[str, Standing] = {}


def standing() -> Standing:
    """That of this desk."""
    folder = str(settings.DESK.data)
    if folder not in _HELD:
        _HELD[folder] = read_standing(settings.DESK)
    return _HELD[folder]


def use(found: Standing | None) -> None:
    """Take this one instead (tests); None: read the file again when it is asked for."""
    _HELD.clear()
    if found is not None:
        _HELD[str(settings.DESK.data)] = found


def read_standing(desk: DeskSettings) -> Standing:
    """What the data folder says."""
    ground = ground_of(desk)
    if not isinstance(ground, RealDesk) or not (desk.data / FILE).exists():
        return Standing()
    try:
        text = _text_of(desk.data / FILE)
        secret = _text_of(desk.data / secret_file_of(text), is_secret=True).strip()
        return Standing(Provider(read_issuer(ground, text, secret)))
    except IdentityError as wrong:
        return Standing(None, str(wrong), wrong.hint)


def say_standing(desk: DeskSettings, say: Callable[[str], None]) -> None:
    """Say at the start what there is; whether the issuer answers is found out meanwhile, and holds up nothing."""
    found = read_standing(desk)
    if found.fault:
        say(f"sign-in by an issuer is off: {found.fault}; {found.hint}")
    elif found.provider is not None:
        threading.Thread(target=_try, args=(found.provider, say), name="issuer", daemon=True).start()


def _try(provider: Provider, say: Callable[[str], None]) -> None:
    try:
        provider.places()
    except IdentityError as wrong:
        say(f"{wrong}: accounts of the desk work all the same, and it is asked again whenever somebody tries")
    else:
        say(f"one may sign in by {provider.issuer.name}, too")


def _text_of(path: Path, *, is_secret: bool = False) -> str:
    try:
        with path.open("rb") as opened:
            mode = os.fstat(opened.fileno()).st_mode
            raw = opened.read(_FILE_BYTES_MAX)
        if is_secret and os.name == "posix" and stat.S_IMODE(mode) & 0o077:
            raise IdentityError.of(IdentityCode.OPEN_SECRET, file=path)
        return raw.decode()
    except OSError as wrong:
        found = f"{path.name}, which cannot be read: {(wrong.strerror or 'no file').lower()}"
        advice = "put it there, and let the desk's own user read it"
        raise IdentityError.of(IdentityCode.BAD_FILE, file=FILE, found=found, advice=advice) from wrong
    except UnicodeDecodeError as wrong:
        found = f"{path.name}, which is no UTF-8 text"
        raise IdentityError.of(IdentityCode.BAD_FILE, file=FILE, found=found, advice="save it as UTF-8") from wrong
