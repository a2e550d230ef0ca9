"""What the commands about bulletins work on: files, a body's key, the call-back list.

Law: no Django and no socket; a key is made when a body first signs, and never leaves the data folder.
Not here: the commands (commands.py, call_back_commands.py).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from battlebox.journal import SigningKey
    from battlebox.share.bulletin import CallBack

LIST: Final = "callback.csv"
FILE: Final = click.Path(dir_okay=False, path_type=Path)
KNOWN: Final = click.option(
    "--known", type=FILE, default=None, metavar="FILE", help="The call-back list (default: callback.csv in --data)."
)


def key_of(data: Path | None, body: str) -> SigningKey:
    """The key of a body's bulletins in this data folder; made when it is first asked for."""
    from battlebox.journal import DataFolder  # Late: loaded when it is needed.
    from battlebox.web.starting.desk_settings import DeskSettings  # Late: loaded when it is needed.

    if not body or body.strip("abcdefghijklmnopqrstuvwxyz0123456789._-"):
        raise click.UsageError(f"{body[:40]!r} is not the id of a body, such as northmere")
    folder = DataFolder(DeskSettings.from_folder(data).data, f"bulletin-{body}")
    return folder.key() or folder.new_key()


def callback_list_of(data: Path | None, known: Path | None, ours: str = "") -> tuple[CallBack, Path]:
    """The call-back list and where it lies; an empty one where there is none yet.

    It is that of one body (`ours`) where the desk of this folder keeps one for it.
    """
    from battlebox.share.bulletin import CallBack  # Late: loaded when it is needed.
    from battlebox.web.starting.desk_settings import DeskSettings  # Late: loaded when it is needed.

    folder = DeskSettings.from_folder(data).data
    own = folder / own_name(ours)
    path = known or (own if ours and own.exists() else folder / LIST)
    if known is None and not path.exists():
        return CallBack(), path
    return CallBack.from_text(text_of(path), name=path.name), path


def own_name(body: str) -> str:
    """What the list of one body is called, where a desk keeps several."""
    return f"callback-{body}.csv"


def raw_of(path: Path) -> bytes:
    """The bytes of a file, up to one more than a bulletin can have. Raises BulletinError."""
    from battlebox.share.bulletin import BYTES_MOST, BulletinCode, BulletinError  # Late: loaded when it is needed.

    try:
        with path.open("rb") as file:
            return file.read(BYTES_MOST + 1)
    except OSError as wrong:
        why = (wrong.strerror or type(wrong).__name__).lower()
        raise BulletinError.of(BulletinCode.NOT_READ, name=path.name, why=why) from None


def text_of(path: Path) -> str:
    """A file as text. Raises BulletinError."""
    from battlebox.share.bulletin import BulletinCode, BulletinError  # Late: loaded when it is needed.

    try:
        return raw_of(path).decode()
    except UnicodeDecodeError:
        raise BulletinError.of(BulletinCode.NOT_A_LIST, name=path.name, why="it is no text") from None


def replace_with(path: Path, raw: bytes) -> None:
    """Write a file anew, whole. Raises JournalError."""
    from battlebox.journal import replacing  # Late: loaded when it is needed.

    with replacing(path) as file:
        file.write(raw)
