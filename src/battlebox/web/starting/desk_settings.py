"""What can be set about one desk: where its data lies, where it listens, how strict it is at the door.

Law: a value is checked when it is made; every setting has a default, so a desk needs no file at all.
Not here: Django's own settings (settings.py), the command's options (command.py).
"""

from __future__ import annotations

import ipaddress
import os
import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

from platformdirs import user_data_path

from battlebox.estate import read_toml
from battlebox.web.errors import Code, WebError

DATA_SETTING: Final = "BATTLEBOX_DATA"
FILE_NAME: Final = "desk.toml"
LOOPBACK: Final = "127.0.0.1"
CONTROL: Final = "control"
"""The sign-in name of exercise control: whoever runs the drill, and plays no part in it."""
_HOST: Final = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*")
_TOTP_STEPS_MAX: Final = 20
PROCESSES_MOST: Final = 16
EXPORTS_WAITING: Final = "exports-waiting"
"""Where an export that was sent in lies until it is read; no backup holds it."""


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """One desk. Times are whole units, said at the end of the name."""

    data: Path
    port: int = 8000
    lan: bool = False
    demo: bool = False
    drill: bool = False
    """Whether it is a drill's desk: said when it is started, never in a file."""
    host: str = ""
    """The name by which browsers reach this desk; empty: by address."""
    public: str = ""
    """The folder in which the public page stands; `{body}` in it is the body's id. Empty: in the data folder."""
    tables: str = ""
    """The address of a PostgreSQL server's database that holds the desk's tables; empty: a file in the data folder."""
    processes: int = 1
    """How many processes answer pages; more than one only where the tables are on a server."""
    body: str = ""
    """The body whose laptop this is, offered to whoever sets up the first account."""
    session_hours: int = 12
    second_factor_after_hours: int = 72
    totp_steps: int = 10
    """How many half minutes a phone may be off from this laptop, either way."""
    lock_after_failures: int = 6
    lock_minutes: int = 15
    upload_mb_max: int = 25
    hooks_inside: str = ""
    """The networks inside in which machines may be told what happens here, such as `10.20.0.0/24`; empty: none."""

    def __post_init__(self) -> None:
        if self.host and not is_host(self.host):
            raise WebError.of(Code.BAD_HOST, found=self.host)
        try:
            self.networks  # noqa: B018 - asked for what it refuses
        except ValueError as wrong:
            advice = "write networks such as 10.20.0.0/24, with commas between them"
            found = f"hooks_inside: {wrong}"
            raise WebError.of(Code.BAD_SETTING, file=FILE_NAME, found=found, advice=advice) from wrong
        for name, low, high in (
            ("port", 1, 65535),
            ("processes", 1, PROCESSES_MOST),
            ("session_hours", 1, 72),
            ("second_factor_after_hours", 0, 24 * 30),
            ("totp_steps", 0, _TOTP_STEPS_MAX),
            ("lock_after_failures", 3, 100),
            ("lock_minutes", 1, 24 * 60),
            ("upload_mb_max", 1, 1024),
        ):
            if not low <= getattr(self, name) <= high:
                raise WebError.of(
                    Code.BAD_SETTING,
                    file=FILE_NAME,
                    found=f"{name} = {getattr(self, name)}",
                    advice=f"write a whole number from {low} to {high}",
                )

    @classmethod
    def from_folder(cls, data: Path | None = None) -> DeskSettings:
        """The settings of a data folder: its desk.toml where there is one, else the defaults. Raises WebError."""
        named = os.environ.get(DATA_SETTING)
        folder = data or (Path(named) if named else user_data_path("battlebox"))
        found: dict[str, Any] = _from_file(folder / FILE_NAME)
        return cls(data=folder.absolute(), **found)

    @property
    def database(self) -> Path:
        """Accounts, sessions, jobs: everything that is not about an incident; unused where `tables` names a server."""
        return self.data / "desk.sqlite3"

    @property
    def networks(self) -> tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]:
        """The networks of `hooks_inside`. Raises ValueError."""
        return tuple(ipaddress.ip_network(each) for each in re.split(r"[,\s]+", self.hooks_inside.strip()) if each)

    @property
    def heard_bytes_max(self) -> int:
        """What is up to so large is heard to its end, kept or not, and answered in words; a larger one is cut off."""
        return 4 * self.upload_mb_max * 1024 * 1024

    @property
    def keys(self) -> Path:
        """Where this desk's secrets lie."""
        return self.data / "keys"


def is_host(text: str) -> bool:
    """Whether a text is a host name or an address."""
    return is_address(text) or bool(_HOST.fullmatch(text))


def is_address(text: str) -> bool:
    """Whether a text is a bare address, on which passkeys do not work."""
    try:
        ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return False
    return True


def _from_file(path: Path) -> dict[str, Any]:
    """What a settings file says; only names of settings, each of its own type."""
    if not path.exists():
        return {}
    kinds = {each.name: type(each.default) for each in fields(DeskSettings) if isinstance(each.default, int | str)}
    for name in ("lan", "demo", "drill"):
        kinds.pop(name)
    try:
        found = read_toml(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise WebError.of(
            Code.BAD_SETTING, file=path, found=str(wrong).lower(), advice="write lines such as session_hours = 12"
        ) from wrong
    for name, value in found.items():
        if name not in kinds:
            raise WebError.of(
                Code.BAD_SETTING, file=path, found=name, advice=f"the settings are {', '.join(sorted(kinds))}"
            )
        if type(value) is not kinds[name]:
            raise WebError.of(
                Code.BAD_SETTING, file=path, found=f"{name} = {value!r}", advice=f"write it as {kinds[name].__name__}"
            )
    return found
