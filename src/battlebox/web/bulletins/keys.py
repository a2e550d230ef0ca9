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
    folder = DataFolder(installation().path, f"bulletin-{desk.officer.body}")
    return folder.key() or folder.new_key()


def list_path(desk: AtDesk) -> Path:
    """Where its list lies: that of the whole folder where this is that body's own laptop."""
    folder, body = installation().path, desk.officer.body
    own = folder / own_name(body)
    return folder / LIST if settings.DESK.body == body and not own.exists() else own


def own_list(desk: AtDesk) -> CallBack:
    """Its list; an empty one where nobody has written any. Raises BulletinError."""
    path = list_path(desk)
    return CallBack.from_text(text_of(path), name=path.name) if path.exists() else CallBack()


def change_list(desk: AtDesk, change: Callable[[CallBack], CallBack]) -> None:
    """Put the changed list in its place. Raises BulletinError, and the list stays as it was."""
    path = list_path(desk)
    text = change(own_list(desk)).to_text()
    # What could not be read again is not kept.
    CallBack.from_text(text, name=path.name)
    with replacing(path) as file:
        file.write(text.encode())
