"""The call-back list and the bulletin key of the officer's body, in the data folder of this desk.

Law: each body at a desk has a list and a key of its own; a key is made at its first use, and never leaves the folder.
Not here: what is in a list (share.bulletin), the same for a terminal (files.py).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from battlebox.journal import DataFolder, SigningKey, replacing
from battlebox.share.bulletin import CallBack
from battlebox.web.bulletins.files import LIST, own_name, text_of
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.records import installation


def own_key(desk: AtDesk) -> SigningKey:
    """The key that signs for the officer's body."""
    return key_for(desk.officer.body)


def key_for(body: str) -> SigningKey:
    """The key that signs for one of our bodies."""
    folder = DataFolder(installation().path, f"bulletin-{body}")
    with installation().turn("bulletin-keys"):
        return folder.key() or folder.new_key()


def list_path(desk: AtDesk) -> Path:
    """Where its list lies: that of the whole folder where this is that body's own laptop."""
    return _path(desk.officer.body)


def own_list(desk: AtDesk) -> CallBack:
    """Its list; an empty one where nobody has written any. Raises BulletinError."""
    return list_of(desk.officer.body)


def list_of(body: str) -> CallBack:
    """The list of one of our bodies. Raises BulletinError."""
    path = _path(body)
    return CallBack.from_text(text_of(path), name=path.name) if path.exists() else CallBack()


def change_list(desk: AtDesk, change: Callable[[CallBack], CallBack]) -> None:
    """Put the changed list in its place. Raises BulletinError, and the list stays as it was."""
    with installation().turn("bulletin-lists"):
        keep_list(desk.officer.body, change(own_list(desk)))


def keep_list(body: str, known: CallBack) -> None:
    """Put the list of one of our bodies in its place. Raises BulletinError, and the one before stays."""
    path, text = _path(body), known.to_text()
    # What could not be read again is not kept.
    CallBack.from_text(text, name=path.name)
    with replacing(path) as file:
        file.write(text.encode())


def _path(body: str) -> Path:
    folder = installation().path
    own = folder / own_name(body)
    return folder / LIST if settings.DESK.body == body and not own.exists() else own
