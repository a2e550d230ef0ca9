"""What the commands about bulletins work on: files, a body's key, the call-back list; refusals in one form.

Law: no Django and no socket; a key is made when a body first signs, and never leaves the data folder.
Not here: the commands (bulletin_commands.py, callback_commands.py).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from battlebox.journal import SigningKey
    from battlebox.share.bulletin import CallBack

LIST: Final = "callback.csv"
FILE: Final = click.Path(dir_okay=False, path_type=Path)
AS_JSON: Final = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
DATA: Final = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    metavar="DIR",
    help="The desk's data folder (default: $BATTLEBOX_DATA, else your user data folder).",
)
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
    found = folder.key()
    return found if found is not None else in_words(folder.new_key)


def callback_list_of(data: Path | None, known: Path | None) -> tuple[CallBack, Path]:
    """The call-back list and where it lies; an empty one where there is none yet."""
    from battlebox.share.bulletin import CallBack  # Late: loaded when it is needed.
    from battlebox.web.starting.desk_settings import DeskSettings  # Late: loaded when it is needed.

    path = known or DeskSettings.from_folder(data).data / LIST
    if known is None and not path.exists():
        return CallBack(), path
    return CallBack.from_text(text_of(path), name=path.name), path


def write_list(path: Path, text: str) -> None:
    """Put a call-back list in its place, whole. Raises BulletinError."""
    from battlebox.journal import replacing  # Late: loaded when it is needed.

    def write() -> None:
        with replacing(path) as file:
            file.write(text.encode())

    in_words(write)


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


def in_words(do: Callable[[], Any]) -> Any:
    """What writing came to. Raises BulletinError in the words of what would not be written."""
    from battlebox.journal import JournalError  # Late: loaded when it is needed.
    from battlebox.share.bulletin import BulletinCode, BulletinError  # Late: loaded when it is needed.

    try:
        return do()
    except JournalError as wrong:
        raise BulletinError(BulletinCode.NOT_WRITTEN, str(wrong), wrong.hint) from None


def say(words: str) -> None:
    """One line of words, on standard error."""
    click.echo(f"battlebox: {words}", err=True)
